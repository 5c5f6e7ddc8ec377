//! What a real `check --deploy` printed, against what was foretold.

use crate::model::{CheckState, DeployCheck};
use crate::source::sort_by_key;

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

/// The ids, by how they stand; none where the text is no output of the command.
#[must_use]
pub fn compare(deploy: &DeployCheck, text: &str) -> Option<Vec<(Likeness, Vec<String>)>> {
    let real = printed(text);
    if real.is_empty() && !text.contains("check identified") {
        return None;
    }
    let mut found: Vec<(Likeness, Vec<String>)> = Vec::new();
    let mut put = |likeness: Likeness, id: &str, count: usize| {
        let shown = match count {
            0 => return,
            1 => id.to_owned(),
            _ => format!("{id} ×{count}"),
        };
        match found.iter_mut().find(|(known, _)| *known == likeness) {
            Some((_, ids)) => ids.push(shown),
            None => found.push((likeness, vec![shown])),
        }
    };
    for &(id, count) in &real {
        let foretold = deploy.checks.iter().find(|check| check.id == id);
        let (state, expected) = foretold.map_or((None, 0), |check| match check.state {
            CheckState::Printed => (Some(check.state), check.count),
            state => (Some(state), 0),
        });
        put(Likeness::Same, id, count.min(expected));
        let likeness = match state {
            Some(CheckState::Undecided) => Likeness::WasUndecided,
            Some(CheckState::Silenced) => Likeness::WasSilenced,
            None if !deploy.quiet.iter().any(|known| known == id) => Likeness::Foreign,
            _ => Likeness::NotExpected,
        };
        put(likeness, id, count.saturating_sub(expected));
    }
    for check in deploy.of(CheckState::Printed) {
        let count = real.iter().find(|(id, _)| *id == check.id).map_or(0, |(_, count)| *count);
        put(Likeness::NotPrinted, &check.id, check.count.saturating_sub(count));
    }
    sort_by_key(&mut found, |(likeness, _)| *likeness);
    Some(found)
}

/// The ids in an output, with how often each is printed: at most one a line.
fn printed(text: &str) -> Vec<(&str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    // A hint may speak of others.
    for line in text.lines().filter(|line| !line.starts_with(char::is_whitespace)) {
        let mut within = line.split('(').skip(1).filter_map(|rest| rest.split(')').next());
        let Some(id) = within.find(|id| is_id(id)) else { continue };
        match counts.iter_mut().find(|(known, _)| *known == id) {
            Some((_, count)) => *count += 1,
            None => counts.push((id, 1)),
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
    use crate::model::CheckReport;

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
        assert_eq!(
            printed(REAL),
            [
                ("urls.E006", 1),
                ("debug_toolbar.W006", 1),
                ("security.W004", 1),
                ("security.W018", 1),
                ("models.W042", 2),
                ("security.W008", 1),
            ]
        );
        for text in ["e.g.", "W004", ".W004", "security.X004", "security.W", "a b.W004"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn every_id_stands_somewhere() {
        use CheckState::{Printed, Silenced, Undecided};
        let deploy = DeployCheck {
            checks: vec![
                CheckReport::made_up("urls.E006", Printed, 2),
                CheckReport::made_up("security.W004", Printed, 1),
                CheckReport::made_up("security.W008", Silenced, 1),
                CheckReport::made_up("models.W042", Undecided, 0),
            ],
            quiet: vec!["security.W018".to_owned()],
            ..DeployCheck::default()
        };
        let found = compare(&deploy, REAL).expect("it is an output");
        let shown: Vec<(Likeness, String)> =
            found.into_iter().map(|(likeness, ids)| (likeness, ids.join(", "))).collect();
        assert_eq!(
            shown,
            [
                (Likeness::WasUndecided, "models.W042 ×2".to_owned()),
                (Likeness::WasSilenced, "security.W008".to_owned()),
                (Likeness::NotExpected, "security.W018".to_owned()),
                (Likeness::NotPrinted, "urls.E006".to_owned()),
                (Likeness::Foreign, "debug_toolbar.W006".to_owned()),
                (Likeness::Same, "urls.E006, security.W004".to_owned()),
            ]
        );
        assert_eq!(compare(&deploy, "hello"), None);
        let none = compare(&deploy, "System check identified no issues (0 silenced).").expect("it is one");
        assert_eq!(none.len(), 1);
    }
}
