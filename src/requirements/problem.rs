//! What could not be understood, as data: the wording is a later floor's.

use crate::source::Place;

/// A line, or a whole file, that could not be understood. The rest still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    pub place: Place,
    pub kind: ProblemKind,
}

impl LineProblem {
    /// Whether names of packages may be behind it.
    #[must_use]
    pub fn hides_names(&self) -> bool {
        match self.kind {
            ProblemKind::Html
            | ProblemKind::Binary
            | ProblemKind::Python
            | ProblemKind::NotRequirements
            | ProblemKind::Name
            | ProblemKind::NotGiven(_)
            | ProblemKind::Remote(_)
            | ProblemKind::NoGroup(_)
            | ProblemKind::Syntax
            | ProblemKind::More(_) => true,
            ProblemKind::Extras
            | ProblemKind::Version(_)
            | ProblemKind::SingleEquals(_)
            | ProblemKind::Marker
            | ProblemKind::Url
            | ProblemKind::Unexpected(_)
            | ProblemKind::Variable(_)
            | ProblemKind::Option(_)
            | ProblemKind::Cycle(_) => false,
        }
    }
}

/// What is wrong there. The texts are quoted from the file, without passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The whole file is a web page: most often an error page, saved.
    Html,
    /// The whole file is no text.
    Binary,
    /// The whole file is Python code.
    Python,
    /// The whole file is something else: most of its lines are no requirements.
    NotRequirements,
    /// A line that does not begin with the name of a package.
    Name,
    /// The extras in brackets are not well formed.
    Extras,
    /// This is no version specifier (PEP 440).
    Version(String),
    /// `name=1.0`, as conda writes it: pip wants `==`.
    SingleEquals(String),
    /// The environment marker is not well formed.
    Marker,
    /// There is no URL after `@`.
    Url,
    /// Text that belongs to nothing before it.
    Unexpected(String),
    /// The version comes from an environment variable of this name.
    Variable(String),
    /// This option of pip does not exist in a requirements file.
    Option(String),
    /// The file that is included is not there, or was not given.
    NotGiven(String),
    /// The file includes itself, directly or through others.
    Cycle(String),
    /// The file that is included lies on a server.
    Remote(String),
    /// The included dependency group does not exist.
    NoGroup(String),
    /// Syntax that is no TOML (or JSON, in `Pipfile.lock`).
    Syntax,
    /// So many more lines of the file have problems.
    More(usize),
}
