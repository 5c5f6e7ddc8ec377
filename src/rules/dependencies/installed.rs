//! What the settings name gets installed.

use crate::django::packages;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::requirements::Group;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.installed",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#installed-apps",
    title: text("Packages that the settings name are required", "Пакеты из настроек есть в зависимостях"),
    why: text(
        "A package that only the developer's machine has is a ModuleNotFoundError on the server.",
        "Пакет, который стоит только у разработчика, на сервере обернётся ModuleNotFoundError.",
    ),
    how: text(
        "Add the package to the requirements of production.",
        "Добавьте пакет в продакшен-зависимости.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.auth', 'corsheaders']")
            .with(&[("requirements.txt", "Django==5.2.19\n")]),
        fails("MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']")
            .with(&[("requirements.txt", "Django==5.2.19\n")]),
        fails("INSTALLED_APPS = ['corsheaders']").with(&[
            ("requirements.txt", "Django==5.2.19\n"),
            ("requirements-dev.txt", "django-cors-headers==4.9.0\n"),
        ]),
        passes("INSTALLED_APPS = ['corsheaders', 'shop']")
            .with(&[("requirements.txt", "Django==5.2.19\ndjango-cors-headers==4.9.0\n")]),
        // One package may bring another, and a folder of that name is the project's own.
        passes("INSTALLED_APPS = ['rest_framework', 'taggit']")
            .with(&[("requirements.txt", "Django==5.2.19\nwagtail==8.0.1\n")]),
        passes("INSTALLED_APPS = ['drf_spectacular_sidecar', 'rest_framework_jwt']").with(&[(
            "requirements.txt",
            "Django==5.2.19\ndrf-spectacular[sidecar]==0.29.0\ndrf-jwt==1.19.2\n",
        )]),
        passes("INSTALLED_APPS = ['mailer']")
            .with(&[("requirements.txt", "Django==5.2.19\n"), ("mailer/models.py", "")]),
        undecided("INSTALLED_APPS = ['corsheaders']")
            .with(&[("requirements.txt", "-r base.txt\ngunicorn==27.0.1\n")]),
        irrelevant("INSTALLED_APPS = ['corsheaders']"),
    ],
    check,
};

/// Packages that bring others along.
const BRING: &[(&str, &[&str])] = &[
    ("channels", &["daphne"]),
    ("cookiecutter-django", &["django-crispy-forms"]),
    ("django-cms", &["django-treebeard", "django-formtools"]),
    ("django-filer", &["easy-thumbnails", "django-polymorphic", "django-mptt"]),
    (
        "django-oscar",
        &[
            "django-haystack",
            "django-treebeard",
            "sorl-thumbnail",
            "django-phonenumber-field",
            "django-tables2",
            "django-widget-tweaks",
        ],
    ),
    ("django-two-factor-auth", &["django-otp", "django-formtools", "django-phonenumber-field"]),
    ("djoser", &["djangorestframework", "djangorestframework-simplejwt", "social-auth-app-django"]),
    (
        "wagtail",
        &["django-filter", "django-modelcluster", "django-taggit", "django-treebeard", "djangorestframework"],
    ),
];

/// Beginnings of names of packages that stand on Django REST framework.
const ON_REST_FRAMEWORK: &[&str] = &["drf-", "djangorestframework-", "dj-rest-auth", "django-rest-"];

fn check(project: &Project) -> Verdict {
    if !project.requirements.all.iter().any(|requirement| requirement.group == Group::Production) {
        return Ok(not_applicable());
    }
    let mut named: Vec<(String, &'static str, Option<crate::source::Place>)> = Vec::new();
    for setting in ["INSTALLED_APPS", "MIDDLEWARE"] {
        let Ok(list) = project.settings.list(setting) else { continue };
        for (path, item) in list.strs() {
            let distributions: Vec<&'static str> = packages::distributions(path).collect();
            if distributions.is_empty() || is_own(project, path) {
                continue;
            }
            let production =
                |name: &&&str| is_brought(project, name) || project.requirements.has_in_production(name);
            if !distributions.iter().any(|name| production(&name))
                && !named.iter().any(|(_, name, _)| *name == distributions[0])
            {
                named.push((path.to_owned(), distributions[0], item.place.or(list.place)));
            }
        }
    }
    let Some((path, package, place)) = named.first() else {
        for setting in ["INSTALLED_APPS", "MIDDLEWARE"] {
            project.settings.list(setting)?.no_holes()?;
        }
        return Ok(pass());
    };
    project.lists_all_packages()?;
    let outcome = if let Some(elsewhere) = project.requirements.find(package) {
        attention(text! {
            en: "The settings name {path}, and {package} is required for development only.",
            ru: "В настройках есть {path}, а {package} указан только в зависимостях для разработки.",
        })
        .related(Some(elsewhere.place))
    } else if named.len() == 1 {
        fail(text! {
            en: "The settings name {path}, and {package} is not required.",
            ru: "В настройках есть {path}, а {package} нет в зависимостях.",
        })
    } else {
        let names = named.iter().map(|(_, package, _)| *package).collect::<Vec<_>>().join(", ");
        fail(text! {
            en: "The settings name packages that are not required: {names}.",
            ru: "Настройки ссылаются на пакеты, которых нет в зависимостях: {names}.",
        })
    };
    Ok(named.iter().skip(1).fold(outcome.at_place(*place), |outcome, (.., place)| outcome.at_place(*place)))
}

/// Whether a folder or module of the project has this name.
fn is_own(project: &Project, path: &str) -> bool {
    let root = path.split('.').next().unwrap_or(path);
    let (folder, module) = (format!("{root}/"), format!("{root}.py"));
    project.tree.iter().any(|(_, file)| {
        let path = file.path.as_str();
        path.starts_with(&folder) || path.contains(&format!("/{folder}")) || file.name() == module
    })
}

/// Whether another package of production brings it.
fn is_brought(project: &Project, name: &str) -> bool {
    // An extra brings what it is named for: `drf-spectacular[sidecar]`.
    let is_extra = |of: &str, extra: &str| {
        name == extra || name.strip_prefix(of).and_then(|rest| rest.strip_prefix('-')) == Some(extra)
    };
    BRING.iter().any(|(by, brings)| brings.contains(&name) && project.requirements.has_in_production(by))
        || project
            .production_requirements()
            .any(|requirement| requirement.extras.iter().any(|extra| is_extra(&requirement.name, extra)))
        || name == "djangorestframework"
            && project
                .production_requirements()
                .any(|requirement| ON_REST_FRAMEWORK.iter().any(|start| requirement.name.starts_with(start)))
}
