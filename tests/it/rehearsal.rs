//! An upgrade, rehearsed: text in, steps out.

use django_preflight::audit::audit;
use django_preflight::model::{Applicability, Effect, Fix, Rehearsal, RehearsalStep, written};
use django_preflight::protocol::{InputFile, Options};

fn rehearse(files: &[(&str, &str)], from: &str, to: &str) -> Option<Rehearsal> {
    let files: Vec<InputFile> = files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let options = Options {
        django: (!from.is_empty()).then(|| from.to_owned()),
        target: Some(to.to_owned()),
        today: "2026-11-24".to_owned(),
        ..Options::default()
    };
    audit(&files, &options).rehearsal
}

fn of(settings: &str, from: &str, to: &str) -> Rehearsal {
    rehearse(&[("settings.py", settings)], from, to).expect("the target is newer")
}

fn find<'a>(rehearsal: &'a Rehearsal, subject: &str) -> Option<&'a RehearsalStep> {
    rehearsal.steps.iter().find(|step| step.subject == subject)
}

fn applied(settings: &str, fix: &Fix) -> String {
    written(settings, "settings.py", &fix.edits).expect("the edits fit the text")
}

#[test]
fn the_target_is_the_next_long_term_one_unless_it_is_chosen() {
    for (from, asked, to) in [
        ("3.2", "next", Some("4.2")),
        ("4.2", "next", Some("5.2")),
        ("5.2", "next", Some("6.1")),
        ("4.2", "6.0", Some("6.0")),
        ("6.1", "next", None),
        ("5.2", "4.2", None),
        ("5.2", "5.2", None),
    ] {
        let found = rehearse(&[("settings.py", "DEBUG = False")], from, asked);
        assert_eq!(found.map(|rehearsal| rehearsal.to).as_deref(), to, "{from} {asked}");
    }
}

#[test]
fn each_step_has_its_effect_and_its_series() {
    for (settings, from, to, subject, expected) in [
        ("USE_L10N = True", "4.2", "5.2", "USE_L10N", Some((Effect::Rewrite, "5.0"))),
        ("USE_L10N = True", "3.2", "4.2", "USE_L10N", Some((Effect::Rewrite, "4.0"))),
        ("USE_L10N = True", "5.0", "5.2", "USE_L10N", None),
        ("DEBUG = False", "4.2", "5.2", "USE_TZ", Some((Effect::Changes, "5.0"))),
        ("USE_TZ = False", "4.2", "5.2", "USE_TZ", None),
        ("INSTALLED_APPS = ['shop']", "5.2", "6.1", "DEFAULT_AUTO_FIELD", Some((Effect::Changes, "6.0"))),
        ("DEFAULT_FILE_STORAGE = 'shop.Storage'", "4.2", "5.0", "STORAGES", Some((Effect::Rewrite, "4.2"))),
        ("DEFAULT_FILE_STORAGE = 'shop.Storage'", "4.2", "5.2", "STORAGES", Some((Effect::Changes, "5.1"))),
        ("DEFAULT_FILE_STORAGE = 'shop.Storage'", "5.1", "5.2", "STORAGES", None),
        ("EMAIL_HOST = 'mx'", "5.2", "6.1", "MAILERS", Some((Effect::Rewrite, "6.1"))),
        ("EMAIL_HOST = 'mx'", "5.2", "6.0", "MAILERS", None),
        (
            "EMAIL_HOST = 'mx'\nMAILERS = {'default': {}}",
            "6.0",
            "6.1",
            "MAILERS",
            Some((Effect::Breaks, "6.1")),
        ),
        ("ALLOWED_HOSTS = 'a'", "3.2", "5.2", "ALLOWED_HOSTS", Some((Effect::Breaks, "4.0"))),
        ("ALLOWED_HOSTS = 'a'", "4.2", "5.2", "ALLOWED_HOSTS", None),
        (
            "from django.utils.timezone import utc",
            "4.2",
            "6.1",
            "django.utils.timezone.utc",
            Some((Effect::Breaks, "5.0")),
        ),
        ("from django.utils.timezone import now", "4.2", "6.1", "django.utils.timezone.utc", None),
        (
            "PASSWORD_HASHERS = ['django.contrib.auth.hashers.SHA1PasswordHasher']",
            "4.2",
            "5.0",
            "PASSWORD_HASHERS",
            Some((Effect::Rewrite, "4.2")),
        ),
        (
            "PASSWORD_HASHERS = ['django.contrib.auth.hashers.SHA1PasswordHasher']",
            "4.2",
            "5.1",
            "PASSWORD_HASHERS",
            Some((Effect::Breaks, "5.1")),
        ),
        ("ADMINS = [('a', 'a@example.com')]", "5.2", "6.0", "ADMINS", Some((Effect::Rewrite, "6.0"))),
        (
            "SECURE_BROWSER_XSS_FILTER = True",
            "3.2",
            "4.2",
            "SECURE_BROWSER_XSS_FILTER",
            Some((Effect::Changes, "4.0")),
        ),
        (
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}",
            "4.2",
            "5.2",
            "PostgreSQL",
            Some((Effect::Requires, "5.2")),
        ),
        (
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql'}}",
            "5.1",
            "5.2",
            "DATABASES",
            Some((Effect::Changes, "5.2")),
        ),
    ] {
        let rehearsal = of(settings, from, to);
        let step = find(&rehearsal, subject).map(|step| (step.effect, step.since.as_str()));
        assert_eq!(step, expected, "{settings} from {from} to {to}: {:?}", rehearsal.steps);
    }
}

#[test]
fn nothing_is_said_of_settings_that_fit_both() {
    let settings = "USE_TZ = True\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\nDEBUG = False";
    let rehearsal = of(settings, "5.1", "5.2");
    assert_eq!(rehearsal.steps, [], "{:?}", rehearsal.steps);
}

#[test]
fn storages_are_written_whole_and_go_in_before_the_upgrade() {
    let settings =
        "DEFAULT_FILE_STORAGE = 'shop.Storage'\nDEBUG = False\nSTATICFILES_STORAGE = 'a.B'\nX = 1\n";
    let rehearsal = of(settings, "4.2", "5.2");
    let step = find(&rehearsal, "STORAGES").expect("it is told");
    let fix = step.fix.as_ref().expect("it can be written");
    assert!(step.both);
    assert_eq!(
        applied(settings, fix),
        "DEBUG = False\nSTORAGES = {\n    \"default\": {\n        \"BACKEND\": 'shop.Storage',\n    },\n    \
         \"staticfiles\": {\n        \"BACKEND\": 'a.B',\n    },\n}\nX = 1\n"
    );
    let after = of(&applied(settings, fix), "4.2", "5.2");
    assert_eq!(find(&after, "STORAGES"), None);
    // 4.1 does not read the new setting.
    assert!(!find(&of(settings, "4.1", "5.2"), "STORAGES").expect("it is told").both);
    // Where it stands in a branch, it is shown only.
    let branch = "import os\nif os.environ.get('X'):\n    DEFAULT_FILE_STORAGE = 'a.B'\n";
    let rehearsal = of(branch, "4.2", "5.2");
    let fix = find(&rehearsal, "STORAGES").and_then(|step| step.fix.as_ref());
    assert!(fix.is_none_or(|fix| fix.applicability == Applicability::DisplayOnly && fix.edits.is_empty()));
}

#[test]
fn mailers_keep_the_old_defaults_and_repeat_no_secret() {
    for (settings, code) in [
        (
            "EMAIL_HOST = 'mx'\nEMAIL_HOST_PASSWORD = 'hunter2hunter2'\nEMAIL_USE_TLS = True\n",
            "MAILERS = {\n    \"default\": {\n        \"OPTIONS\": {\n            \"host\": 'mx',\n            \
             \"password\": os.environ[\"EMAIL_HOST_PASSWORD\"],\n            \"use_tls\": True,\n            \
             \"port\": 25,\n        },\n    },\n}",
        ),
        (
            "EMAIL_HOST_USER = 'a'\n",
            "MAILERS = {\n    \"default\": {\n        \"OPTIONS\": {\n            \"host\": \"localhost\",\n            \
             \"username\": 'a',\n        },\n    },\n}",
        ),
        // An option that the backend does not take would be an error.
        (
            "EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'\nEMAIL_HOST = 'mx'\n",
            "MAILERS = {\n    \"default\": {\n        \"BACKEND\": 'django.core.mail.backends.console.EmailBackend',\n    },\n}",
        ),
        (
            "EMAIL_BACKEND = 'anymail.backends.mailgun.EmailBackend'\n",
            "MAILERS = {\n    \"default\": {\n        \"BACKEND\": 'anymail.backends.mailgun.EmailBackend',\n    },\n}",
        ),
    ] {
        let rehearsal = of(settings, "5.2", "6.1");
        let step = find(&rehearsal, "MAILERS").expect("it is told");
        assert_eq!(step.fix.as_ref().map(|fix| fix.snippet.as_str()), Some(code), "{settings}");
        assert!(!step.both);
    }
}

#[test]
fn a_read_of_a_variable_moves_to_mailers_as_it_is() {
    let settings = "from decouple import config\nimport os\nEMAIL_HOST = config('MAIL_HOST')\n\
        EMAIL_HOST_PASSWORD = os.environ['MAIL_PASSWORD']\nEMAIL_HOST_USER = 'shop'\n";
    let code = |settings: &str| {
        let rehearsal = of(settings, "5.2", "6.1");
        let fix = find(&rehearsal, "MAILERS").and_then(|step| step.fix.clone());
        fix.expect("it is written whole").snippet
    };
    let written = code(settings);
    assert!(written.contains("\"password\": os.environ['MAIL_PASSWORD']"), "{written}");
    let with_default =
        code(&settings.replace("environ['MAIL_PASSWORD']", "environ.get('MAIL_PASSWORD', 'rain')"));
    assert!(!with_default.contains("rain"), "{with_default}");
}

#[test]
fn only_what_is_lost_is_said() {
    let of_uploads = of("DEFAULT_FILE_STORAGE = 'shop.Storage'", "4.2", "5.2");
    let message = &find(&of_uploads, "STORAGES").expect("it is told").message.en;
    assert!(message.contains("uploads") && !message.contains("hashes"), "{message}");
    let of_static = of("STATICFILES_STORAGE = 'shop.Storage'", "4.2", "5.2");
    let message = &find(&of_static, "STORAGES").expect("it is told").message.en;
    assert!(!message.contains("uploads") && message.contains("hashes"), "{message}");

    let settings = "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates'}]";
    let urls = ("shop/urls.py", "urlpatterns = []\n");
    let forms = |views: &str| {
        let files = [("settings.py", settings), urls, ("shop/views.py", views)];
        find(&rehearse(&files, "4.2", "5.2").expect("the target is newer"), "FORM_RENDERER").is_some()
    };
    assert!(forms("from django import forms\n"));
    assert!(!forms("from rest_framework import viewsets\n"), "an API has no forms");
    assert!(find(&of(settings, "4.2", "5.2"), "FORM_RENDERER").is_some(), "views were not given");
}

#[test]
fn packages_python_and_other_files_are_looked_at() {
    let rehearsal = rehearse(
        &[
            ("settings.py", "DEBUG = False"),
            ("shop/urls.py", "from django.conf.urls import (\n    include,\n    url,\n)\n"),
            ("requirements.txt", "Django==4.2.30\ndjango-csp==3.8\n"),
            ("Dockerfile", "FROM python:3.9-slim\n"),
        ],
        "3.2",
        "6.1",
    )
    .expect("the target is newer");
    let url = find(&rehearsal, "django.conf.urls.url").expect("it is told");
    assert_eq!((url.evidence[0].file.as_str(), url.evidence[0].line), ("shop/urls.py", 1));
    assert_eq!(find(&rehearsal, "Python").map(|step| step.effect), Some(Effect::Requires));
    let django = find(&rehearsal, "Django").expect("it is told");
    assert_eq!(django.fix.as_ref().map(|fix| fix.snippet.as_str()), Some("Django==6.1.3"));
    assert_eq!(find(&rehearsal, "django-csp").map(|step| step.effect), Some(Effect::Rewrite));
}

#[test]
fn checks_that_come_and_go_are_named() {
    let rehearsal = of("INSTALLED_APPS = []\nCSRF_TRUSTED_ORIGINS = ['a.com']", "3.2", "4.2");
    assert_eq!((rehearsal.new_checks, rehearsal.gone_checks), (vec!["4_0.E001".to_owned()], Vec::new()));
    let settings = "DEFAULT_HASHING_ALGORITHM = 'md5'";
    assert_eq!(of(settings, "3.2", "4.2").gone_checks, ["security.E100"]);
}
