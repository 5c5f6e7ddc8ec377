//! `daphne` stands above `staticfiles`, whose `runserver` it replaces.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "app_server.daphne-first",
    item: Item::AppServer,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["daphne.E001"],
    docs: "https://channels.readthedocs.io/en/stable/installation.html",
    title: text("daphne stands above staticfiles", "daphne стоит выше staticfiles"),
    why: text(
        "Both bring a runserver, and the first in the list wins; Daphne's own check stops every command when it is not the first.",
        "Оба приносят свой runserver, и побеждает первый в списке; проверка Daphne останавливает любую команду, если он не выше.",
    ),
    how: text("Move daphne to the top of INSTALLED_APPS.", "Переставьте daphne в начало INSTALLED_APPS."),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.staticfiles', 'daphne']"),
        passes("INSTALLED_APPS = ['daphne', 'django.contrib.staticfiles']"),
        irrelevant("INSTALLED_APPS = ['django.contrib.staticfiles']"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let apps = project.settings.list("INSTALLED_APPS")?;
    let Some(found) = apps.find_by(|app| app == "daphne" || app.starts_with("daphne.apps."))? else {
        return Ok(not_applicable());
    };
    let position = apps.items.iter().position(|item| item.as_str() == found.as_str());
    let below = apps
        .position("django.contrib.staticfiles")
        .filter(|staticfiles| position.is_some_and(|own| own > *staticfiles));
    if below.is_none() {
        return Ok(pass().at_place(found.place));
    }
    let outcome = fail(text(
        "daphne stands below django.contrib.staticfiles.",
        "daphne стоит ниже django.contrib.staticfiles.",
    ))
    .at_place(found.place);
    let wanted = project.known_items("INSTALLED_APPS").map(|mut items| {
        let own = found.as_str().unwrap_or("daphne").to_owned();
        items.retain(|item| *item != own);
        items.insert(0, own);
        list_code("INSTALLED_APPS", &items)
    });
    Ok(match wanted {
        Some(code) => outcome.fix(Applicability::Safe, Where::Setting("INSTALLED_APPS"), code),
        None => outcome,
    })
}
