//! `admin.*`, `auth.E013`, `sites.E101`: apps of Django that ask for other settings.

use super::read::{app, decide, has};
use super::templates::engines;
use super::{Check, error, warning};
use crate::project::{Fact, Project, Undecided};
use crate::python::{Kind, Value};

pub(super) const CHECKS: &[Check] = &[
    error("admin.E401", |project| without_app(project, "django.contrib.contenttypes")),
    error("admin.E402", |project| {
        if without_processor(project, "django.contrib.auth.context_processors.auth")? == 0 {
            return Ok(0);
        }
        authenticates_by_model(project).map(usize::from)
    }),
    error("admin.E403", |project| Ok(usize::from(admin(project)? && processors(project)?.is_none()))),
    error("admin.E404", |project| {
        without_processor(project, "django.contrib.messages.context_processors.messages")
    }),
    error("admin.E405", |project| without_app(project, "django.contrib.auth")),
    error("admin.E406", |project| without_app(project, "django.contrib.messages")),
    error("admin.E408", |project| {
        without_middleware(project, "django.contrib.auth.middleware.AuthenticationMiddleware")
    }),
    error("admin.E409", |project| {
        without_middleware(project, "django.contrib.messages.middleware.MessageMiddleware")
    }),
    error("admin.E410", |project| {
        without_middleware(project, "django.contrib.sessions.middleware.SessionMiddleware")
    }),
    warning("admin.W411", |project| without_processor(project, "django.template.context_processors.request")),
    error("auth.E013", |project| {
        if !app(project, "django.contrib.auth")? {
            return Ok(0);
        }
        decide(&project.settings, "MIDDLEWARE", |value| {
            let Some(login) = position(value, "django.contrib.auth.middleware.LoginRequiredMiddleware")?
            else {
                return Ok(0);
            };
            let auth = position(value, "django.contrib.auth.middleware.AuthenticationMiddleware")?;
            Ok(usize::from(auth.is_none_or(|auth| auth > login)))
        })
    })
    .since(5, 1),
    error("sites.E101", |project| {
        if !app(project, "django.contrib.sites")? || !project.settings.is_set("SITE_ID")? {
            return Ok(0);
        }
        let is_compared = project.django.version.at_least(6, 1);
        decide(&project.settings, "SITE_ID", |value| match &value.kind {
            Kind::None | Kind::Bool(_) | Kind::Int(_) => Ok(0),
            // 6.1 asks whether the key field would change the value.
            Kind::Float(number) if is_compared => Ok(usize::from(number.fract() != 0.0)),
            Kind::Unknown(_) | Kind::Maybe(_) | Kind::Object(_) => Err(Undecided::hole("SITE_ID", value)),
            _ => Ok(1),
        })
    }),
];

fn admin(project: &Project) -> Fact<bool> {
    if app(project, "django.contrib.admin")? {
        return Ok(true);
    }
    // A project's own `AdminConfig` installs the admin too.
    decide(&project.settings, "INSTALLED_APPS", |value| {
        let own = |item: &&Value| item.as_str().is_some_and(|path| path.ends_with("AdminConfig"));
        match value.items().unwrap_or_default().iter().find(own) {
            Some(item) => Err(Undecided::hole("INSTALLED_APPS", item)),
            None => Ok(false),
        }
    })
}

fn without_app(project: &Project, name: &str) -> Fact<usize> {
    Ok(usize::from(admin(project)? && !app(project, name)?))
}

/// The context processors of the first engine of Django's own; none without one.
fn processors(project: &Project) -> Fact<Option<Value>> {
    decide(&project.settings, "TEMPLATES", |value| {
        for engine in engines(value) {
            let Some(backend) = engine.key("BACKEND") else { continue };
            if let Kind::Unknown(_) | Kind::Maybe(_) = backend.kind {
                return Err(Undecided::hole("TEMPLATES", backend));
            }
            if backend.as_str().is_some_and(|path| path.ends_with(".DjangoTemplates")) {
                let processors = engine
                    .key("OPTIONS")
                    .and_then(|options| options.key("context_processors"))
                    .filter(|processors| processors.kind != Kind::None);
                return Ok(Some(
                    processors.cloned().unwrap_or_else(|| Value::unplaced(Kind::List(Vec::new()))),
                ));
            }
        }
        match value
            .items()
            .unwrap_or_default()
            .iter()
            .find(|item| matches!(item.kind, Kind::Unknown(_) | Kind::Maybe(_)))
        {
            Some(hole) => Err(Undecided::hole("TEMPLATES", hole)),
            None => Ok(None),
        }
    })
}

fn without_processor(project: &Project, name: &str) -> Fact<usize> {
    if !admin(project)? {
        return Ok(0);
    }
    match processors(project)? {
        None => Ok(0),
        Some(list) => has("TEMPLATES", &list, name).map(|found| usize::from(!found)),
    }
}

/// Some backend is `ModelBackend` or comes from it.
fn authenticates_by_model(project: &Project) -> Fact<bool> {
    const OWN: &[&str] =
        &["ModelBackend", "AllowAllUsersModelBackend", "RemoteUserBackend", "AllowAllUsersRemoteUserBackend"];
    decide(&project.settings, "AUTHENTICATION_BACKENDS", |value| {
        let items = value.items().unwrap_or_default();
        let is_own = |item: &Value| {
            item.as_str()
                .and_then(|path| path.strip_prefix("django.contrib.auth.backends."))
                .is_some_and(|class| OWN.contains(&class))
        };
        match items.first() {
            _ if items.iter().any(is_own) => Ok(true),
            // Somebody else's backend may well be a subclass.
            Some(other) => Err(Undecided::hole("AUTHENTICATION_BACKENDS", other)),
            None => Ok(false),
        }
    })
}

fn without_middleware(project: &Project, path: &str) -> Fact<usize> {
    if !admin(project)? {
        return Ok(0);
    }
    decide(&project.settings, "MIDDLEWARE", |value| {
        if let Kind::Dict(_) = value.kind {
            return Err(Undecided::hole("MIDDLEWARE", value));
        }
        position(value, path).map(|found| usize::from(found.is_none()))
    })
}

/// The index of the class in the list. A class of the same name from elsewhere
/// may be a subclass: that is undecided.
fn position(value: &Value, path: &str) -> Fact<Option<usize>> {
    let items = value.items().unwrap_or_default();
    let class = path.rsplit('.').next().unwrap_or(path);
    for (index, item) in items.iter().enumerate() {
        match item.as_str() {
            Some(found) if found == path => return Ok(Some(index)),
            Some(found)
                if !found.starts_with("django.")
                    && found.rsplit('.').next().is_some_and(|name| name.ends_with(class)) =>
            {
                return Err(Undecided::hole("MIDDLEWARE", item));
            }
            Some(_) => {}
            None if matches!(item.kind, Kind::Unknown(_) | Kind::Maybe(_))
                && !items.iter().any(|each| each.as_str() == Some(path)) =>
            {
                return Err(Undecided::hole("MIDDLEWARE", item));
            }
            None => {}
        }
    }
    Ok(None)
}
