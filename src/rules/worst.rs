//! One verdict out of several: the gravest one, and what is unclear before what holds.

use super::rule::{Outcome, Standing, Verdict, not_applicable};

/// The gravest of the verdicts; of equals the first. None at all: not applicable.
pub(super) fn worst(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().min_by_key(rank).unwrap_or_else(|| Ok(not_applicable()))
}

fn rank(verdict: &Verdict) -> u8 {
    match verdict {
        Ok(Outcome { standing: Standing::Fail, .. }) => 0,
        Ok(Outcome { standing: Standing::Attention, .. }) => 1,
        Err(_) => 2,
        Ok(Outcome { standing: Standing::Manual, .. }) => 3,
        Ok(Outcome { standing: Standing::Pass, .. }) => 4,
        Ok(Outcome { standing: Standing::NotApplicable, .. }) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text;
    use crate::project::Undecided;
    use crate::rules::rule::{fail, pass};

    #[test]
    fn a_failure_is_not_hidden_by_what_is_unclear() {
        let unclear = || Err(Undecided::not_given(text("a", "b")));
        assert_eq!(
            worst([Ok(pass()), unclear(), Ok(fail(text("a", "b")))]).expect("decided").standing,
            Standing::Fail
        );
        assert!(worst([Ok(pass()), unclear()]).is_err());
        assert_eq!(worst([]).expect("decided").standing, Standing::NotApplicable);
    }
}
