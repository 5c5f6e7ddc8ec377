//! What `manage.py check --deploy` says of the judged settings, id by id.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Lang, Origin, Text};

/// The whole answer of the command, and what it leaves unsaid.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeployCheck {
    /// By state, then as Django groups them: errors before warnings, then by id.
    pub checks: Vec<CheckReport>,
    /// Ids that were looked at and are certainly not found.
    pub quiet: Vec<String>,
    /// The exit status at the default fail level; none if it cannot be told.
    pub exit: Option<i32>,
    /// The exit status with `--fail-level WARNING`.
    pub exit_on_warning: Option<i32>,
    /// The exception that comes instead of the list, as `Type: message`.
    pub crash: Option<String>,
    /// Where it is raised, or the setting at fault stands.
    pub crash_at: Option<Origin>,
    /// What the fixes that are offered for these ids would change.
    pub after_fixes: Option<AfterFixes>,
}

/// What is left of the list once the fixes that are offered for its ids are made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AfterFixes {
    /// Rules whose fixes were tried together.
    pub rules: Vec<String>,
    /// Ids that are certainly printed no more.
    pub gone: Vec<String>,
    /// Ids of which that cannot be told: the server's environment decides them then.
    pub undecided: Vec<String>,
    /// Ids that stay.
    pub left: Vec<String>,
    /// Ids that are printed only then.
    pub new: Vec<String>,
    /// The exit status then, at the default fail level.
    pub exit: Option<i32>,
}

/// One id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    pub id: String,
    /// `E` or `W`.
    pub level: char,
    pub state: CheckState,
    /// How often it is printed.
    pub count: usize,
    /// What it says, in words of our own.
    pub words: Text,
    /// Its section in Django's documentation.
    pub docs: String,
    /// The rule that says the same.
    pub rule: Option<String>,
    /// Why it cannot be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Text>,
    /// Environment variables that decide it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub variables: Vec<String>,
    /// Whether it is printed if none of them is set.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub when_unset: Option<bool>,
    /// The line that leaves it open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub origin: Option<Origin>,
    /// The middleware without which Django does not look.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hidden_by: Option<String>,
}

/// What becomes of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckState {
    Printed,
    /// Found, and named in `SILENCED_SYSTEM_CHECKS`.
    Silenced,
    /// These files do not decide it.
    Undecided,
    /// A middleware that is missing keeps Django from looking.
    Hidden,
}

impl CheckState {
    pub const ALL: [Self; 4] = [Self::Printed, Self::Silenced, Self::Undecided, Self::Hidden];

    /// The word used in reports and in `data-state`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Silenced => "silenced",
            Self::Undecided => "undecided",
            Self::Hidden => "hidden",
        }
    }
}

impl DeployCheck {
    /// The ids of a state, in order.
    pub fn of(&self, state: CheckState) -> impl Iterator<Item = &CheckReport> {
        self.checks.iter().filter(move |check| check.state == state)
    }

    /// How many messages of a state there are, one that is printed twice taken twice.
    #[must_use]
    pub fn count(&self, state: CheckState) -> usize {
        self.of(state).map(|check| check.count).sum()
    }

    /// What a terminal shows: Django's frame with our words in it.
    #[must_use]
    pub fn output(&self, lang: Lang) -> String {
        if let Some(crash) = &self.crash {
            return format!("Traceback (most recent call last):\n  …\n{crash}\n");
        }
        let mut out = String::new();
        let printed = self.count(CheckState::Printed);
        if printed > 0 {
            if self.exit == Some(1) {
                out.push_str("SystemCheckError: ");
            }
            out.push_str("System check identified some issues:\n");
        }
        for (level, title) in [('E', "ERRORS"), ('W', "WARNINGS")] {
            let mut of_level = self.of(CheckState::Printed).filter(|check| check.level == level).peekable();
            if of_level.peek().is_none() {
                continue;
            }
            let _ = write!(out, "\n{title}:\n");
            for check in of_level {
                for _ in 0..check.count {
                    let _ = writeln!(out, "?: ({}) {}", check.id, check.words.get(lang));
                }
            }
        }
        if printed > 0 {
            out.push('\n');
        }
        // What cannot be told may be printed besides.
        let issues = match (printed, self.of(CheckState::Undecided).next()) {
            (0, None) => "no issues".to_owned(),
            (1, None) => "1 issue".to_owned(),
            (n, None) => format!("{n} issues"),
            (n, Some(_)) => format!("{n} or more issues"),
        };
        let silenced = self.count(CheckState::Silenced);
        let _ = writeln!(out, "System check identified {issues} ({silenced} silenced).");
        out
    }
}

#[cfg(test)]
impl CheckReport {
    /// An id, for tests.
    pub(crate) fn made_up(id: &str, state: CheckState, count: usize) -> Self {
        Self {
            id: id.to_owned(),
            level: if id.contains(".E") { 'E' } else { 'W' },
            state,
            count,
            words: Text::same("words."),
            docs: String::new(),
            rule: None,
            reason: None,
            variables: Vec::new(),
            when_unset: None,
            origin: None,
            hidden_by: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_has_the_form_of_djangos() {
        use CheckState::{Printed, Silenced, Undecided};
        let mut deploy = DeployCheck {
            checks: vec![
                CheckReport::made_up("urls.E006", Printed, 2),
                CheckReport::made_up("security.W004", Printed, 1),
                CheckReport::made_up("security.W008", Silenced, 1),
            ],
            exit: Some(1),
            ..DeployCheck::default()
        };
        assert_eq!(
            deploy.output(Lang::En),
            "SystemCheckError: System check identified some issues:\n\nERRORS:\n?: (urls.E006) words.\n\
             ?: (urls.E006) words.\n\nWARNINGS:\n?: (security.W004) words.\n\n\
             System check identified 3 issues (1 silenced).\n"
        );
        deploy.checks = vec![CheckReport::made_up("models.W042", Undecided, 0)];
        assert_eq!(deploy.output(Lang::En), "System check identified 0 or more issues (0 silenced).\n");
        deploy.checks = vec![CheckReport::made_up("security.W004", Printed, 1)];
        deploy.exit = Some(0);
        assert!(deploy.output(Lang::En).starts_with("System check identified some issues:\n\nWARNINGS:"));
        deploy.checks.clear();
        assert_eq!(deploy.output(Lang::En), "System check identified no issues (0 silenced).\n");
        deploy.crash = Some("KeyError: 'X'".to_owned());
        assert!(deploy.output(Lang::En).ends_with("\nKeyError: 'X'\n"));
    }
}
