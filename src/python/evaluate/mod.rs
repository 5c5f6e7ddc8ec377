//! The evaluator: runs a module's statements over values that may be unknown.
//!
//! A branch whose test cannot be decided runs both ways, and what differs
//! becomes one of several values. Total: any text ends in a [`Module`].

mod builtins;
mod call;
mod class;
mod context;
mod dataclass;
mod exception;
mod export;
mod expression;
mod glance;
mod guard;
mod heap;
mod holders;
mod import;
mod instance;
mod iterator;
mod library;
mod methods;
mod native;
mod object;
mod operator;
mod pattern;
mod readers;
mod statement;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use object::{Id, Object, Scope, Step, Table, V, Val};

use super::parse::Parsed;
use super::value::{Change, EnvironmentRead, Module, Raised, Reason, Unknown};
use crate::source::{FileId, Place, Span, Tree};

/// The machine that the module runs on, as far as it was told.
#[derive(Debug, Clone, Default)]
pub struct Host {
    /// The folder that is `sys.path[0]`, relative to the tree; empty for its top.
    pub root: String,
    pub environment: BTreeMap<String, String>,
    /// A variable that is not in `environment` is unset, rather than unknown.
    pub closed: bool,
    /// Variables that are unset for certain, whatever the others are.
    pub unset: BTreeSet<String>,
    pub argv: Vec<String>,
    /// The class that `DJANGO_CONFIGURATION` names would be used of.
    pub configuration: Option<String>,
    /// Import names of packages that are known to be installed.
    pub installed: HashSet<String>,
    /// Django's version, where a library asks for it.
    pub django: (u8, u8),
    /// Django's global settings with their defaults: django-configurations
    /// makes them attributes of its classes.
    pub globals: Vec<(String, crate::python::Value)>,
    /// Names in small letters are exported, too: of a configuration that is no settings.
    pub small_names: bool,
}

/// All files, each parsed when it is first needed.
pub struct Sources<'t> {
    tree: &'t Tree,
    parsed: Vec<std::cell::OnceCell<Parsed>>,
}

impl<'t> Sources<'t> {
    /// Nothing is parsed yet.
    #[must_use]
    pub fn new(tree: &'t Tree) -> Self {
        Self { tree, parsed: (0..tree.len()).map(|_| std::cell::OnceCell::new()).collect() }
    }

    /// The tree behind the sources.
    #[must_use]
    pub const fn tree(&self) -> &'t Tree {
        self.tree
    }

    /// The file's statements and problems.
    #[must_use]
    pub fn parsed(&self, file: FileId) -> &Parsed {
        self.parsed[file.0 as usize].get_or_init(|| super::parse::parse(&self.tree.file(file).text))
    }

    /// Files that were parsed so far.
    pub fn parsed_files(&self) -> impl Iterator<Item = (FileId, &Parsed)> {
        self.parsed.iter().enumerate().filter_map(|(index, cell)| Some((FileId(index as u32), cell.get()?)))
    }
}

/// What the names of the module at `file` hold at the end of its run.
#[must_use]
pub fn evaluate(sources: &Sources<'_>, file: FileId, host: &Host) -> Module {
    let mut evaluator = Evaluator::new(sources, host);
    evaluator.run_entry(file)
}

/// Statements and expressions that one run may evaluate.
const MAX_STEPS: u32 = 2_000_000;
/// Rounds of one `while` loop.
const MAX_ROUNDS: u32 = 20_000;
/// Calls within calls.
const MAX_CALLS: usize = 40;
/// Statements and expressions within each other, calls included: what a browser's
/// stack holds.
const MAX_DEPTH: u32 = 200;
/// Items that a collection may be given by one operation.
const MAX_ITEMS: usize = 200_000;
/// Bytes of one text.
const MAX_TEXT: usize = 4 << 20;
/// Objects on the heap.
const MAX_OBJECTS: usize = 400_000;
/// Bytes of texts and items that one run may make.
const MAX_MEMORY: usize = 128 << 20;
/// Calls for one operation on values of which several are possible.
const MAX_WAYS: usize = 64;
/// Values that one name may have; more are not told apart.
const MAX_ALTERNATIVES: usize = 32;

/// An exception on its way up.
#[derive(Debug, Clone)]
struct Raise<'a> {
    class: Rc<str>,
    message: Option<Rc<str>>,
    place: Option<Place>,
    /// The exception object, for `except ... as e`.
    value: Option<Val<'a>>,
}

type Eval<'a> = Result<Val<'a>, Raise<'a>>;

/// How a block of statements ends.
#[derive(Debug, Clone)]
enum Flow<'a> {
    Normal,
    Return(Val<'a>),
    Break,
    Continue,
}

/// Something may have raised; which class, and whether it does so where no
/// variable is set.
#[derive(Debug, Clone)]
struct Doubt<'a> {
    class: Option<Rc<str>>,
    unset: bool,
    because: Rc<Unknown>,
    /// What had happened when it arose.
    state: guard::State<'a>,
}

/// Where names are looked up, and what a block has done so far.
#[derive(Debug)]
struct Frame<'a> {
    locals: Id,
    globals: Id,
    enclosing: Vec<Id>,
    file: FileId,
    /// The package that relative imports start from; none: files of one folder.
    package: Rc<str>,
    global_names: HashSet<Rc<str>>,
    nonlocal_names: HashSet<Rc<str>>,
    /// Values returned on ways that may or may not have been taken.
    pending: Vec<(Val<'a>, bool)>,
    /// The world in which nothing is set has already returned.
    usual_gone: bool,
    /// A `break` or `continue` may or may not have been taken.
    loop_uncertain: Option<Rc<Unknown>>,
    yields: Option<Id>,
    owner: Option<Id>,
    receiver: Option<Val<'a>>,
    /// What the frame runs, where that decides which names it sees.
    code: Code<'a>,
    /// The block that runs at its `yield`, where it is a context manager's.
    inside: Option<Rc<context::Inside<'a>>>,
}

/// What a frame runs.
#[derive(Debug, Clone)]
enum Code<'a> {
    Module,
    /// Its names are not seen from functions within it.
    Class,
    /// `:=` in it binds in the frame around it.
    Comprehension,
    Function(Rc<object::Function<'a>>),
}

impl<'a> Frame<'a> {
    /// A frame for the body of a function.
    fn of_function(function: &Rc<object::Function<'a>>, locals: Id) -> Self {
        Self {
            locals,
            enclosing: function.enclosing.clone(),
            package: function.package.clone(),
            owner: function.owner,
            code: Code::Function(function.clone()),
            ..Self::of_module(function.globals, function.file)
        }
    }

    /// A frame for code that runs at a module's top.
    fn of_module(scope: Id, file: FileId) -> Self {
        Self {
            locals: scope,
            globals: scope,
            enclosing: Vec::new(),
            file,
            package: "".into(),
            global_names: HashSet::new(),
            nonlocal_names: HashSet::new(),
            pending: Vec::new(),
            usual_gone: false,
            loop_uncertain: None,
            yields: None,
            owner: None,
            receiver: None,
            code: Code::Module,
            inside: None,
        }
    }
}

struct Saved<'a> {
    serial: u32,
    heap_length: usize,
    trail: Vec<(Id, heap::Cell<'a>)>,
}

/// Scopes of the modules that were imported, by dotted name and by file.
#[derive(Debug, Clone, Default)]
struct Imported {
    names: HashMap<Rc<str>, Id>,
    files: HashMap<FileId, Id>,
}

struct Evaluator<'a> {
    sources: &'a Sources<'a>,
    host: &'a Host,
    heap: Vec<heap::Cell<'a>>,
    /// Which of its objects are classes, in their order.
    classes: Vec<Id>,
    forks: Vec<Saved<'a>>,
    serial: u32,
    /// Branches within each other that may not be taken.
    undecided: u32,
    /// Those of them that are not taken where nothing is set.
    unusual: u32,
    frames: Vec<Frame<'a>>,
    imported: Imported,
    files: Vec<FileId>,
    /// Files that were read as data.
    opened: RefCell<Vec<FileId>>,
    /// Folders where imports are looked up, relative to the tree.
    search: Vec<String>,
    environ: Id,
    argv: Id,
    /// Variables that a file of values gave.
    loaded: HashSet<String>,
    reads: Vec<EnvironmentRead>,
    doubts: Vec<Doubt<'a>>,
    guards: Vec<guard::Guard>,
    /// Counts the changes of objects.
    version: u64,
    /// Frames around the block of a context manager that is being run.
    aside: Vec<Vec<Frame<'a>>>,
    steps: std::cell::Cell<u32>,
    /// Bytes of texts and items made so far, those that are gone included.
    memory: std::cell::Cell<usize>,
    depth: u32,
    sequence: u32,
    /// The statement that is being run.
    statement: Place,
    /// Exceptions being handled, for a bare `raise`.
    handling: Vec<Raise<'a>>,
    /// What `decouple.config` and `environs.env` keep, of which there is one each.
    shared_readers: (Id, Id),
}

impl<'a> Evaluator<'a> {
    fn new(sources: &'a Sources<'a>, host: &'a Host) -> Self {
        let nowhere = Place { file: FileId(0), span: Span::default() };
        let mut evaluator = Self {
            sources,
            host,
            heap: Vec::new(),
            classes: Vec::new(),
            forks: Vec::new(),
            serial: 0,
            undecided: 0,
            unusual: 0,
            frames: Vec::new(),
            imported: Imported::default(),
            files: Vec::new(),
            opened: RefCell::default(),
            search: vec![host.root.trim_matches('/').to_owned()],
            environ: 0,
            argv: 0,
            loaded: HashSet::new(),
            reads: Vec::new(),
            doubts: Vec::new(),
            guards: Vec::new(),
            version: 0,
            aside: Vec::new(),
            steps: std::cell::Cell::new(0),
            memory: std::cell::Cell::new(0),
            depth: 0,
            sequence: 0,
            statement: nowhere,
            handling: Vec::new(),
            shared_readers: (0, 0),
        };
        let mut table = Table { environ: true, ..Table::default() };
        for (name, value) in &host.environment {
            let name: Rc<str> = name.as_str().into();
            table.insert(object::Key::Str(name.clone()), Val::str(name), Val::str(value.as_str()));
        }
        evaluator.environ = evaluator.allocate(Object::Dict(table));
        let argv: Vec<&str> = if host.argv.is_empty() {
            vec!["manage.py", "check", "--deploy"]
        } else {
            host.argv.iter().map(String::as_str).collect()
        };
        let argv = argv.into_iter().map(Val::str).collect();
        evaluator.argv = evaluator.allocate(Object::List(argv));
        evaluator.shared_readers = (evaluator.new_scope(), evaluator.new_scope());
        evaluator
    }

    fn run_entry(&mut self, file: FileId) -> Module {
        // Importing a module runs its packages first.
        let dotted = self.module_name(&self.sources.tree().file(file).path.clone());
        let packages: Result<(), Raise<'a>> = match dotted.rsplit_once('.') {
            Some((package, _)) if !self.in_package(file) => self.import_project(package).map(|_| ()),
            _ => Ok(()),
        };
        let result = packages.and_then(|()| self.load_file(file, Some(dotted)));
        let result = match result {
            Ok(scope) => self.configure(scope).map(|()| scope),
            Err(raise) => Err(raise),
        };
        let raised = result.as_ref().err().map(|raise| Raised {
            class: raise.class.rsplit('.').next().unwrap_or(&raise.class).into(),
            message: raise.message.clone(),
            place: raise.place,
        });
        let mut module = Module { raised, ..Module::default() };
        if let Some(&scope) = self.imported.files.get(&file) {
            self.export_module(scope, &mut module);
        }
        if let Some(raised) = &module.raised {
            // What would have come after is not known.
            module.open = Some(Rc::new(Unknown {
                reason: Reason::Raised(raised.class.clone()),
                place: raised.place,
                variables: std::collections::BTreeSet::new(),
            }));
        }
        module.reads = std::mem::take(&mut self.reads);
        module.files = self.files.clone();
        module.opened = self.opened.take();
        module
    }

    fn frame(&self) -> &Frame<'a> {
        self.frames.last().expect("a frame is pushed before code runs")
    }

    /// The scopes around code that is defined here, outermost first: a class
    /// body's names are not seen from within it.
    fn enclosing(&self) -> Vec<Id> {
        let frame = self.frame();
        let mut enclosing = frame.enclosing.clone();
        if !matches!(frame.code, Code::Class) && frame.locals != frame.globals {
            enclosing.push(frame.locals);
        }
        enclosing
    }

    fn frame_mut(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().expect("a frame is pushed before code runs")
    }

    /// Counts one step; over the limit everything is unknown.
    fn step(&mut self) -> Option<&'static str> {
        self.steps.set(self.steps.get().saturating_add(1));
        if self.steps.get() > MAX_STEPS {
            Some("steps")
        } else if self.heap.len() > MAX_OBJECTS {
            Some("objects")
        } else if self.memory.get() > MAX_MEMORY {
            Some("memory")
        } else {
            None
        }
    }

    /// Items are looked at, 16 of them in the time of a step.
    fn look(&self, items: usize) {
        let steps = u32::try_from(items / 16).unwrap_or(u32::MAX);
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    /// A text is made, or one is walked.
    fn spend(&self, bytes: usize) {
        self.memory.set(self.memory.get().saturating_add(bytes));
    }

    /// Items are made, or copied.
    fn spend_items(&self, count: usize) {
        self.spend(count.saturating_mul(size_of::<Val<'a>>()));
    }

    fn place(&self, ranged: &impl rustpython_parser::ast::Ranged) -> Place {
        let range = ranged.range();
        Place { file: self.frame().file, span: Span::new(range.start().into(), range.end().into()) }
    }

    fn unknown(&self, reason: Reason, place: Option<Place>) -> Val<'a> {
        Val {
            kind: V::Unknown(Rc::new(Unknown {
                reason,
                place,
                variables: std::collections::BTreeSet::new(),
            })),
            place,
        }
    }

    fn unsupported(&self, what: impl Into<Rc<str>>, place: Option<Place>) -> Val<'a> {
        self.unknown(Reason::Unsupported(what.into()), place)
    }

    fn limit(&self, which: &'static str, place: Option<Place>) -> Val<'a> {
        self.unknown(Reason::Limit(which), place)
    }

    fn raise<T>(&self, class: &str, message: impl Into<Option<String>>) -> Result<T, Raise<'a>> {
        Err(Raise {
            class: class.into(),
            message: message.into().map(Into::into),
            place: Some(self.statement),
            value: None,
        })
    }

    fn next_step(&mut self, change: Change, after: super::Value) -> Step {
        self.sequence += 1;
        Step {
            number: self.sequence,
            place: self.statement,
            change,
            after: Rc::new(after),
            doubtful: self.undecided > 0,
        }
    }

    fn new_scope(&mut self) -> Id {
        self.allocate(Object::Scope(Scope::default()))
    }

    fn new_list(&mut self, items: Vec<Val<'a>>) -> V<'a> {
        V::List(self.allocate(Object::List(items)))
    }

    fn new_dict(&mut self, table: Table<'a>) -> V<'a> {
        V::Dict(self.allocate(Object::Dict(table)))
    }

    fn new_set(&mut self, table: Table<'a>) -> V<'a> {
        V::Set(self.allocate(Object::Set(table)))
    }
}
