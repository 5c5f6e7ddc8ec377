//! How the project reads its environment, so that a fix is written in its style.

use super::Project;
use crate::source::FileId;

/// The library that reads environment variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// django-environ: `env.bool("X")`.
    DjangoEnviron,
    /// python-decouple: `config("X", cast=bool)`.
    Decouple,
    /// environs: `env.bool("X")`.
    Environs,
    /// `os.environ` alone.
    Os,
}

/// The reader that the settings have, and how to write with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub style: Style,
    /// The name that reads: `env`, `config`, `os.environ`, `environ`.
    object: String,
    /// A line that has to stand above what is written here, if it is not there yet.
    import: Option<&'static str>,
}

impl Project {
    /// The reader of the judged module, or of the modules that it imports.
    #[must_use]
    pub fn reader(&self) -> Reader {
        let Some(module) = self.settings.module() else { return Reader::plain() };
        // Its package's `__init__.py` ran before it, and brings nothing into it.
        let judged = self.judged().map(|judged| judged.file);
        let others = module.files.iter().copied().filter(|file| Some(*file) != judged);
        let texts = judged.into_iter().chain(others).map(|file| self.tree.file(file).text.as_str());
        self.settings.reader.get_or_init(|| Reader::find(texts)).clone()
    }

    /// The reader of one file alone, for code that goes into that file.
    #[must_use]
    pub fn reader_in(&self, file: FileId) -> Reader {
        if self.judged().is_some_and(|judged| judged.file == file) {
            return self.reader();
        }
        Reader::find(std::iter::once(self.tree.file(file).text.as_str()))
    }
}

impl Reader {
    /// No library: `os.environ`, with the import that it needs.
    fn plain() -> Self {
        Self { style: Style::Os, object: "os.environ".to_owned(), import: Some("import os") }
    }

    /// The reader that these texts share, the judged module first. A library's
    /// reader anywhere among them is preferred to plain `os.environ`.
    fn find<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut os = None;
        let mut first: Option<&str> = None;
        for text in texts {
            let found = Imports::of(text);
            // A name of another module counts only if the judged one brings it in.
            let reaches = |object: &str| first.is_none_or(|judged| brings_in(judged, object));
            if let Some(reader) = found.library().filter(|reader| reaches(&reader.object)) {
                return reader;
            }
            if os.is_none() {
                os = found.os.filter(|object| reaches(object));
            }
            first = first.or(Some(text));
        }
        os.map_or_else(Self::plain, |object| Self { style: Style::Os, object, import: None })
    }

    /// A read of a truth value.
    #[must_use]
    pub fn bool(&self, name: &str, default: Option<bool>) -> String {
        let object = &self.object;
        let python = default.map(|value| if value { "True" } else { "False" });
        match (self.style, python) {
            (Style::DjangoEnviron | Style::Environs, None) => format!("{object}.bool(\"{name}\")"),
            (Style::DjangoEnviron | Style::Environs, Some(value)) => {
                format!("{object}.bool(\"{name}\", default={value})")
            }
            (Style::Decouple, None) => format!("{object}(\"{name}\", cast=bool)"),
            (Style::Decouple, Some(value)) => format!("{object}(\"{name}\", default={value}, cast=bool)"),
            (Style::Os, None) => format!("{object}[\"{name}\"].lower() in (\"1\", \"true\", \"yes\")"),
            (Style::Os, Some(value)) => {
                let text = if value == "True" { "true" } else { "" };
                format!("{object}.get(\"{name}\", \"{text}\").lower() in (\"1\", \"true\", \"yes\")")
            }
        }
    }

    /// A read of a text. Without a default the variable is required.
    #[must_use]
    pub fn str(&self, name: &str, default: Option<&str>) -> String {
        let object = &self.object;
        let call = match self.style {
            Style::Environs => format!("{object}.str"),
            _ => object.clone(),
        };
        match (self.style, default) {
            (Style::Os, None) => format!("{object}[\"{name}\"]"),
            (Style::Os, Some(text)) => format!("{object}.get(\"{name}\", {text:?})"),
            (_, None) => format!("{call}(\"{name}\")"),
            (_, Some(text)) => format!("{call}(\"{name}\", default={text:?})"),
        }
    }

    /// A read of a list written with commas. Without a default the variable is required.
    #[must_use]
    pub fn list(&self, name: &str, default: Option<&[&str]>) -> String {
        let object = &self.object;
        let items = default.map(|items| {
            let quoted: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
            format!("[{}]", quoted.join(", "))
        });
        match (self.style, items) {
            (Style::DjangoEnviron | Style::Environs, None) => format!("{object}.list(\"{name}\")"),
            (Style::DjangoEnviron | Style::Environs, Some(items)) => {
                format!("{object}.list(\"{name}\", default={items})")
            }
            // An unset variable must not become a list with one empty text.
            (Style::Decouple | Style::Os, Some(_)) => {
                let joined = default.map(|items| items.join(",")).unwrap_or_default();
                format!(
                    "[item.strip() for item in {}.split(\",\") if item.strip()]",
                    self.str(name, Some(&joined))
                )
            }
            (Style::Decouple | Style::Os, None) => {
                format!("[item.strip() for item in {}.split(\",\")]", self.str(name, None))
            }
        }
    }

    /// A read of a whole number.
    #[must_use]
    pub fn int(&self, name: &str, default: Option<i64>) -> String {
        let object = &self.object;
        match (self.style, default) {
            (Style::DjangoEnviron | Style::Environs, None) => format!("{object}.int(\"{name}\")"),
            (Style::DjangoEnviron | Style::Environs, Some(value)) => {
                format!("{object}.int(\"{name}\", default={value})")
            }
            (Style::Decouple, None) => format!("{object}(\"{name}\", cast=int)"),
            (Style::Decouple, Some(value)) => format!("{object}(\"{name}\", default={value}, cast=int)"),
            (Style::Os, None) => format!("int({object}[\"{name}\"])"),
            (Style::Os, Some(value)) => format!("int({object}.get(\"{name}\", \"{value}\"))"),
        }
    }

    /// `SETTING = expression`, below the import that the expression needs.
    #[must_use]
    pub fn assign(&self, setting: &str, expression: &str) -> String {
        self.with_import(format!("{setting} = {expression}"))
    }

    /// The code, below the import that this reader needs where there is none.
    #[must_use]
    pub fn with_import(&self, code: impl Into<String>) -> String {
        let code = code.into();
        match self.import {
            Some(import) => format!("{import}\n\n{code}"),
            None => code,
        }
    }
}

/// Whether the module star-imports, or imports this object by its name.
fn brings_in(text: &str, object: &str) -> bool {
    let root = object.split('.').next().unwrap_or(object);
    statements(text).any(|line| {
        line.strip_prefix("from ")
            .and_then(|rest| rest.split_once(" import "))
            .is_some_and(|(_, imported)| names(imported).any(|(_, local)| local == "*" || local == root))
    })
}

/// What the import lines and the objects made from them say.
#[derive(Default)]
struct Imports {
    environ: Option<String>,
    environs: Option<String>,
    decouple: Option<String>,
    os: Option<String>,
}

impl Imports {
    fn library(&self) -> Option<Reader> {
        let (style, object) = match self {
            Self { environ: Some(object), .. } => (Style::DjangoEnviron, object),
            Self { environs: Some(object), .. } => (Style::Environs, object),
            Self { decouple: Some(object), .. } => (Style::Decouple, object),
            _ => return None,
        };
        Some(Reader { style, object: object.clone(), import: None })
    }

    /// Reads line by line, so that a syntax error elsewhere does no harm.
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        // Local names of modules and classes that make a reader.
        let mut environ_makers: Vec<String> = Vec::new();
        let mut environs_makers: Vec<String> = Vec::new();
        let mut decouple_makers: Vec<String> = Vec::new();
        for line in statements(text) {
            if let Some(rest) = line.strip_prefix("import ") {
                for (module, local) in names(rest) {
                    match module {
                        "os" => found.os = Some(format!("{local}.environ")),
                        "environ" => environ_makers
                            .extend(ENVIRON_CLASSES.iter().map(|class| format!("{local}.{class}"))),
                        "environs" => environs_makers
                            .extend(ENVIRON_CLASSES.iter().map(|class| format!("{local}.{class}"))),
                        "decouple" => found.decouple = Some(format!("{local}.config")),
                        _ => {}
                    }
                }
            } else if let Some((module, imported)) =
                line.strip_prefix("from ").and_then(|rest| rest.split_once(" import "))
            {
                for (name, local) in names(imported) {
                    match (module.trim(), name) {
                        ("os", "environ") => found.os = Some(local.to_owned()),
                        ("environ" | "environ.environ", class) if ENVIRON_CLASSES.contains(&class) => {
                            environ_makers.push(local.to_owned())
                        }
                        ("environs", class) if ENVIRON_CLASSES.contains(&class) => {
                            environs_makers.push(local.to_owned())
                        }
                        ("environs", "env") => found.environs = Some(local.to_owned()),
                        ("decouple", "config") => found.decouple = Some(local.to_owned()),
                        ("decouple", "Config" | "AutoConfig") => decouple_makers.push(local.to_owned()),
                        _ => {}
                    }
                }
            } else if let Some((target, made)) = line.split_once('=') {
                let target = target.split(':').next().unwrap_or("").trim();
                let made = made.trim_start();
                let is_name = !target.is_empty() && target.chars().all(|c| c.is_alphanumeric() || c == '_');
                let Some((maker, _)) = made.split_once('(').filter(|_| is_name) else { continue };
                let maker = maker.trim_end();
                if environ_makers.iter().any(|known| known == maker) {
                    found.environ = Some(target.to_owned());
                } else if environs_makers.iter().any(|known| known == maker) {
                    found.environs = Some(target.to_owned());
                } else if decouple_makers.iter().any(|known| known == maker) {
                    found.decouple = Some(target.to_owned());
                }
            }
        }
        found
    }
}

const ENVIRON_CLASSES: &[&str] = &["Env", "FileAwareEnv"];

/// Unindented logical lines: brackets join, comments and texts are left out roughly.
fn statements(text: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with([' ', '\t', '#']) || line.trim().is_empty() {
            continue;
        }
        let mut whole = without_comment(line).to_owned();
        // `from decouple import (` goes on below.
        if whole.starts_with("from ") && whole.contains('(') {
            while !whole.contains(')') {
                let Some(next) = lines.next() else { break };
                whole.push(' ');
                whole.push_str(without_comment(next).trim());
            }
        }
        found.extend(whole.split(';').map(|part| part.trim().to_owned()));
    }
    found.into_iter()
}

fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or("").trim_end()
}

/// `a, b as c` as pairs of the imported and the local name.
fn names(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.split([',', '(', ')']).map(str::trim).filter(|name| !name.is_empty()).map(|name| {
        match name.split_once(" as ") {
            Some((imported, local)) => (imported.trim(), local.trim()),
            None => (name, name),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(texts: &[&str]) -> Reader {
        Reader::find(texts.iter().copied())
    }

    #[test]
    fn the_imported_reader_is_written_with() {
        for (text, debug, hosts) in [
            (
                "import environ\nenv = environ.Env(DEBUG=(bool, False))",
                r#"env.bool("DEBUG", default=False)"#,
                r#"env.list("HOSTS")"#,
            ),
            (
                "from environ import Env as Environment\nENV: Environment = Environment()",
                r#"ENV.bool("DEBUG", default=False)"#,
                r#"ENV.list("HOSTS")"#,
            ),
            (
                "from environs import Env\nenv = Env()\nenv.read_env()",
                r#"env.bool("DEBUG", default=False)"#,
                r#"env.list("HOSTS")"#,
            ),
            (
                "from decouple import (  # settings\n    Csv,\n    config as setting,\n)",
                r#"setting("DEBUG", default=False, cast=bool)"#,
                r#"[item.strip() for item in setting("HOSTS").split(",")]"#,
            ),
            (
                "from os import environ\nimport sys",
                r#"environ.get("DEBUG", "").lower() in ("1", "true", "yes")"#,
                r#"[item.strip() for item in environ["HOSTS"].split(",")]"#,
            ),
        ] {
            let reader = reader(&[text]);
            assert_eq!(reader.bool("DEBUG", Some(false)), debug, "{text}");
            assert_eq!(reader.list("HOSTS", None), hosts, "{text}");
            assert_eq!(reader.assign("A", "1"), "A = 1", "{text}");
        }
    }

    #[test]
    fn a_library_in_an_imported_module_is_preferred() {
        let reader = reader(&["import os\nfrom .base import *", "import environ\nenv = environ.Env()"]);
        assert_eq!(reader.str("KEY", None), r#"env("KEY")"#);
        assert_eq!(reader.int("AGE", Some(60)), r#"env.int("AGE", default=60)"#);
    }

    #[test]
    fn a_name_that_is_not_brought_in_is_not_used() {
        let reader =
            reader(&["import os\nfrom .base import INSTALLED_APPS", "import environ\nenv = environ.Env()"]);
        assert_eq!(reader.str("KEY", None), r#"os.environ["KEY"]"#);
    }

    #[test]
    fn without_a_reader_the_import_is_written_too() {
        let reader = reader(&["DEBUG = True\n# import environ"]);
        assert_eq!(
            reader.assign("SECRET_KEY", &reader.str("SECRET_KEY", None)),
            "import os\n\nSECRET_KEY = os.environ[\"SECRET_KEY\"]"
        );
        assert_eq!(reader.int("AGE", Some(60)), r#"int(os.environ.get("AGE", "60"))"#);
    }

    #[test]
    fn similar_names_are_no_readers() {
        for text in [
            "import environment",
            "env = {}",
            "from myapp.environ import Env\nenv = Env()",
            "x = '''\nimport environ'''",
        ] {
            assert_eq!(reader(&[text]).style, Style::Os, "{text}");
        }
    }
}
