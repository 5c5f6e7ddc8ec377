//! Static files have an address.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.static-url",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#static-url",
    title: text("STATIC_URL is set", "STATIC_URL задан"),
    why: text(
        "With staticfiles installed and no STATIC_URL, collectstatic and the first {% static %} end in ImproperlyConfigured.",
        "Если staticfiles установлен, а STATIC_URL нет, collectstatic и первый же {% static %} закончатся ImproperlyConfigured.",
    ),
    how: text("Set STATIC_URL, with a slash at its end.", "Задайте STATIC_URL, со слешем на конце."),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'"),
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = ''"),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = 'static/'"),
        irrelevant("INSTALLED_APPS = ['django.contrib.auth']"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.staticfiles")? {
        return Ok(not_applicable());
    }
    let address = project.settings.truthy("STATIC_URL")?;
    if *address {
        return Ok(pass().at(&address));
    }
    // Only Django's own storages ask for it.
    if !project.storage(Storage::Static)?.is_some_and(|class| class.value.starts_with("django.")) {
        return Ok(not_applicable());
    }
    Ok(fail(text("STATIC_URL is not set or empty.", "STATIC_URL не задан или пуст.")).at(&address).fix(
        Applicability::Safe,
        Where::Setting("STATIC_URL"),
        "STATIC_URL = \"static/\"",
    ))
}
