//! Sites that call with cookies may also send forms.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.trusted-origins",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#csrf-trusted-origins",
    title: text(
        "Sites that call with cookies may also send forms",
        "Сайты, которые обращаются с cookie, могут и отправлять формы",
    ),
    why: text(
        "A page elsewhere that reads with the visitor's cookies is refused as soon as it writes: CSRF asks for its origin.",
        "Чужая страница читает данные с cookie посетителя, но на первой же записи получит отказ CSRF.",
    ),
    how: text(
        "Add the origins to CSRF_TRUSTED_ORIGINS, unless the API takes tokens only.",
        "Добавьте эти адреса в CSRF_TRUSTED_ORIGINS, если API принимает не только токены.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']",
        ),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']\nCSRF_TRUSTED_ORIGINS = ['https://*.example.com']",
        ),
        irrelevant("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']"),
        undecided(
            "import os\nINSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_CREDENTIALS = os.environ.get('CORS_ALLOW_CREDENTIALS', True)\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']",
        ),
    ],
    check: |project| rarely(project, check),
};

/// Ways to log in by which no cookie is believed.
const TOKENS: &[&str] = &["Token", "JWT", "OAuth", "Knox", "ApiKey"];

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() || !project.cors_credentials()? {
        return Ok(not_applicable());
    }
    let csrf = project.settings.list("MIDDLEWARE")?;
    if !csrf.is_empty() && csrf.find_by(|path| path.ends_with(".CsrfViewMiddleware"))?.is_none() {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_AUTHENTICATION_CLASSES"])?;
    if classes.is_some_and(|all| {
        !all.is_empty() && all.iter().all(|class| TOKENS.iter().any(|word| class.contains(word)))
    }) {
        return Ok(not_applicable());
    }
    let Some(found) = project.cors("CORS_ALLOWED_ORIGINS")? else { return Ok(not_applicable()) };
    let origins = project.settings.items_of(&found.name, &found.value)?;
    let trusted = project.settings.list("CSRF_TRUSTED_ORIGINS")?;
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    for (origin, item) in origins.strs() {
        let Some((scheme, host)) = origin.split_once("://") else { continue };
        let name = host.split(':').next().unwrap_or(host);
        // The site itself, and what runs on a developer's machine.
        if scheme != "https" || hosts.find(name)?.is_some() || name == "localhost" || name.starts_with("127.")
        {
            continue;
        }
        let trusts = |other: &str| match other.split_once("://*.") {
            Some((_, domain)) => host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
            None => other == origin || other == host,
        };
        if trusted.find_by(trusts)?.is_none() {
            return Ok(attention(text! {
                en: "{origin:?} may call with cookies and is not in CSRF_TRUSTED_ORIGINS.",
                ru: "{origin:?} может обращаться с cookie, но в CSRF_TRUSTED_ORIGINS его нет.",
            })
            .at_place(item.place.or(found.place)));
        }
    }
    origins.no_holes()?;
    Ok(pass().at(&found))
}
