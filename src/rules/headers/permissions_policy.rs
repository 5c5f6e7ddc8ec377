//! The permissions policy is sent.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.permissions-policy",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-permissions-policy",
    title: text("The permissions policy is sent", "Permissions-Policy отправляется"),
    why: text(
        "The setting alone sends nothing: camera, microphone and location stay open to any script of the page.",
        "Сама по себе настройка ничего не отправляет: камера, микрофон и геолокация остаются открыты любому скрипту страницы.",
    ),
    how: text(
        "Add PermissionsPolicyMiddleware below SecurityMiddleware, and call the setting PERMISSIONS_POLICY.",
        "Добавьте PermissionsPolicyMiddleware после SecurityMiddleware и назовите настройку PERMISSIONS_POLICY.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nPERMISSIONS_POLICY = {'camera': []}",
        ),
        fails(
            "MIDDLEWARE = ['django_feature_policy.FeaturePolicyMiddleware']\nFEATURE_POLICY = {'camera': 'none'}",
        ),
        passes(
            "MIDDLEWARE = ['django_permissions_policy.PermissionsPolicyMiddleware']\nPERMISSIONS_POLICY = {'camera': []}",
        ),
        irrelevant("MIDDLEWARE = []"),
        undecided(
            "import os\nMIDDLEWARE = os.environ.get('MIDDLEWARE', ['django.middleware.security.SecurityMiddleware'])\nPERMISSIONS_POLICY = {'camera': []}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let old = project.settings.binding("FEATURE_POLICY").is_some();
    let name = if old { "FEATURE_POLICY" } else { "PERMISSIONS_POLICY" };
    if project.settings.binding(name).is_none() {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    let sent =
        middleware.find_by(|path| path.contains("PermissionsPolicy") || path.contains("FeaturePolicy"))?;
    let place = project.place_of(name);
    Ok(match sent {
        Some(_) if old => fail(text(
            "FEATURE_POLICY is the name of a header that browsers no longer read.",
            "FEATURE_POLICY — имя заголовка, который браузеры больше не читают.",
        ))
        .at_place(place),
        Some(_) => pass().at_place(place),
        None => fail(text! {
            en: "{name} is set, and no middleware sends it.",
            ru: "{name} задан, но ни один middleware его не отправляет.",
        })
        .at_place(place)
        .related(middleware.place),
    })
}
