//! The CORS middleware sees every answer.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.middleware",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#setup",
    title: text(
        "CorsMiddleware comes before whatever may answer",
        "CorsMiddleware стоит раньше тех, кто может ответить",
    ),
    why: text(
        "An answer that a middleware above it gives, a redirect for example, has no CORS headers, and the browser hides it from the front-end.",
        "Если ответит middleware выше по списку, например перенаправлением, заголовков CORS не будет и браузер не отдаст ответ фронтенду.",
    ),
    how: text(
        "Put corsheaders.middleware.CorsMiddleware at the top, above CommonMiddleware and WhiteNoise.",
        "Поставьте corsheaders.middleware.CorsMiddleware в начало, выше CommonMiddleware и WhiteNoise.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        fails(
            "INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = [\n    'django.middleware.security.SecurityMiddleware',\n    'django.middleware.common.CommonMiddleware',\n    'corsheaders.middleware.CorsMiddleware',\n]",
        ),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = [\n    'django.middleware.security.SecurityMiddleware',\n    'corsheaders.middleware.CorsMiddleware',\n    'django.middleware.common.CommonMiddleware',\n]",
        ),
        irrelevant("INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = ['shop.middleware.CorsMiddleware']"),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

const CORS: &str = "corsheaders.middleware.CorsMiddleware";

/// Middleware that answers by itself.
const ANSWERS: &[&str] = &[
    "django.middleware.common.CommonMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
];

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    let top = |items: &[String]| {
        let security = "django.middleware.security.SecurityMiddleware";
        items.iter().position(|item| item == security).map_or(0, |index| index + 1)
    };
    let whole = project.middleware_with(CORS, top);
    let with_fix = |outcome: crate::rules::Outcome| match &whole {
        Some(code) => {
            let target = if project.is_written_once("MIDDLEWARE") {
                Where::Setting("MIDDLEWARE")
            } else {
                Where::Module
            };
            outcome.fix(Applicability::Unsafe, target, code.clone())
        }
        None => outcome,
    };
    let Some(found) = middleware.find(CORS)? else {
        // A subclass of one's own sends the headers too.
        if middleware.find_by(|path| path.to_ascii_lowercase().contains("cors"))?.is_some() {
            return Ok(not_applicable());
        }
        return Ok(with_fix(attention(text(
            "corsheaders is installed, but its middleware is not in MIDDLEWARE: no CORS header is ever sent.",
            "corsheaders установлен, но его middleware нет в MIDDLEWARE: заголовки CORS не отправляются вовсе.",
        ))
        .at(&middleware)));
    };
    let own = middleware.position(CORS);
    let above = ANSWERS.iter().filter_map(|answers| Some((middleware.position(answers)?, *answers)));
    let Some((_, answers)) = above.filter(|(index, _)| Some(*index) < own).min() else {
        return Ok(pass().at_place(found.place.or(middleware.place)));
    };
    let class = answers.rsplit('.').next().unwrap_or(answers);
    Ok(with_fix(
        attention(text! {
            en: "CorsMiddleware comes after {class}, which may answer first.",
            ru: "CorsMiddleware стоит после {class}, а тот может ответить раньше.",
        })
        .at_place(found.place.or(middleware.place))
        .related(middleware.find(answers)?.and_then(|item| item.place)),
    ))
}
