//! What is started: the program behind shells and wrappers, and its options.

use crate::source::{Place, shell};

/// A program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Where it is written.
    pub place: Place,
    /// The program first: `gunicorn` of `exec poetry run gunicorn config.wsgi`.
    pub words: Vec<String>,
}

/// Shells within shells.
const MAX_DEPTH: u32 = 4;

/// What stands before the program and starts it as it is.
const PLAIN_WRAPPERS: &[&str] = &[
    "exec",
    "nohup",
    "time",
    "sudo",
    "env",
    "command",
    "setsid",
    "nice",
    "dumb-init",
    "tini",
    "catatonit",
    "ddtrace-run",
    "opentelemetry-instrument",
    "xvfb-run",
    "cross-env",
    "then",
    "else",
    "do",
    "if",
    "while",
    "until",
    "!",
    "@",
    "scalene",
];

/// Wrappers and the word that has to follow: `poetry run`, `newrelic-admin run-program`.
const RUNNERS: &[(&str, &str)] = &[
    ("poetry", "run"),
    ("pipenv", "run"),
    ("uv", "run"),
    ("pdm", "run"),
    ("rye", "run"),
    ("hatch", "run"),
    ("newrelic-admin", "run-program"),
    ("dotenv", "run"),
    ("coverage", "run"),
];

/// Wrappers that take one word of their own.
const WITH_A_WORD: &[&str] = &["gosu", "su-exec", "setpriv", "runuser", "timeout"];

impl Command {
    /// The commands of a shell text; `place` tells where a part of it stands.
    pub(super) fn of_shell(text: &str, place: &dyn Fn(std::ops::Range<usize>) -> Place) -> Vec<Self> {
        let mut found = Vec::new();
        for command in shell::commands(text) {
            let span = command.words.first().map_or(0, |word| word.span.start)
                ..command.words.last().map_or(0, |word| word.span.end);
            let words = command.words.into_iter().map(|word| word.text).collect();
            unwrap(words, place(span), 0, &mut found);
        }
        found
    }

    /// The commands behind the words of an exec form.
    pub(super) fn of_words(words: Vec<String>, place: Place) -> Vec<Self> {
        let mut found = Vec::new();
        unwrap(words, place, 0, &mut found);
        found
    }

    /// The name of the program, without its folder.
    #[must_use]
    pub fn program(&self) -> &str {
        self.words.first().map_or("", |word| base_name(word))
    }

    /// Everything on one line.
    #[must_use]
    pub fn text(&self) -> String {
        self.words.join(" ")
    }

    /// Whether a word stands in it by itself, with or without a folder before it.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word || base_name(own) == word)
    }

    /// Whether it is a command of Django: `manage.py migrate`, `django-admin migrate`.
    #[must_use]
    pub fn manages(&self, name: &str) -> bool {
        let position = self.words.iter().position(|word| {
            let word = base_name(word);
            word == "manage.py"
                || matches!(word, "django-admin" | "django-admin.py" | "django")
                || word.ends_with("-manage")
                || word == "manage"
        });
        // `docker compose exec web python manage.py migrate` is one, too.
        let Some(position) = position else { return false };
        let mut arguments = self.words[position + 1..].iter().filter(|word| !word.starts_with('-'));
        arguments.next().is_some_and(|word| word == name)
    }

    /// The value of an option: `--bind X`, `--bind=X`, `-b X`, `-bX`. The last one counts.
    #[must_use]
    pub fn option(&self, names: &[&str]) -> Option<&str> {
        let mut found = None;
        for (index, word) in self.words.iter().enumerate().skip(1) {
            for name in names {
                if word == name {
                    found = self.words.get(index + 1).map(String::as_str).or(found);
                } else if let Some(rest) = word.strip_prefix(name) {
                    if let Some(value) = rest.strip_prefix('=') {
                        found = Some(value);
                    } else if !name.starts_with("--") && !rest.is_empty() {
                        found = Some(rest);
                    }
                }
            }
        }
        found
    }

    /// Whether a switch is there.
    #[must_use]
    pub fn switch(&self, name: &str) -> bool {
        self.words.iter().skip(1).any(|word| word == name)
    }
}

fn base_name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// Takes shells and wrappers off.
fn unwrap(mut words: Vec<String>, place: Place, depth: u32, found: &mut Vec<Command>) {
    loop {
        // Make's prefixes of a recipe.
        if let Some(first) = words.first_mut()
            && first.starts_with(['@', '-'])
            && first.len() > 2
        {
            *first = first.trim_start_matches(['@', '-']).to_owned();
        }
        let Some(first) = words.first() else { return };
        let program = base_name(first);
        let second = words.get(1).map_or("", String::as_str);
        let skip = if is_assignment(first) || PLAIN_WRAPPERS.contains(&program) {
            1 + words[1..].iter().take_while(|word| word.starts_with('-')).count()
        } else if RUNNERS.iter().any(|(runner, word)| *runner == program && *word == second) {
            2 + words[2..].iter().take_while(|word| word.starts_with('-') && *word != "-m").count()
        } else if WITH_A_WORD.contains(&program) {
            let options = words[1..].iter().take_while(|word| word.starts_with('-')).count();
            2 + options
        } else if is_python(program) {
            let options = words[1..]
                .iter()
                .take_while(|word| word.starts_with('-') && *word != "-m" && *word != "-c")
                .count();
            let next = words.get(1 + options).map_or("", String::as_str);
            match next {
                "-m" => 2 + options,
                "-c" | "" => 0,
                _ => 1 + options,
            }
        } else if matches!(program, "sh" | "bash" | "ash" | "dash" | "zsh") {
            let at = words
                .iter()
                .position(|word| word.starts_with('-') && word.ends_with('c') && !word.starts_with("--"));
            if let Some(script) = at.and_then(|at| words.get(at + 1)) {
                if depth < MAX_DEPTH {
                    for command in shell::commands(script) {
                        let words = command.words.into_iter().map(|word| word.text).collect();
                        unwrap(words, place, depth + 1, found);
                    }
                }
                return;
            }
            // `sh start.sh`: the script.
            if words.len() > 1 && !second.starts_with('-') { 1 } else { 0 }
        } else if let Some(at) = words.iter().position(|word| word == "--") {
            // `wait-for-it.sh db:5432 -- gunicorn`, `doppler run -- gunicorn`.
            if matches!(program, "docker" | "manage.py" | "kubectl" | "npm" | "pytest") { 0 } else { at + 1 }
        } else if first == "-m"
            || program.contains("entrypoint") && words.len() > 1 && !second.starts_with('-')
        {
            1
        } else {
            0
        };
        if skip == 0 || skip > words.len() {
            break;
        }
        words.drain(..skip);
    }
    if !words.is_empty() {
        found.push(Command { place, words });
    }
}

fn is_python(program: &str) -> bool {
    program
        .strip_prefix("python")
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn shown(text: &str) -> String {
        let place = Place { file: FileId(0), span: Span::new(0, 0) };
        let all: Vec<String> = Command::of_shell(text, &|_| place).iter().map(Command::text).collect();
        all.join(" / ")
    }

    #[test]
    fn programs_are_found_behind_wrappers() {
        for (text, expected) in [
            ("exec poetry run gunicorn a.wsgi", "gunicorn a.wsgi"),
            ("DEBUG=1 python -u manage.py runserver", "manage.py runserver"),
            ("sh -c \"python manage.py migrate && gunicorn a\"", "manage.py migrate / gunicorn a"),
            ("/usr/bin/env python3 -m uvicorn a:b", "uvicorn a:b"),
            ("./wait-for-it.sh db:5432 -t 30 -- python manage.py migrate", "manage.py migrate"),
            ("/entrypoint.sh gunicorn a", "gunicorn a"),
            ("gosu app newrelic-admin run-program gunicorn a", "gunicorn a"),
            ("uv run --no-sync -m pytest", "pytest"),
            ("coverage run -m pytest", "pytest"),
            ("coverage run manage.py test", "manage.py test"),
            ("bash start.sh", "start.sh"),
            ("if python manage.py check; then true; fi", "manage.py check / true / fi"),
            ("-m gunicorn", "gunicorn"),
            ("env", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn options_have_many_forms() {
        let place = Place { file: FileId(0), span: Span::new(0, 0) };
        let commands =
            Command::of_shell("gunicorn -w4 --timeout=30 -b 0.0.0.0:80 --reload --workers 5 a", &|_| place);
        let command = &commands[0];
        assert_eq!(command.option(&["-w", "--workers"]), Some("5"));
        assert_eq!(command.option(&["-t", "--timeout"]), Some("30"));
        assert_eq!(command.option(&["-b", "--bind"]), Some("0.0.0.0:80"));
        assert!(command.switch("--reload") && !command.manages("migrate"));
        let docker =
            Command::of_shell("docker compose exec -T web python manage.py check --deploy", &|_| place);
        assert!(docker[0].manages("check") && docker[0].has("--deploy"));
    }
}
