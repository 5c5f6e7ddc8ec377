//! `DATABASES` names a database at all.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Engine, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.configured",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#databases",
    title: text("A database is configured", "База данных указана"),
    why: text(
        "Where no engine is given, Django takes a dummy that answers every query with ImproperlyConfigured; the site starts, and every page that needs data fails.",
        "Если движок не указан, Django подставляет заглушку, и любой запрос к базе заканчивается ImproperlyConfigured: сайт запускается, но страницы с данными не работают.",
    ),
    how: text(
        "Give DATABASES a default alias with an ENGINE, and take its name and password from the environment.",
        "Опишите в DATABASES алиас default с ENGINE, а имя базы и пароль берите из переменных окружения.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.auth']"),
        fails(
            "INSTALLED_APPS = ['django.contrib.auth']\nDATABASES = {'replica': {'ENGINE': 'django.db.backends.postgresql'}}",
        ),
        fails("INSTALLED_APPS = ['django.contrib.auth']\nDATABASES = {'default': {}}"),
        // Whichever it is, there is one.
        passes(
            "import os\nif os.environ.get('DB') == 'mysql':\n    DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'shop'}}\nelse:\n    DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop'}}",
        ),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}"),
        undecided("import environ\nenv = environ.Env()\nDATABASES = {'default': env.db()}"),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

/// Apps of Django's own that need tables.
const APPS_WITH_TABLES: &[&str] = &[
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.admin",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.redirects",
];

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    let reader = project.reader();
    let snippet = reader.with_import(format!(
        "DATABASES = {{\n    \"default\": {{\n        \"ENGINE\": \"django.db.backends.postgresql\",\n        \"NAME\": {},\n        \"USER\": {},\n        \"PASSWORD\": {},\n        \"HOST\": {},\n    }}\n}}",
        reader.str("DB_NAME", None),
        reader.str("DB_USER", None),
        reader.str("DB_PASSWORD", None),
        reader.str("DB_HOST", None),
    ));
    let Some(default) = databases.iter().find(|database| &*database.alias == "default") else {
        let whole = project.settings.value("DATABASES")?;
        if databases.is_empty() {
            let apps = project.settings.list("INSTALLED_APPS")?;
            if apps.find_by(|app| APPS_WITH_TABLES.iter().any(|name| app.starts_with(name)))?.is_none() {
                return Ok(not_applicable());
            }
            return Ok(fail(text("DATABASES is empty.", "DATABASES пуст.")).at(&whole).fix(
                Applicability::DisplayOnly,
                Where::Setting("DATABASES"),
                snippet,
            ));
        }
        return Ok(fail(text(
            "DATABASES has no alias \"default\", so Django does not start.",
            "В DATABASES нет алиаса \"default\", поэтому Django не запустится.",
        ))
        .at(&whole));
    };
    let engine = default.engine()?;
    if *engine == Engine::Dummy {
        return Ok(fail(text(
            "DATABASES[\"default\"] has no ENGINE, so Django takes the dummy one.",
            "В DATABASES[\"default\"] нет ENGINE, и Django возьмёт заглушку.",
        ))
        .at_place(default.place.or(engine.place))
        .fix(Applicability::DisplayOnly, Where::Setting("DATABASES"), snippet));
    }
    Ok(pass().at(&engine))
}
