//! Files in, facts out.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::assumed::Assumed;
use super::settings::{Settings, View};
use super::shared::Shared;
use super::{Deployment, Fact, Served, entries};
use crate::django::{Version, packages, releases};
use crate::model::{SettingRole, Text, Topology, text};
use crate::python::{Host, Kind, Module, Sources, SyntaxProblem, Value, evaluate};
use crate::requirements::{self, Requirements};
use crate::source::{FileId, FileKind, Place, Tree};

/// What to judge, besides the files.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub django: Option<Version>,
    pub settings: Option<String>,
    pub root: Option<String>,
    pub environment: BTreeMap<String, String>,
    pub closed_environment: bool,
    /// Variables that are unset for certain.
    pub unset: BTreeSet<String>,
    /// The path of a file with values of variables; what is said above comes before it.
    pub environment_file: Option<String>,
    /// How the site is served, as far as a person says.
    pub topology: Topology,
    pub argv: Vec<String>,
    /// All folders of the server that are absolute; none: not known.
    pub server_folders: Option<BTreeSet<String>>,
    /// `YYYY-MM-DD`; none: no date is known and nothing is judged by age.
    pub today: Option<crate::django::Date>,
}

/// The Django that the files are judged by.
#[derive(Debug, Clone)]
pub struct Target {
    pub version: Version,
    pub because: Text,
    /// Read from the requirements or chosen, rather than assumed.
    pub known: bool,
}

/// A settings module that some process starts with, after its run.
#[derive(Debug, Clone)]
pub struct EntryModule {
    pub file: FileId,
    /// The dotted name.
    pub name: String,
    pub role: SettingRole,
    /// Files that name it as `DJANGO_SETTINGS_MODULE`.
    pub named_by: Vec<FileId>,
    pub module: Rc<Module>,
}

/// One person's project.
#[derive(Debug, Clone)]
pub struct Project {
    pub tree: Rc<Tree>,
    pub django: Target,
    /// Of the judged module.
    pub settings: Settings,
    pub requirements: Rc<Requirements>,
    /// All settings modules that are entry points.
    pub entries: Rc<Vec<EntryModule>>,
    /// The index of the judged one in `entries`.
    pub judged: Option<usize>,
    pub judged_because: Text,
    pub today: Option<crate::django::Date>,
    /// Folders of the server, where all of them are known.
    pub server_folders: Option<Rc<BTreeSet<String>>>,
    /// What is taken to hold of the server's environment, beyond what the files say.
    pub assumed: Rc<Assumed>,
    /// What the files around the code say.
    pub deployment: Rc<Deployment>,
    /// How the site is served.
    pub served: Rc<Served>,
    /// Python that could not be parsed, with its file.
    pub syntax: Rc<Vec<(FileId, SyntaxProblem)>>,
    pub(super) shared: Rc<Shared>,
}

impl Project {
    /// The same project, with values of unset variables looked at in another way.
    #[must_use]
    pub fn viewed(&self, view: View) -> Self {
        self.with_settings(self.settings.viewed(view))
    }

    /// The same project with other settings.
    #[must_use]
    pub fn with_settings(&self, settings: Settings) -> Self {
        Self { settings, ..self.clone() }
    }

    /// The judged module.
    #[must_use]
    pub fn judged(&self) -> Option<&EntryModule> {
        self.entries.get(self.judged?)
    }

    /// What a file is.
    #[must_use]
    pub fn kind_of(&self, file: FileId) -> FileKind {
        self.shared.kinds(&self.tree)[file.0 as usize]
    }

    /// Files of a kind, with their texts.
    pub fn files(&self, kind: FileKind) -> impl Iterator<Item = (FileId, &str)> {
        let kinds = self.shared.kinds(&self.tree);
        self.tree
            .iter()
            .zip(kinds)
            .filter(move |(_, found)| **found == kind)
            .map(|(file, _)| file)
            .map(|(id, file)| (id, file.text.as_str()))
    }

    /// Whether the app is in `INSTALLED_APPS`, by its name or by an `AppConfig`
    /// below it: `debug_toolbar` or `debug_toolbar.apps.X`.
    pub fn has_app(&self, name: &str) -> Fact<bool> {
        self.app(name).map(|found| found.is_some())
    }

    /// The place of the app in `INSTALLED_APPS`, if it is installed.
    pub fn app(&self, name: &str) -> Fact<Option<Option<Place>>> {
        let apps = self.settings.list("INSTALLED_APPS")?;
        let config = format!("{name}.apps.");
        let found = apps.find_by(|app| app == name || app.starts_with(&config))?;
        Ok(found.map(|item| item.place))
    }

    /// The requirement of this name. Undecided where none is seen and not all are.
    pub fn package(&self, name: &str) -> Fact<Option<&crate::requirements::Requirement>> {
        self.any_package(&[name])
    }

    /// The first of these packages that is required.
    pub fn any_package(&self, names: &[&str]) -> Fact<Option<&crate::requirements::Requirement>> {
        let found = names.iter().find_map(|name| self.requirements.find(name));
        if found.is_none() {
            self.lists_all_packages()?;
        }
        Ok(found)
    }

    /// Path and line of a place, for sentences.
    #[must_use]
    pub fn describe(&self, place: Place) -> String {
        format!("{}:{}", self.tree.file(place.file).path, self.tree.line(place))
    }
}

impl Project {
    /// Reads the files: which settings modules there are, what their names hold,
    /// which Django and which packages they are for.
    #[must_use]
    pub fn read(tree: Tree, input: &Input) -> Self {
        let tree = Rc::new(tree);
        let requirements = Rc::new(requirements::read(&tree));
        let django = target(&requirements, input.django);
        let found = entries::find(&tree, input.settings.as_deref(), input.root.as_deref());
        let assumed = Assumed::of(&tree, input);
        let host = Host {
            root: found.root.clone(),
            environment: assumed.values.clone(),
            closed: assumed.closed,
            unset: assumed.unset.clone(),
            argv: input.argv.clone(),
            configuration: assumed.values.get("DJANGO_CONFIGURATION").cloned(),
            installed: installed(&requirements),
            django: (
                u8::try_from(django.version.major).unwrap_or(u8::MAX),
                u8::try_from(django.version.minor).unwrap_or(u8::MAX),
            ),
            globals: super::settings::globals(django.version),
            small_names: false,
        };
        let sources = Sources::new(&tree);
        let mut modules: Vec<EntryModule> = found
            .candidates
            .iter()
            .map(|candidate| EntryModule {
                file: candidate.file,
                name: dotted_name(&tree.file(candidate.file).path, &found.root),
                role: candidate.role,
                named_by: candidate.named_by.clone(),
                module: Rc::new(evaluate(&sources, candidate.file, &host)),
            })
            .collect();
        // What others are made from, and nothing starts with, is their base.
        let imported: Vec<FileId> = modules
            .iter()
            .flat_map(|entry| entry.module.files.iter().copied().filter(|file| *file != entry.file))
            .collect();
        for (index, entry) in modules.iter_mut().enumerate() {
            let starts = found.judged == Some(index) || !entry.named_by.is_empty();
            if entry.role == SettingRole::Unknown && !starts && imported.contains(&entry.file) {
                entry.role = SettingRole::Base;
            }
        }
        let syntax = sources
            .parsed_files()
            .flat_map(|(file, parsed)| parsed.problems.iter().map(move |problem| (file, problem.clone())))
            .collect();
        let roots: Vec<Rc<str>> = modules.iter().flat_map(|entry| roots(&entry.module)).collect();
        let deployment = Deployment::read(&tree, &sources, &host, &roots);
        let module = found.judged.map(|index| modules[index].module.clone());
        let settings = Settings::new(module, django.version);
        let mut project = Self {
            tree: tree.clone(),
            django,
            settings,
            requirements,
            entries: Rc::new(modules),
            judged: found.judged,
            judged_because: found.because,
            today: input.today,
            server_folders: input.server_folders.clone().map(Rc::new),
            assumed: Rc::new(assumed),
            deployment: Rc::new(deployment),
            served: Rc::default(),
            syntax: Rc::new(syntax),
            shared: Rc::default(),
        };
        project.served = Rc::new(Served::of(&project, input.topology));
        project
    }
}

/// What `ROOT_URLCONF` may be.
fn roots(module: &Module) -> Vec<Rc<str>> {
    let text = |value: &Value| match &value.kind {
        Kind::Str(text) => Some(text.clone()),
        _ => None,
    };
    match module.settings.get("ROOT_URLCONF").map(|binding| &binding.value) {
        Some(Value { kind: Kind::Maybe(maybe), .. }) => {
            maybe.usual.iter().chain(&maybe.others).filter_map(text).collect()
        }
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The dotted name of a file below the root.
fn dotted_name(path: &str, root: &str) -> String {
    let relative = if root.is_empty() {
        path
    } else {
        path.strip_prefix(root).map_or(path, |rest| rest.trim_start_matches('/'))
    };
    let stem = relative.strip_suffix(".py").unwrap_or(relative);
    stem.strip_suffix("/__init__").unwrap_or(stem).replace('/', ".")
}

/// Import names of the packages that production requires.
fn installed(requirements: &Requirements) -> HashSet<String> {
    let mut names = HashSet::new();
    for requirement in &requirements.all {
        names.insert(requirement.name.replace('-', "_"));
        names.extend(packages::modules(&requirement.name).map(str::to_owned));
    }
    names
}

/// The Django to judge by: chosen, else required, else the newest LTS.
fn target(requirements: &Requirements, chosen: Option<Version>) -> Target {
    if let Some(version) = chosen {
        return Target {
            version, because: text("You chose it.", "Вы выбрали эту версию."), known: true
        };
    }
    if let Some(requirement) = requirements.find("django") {
        let admitted = releases::admitted(requirement);
        let written = requirement.versions.text.trim().to_owned();
        if let Some(pinned) = requirements.pinned("django")
            && let Ok(series) = Version::try_from(&pinned.0)
        {
            let version = series.nearest();
            let pinned = pinned.0.to_string();
            let because = if version == series {
                text! {
                    en: "Your requirements pin Django {pinned}.",
                    ru: "В зависимостях закреплён Django {pinned}.",
                }
            } else {
                text! {
                    en: "Your requirements pin Django {pinned}; the nearest version known here is {version}.",
                    ru: "В зависимостях закреплён Django {pinned}; ближайшая известная здесь версия — {version}.",
                }
            };
            return Target { version, because, known: true };
        }
        if let Some(&version) = admitted.last() {
            let because = if written.is_empty() {
                text! {
                    en: "Your requirements name Django without a version, so the newest one would be installed.",
                    ru: "В зависимостях Django указан без версии, поэтому установится самая новая.",
                }
            } else {
                text! {
                    en: "It is the newest version that your requirement Django{written} allows.",
                    ru: "Это самая новая версия, которую допускает требование Django{written}.",
                }
            };
            return Target { version, because, known: true };
        }
    }
    let version = Version::NEWEST_LTS;
    Target {
        version,
        because: text! {
            en: "No requirement names Django's version, so the newest LTS is assumed.",
            ru: "Версия Django в зависимостях не указана, поэтому взята самая новая LTS.",
        },
        known: false,
    }
}
