//! Exceptions that end `check --deploy` before it prints anything, where the
//! settings alone make them certain.

use std::rc::Rc;

use super::read::{all, app, decide, has, is_language_code, truthy};
use super::{templates, zones};
use crate::project::{Fact, Project, Refusal, Undecided};
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

/// The first exception, in the order in which Django gets there; undecided where
/// none is certain and one is possible.
pub(super) fn crash(project: &Project) -> Fact<Option<Crash>> {
    let mut open = None;
    for step in STEPS {
        match step(project) {
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
    translations,
    engines,
    caches,
];

fn since(project: &Project, major: u16, minor: u16) -> bool {
    project.django.version.at_least(major, minor)
}

fn at(project: &Project, setting: &'static str, class: &str, message: String) -> Crash {
    let place = project
        .settings
        .binding(setting)
        .and_then(|binding| binding.value.place.or_else(|| binding.history.last().map(|event| event.place)));
    Crash { class: class.into(), message: Some(message.into()), setting: Some(setting), place }
}

fn improper(project: &Project, setting: &'static str, message: impl Into<String>) -> Crash {
    at(project, setting, "ImproperlyConfigured", message.into())
}

type Import = (&'static str, Option<&'static str>, (u16, u16), (u16, u16));

/// What settings import from Django and this version does not have: module,
/// name (none: the module itself), the first version with it, the first without.
const IMPORTS: &[Import] = &[
    ("django.utils.csp", None, (6, 0), (u16::MAX, 0)),
    ("django.core.urlresolvers", None, (0, 0), (2, 0)),
    ("django.utils.six", None, (0, 0), (3, 0)),
    ("django.utils.translation", Some("ugettext"), (0, 0), (4, 0)),
    ("django.utils.translation", Some("ugettext_lazy"), (0, 0), (4, 0)),
    ("django.utils.translation", Some("ugettext_noop"), (0, 0), (4, 0)),
    ("django.utils.translation", Some("ungettext"), (0, 0), (4, 0)),
    ("django.utils.translation", Some("ungettext_lazy"), (0, 0), (4, 0)),
    ("django.utils.encoding", Some("force_text"), (0, 0), (4, 0)),
    ("django.utils.encoding", Some("smart_text"), (0, 0), (4, 0)),
    ("django.utils.http", Some("urlquote"), (0, 0), (4, 0)),
    ("django.utils.http", Some("is_safe_url"), (0, 0), (4, 0)),
    ("django.conf.urls", Some("url"), (0, 0), (4, 0)),
    ("django.utils.timezone", Some("utc"), (0, 0), (5, 0)),
];

/// An import at the judged module's top level that this Django refuses.
fn gone_import(project: &Project) -> Fact<Option<Crash>> {
    let Some(&file) = project.settings.module().and_then(|module| module.files.first()) else {
        return Ok(None);
    };
    let version = (project.django.version.major, project.django.version.minor);
    let text = &project.tree.file(file).text;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let code = line.split('#').next().unwrap_or("").trim_end();
        let (module, names) = if let Some(rest) = code.strip_prefix("from ") {
            let Some((module, names)) = rest.split_once(" import ") else { continue };
            (module.trim(), names)
        } else if let Some(module) = code.strip_prefix("import ") {
            (module.split(" as ").next().unwrap_or(module).trim(), "")
        } else {
            continue;
        };
        let imported = |wanted: &str| {
            names.split([',', '(', ')']).any(|name| name.split(" as ").next().unwrap_or("").trim() == wanted)
        };
        for (gone, name, from, until) in IMPORTS {
            if *gone != module
                || (*from..*until).contains(&version)
                || name.is_some_and(|name| !imported(name))
            {
                continue;
            }
            let (class, message) = match name {
                Some(name) => ("ImportError", format!("cannot import name '{name}' from '{module}'")),
                None => ("ModuleNotFoundError", format!("No module named '{module}'")),
            };
            let span = crate::source::Span::new(start as u32, (start + code.len()) as u32);
            return Ok(Some(Crash {
                class: class.into(),
                message: Some(message.into()),
                setting: None,
                place: Some(Place { file, span }),
            }));
        }
    }
    Ok(None)
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
fn not_lists(project: &Project) -> Fact<Option<Crash>> {
    let names: [(&'static str, (u16, u16)); 5] = [
        ("ALLOWED_HOSTS", (4, 0)),
        ("INSTALLED_APPS", (0, 0)),
        ("LOCALE_PATHS", (0, 0)),
        ("SECRET_KEY_FALLBACKS", (4, 1)),
        ("TEMPLATE_DIRS", (0, 0)),
    ];
    let mut open = None;
    for (name, (major, minor)) in names {
        if !since(project, major, minor) || project.settings.is_set(name) != Ok(true) {
            continue;
        }
        let is_list = decide(&project.settings, name, |value| match value.kind {
            Kind::List(_) | Kind::Tuple(_) => Ok(true),
            Kind::Object(_) => Err(Undecided::hole(name, value)),
            _ => Ok(false),
        });
        match is_list {
            Ok(true) => {}
            Ok(false) => {
                return Ok(Some(improper(
                    project,
                    name,
                    format!("The {name} setting must be a list or a tuple."),
                )));
            }
            Err(_) if is_read_as_list(project, name) => {}
            Err(reason) => open = open.or(Some(reason)),
        }
    }
    open.map_or(Ok(None), Err)
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

/// Settings that `MAILERS` replaces, in the order of their names.
const MAIL: &[&str] = &[
    "EMAIL_BACKEND",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_SSL_CERTFILE",
    "EMAIL_SSL_KEYFILE",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
];

fn mixed_mail(project: &Project) -> Fact<Option<Crash>> {
    if !since(project, 6, 1) || !project.settings.is_set("MAILERS")? {
        return Ok(None);
    }
    let old: Vec<&str> =
        MAIL.iter().copied().filter(|name| project.settings.is_set(name) == Ok(true)).collect();
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
        zone.filter(|zone| !zone.is_empty() && !zones::exists(zone))
            .map(|zone| at(project, "TIME_ZONE", "ValueError", format!("Incorrect timezone setting: {zone}")))
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
    let crash = at(project, "LOGGING", class, message);
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
            let Some(entry) = entry.as_str() else { continue };
            let own = entry.strip_prefix("django.contrib.").and_then(|rest| rest.split('.').next());
            if let Some(own) = own
                && !CONTRIB.contains(&own)
            {
                return Ok(Some(("ModuleNotFoundError", format!("No module named 'django.contrib.{own}'"))));
            }
            // Of an app of Django's, any path has the same label. Of another one
            // only the same entry is certain to have.
            let label = match own {
                Some(own) => own.to_owned(),
                None => entry.to_owned(),
            };
            if labels.contains(&label) {
                let shown = label.rsplit('.').next().unwrap_or(&label);
                return Ok(Some((
                    "ImproperlyConfigured",
                    format!("Application labels aren't unique, duplicates: {shown}"),
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
    if !has_models {
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
        let engine = value.key("default").and_then(|database| database.key("ENGINE")).and_then(Value::as_str);
        let own = engine.and_then(|engine| engine.strip_prefix("django.db.backends."));
        Ok(own.filter(|own| !own.is_empty() && !ENGINES.contains(own)).map(|own| {
            format!("'django.db.backends.{own}' isn't an available database backend or couldn't be imported. Check the above exception. To use one of the built-in backends, use 'django.db.backends.XXX', where XXX is one of:")
        }))
    })?;
    Ok(message.map(|message| improper(project, "DATABASES", message)))
}

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
    let code = decide(&project.settings, "LANGUAGE_CODE", |value| Ok(value.as_str().map(str::to_owned)))?;
    Ok(code.filter(|code| is_language_code(code)).and_then(|code| {
        let lower = code.to_lowercase();
        let tag = lower.split('@').next().unwrap_or(&lower);
        let base = tag.split('-').next().unwrap_or(tag);
        let mut languages = crate::django::settings::languages(project.django.version);
        (!languages.any(|known| known == tag || known == base)).then(|| {
            let message = format!("No translation files found for default language {code}.");
            at(project, "LANGUAGE_CODE", "OSError", message)
        })
    }))
}

/// What making the template engines raises.
fn engines(project: &Project) -> Fact<Option<Crash>> {
    if !templates::makes_engines(project)? {
        return Ok(None);
    }
    let message = decide(&project.settings, "TEMPLATES", |value| {
        let mut names: Vec<String> = Vec::new();
        for engine in templates::engines(value) {
            let Kind::Dict(_) = &engine.kind else { return Ok(None) };
            let backend = engine.key("BACKEND");
            if backend.is_some_and(|backend| backend.first_hole().is_some()) {
                return Ok(None);
            }
            let Some(path) = backend.and_then(Value::as_str).filter(|path| path.contains('.')) else {
                let shown = backend.map_or("<not defined>", |backend| backend.as_str().unwrap_or("None"));
                return Ok(Some(format!(
                    "Invalid BACKEND for a template engine: {shown}. Check your TEMPLATES setting."
                )));
            };
            let usual = path.rsplit('.').nth(1).unwrap_or_default();
            let name = engine.key("NAME").map_or(Some(usual), Value::as_str);
            let Some(name) = name else { return Ok(None) };
            if names.iter().any(|other| other == name) {
                return Ok(Some(format!(
                    "Template engine aliases aren't unique, duplicates: {name}. Set a unique NAME for each engine in settings.TEMPLATES."
                )));
            }
            names.push(name.to_owned());
        }
        for engine in templates::engines(value) {
            let is_own = engine.key("BACKEND").and_then(Value::as_str)
                == Some("django.template.backends.django.DjangoTemplates");
            if is_own && templates::has_loaders_and_app_dirs(engine)? {
                return Ok(Some("app_dirs must not be set when loaders is defined.".to_owned()));
            }
        }
        Ok(None)
    })?;
    Ok(message.map(|message| improper(project, "TEMPLATES", message)))
}

/// Cache classes that this version does not have; every cache is made during the checks.
fn caches(project: &Project) -> Fact<Option<Crash>> {
    let backend = decide(&project.settings, "CACHES", |value| {
        let Kind::Dict(pairs) = &value.kind else { return Ok(None) };
        Ok(pairs
            .iter()
            .filter_map(|(_, cache)| cache.key("BACKEND").and_then(Value::as_str))
            .find(|backend| match *backend {
                "django.core.cache.backends.memcached.MemcachedCache" => since(project, 4, 1),
                "django.core.cache.backends.redis.RedisCache" => !since(project, 4, 0),
                _ => false,
            })
            .map(str::to_owned))
    })?;
    Ok(backend.map(|backend| {
        let (module, class) = backend.rsplit_once('.').unwrap_or(("", &backend));
        let reason = if class == "RedisCache" {
            format!("No module named '{module}'")
        } else {
            format!("Module \"{module}\" does not define a \"{class}\" attribute/class")
        };
        let message = format!("Could not find backend '{backend}': {reason}");
        at(project, "CACHES", "InvalidCacheBackendError", message)
    }))
}
