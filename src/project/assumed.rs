//! What is taken to hold of the server's environment: values that a person gives,
//! and a file of them. The files themselves say nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Input, is_secret_name};
use crate::python::library::dotenv;
use crate::source::{FileKind, Tree, recognise};

/// The assumed part of the environment.
#[derive(Debug, Clone, Default)]
pub struct Assumed {
    pub values: BTreeMap<String, String>,
    pub unset: BTreeSet<String>,
    /// What is neither given nor unset is unset too, rather than unknown.
    pub closed: bool,
    /// The path of the file that gave some of the values.
    pub file: Option<String>,
    /// Values that nothing may show, wherever they get to.
    hidden: Vec<String>,
}

/// Shorter texts are hidden only where they are the whole of what is shown.
const MIN_WITHIN: usize = 4;

impl Assumed {
    pub(super) fn of(tree: &Tree, input: &Input) -> Self {
        let file = input.environment_file.as_deref().and_then(|path| tree.find(path));
        let mut values = BTreeMap::new();
        if let Some(file) = file {
            values.extend(environment_lines(tree, &tree.file(file).text));
            values.retain(|name, _| !input.unset.contains(name));
        }
        values.extend(input.environment.clone());
        let mut hidden: Vec<String> = values
            .iter()
            .filter(|(name, value)| is_secret_name(name) && !value.is_empty())
            .map(|(_, value)| value.clone())
            .collect();
        // What holds another is hidden first.
        crate::source::sort_by_key(&mut hidden, |value| std::cmp::Reverse(value.len()));
        Self {
            values,
            unset: input.unset.clone(),
            closed: input.closed_environment,
            file: file.map(|file| tree.file(file).path.clone()),
            hidden,
        }
    }

    /// The text without the secrets that were given.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        for secret in &self.hidden {
            if *secret == shown {
                return "•••".to_owned();
            }
            if secret.chars().count() >= MIN_WITHIN && shown.contains(secret.as_str()) {
                shown = shown.replace(secret.as_str(), "•••");
            }
        }
        shown
    }

    /// Whether nothing was given that has to be hidden.
    #[must_use]
    pub fn hides_nothing(&self) -> bool {
        self.hidden.is_empty()
    }
}

/// The lines of a `.env` as the project's own reader of such files understands them.
#[must_use]
pub fn environment_lines(tree: &Tree, text: &str) -> Vec<(String, String)> {
    let uses = |library: &str| {
        tree.iter().any(|(_, file)| {
            recognise(&file.path, &file.text) == FileKind::Python
                && file.text.lines().any(|line| {
                    (line.starts_with("import ") || line.starts_with("from "))
                        && line.split(|c: char| !(c.is_alphanumeric() || c == '_')).nth(1) == Some(library)
                })
        })
    };
    if uses("environ") {
        dotenv::environ(text, false)
    } else if uses("decouple") {
        dotenv::decouple(text)
    } else {
        let pairs = dotenv::python_dotenv_expanded(text, true, &|_| None);
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}
