//! What a real `check --deploy` printed, against what was foretold.

use std::collections::BTreeMap;

use crate::model::{CheckState, DeployCheck};

/// How an id of the one stands to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Printed, and could not be told.
    WasUndecided,
    /// Printed, though the files silence it.
    WasSilenced,
    /// Printed, and not foretold.
    NotExpected,
    /// Foretold, and not printed.
    NotPrinted,
    /// Of something that is not looked at.
    Foreign,
    /// Printed as foretold.
    Same,
}

/// The ids, by how they stand, each with how often; none where the text is no output of
/// the command.
#[must_use]
pub fn compare(deploy: &DeployCheck, text: &str) -> Option<BTreeMap<Likeness, Vec<(String, usize)>>> {
    let real = printed(text);
    if real.is_empty() && !text.contains("System check identified") {
        return None;
    }
    let foretold = |id: &str, state| -> usize {
        deploy.of(state).filter(|check| check.id == id).map(|check| check.count.max(1)).sum()
    };
    let mut found: BTreeMap<Likeness, Vec<(String, usize)>> = BTreeMap::new();
    let mut put = |likeness, id: &str, count: usize| {
        if count > 0 {
            found.entry(likeness).or_default().push((id.to_owned(), count));
        }
    };
    for (id, &count) in &real {
        let expected = foretold(id, CheckState::Printed);
        put(Likeness::Same, id, count.min(expected));
        let likeness = if foretold(id, CheckState::Undecided) > 0 {
            Likeness::WasUndecided
        } else if foretold(id, CheckState::Silenced) > 0 {
            Likeness::WasSilenced
        } else if expected > 0 || deploy.quiet.contains(id) {
            Likeness::NotExpected
        } else {
            Likeness::Foreign
        };
        put(likeness, id, count.saturating_sub(expected));
    }
    for check in deploy.of(CheckState::Printed) {
        let count = real.get(&check.id).copied().unwrap_or(0);
        put(Likeness::NotPrinted, &check.id, check.count.saturating_sub(count));
    }
    Some(found)
}

/// The ids in an output, with how often each is printed: at most one a line.
fn printed(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    // A hint may speak of others.
    for line in text.lines().filter(|line| !line.starts_with(char::is_whitespace)) {
        let within = line.split('(').skip(1).filter_map(|rest| rest.split(')').next());
        if let Some(id) = within.into_iter().find(|id| is_id(id)) {
            *counts.entry(id.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// `security.W004`: what Django tells apps to name their messages like.
fn is_id(text: &str) -> bool {
    let Some((family, code)) = text.rsplit_once('.') else { return false };
    let digits = code.strip_prefix(['C', 'E', 'W', 'I', 'D']).unwrap_or_default();
    !family.is_empty()
        && family.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing;

    const REAL: &str = "\
SystemCheckError: System check identified some issues:

ERRORS:
?: (urls.E006) The STATIC_URL setting must end with a slash.

WARNINGS:
?: (debug_toolbar.W006) The middleware is missing (see security.W001).
?: (security.W004) You have not set a value.
\tHINT: see (security.W020).
?: (security.W018) You should not have DEBUG set to True in deployment.
shop.Order: (models.W042) Auto-created primary key used.
?: (security.W008) Your setting is not True.
shop.Item: (models.W042) Auto-created primary key used.

System check identified 6 issues (1 silenced).
";

    #[test]
    fn ids_are_taken_from_what_was_printed() {
        let found: Vec<(String, usize)> = printed(REAL).into_iter().collect();
        let expected = [
            ("debug_toolbar.W006", 1),
            ("models.W042", 2),
            ("security.W004", 1),
            ("security.W008", 1),
            ("security.W018", 1),
            ("urls.E006", 1),
        ];
        assert_eq!(found, expected.map(|(id, count)| (id.to_owned(), count)));
        for text in ["e.g.", "W004", ".W004", "security.X004", "security.W", "a b.W004"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn every_id_stands_somewhere() {
        use CheckState::{Printed, Silenced, Undecided};
        let deploy = DeployCheck {
            checks: vec![
                testing::check("urls.E006", Printed, 2),
                testing::check("security.W004", Printed, 1),
                testing::check("security.W008", Silenced, 1),
                testing::check("models.W042", Undecided, 0),
            ],
            quiet: vec!["security.W018".to_owned()],
            ..DeployCheck::default()
        };
        let found = compare(&deploy, REAL).expect("it is an output");
        let shown: Vec<(Likeness, String)> = found
            .into_iter()
            .map(|(likeness, ids)| {
                let ids: Vec<String> = ids.into_iter().map(|(id, count)| format!("{id} {count}")).collect();
                (likeness, ids.join(", "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                (Likeness::WasUndecided, "models.W042 2".to_owned()),
                (Likeness::WasSilenced, "security.W008 1".to_owned()),
                (Likeness::NotExpected, "security.W018 1".to_owned()),
                (Likeness::NotPrinted, "urls.E006 1".to_owned()),
                (Likeness::Foreign, "debug_toolbar.W006 1".to_owned()),
                (Likeness::Same, "security.W004 1, urls.E006 1".to_owned()),
            ]
        );
        assert_eq!(compare(&deploy, "hello"), None);
        let none = compare(&deploy, "System check identified no issues (0 silenced).").expect("it is one");
        assert_eq!(none.len(), 1);
    }
}
