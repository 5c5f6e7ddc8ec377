//! Something counts failed logins.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "login.brute-force",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/",
    title: text("Guessing passwords is slowed down", "Подбор паролей ограничен"),
    why: text(
        "Django does not count failed logins: a script may try passwords on the admin's login as fast as the server answers.",
        "Django не считает неудачные попытки входа: скрипт может перебирать пароли к админке с любой скоростью.",
    ),
    how: text(
        "Install django-axes, or limit requests to the login pages in the web server.",
        "Установите django-axes или ограничьте частоту запросов к страницам входа в веб-сервере.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth']"),
        fails("INSTALLED_APPS = ['django.contrib.auth']\nLOGIN_URL = '/accounts/login/'"),
        passes("INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'axes']"),
        passes("INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth']")
            .with(&[("requirements.txt", "Django==5.2.19\ndjango-ratelimit==4.1.0\n")]),
        passes("INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth']")
            .with(&[("nginx.conf", "location /admin/login/ { limit_req zone=login burst=5; }\n")]),
        irrelevant(
            "INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth']\nAUTHENTICATION_BACKENDS = ['mozilla_django_oidc.auth.OIDCAuthenticationBackend']",
        ),
        irrelevant("INSTALLED_APPS = ['django.contrib.auth']"),
        undecided("INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth']")
            .with(&[("requirements.txt", "-r base.txt\n")]),
    ],
    check,
};

/// Apps that count failed logins at Django's own login forms, and their packages.
const APPS: &[(&str, &str)] = &[
    ("axes", "django-axes"),
    ("defender", "django-defender"),
    ("admin_honeypot", "django-admin-honeypot"),
    ("django_brutebuster", "django-brutebuster"),
    ("BruteBuster", "django-brutebuster"),
];

/// Packages that offer decorators or middleware, without an app.
const PACKAGES: &[&str] = &["django-ratelimit", "django-smart-ratelimit", "django-fail2ban"];

fn check(project: &Project) -> Verdict {
    let admin = project.uses("django.contrib.admin", "django");
    let login = project.settings.binding("LOGIN_URL");
    if !admin && (login.is_none() || !project.uses("django.contrib.auth", "django")) {
        return Ok(not_applicable());
    }
    // Without a backend that knows passwords there are none to guess.
    let passwords = |name: &str| {
        name.starts_with("django.contrib.auth.")
            || name.starts_with("allauth.")
            || name.contains("ModelBackend")
    };
    if project.settings.binding("AUTHENTICATION_BACKENDS").is_some()
        && project.lists("AUTHENTICATION_BACKENDS", passwords) == Some(false)
    {
        return Ok(not_applicable());
    }
    if let Some((app, package)) = APPS.iter().find(|(app, package)| project.uses(app, package)) {
        let place = project.app(app).ok().flatten().flatten();
        return Ok(pass().at_place(place.or_else(|| Some(project.requirements.find(package)?.place))));
    }
    if let Some(found) = PACKAGES.iter().find_map(|name| project.requirements.find(name)) {
        return Ok(pass().at_place(Some(found.place)));
    }
    if project.deployment.limits_requests {
        return Ok(pass());
    }
    // allauth limits its own forms; the admin's login is another form.
    if !admin && project.uses("allauth.account", "django-allauth") {
        return Ok(pass());
    }
    // An app may hide where the list of apps is not known.
    if !project.requirements.is_given() && APPS.iter().any(|(app, _)| project.runs_app(app).is_none()) {
        project.has_app("axes")?;
    }
    if project.requirements.is_given() {
        project.any_package(PACKAGES)?;
    }
    let place = project.app("django.contrib.admin").ok().flatten().flatten();
    let place = place.or_else(|| login?.history.last().map(|event| event.place));
    Ok(attention(text(
        "As far as these files show, nothing counts failed logins: neither an app such as django-axes nor a limit in the web server.",
        "Судя по этим файлам, неудачные попытки входа никто не считает: нет ни django-axes или подобного приложения, ни лимита в веб-сервере.",
    ))
    .at_place(place))
}
