//! Exceptions that end `check --deploy` before it prints anything, where the
//! settings alone make them certain.

use std::rc::Rc;

use super::read::{all, app, decide, has, truthy};
use super::{shapes, templates, zones};
use crate::project::{Fact, FailureView, OLD_MAIL_SETTINGS, Project, Refusal, Undecided};
use crate::python::{Kind, Reason, Value};
use crate::source::Place;

/// An exception while Django starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crash {
    /// The class's name without its module.
    pub class: Rc<str>,
    /// The first line of the message, where it is known.
    pub message: Option<Rc<str>>,
    /// The setting at fault, where it is one.
    pub setting: Option<&'static str>,
    pub place: Option<Place>,
}

impl std::fmt::Display for Crash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.message {
            Some(message) => write!(formatter, "{}: {message}", self.class),
            None => formatter.write_str(&self.class),
        }
    }
}

/// Every exception that the settings make certain, each as if those before it
/// were mended.
pub(super) fn crashes(project: &Project) -> Vec<Crash> {
    STEPS.iter().filter_map(|step| step(project).ok().flatten()).collect()
}

/// The first exception, in the order in which Django gets there; undecided where
/// none is certain and one is possible.
pub(super) fn crash(project: &Project) -> Fact<Option<Crash>> {
    first(STEPS.iter().map(|step| step(project)))
}

/// The first that is certain; undecided where none is and one is possible.
pub(super) fn first(crashes: impl Iterator<Item = Fact<Option<Crash>>>) -> Fact<Option<Crash>> {
    let mut open = None;
    for crash in crashes {
        match crash {
            Ok(Some(crash)) => return Ok(Some(crash)),
            Ok(None) => {}
            Err(reason) => open = open.or(Some(reason)),
        }
    }
    open.map_or(Ok(None), Err)
}

type Step = fn(&Project) -> Fact<Option<Crash>>;

const STEPS: &[Step] = &[
    gone_import,
    raised,
    not_lists,
    mixed_mail,
    mixed_reset_timeouts,
    time_zone,
    mixed_storages,
    logging,
    apps,
    secret_key,
    databases,
    missing_apps,
    user_model,
    translations,
    engines,
    caches,
    failure_view,
    shapes::crash,
];

fn since(project: &Project, major: u16, minor: u16) -> bool {
    project.django.version.at_least(major, minor)
}

pub(super) fn at(project: &Project, setting: &'static str, class: &str, message: Option<String>) -> Crash {
    let message = message.map(Into::into);
    Crash { class: class.into(), message, setting: Some(setting), place: project.place_of(setting) }
}

fn improper(project: &Project, setting: &'static str, message: impl Into<String>) -> Crash {
    at(project, setting, "ImproperlyConfigured", Some(message.into()))
}

/// An import at the judged module's top level that this Django refuses.
fn gone_import(project: &Project) -> Fact<Option<Crash>> {
    let Some(&file) = project.settings.module().and_then(|module| module.files.first()) else {
        return Ok(None);
    };
    let refused = project.refused_imports(file, project.django.version);
    Ok(refused.first().map(|(place, import)| {
        let module = import.module;
        let (class, message) = match import.name {
            Some(name) => ("ImportError", format!("cannot import name '{name}' from '{module}'")),
            None => ("ModuleNotFoundError", format!("No module named '{module}'")),
        };
        Crash { class: class.into(), message: Some(message.into()), setting: None, place: Some(*place) }
    }))
}

/// The settings module's own exception.
fn raised(project: &Project) -> Fact<Option<Crash>> {
    let raised = project.settings.module().and_then(|module| module.raised.as_ref());
    Ok(raised.map(|raised| Crash {
        class: raised.class.clone(),
        message: raised.message.as_ref().and_then(|message| message.lines().next().map(Into::into)),
        setting: None,
        place: raised.place,
    }))
}

/// Settings that must be lists or tuples if the module sets them, in the order of their names.
pub const MUST_BE_LISTS: [&str; 5] =
    ["ALLOWED_HOSTS", "INSTALLED_APPS", "LOCALE_PATHS", "SECRET_KEY_FALLBACKS", "TEMPLATE_DIRS"];

/// One of them that is something else.
fn not_lists(project: &Project) -> Fact<Option<Crash>> {
    let since_when = [(4, 0), (0, 0), (0, 0), (4, 1), (0, 0)];
    first(MUST_BE_LISTS.into_iter().zip(since_when).map(|(name, (major, minor))| {
        if !since(project, major, minor) || project.settings.is_set(name) != Ok(true) {
            return Ok(None);
        }
        let is_list = decide(&project.settings, name, |value| match value.kind {
            Kind::List(_) | Kind::Tuple(_) => Ok(true),
            Kind::Object(_) => Err(Undecided::hole(name, value)),
            _ => Ok(false),
        });
        match is_list {
            Ok(true) => Ok(None),
            Ok(false) => {
                Ok(Some(improper(project, name, format!("The {name} setting must be a list or a tuple."))))
            }
            Err(_) if is_read_as_list(project, name) || is_written_as_list(project, name) => Ok(None),
            Err(reason) => Err(reason),
        }
    }))
}

/// Whether the expression gives a list whatever is in it: a comprehension, `list()`,
/// `sorted()`, or a text's `split()`.
fn is_written_as_list(project: &Project, name: &str) -> bool {
    let Some(binding) = project.settings.binding(name) else { return false };
    let Some(place) = binding.value.place else { return false };
    // Another branch may have set something else.
    if binding.history.last().is_none_or(|last| last.doubtful) {
        return false;
    }
    let code = project.tree.text(place).trim();
    let (before, close) = match code.chars().next_back() {
        Some(']') => ('[', ']'),
        Some(')') => ('(', ')'),
        _ => return false,
    };
    // Where the last bracket was opened; a bracket in a text makes it a place further
    // on or none, and then nothing is claimed.
    let mut depth = 0_u32;
    let opened = code.char_indices().rev().find_map(|(at, c)| {
        if c == close {
            depth += 1;
        } else if c == before {
            depth = depth.saturating_sub(1);
            return (depth == 0).then_some(at);
        }
        None
    });
    let Some(callee) = opened.and_then(|at| code.get(..at)) else { return false };
    let mut depth = 0_i32;
    let outside: String = callee
        .chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
            depth == 0
        })
        .collect();
    if outside.split_whitespace().any(|word| matches!(word, "if" | "else" | "or" | "and")) {
        return false;
    }
    match close {
        ']' => callee.is_empty(),
        _ => {
            let is_text_method = [".split", ".rsplit", ".splitlines"].iter().any(|end| callee.ends_with(end));
            is_text_method && !callee.contains("re.split") || matches!(callee, "list" | "sorted")
        }
    }
}

/// Whether the value comes from variables whose reader gives lists.
fn is_read_as_list(project: &Project, name: &str) -> bool {
    let Some(module) = project.settings.module() else { return false };
    let Some(hole) = project.settings.binding(name).and_then(|binding| binding.value.first_hole()) else {
        return false;
    };
    let (known, variables) = match &hole.kind {
        Kind::Maybe(maybe) => {
            let is_list = |value: &Value| matches!(value.kind, Kind::List(_) | Kind::Tuple(_));
            (maybe.usual.iter().chain(&maybe.others).all(is_list), &maybe.variables)
        }
        Kind::Unknown(unknown) => (unknown.reason == Reason::Environment, &unknown.variables),
        _ => return false,
    };
    let is_list = |name: &std::rc::Rc<str>| {
        let mut reads = module.reads.iter().filter(|read| read.name == *name).peekable();
        reads.peek().is_some() && reads.all(|read| read.cast == "list")
    };
    known && !variables.is_empty() && variables.iter().all(is_list)
}

fn mixed_mail(project: &Project) -> Fact<Option<Crash>> {
    if !since(project, 6, 1) || !project.settings.is_set("MAILERS")? {
        return Ok(None);
    }
    let old: Vec<&str> =
        OLD_MAIL_SETTINGS.iter().copied().filter(|name| project.settings.is_set(name) == Ok(true)).collect();
    Ok((!old.is_empty()).then(|| {
        let names = old.join(", ");
        improper(
            project,
            "MAILERS",
            format!("Deprecated email settings are not allowed when MAILERS is defined: {names}."),
        )
    }))
}

fn time_zone(project: &Project) -> Fact<Option<Crash>> {
    decide(&project.settings, "TIME_ZONE", |value| Ok(value.as_str().map(str::to_owned))).map(|zone| {
        zone.filter(|zone| !zone.is_empty() && !zones::exists(zone)).map(|zone| {
            at(project, "TIME_ZONE", "ValueError", Some(format!("Incorrect timezone setting: {zone}")))
        })
    })
}

fn mixed_storages(project: &Project) -> Fact<Option<Crash>> {
    if !since(project, 4, 2) || since(project, 5, 1) || !project.settings.is_set("STORAGES")? {
        return Ok(None);
    }
    for name in ["DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"] {
        if project.settings.is_set(name)? {
            return Ok(Some(improper(project, name, format!("{name}/STORAGES are mutually exclusive."))));
        }
    }
    Ok(None)
}

fn mixed_reset_timeouts(project: &Project) -> Fact<Option<Crash>> {
    const OLD: &str = "PASSWORD_RESET_TIMEOUT_DAYS";
    if since(project, 4, 0)
        || !all([project.settings.is_set(OLD), project.settings.is_set("PASSWORD_RESET_TIMEOUT")])?
    {
        return Ok(None);
    }
    Ok(Some(improper(project, OLD, format!("{OLD}/PASSWORD_RESET_TIMEOUT are mutually exclusive."))))
}

/// What `logging.config.dictConfig` refuses for certain.
fn logging(project: &Project) -> Fact<Option<Crash>> {
    let Some(Refusal { class, message, place, .. }) = project.logging_refusal()? else { return Ok(None) };
    let crash = at(project, "LOGGING", class, Some(message));
    Ok(Some(Crash { place: place.or(crash.place), ..crash }))
}

/// Apps that Django ships. Others below `django.contrib` do not exist any more.
const CONTRIB: &[&str] = &[
    "admin",
    "admindocs",
    "auth",
    "contenttypes",
    "flatpages",
    "gis",
    "humanize",
    "messages",
    "postgres",
    "redirects",
    "sessions",
    "sitemaps",
    "sites",
    "staticfiles",
    "syndication",
];

fn apps(project: &Project) -> Fact<Option<Crash>> {
    decide(&project.settings, "INSTALLED_APPS", |value| {
        let mut labels: Vec<String> = Vec::new();
        for entry in value.items().unwrap_or_default() {
            if let Kind::None | Kind::Int(_) | Kind::Bool(_) = entry.kind {
                return Ok(Some(("AttributeError", None)));
            }
            let Some(entry) = entry.as_str() else { continue };
            if entry.is_empty() {
                return Ok(Some(("ValueError", Some("Empty module name".to_owned()))));
            }
            let own = entry.strip_prefix("django.contrib.").and_then(|rest| rest.split('.').next());
            if let Some(own) = own
                && !CONTRIB.contains(&own)
            {
                return Ok(Some((
                    "ModuleNotFoundError",
                    Some(format!("No module named 'django.contrib.{own}'")),
                )));
            }
            // Of an app of Django's, any path has the same label. Of another one
            // only the same entry is certain to have.
            let label = match own {
                // A module below an app has a label of its own.
                Some(_) if entry.matches('.').count() == 3 => continue,
                Some(own) => own.to_owned(),
                None => entry.to_owned(),
            };
            if labels.contains(&label) {
                let shown = label.rsplit('.').next().unwrap_or(&label);
                return Ok(Some((
                    "ImproperlyConfigured",
                    Some(format!("Application labels aren't unique, duplicates: {shown}")),
                )));
            }
            labels.push(label);
        }
        Ok(None)
    })
    .map(|found| found.map(|(class, message)| at(project, "INSTALLED_APPS", class, message)))
}

/// Before 4.0 the admin's forms read the key when they are imported.
fn secret_key(project: &Project) -> Fact<Option<Crash>> {
    if since(project, 4, 0)
        || !all([app(project, "django.contrib.admin"), app(project, "django.contrib.auth")])?
        || truthy(&project.settings, "SECRET_KEY")?
    {
        return Ok(None);
    }
    Ok(Some(improper(project, "SECRET_KEY", "The SECRET_KEY setting must not be empty.")))
}

/// Apps whose models ask the default database for its limits as they are imported.
const WITH_MODELS: &[&str] =
    &["admin", "auth", "contenttypes", "flatpages", "redirects", "sessions", "sites"];
const ENGINES: &[&str] = &["sqlite3", "postgresql", "postgresql_psycopg2", "mysql", "oracle", "dummy"];

fn databases(project: &Project) -> Fact<Option<Crash>> {
    let mut has_models = false;
    for name in WITH_MODELS {
        has_models |= app(project, &format!("django.contrib.{name}"))?;
    }
    // Since 6.1 a check of its own connects all of them.
    let all_are_made = since(project, 6, 1);
    if !has_models && !all_are_made {
        return Ok(None);
    }
    let message = decide(&project.settings, "DATABASES", |value| {
        let Kind::Dict(pairs) = &value.kind else { return Ok(None) };
        if pairs.is_empty() {
            return Ok(None);
        }
        if !has("DATABASES", value, "default")? {
            return Ok(Some("You must define a 'default' database.".to_owned()));
        }
        let engines = pairs
            .iter()
            .filter(|(alias, _)| all_are_made || alias.as_str() == Some("default"))
            .filter_map(|(_, database)| database.key("ENGINE").and_then(Value::as_str));
        let wrong = engines.into_iter().find(|engine| match engine.strip_prefix("django.db.backends.") {
            Some(own) => !own.is_empty() && !ENGINES.contains(&own),
            // A name without a dot is a module of its own, which nobody has.
            None => ENGINES.contains(engine),
        });
        Ok(wrong.map(|engine| {
            format!("'{engine}' isn't an available database backend or couldn't be imported. Check the above exception. To use one of the built-in backends, use 'django.db.backends.XXX', where XXX is one of:")
        }))
    })?;
    Ok(message.map(|message| improper(project, "DATABASES", message)))
}

/// Apps, and an app whose models theirs refer to.
const NEEDS: &[(&str, &str, &str)] = &[
    ("admin", "contenttypes", "contenttypes.models.ContentType"),
    ("auth", "contenttypes", "contenttypes.models.ContentType"),
    ("admin", "auth", "auth.models.Permission"),
    ("flatpages", "sites", "sites.models.Site"),
    ("redirects", "sites", "sites.models.Site"),
];

/// Models that are imported although their app is not installed.
fn missing_apps(project: &Project) -> Fact<Option<Crash>> {
    for (name, needed, model) in NEEDS {
        if all([
            app(project, &format!("django.contrib.{name}")),
            app(project, &format!("django.contrib.{needed}")).map(|installed| !installed),
        ])? {
            let message = format!(
                "Model class django.contrib.{model} doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS."
            );
            return Ok(Some(at(project, "INSTALLED_APPS", "RuntimeError", Some(message))));
        }
    }
    Ok(None)
}

/// A model of users that is not there; the apps that have one refer to it.
fn user_model(project: &Project) -> Fact<Option<Crash>> {
    let needs_one = all([app(project, "django.contrib.admin"), app(project, "django.contrib.auth")])?;
    if !needs_one || !project.settings.is_set("AUTH_USER_MODEL")? {
        return Ok(None);
    }
    let value = decide(&project.settings, "AUTH_USER_MODEL", |value| Ok(value.clone()))?;
    let (class, message) = match &value.kind {
        Kind::None | Kind::Int(_) | Kind::Bool(_) if since(project, 4, 0) => ("TypeError", None),
        Kind::None | Kind::Int(_) | Kind::Bool(_) => ("AssertionError", None),
        Kind::Str(name) => match name.split('.').collect::<Vec<_>>()[..] {
            ["auth", "User" | "user"] => return Ok(None),
            ["auth", model] if !matches!(model, "Group" | "group" | "Permission" | "permission") => (
                "ImproperlyConfigured",
                Some(format!("AUTH_USER_MODEL refers to model '{name}' that has not been installed")),
            ),
            // An app may call itself anything.
            [_, _] => return Ok(None),
            [_] => (
                "ImproperlyConfigured",
                Some("AUTH_USER_MODEL must be of the form 'app_label.model_name'".to_owned()),
            ),
            _ => ("ValueError", None),
        },
        _ => return Ok(None),
    };
    Ok(Some(at(project, "AUTH_USER_MODEL", class, message)))
}

/// Apps whose models' names are translated while the checks run.
const TRANSLATED: &[&str] = &["django.contrib.auth", "django.contrib.flatpages"];

/// Translations of the default language that Django does not have, where no
/// other app could bring them.
fn translations(project: &Project) -> Fact<Option<Crash>> {
    let has_only_own_apps = decide(&project.settings, "INSTALLED_APPS", |value| {
        let items = value.items().unwrap_or_default();
        Ok(items.iter().all(|item| item.as_str().is_some_and(|path| path.starts_with("django.contrib."))))
    })?;
    if !truthy(&project.settings, "USE_I18N")?
        || !has_only_own_apps
        || truthy(&project.settings, "LOCALE_PATHS")?
    {
        return Ok(None);
    }
    let mut translates = false;
    for name in TRANSLATED {
        translates |= app(project, name)?;
    }
    if !translates {
        return Ok(None);
    }
    let code = decide(&project.settings, "LANGUAGE_CODE", |value| Ok(value.as_str().map(str::to_owned)))?;
    Ok(code.and_then(|code| {
        let lower = code.to_lowercase();
        let mut parts = lower.split(['-', '_', '.', '@']);
        let base = parts.next().unwrap_or_default();
        let tag = lower.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let ends_early = lower.ends_with('-') && since(project, 4, 0);
        let mut languages = crate::django::settings::languages(project.django.version);
        (ends_early || !languages.any(|known| known == tag || known == base)).then(|| {
            let message = format!("No translation files found for default language {code}.");
            at(project, "LANGUAGE_CODE", "OSError", Some(message))
        })
    }))
}

/// What making the template engines raises.
fn engines(project: &Project) -> Fact<Option<Crash>> {
    if !templates::makes_engines(project)? {
        return Ok(None);
    }
    let improper = |message: String| Ok(Some(("ImproperlyConfigured", Some(message))));
    let found = decide(&project.settings, "TEMPLATES", |value| {
        let mut names: Vec<String> = Vec::new();
        for engine in templates::engines(value) {
            let Kind::Dict(_) = &engine.kind else { return Ok(None) };
            let backend = engine.key("BACKEND");
            if backend.is_some_and(|backend| backend.first_hole().is_some()) {
                return Ok(None);
            }
            let Some(path) = backend.and_then(Value::as_str).filter(|path| path.contains('.')) else {
                let shown = backend.map_or("<not defined>", |backend| backend.as_str().unwrap_or("None"));
                return improper(format!(
                    "Invalid BACKEND for a template engine: {shown}. Check your TEMPLATES setting."
                ));
            };
            let usual = path.rsplit('.').nth(1).unwrap_or_default();
            let name = engine.key("NAME").map_or(Some(usual), Value::as_str);
            let Some(name) = name else { return Ok(None) };
            if names.iter().any(|other| other == name) {
                return improper(format!(
                    "Template engine aliases aren't unique, duplicates: {name}. Set a unique NAME for each engine in settings.TEMPLATES."
                ));
            }
            names.push(name.to_owned());
        }
        for engine in templates::engines(value) {
            let backend = engine.key("BACKEND").and_then(Value::as_str).unwrap_or_default();
            if backend.starts_with("django.template.backends.") && !BACKENDS.contains(&backend) {
                let module = |path: &'static str| path.rsplit_once('.').map_or("", |(module, _)| module);
                let found = backend.rsplit_once('.').map_or("", |(module, _)| module);
                let class = if BACKENDS.iter().any(|known| module(known) == found) {
                    "ImportError"
                } else {
                    "ModuleNotFoundError"
                };
                return Ok(Some((class, None)));
            }
            let is_own = backend == "django.template.backends.django.DjangoTemplates";
            if is_own && templates::is_refused(engine)? {
                return improper("app_dirs must not be set when loaders is defined.".to_owned());
            }
            if let Kind::Dict(pairs) = &engine.kind
                && let Some(key) = pairs.iter().filter_map(|(key, _)| key.as_str()).find(|key| {
                    is_own && !matches!(*key, "BACKEND" | "NAME" | "DIRS" | "APP_DIRS" | "OPTIONS")
                })
            {
                return improper(format!("Unknown parameters: {key}"));
            }
        }
        Ok(None)
    })?;
    Ok(found.map(|(class, message)| at(project, "TEMPLATES", class, message)))
}

/// Template engines that Django has.
const BACKENDS: &[&str] = &[
    "django.template.backends.django.DjangoTemplates",
    "django.template.backends.dummy.TemplateStrings",
    "django.template.backends.jinja2.Jinja2",
];

/// Classes of caches that Django has.
const CACHES: &[&str] = &[
    "db.DatabaseCache",
    "dummy.DummyCache",
    "filebased.FileBasedCache",
    "locmem.LocMemCache",
    "memcached.MemcachedCache",
    "memcached.PyLibMCCache",
    "memcached.PyMemcacheCache",
    "redis.RedisCache",
];

/// Caches that cannot be made; every cache is, during the checks.
fn caches(project: &Project) -> Fact<Option<Crash>> {
    let found = decide(&project.settings, "CACHES", |value| {
        let pairs = match &value.kind {
            Kind::Dict(pairs) => pairs,
            Kind::None if since(project, 5, 0) => return Ok(Some(("TypeError", None))),
            Kind::List(_) | Kind::Tuple(_) | Kind::Str(_) => return Ok(Some(("AttributeError", None))),
            _ => return Ok(None),
        };
        Ok(pairs.iter().find_map(|(_, cache)| {
            if cache.kind == Kind::None {
                return Some(("AttributeError", None));
            }
            let Kind::Dict(keys) = &cache.kind else { return None };
            if keys.iter().any(|(key, _)| key.first_hole().is_some()) {
                return None;
            }
            let Some(backend) = cache.key("BACKEND") else { return Some(("KeyError", None)) };
            if backend.kind == Kind::None {
                return Some(("AttributeError", None));
            }
            let path = backend.as_str()?;
            if path == "django.core.cache.backends.filebased.FileBasedCache" {
                return match cache.key("LOCATION").map(|location| &location.kind) {
                    None => Some(("KeyError", None)),
                    Some(Kind::None | Kind::Int(_) | Kind::List(_) | Kind::Tuple(_) | Kind::Dict(_)) => {
                        Some(("TypeError", None))
                    }
                    _ => None,
                };
            }
            let reason = lacking_cache(project, path)?;
            Some(("InvalidCacheBackendError", Some(format!("Could not find backend '{path}': {reason}"))))
        }))
    })?;
    Ok(found.map(|(class, message)| at(project, "CACHES", class, message)))
}

/// Why a class of a cache cannot be imported.
fn lacking_cache(project: &Project, path: &str) -> Option<String> {
    let Some((module, class)) = path.rsplit_once('.') else {
        return Some(format!("{path} doesn't look like a module path"));
    };
    let own = path.strip_prefix("django.core.cache.backends.")?;
    let file = module.rsplit('.').next().unwrap_or_default();
    let has_module = CACHES.iter().any(|known| known.split('.').next() == Some(file));
    match own {
        "redis.RedisCache" if since(project, 4, 0) => None,
        "memcached.MemcachedCache" if !since(project, 4, 1) => None,
        _ if file == "redis" && !since(project, 4, 0) || !has_module => {
            Some(format!("No module named '{module}'"))
        }
        "memcached.MemcachedCache" => {
            Some(format!("Module \"{module}\" does not define a \"{class}\" attribute/class"))
        }
        // What the modules import from elsewhere can be named as well.
        _ if CACHES.contains(&own) || own.matches('.').count() > 1 => None,
        _ => Some(format!("Module \"{module}\" does not define a \"{class}\" attribute/class")),
    }
}
/// A view of refused forms that its module does not have: `get_callable` raises what
/// the check of it does not catch.
fn failure_view(project: &Project) -> Fact<Option<Crash>> {
    // Of a view that is not seen nobody expects that it is missing.
    let Ok(found @ (FailureView::NoModule | FailureView::NotInModule)) = project.failure_view() else {
        return Ok(None);
    };
    let view = project.settings.str("CSRF_FAILURE_VIEW")?;
    let module = view.rsplit_once('.').map_or("", |(module, _)| module);
    let message = if found == FailureView::NoModule {
        format!("Could not import '{}'. Parent module {module} does not exist.", &*view.value)
    } else {
        format!("Could not import '{}'. View does not exist in module {module}.", &*view.value)
    };
    Ok(Some(at(project, "CSRF_FAILURE_VIEW", "ViewDoesNotExist", Some(message))))
}
