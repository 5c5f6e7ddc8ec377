//! Imports: files of the project, modelled libraries, and what is neither.

use std::rc::Rc;

use rustpython_parser::ast;

use super::object::{Id, ModuleRef, V, Val, merge_unknown};
use super::{Eval, Evaluator, Flow, Frame, Raise};
use crate::python::value::{Reason, Unknown};
use crate::source::{FileId, Place, Span};

/// The module of Django's defaults.
const GLOBAL_SETTINGS: &str = "django.conf.global_settings";

impl<'a> Evaluator<'a> {
    /// Runs a file as a module, once.
    pub(super) fn load_file(&mut self, file: FileId, name: Option<Rc<str>>) -> Result<Id, Raise<'a>> {
        if let Some(&scope) = self.imported.files.get(&file) {
            if let Some(name) = name {
                self.imported.names.entry(name).or_insert(scope);
            }
            return Ok(scope);
        }
        let path = self.sources.tree().file(file).path.clone();
        let name = name.unwrap_or_else(|| self.module_name(&path));
        let scope = self.new_scope();
        self.imported.files.insert(file, scope);
        self.imported.names.insert(name.clone(), scope);
        if !self.files.contains(&file) {
            self.files.push(file);
        }
        let is_package = path.ends_with("/__init__.py") || path == "__init__.py";
        let package: Rc<str> = if is_package {
            name.clone()
        } else {
            name.rsplit_once('.').map_or("", |(package, _)| package).into()
        };
        let outer = self.statement;
        self.statement = Place { file, span: Span::default() };
        for (dunder, value) in [
            ("__name__", name.to_string()),
            ("__file__", format!("<ROOT>/{path}")),
            ("__package__", package.to_string()),
        ] {
            self.bind_in(scope, dunder, Val::str(value));
        }
        self.bind_in(scope, "__doc__", Val::new(V::None));
        if is_package {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = Val::str(format!("<ROOT>/{folder}"));
            let paths = Val::new(self.new_list(vec![folder]));
            self.bind_in(scope, "__path__", paths);
        }
        self.frames.push(Frame { package, ..Frame::of_module(scope, file) });
        let parsed = self.sources.parsed(file);
        let result = self.run_module(file, parsed);
        self.frames.pop();
        self.statement = outer;
        if result.is_err() && !self.frames.is_empty() {
            // An import that raised is not there when it is tried again.
            self.imported.files.remove(&file);
            self.imported.names.remove(&name);
        }
        result?;
        Ok(scope)
    }

    fn run_module(&mut self, file: FileId, parsed: &'a super::Parsed) -> Result<Flow<'a>, Raise<'a>> {
        let mut problems = parsed.problems.iter().peekable();
        for (index, statement) in parsed.statements.iter().enumerate() {
            while let Some(problem) = problems.next_if(|problem| problem.index <= index) {
                self.forget_names(&problem.names, Place { file, span: problem.skipped });
            }
            self.run(statement)?;
        }
        for problem in problems {
            self.forget_names(&problem.names, Place { file, span: problem.skipped });
        }
        Ok(Flow::Normal)
    }

    /// Whether the file is a package's own `__init__.py`.
    pub(super) fn in_package(&self, file: FileId) -> bool {
        self.sources.tree().file(file).name() == "__init__.py"
    }

    /// The dotted name of a file, from the folder that is `sys.path[0]`.
    pub(super) fn module_name(&self, path: &str) -> Rc<str> {
        let relative = self
            .search
            .iter()
            .filter_map(|folder| {
                if folder.is_empty() {
                    Some(path)
                } else {
                    path.strip_prefix(folder.as_str())?.strip_prefix('/')
                }
            })
            .min_by_key(|relative| relative.len())
            .unwrap_or(path);
        let stem = relative.strip_suffix(".py").unwrap_or(relative);
        let stem = stem.strip_suffix("/__init__").unwrap_or(stem);
        stem.replace('/', ".").into()
    }

    /// The file of a module, or the folder of a package without one.
    fn find_module(&self, dotted: &str) -> Option<Result<FileId, ()>> {
        let tree = self.sources.tree();
        let relative = dotted.replace('.', "/");
        for folder in &self.search {
            let base = if folder.is_empty() { relative.clone() } else { format!("{folder}/{relative}") };
            for candidate in [format!("{base}/__init__.py"), format!("{base}.py")] {
                if let Some(file) = tree.find(&candidate) {
                    return Some(Ok(file));
                }
            }
            let prefix = format!("{base}/");
            if tree.iter().any(|(_, file)| file.path.starts_with(&prefix) && file.path.ends_with(".py")) {
                return Some(Err(()));
            }
        }
        None
    }

    /// Imports a module of the project with its packages; `Ok(None)`: it is not
    /// among the files.
    pub(super) fn import_project(&mut self, dotted: &str) -> Result<Option<Id>, Raise<'a>> {
        if let Some(&scope) = self.imported.names.get(dotted) {
            return Ok(Some(scope));
        }
        if dotted == GLOBAL_SETTINGS {
            return Ok(Some(self.global_settings()));
        }
        self.search_for_installed(dotted);
        let mut scope = None;
        let mut prefix = String::new();
        for part in dotted.split('.') {
            if !prefix.is_empty() {
                prefix.push('.');
            }
            prefix.push_str(part);
            let name: Rc<str> = prefix.as_str().into();
            let found = match self.imported.names.get(&name) {
                Some(&found) => found,
                None => match self.find_module(&prefix) {
                    None => return Ok(None),
                    Some(Ok(file)) => self.load_file(file, Some(name.clone()))?,
                    // A folder without `__init__.py` is a package too.
                    Some(Err(())) => {
                        let empty = self.new_scope();
                        self.imported.names.insert(name.clone(), empty);
                        empty
                    }
                },
            };
            if let Some((parent, child)) = prefix.rsplit_once('.')
                && let Some(&parent) = self.imported.names.get(parent)
            {
                let module = Val::new(V::Module(Rc::new(ModuleRef { name: name.clone(), scope: found })));
                if !self.scope(parent).names.contains_key(child) {
                    self.bind_in(parent, child, module);
                }
            }
            scope = Some(found);
        }
        Ok(scope)
    }

    /// Django's own settings with their defaults, as a module.
    fn global_settings(&mut self) -> Id {
        let scope = self.new_scope();
        for (name, value) in &self.host.globals {
            let value = self.adopt(value);
            self.bind_in(scope, name, value);
        }
        let unknown = self.unsupported("a name of Django's global_settings", None);
        self.scope_mut(scope).open = merge_unknown([&unknown]);
        self.imported.names.insert(GLOBAL_SETTINGS.into(), scope);
        scope
    }

    /// A project that is itself an installed package imports its modules by the
    /// package's name, also where `sys.path[0]` lies within it, or the package
    /// lies in `src`. If that import works at all, it is this package.
    fn search_for_installed(&mut self, dotted: &str) {
        let first = dotted.split('.').next().unwrap_or(dotted);
        if super::library::is_standard(first) || self.find_module(first).is_some() {
            return;
        }
        let root = self.host.root.trim_matches('/');
        let mut folders: Vec<String> = Vec::new();
        let mut folder = root;
        loop {
            if folder != root {
                folders.push(folder.to_owned());
            }
            folders.push(if folder.is_empty() { "src".to_owned() } else { format!("{folder}/src") });
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        let found = folders.into_iter().find(|folder| {
            let base = if folder.is_empty() { first.to_owned() } else { format!("{folder}/{first}") };
            self.sources.tree().find(&format!("{base}/__init__.py")).is_some()
        });
        if let Some(found) = found {
            self.search.push(found);
            let unknown = self.unknown(Reason::NotGiven(first.into()), Some(self.statement));
            let why = merge_unknown([&unknown]).expect("it is unknown");
            self.doubt(Some("ModuleNotFoundError"), false, &why);
        }
    }

    /// Whether the first part of a dotted name is a package of the project. A
    /// folder without `__init__.py` is one only where no installed package has
    /// its name.
    fn is_own(&self, dotted: &str) -> bool {
        let first = dotted.split('.').next().unwrap_or(dotted);
        matches!(self.find_module(first), Some(Ok(_)))
    }

    /// Whether this is the name of the file that people keep beside their settings,
    /// out of the repository: no package that is asked for is called so.
    fn is_local_settings(&self, first: &str) -> bool {
        first.contains("local") && first.contains("settings") && !self.host.installed.contains(first)
    }

    /// `importlib.util.find_spec(name)`.
    pub(super) fn find_spec(&mut self, dotted: &str) -> Val<'a> {
        let first = dotted.split('.').next().unwrap_or(dotted);
        let whole = self.sources.tree().complete || !self.forks.is_empty();
        if self.host.installed.contains(dotted) || self.find_module(dotted).is_some() {
            Val::new(V::Native(Rc::new(super::object::Native::Opaque(
                "importlib.machinery.ModuleSpec".into(),
            ))))
        } else if whole && self.is_local_settings(first) {
            Val::new(V::None)
        } else {
            self.unknown(Reason::ThirdParty(first.into()), Some(self.statement))
        }
    }

    /// A module by its absolute name; `top`: the first package is the result, as
    /// in `import a.b`.
    pub(super) fn import_module(&mut self, dotted: &str, top: bool) -> Eval<'a> {
        if let Some(scope) = self.import_project(dotted)? {
            let (name, scope) = if top {
                let first = dotted.split('.').next().unwrap_or(dotted);
                (first, self.imported.names.get(first).copied().unwrap_or(scope))
            } else {
                (dotted, scope)
            };
            return Ok(Val::new(V::Module(Rc::new(ModuleRef { name: name.into(), scope }))));
        }
        if super::library::is_modelled(dotted) {
            let name = if top { dotted.split('.').next().unwrap_or(dotted) } else { dotted };
            return Ok(Val::new(V::Symbol(name.into())));
        }
        self.absent_module(dotted)
    }

    /// A module that is neither a file nor modelled.
    fn absent_module(&mut self, dotted: &str) -> Eval<'a> {
        let first = dotted.split('.').next().unwrap_or(dotted);
        if self.is_own(dotted) || self.is_local_settings(first) {
            return self.missing_own(dotted);
        }
        if super::library::is_standard(first) {
            return Ok(self.unsupported(format!("the module {first}"), Some(self.statement)));
        }
        let unknown = self.unknown(Reason::ThirdParty(first.into()), Some(self.statement));
        if !self.host.installed.contains(first) {
            let why = merge_unknown([&unknown]).expect("it is unknown");
            self.doubt(Some("ModuleNotFoundError"), false, &why);
        }
        Ok(unknown)
    }

    /// A module that would be the project's own and was not given. In a whole
    /// folder it does not exist; else nobody can know.
    fn missing_own(&mut self, dotted: &str) -> Eval<'a> {
        let caught = !self.forks.is_empty() && !self.sources.tree().complete;
        if self.sources.tree().complete || caught {
            // People write `try: from .local import *` for a file that is not
            // in the repository; without the file its values are not there.
            return self.raise("ModuleNotFoundError", format!("No module named '{dotted}'"));
        }
        Ok(self.unknown(Reason::NotGiven(dotted.into()), Some(self.statement)))
    }

    pub(super) fn run_import(&mut self, alias: &'a ast::Alias) -> Result<(), Raise<'a>> {
        let dotted = alias.name.as_str();
        let value = self.import_module(dotted, alias.asname.is_none())?;
        let name = alias
            .asname
            .as_ref()
            .map_or_else(|| dotted.split('.').next().unwrap_or(dotted), |name| name.as_str());
        self.bind(name, value);
        Ok(())
    }

    pub(super) fn run_import_from(&mut self, node: &'a ast::StmtImportFrom) -> Result<(), Raise<'a>> {
        let level = node.level.as_ref().map_or(0, |level| level.to_usize());
        let module = node.module.as_ref().map_or("", |name| name.as_str());
        let star = node.names.iter().any(|alias| alias.name.as_str() == "*");
        if level == 0 {
            if module == "__future__" {
                return Ok(());
            }
            return match self.import_project(module)? {
                Some(scope) => self.take_names(scope, module, &node.names, star),
                None if super::library::is_modelled(module) => {
                    if star {
                        self.star_of_library(module);
                        return Ok(());
                    }
                    for alias in &node.names {
                        let value = match (module, alias.name.as_str()) {
                            ("django.conf", "global_settings") => {
                                self.import_module(GLOBAL_SETTINGS, false)?
                            }
                            (_, name) => self.library_member(module, name),
                        };
                        self.bind(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), value);
                    }
                    Ok(())
                }
                None => {
                    let first = module.split('.').next().unwrap_or(module);
                    // Names are taken wholesale from a project's own modules, not
                    // from packages: one that is not here is one of its own.
                    let own = star
                        && !module.contains('.')
                        && !super::library::is_standard(first)
                        && !self.host.installed.contains(first);
                    let value = if own { self.missing_own(module)? } else { self.absent_module(module)? };
                    self.bind_absent(&value, module, &node.names, star)
                }
            };
        }
        // Relative: from the package that the file lies in.
        let Some(base) = self.relative_base(level) else {
            return self
                .raise("ImportError", "attempted relative import beyond top-level package".to_owned());
        };
        match base {
            Base::Package(package) => {
                let dotted = match (package.is_empty(), module.is_empty()) {
                    (_, true) => package,
                    (true, false) => module.to_owned(),
                    (false, false) => format!("{package}.{module}"),
                };
                match self.import_project(&dotted)? {
                    Some(scope) => self.take_names(scope, &dotted, &node.names, star),
                    None => {
                        let value = self.missing_own(&dotted)?;
                        self.bind_absent(&value, &dotted, &node.names, star)
                    }
                }
            }
            // A file that lies loose: its neighbours by their names.
            Base::Folder(folder) => {
                if module.is_empty() {
                    for alias in &node.names {
                        let value = match self.load_neighbour(&folder, alias.name.as_str())? {
                            Some(scope) => Val::new(V::Module(Rc::new(ModuleRef {
                                name: alias.name.as_str().into(),
                                scope,
                            }))),
                            None => self.missing_own(alias.name.as_str())?,
                        };
                        self.bind(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), value);
                    }
                    return Ok(());
                }
                match self.load_neighbour(&folder, module)? {
                    Some(scope) => self.take_names(scope, module, &node.names, star),
                    None => {
                        let value = self.missing_own(module)?;
                        self.bind_absent(&value, module, &node.names, star)
                    }
                }
            }
        }
    }

    fn load_neighbour(&mut self, folder: &str, dotted: &str) -> Result<Option<Id>, Raise<'a>> {
        let relative = dotted.replace('.', "/");
        let base = if folder.is_empty() { relative } else { format!("{folder}/{relative}") };
        for candidate in [format!("{base}.py"), format!("{base}/__init__.py")] {
            if let Some(file) = self.sources.tree().find(&candidate) {
                return self.load_file(file, None).map(Some);
            }
        }
        Ok(None)
    }

    fn relative_base(&self, level: usize) -> Option<Base> {
        let frame = self.frame();
        let path = &self.sources.tree().file(frame.file).path;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut package = frame.package.to_string();
        for _ in 1..level {
            match package.rsplit_once('.') {
                Some((parent, _)) => package = parent.to_owned(),
                None if !package.is_empty() => package = String::new(),
                None => {
                    let mut folder = folder;
                    for _ in 1..level {
                        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
                    }
                    return Some(Base::Folder(folder.to_owned()));
                }
            }
        }
        Some(if package.is_empty() {
            let mut folder = folder;
            for _ in 1..level {
                folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
            }
            Base::Folder(folder.to_owned())
        } else {
            Base::Package(package)
        })
    }

    /// `from module import names`, the module being one of the files.
    fn take_names(
        &mut self,
        scope: Id,
        dotted: &str,
        names: &'a [ast::Alias],
        star: bool,
    ) -> Result<(), Raise<'a>> {
        if star {
            self.star_import(scope);
            return Ok(());
        }
        for alias in names {
            let name = alias.name.as_str();
            let target = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            if let Some(bound) = self.scope(scope).names.get(name).cloned() {
                let message = || format!("cannot import name '{name}' from '{dotted}'");
                let value = self.bound_or(bound.value, "ImportError", message)?;
                self.bind_imported(target, value, &bound.events);
                continue;
            }
            let submodule = format!("{dotted}.{name}");
            if let Some(found) = self.import_project(&submodule)? {
                let module = Val::new(V::Module(Rc::new(ModuleRef { name: submodule.into(), scope: found })));
                self.bind(target, module);
                continue;
            }
            match self.scope(scope).open.clone() {
                Some(why) => self.bind(target, Val { kind: V::Unknown(why), place: None }),
                // A module of a package that was not given whole.
                None if !self.sources.tree().complete && self.is_package(dotted) => {
                    let value = self.missing_own(&submodule)?;
                    self.bind(target, value);
                }
                None => {
                    return self.raise("ImportError", format!("cannot import name '{name}' from '{dotted}'"));
                }
            }
        }
        Ok(())
    }

    fn is_package(&self, dotted: &str) -> bool {
        match self.find_module(dotted) {
            Some(Ok(file)) => self.sources.tree().file(file).path.ends_with("__init__.py"),
            Some(Err(())) => true,
            None => false,
        }
    }

    /// A name taken over with its history.
    fn bind_imported(&mut self, name: &str, value: Val<'a>, events: &Rc<Vec<super::object::Step>>) {
        self.bind(name, value);
        let locals = self.frame().locals;
        if let Some(bound) = self.scope_mut(locals).names.get_mut(name) {
            bound.events = events.clone();
        }
    }

    /// `from module import *`, also for files that split-settings includes.
    pub(super) fn star_import(&mut self, scope: Id) {
        let source = self.scope(scope).clone();
        let listed: Option<Vec<Rc<str>>> = match source.names.get("__all__").map(|bound| bound.value.clone())
        {
            Some(all) => match self.iterate(&all) {
                Ok(Ok(items)) => items.iter().map(|item| item.as_str().cloned()).collect(),
                _ => None,
            },
            None => None,
        };
        let locals = self.frame().locals;
        for (name, bound) in &source.names {
            let taken = match &listed {
                Some(listed) => listed.contains(name),
                None => !name.starts_with('_'),
            };
            if taken {
                if let V::Maybe(maybe) = &bound.value.kind {
                    let unbound = maybe.values().any(|value| matches!(value.kind, V::Unbound));
                    if unbound {
                        // Where it is not bound, what was here before stays.
                        let before = self
                            .scope(locals)
                            .names
                            .get(name)
                            .map_or(Val::new(V::Unbound), |bound| bound.value.clone());
                        let value = self.replace_unbound(&bound.value, &before);
                        self.bind_imported(name, value, &bound.events);
                        continue;
                    }
                }
                self.bind_imported(name, bound.value.clone(), &bound.events);
            }
        }
        if let Some(why) = &source.open {
            self.open_names(locals, why, &source);
        }
    }

    pub(super) fn replace_unbound(&mut self, value: &Val<'a>, before: &Val<'a>) -> Val<'a> {
        if matches!(value.kind, V::Unbound) {
            return before.clone();
        }
        let V::Maybe(maybe) = &value.kind else { return value.clone() };
        let mut joined = maybe.of_each();
        for (way, usual) in maybe.ways() {
            let way = if matches!(way.kind, V::Unbound) { before } else { way };
            self.add_alternative(&mut joined, way, usual);
        }
        self.settle(joined, value.place)
    }

    /// Names that the star import of something unknown may have brought.
    fn open_names(&mut self, scope: Id, why: &Rc<Unknown>, taken: &super::object::Scope<'a>) {
        let unknown = Val::new(V::Unknown(why.clone()));
        let older: Vec<Rc<str>> = self
            .scope(scope)
            .names
            .keys()
            .filter(|name| super::export::is_setting(name) && !taken.names.contains_key(*name))
            .cloned()
            .collect();
        for name in older {
            let before = self.scope(scope).names[&name].value.clone();
            let joined = self.join(&before, &unknown, super::heap::Usual::Neither, why);
            self.scope_mut(scope).names.get_mut(&name).expect("listed above").value = joined;
        }
        self.scope_mut(scope).open = Some(why.clone());
    }

    /// Names from a module that is not there to be seen.
    fn bind_absent(
        &mut self,
        value: &Val<'a>,
        _module: &str,
        names: &'a [ast::Alias],
        star: bool,
    ) -> Result<(), Raise<'a>> {
        if star {
            let why = merge_unknown([value]).expect("absent modules are unknown");
            let locals = self.frame().locals;
            self.open_names(locals, &why, &super::object::Scope::default());
            return Ok(());
        }
        for alias in names {
            let target = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            self.bind(target, value.clone());
        }
        Ok(())
    }

    /// `exec(code)`: code that is the text of a given file runs here; none: it is
    /// other code, or runs elsewhere.
    pub(super) fn exec(&mut self, code: &Val<'a>, scopes: &[Val<'a>]) -> Option<Result<(), Raise<'a>>> {
        let frame = self.frame();
        let (locals, globals) = (frame.locals, frame.globals);
        let here =
            scopes.iter().all(|scope| matches!(&scope.kind, V::Module(module) if module.scope == globals));
        if !here || scopes.is_empty() && locals != globals {
            return None;
        }
        let text = match &code.kind {
            V::Bytes(bytes) => std::str::from_utf8(bytes).ok()?,
            _ => code.as_str()?,
        };
        let (file, _) = self.sources.tree().iter().find(|(_, file)| file.text == *text)?;
        let file = FileId(file.0);
        Some(self.run_here(file))
    }

    /// Runs given files as if their text stood here: `split_settings.include`, which
    /// leaves `__file__` as it is.
    pub(super) fn include_file(&mut self, file: FileId) -> Result<(), Raise<'a>> {
        self.run_here(file)
    }

    /// Runs a file over the names of the module that is running.
    fn run_here(&mut self, file: FileId) -> Result<(), Raise<'a>> {
        let parsed = self.sources.parsed(file);
        if self.frames.len() >= super::MAX_CALLS {
            return Ok(());
        }
        let frame = self.frame();
        let inner = Frame { package: frame.package.clone(), ..Frame::of_module(frame.globals, file) };
        let outer = self.statement;
        self.frames.push(inner);
        if !self.files.contains(&file) {
            self.files.push(file);
        }
        let result = self.run_module(file, parsed);
        self.frames.pop();
        self.statement = outer;
        result.map(|_| ())
    }
}

/// Where a relative import starts.
enum Base {
    /// A dotted package.
    Package(String),
    /// A folder of the tree.
    Folder(String),
}
