//! What each id says, in words of our own, and where Django documents it.

use crate::model::{Text, text};

/// Sentences by id. Each says what is wrong, as the check finds it.
const WORDS: &[(&str, Text)] = &[
    (
        "4_0.E001",
        text(
            "An origin in CSRF_TRUSTED_ORIGINS has no scheme, such as https://.",
            "В CSRF_TRUSTED_ORIGINS есть адрес без схемы вроде https://.",
        ),
    ),
    (
        "admin.E401",
        text(
            "The admin needs django.contrib.contenttypes in INSTALLED_APPS.",
            "Админке нужно приложение django.contrib.contenttypes в INSTALLED_APPS.",
        ),
    ),
    (
        "admin.E402",
        text(
            "The admin needs the auth context processor in TEMPLATES.",
            "Админке нужен контекстный процессор auth в TEMPLATES.",
        ),
    ),
    (
        "admin.E403",
        text(
            "The admin needs the DjangoTemplates engine in TEMPLATES.",
            "Админке нужен движок DjangoTemplates в TEMPLATES.",
        ),
    ),
    (
        "admin.E404",
        text(
            "The admin needs the messages context processor in TEMPLATES.",
            "Админке нужен контекстный процессор messages в TEMPLATES.",
        ),
    ),
    (
        "admin.E405",
        text(
            "The admin needs django.contrib.auth in INSTALLED_APPS.",
            "Админке нужно приложение django.contrib.auth в INSTALLED_APPS.",
        ),
    ),
    (
        "admin.E406",
        text(
            "The admin needs django.contrib.messages in INSTALLED_APPS.",
            "Админке нужно приложение django.contrib.messages в INSTALLED_APPS.",
        ),
    ),
    (
        "admin.E408",
        text(
            "The admin needs AuthenticationMiddleware in MIDDLEWARE.",
            "Админке нужен AuthenticationMiddleware в MIDDLEWARE.",
        ),
    ),
    (
        "admin.E409",
        text(
            "The admin needs MessageMiddleware in MIDDLEWARE.",
            "Админке нужен MessageMiddleware в MIDDLEWARE.",
        ),
    ),
    (
        "admin.E410",
        text(
            "The admin needs SessionMiddleware in MIDDLEWARE.",
            "Админке нужен SessionMiddleware в MIDDLEWARE.",
        ),
    ),
    (
        "admin.W411",
        text(
            "The admin’s sidebar needs the request context processor in TEMPLATES.",
            "Боковой панели админки нужен контекстный процессор request в TEMPLATES.",
        ),
    ),
    (
        "async.E001",
        text(
            "DJANGO_ALLOW_ASYNC_UNSAFE is set: the guard against blocking calls in async code is off.",
            "Задана DJANGO_ALLOW_ASYNC_UNSAFE: защита от блокирующих вызовов в async-коде отключена.",
        ),
    ),
    (
        "auth.E013",
        text(
            "LoginRequiredMiddleware comes without AuthenticationMiddleware before it.",
            "Перед LoginRequiredMiddleware нет AuthenticationMiddleware.",
        ),
    ),
    ("caches.E001", text("CACHES has no 'default'.", "В CACHES нет 'default'.")),
    (
        "caches.W002",
        text(
            "A cache in files shares its folder with uploads or static files.",
            "Файловый кеш лежит в одной папке с загрузками или статикой.",
        ),
    ),
    (
        "caches.W003",
        text(
            "The LOCATION of a cache in files is not an absolute path.",
            "LOCATION файлового кеша задан относительным путём.",
        ),
    ),
    (
        "files.E001",
        text(
            "The folder in FILE_UPLOAD_TEMP_DIR does not exist.",
            "Папки из FILE_UPLOAD_TEMP_DIR не существует.",
        ),
    ),
    (
        "mail.E001",
        text(
            "The default mailer has a backend for development: nothing is sent.",
            "Бэкенд почты по умолчанию предназначен для разработки: письма не уходят.",
        ),
    ),
    ("mail.W001", text("MAILERS has no 'default'.", "В MAILERS нет 'default'.")),
    (
        "models.W042",
        text(
            "A model gets its key automatically, and DEFAULT_AUTO_FIELD does not say of which type.",
            "У модели автоматический ключ, а DEFAULT_AUTO_FIELD не задаёт его тип.",
        ),
    ),
    (
        "security.E023",
        text(
            "SECURE_REFERRER_POLICY has a value that is not a policy.",
            "В SECURE_REFERRER_POLICY значение, которого нет среди политик.",
        ),
    ),
    (
        "security.E024",
        text(
            "SECURE_CROSS_ORIGIN_OPENER_POLICY has a value that is not a policy.",
            "В SECURE_CROSS_ORIGIN_OPENER_POLICY значение, которого нет среди политик.",
        ),
    ),
    (
        "security.E026",
        text(
            "SECURE_CSP or SECURE_CSP_REPORT_ONLY is not a dictionary.",
            "SECURE_CSP или SECURE_CSP_REPORT_ONLY задан не словарём.",
        ),
    ),
    (
        "security.E100",
        text(
            "DEFAULT_HASHING_ALGORITHM is neither 'sha1' nor 'sha256'.",
            "DEFAULT_HASHING_ALGORITHM — не 'sha1' и не 'sha256'.",
        ),
    ),
    (
        "security.E101",
        text(
            "The view in CSRF_FAILURE_VIEW does not take the arguments that it is called with.",
            "Представление из CSRF_FAILURE_VIEW не принимает аргументов, с которыми его вызывают.",
        ),
    ),
    (
        "security.E102",
        text(
            "The view in CSRF_FAILURE_VIEW cannot be imported.",
            "Представление из CSRF_FAILURE_VIEW не импортируется.",
        ),
    ),
    (
        "security.W001",
        text(
            "SecurityMiddleware is missing, so the SECURE_* settings that it reads do nothing.",
            "Нет SecurityMiddleware, и настройки SECURE_*, которые он читает, не действуют.",
        ),
    ),
    (
        "security.W002",
        text(
            "XFrameOptionsMiddleware is missing: any site can show your pages in a frame.",
            "Нет XFrameOptionsMiddleware: любой сайт может показать ваши страницы во фрейме.",
        ),
    ),
    (
        "security.W003",
        text(
            "CsrfViewMiddleware is missing: forms are not protected from forged requests.",
            "Нет CsrfViewMiddleware: формы не защищены от поддельных запросов.",
        ),
    ),
    (
        "security.W004",
        text(
            "SECURE_HSTS_SECONDS is 0 or not set: browsers are not told to stay with HTTPS.",
            "SECURE_HSTS_SECONDS равен 0 или не задан: браузеры не знают, что ходить сюда можно только по HTTPS.",
        ),
    ),
    (
        "security.W005",
        text(
            "HSTS is on, and SECURE_HSTS_INCLUDE_SUBDOMAINS is not True.",
            "HSTS включён, а SECURE_HSTS_INCLUDE_SUBDOMAINS — не True.",
        ),
    ),
    (
        "security.W006",
        text(
            "SECURE_CONTENT_TYPE_NOSNIFF is not True: browsers may guess the type of a file.",
            "SECURE_CONTENT_TYPE_NOSNIFF — не True: браузер может сам угадывать тип файла.",
        ),
    ),
    (
        "security.W008",
        text(
            "SECURE_SSL_REDIRECT is not True: Django leads nobody from HTTP to HTTPS.",
            "SECURE_SSL_REDIRECT — не True: Django никого не переводит с HTTP на HTTPS.",
        ),
    ),
    (
        "security.W009",
        text(
            "SECRET_KEY is missing, too short, too uniform, or the one that startproject made.",
            "SECRET_KEY не задан, слишком короткий, слишком однообразный или создан командой startproject.",
        ),
    ),
    ("security.W010", SESSION_SECURE),
    ("security.W011", SESSION_SECURE),
    ("security.W012", SESSION_SECURE),
    ("security.W013", SESSION_HTTP_ONLY),
    ("security.W014", SESSION_HTTP_ONLY),
    ("security.W015", SESSION_HTTP_ONLY),
    (
        "security.W016",
        text(
            "CSRF_COOKIE_SECURE is not on: the CSRF cookie is sent over HTTP too.",
            "CSRF_COOKIE_SECURE не включён: cookie CSRF передаётся и по HTTP.",
        ),
    ),
    ("security.W018", text("DEBUG is on.", "DEBUG включён.")),
    ("security.W019", text("X_FRAME_OPTIONS is not 'DENY'.", "X_FRAME_OPTIONS — не 'DENY'.")),
    ("security.W020", text("ALLOWED_HOSTS is empty.", "ALLOWED_HOSTS пуст.")),
    (
        "security.W021",
        text(
            "HSTS is on, and SECURE_HSTS_PRELOAD is not True: the site cannot join the browsers’ list.",
            "HSTS включён, а SECURE_HSTS_PRELOAD — не True: в список браузеров сайт не попадёт.",
        ),
    ),
    (
        "security.W022",
        text(
            "SECURE_REFERRER_POLICY is None: the header is not sent.",
            "SECURE_REFERRER_POLICY равен None: заголовок не отправляется.",
        ),
    ),
    (
        "security.W025",
        text(
            "A key in SECRET_KEY_FALLBACKS is weak, by the measure of W009.",
            "Ключ в SECRET_KEY_FALLBACKS слаб по меркам W009.",
        ),
    ),
    (
        "security.W027",
        text(
            "A policy uses CSP.NONCE, and no template engine has the csp context processor.",
            "В политике есть CSP.NONCE, а контекстного процессора csp нет ни у одного движка шаблонов.",
        ),
    ),
    ("sites.E101", text("SITE_ID is not a whole number.", "SITE_ID — не целое число.")),
    (
        "staticfiles.E001",
        text("STATICFILES_DIRS is neither a list nor a tuple.", "STATICFILES_DIRS — не список и не кортеж."),
    ),
    (
        "staticfiles.E002",
        text("STATICFILES_DIRS contains STATIC_ROOT.", "STATICFILES_DIRS содержит STATIC_ROOT."),
    ),
    (
        "staticfiles.E003",
        text(
            "A prefix in STATICFILES_DIRS ends with a slash.",
            "Префикс в STATICFILES_DIRS заканчивается слешем.",
        ),
    ),
    ("staticfiles.E005", text("STORAGES has no 'staticfiles'.", "В STORAGES нет 'staticfiles'.")),
    (
        "staticfiles.W004",
        text("A folder in STATICFILES_DIRS does not exist.", "Папки из STATICFILES_DIRS не существует."),
    ),
    (
        "templates.E001",
        text(
            "An engine in TEMPLATES has both APP_DIRS and loaders.",
            "У движка в TEMPLATES заданы и APP_DIRS, и loaders.",
        ),
    ),
    (
        "templates.E002",
        text("string_if_invalid in TEMPLATES is not a string.", "string_if_invalid в TEMPLATES — не строка."),
    ),
    ("templates.E003", TAGS),
    ("templates.W003", TAGS),
    ("translation.E001", text("LANGUAGE_CODE is not a language code.", "LANGUAGE_CODE — не код языка.")),
    (
        "translation.E002",
        text("LANGUAGES has an entry that is not a language code.", "В LANGUAGES есть неверный код языка."),
    ),
    (
        "translation.E003",
        text(
            "LANGUAGES_BIDI has an entry that is not a language code.",
            "В LANGUAGES_BIDI есть неверный код языка.",
        ),
    ),
    ("translation.E004", text("LANGUAGE_CODE is not in LANGUAGES.", "LANGUAGE_CODE нет среди LANGUAGES.")),
    (
        "urls.E006",
        text(
            "STATIC_URL or MEDIA_URL does not end with a slash.",
            "STATIC_URL или MEDIA_URL не заканчивается слешем.",
        ),
    ),
];

const SESSION_SECURE: Text = text(
    "SESSION_COOKIE_SECURE is not on: the session cookie is sent over HTTP too.",
    "SESSION_COOKIE_SECURE не включён: cookie сессии передаётся и по HTTP.",
);

const SESSION_HTTP_ONLY: Text = text(
    "SESSION_COOKIE_HTTPONLY is not on: scripts in the page can read the session cookie.",
    "SESSION_COOKIE_HTTPONLY не включён: скрипты страницы могут прочитать cookie сессии.",
);

const TAGS: Text = text(
    "A name in the libraries of TEMPLATES is that of another module of tags too.",
    "Имя из libraries в TEMPLATES носит и другой модуль тегов.",
);

/// What is beyond settings: the id, and what decides it.
const BEYOND: &[(&str, Text)] = &[
    ("caches.W002", FOLDERS),
    ("files.E001", FOLDERS),
    (
        "models.W042",
        text(
            "It is printed once for each model without a key of its own, and models are not read here.",
            "Выводится по разу на каждую модель без своего ключа, а модели здесь не читаются.",
        ),
    ),
    ("security.E101", VIEW),
    ("security.E102", VIEW),
    ("staticfiles.W004", FOLDERS),
];

const FOLDERS: Text = text("The folders on the server decide.", "Решают папки на сервере.");

const VIEW: Text = text(
    "The code of the view decides, and it is not followed here.",
    "Решает код представления, а он здесь не разбирается.",
);

/// What the id says.
#[must_use]
pub fn words(id: &str) -> Option<&'static Text> {
    WORDS.iter().find(|(known, _)| *known == id).map(|(_, words)| words)
}

/// What decides an id that settings alone cannot decide; none of the others.
#[must_use]
pub fn beyond_settings(id: &str) -> Option<&'static Text> {
    BEYOND.iter().find(|(known, _)| *known == id).map(|(_, words)| words)
}

/// The section on the id in Django's reference, as a path in its documentation.
#[must_use]
pub fn docs(id: &str) -> &'static str {
    match id.split('.').next().unwrap_or(id) {
        "4_0" => "ref/checks/#backwards-compatibility",
        "admin" => "ref/checks/#adminsite",
        "async" => "ref/checks/#asynchronous-support",
        "auth" => "ref/checks/#auth",
        "caches" => "ref/checks/#caches",
        "files" => "ref/checks/#managing-files",
        "models" => "ref/checks/#models",
        "security" => "ref/checks/#security",
        "sites" => "ref/checks/#sites",
        "staticfiles" => "ref/checks/#staticfiles",
        "templates" => "ref/checks/#templates",
        "translation" => "ref/checks/#translation",
        "urls" => "ref/checks/#urls",
        _ => "ref/checks/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::ids;

    #[test]
    fn every_id_has_its_words() {
        for id in ids() {
            assert!(words(id).is_some(), "{id} has no words");
        }
        assert!(WORDS.is_sorted_by_key(|(id, _)| *id), "they stand in order, so that one is found");
    }
}
