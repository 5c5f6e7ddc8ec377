//! WhiteNoise is both installed and switched on.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.whitenoise-package",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://whitenoise.readthedocs.io/en/stable/django.html",
    title: text("WhiteNoise is installed and switched on", "WhiteNoise установлен и включён"),
    why: text(
        "Middleware of a package that is not installed stops the site at start; a package without its middleware serves nothing.",
        "Middleware из неустановленного пакета не даст сайту запуститься, а пакет без своего middleware ничего не раздаёт.",
    ),
    how: text(
        "Keep whitenoise in the requirements and WhiteNoiseMiddleware in MIDDLEWARE.",
        "Держите whitenoise в зависимостях, а WhiteNoiseMiddleware — в MIDDLEWARE.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = []\nSTORAGES = {'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'}}",
        )
        .with(&[("requirements.txt", "Django==5.2.1\n")]),
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']")
            .with(&[("requirements.txt", "Django==5.2.1\nwhitenoise==6.12.0\n")]),
        fails("STATICFILES_STORAGE = 'whitenoise.django.GzipManifestStaticFilesStorage'").django(4, 2),
        passes("MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']")
            .with(&[("requirements.txt", "Django==5.2.1\nwhitenoise[brotli]==6.12.0\n")]),
        undecided("MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']"),
        irrelevant("MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']")
            .with(&[("requirements.txt", "Django==5.2.1\n")]),
        irrelevant("MIDDLEWARE = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let used = middleware.find_by(|path| path.starts_with("whitenoise."))?;
    let storage = project.storage(Storage::Static)?.filter(|class| class.starts_with("whitenoise."));
    if let Some(class) = storage.as_ref().filter(|class| class.starts_with("whitenoise.django.")) {
        let name = &*class.value;
        return Ok(fail(text! {
            en: "The static storage is {name}; WhiteNoise has had no module whitenoise.django since version 4.",
            ru: "Хранилище статики — {name}, но модуля whitenoise.django в WhiteNoise нет начиная с версии 4.",
        })
        .at(class));
    }
    let place = used.and_then(|used| used.place).or_else(|| storage.as_ref().and_then(|class| class.place));
    if used.is_none() && storage.is_none() {
        if !project.requirements.is_given() {
            return Ok(not_applicable());
        }
        let Some(package) = project.package("whitenoise")? else { return Ok(not_applicable()) };
        // It may be wrapped around the application in wsgi.py instead.
        if project.python_mentions("WhiteNoise(") || package.locked {
            return Ok(not_applicable());
        }
        return Ok(attention(text(
            "whitenoise is required, and its middleware is not in MIDDLEWARE.",
            "whitenoise есть в зависимостях, но его middleware в MIDDLEWARE нет.",
        ))
        .at(&middleware)
        .related(Some(package.place)));
    }
    match project.package("whitenoise")? {
        Some(_) => Ok(pass().at_place(place)),
        // Of what MIDDLEWARE lists, the dependencies tell.
        None if used.is_some() => Ok(not_applicable()),
        None => Ok(fail(text(
            "The settings use WhiteNoise, and it is not in the requirements.",
            "Настройки используют WhiteNoise, но в зависимостях его нет.",
        ))
        .at_place(place)
        .fix(Applicability::DisplayOnly, Where::Requirements, "whitenoise")),
    }
}
