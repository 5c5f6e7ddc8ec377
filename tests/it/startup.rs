//! Settings with which Django does not start, or stops at the first use: each is
//! a predicted exception, or a rule that fails as an error.

use django_preflight::audit::audit;
use django_preflight::model::{Report, Severity, Status};
use django_preflight::protocol::{InputFile, Options};

/// Apps and middleware of a new project.
const PROJECT: &str = "\
SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR+xV=tB'
ALLOWED_HOSTS = ['example.com']
INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes',
    'django.contrib.sessions', 'django.contrib.messages', 'django.contrib.staticfiles']
MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware', 'django.contrib.messages.middleware.MessageMiddleware']
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'OPTIONS': {
    'context_processors': ['django.template.context_processors.request',
    'django.contrib.auth.context_processors.auth', 'django.contrib.messages.context_processors.messages']}}]
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}
STATIC_URL = 'static/'
STATIC_ROOT = '/srv/static'
";

/// The report on these settings on top of a project, with another file that has a text.
fn judged(settings: &str, (path, text): (&str, &str), django: &str) -> Report {
    let file = |path: &str, text: String| InputFile { path: path.to_owned(), text };
    let mut files = vec![file("settings.py", format!("{PROJECT}{settings}\n"))];
    if !text.is_empty() {
        files.push(file(path, text.to_owned()));
    }
    audit(&files, &Options { django: Some(django.to_owned()), ..Options::default() })
}

/// The exceptions' classes, or the rules, of these settings on top of a project.
fn stops(settings: &str, requirements: &str, django: &str) -> Vec<String> {
    let report = judged(settings, ("requirements.txt", requirements), django);
    let crash = report.environments.iter().filter_map(|environment| environment.predicted.crash.as_ref());
    let classes = crash.filter_map(|crash| crash.split(':').next()).map(str::to_owned);
    let rules = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.status == Status::Fail)
        .map(|finding| finding.rule.clone());
    classes.chain(rules).collect()
}

#[test]
fn what_stops_django_is_told_as_an_error() {
    let mut missing = Vec::new();
    for (settings, requirements, django, expected) in CASES {
        let found = stops(settings, requirements, django);
        let is_told = found.iter().any(|each| each == expected);
        let before = stops("", requirements, django);
        if !is_told || before.iter().any(|each| each == expected) {
            missing.push(format!("{settings} under {django}: {expected} is not among {found:?}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_starts_is_left_alone() {
    for (settings, django) in [
        ("", "3.2"),
        ("", "6.1"),
        ("ALLOWED_HOSTS = 'example.com'", "3.2"),
        ("EMAIL_HOST = 'mx'\nMAILERS = {'default': {'OPTIONS': {'host': 'mx'}}}", "6.0"),
        ("DEFAULT_FILE_STORAGE = 'a.B'\nSTORAGES = {'default': {}, 'staticfiles': {}}", "5.1"),
        ("TIME_ZONE = 'posix/UTC'", "5.2"),
        ("LANGUAGE_CODE = 'sr-cyrl'", "5.2"),
    ] {
        let crash = stops(settings, "", django).into_iter().find(|each| !each.contains('.'));
        assert_eq!(crash, None, "{settings} under {django}");
    }
}

#[test]
fn it_stands_above_everything_else() {
    let report = audit(
        &[InputFile { path: "settings.py".to_owned(), text: "TIME_ZONE = 'Mars/Base'".to_owned() }],
        &Options::default(),
    );
    assert_eq!(report.findings[0].rule, "readiness.starts");
}

#[test]
fn a_view_that_its_module_does_not_have_stops_every_command() {
    let crash = |views: &str| {
        let report = judged("CSRF_FAILURE_VIEW = 'pages.views.refused'", ("pages/views.py", views), "5.2");
        report.environments[0].predicted.crash.clone()
    };
    assert_eq!(crash("def refused(request, reason): ..."), None);
    assert_eq!(
        crash("def other(request, reason): ...").as_deref(),
        Some(
            "ViewDoesNotExist: Could not import 'pages.views.refused'. View does not exist in module pages.views."
        )
    );
    assert_eq!(crash("from shop.views import *"), None);
}

#[test]
fn one_fault_that_stops_django_is_told_once() {
    for (settings, django, rule, words) in [
        ("LOGGING = {}\nLOGGING['root'] = {}", "5.2", "logging.valid", "LOGGING has no version."),
        ("TEMPLATES[0]['context_processors'] = []", "5.2", "upgrade.misplaced-keys", "belongs in OPTIONS."),
        ("TEMPLATES[0]['OPTIONS']['loaders'] = ['a.B']", "5.2", "response_time.template-loaders", "APP_DIRS"),
        ("ALLOWED_HOSTS = 'example.com'", "5.2", "hosts.list", "\"example.com\""),
        ("STORAGES = {}\nSTATICFILES_STORAGE = 'a.B'", "5.0", "files.old-storage", "beside STORAGES"),
        ("MAILERS = {}\nEMAIL_HOST = 'mx'", "6.1", "email.mailers", "EMAIL_HOST stands beside"),
        (
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.MemcachedCache'}}",
            "4.1",
            "upgrade.removed-classes",
            "PyMemcacheCache",
        ),
    ] {
        let report = judged(settings, ("", ""), django);
        let first = &report.findings[0];
        assert_eq!(first.rule, "readiness.starts", "{settings}");
        assert!(first.message.en.contains(words), "{settings}: {}", first.message.en);
        assert!(report.findings.iter().all(|finding| finding.rule != rule), "{settings}: {rule} repeats it");
    }
}

#[test]
fn what_is_hidden_by_another_exception_is_told_by_its_own_rule() {
    let report = judged("TIME_ZONE = 'Mars/Base'\nLOGGING = {'root': {}}", ("", ""), "5.2");
    assert_eq!(report.findings[0].rule, "readiness.starts");
    assert!(report.findings.iter().any(|finding| finding.rule == "logging.valid"));
}

type Case = (&'static str, &'static str, &'static str, &'static str);

/// Settings, requirements, Django, and the class or the rule.
const CASES: &[Case] = &[
    ("ALLOWED_HOSTS = 'example.com'", "", "4.0", "ImproperlyConfigured"),
    ("INSTALLED_APPS = 'django.contrib.auth'", "", "3.2", "ImproperlyConfigured"),
    ("LOCALE_PATHS = '/srv/locale'", "", "5.2", "ImproperlyConfigured"),
    ("SECRET_KEY_FALLBACKS = 'old'", "", "4.1", "ImproperlyConfigured"),
    ("SECRET_KEY = ''", "", "3.2", "ImproperlyConfigured"),
    ("SECRET_KEY = ''", "", "5.2", "secret-key.strength"),
    (
        "EMAIL_HOST = 'mx'\nMAILERS = {'default': {'OPTIONS': {'host': 'mx'}}}",
        "",
        "6.1",
        "ImproperlyConfigured",
    ),
    (
        "STORAGES = {'default': {}, 'staticfiles': {}}\nSTATICFILES_STORAGE = 'a.B'",
        "",
        "4.2",
        "ImproperlyConfigured",
    ),
    ("TIME_ZONE = 'Europe/Moskow'", "", "5.2", "ValueError"),
    ("DATABASES = {'replica': {'ENGINE': 'django.db.backends.sqlite3'}}", "", "5.2", "ImproperlyConfigured"),
    (
        "DATABASES['default'] = {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60, 'OPTIONS': {'pool': True}}",
        "psycopg[pool]==3.2.3\n",
        "5.1",
        "database.pool",
    ),
    (
        "DATABASES['default'] = {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'pool': True}}",
        "psycopg2==2.9.10\n",
        "5.1",
        "database.pool",
    ),
    (
        "DATABASES['default']['OPTIONS'] = {'transaction_mode': 'FAST'}",
        "",
        "5.1",
        "database.transaction-mode",
    ),
    (
        "DATABASES['default'] = {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'isolation_level': 'fast'}}",
        "",
        "5.2",
        "database.isolation-level",
    ),
    ("STATIC_URL = None", "", "5.2", "files.static-url"),
    ("MEDIA_URL = 'static/'\nMEDIA_ROOT = '/srv/media'", "", "5.2", "files.media-apart"),
    ("MEDIA_URL = 'media/'\nMEDIA_ROOT = '/srv/static'", "", "5.2", "files.media-apart"),
    ("STATIC_ROOT = None", "", "5.2", "files.static-root"),
    ("SECURE_PROXY_SSL_HEADER = 'HTTP_X_FORWARDED_PROTO'", "", "5.2", "transport.proxy-header-form"),
    (
        "CSRF_USE_SESSIONS = True\nMIDDLEWARE = MIDDLEWARE[1:2] + MIDDLEWARE[:1]",
        "",
        "5.2",
        "middleware.session-order",
    ),
    ("MIDDLEWARE = MIDDLEWARE[2:3] + MIDDLEWARE[:1]", "", "5.2", "middleware.session-order"),
    ("MIDDLEWARE = MIDDLEWARE[3:] + MIDDLEWARE[:3]", "", "5.2", "middleware.session-order"),
    ("INSTALLED_APPS = INSTALLED_APPS + ['django.contrib.auth']", "", "5.2", "ImproperlyConfigured"),
    ("INSTALLED_APPS.remove('django.contrib.contenttypes')", "", "5.2", "RuntimeError"),
    ("TEMPLATES = [{'APP_DIRS': True}]", "", "5.2", "ImproperlyConfigured"),
    ("TEMPLATES = TEMPLATES * 2", "", "5.2", "ImproperlyConfigured"),
    ("TEMPLATES[0]['APPDIRS'] = True", "", "5.2", "ImproperlyConfigured"),
    ("TEMPLATES[0]['OPTIONS']['loaders'] = []", "", "5.2", "ImproperlyConfigured"),
    ("TEMPLATES[0]['OPTIONS']['context_processor'] = []", "", "5.2", "TypeError"),
    ("AUTHENTICATION_BACKENDS = []", "", "5.2", "auth.backends"),
    ("AUTH_USER_MODEL = 'User'", "", "5.2", "ImproperlyConfigured"),
    ("AUTH_USER_MODEL = 'a.b.User'", "", "5.2", "ValueError"),
    ("EMAIL_USE_TLS = True\nEMAIL_USE_SSL = True", "", "5.2", "email.encryption-conflict"),
    ("MAILERS = {'default': {'OPTIONS': {'port': 25}}}", "", "6.1", "email.mailers"),
    (
        "MAILERS = {'default': {'OPTIONS': {'host': 'mx', 'use_ssl': True, 'use_tls': True}}}",
        "",
        "6.1",
        "email.encryption-conflict",
    ),
    (
        "PASSWORD_HASHERS = ['django.contrib.auth.hashers.SHA1PasswordHasher']",
        "",
        "5.1",
        "upgrade.removed-classes",
    ),
    (
        "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.MemcachedCache'}}",
        "",
        "4.1",
        "InvalidCacheBackendError",
    ),
    ("DATABASES['default']['ENGINE'] = 'django.db.backends.postgres'", "", "5.2", "ImproperlyConfigured"),
    ("FIXTURE_DIRS = ['/srv/fixtures', '/srv/fixtures']", "", "5.2", "readiness.fixture-dirs"),
    ("ADMINS = 'a@example.com'", "", "5.2", "email.staff"),
    ("CACHES = {'default': {}}", "", "5.2", "KeyError"),
    ("STATIC_URL = __import__('pathlib').Path('/static')", "", "5.2", "AttributeError"),
    ("LOGGING = {'version': 1, 'root': {'level': 'info'}}", "", "5.2", "ValueError"),
    ("CSRF_TRUSTED_ORIGINS = None", "", "5.2", "TypeError"),
];
