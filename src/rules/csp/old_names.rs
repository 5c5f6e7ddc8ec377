//! The policy is written as django-csp 4 reads it.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "csp.old-names",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-csp.readthedocs.io/en/latest/migration-guide.html",
    title: text(
        "The policy is written as django-csp 4 reads it",
        "Политика записана в формате django-csp 4",
    ),
    why: text(
        "django-csp 4 does not apply the old CSP_* settings, and where \"csp\" is in INSTALLED_APPS, manage.py stops at its check csp.E001.",
        "django-csp 4 не применяет старые настройки CSP_*, а если \"csp\" есть в INSTALLED_APPS, manage.py останавливается на проверке csp.E001.",
    ),
    how: text(
        "Move the directives into CONTENT_SECURITY_POLICY = {\"DIRECTIVES\": {...}}.",
        "Перенесите директивы в CONTENT_SECURITY_POLICY = {\"DIRECTIVES\": {...}}.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['csp.middleware.CSPMiddleware']\nCSP_DEFAULT_SRC = [\"'self'\"]")
            .with(&[("requirements.txt", "Django==5.2.19\ndjango-csp==4.0\n")]),
        passes(
            "MIDDLEWARE = ['csp.middleware.CSPMiddleware']\nCONTENT_SECURITY_POLICY = {'DIRECTIVES': {'default-src': [\"'self'\"]}}",
        )
        .with(&[("requirements.txt", "Django==5.2.19\ndjango-csp==4.0\n")]),
        irrelevant("MIDDLEWARE = ['csp.middleware.CSPMiddleware']\nCSP_DEFAULT_SRC = [\"'self'\"]")
            .with(&[("requirements.txt", "Django==4.2.30\ndjango-csp==3.8\n")]),
        irrelevant("CSP_DEFAULT_SRC = [\"'self'\"]"),
    ],
    check,
};

const OLD: &[&str] = &[
    "CSP_BASE_URI",
    "CSP_BLOCK_ALL_MIXED_CONTENT",
    "CSP_CHILD_SRC",
    "CSP_CONNECT_SRC",
    "CSP_DEFAULT_SRC",
    "CSP_EXCLUDE_URL_PREFIXES",
    "CSP_FONT_SRC",
    "CSP_FORM_ACTION",
    "CSP_FRAME_ANCESTORS",
    "CSP_FRAME_SRC",
    "CSP_IMG_SRC",
    "CSP_INCLUDE_NONCE_IN",
    "CSP_MANIFEST_SRC",
    "CSP_MEDIA_SRC",
    "CSP_NAVIGATE_TO",
    "CSP_OBJECT_SRC",
    "CSP_PLUGIN_TYPES",
    "CSP_PREFETCH_SRC",
    "CSP_REPORT_ONLY",
    "CSP_REPORT_PERCENTAGE",
    "CSP_REPORT_TO",
    "CSP_REPORT_URI",
    "CSP_REQUIRE_SRI_FOR",
    "CSP_REQUIRE_TRUSTED_TYPES_FOR",
    "CSP_SANDBOX",
    "CSP_SCRIPT_SRC",
    "CSP_SCRIPT_SRC_ATTR",
    "CSP_SCRIPT_SRC_ELEM",
    "CSP_STYLE_SRC",
    "CSP_STYLE_SRC_ATTR",
    "CSP_STYLE_SRC_ELEM",
    "CSP_TRUSTED_TYPES",
    "CSP_UPGRADE_INSECURE_REQUESTS",
    "CSP_WORKER_SRC",
];

fn check(project: &Project) -> Verdict {
    let Some((version, requirement)) = project.requirements.pinned("django-csp") else {
        return Ok(not_applicable());
    };
    if project.is_below("django-csp", "4.0") {
        return Ok(not_applicable());
    }
    let old: Vec<_> = OLD.iter().filter_map(|name| Some((*name, project.settings.binding(name)?))).collect();
    if old.is_empty() {
        return Ok(pass().at_place(Some(requirement.place)));
    }
    let names = old.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let outcome = fail(text! {
        en: "django-csp is {version}, and these settings are in the form of version 3: {names}.",
        ru: "Версия django-csp — {version}, а эти настройки записаны в формате версии 3: {names}.",
    });
    Ok(old
        .iter()
        .fold(outcome, |outcome, (_, binding)| {
            outcome.at_place(binding.history.last().map(|event| event.place))
        })
        .related(Some(requirement.place)))
}
