//! Addresses of the site, as `urls.py` lists them, `include()` followed.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Project;
use crate::project::Fact;
use crate::project::entries::given_module;
use crate::python::{Argument, Call, Sources, outline};
use crate::source::{FileId, Place, Tree};

/// One address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlRoute {
    /// From the top of the site, without the first slash; a regular expression as
    /// it is written.
    pub path: String,
    /// The dotted name of the view, as far as it is written plainly.
    pub view: String,
    pub place: Place,
    /// The tests that it is listed under.
    pub guards: Vec<String>,
}

/// The calls of every `urls.py`.
#[derive(Debug, Clone, Default)]
pub(in crate::project) struct Routes {
    files: HashMap<FileId, Rc<[Call]>>,
    /// `sys.path[0]`.
    pub(in crate::project) folder: Rc<str>,
    topmost: Option<FileId>,
}

/// Lists of addresses within lists.
const MAX_DEPTH: u32 = 8;
const MAX_ROUTES: usize = 5000;
/// Calls that are looked at, those of a file that is included twice each time.
const MAX_CALLS: u32 = 50_000;
/// Files of one site.
const MAX_FILES: usize = 200;

impl Routes {
    /// Reads what is reached from these modules.
    pub(super) fn read(tree: &Tree, sources: &Sources, folder: &str, roots: &[Rc<str>]) -> Self {
        let mut routes = Self { folder: folder.into(), ..Self::default() };
        let module_of = |module: &str| given_module(tree, folder, module);
        let mut open: Vec<FileId> = roots.iter().filter_map(|root| module_of(root)).collect();
        if open.is_empty() {
            let named = tree.iter().filter(|(_, file)| file.name() == "urls.py");
            routes.topmost = named.min_by_key(|(_, file)| file.path.matches('/').count()).map(|(id, _)| id);
            open.extend(routes.topmost);
        }
        while let Some(file) = open.pop() {
            if routes.files.len() >= MAX_FILES || routes.files.contains_key(&file) {
                continue;
            }
            let calls: Rc<[Call]> = outline(sources.parsed(file), &tree.file(file).text).into();
            open.extend(
                calls
                    .iter()
                    .filter(|call| is_include(&call.name))
                    .filter_map(|call| module_of(call.text(0, "arg")?)),
            );
            routes.files.insert(file, calls);
        }
        routes
    }
}

/// On the way through files that include others.
struct Walk {
    inside: HashSet<FileId>,
    calls: u32,
}

/// Whether a test of a branch asks whether this is development.
#[must_use]
pub fn is_for_debug(guard: &str) -> bool {
    let lower = guard.to_ascii_lowercase();
    !guard.starts_with("not ")
        && ["debug", "dev", "local", "toolbar", "test", "serve"].iter().any(|word| lower.contains(word))
}

impl Project {
    /// The calls that list the site's addresses in `ROOT_URLCONF`, and those of the
    /// files that it includes. None: that file was not given.
    pub fn routes(&self) -> Fact<Option<Vec<UrlRoute>>> {
        let Some(root) = self.root_urls_file()? else { return Ok(None) };
        let mut found = Vec::new();
        let mut walk = Walk { inside: HashSet::new(), calls: MAX_CALLS };
        self.collect(root, "", &[], 0, &mut walk, &mut found);
        Ok(Some(found))
    }

    /// The file of `ROOT_URLCONF`, if it was given; where nothing names it, the topmost `urls.py`.
    pub fn root_urls_file(&self) -> Fact<Option<FileId>> {
        let routes = &self.deployment.routes;
        if !self.settings.is_set("ROOT_URLCONF")? {
            return Ok(routes.topmost);
        }
        let module = self.settings.str("ROOT_URLCONF")?;
        Ok(given_module(&self.tree, &routes.folder, &module.value)
            .filter(|file| routes.files.contains_key(file)))
    }

    fn collect(
        &self,
        file: FileId,
        prefix: &str,
        guards: &[String],
        depth: u32,
        walk: &mut Walk,
        found: &mut Vec<UrlRoute>,
    ) {
        if depth > MAX_DEPTH || !walk.inside.insert(file) {
            return;
        }
        let routes = &self.deployment.routes;
        let (calls, root) = (routes.files.get(&file).cloned().unwrap_or_default(), &routes.folder);
        for call in calls.iter() {
            let Some(left) = walk.calls.checked_sub(1) else { break };
            walk.calls = left;
            let name = call.name.rsplit('.').next().unwrap_or(&call.name);
            if !matches!(name, "path" | "re_path" | "url") || found.len() >= MAX_ROUTES {
                continue;
            }
            let written = call.text(0, "route").or_else(|| call.text(0, "regex"));
            // Behind a prefix that is computed stand whole lists of addresses.
            if written.is_none() && !matches!(call.argument(1, "view"), Some(Argument::Call(_))) {
                continue;
            }
            let is_told = written.is_some();
            let path = format!("{prefix}{}", written.unwrap_or("…/").trim_start_matches('^'));
            let all: Vec<String> = guards.iter().chain(&call.guards).cloned().collect();
            let view = match call.argument(1, "view") {
                Some(Argument::Name(name)) => name.clone(),
                Some(Argument::Text(text)) => text.clone(),
                Some(Argument::Call(index)) => {
                    let inner = &calls[*index];
                    let module = inner.text(0, "arg").filter(|_| is_include(&inner.name));
                    if let Some(file) = module.and_then(|module| given_module(&self.tree, root, module)) {
                        self.collect(file, &path, &all, depth + 1, walk, found);
                        continue;
                    }
                    if !is_told {
                        continue;
                    }
                    inner.name.clone()
                }
                _ => String::new(),
            };
            let place = Place { file, span: call.span };
            found.push(UrlRoute { path, view, place, guards: all });
        }
        walk.inside.remove(&file);
    }
}

fn is_include(name: &str) -> bool {
    name.rsplit('.').next() == Some("include")
}
