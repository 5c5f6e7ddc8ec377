//! django-axes takes part in the login.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "axes.backend",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/2_installation.html",
    title: text("django-axes is on and asked first", "django-axes включён и спрашивается первым"),
    why: text(
        "Axes refuses a login from its authentication backend. Without the backend, or behind another one, passwords can be guessed without end.",
        "Axes отказывает во входе через свой бэкенд аутентификации. Если его нет или он стоит не первым, пароли можно подбирать бесконечно.",
    ),
    how: text(
        "Put axes.backends.AxesStandaloneBackend first in AUTHENTICATION_BACKENDS.",
        "Поставьте axes.backends.AxesStandaloneBackend первым в AUTHENTICATION_BACKENDS.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['axes']"),
        fails(
            "INSTALLED_APPS = ['axes']\nAUTHENTICATION_BACKENDS = [\n    'django.contrib.auth.backends.ModelBackend',\n    'axes.backends.AxesStandaloneBackend',\n]",
        ),
        fails(
            "INSTALLED_APPS = ['axes']\nAXES_ENABLED = False\nAUTHENTICATION_BACKENDS = ['axes.backends.AxesBackend']",
        ),
        passes(
            "INSTALLED_APPS = ['axes']\nAUTHENTICATION_BACKENDS = ['axes.backends.AxesStandaloneBackend', 'django.contrib.auth.backends.ModelBackend']",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import AUTHENTICATION_BACKENDS\nINSTALLED_APPS = ['axes']"),
    ],
    check,
};

const STANDALONE: &str = "axes.backends.AxesStandaloneBackend";

fn check(project: &Project) -> Verdict {
    if !project.uses("axes", "django-axes") {
        return Ok(not_applicable());
    }
    if let Some(enabled) = project.settings.get("AXES_ENABLED")?
        && enabled.truthy() == Some(false)
    {
        return Ok(fail(text("AXES_ENABLED is off.", "AXES_ENABLED выключен.")).at(&enabled).fix(
            Applicability::Safe,
            Where::Setting("AXES_ENABLED"),
            "AXES_ENABLED = True",
        ));
    }
    let backends = project.settings.list("AUTHENTICATION_BACKENDS")?;
    let is_axes = |name: &str| name.starts_with("axes.backends.");
    let found = backends.find_by(is_axes)?;
    if let (Some(first), Some(found)) = (backends.items.first(), found)
        && first == found
    {
        return Ok(pass().at_place(found.place.or(backends.place)));
    }
    // A backend of one's own may inherit from the one of axes.
    let outcome = match found {
        Some(found) => attention(text(
            "The backend of axes is not the first in AUTHENTICATION_BACKENDS: the ones before it are asked even when axes would refuse.",
            "Бэкенд axes не первый в AUTHENTICATION_BACKENDS: те, что стоят раньше, пустят и того, кому axes отказал бы.",
        ))
        .at_place(found.place.or(backends.place)),
        None => fail(text(
            "AUTHENTICATION_BACKENDS has no backend of axes, so axes refuses nobody.",
            "В AUTHENTICATION_BACKENDS нет бэкенда axes, и axes никому не отказывает.",
        ))
        .at(&backends),
    };
    let Some(mut items) = project.known_items("AUTHENTICATION_BACKENDS") else { return Ok(outcome) };
    let own = items.iter().find(|item| is_axes(item)).cloned().unwrap_or_else(|| STANDALONE.to_owned());
    items.retain(|item| *item != own);
    items.insert(0, own);
    let code = list_code("AUTHENTICATION_BACKENDS", &items);
    let once = project.is_written_once("AUTHENTICATION_BACKENDS");
    let target = if once { Where::Setting("AUTHENTICATION_BACKENDS") } else { Where::Module };
    Ok(outcome.fix(Applicability::Unsafe, target, code))
}
