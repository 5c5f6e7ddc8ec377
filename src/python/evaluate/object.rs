//! What the evaluator computes with: values that refer to objects on a heap,
//! so that two names for one list see each other's changes, as in Python.

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::IndexMap;
use rustpython_parser::ast;

use crate::python::value::{Change, Reason, Unknown, Value};
use crate::source::{FileId, Place};

/// The number of an object on the heap.
pub(super) type Id = u32;

/// A value, and the expression that made it.
#[derive(Debug, Clone)]
pub(super) struct Val<'a> {
    pub(super) kind: V<'a>,
    pub(super) place: Option<Place>,
}

#[derive(Debug, Clone)]
pub(super) enum V<'a> {
    None,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    Tuple(Items<'a>),
    List(Id),
    Dict(Id),
    Set(Id),
    Range(i128, i128, i128),
    Path(Rc<str>),
    /// Microseconds.
    Timedelta(i128),
    Date(Rc<str>),
    Decimal(Rc<str>),
    Regex(Rc<str>, u32),
    /// An object that its class and its text tell whole.
    Typed(&'static str, Rc<str>),
    Lazy(Rc<str>),
    Function(Rc<Function<'a>>),
    /// A function of the settings with its receiver.
    Method(Rc<(Val<'a>, Val<'a>)>),
    /// A method of a built-in or modelled object, by name.
    NativeMethod(Rc<(Val<'a>, Rc<str>)>),
    Class(Id),
    Instance(Id),
    Iterator(Id),
    Module(Rc<ModuleRef>),
    /// Something of the standard library or of a modelled package, by its
    /// dotted name; built-ins have no dot.
    Symbol(Rc<str>),
    /// An object of a modelled package.
    Native(Rc<Native<'a>>),
    /// An exception object: class name, arguments.
    Exception(Rc<(Rc<str>, Items<'a>)>),
    /// Not bound at all; stands only in alternatives.
    Unbound,
    Unknown(Rc<Unknown>),
    /// In a list: any number of items that are not known.
    Rest(Rc<Unknown>),
    Maybe(Rc<Alternatives<'a>>),
}

/// Values within values that hold each other without the heap: tuples, defaults
/// of functions, arguments that wait. More would exhaust the stack of whoever
/// walks or drops them.
pub(super) const MAX_NESTED: u32 = 100;

/// The items of a tuple.
#[derive(Debug, Clone)]
pub(super) struct Items<'a> {
    items: Rc<[Val<'a>]>,
    depth: u32,
}

impl<'a> Items<'a> {
    /// Whether both are one tuple.
    pub(super) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.items, &other.items)
    }

    fn new(items: Rc<[Val<'a>]>) -> Self {
        let depth = 1 + deepest(items.iter());
        if depth <= MAX_NESTED {
            return Self { items, depth };
        }
        let why = Unknown { reason: Reason::Limit("depth"), place: None, variables: BTreeSet::new() };
        Self { items: Rc::from([Val::new(V::Rest(Rc::new(why)))]), depth: 1 }
    }
}

impl<'a> std::ops::Deref for Items<'a> {
    type Target = [Val<'a>];

    fn deref(&self) -> &Self::Target {
        &self.items
    }
}

impl<'a> From<Vec<Val<'a>>> for Items<'a> {
    fn from(items: Vec<Val<'a>>) -> Self {
        Self::new(items.into())
    }
}

impl<'a> From<&[Val<'a>]> for Items<'a> {
    fn from(items: &[Val<'a>]) -> Self {
        Self::new(items.into())
    }
}

impl<'a, const N: usize> From<[Val<'a>; N]> for Items<'a> {
    fn from(items: [Val<'a>; N]) -> Self {
        Self::new(Rc::from(items))
    }
}

impl<'a> FromIterator<Val<'a>> for Items<'a> {
    fn from_iter<I: IntoIterator<Item = Val<'a>>>(items: I) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<'a> Native<'a> {
    /// `functools.partial(function, *positional, **named)`.
    pub(super) fn partial(
        function: Val<'a>,
        positional: Vec<Val<'a>>,
        named: Vec<(Rc<str>, Val<'a>)>,
    ) -> Self {
        let arguments = positional.iter().chain(named.iter().map(|(_, value)| value));
        let depth = 1 + deepest(arguments.chain([&function]));
        Self::Partial { function, positional, named, depth }
    }
}

/// How deep values lie within these.
pub(super) fn deepest<'a: 'v, 'v>(values: impl Iterator<Item = &'v Val<'a>>) -> u32 {
    values.map(|value| depth_of(&value.kind)).max().unwrap_or(0)
}

/// How deep values lie within this one; what is on the heap counts for nothing.
pub(super) fn depth_of(value: &V<'_>) -> u32 {
    match value {
        V::Tuple(items) => items.depth,
        V::Exception(exception) => exception.1.depth,
        V::Function(function) => function.depth,
        V::Method(method) => 1 + depth_of(&method.0.kind).max(depth_of(&method.1.kind)),
        V::NativeMethod(method) => 1 + depth_of(&method.0.kind),
        V::Maybe(maybe) => 1 + deepest(maybe.values()),
        V::Native(native) => match &**native {
            Native::Partial { depth, .. } => *depth,
            Native::Library(known) => known.items().map_or(0, |items| 1 + items.depth),
            Native::ContextMaker(value) => 1 + depth_of(&value.kind),
            Native::ItemGetter(values) => 1 + deepest(values.iter()),
            Native::Configured(configured) => 1 + depth_of(&configured.default.kind),
            _ => 0,
        },
        _ => 0,
    }
}

/// One of several values.
#[derive(Debug, Clone)]
pub(super) struct Alternatives<'a> {
    /// In the world in which no environment variable is set.
    pub(super) usual: Option<Val<'a>>,
    pub(super) others: Vec<Val<'a>>,
    pub(super) open: Option<Rc<Unknown>>,
    pub(super) because: Rc<Unknown>,
}

impl<'a> Alternatives<'a> {
    /// None so far.
    pub(super) fn none(because: &Rc<Unknown>) -> Self {
        Self { usual: None, others: Vec::new(), open: None, because: because.clone() }
    }

    /// None so far, for what becomes of each of these.
    pub(super) fn of_each(&self) -> Self {
        Self { open: self.open.clone(), ..Self::none(&self.because) }
    }

    /// The values.
    pub(super) fn values(&self) -> impl Iterator<Item = &Val<'a>> {
        self.usual.iter().chain(&self.others)
    }

    /// The values, each with whether it holds where nothing is set.
    pub(super) fn ways(&self) -> impl Iterator<Item = (&Val<'a>, bool)> {
        let usual = self.usual.iter().map(|value| (value, true));
        usual.chain(self.others.iter().map(|value| (value, false)))
    }
}

/// A module of the project.
#[derive(Debug)]
pub(super) struct ModuleRef {
    pub(super) name: Rc<str>,
    pub(super) scope: Id,
}

/// A function or a lambda of the settings.
#[derive(Debug)]
pub(super) struct Function<'a> {
    pub(super) name: Rc<str>,
    pub(super) parameters: &'a ast::Arguments,
    pub(super) body: Body<'a>,
    /// Defaults by parameter name.
    pub(super) defaults: Vec<(Rc<str>, Val<'a>)>,
    pub(super) globals: Id,
    pub(super) enclosing: Vec<Id>,
    pub(super) file: FileId,
    pub(super) package: Rc<str>,
    /// The class it was defined in, for `super()`.
    pub(super) owner: Option<Id>,
    pub(super) kind: MethodKind,
    /// `@abstractmethod`: a class with it makes no objects.
    pub(super) unfinished: bool,
    /// How deep values lie within its defaults.
    pub(super) depth: u32,
    /// Found when it is first called.
    pub(super) symbols: std::cell::OnceCell<crate::python::symbols::Symbols<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MethodKind {
    Plain,
    Static,
    Class,
    Property,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    Block(&'a [ast::Stmt]),
    Expression(&'a ast::Expr),
}

/// Objects that read settings, by package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// django-environ's `Env`.
    Environ,
    /// Its `FileAwareEnv`.
    EnvironFiles,
    /// python-decouple's `config`.
    Decouple,
    /// What it reads from; also a validator of environs.
    Repository,
    /// environs' `Env`.
    Environs,
    /// Its `FileAwareEnv`.
    EnvironsFiles,
    /// dynaconf's settings.
    Dynaconf,
}

impl Reader {
    /// Whether it is one of django-environ's.
    pub(super) const fn is_environ(self) -> bool {
        matches!(self, Self::Environ | Self::EnvironFiles)
    }
}

/// Objects of modelled packages.
#[derive(Debug)]
pub(super) enum Native<'a> {
    /// `environ.Env()`, `decouple.config` and the like, and the scope of what
    /// it keeps.
    Reader(Reader, Id),
    /// `env.prefixed(...)` of environs, and the prefix to go back to.
    Prefixed {
        reader: Reader,
        state: Id,
        before: Rc<str>,
    },
    /// `env.parser_for(name)` of environs: a decorator.
    ParserFor {
        state: Id,
        name: Rc<str>,
    },
    /// `decouple.Csv(...)`.
    Csv {
        cast: Option<Box<Val<'a>>>,
        delimiter: Rc<str>,
        strip: Option<Rc<str>>,
        post_process: Option<Box<Val<'a>>>,
    },
    /// `decouple.Choices(...)`.
    Choices {
        valid: Val<'a>,
        cast: Val<'a>,
    },
    /// `functools.partial(f, ...)`.
    Partial {
        function: Val<'a>,
        positional: Vec<Val<'a>>,
        named: Vec<(Rc<str>, Val<'a>)>,
        /// How deep values lie within it.
        depth: u32,
    },
    /// The result of `super()`: the class after which to look, the receiver.
    Super(Id, Val<'a>),
    /// `operator.itemgetter(...)`.
    ItemGetter(Vec<Val<'a>>),
    /// `environ.Path(...)`: an absolute path.
    EnvironPath(Rc<str>),
    /// A value of django-configurations that waits for its name.
    Configured(Configured<'a>),
    /// `property(...)` with more than a getter.
    Property {
        get: Val<'a>,
        set: Option<Val<'a>>,
    },
    /// `reverse_lazy(...)` and its like: the function that is called when it is used.
    LazyCall(&'static str, Vec<Val<'a>>),
    /// `enum.auto()`.
    EnumAuto,
    Field(Field<'a>),
    /// A call of a function that `contextlib.contextmanager` decorates.
    Context {
        function: Rc<Function<'a>>,
        positional: Vec<Val<'a>>,
        named: Vec<(Rc<str>, Val<'a>)>,
    },
    /// Such a function.
    ContextMaker(Val<'a>),
    /// `contextlib.suppress(...)`: the classes.
    Suppress(Vec<Val<'a>>),
    /// `contextlib.nullcontext(...)`: what it gives.
    NullContext(Val<'a>),
    /// `Field(...)` of pydantic.
    ModelField(super::readers::FieldInfo<'a>),
    /// The fields of a model of pydantic's.
    ModelFields(Vec<super::readers::Field<'a>>),
    /// A validator of such a model.
    Validator(super::readers::Validator<'a>),
    /// `SecretStr(...)`: its text.
    Secret(Rc<str>),
    /// A URL of pydantic's: its text.
    Dsn(Rc<str>),
    /// An object of a class that settings only mention: its dotted name.
    Opaque(Rc<str>),
    /// An object of the standard library that is followed.
    Library(super::library::Known<'a>),
}

/// `values.BooleanValue(False, environ_name="X")` of django-configurations.
#[derive(Debug, Clone)]
pub(super) struct Configured<'a> {
    /// The class, without its module.
    pub(super) class: Rc<str>,
    pub(super) default: Val<'a>,
    pub(super) environ: bool,
    pub(super) name: Option<Rc<str>>,
    pub(super) prefix: Option<Rc<str>>,
    pub(super) required: bool,
    pub(super) separator: Rc<str>,
    /// Between lists of lists.
    pub(super) outer: Rc<str>,
    /// All named arguments, for what one class alone takes.
    pub(super) options: Vec<(Rc<str>, Val<'a>)>,
}

/// An object on the heap.
#[derive(Debug, Clone)]
pub(super) enum Object<'a> {
    List(Vec<Val<'a>>),
    Dict(Table<'a>),
    Set(Table<'a>),
    Scope(Scope<'a>),
    Class(Class<'a>),
    Instance {
        class: Id,
        attributes: Id,
        /// The container, text or number that it also is, where its class
        /// derives from a built-in one.
        held: Option<Val<'a>>,
    },
    Iterator(Iteration<'a>),
    /// A branch that cannot be decided made it one of several.
    Fork(Rc<Fork<'a>>),
}

#[derive(Debug, Clone)]
pub(super) struct Fork<'a> {
    pub(super) usual: Option<Rc<Object<'a>>>,
    pub(super) others: Vec<Rc<Object<'a>>>,
    pub(super) open: Option<Rc<Unknown>>,
    pub(super) because: Rc<Unknown>,
}

impl<'a> Fork<'a> {
    /// No content so far.
    pub(super) fn none(because: &Rc<Unknown>) -> Self {
        Self { usual: None, others: Vec::new(), open: None, because: because.clone() }
    }

    /// The contents, each with whether it holds where nothing is set.
    pub(super) fn ways(&self) -> impl Iterator<Item = (&Rc<Object<'a>>, bool)> {
        let usual = self.usual.iter().map(|object| (object, true));
        usual.chain(self.others.iter().map(|object| (object, false)))
    }

    /// The contents.
    pub(super) fn contents(&self) -> impl Iterator<Item = &Rc<Object<'a>>> {
        self.usual.iter().chain(&self.others)
    }
}

/// The pairs of a dict, or the items of a set.
#[derive(Debug, Clone, Default)]
pub(super) struct Table<'a> {
    pub(super) pairs: IndexMap<Key, (Val<'a>, Val<'a>)>,
    /// There may be more pairs, or other values, than are listed.
    pub(super) open: Option<Rc<Unknown>>,
    /// How many of the pairs certainly stand before all that are not listed.
    pub(super) first: usize,
    /// It is `os.environ`.
    pub(super) environ: bool,
    pub(super) flavour: Flavour<'a>,
}

/// Which kind of dict or set it is.
#[derive(Debug, Clone, Default)]
pub(super) enum Flavour<'a> {
    #[default]
    Plain,
    /// `OrderedDict`.
    Ordered,
    /// `defaultdict`, with what makes a value that is missing.
    Default(Option<Val<'a>>),
    /// `Counter`.
    Counter,
    /// `frozenset`, or a mapping that cannot be changed.
    Frozen,
}

/// A hashable value in the form in which Python compares keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    None,
    Int(i128),
    Float(u64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    Path(Rc<str>),
    Tuple(Vec<Key>),
    Object(Rc<str>),
}

/// Names and what they hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'a> {
    pub(super) names: IndexMap<Rc<str>, Bound<'a>>,
    /// There may be other names.
    pub(super) open: Option<Rc<Unknown>>,
}

#[derive(Debug, Clone)]
pub(super) struct Bound<'a> {
    pub(super) value: Val<'a>,
    pub(super) events: Rc<Vec<Step>>,
}

/// An event, with its number in the order of the run.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) number: u32,
    pub(super) place: Place,
    pub(super) change: Change,
    pub(super) after: Rc<Value>,
    pub(super) doubtful: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Class<'a> {
    pub(super) name: Rc<str>,
    pub(super) bases: Vec<Val<'a>>,
    pub(super) scope: Id,
    /// Names with annotations, in order, with or without a value.
    pub(super) annotations: Vec<(Rc<str>, &'a ast::Expr)>,
    /// Classes of the settings above it, nearest first, in Python's order.
    pub(super) ancestors: Vec<Id>,
    /// All that its own bases bring is known.
    pub(super) whole: bool,
    /// Made within a function or another class.
    pub(super) nested: bool,
    pub(super) dataclass: Option<Dataclass>,
}

/// What `@dataclass(...)` was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dataclass {
    pub(super) init: bool,
    pub(super) repr: bool,
    pub(super) eq: bool,
    pub(super) order: bool,
    pub(super) frozen: bool,
    pub(super) kw_only: bool,
}

/// A field of a dataclass: `field(default=..., ...)`.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub(super) default: Option<Val<'a>>,
    pub(super) factory: Option<Val<'a>>,
    pub(super) init: bool,
    pub(super) repr: bool,
    pub(super) compare: bool,
    pub(super) kw_only: bool,
}

/// What gives its items one after another, each once.
#[derive(Debug, Clone)]
pub(super) struct Iteration<'a> {
    /// Python's name of its type.
    pub(super) class: &'static str,
    pub(super) items: Rc<[Val<'a>]>,
    /// How many of them were taken.
    pub(super) taken: usize,
    /// A generator that has not begun: what to call.
    pub(super) pending: Option<Rc<Pending<'a>>>,
    /// The exception that ends it.
    pub(super) raises: Option<Rc<super::Raise<'a>>>,
    /// What a generator that has run returned.
    pub(super) returned: Option<Val<'a>>,
}

/// A call of a generator function before its first item.
#[derive(Debug)]
pub(super) struct Pending<'a> {
    pub(super) function: Rc<Function<'a>>,
    pub(super) locals: Id,
    pub(super) receiver: Option<Val<'a>>,
}

impl<'a> Function<'a> {
    /// The same function as another object.
    pub(super) fn copy(&self) -> Self {
        Self {
            name: self.name.clone(),
            parameters: self.parameters,
            body: self.body,
            defaults: self.defaults.clone(),
            globals: self.globals,
            enclosing: self.enclosing.clone(),
            file: self.file,
            package: self.package.clone(),
            owner: self.owner,
            kind: self.kind,
            unfinished: self.unfinished,
            depth: self.depth,
            symbols: std::cell::OnceCell::new(),
        }
    }

    /// What its body binds and whether it yields.
    pub(super) fn symbols(&self) -> &crate::python::symbols::Symbols<'a> {
        self.symbols.get_or_init(|| match self.body {
            Body::Block(statements) => crate::python::symbols::Symbols::of_block(statements),
            Body::Expression(expression) => crate::python::symbols::Symbols::of_expression(expression),
        })
    }
}

impl<'a> Val<'a> {
    pub(super) const fn new(kind: V<'a>) -> Self {
        Self { kind, place: None }
    }

    pub(super) const fn at(kind: V<'a>, place: Place) -> Self {
        Self { kind, place: Some(place) }
    }

    pub(super) fn str(text: impl Into<Rc<str>>) -> Self {
        Self::new(V::Str(text.into()))
    }

    /// The same value, with this place if it has none.
    pub(super) fn placed(mut self, place: Place) -> Self {
        self.place = self.place.or(Some(place));
        self
    }

    pub(super) fn as_str(&self) -> Option<&Rc<str>> {
        match &self.kind {
            V::Str(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.kind, V::Unknown(_) | V::Rest(_))
    }
}

/// Why one of these is not known, with all variables of all of them.
pub(super) fn merge_unknown<'a, 'v>(values: impl IntoIterator<Item = &'v Val<'a>>) -> Option<Rc<Unknown>>
where
    'a: 'v,
{
    let mut merged: Option<Rc<Unknown>> = None;
    for value in values {
        let found = match &value.kind {
            V::Unknown(unknown) | V::Rest(unknown) => unknown,
            V::Maybe(maybe) => maybe.open.as_ref().unwrap_or(&maybe.because),
            _ => continue,
        };
        merged = Some(match merged {
            None => found.clone(),
            Some(first) => both(&first, found),
        });
    }
    merged
}

/// Variables that are told apart by their names.
const MANY_VARIABLES: usize = 48;

/// The first reason, with the variables of both.
pub(super) fn both(first: &Rc<Unknown>, second: &Rc<Unknown>) -> Rc<Unknown> {
    // A value that hundreds of variables decide is not told apart by their names.
    if Rc::ptr_eq(first, second) || first.variables.len() >= MANY_VARIABLES {
        return first.clone();
    }
    if second.variables.len() >= MANY_VARIABLES {
        return second.clone();
    }
    if second.variables.is_subset(&first.variables) {
        return first.clone();
    }
    let variables: BTreeSet<Rc<str>> = first.variables.union(&second.variables).cloned().collect();
    Rc::new(Unknown { reason: first.reason.clone(), place: first.place, variables })
}

/// The form in which Python compares keys; none where the value is not known
/// or cannot be hashed.
pub(super) fn key_of(value: &Val<'_>) -> Option<Key> {
    // A tuple that holds another twice, which holds another twice, has no end.
    key_within(value, &mut 100_000)
}

fn key_within(value: &Val<'_>, left: &mut u32) -> Option<Key> {
    *left = left.checked_sub(1)?;
    Some(match &value.kind {
        V::None => Key::None,
        V::Bool(value) => Key::Int(i128::from(*value)),
        V::Int(value) => Key::Int(*value),
        V::Float(value) => {
            let integral = value.fract() == 0.0 && value.abs() < 1.7e38;
            if integral { Key::Int(*value as i128) } else { Key::Float(value.to_bits()) }
        }
        V::Str(text) => Key::Str(text.clone()),
        V::Bytes(bytes) => Key::Bytes(bytes.clone()),
        V::Path(text) => Key::Path(text.clone()),
        V::Tuple(items) => {
            Key::Tuple(items.iter().map(|item| key_within(item, left)).collect::<Option<_>>()?)
        }
        V::Symbol(name) => Key::Object(name.clone()),
        V::Function(function) => Key::Object(format!("{:p}", Rc::as_ptr(function)).into()),
        V::Class(id) => Key::Object(format!("#{id}").into()),
        V::Lazy(text) => Key::Object(format!("lazy {text}").into()),
        V::Timedelta(micros) => Key::Object(format!("timedelta {micros}").into()),
        V::Typed(class, text) => Key::Object(format!("{class} {text}").into()),
        V::Date(text) => {
            Key::Object(format!("date {}", crate::python::library::date::hashable(text)?).into())
        }
        V::Decimal(text) => match crate::python::library::decimal::hashable(text) {
            Ok(number) => Key::Int(number),
            Err(text) => Key::Object(format!("decimal {text}").into()),
        },
        V::Regex(text, flags) => Key::Object(format!("pattern {flags} {text}").into()),
        V::Range(start, stop, step) => Key::Object(format!("range {start} {stop} {step}").into()),
        V::Module(module) => Key::Object(format!("module {}", module.scope).into()),
        V::Native(native) => match &**native {
            Native::Library(super::library::Known::Record(record)) => {
                Key::Tuple(record.items.iter().map(key_of).collect::<Option<_>>()?)
            }
            _ => Key::Object(format!("{:p}", Rc::as_ptr(native)).into()),
        },
        _ => return None,
    })
}

impl Object<'_> {
    /// Bytes that a copy takes, about.
    pub(super) fn size(&self) -> usize {
        let item = size_of::<Val<'_>>();
        match self {
            Object::List(items) => items.len() * item,
            Object::Dict(table) | Object::Set(table) => table.pairs.len() * (2 * item + 48),
            Object::Scope(scope) => scope.names.len() * (item + 48),
            _ => item,
        }
    }
}

impl<'a> Table<'a> {
    pub(super) fn get(&self, key: &str) -> Option<&Val<'a>> {
        self.pairs.get(&Key::Str(key.into())).map(|(_, value)| value)
    }

    pub(super) fn insert(&mut self, key: Key, name: Val<'a>, value: Val<'a>) {
        match self.pairs.get_mut(&key) {
            // The first key object stays, as in Python.
            Some(pair) => pair.1 = value,
            None => {
                self.pairs.insert(key, (name, value));
            }
        }
    }

    /// What any of its keys may have.
    pub(super) fn any_value(&self) -> impl Iterator<Item = Val<'a>> {
        let open = self.open.iter().map(|why| Val::new(V::Unknown(why.clone())));
        self.pairs.values().map(|(_, value)| value.clone()).chain(open)
    }

    /// Takes a pair out.
    pub(super) fn remove(&mut self, key: &Key) -> Option<(Val<'a>, Val<'a>)> {
        let (at, _, pair) = self.pairs.shift_remove_full(key)?;
        if at < self.first {
            self.first -= 1;
        }
        Some(pair)
    }

    /// The pairs of which it is certain that no other comes before them: where
    /// more may be there, those from before it was so.
    pub(super) fn first_pairs(&self) -> impl Iterator<Item = &(Val<'a>, Val<'a>)> {
        let whole = self.open.is_none() || self.environ;
        self.pairs.values().take(if whole { self.pairs.len() } else { self.first })
    }

    /// Some pairs may be gone.
    pub(super) fn forget(&mut self, why: &Rc<Unknown>) {
        self.pairs.clear();
        self.first = 0;
        self.open = Some(why.clone());
    }

    /// Nothing that is listed can be relied on any more, and more may follow.
    pub(super) fn loosen(&mut self, why: &Rc<Unknown>) {
        if self.open.is_none() {
            self.first = self.pairs.len();
        }
        self.open = Some(why.clone());
        for (_, value) in self.pairs.values_mut() {
            if matches!(&value.kind, V::Unknown(_))
                || matches!(&value.kind, V::Maybe(maybe) if maybe.open.is_some())
            {
                continue;
            }
            value.kind = V::Maybe(Rc::new(Alternatives {
                usual: None,
                others: vec![value.clone()],
                open: Some(why.clone()),
                because: why.clone(),
            }));
        }
    }
}
