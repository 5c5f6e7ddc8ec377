//! What few projects get wrong is not asked where it cannot be told.

use super::rule::{Outcome, Standing, Verdict, not_applicable};
use crate::project::{Project, View};

/// The check's verdict; not applicable where it is undecided, unless the defaults
/// of the project itself fail.
pub(super) fn rarely(project: &Project, check: fn(&Project) -> Verdict) -> Verdict {
    let verdict = check(project);
    if verdict.is_ok() {
        return verdict;
    }
    match check(&project.viewed(View::Unset)) {
        Ok(Outcome { standing: Standing::Fail | Standing::Attention, .. }) => verdict,
        _ => Ok(not_applicable()),
    }
}
