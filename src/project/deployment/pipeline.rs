//! What the continuous integration runs, whichever service it is.

use std::collections::HashSet;

use super::{Command, Project, Variable, place_of, scalar_commands};
use crate::model::{Text, plural_ru, text};
use crate::project::{Fact, Undecided};
use crate::source::yaml::{Node, Value};
use crate::source::{FileId, FileKind, Place, Tree};

/// A file that configures continuous integration.
#[derive(Debug, Clone)]
pub struct Pipeline {
    pub file: FileId,
    pub commands: Vec<Command>,
    /// Variables of jobs and steps; those of the services beside them aside.
    pub variables: Vec<Variable>,
    /// Actions and workflows that steps and jobs use.
    pub uses: Vec<(String, Place)>,
    /// It takes over jobs from a file elsewhere: `include`, a shared workflow.
    pub includes: bool,
}

/// Keys whose values are commands, in one service or another.
const COMMANDS: &[&str] = &[
    "run",
    "script",
    "before_script",
    "after_script",
    "command",
    "commands",
    "bash",
    "install",
    "before_install",
    "args",
    "inlineScript",
];
/// Keys whose values are variables.
const VARIABLES: &[&str] = &["env", "environment", "variables", "env_variables"];
const MAX_DEPTH: u32 = 24;

impl Pipeline {
    pub(super) fn read(file: FileId, text: &str, documents: &[Node]) -> Self {
        let mut pipeline =
            Self { file, commands: Vec::new(), variables: Vec::new(), uses: Vec::new(), includes: false };
        for document in documents {
            pipeline.includes |= document.get("include").is_some();
            pipeline.walk(text, document, false, 0);
        }
        pipeline
    }

    /// A file in a language of its own, or one that is all commands.
    pub(super) fn of_lines(file: FileId, text: &str) -> Self {
        let place = |range| place_of(file, &range);
        Self::of_commands(file, Command::of_shell(text, &place))
    }

    /// A file whose commands are read already.
    pub(super) fn of_commands(file: FileId, commands: Vec<Command>) -> Self {
        Self { file, commands, variables: Vec::new(), uses: Vec::new(), includes: false }
    }

    fn walk(&mut self, text: &str, node: &Node, beside: bool, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        for item in node.items() {
            self.walk(text, item, beside, depth + 1);
        }
        for (key, _, value) in node.entries() {
            if COMMANDS.contains(&key) {
                self.take(text, value, depth + 1);
            } else if VARIABLES.contains(&key) {
                if !beside {
                    self.variables.extend(super::variables(self.file, value));
                }
            } else if key == "uses" {
                self.uses
                    .extend(value.text().map(|used| (used.to_owned(), place_of(self.file, &value.span))));
            } else {
                // A database beside the tests, with a password for the tests.
                self.walk(text, value, beside || key == "services", depth + 1);
            }
        }
    }

    /// Commands: a text, a list of them, or a mapping with one.
    fn take(&mut self, text: &str, node: &Node, depth: u32) {
        match &node.value {
            Value::Text(..) => self.commands.extend(scalar_commands(self.file, text, node)),
            Value::List(items) if depth <= MAX_DEPTH => {
                items.iter().for_each(|item| self.take(text, item, depth + 1));
            }
            _ => self.walk(text, node, false, depth + 1),
        }
    }
}

impl Project {
    /// The files that configure continuous integration.
    #[must_use]
    pub fn pipelines(&self) -> &[Pipeline] {
        &self.deployment.pipelines
    }

    /// The file of the only one, or how many there are, as what follows "no line of"; none
    /// without any.
    #[must_use]
    pub fn pipelines_named(&self) -> Option<Text> {
        let path = |pipeline: &Pipeline| self.tree.file(pipeline.file).path.clone();
        Some(match self.pipelines() {
            [] => return None,
            [one] => Text::same(path(one)),
            several => {
                let count = several.len();
                let files = plural_ru(count, ["файле", "файлах", "файлах"]);
                text! { en: "the {count} CI files", ru: "{count} {files} CI" }
            }
        })
    }

    /// Their commands, with those of the scripts and task files that they may call.
    pub fn pipeline_commands(&self) -> impl Iterator<Item = &Command> {
        self.pipelines().iter().chain(&self.deployment.tasks).flat_map(|pipeline| &pipeline.commands)
    }

    /// That everything which the pipelines run was given.
    ///
    /// # Errors
    /// They hand work to a shared workflow, a template, a script or a task runner's file
    /// that was not.
    pub fn pipelines_are_told(&self) -> Fact<()> {
        if !self.deployment.calls_elsewhere {
            return Ok(());
        }
        Err(Undecided::not_given(text(
            "The CI configuration calls a script, a Makefile or a shared workflow that was not given.",
            "CI вызывает скрипт, Makefile или общий workflow, которого здесь нет.",
        )))
    }
}

/// Whether a pipeline hands work to a file that was not given.
pub(super) fn call_elsewhere(tree: &Tree, pipelines: &[Pipeline]) -> bool {
    let is_given = |used: &str| {
        let path = used.trim_start_matches("./");
        tree.find(path).is_some()
            || ["action.yml", "action.yaml"].iter().any(|name| tree.find(&format!("{path}/{name}")).is_some())
    };
    let shares = |used: &str| {
        let local = used.starts_with("./");
        let path = used.split('@').next().unwrap_or(used);
        (local || path.ends_with(".yml") || path.ends_with(".yaml")) && !(local && is_given(used))
    };
    let names: HashSet<&str> = tree.iter().map(|(_, file)| file.name()).collect();
    pipelines.iter().any(|pipeline| {
        pipeline.includes
            || pipeline.uses.iter().any(|(used, _)| shares(used))
            || pipeline.commands.iter().any(|command| runs_elsewhere(command, &names))
    })
}

/// Whether a command runs commands of a file that was not given, or of an image.
fn runs_elsewhere(command: &Command, names: &HashSet<&str>) -> bool {
    let lacks = |files: &[&str]| command.words.len() > 1 && !files.iter().any(|file| names.contains(file));
    let by_runner = match command.program() {
        "make" | "gmake" => lacks(&["Makefile", "makefile"]),
        "just" => lacks(&["justfile", "Justfile"]),
        "task" => lacks(&["Taskfile.yml"]),
        "inv" | "invoke" => lacks(&["tasks.py"]),
        // What the image starts is not told here.
        "docker" | "docker-compose" | "podman" => ["run", "up"].iter().any(|word| command.has(word)),
        _ => false,
    };
    let mut scripts = command.words.iter().enumerate().filter(|(index, word)| {
        !word.contains('$') && (word.ends_with(".sh") || *index == 0 && word.starts_with("./"))
    });
    by_runner || scripts.any(|(_, word)| !names.contains(word.rsplit('/').next().unwrap_or(word)))
}

/// Whether the file configures continuous integration.
pub(super) fn is_pipeline(path: &str, kind: FileKind) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    kind == FileKind::Ci
        || path.contains(".circleci/")
        || path.contains(".woodpecker")
        || path.contains(".buildkite/")
        || path.contains(".forgejo/workflows/")
        || path.contains(".gitea/workflows/")
        || matches!(
            name,
            "Jenkinsfile"
                | "azure-pipelines.yml"
                | "bitbucket-pipelines.yml"
                | ".travis.yml"
                | ".drone.yml"
                | "cloudbuild.yaml"
                | "buildspec.yml"
        )
}

/// Whether pipelines and people call it by its name.
pub(super) fn is_task_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        "Makefile"
            | "makefile"
            | "justfile"
            | "Justfile"
            | "Taskfile.yml"
            | "tox.ini"
            | "noxfile.py"
            | "tasks.py"
    ) || name.ends_with(".sh")
        || path.contains(".github/actions/") && (name.ends_with(".yml") || name.ends_with(".yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml;

    fn shown(text: &str) -> String {
        let (documents, _) = yaml::parse(text);
        let pipeline = Pipeline::read(FileId(0), text, &documents);
        let commands: Vec<String> = pipeline
            .commands
            .iter()
            .map(|command| {
                let line = text[..command.place.span.start as usize].matches('\n').count() + 1;
                format!("{line}:{}", command.text())
            })
            .collect();
        let variables: Vec<&str> = pipeline.variables.iter().map(|one| &*one.name).collect();
        let uses: Vec<&str> = pipeline.uses.iter().map(|(used, _)| &**used).collect();
        format!(
            "[{}] [{}] [{}] {}",
            commands.join("; "),
            variables.join(" "),
            uses.join(" "),
            pipeline.includes
        )
    }

    #[test]
    fn commands_and_variables_are_found_in_every_service() {
        for (text, expected) in [
            (
                "on: push\njobs:\n  test:\n    services:\n      db:\n        env:\n          P: x\n    env:\n      A: b\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          pip install .\n          python manage.py test\n",
                "[13:pip install .; 14:manage.py test] [A] [actions/checkout@v4] false",
            ),
            (
                "include: x.yml\nvariables:\n  A: b\ntest:\n  before_script: pip install .\n  script:\n    - pytest\n    - - ruff check\n",
                "[5:pip install .; 7:pytest; 8:ruff check] [A] [] true",
            ),
            (
                "jobs:\n  b:\n    steps:\n      - checkout\n      - run:\n          name: Test\n          command: pytest\n",
                "[7:pytest] [] [] false",
            ),
            (
                "pipelines:\n  default:\n    - step:\n        script:\n          - tox\n",
                "[5:tox] [] [] false",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
