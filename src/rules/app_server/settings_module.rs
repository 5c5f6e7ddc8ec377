//! `wsgi.py` does not fall back to the developers' settings.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_for_development};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "app_server.settings-module",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/deployment/wsgi/#configuring-the-settings-module",
    title: text(
        "wsgi.py and asgi.py start production settings",
        "wsgi.py и asgi.py запускают настройки продакшена",
    ),
    why: text(
        "If DJANGO_SETTINGS_MODULE is forgotten on the server, the site silently runs with the developers' settings, DEBUG included.",
        "Если на сервере забыть DJANGO_SETTINGS_MODULE, сайт молча запустится с настройками разработчика, в том числе с DEBUG.",
    ),
    how: text(
        "Name the production module in wsgi.py and asgi.py, and leave the other to manage.py.",
        "В wsgi.py и asgi.py укажите модуль для продакшена, а модуль для разработки оставьте в manage.py.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[
            (
                "config/wsgi.py",
                "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings.local\")\n",
            ),
            ("config/settings/__init__.py", ""),
            ("config/settings/base.py", "INSTALLED_APPS = []\nROOT_URLCONF = 'config.urls'"),
            ("config/settings/local.py", "from .base import *\nDEBUG = True"),
            ("config/settings/production.py", "from .base import *\nDEBUG = False"),
        ]),
        // The image says otherwise, so the fallback is for developers alone.
        irrelevant("DEBUG = False").with(&[
            (
                "config/wsgi.py",
                "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings.local\")\n",
            ),
            ("Dockerfile", "FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=config.settings.production\nCMD gunicorn config.wsgi\n"),
        ]),
        irrelevant("DEBUG = False"),
        passes("DEBUG = False").with(&[("config/wsgi.py", "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings.production\")\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.names_settings_module() {
        return Ok(not_applicable());
    }
    let mut seen = None;
    for (id, file) in project.tree.iter() {
        if !matches!(file.name(), "wsgi.py" | "asgi.py") {
            continue;
        }
        let Some((module, place)) = project.settings_default(id) else { continue };
        let path = &file.path;
        // Its name tells; that wsgi.py names it says nothing of what it is for.
        if is_for_development(&module) {
            return Ok(attention(text! {
                en: "{path} starts {module} unless the environment says otherwise.",
                ru: "{path} запускает {module}, если переменная окружения не указывает иное.",
            })
            .at_place(Some(place)));
        }
        seen = Some(place);
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
