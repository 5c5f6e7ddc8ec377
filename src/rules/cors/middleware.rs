//! The CORS middleware is on.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.middleware",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#setup",
    title: text("CorsMiddleware is on", "CorsMiddleware подключён"),
    why: text(
        "Without it no answer has CORS headers, and the browser hides them all from the front-end.",
        "Без него в ответах нет заголовков CORS, и браузер не отдаёт фронтенду сами ответы.",
    ),
    how: text(
        "Put corsheaders.middleware.CorsMiddleware at the top, above CommonMiddleware and WhiteNoise.",
        "Поставьте corsheaders.middleware.CorsMiddleware в начало, выше CommonMiddleware и WhiteNoise.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = [\n    'django.middleware.security.SecurityMiddleware',\n    'corsheaders.middleware.CorsMiddleware',\n    'django.middleware.common.CommonMiddleware',\n]",
        ),
        irrelevant("INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = ['shop.middleware.CorsMiddleware']"),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        undecided("from .other import MIDDLEWARE\nINSTALLED_APPS = ['corsheaders']"),
    ],
    check,
};

const CORS: &str = "corsheaders.middleware.CorsMiddleware";

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if let Some(found) = middleware.find(CORS)? {
        return Ok(pass().at_place(found.place.or(middleware.place)));
    }
    // A subclass of one's own sends the headers too.
    if middleware.find_by(|path| path.to_ascii_lowercase().contains("cors"))?.is_some() {
        return Ok(not_applicable());
    }
    let written = project.middleware_added(CORS);
    Ok(attention(text(
        "corsheaders is installed, but its middleware is not in MIDDLEWARE: no CORS header is ever sent.",
        "corsheaders установлен, но его middleware нет в MIDDLEWARE: заголовки CORS не отправляются вовсе.",
    ))
    .at(&middleware)
    .fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
