//! Backups: that something makes them, elsewhere, and not for everybody to read.

use super::Rule;

mod elsewhere;
mod made;
mod private;
mod storage_setting;

pub(super) const RULES: &[&Rule] = &[&made::RULE, &storage_setting::RULE, &elsewhere::RULE, &private::RULE];
