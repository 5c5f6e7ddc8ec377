//! Dockerfiles: stages, what each is built on, and what the image that ships is.

use super::{Command, Variable, is_for_development};
use crate::source::dockerfile::{self, Instruction};
use crate::source::{FileId, Place, Span};

/// A Dockerfile.
#[derive(Debug, Clone)]
pub struct Image {
    pub file: FileId,
    pub stages: Vec<Stage>,
    /// Lines that begin with no instruction.
    pub(crate) broken: Vec<Place>,
    /// It is of a program beside the site.
    pub(super) is_of_another: bool,
}

/// A stage: from one `FROM` to the next.
#[derive(Debug, Clone)]
pub struct Stage {
    pub name: Option<String>,
    /// What it is built on, variables replaced; none where they are not known.
    pub base: Option<String>,
    /// The stage that it is built on.
    pub parent: Option<usize>,
    /// Of its `FROM`.
    pub place: Place,
    pub user: Option<(String, Place)>,
    pub entrypoint: Option<(Vec<Command>, Place)>,
    pub command: Option<(Vec<Command>, Place)>,
    pub health: Option<Vec<Command>>,
    pub copies: Vec<Copy>,
    /// Of `RUN`.
    pub runs: Vec<Command>,
}

/// A `COPY` or `ADD` from the context.
#[derive(Debug, Clone)]
pub struct Copy {
    pub sources: Vec<String>,
    pub place: Place,
}

impl Image {
    /// Whether the words stand in what is run while it is built, or when it starts.
    fn runs(&self, words: &[&str]) -> bool {
        let starts = |stage: &Stage| [stage.entrypoint.clone(), stage.command.clone()];
        self.stages.iter().any(|stage| {
            let starts = starts(stage).into_iter().flatten().flat_map(|(all, _)| all);
            stage.runs.iter().cloned().chain(starts).any(|command| words.iter().any(|word| command.has(word)))
        })
    }

    /// Whether Python is installed to or started in it.
    #[must_use]
    pub fn runs_python(&self) -> bool {
        self.runs(&["pip", "pip3", "uv", "poetry", "pipenv", "pdm", "manage.py"])
            || crate::project::server_programs().any(|program| self.runs(&[program]))
    }

    /// Whether it builds pages in JavaScript and has nothing of Django in it.
    #[must_use]
    pub fn is_front_end(&self) -> bool {
        self.runs(&["npm", "pnpm", "yarn", "npx", "corepack", "bun"]) && !self.runs_python()
    }

    /// The image, and the variables that `ARG` and `ENV` write into it.
    pub(super) fn read(file: FileId, text: &str) -> (Self, Vec<Variable>) {
        let (instructions, broken) = dockerfile::parse(text);
        let place = |range: std::ops::Range<usize>| Place {
            file,
            span: Span::new(range.start as u32, range.end as u32),
        };
        let broken = broken.into_iter().map(place).collect();
        let mut image = Self { file, stages: Vec::new(), broken, is_of_another: false };
        let mut variables: Vec<Variable> = Vec::new();
        // `ARG` above the first `FROM`, which `FROM` may name.
        let mut arguments: Vec<(String, Option<String>)> = Vec::new();
        for instruction in &instructions {
            let whole = place(instruction.span.clone());
            match instruction.keyword.as_str() {
                "FROM" => {
                    let words = instruction.words();
                    let value = |name: &str| {
                        arguments
                            .iter()
                            .rev()
                            .find(|(known, _)| known == name)
                            .and_then(|(_, value)| value.clone())
                    };
                    let base = words.first().and_then(|word| dockerfile::expand(&word.text, &value));
                    let parent = base.as_ref().and_then(|base| {
                        image.stages.iter().position(|stage| {
                            stage.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(base))
                        })
                    });
                    let named = words.get(1).is_some_and(|word| word.text.eq_ignore_ascii_case("as"));
                    image.stages.push(Stage {
                        name: words.get(2).filter(|_| named).map(|word| word.text.clone()),
                        base,
                        parent,
                        place: whole,
                        user: None,
                        entrypoint: None,
                        command: None,
                        health: None,
                        copies: Vec::new(),
                        runs: Vec::new(),
                    });
                }
                "ARG" | "ENV" => {
                    for (name, value) in instruction.assignments() {
                        if image.stages.is_empty() {
                            arguments
                                .push((name.text.clone(), value.as_ref().map(|value| value.text.clone())));
                        }
                        variables.push(Variable {
                            name: name.text,
                            value: value.map(|value| value.text),
                            place: place(name.span),
                        });
                    }
                }
                _ => {
                    if let Some(stage) = image.stages.last_mut() {
                        stage.take(instruction, whole, text, &place);
                    }
                }
            }
        }
        (image, variables)
    }

    /// The stage that is shipped: the last one that is not named for development.
    #[must_use]
    pub fn shipped(&self) -> Option<usize> {
        let serves = |stage: &Stage| !stage.name.as_deref().is_some_and(is_for_development);
        self.stages.iter().rposition(serves).or(self.stages.len().checked_sub(1))
    }

    /// The shipped stage and those that it is built on, itself first.
    pub fn chain(&self) -> impl Iterator<Item = &Stage> {
        let mut next = self.shipped();
        std::iter::from_fn(move || {
            let stage = &self.stages[next?];
            next = stage.parent;
            Some(stage)
        })
    }

    /// What the shipped container runs: `ENTRYPOINT` with `CMD` behind it.
    #[must_use]
    pub fn started(&self) -> Vec<Command> {
        let entrypoint = self.chain().find_map(|stage| stage.entrypoint.as_ref());
        let command = self.chain().find_map(|stage| stage.command.as_ref());
        match (entrypoint, command) {
            (Some((entry, _)), Some((command, _))) => {
                // `ENTRYPOINT ["gunicorn"]`, `CMD ["config.wsgi"]` are one command.
                let joined = matches!((&entry[..], &command[..]), ([one], [two])
                    if !one.program().ends_with(".sh") && !one.program().contains("entrypoint")
                        && two.words.first().is_some_and(|word| word.starts_with('-') || word.contains(['.', ':'])));
                match (joined, &entry[..], &command[..]) {
                    (true, [one], [two]) => {
                        let words = one.words.iter().chain(&two.words).cloned().collect();
                        vec![Command { words, place: one.place }]
                    }
                    _ => entry.iter().chain(command).cloned().collect(),
                }
            }
            (Some((only, _)), None) | (None, Some((only, _))) => only.clone(),
            (None, None) => Vec::new(),
        }
    }
}

impl Stage {
    fn take(
        &mut self,
        instruction: &Instruction,
        whole: Place,
        text: &str,
        place: &dyn Fn(std::ops::Range<usize>) -> Place,
    ) {
        let at = |part: std::ops::Range<usize>| place(instruction.range(part));
        let commands = || match instruction.exec() {
            Some(words) => Command::of_words(words, whole),
            None => Command::of_shell(&instruction.text, &at),
        };
        match instruction.keyword.as_str() {
            "USER" => {
                let name = instruction.words().into_iter().next().map(|word| word.text);
                self.user = name.map(|name| (name, whole));
            }
            "CMD" => self.command = Some((commands(), whole)),
            "ENTRYPOINT" => {
                self.entrypoint = Some((commands(), whole));
                // Docker drops the CMD of the base.
            }
            "HEALTHCHECK" => {
                let form = instruction.text.trim_start();
                self.health = form.get(..3).filter(|word| word.eq_ignore_ascii_case("CMD")).map(|_| {
                    let rest = form[3..].trim_start();
                    match serde_json::from_str::<Vec<String>>(rest) {
                        Ok(words) => Command::of_words(words, whole),
                        Err(_) => Command::of_shell(rest, &|_| whole),
                    }
                });
            }
            "COPY" | "ADD" if instruction.flag("from").is_none() => {
                let mut words: Vec<String> = instruction.words().into_iter().map(|word| word.text).collect();
                words.pop();
                words.retain(|word| !word.starts_with("<<"));
                self.copies.push(Copy { sources: words, place: whole });
            }
            "RUN" => {
                self.runs.extend(commands());
                for body in &instruction.documents {
                    let start = body.start;
                    let inside = |part: std::ops::Range<usize>| place(start + part.start..start + part.end);
                    self.runs.extend(Command::of_shell(&text[body.clone()], &inside));
                }
            }
            _ => {}
        }
    }
}
