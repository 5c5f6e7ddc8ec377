//! Values as they come out of the evaluator: plain trees, each node with the
//! place that made it, with honest holes where nothing can be known.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::source::Place;

/// A value at run time, and the expression that made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub kind: Kind,
    /// None for what no file wrote: Django's defaults, `__file__`.
    pub place: Option<Place>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    None,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    List(Vec<Value>),
    Tuple(Vec<Value>),
    Set(Vec<Value>),
    /// Pairs in insertion order; keys are distinct.
    Dict(Vec<(Value, Value)>),
    /// A `pathlib` path; the top of the tree is written `<ROOT>`.
    Path(Rc<str>),
    /// Microseconds.
    Timedelta(i128),
    /// A date or a time in ISO form.
    Date(Rc<str>),
    Decimal(Rc<str>),
    /// A compiled regular expression: its pattern and its flags.
    Regex(Rc<str>, u32),
    /// The message of `gettext_lazy`.
    Lazy(Rc<str>),
    /// An object of the standard library that a text tells whole: its class, and
    /// what `str()` gives. Addresses, UUIDs, fixed time zones.
    Typed(&'static str, Rc<str>),
    /// An object that a few data tell whole.
    Made(Rc<Made>),
    /// Not bound: the name may not exist at all. Stands only in a `Maybe`.
    Absent,
    /// Something that is known and no data: a function, a class, an instance.
    /// Its dotted name, as far as there is one.
    Object(Rc<str>),
    /// A known container could not be told whole: some items are missing.
    Unknown(Rc<Unknown>),
    /// One of several values; the server's environment or a branch decides.
    Maybe(Rc<Maybe>),
}

/// An object of the settings, or of Django, that a few data tell whole.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    /// A member of an enum.
    Member { class: Rc<str>, name: Rc<str>, value: Value },
    /// What is called when it is used: `reverse_lazy("login")`.
    LazyCall { function: &'static str, arguments: Vec<Value> },
}

impl Made {
    /// The same with other values in it.
    #[must_use]
    pub fn with(&self, change: impl Fn(&Value) -> Value) -> Self {
        match self {
            Self::Member { class, name, value } => {
                Self::Member { class: class.clone(), name: name.clone(), value: change(value) }
            }
            Self::LazyCall { function, arguments } => {
                Self::LazyCall { function, arguments: arguments.iter().map(change).collect() }
            }
        }
    }

    /// As it would be written.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Member { class, name, .. } => format!("{class}.{name}"),
            Self::LazyCall { function, .. } => format!("{function}_lazy"),
        }
    }
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    pub reason: Reason,
    /// Where the trail ends.
    pub place: Option<Place>,
    /// Environment variables that take part.
    pub variables: BTreeSet<Rc<str>>,
}

/// The kinds of ignorance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The value of an environment variable.
    Environment,
    /// A module or file of the project that was not given.
    NotGiven(Rc<str>),
    /// Comes from a package whose code is not modelled.
    ThirdParty(Rc<str>),
    /// Comes from the host: a clock, chance, a process, the network, the disk.
    Host(Rc<str>),
    /// A construct or function that the evaluator does not follow.
    Unsupported(Rc<str>),
    /// A limit on steps, depth or size was hit; which one.
    Limit(&'static str),
    /// The statement that would make it has a syntax error.
    Syntax,
    /// Evaluation ends here: the settings raise an exception.
    Raised(Rc<str>),
}

/// The values that something may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Maybe {
    /// What holds if none of the variables is set; none where that is not known.
    pub usual: Option<Value>,
    /// Other values that are possible.
    pub others: Vec<Value>,
    /// Why the list is not whole; none: it is one of these.
    pub open: Option<Rc<Unknown>>,
    /// What decides among them.
    pub because: Rc<Unknown>,
    /// Environment variables that decide.
    pub variables: BTreeSet<Rc<str>>,
}

impl Value {
    /// A value that no file wrote.
    #[must_use]
    pub const fn unplaced(kind: Kind) -> Self {
        Self { kind, place: None }
    }

    /// A value made at a place.
    #[must_use]
    pub const fn at(kind: Kind, place: Place) -> Self {
        Self { kind, place: Some(place) }
    }

    /// Whether both are certainly the same data, type included, wherever it was
    /// written.
    #[must_use]
    pub fn is_same_data(&self, other: &Self) -> bool {
        let same =
            |a: &[Self], b: &[Self]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same_data(b));
        match (&self.kind, &other.kind) {
            (Kind::List(a), Kind::List(b))
            | (Kind::Tuple(a), Kind::Tuple(b))
            | (Kind::Set(a), Kind::Set(b)) => same(a, b),
            (Kind::Dict(a), Kind::Dict(b)) => {
                let pair =
                    |((a, x), (b, y)): (&(Self, Self), &(Self, Self))| a.is_same_data(b) && x.is_same_data(y);
                a.len() == b.len() && a.iter().zip(b).all(pair)
            }
            (Kind::Float(a), Kind::Float(b)) => a.to_bits() == b.to_bits(),
            (Kind::Unknown(_) | Kind::Maybe(_) | Kind::Object(_) | Kind::Made(_), _) => false,
            (a, b) => a == b,
        }
    }

    /// The text of a `str`.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list, tuple or set.
    #[must_use]
    pub fn items(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => Some(items),
            _ => None,
        }
    }

    /// The value under a text key of a dict.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<&Value> {
        match &self.kind {
            Kind::Dict(pairs) => pairs.iter().find(|(k, _)| k.as_str() == Some(key)).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Python's truth value; none where it is not known.
    #[must_use]
    pub fn truthy(&self) -> Option<bool> {
        Some(match &self.kind {
            Kind::None => false,
            Kind::Bool(value) => *value,
            Kind::Int(value) => *value != 0,
            Kind::Float(value) => *value != 0.0,
            Kind::Str(text) | Kind::Lazy(text) => !text.is_empty(),
            Kind::Bytes(bytes) => !bytes.is_empty(),
            Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => !items.is_empty(),
            Kind::Dict(pairs) => !pairs.is_empty(),
            Kind::Timedelta(micros) => *micros != 0,
            Kind::Decimal(text) => text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0'),
            Kind::Path(_)
            | Kind::Date(_)
            | Kind::Regex(..)
            | Kind::Typed(..)
            | Kind::Object(_)
            | Kind::Made(_) => true,
            Kind::Unknown(_) | Kind::Absent => return None,
            Kind::Maybe(maybe) => {
                if maybe.open.is_some() {
                    return None;
                }
                let mut all = maybe.usual.iter().chain(&maybe.others).map(Value::truthy);
                let first = all.next()??;
                if all.all(|other| other == Some(first)) { first } else { return None }
            }
        })
    }

    /// The first hole in the value, at any depth.
    #[must_use]
    pub fn first_hole(&self) -> Option<&Value> {
        match &self.kind {
            Kind::Unknown(_) | Kind::Maybe(_) => Some(self),
            Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
                items.iter().find_map(Value::first_hole)
            }
            Kind::Dict(pairs) => pairs.iter().find_map(|(k, v)| k.first_hole().or_else(|| v.first_hole())),
            _ => None,
        }
    }

    /// Python's name for the type, as in messages.
    #[must_use]
    pub fn type_name(&self) -> &str {
        match &self.kind {
            Kind::None => "None",
            Kind::Bool(_) => "bool",
            Kind::Int(_) => "int",
            Kind::Float(_) => "float",
            Kind::Str(_) => "str",
            Kind::Bytes(_) => "bytes",
            Kind::List(_) => "list",
            Kind::Tuple(_) => "tuple",
            Kind::Set(_) => "set",
            Kind::Dict(_) => "dict",
            Kind::Path(_) => "Path",
            Kind::Timedelta(_) => "timedelta",
            Kind::Date(_) => "date",
            Kind::Decimal(_) => "Decimal",
            Kind::Regex(..) => "re.Pattern",
            Kind::Typed(class, _) => class.rsplit('.').next().unwrap_or(class),
            Kind::Lazy(_) => "lazy str",
            Kind::Object(name) => name,
            Kind::Made(made) => match &**made {
                Made::Member { class, .. } => class,
                Made::LazyCall { .. } => "lazy str",
            },
            Kind::Unknown(_) | Kind::Maybe(_) | Kind::Absent => "unknown",
        }
    }
}

/// One of a module's names at the end of its run.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    pub value: Value,
    /// Every place that made or changed it, in order.
    pub history: Vec<Event>,
}

/// A statement that made or changed a name's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The whole statement.
    pub place: Place,
    pub change: Change,
    /// The keys on the way from the setting to what was changed: `["default"]`.
    pub within: Rc<str>,
    /// What was changed, as it was afterwards, cut down to a few nodes: what is left
    /// out is an [`Kind::Object`] whose name begins with [`OMITTED`].
    pub after: Rc<Value>,
    /// It stands in a branch that may not be taken.
    pub doubtful: bool,
}

/// Stands for what is left out of a value that is shown.
pub const OMITTED: &str = "…";

/// What a statement did to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Bound to a new value.
    Set,
    /// `+=` and the like; the operator.
    Augmented(&'static str),
    /// A method that changes its object; its name.
    Method(Rc<str>),
    /// An item was set or deleted.
    Item,
    Deleted,
}

/// A read of an environment variable.
#[derive(Debug, Clone, PartialEq)]
pub struct EnvironmentRead {
    pub name: Rc<str>,
    pub place: Place,
    /// The cast's name: `str`, `bool`, `int`, `list`, `json`, `url`.
    pub cast: &'static str,
    /// The value that holds when the variable is unset; none: it is required.
    pub default: Option<Value>,
    pub required: bool,
}

/// An exception that ends the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The class's name without its module: `ImproperlyConfigured`.
    pub class: Rc<str>,
    /// The message, where it is known.
    pub message: Option<Rc<str>>,
    pub place: Option<Place>,
}

/// A module after its run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Module {
    /// Upper-case names, in the order in which they were first bound.
    pub settings: indexmap::IndexMap<Rc<str>, Binding>,
    /// Names that are not listed may exist all the same: a star import of
    /// something that was not given, or a write that could not be followed.
    pub open: Option<Rc<Unknown>>,
    pub raised: Option<Raised>,
    pub reads: Vec<EnvironmentRead>,
    /// Files that took part, the module itself first.
    pub files: Vec<crate::source::FileId>,
    /// Files that the settings read as data, such as a `.env`.
    pub opened: Vec<crate::source::FileId>,
}
