//! What the page and the engine say to each other, and the API for scripts:
//! plain objects through `serde-wasm-bindgen`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{Report, Rulebook, Topology};

/// A file as the page has it: text, already decoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// The path within the tree, with `/`.
    pub path: String,
    pub text: String,
}

/// What to judge, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// `major.minor`; none: read from the requirements, else the newest LTS.
    pub django: Option<String>,
    /// A second Django to rehearse an upgrade to, `major.minor`, or `next` for the
    /// next one with long-term support; none: no rehearsal.
    pub target: Option<String>,
    /// The path of the settings file to judge; none: one is chosen.
    pub settings: Option<String>,
    /// The folder that is `sys.path[0]`; none: found from `manage.py` and packages.
    pub root: Option<String>,
    /// Values of environment variables.
    pub environment: BTreeMap<String, String>,
    /// A variable that is not in `environment` is unset, rather than unknown.
    pub closed_environment: bool,
    /// Variables that are unset for certain, while others stay unknown.
    pub unset: BTreeSet<String>,
    /// The path of a file among the files whose lines are values of environment
    /// variables, as if the server had been started with it; `environment` and
    /// `unset` come before it.
    pub environment_file: Option<String>,
    /// How the site is served; what is not said is read from the files where they tell.
    pub topology: Topology,
    /// `sys.argv`; empty: `manage.py check --deploy`.
    pub argv: Vec<String>,
    /// The day to judge support dates by, `YYYY-MM-DD`.
    pub today: String,
    /// The files are all there is (a folder), so a file that is absent does not exist.
    pub complete: bool,
    /// Every folder of the given one, relative; one that was not entered ends with
    /// `/`. Empty: not known.
    pub folders: BTreeSet<String>,
    /// Every folder of the server, absolute; empty: not known.
    pub server_folders: BTreeSet<String>,
    /// Values are shown in full; otherwise secrets are masked.
    pub show_values: bool,
    /// Judge once more with the offered fixes made, and tell what `check --deploy` prints then.
    pub after_fixes: bool,
}

/// A message to the engine: an object whose one member names what it is. (A `type` beside
/// the others would have to be searched for first, and doubles the code that reads them.)
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    Audit {
        /// Comes back in the response, so that a late answer can be told.
        number: u32,
        files: Vec<InputFile>,
        options: Box<Options>,
    },
    /// What the rules are, whatever the files.
    Rules {
        /// `major.minor`, for the addresses of documentation; none: the newest LTS.
        django: Option<String>,
        /// The rule whose example is wanted.
        example: Option<String>,
    },
}

/// A message from the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The engine is loaded and listens.
    Ready {
        version: String,
    },
    Report {
        number: u32,
        report: Box<Report>,
    },
    Rules(Box<Rulebook>),
    /// The message was not of a known form.
    Refused {
        message: String,
    },
}
