//! Packages that Django projects use: what is known of their newest releases, what
//! they are imported as, and which of them are better replaced.
//!
//! From PyPI's metadata and the projects' own repositories, as of
//! [`DATA_DATE`](super::DATA_DATE). "There is a newer version" can be said from this table;
//! "this is the newest" cannot.

use super::Date;
use super::Version;
use crate::model::{Text, text};
use crate::requirements::{self, VersionRange};

/// The newest known release of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    /// Normalised after PEP 503.
    pub name: &'static str,
    pub latest: &'static str,
    pub released: Option<Date>,
    /// Specifiers of the Pythons it installs on; empty: not known.
    pub python: &'static str,
    /// Specifiers of the Djangos it installs with; empty: any, or not known.
    pub django: &'static str,
}

impl Package {
    /// Whether the newest release can be installed beside this series of Django.
    #[must_use]
    pub fn allows(&self, series: Version) -> bool {
        let newest_patch = super::releases::release(series).map_or(99, |release| release.latest_patch);
        let numbers = [u64::from(series.major), u64::from(series.minor), u64::from(newest_patch)];
        VersionRange::parse(self.django)
            .map_or(true, |range| range.admits(&requirements::Version::new(numbers)))
    }

    /// Whether a version is older than the newest known release.
    #[must_use]
    pub fn is_newer_than(&self, version: &requirements::Version) -> bool {
        self.latest.parse::<requirements::Version>().is_ok_and(|latest| latest > *version)
    }
}

/// What is known of a package, by its normalised name.
#[must_use]
pub fn package(name: &str) -> Option<&'static Package> {
    let index = PACKAGES.binary_search_by(|package| package.name.cmp(name)).ok()?;
    Some(&PACKAGES[index])
}

/// Why a package is better replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nobody maintains it: holes stay open.
    Abandoned,
    /// Its authors say not to use it here.
    Discouraged,
    /// It works, but something better has taken its place.
    Superseded,
}

/// What to use instead of a package.
#[derive(Debug, Clone)]
pub struct Advice {
    pub name: &'static str,
    pub standing: Standing,
    /// The first series of Django for which this holds; none: for all.
    pub since: Option<Version>,
    /// Names of packages, the best one first; empty: Django or Python itself does it.
    pub instead: &'static [&'static str],
    pub note: Text,
}

/// Whether a package is better replaced in a project on this series of Django.
#[must_use]
pub fn advice(name: &str, series: Version) -> Option<&'static Advice> {
    ADVICE.iter().find(|advice| advice.name == name && advice.since.is_none_or(|since| since <= series))
}

/// The distributions that bring a module, by its dotted path, the usual one first:
/// `djangorestframework` for `rest_framework.authtoken`. Only well-known packages
/// are in the table; of a module that is not, nothing is said.
pub fn distributions(path: &str) -> impl Iterator<Item = &'static str> {
    let root = path.split('.').next().unwrap_or(path);
    let start = MODULES.partition_point(|(module, _)| *module < root);
    MODULES[start..].iter().take_while(move |(module, _)| *module == root).map(|(_, name)| *name)
}

/// The modules that a distribution is imported as.
pub fn modules(distribution: &str) -> impl Iterator<Item = &'static str> {
    MODULES.iter().filter(move |(_, name)| *name == distribution).map(|(module, _)| *module)
}

const fn entry(
    name: &'static str,
    latest: &'static str,
    released: Option<Date>,
    python: &'static str,
    django: &'static str,
) -> Package {
    Package { name, latest, released, python, django }
}

/// In alphabetical order.
const PACKAGES: &[Package] = &[
    entry("aiohttp", "3.14.5", None, ">=3.10", ""),
    entry("bleach", "6.3.0", Some(Date::new(2025, 10, 27)), ">=3.10", ""),
    entry("boto3", "1.43.78", Some(Date::new(2026, 8, 21)), ">=3.10", ""),
    entry("bugsnag", "4.9.0", Some(Date::new(2026, 4, 21)), ">=3.5,<4", ""),
    entry("celery", "5.7.0", None, ">=3.10", ">=3.2.1"),
    entry("certifi", "2026.10.19", Some(Date::new(2026, 10, 19)), ">=3.7", ""),
    entry("channels", "4.3.2", Some(Date::new(2025, 11, 20)), ">=3.9", ">=4.2"),
    entry("channels-redis", "4.3.0", None, ">=3.9", ">=4.2"),
    entry("cryptography", "50.0.2", None, ">=3.9,!=3.9.0,!=3.9.1", ""),
    entry("daphne", "4.2.2", Some(Date::new(2026, 6, 3)), ">=3.9", ""),
    entry("dj-database-url", "3.1.2", Some(Date::new(2026, 2, 18)), ">=3.10", ">=4.2"),
    entry("dj-stripe", "2.11.0", None, "", ""),
    entry("django-allauth", "65.21.1", Some(Date::new(2026, 10, 30)), ">=3.11", ">=4.2.16"),
    entry("django-allow-cidr", "0.8.0", Some(Date::new(2025, 4, 8)), "", ">=4.2"),
    entry("django-anymail", "15.2", None, "", ""),
    entry("django-axes", "8.3.1", Some(Date::new(2026, 2, 11)), ">=3.10", ">=4.2"),
    entry("django-brotli", "0.4.0", None, ">=3.10,<3.15", ">=4,<7"),
    entry("django-ckeditor", "6.7.3", Some(Date::new(2025, 6, 6)), ">=3.8", ""),
    entry("django-cms", "5.1.1", Some(Date::new(2026, 8, 5)), ">=3.10", ""),
    entry("django-compression-middleware", "0.5.0", None, "", ""),
    entry("django-configurations", "2.5.1", Some(Date::new(2023, 11, 30)), ">=3.8,<4.0", ""),
    entry("django-cors-headers", "4.9.0", Some(Date::new(2025, 9, 18)), ">=3.9", ">=4.2"),
    entry("django-csp", "4.0", Some(Date::new(2025, 4, 2)), "", ">=4.2"),
    entry("django-dbbackup", "5.4.0", None, ">=3.10", ">=5.0"),
    entry("django-debug-toolbar", "8.0.0", None, ">=3.10", ">=5.2"),
    entry("django-defender", "0.9.8", None, "", ""),
    entry("django-environ", "0.14.0", None, ">=3.9", ""),
    entry("django-extensions", "4.1", Some(Date::new(2025, 4, 11)), ">=3.9", ""),
    entry("django-filter", "26.2", None, ">=3.11", ">=5.2"),
    entry("django-grappelli", "5.0.0", Some(Date::new(2026, 4, 29)), "", ""),
    entry("django-health-check", "4.8.0", None, ">=3.10", ">=5.2"),
    entry("django-mfa", "3.2", Some(Date::new(2021, 12, 3)), "", ""),
    entry("django-oauth-toolkit", "3.4.1", None, "", ""),
    entry("django-prometheus", "2.5.0", Some(Date::new(2026, 5, 26)), "", ">=4.2,!=5.0.*,<6.1"),
    entry("django-ratelimit", "4.1.0", None, "", ""),
    entry("django-redis", "7.0.0", None, ">=3.10", ">=5.2,<7.0"),
    entry("django-rest-swagger", "2.2.0", Some(Date::new(2018, 4, 30)), "", ""),
    entry("django-silk", "5.6.0", None, ">=3.10", ">=5.2"),
    entry("django-split-settings", "1.3.2", Some(Date::new(2024, 7, 5)), "", ""),
    entry("django-storages", "1.14.6", Some(Date::new(2025, 4, 1)), ">=3.7", ">=3.2"),
    entry("django-structlog", "11.0.0", None, ">=3.11", ">=5.2"),
    entry("django-tinymce", "5.0.0", Some(Date::new(2025, 10, 21)), ">=3.9", ""),
    entry("djangorestframework", "3.18.3", Some(Date::new(2026, 10, 6)), ">=3.10", ">=5.2"),
    entry("djangorestframework-simplejwt", "5.5.1", Some(Date::new(2025, 7, 21)), ">=3.9", ">=4.2"),
    entry("drf-spectacular", "0.29.0", Some(Date::new(2025, 11, 2)), ">=3.7", ""),
    entry("drf-yasg", "1.21.15", Some(Date::new(2026, 2, 24)), ">=3.9", ""),
    entry("environs", "15.2", None, "", ""),
    entry("graphene-django", "3.2.3", Some(Date::new(2025, 3, 13)), "", ""),
    entry("gunicorn", "27.0.1", Some(Date::new(2026, 11, 12)), ">=3.10", ""),
    entry("idna", "3.13", Some(Date::new(2026, 4, 22)), ">=3.8", ""),
    entry("jinja2", "3.1.6", Some(Date::new(2025, 3, 5)), ">=3.7", ""),
    entry("markdown", "3.10.3", Some(Date::new(2026, 7, 30)), ">=3.10", ""),
    entry("mysqlclient", "2.2.8", Some(Date::new(2026, 2, 10)), ">=3.10", ""),
    entry("oauthlib", "3.3.1", Some(Date::new(2025, 6, 20)), ">=3.8", ""),
    entry("pillow", "13.0.0", None, ">=3.11", ""),
    entry("psycopg", "3.3.4", Some(Date::new(2026, 5, 2)), ">=3.10", ""),
    entry("psycopg2", "2.9.12", Some(Date::new(2026, 4, 21)), ">=3.9", ""),
    entry("psycopg2-binary", "2.9.12", Some(Date::new(2026, 4, 21)), ">=3.9", ""),
    entry("pyjwt", "2.15.1", Some(Date::new(2026, 9, 28)), ">=3.9", ""),
    entry("python-decouple", "3.8", Some(Date::new(2023, 3, 1)), "", ""),
    entry("python-dotenv", "1.2.4", None, "", ""),
    entry("python-jose", "3.5.0", Some(Date::new(2025, 5, 28)), ">=3.9", ""),
    entry("python-multipart", "0.0.32", Some(Date::new(2026, 6, 4)), ">=3.10", ""),
    entry("pytz", "2026.2", Some(Date::new(2026, 5, 4)), "", ""),
    entry("pyyaml", "6.0.3", Some(Date::new(2025, 9, 25)), ">=3.8", ""),
    entry("raven", "6.10.0", Some(Date::new(2018, 12, 19)), "", ""),
    entry("redis", "8.1.0", Some(Date::new(2026, 7, 30)), ">=3.10", ""),
    entry("requests", "2.34.2", Some(Date::new(2026, 5, 14)), ">=3.10", ""),
    entry("sentry-sdk", "2.75.0", None, "", ""),
    entry("sqlparse", "0.6.1", Some(Date::new(2026, 11, 1)), ">=3.10", ""),
    entry("structlog", "26.1.0", Some(Date::new(2026, 6, 6)), ">=3.10", ""),
    entry("tornado", "6.5.7", Some(Date::new(2026, 6, 8)), ">=3.9", ""),
    entry("urllib3", "2.8.0", Some(Date::new(2026, 9, 15)), ">=3.10", ""),
    entry("uvicorn", "0.51.0", Some(Date::new(2026, 7, 8)), ">=3.10", ""),
    entry("uwsgi", "2.0.30", Some(Date::new(2025, 6, 3)), "", ""),
    entry("wagtail", "8.0.1", Some(Date::new(2026, 10, 20)), ">=3.10", ""),
    entry("werkzeug", "3.1.8", Some(Date::new(2026, 4, 2)), ">=3.9", ""),
    entry("whitenoise", "6.12.0", Some(Date::new(2026, 2, 27)), ">=3.10", ""),
];

/// Top-level modules and the distributions that bring them, in order of their bytes;
/// of several distributions the usual one stands first.
const MODULES: &[(&str, &str)] = &[
    ("MySQLdb", "mysqlclient"),
    ("actstream", "django-activity-stream"),
    ("admin_honeypot", "django-admin-honeypot"),
    ("adminsortable2", "django-admin-sortable2"),
    ("allauth", "django-allauth"),
    ("allow_cidr", "django-allow-cidr"),
    ("anymail", "django-anymail"),
    ("auditlog", "django-auditlog"),
    ("axes", "django-axes"),
    ("behave_django", "behave-django"),
    ("bootstrap4", "django-bootstrap4"),
    ("bootstrap5", "django-bootstrap5"),
    ("cachalot", "django-cachalot"),
    ("celery", "celery"),
    ("channels", "channels"),
    ("channels_redis", "channels-redis"),
    ("ckeditor", "django-ckeditor"),
    ("ckeditor_uploader", "django-ckeditor"),
    ("cloudinary_storage", "django-cloudinary-storage"),
    ("cms", "django-cms"),
    ("colorfield", "django-colorfield"),
    ("compression_middleware", "django-compression-middleware"),
    ("compressor", "django-compressor"),
    ("configurations", "django-configurations"),
    ("constance", "django-constance"),
    ("corsheaders", "django-cors-headers"),
    ("crispy_bootstrap4", "crispy-bootstrap4"),
    ("crispy_bootstrap5", "crispy-bootstrap5"),
    ("crispy_forms", "django-crispy-forms"),
    ("csp", "django-csp"),
    ("dal", "django-autocomplete-light"),
    ("daphne", "daphne"),
    ("dbbackup", "django-dbbackup"),
    ("debug_toolbar", "django-debug-toolbar"),
    ("decouple", "python-decouple"),
    ("defender", "django-defender"),
    ("dj_database_url", "dj-database-url"),
    ("dj_rest_auth", "dj-rest-auth"),
    ("django_brotli", "django-brotli"),
    ("django_browser_reload", "django-browser-reload"),
    ("django_celery_beat", "django-celery-beat"),
    ("django_celery_results", "django-celery-results"),
    ("django_ckeditor_5", "django-ckeditor-5"),
    ("django_cleanup", "django-cleanup"),
    ("django_components", "django-components"),
    ("django_countries", "django-countries"),
    ("django_dramatiq", "django-dramatiq"),
    ("django_elasticsearch_dsl", "django-elasticsearch-dsl"),
    ("django_extensions", "django-extensions"),
    ("django_filters", "django-filter"),
    ("django_fsm", "django-fsm"),
    ("django_fsm", "django-fsm-2"),
    ("django_hosts", "django-hosts"),
    ("django_htmx", "django-htmx"),
    ("django_linear_migrations", "django-linear-migrations"),
    ("django_migration_linter", "django-migration-linter"),
    ("django_otp", "django-otp"),
    ("django_pdb", "django-pdb"),
    ("django_permissions_policy", "django-permissions-policy"),
    ("django_prometheus", "django-prometheus"),
    ("django_q", "django-q2"),
    ("django_q", "django-q"),
    ("django_ratelimit", "django-ratelimit"),
    ("django_recaptcha", "django-recaptcha"),
    ("django_redis", "django-redis"),
    ("django_rq", "django-rq"),
    ("django_select2", "django-select2"),
    ("django_ses", "django-ses"),
    ("django_structlog", "django-structlog"),
    ("django_tables2", "django-tables2"),
    ("django_tailwind_cli", "django-tailwind-cli"),
    ("django_tenants", "django-tenants"),
    ("django_user_agents", "django-user-agents"),
    ("django_vite", "django-vite"),
    ("django_watchfiles", "django-watchfiles"),
    ("djcelery", "django-celery"),
    ("djmoney", "django-money"),
    ("djoser", "djoser"),
    ("djstripe", "dj-stripe"),
    ("dotenv", "python-dotenv"),
    ("dramatiq", "dramatiq"),
    ("drf_spectacular", "drf-spectacular"),
    ("drf_spectacular_sidecar", "drf-spectacular-sidecar"),
    ("drf_standardized_errors", "drf-standardized-errors"),
    ("drf_yasg", "drf-yasg"),
    ("dynaconf", "dynaconf"),
    ("easy_thumbnails", "easy-thumbnails"),
    ("easyaudit", "django-easy-audit"),
    ("elasticapm", "elastic-apm"),
    ("environ", "django-environ"),
    ("environs", "environs"),
    ("fcm_django", "fcm-django"),
    ("filer", "django-filer"),
    ("formtools", "django-formtools"),
    ("graphene_django", "graphene-django"),
    ("grappelli", "django-grappelli"),
    ("guardian", "django-guardian"),
    ("haystack", "django-haystack"),
    ("health_check", "django-health-check"),
    ("hijack", "django-hijack"),
    ("huey", "huey"),
    ("imagekit", "django-imagekit"),
    ("import_export", "django-import-export"),
    ("ipware", "django-ipware"),
    ("jazzmin", "django-jazzmin"),
    ("knox", "django-rest-knox"),
    ("mailer", "django-mailer"),
    ("maintenance_mode", "django-maintenance-mode"),
    ("model_utils", "django-model-utils"),
    ("modelcluster", "django-modelcluster"),
    ("modeltranslation", "django-modeltranslation"),
    ("mptt", "django-mptt"),
    ("nested_admin", "django-nested-admin"),
    ("ninja", "django-ninja"),
    ("ninja_extra", "django-ninja-extra"),
    ("nplusone", "nplusone"),
    ("oauth2_provider", "django-oauth-toolkit"),
    ("ordered_model", "django-ordered-model"),
    ("parler", "django-parler"),
    ("pghistory", "django-pghistory"),
    ("pgtrigger", "django-pgtrigger"),
    ("phonenumber_field", "django-phonenumber-field"),
    ("pipeline", "django-pipeline"),
    ("polymorphic", "django-polymorphic"),
    ("post_office", "django-post-office"),
    ("psycopg", "psycopg"),
    ("psycopg2", "psycopg2"),
    ("psycopg2", "psycopg2-binary"),
    ("push_notifications", "django-push-notifications"),
    ("pymysql", "pymysql"),
    ("ratelimit", "django-ratelimit"),
    ("raven", "raven"),
    ("rest_auth", "django-rest-auth"),
    ("rest_framework", "djangorestframework"),
    ("rest_framework_gis", "djangorestframework-gis"),
    ("rest_framework_jwt", "drf-jwt"),
    ("rest_framework_jwt", "djangorestframework-jwt"),
    ("rest_framework_simplejwt", "djangorestframework-simplejwt"),
    ("rest_framework_swagger", "django-rest-swagger"),
    ("rest_registration", "django-rest-registration"),
    ("reversion", "django-reversion"),
    ("rosetta", "django-rosetta"),
    ("sass_processor", "django-sass-processor"),
    ("sendgrid_backend", "django-sendgrid-v5"),
    ("sentry_sdk", "sentry-sdk"),
    ("sesame", "django-sesame"),
    ("session_security", "django-session-security"),
    ("silk", "django-silk"),
    ("simple_history", "django-simple-history"),
    ("social_django", "social-auth-app-django"),
    ("solo", "django-solo"),
    ("sorl", "sorl-thumbnail"),
    ("split_settings", "django-split-settings"),
    ("storages", "django-storages"),
    ("taggit", "django-taggit"),
    ("tailwind", "django-tailwind"),
    ("template_partials", "django-template-partials"),
    ("tinymce", "django-tinymce"),
    ("treebeard", "django-treebeard"),
    ("two_factor", "django-two-factor-auth"),
    ("unfold", "django-unfold"),
    ("waffle", "django-waffle"),
    ("wagtail", "wagtail"),
    ("watchman", "django-watchman"),
    ("webpack_loader", "django-webpack-loader"),
    ("werkzeug", "werkzeug"),
    ("whitenoise", "whitenoise"),
    ("widget_tweaks", "django-widget-tweaks"),
    ("zeal", "django-zeal"),
];

const fn replace(
    name: &'static str,
    standing: Standing,
    since: Option<Version>,
    instead: &'static [&'static str],
    note: Text,
) -> Advice {
    Advice { name, standing, since, instead, note }
}

/// Packages that are better replaced.
pub static ADVICE: &[Advice] = &[
    replace(
        "raven",
        Standing::Abandoned,
        None,
        &["sentry-sdk"],
        text(
            "raven is the old client of Sentry; its last release is of 2018.",
            "raven — старый клиент Sentry, последний выпуск вышел в 2018 году.",
        ),
    ),
    replace(
        "nose",
        Standing::Abandoned,
        None,
        &["pytest"],
        text("The last release of nose is of 2015.", "Последний выпуск nose вышел в 2015 году."),
    ),
    replace(
        "django-rest-swagger",
        Standing::Abandoned,
        None,
        &["drf-spectacular"],
        text("django-rest-swagger was given up in 2019.", "Проект django-rest-swagger закрыт в 2019 году."),
    ),
    replace(
        "djangorestframework-jwt",
        Standing::Abandoned,
        None,
        &["djangorestframework-simplejwt"],
        text(
            "djangorestframework-jwt is no longer maintained.",
            "djangorestframework-jwt больше не поддерживается.",
        ),
    ),
    replace(
        "bleach",
        Standing::Abandoned,
        None,
        &["nh3"],
        text(
            "bleach was declared deprecated in 2023 and stands on a library that nobody maintains.",
            "В 2023 году bleach объявлен устаревшим; библиотека под ним никем не поддерживается.",
        ),
    ),
    replace(
        "django-ckeditor",
        Standing::Abandoned,
        None,
        &["django-prose-editor", "django-ckeditor-5", "django-tinymce"],
        text(
            "django-ckeditor bundles CKEditor 4, which has known holes that stay open.",
            "django-ckeditor включает CKEditor 4 с известными уязвимостями, которые уже не исправят.",
        ),
    ),
    replace(
        "django-mfa",
        Standing::Abandoned,
        None,
        &["django-allauth", "django-otp"],
        text("The last release of django-mfa is of 2021.", "Последний выпуск django-mfa вышел в 2021 году."),
    ),
    replace(
        "django-feature-policy",
        Standing::Superseded,
        None,
        &["django-permissions-policy"],
        text(
            "The package was renamed with the header: Feature-Policy became Permissions-Policy.",
            "Пакет переименован вслед за заголовком: Feature-Policy теперь Permissions-Policy.",
        ),
    ),
    replace(
        "drf-yasg",
        Standing::Superseded,
        None,
        &["drf-spectacular"],
        text("drf-yasg describes an API by OpenAPI 2 alone.", "drf-yasg описывает API только по OpenAPI 2."),
    ),
    replace(
        "uwsgi",
        Standing::Superseded,
        None,
        &["gunicorn", "granian", "uvicorn"],
        text(
            "uWSGI is in maintenance mode: it gets important fixes and nothing else.",
            "uWSGI в режиме поддержки: выходят только важные исправления.",
        ),
    ),
    replace(
        "psycopg2-binary",
        Standing::Discouraged,
        None,
        &["psycopg[c]", "psycopg2"],
        text(
            "The authors advise against psycopg2-binary in production: its bundled libraries can clash with those of the system.",
            "Авторы не советуют psycopg2-binary для рабочих серверов: встроенные библиотеки могут конфликтовать с системными.",
        ),
    ),
    replace(
        "psycopg2",
        Standing::Superseded,
        Some(Version::new(4, 2)),
        &["psycopg"],
        text(
            "New features come to psycopg 3 alone, and Django may drop psycopg2.",
            "Новое появляется только в psycopg 3, а поддержку psycopg2 Django может убрать.",
        ),
    ),
    replace(
        "pytz",
        Standing::Superseded,
        Some(Version::new(5, 0)),
        &[],
        text(
            "Since 5.0 Django takes time zones from zoneinfo of the standard library alone.",
            "С версии 5.0 Django берёт часовые пояса только из zoneinfo стандартной библиотеки.",
        ),
    ),
    replace(
        "django-csp",
        Standing::Superseded,
        Some(Version::new(6, 0)),
        &[],
        text(
            "Since 6.0 Django sends a Content Security Policy itself: SECURE_CSP.",
            "С версии 6.0 Django сам отправляет Content Security Policy: SECURE_CSP.",
        ),
    ),
    replace(
        "django-redis",
        Standing::Superseded,
        Some(Version::new(4, 0)),
        &[],
        text(
            "Since 4.0 Django has a cache backend for Redis of its own; django-redis is worth keeping for what it adds.",
            "С версии 4.0 в Django есть свой кеш на Redis; django-redis стоит оставить ради его дополнений.",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_well_formed() {
        assert!(PACKAGES.is_sorted_by_key(|package| package.name));
        assert!(MODULES.is_sorted_by_key(|(module, _)| *module));
        for package in PACKAGES {
            assert_eq!(requirements::normalise(package.name), package.name);
            assert!(package.latest.parse::<requirements::Version>().is_ok(), "{}", package.name);
            assert!(package.released.is_none_or(|date| date <= super::super::DATA_DATE), "{}", package.name);
            for specifiers in [package.python, package.django] {
                assert!(VersionRange::parse(specifiers).is_ok(), "{} {specifiers}", package.name);
            }
        }
        for (module, distribution) in MODULES {
            assert_eq!(requirements::normalise(distribution), *distribution, "{module}");
        }
    }

    #[test]
    fn the_bound_on_django_is_known() {
        let prometheus = package("django-prometheus").expect("in the table");
        for (major, minor, allowed) in [(4, 2, true), (5, 0, false), (6, 0, true), (6, 1, false)] {
            assert_eq!(prometheus.allows(Version::new(major, minor)), allowed, "{major}.{minor}");
        }
        // Patches count: 4.2.16 is the first that allauth takes.
        assert!(package("django-allauth").expect("in the table").allows(Version::new(4, 2)));
        assert!(package("gunicorn").expect("in the table").allows(Version::new(3, 2)));
        let toolbar = package("django-debug-toolbar").expect("in the table");
        assert!(toolbar.is_newer_than(&"7.0.0".parse().expect("a version")));
        assert!(!toolbar.is_newer_than(&"8.0.0".parse().expect("a version")));
    }

    #[test]
    fn modules_lead_to_distributions() {
        for (path, name) in [
            ("rest_framework.authtoken", Some("djangorestframework")),
            ("corsheaders", Some("django-cors-headers")),
            ("environ", Some("django-environ")),
            ("environs", Some("environs")),
            ("whitenoise.runserver_nostatic", Some("whitenoise")),
            ("django_filters", Some("django-filter")),
            ("django.contrib.auth", None),
            ("blog", None),
        ] {
            assert_eq!(distributions(path).next(), name, "{path}");
        }
        assert_eq!(distributions("psycopg2").collect::<Vec<_>>(), ["psycopg2", "psycopg2-binary"]);
        assert_eq!(modules("django-ratelimit").collect::<Vec<_>>(), ["django_ratelimit", "ratelimit"]);
    }

    #[test]
    fn advice_depends_on_django() {
        assert!(advice("pytz", Version::new(4, 2)).is_none());
        let pytz = advice("pytz", Version::new(5, 0)).expect("superseded");
        assert_eq!((pytz.standing, pytz.instead), (Standing::Superseded, &[][..]));
        assert_eq!(advice("raven", Version::new(3, 2)).map(|one| one.instead), Some(&["sentry-sdk"][..]));
        assert!(advice("django", Version::new(5, 2)).is_none());
    }
}
