//! No secret of a project gets into its report, whatever shape it has and
//! wherever it stands. The canaries are made up; each has its own word.

use std::collections::BTreeMap;

use django_preflight::audit::audit;
use django_preflight::protocol::{InputFile, Options};

/// Every canary holds this.
const CANARY: &str = "Canary";

const SETTINGS: &str = r#"
import os
from decimal import Decimal
from pathlib import Path

import environ
from decouple import config

env = environ.Env(DEBUG=(bool, False), API_TOKEN=(str, "Canary-scheme-1"))
BASE_DIR = Path(__file__).resolve().parent

# SECRET_KEY = "Canary-comment-2"
# old password: Canary-comment-3
SECRET_KEY = "Canary-key-4"
SECRET_KEY_FALLBACKS = [
    "Canary-fallback-5",
    "Canary-fallback-6" "Canary-joined-7",
]
DEBUG = config("DEBUG", default=True, cast=bool)
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD":
            # it stands below its name
            "Canary-database-8",
        "HOST": "db",
        "OPTIONS": {
            "sslmode": "disable",
            "passfile": "/x",
            "options": "-c password=Canary-option-9",
        },
        "TEST": {"NAME": "t", "PASSWORD": "Canary-test-10"},
    },
    "replica": env.db("REPLICA_URL", default="postgres://shop:Canary-url-11@replica/shop"),
}
DATABASES["default"]["PASSWORD"] = os.environ.get("DB_PASSWORD", "Canary-default-12")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": [
            "redis://:Canary-redis-13@cache:6379/0",
            "redis://user:Canary/slash-14@cache:6379/1",
        ],
        "OPTIONS": {"username": "u", "password": "Canary-cache-15"},
    },
}
CELERY_BROKER_URL = "amqp://shop:Canary-broker-16@queue:5672//,amqp://b:Canary-broker-17@q//"
CELERY_RESULT_BACKEND = f"redis://:{os.environ.get('REDIS_PASSWORD', 'Canary-format-18')}@cache/1"
EMAIL_HOST = "smtp.example.com"
EMAIL_HOST_USER = "shop"
EMAIL_HOST_PASSWORD = os.getenv("EMAIL_PASSWORD") or "Canary-or-19"
AWS_ACCESS_KEY_ID = "AKIACANARYCanary20XX"
AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET"] if "AWS_SECRET" in os.environ else "Canary-else-21"
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="sk_live_Canary22abcdefgh")
STRIPE_PUBLISHABLE_KEY = "pk_live_visible"
SIMPLE_JWT = {"SIGNING_KEY": "Canary-jwt-23", "ALGORITHM": "HS256", "VERIFYING_KEY": "x"}
SOCIALACCOUNT_PROVIDERS = {
    "github": {
        "APP": {
            "client_id": "abc",
            "secret": "Canary-social-24",
            "key": "Canary-social-25",
        },
    },
}
FIREBASE = '{"type": "service_account", "private_key": "Canary-json-26", "project": "shop"}'
PRIVATE_KEY = """-----BEGIN RSA PRIVATE KEY-----
Canary-pem-27
Canary-pem-28
-----END RSA PRIVATE KEY-----"""
API_TOKENS = {
    "partner": "Canary-partner-29",
    "nested": [("a", "Canary-nested-30"), {"b": b"Canary-bytes-31"}],
}
TELEGRAM_BOT_TOKEN = config("TELEGRAM_BOT_TOKEN", default="Canary-telegram-32")
SENTRY_DSN = "https://Canary0123456789abcdef33@o1.ingest.sentry.io/1"
SENTRY_TRACES = "https://example.com/?token=Canary-query-34&b=1"
DEFAULT_PASSWORD = dict(
    first="Canary-keyword-35",
    second=str("Canary-keyword-36"),
)
THUMBNAIL_PASSWORD = "Canary-" "%s" % "part-37"
LOGGING = {
    "version": 1,
    "handlers": {
        "mail": {
            "class": "logging.handlers.SMTPHandler",
            "credentials": ("shop", "Canary-handler-38"),
        },
    },
    "root": {"handlers": ["mail"], "level": "DEBUG"},
}
if os.environ.get("STAGE") == "prod":
    SECRET_KEY = "Canary-branch-39"
    CSRF_COOKIE_SECURE = False
SESSION_COOKIE_SECURE = False
CSRF_TRUSTED_ORIGINS = ["example.com", "https://u:Canary-origin-40@example.com"]
DATABASE_URL = "postgres://shop:" + "Canary-plus-41" + "@db/shop"
LONG_URL = "postgresql://a-rather-long-user-name-of-the-shop:Canary-cut-off-password-42@database.internal/shop"
import sentry_sdk
sentry_sdk.init(dsn="https://public:Canary-sentry-43@sentry.example.com/2", send_default_pii=True)
SECRET_KYE = "Canary-misspelt-44"
secret_key = "Canary-small-45"
TOKEN_TTL = int("12")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
ACCOUNT_PASSWORDS = {"a": Decimal("1"), "b": "Canary-account-46"}
import enum
from dataclasses import dataclass, field
class Vault(str, enum.Enum):
    API_KEY = "Canary-member-70"
VAULT_TOKEN = Vault.API_KEY
@dataclass
class Account:
    name: str
    password: str = "Canary-field-71"
ACCOUNT_PASSWORD = Account("shop").password
try:
    raise KeyError("Canary-argument-72")
except KeyError as error:
    LAST_SECRET = str(error)
REST_FRAMEWORK = {"DEFAULT_THROTTLE_RATES": {"user": "x"}, "TOKEN": lambda: "Canary-lambda-47"}
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"access_key": "Canary-s3-48", "secret_key": "Canary-s3-49", "bucket_name": "b"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"#;

const BROKEN: &str = "from .settings import *\nSECRET_KEY = 'Canary-broken-50\nPASSWORD = (\n  'Canary-broken-51'\nDEBUG = True\nTOKEN = '''Canary-open-52\nDB_PASSWORD = 'Canary-open-53'\n";

const CRASHING: &str = "DB_PASSWORD = 'Canary-crash-54'\nPORT = int(DB_PASSWORD)\n";

const RAISING: &str = "from django.core.exceptions import ImproperlyConfigured\nPASSWORD = 'Canary-raise-56'\nraise ImproperlyConfigured(f'bad {PASSWORD} at postgres://u:Canary-raise-57@db')\n";

const FILES: &[(&str, &str)] = &[
    ("shop/settings.py", SETTINGS),
    ("shop/settings_broken.py", BROKEN),
    ("shop/settings_crash.py", CRASHING),
    ("shop/settings_number.py", "TOKEN = int('Canary-crash-55')\n"),
    ("shop/settings_raise.py", RAISING),
    ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"),
    (
        "shop/wsgi.py",
        "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nos.environ['SECRET_KEY'] = 'Canary-wsgi-58'\n",
    ),
    (
        ".env",
        "DEBUG=True\nSECRET_KEY=Canary-env-60\nexport DB_PASSWORD=\"Canary-env-61\"\nPLAIN=Canary-env-62\nPEM=\"-----BEGIN KEY-----\nCanary-env-63\nCanary==64\n-----END KEY-----\"\n# OLD_PASSWORD=Canary-env-65\nDATABASE_URL=postgres://u:Canary-env-66@db/x\n",
    ),
    (
        "Procfile",
        "web: SECRET_KEY=Canary-proc-70 python manage.py runserver --password Canary-proc-71\nworker: TOKEN='Canary proc 72' celery -A shop -b redis://:Canary-proc-73@h/0 worker\n",
    ),
    (
        "Dockerfile",
        "FROM python:latest\nARG TOKEN=Canary-docker-80\nENV SECRET_KEY=Canary-docker-81 \\\n    DB_PASSWORD=\"Canary docker 82\"\nENV API_KEY Canary docker 83\nRUN pip install --index-url https://u:Canary-docker-84@host/simple x\nCOPY .env .\nCMD python manage.py runserver 0.0.0.0:8000\n",
    ),
    (
        "docker-compose.yml",
        "services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: Canary-compose-90\n      OTHER_PASSWORD: \"Canary compose 91\"\n  web:\n    command: python manage.py runserver\n    environment:\n      - SECRET_KEY=Canary-compose-92\n      - DATABASE_URL=postgres://u:Canary-compose-93@db/x\n      - TOKEN=${TOKEN:-Canary-compose-94}\n",
    ),
    (
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  test:\n    steps:\n      - run: python manage.py test\n        env:\n          SECRET_KEY: Canary-ci-100\n          DB_PASSWORD: |\n            Canary-ci-101\n      - run: SECRET_KEY=Canary-ci-102 python manage.py check --deploy\n      - name: DEPLOY_TOKEN\n        value: Canary-ci-103\n",
    ),
    (
        "requirements.txt",
        "--extra-index-url https://u:Canary-pip-110@host/simple\n--index-url https://Canarytoken0123456789x111@host/\nDjango==3.2\npsycopg2-binary @ https://u:Canary-pip-112@host/p.whl\ngit+https://Canary0123456789abcdefg113@host/r.git#egg=shop-lib\nbroken === = https://u:Canary-pip-114@host\n",
    ),
    (
        "pyproject.toml",
        "[project]\nname = \"shop\"\ndependencies = [\"gunicorn @ https://u:Canary-toml-120@host/g.whl\"]\n[tool.shop]\npassword = \"Canary-toml-121\"\n",
    ),
    (
        ".gitlab-ci.yml",
        "include: https://u:Canary-gitlab-160@host/x.yml\nvariables:\n  DEPLOY_TOKEN: Canary8x3Kq9vN2mZ7pL4rT6161\n  DB_PASSWORD:\n    value: Canary-gitlab-162\n    description: x\ntest:\n  script:\n    - DB_PASSWORD=Canary-gitlab-163 python manage.py test\n    - curl -H 'Authorization: Bearer Canary-gitlab-164' https://host/\n",
    ),
    (
        "deploy/compose.prod.yml",
        "x-env: &env\n  SECRET_KEY: Canary8x3Kq9vN2mZ7pL4rT6170\n  DATABASE_URL: postgres://u:Canary-anchor-171@db/x\nservices:\n  web:\n    build: .\n    command: gunicorn shop.wsgi --env SECRET_KEY=Canary-anchor-172 --forwarded-allow-ips=*\n    ports: ['8000:8000']\n    environment:\n      <<: *env\n      ADMIN_PASSWORD: changeme\n    healthcheck:\n      test: [\"CMD\", \"curl\", \"-H\", \"Authorization: Bearer Canary-probe-173\", \"http://u:Canary-probe-174@localhost:8000/health/?token=Canary-probe-175\"]\n",
    ),
    (
        "deploy/app.Dockerfile",
        "FROM python:3.13\nARG API_TOKEN='Canary8x3Kq9vN2mZ7pL4rT6180'\nENV DB_PASSWORD Canary docker 181\nRUN <<EOF\nexport SECRET_KEY=Canary-heredoc-182\nEOF\nHEALTHCHECK CMD curl -u admin:Canary-health-183 http://localhost:8000/\nCMD [\"gunicorn\", \"--env\", \"SECRET_KEY=Canary-exec-184\", \"shop.wsgi\"]\n",
    ),
    (
        "uwsgi.ini",
        "[uwsgi]\nmodule = shop.wsgi\nenv = SECRET_KEY=Canary-uwsgi-190\nset-placeholder = password=Canary-uwsgi-191\n",
    ),
    (
        "deploy/shop.service",
        "[Service]\nEnvironment=SECRET_KEY=Canary-unit-200\nEnvironment=\"DB_PASSWORD=Canary unit 201\"\nExecStart=/usr/bin/env TOKEN=Canary-unit-202 gunicorn shop.wsgi --timeout 0\n",
    ),
    (
        ".env.example",
        "AWS_SECRET_ACCESS_KEY=Canary8x3Kq9vN2mZ7pL4rT6210\nSENTRY_DSN=https://Canary0123456789abcdef211@o1.ingest.sentry.io/1\n",
    ),
    (
        "broken.compose.yml",
        "services:\n  db:\n    environment:\n      PASSWORD: Canary-broken-220\n       OTHER_PASSWORD: Canary-broken-221\n",
    ),
    (
        "nginx.conf",
        "server {\n  proxy_set_header X-Token Canary-nginx-130;\n  location /static/ { alias /srv/static/; }\n}\n",
    ),
    ("gunicorn.conf.py", "raw_env = ['SECRET_KEY=Canary-gunicorn-140']\nbind = '0.0.0.0:8000'\n"),
    (
        "shop/urls.py",
        "from django.urls import path\nTOKEN = 'Canary-urls-150'\nurlpatterns = [path('admin/', None)]\n",
    ),
];

fn reports(chosen: Option<&str>, closed: bool) -> String {
    let files: Vec<InputFile> = FILES
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let options = Options {
        settings: chosen.map(str::to_owned),
        environment: BTreeMap::from([("GIVEN_PASSWORD".to_owned(), "Canary-given-160".to_owned())]),
        closed_environment: closed,
        today: "2026-11-23".to_owned(),
        complete: true,
        ..Options::default()
    };
    serde_json::to_string_pretty(&audit(&files, &options)).expect("a report is data")
}

/// The lines of a report that hold a canary, with what stands around them.
fn leaks(report: &str) -> Vec<String> {
    let lines: Vec<&str> = report.lines().collect();
    lines
        .iter()
        .enumerate()
        // PEP 503 writes names in small letters.
        .filter(|(_, line)| line.to_lowercase().contains(&CANARY.to_lowercase()))
        .map(|(index, _)| lines[index.saturating_sub(6)..=index].join("\n"))
        .collect()
}

#[test]
fn no_secret_gets_into_a_report() {
    for (path, _) in FILES.iter().filter(|(path, _)| path.starts_with("shop/settings")) {
        for closed in [false, true] {
            let found = leaks(&reports(Some(path), closed));
            assert!(found.is_empty(), "{path}: {} leaks\n{}", found.len(), found.join("\n----\n"));
        }
    }
}

#[test]
fn a_leak_would_be_seen() {
    assert_eq!(leaks("{\n\"shown\": \"x = 'canary-1'\"\n}").len(), 1);
    assert_eq!(leaks(&reports(None, false)), Vec::<String>::new());
    assert!(reports(None, false).contains("pk_live_visible"), "what is public is shown");
}

/// Each rule by itself, each line of each file as evidence would be too many;
/// the masks alone are cheap enough to be held against every line.
#[test]
fn the_masks_hide_every_canary() {
    use django_preflight::project::{mask_code, mask_environment, mask_plain};
    // Names alone do not tell these; no rule shows them.
    let unnamed = ["Canary-plus-41", "Canary-misspelt-44", "Canary-argument-72"];
    let mut seen: Vec<String> = Vec::new();
    for (path, text) in FILES {
        let shown = match *path {
            path if path.ends_with(".py") => mask_code(text),
            ".env" | ".env.example" => mask_environment(text),
            _ => mask_plain(text),
        };
        let bare = shown.lines().filter(|line| line.contains(CANARY));
        seen.extend(
            bare.filter(|line| !unnamed.iter().any(|word| line.contains(word)))
                .map(|line| format!("{path}: {line}")),
        );
    }
    assert!(seen.is_empty(), "{}", seen.join("\n"));
}
