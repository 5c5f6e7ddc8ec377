//! Facts about one person's project: which settings hold, which Django, which
//! packages, which files. Facts only: what they mean is for the rules.

mod cors;
mod fact;
mod installed;
mod names;
mod read;
mod reader;
mod secret;
mod settings;
mod snippet;

pub use fact::{Fact, Known, Origin, Undecided};
pub use read::{EntryModule, Input, Project, Target};
pub use reader::{Reader, Style};
pub use secret::{is_secret_name, looks_like_secret, mask_code, mask_text, mask_value};
pub use settings::{Items, Settings, View};
pub use snippet::list_code;
