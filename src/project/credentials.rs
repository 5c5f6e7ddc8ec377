//! Credentials that stand in the settings as literals, and how to take them out.

use std::rc::Rc;

use super::Project;
use super::secret::{is_marked, is_private_key, is_random_word, is_secret_name};
use crate::python::{Kind, Module, Value};
use crate::source::{Place, sort_by_key};

/// What a credential opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Database,
    Mail,
    /// An address with a password in it.
    Url,
    /// Everything else: tokens and keys of services.
    Service,
    /// A private key block.
    PrivateKey,
    /// Nothing yet: a text that asks to be replaced stands in its place.
    Nothing,
}

/// A secret text that is written in the settings themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    pub opens: Opens,
    /// The setting that it is in.
    pub setting: Rc<str>,
    /// `DATABASES["default"]["PASSWORD"]`.
    pub shown: String,
    /// The text itself: to compare, never to show.
    pub text: Rc<str>,
    pub place: Place,
    /// The environment variable that may hold it instead.
    pub variable: String,
}

impl Project {
    /// The credentials of the judged module. `SECRET_KEY` is not among them.
    #[must_use]
    pub fn credentials(&self) -> &[Credential] {
        let find = || self.settings.module().map(|module| self.credentials_of(module));
        self.settings.credentials.get_or_init(|| find().unwrap_or_default())
    }

    /// The credentials of any module. `SECRET_KEY` is not among them.
    #[must_use]
    pub fn credentials_of(&self, module: &Module) -> Vec<Credential> {
        let mut own_key = Vec::new();
        for name in ["SECRET_KEY", "SECRET_KEY_FALLBACKS"] {
            if let Some(binding) = module.settings.get(name) {
                walk(&binding.value, &mut Vec::new(), &mut |_, _, place| own_key.push(place));
            }
        }
        let mut found = Vec::new();
        for (setting, binding) in &module.settings {
            // Texts of one list have one name.
            let mut last = (String::new(), false);
            let usual = of_pipeline(&binding.value);
            walk(&binding.value, &mut Vec::new(), &mut |keys, text, place| {
                let name = keys.last().map_or(&**setting, |key| key.as_str());
                if text.is_empty() {
                    return;
                }
                if last.0 != name {
                    last = (name.to_owned(), is_named(name));
                }
                let Some(opens) = opens(setting, name, last.1, text) else { return };
                // A default of a reader is a question of its own.
                let read = module
                    .reads
                    .iter()
                    .any(|read| read.default.as_ref().and_then(|default| default.place) == Some(place));
                let own_key = own_key.contains(&place);
                let for_tests = usual.as_ref().is_some_and(|usual| !usual.contains(&place));
                if own_key || for_tests || read || !self.is_literal(Some(place)) || self.is_default(place) {
                    return;
                }
                let shown = keys.iter().fold(setting.to_string(), |shown, key| format!("{shown}[{key:?}]"));
                let variable = variable(opens, setting, keys);
                found.push(Credential {
                    opens,
                    setting: setting.clone(),
                    shown,
                    text: text.clone(),
                    place,
                    variable,
                });
            });
        }
        // One literal may be reached by two names; the first keeps it.
        let mut seen = Vec::new();
        found.retain(|credential| {
            let new = !seen.contains(&credential.place);
            seen.push(credential.place);
            new
        });
        found
    }

    /// Whether a text is what a reader of the environment falls back to:
    /// `os.environ.get("NAME", <here>)`.
    fn is_default(&self, place: Place) -> bool {
        let text = &self.tree.file(place.file).text;
        let before = text[..place.span.start as usize].trim_end();
        let Some(before) = before.strip_suffix(',') else { return false };
        let Some(before) = before.trim_end().strip_suffix(['"', '\'']) else { return false };
        // No name of a variable is longer than this.
        let near = before.char_indices().rev().take(200).find(|(_, c)| matches!(c, '(' | '\n'));
        let open = near.filter(|(_, c)| *c == '(').map(|(at, _)| at);
        open.is_some_and(|open| {
            ["environ.get", "env", "config"].iter().any(|reader| before[..open].ends_with(reader))
        })
    }

    /// Whether a text stands only in what some variable of the environment switches
    /// on, not in what holds when none is set.
    #[must_use]
    pub fn is_switched_on(&self, credential: &Credential) -> bool {
        let Some(binding) = self.settings.binding(&credential.setting) else { return false };
        let Kind::Maybe(maybe) = &binding.value.kind else { return false };
        let (Some(usual), false) = (&maybe.usual, maybe.variables.is_empty()) else { return false };
        let mut usually = false;
        walk(usual, &mut Vec::new(), &mut |_, _, place| usually |= place == credential.place);
        !usually
    }

    /// Whether the place holds a plain text literal and nothing else.
    #[must_use]
    pub fn is_literal(&self, place: Option<Place>) -> bool {
        let Some(place) = place else { return false };
        let text = self.tree.text(place).trim();
        let body = text.trim_start_matches(['r', 'R', 'b', 'B', 'u', 'U']);
        body.starts_with(['"', '\''])
            && body.ends_with(['"', '\''])
            && body.len() >= 2
            && text.len() - body.len() <= 2
    }

    /// The statement that holds a place, rewritten so that every credential in it
    /// is read from the environment; none where the statement is not known.
    #[must_use]
    pub fn without_credentials(&self, place: Place) -> Option<(Place, String)> {
        let statement = self.statement_around(place)?;
        let reader = self.reader_in(statement.file);
        let replacements = self
            .credentials()
            .iter()
            .filter(|credential| contains(statement, credential.place))
            .map(|credential| (credential.place, reader.str(&credential.variable, None)))
            .collect();
        let code = self.rewritten(statement, replacements);
        // What is left is shown to the person and may be copied: no other secret may be in it.
        (super::mask_code(&code) == code).then(|| (statement, reader.with_import(code)))
    }

    /// A place to show for a secret text: wide enough that its name masks it.
    /// None where nothing would.
    #[must_use]
    pub fn shown_place(&self, secret: &str, place: Place) -> Option<Place> {
        let line = self.line_at(place.file, place.span.start as usize);
        [Some(line), self.statement_around(place)]
            .into_iter()
            .flatten()
            .find(|place| !super::mask_code(self.tree.text(*place)).contains(secret))
    }

    /// The statement of the judged settings that holds a place.
    #[must_use]
    pub fn statement_around(&self, place: Place) -> Option<Place> {
        let module = self.settings.module()?;
        module
            .settings
            .values()
            .flat_map(|binding| &binding.history)
            .map(|event| event.place)
            .find(|statement| contains(*statement, place))
    }

    /// The text of a place with other code in place of some of its parts.
    #[must_use]
    pub fn rewritten(&self, whole: Place, mut parts: Vec<(Place, String)>) -> String {
        sort_by_key(&mut parts, |(place, _)| std::cmp::Reverse(place.span.start));
        let mut code = self.tree.text(whole).to_owned();
        for (place, new) in parts {
            let start = (place.span.start - whole.span.start) as usize;
            let end = (place.span.end - whole.span.start) as usize;
            if end <= code.len() && code.is_char_boundary(start) && code.is_char_boundary(end) {
                code.replace_range(start..end, &new);
            }
        }
        code
    }
}

/// Whether the second place lies in the first.
#[must_use]
pub fn contains(outer: Place, inner: Place) -> bool {
    outer.file == inner.file && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}

/// Every text in a value, with the keys on the way to it.
fn walk(value: &Value, keys: &mut Vec<String>, visit: &mut impl FnMut(&[String], &Rc<str>, Place)) {
    match &value.kind {
        Kind::Str(text) => {
            if let Some(place) = value.place {
                visit(keys, text, place);
            }
        }
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
            items.iter().for_each(|item| walk(item, keys, visit))
        }
        Kind::Dict(pairs) => {
            for (key, item) in pairs {
                keys.push(key.as_str().unwrap_or("?").to_owned());
                walk(item, keys, visit);
                keys.pop();
            }
        }
        Kind::Maybe(maybe) => {
            maybe.usual.iter().chain(&maybe.others).for_each(|other| walk(other, keys, visit))
        }
        _ => {}
    }
}

fn opens(setting: &str, name: &str, named: bool, text: &str) -> Option<Opens> {
    if is_private_key(text) {
        return Some(Opens::PrivateKey);
    }
    if url_has_password(text) {
        return Some(Opens::Url);
    }
    if text.is_empty() {
        return None;
    }
    match (setting, name) {
        ("DATABASES", "PASSWORD") => return Some(Opens::Database),
        ("DATABASES", _) => return None,
        _ => {}
    }
    if named && is_unfilled(text) {
        return Some(Opens::Nothing);
    }
    if let ("EMAIL_HOST_PASSWORD", _) | ("MAILERS", "password") = (setting, name) {
        return Some(Opens::Mail);
    }
    let secret = named && is_plausible(name, text) || is_marked(text) || is_random(name, text);
    let is_for_tests =
        || ["sk_test_", "rk_test_", "test_", "pk_"].iter().any(|start| text.starts_with(start));
    (secret && !is_for_tests() && !is_public_name(name) && !is_public_name(setting)).then_some(Opens::Service)
}

/// Whether a key or a setting is named for a secret; a key with spaces is a heading.
fn is_named(name: &str) -> bool {
    is_secret_name(name) && !name.contains(' ')
}

/// Whether a text is random enough to be a secret under a name that says nothing.
fn is_random(name: &str, text: &str) -> bool {
    const TOLD: &[&str] = &[
        "ID",
        "SHA",
        "HASH",
        "CHECKSUM",
        "INTEGRITY",
        "VERSION",
        "RELEASE",
        "COMMIT",
        "REVISION",
        "VERIF",
        "ANALYTICS",
        "TRACKING",
        "FINGERPRINT",
        "NONCE",
        "TEST",
    ];
    let upper = name.to_ascii_uppercase();
    text.len() >= 32
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+/=".contains(&byte))
        && is_random_word(text)
        && !is_placeholder(text)
        && !TOLD.iter().any(|word| upper.contains(word))
}

/// Whether the name says that browsers get the value.
fn is_public_name(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    ["PUBLIC", "PUBLISHABLE", "ANON_KEY", "MAP", "BROWSER", "FIREBASE", "SITE_KEY", "WRITE_KEY"]
        .iter()
        .any(|word| upper.contains(word))
}

/// Whether a text is a place to be filled in, as a whole: `changeme`, `<token>`.
fn is_unfilled(text: &str) -> bool {
    if text.len() > 80 || text.contains(['\\', '(']) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let plain: String = lower.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect();
    [
        "changeme",
        "changethis",
        "replaceme",
        "replacethis",
        "placeholder",
        "yoursecret",
        "yourpassword",
        "notset",
    ]
    .iter()
    .any(|word| plain.contains(word))
        || ["your-", "your_", "<your", "insert-", "insert_", "xxxx"]
            .iter()
            .any(|start| lower.starts_with(start))
        || plain.ends_with("goeshere")
}

fn variable(opens: Opens, setting: &str, keys: &[String]) -> String {
    let upper = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
    };
    match (opens, keys) {
        (Opens::Database, [alias, ..]) if alias == "default" => "DB_PASSWORD".to_owned(),
        (Opens::Database, [alias, ..]) => format!("{}_DB_PASSWORD", upper(alias)),
        (Opens::Mail, _) => "EMAIL_HOST_PASSWORD".to_owned(),
        (Opens::Url, _) if setting == "CACHES" => "CACHE_URL".to_owned(),
        (Opens::Url, _) if setting == "DATABASES" => "DATABASE_URL".to_owned(),
        (_, [.., last]) => format!("{setting}_{}", upper(last)),
        (_, []) => setting.to_owned(),
    }
}

/// Whether a text is an address with a password of its own; the well-known
/// `guest:guest` of a broker on the same machine opens nothing.
#[must_use]
pub fn url_has_password(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    if scheme.is_empty() || !scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
        return false;
    }
    let authority = rest.split(['/', '?', '#', ' ']).next().unwrap_or("");
    let Some((user, host)) = authority.rsplit_once('@') else { return false };
    let Some((_, password)) = user.split_once(':') else { return false };
    !(password.is_empty()
        || password.starts_with(['{', '%', '$', '<'])
        // What RabbitMQ is installed with; by its own rule it opens nothing from afar.
        || user == "guest:guest" && !host.contains('.'))
}

/// Whether a name is of a thing that people choose themselves, so that any word may be it.
#[must_use]
pub fn is_password_name(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    ["PASSWORD", "PASSWD", "PASSPHRASE"].iter().any(|word| upper.contains(word))
        || upper.ends_with("_PASS")
        || upper.ends_with("_PWD")
}

/// Whether a text may be the secret that its name promises: neither a path, a
/// dotted name, an address nor a place to be filled in.
#[must_use]
pub fn is_plausible(name: &str, text: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    if text.contains(char::is_whitespace)
        || text.starts_with(['/', '<', '{', '%', '$', '^'])
        || text.contains("://")
        || text.contains('\\')
        || is_placeholder(text)
        // The name of a setting.
        || text.contains('_') && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    {
        return false;
    }
    let is_dotted_name = text.contains('.')
        && text.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        });
    if is_dotted_name && !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // `5/m/ip`, `10/hour`: how often something may be asked for.
    if text
        .split_once('/')
        .is_some_and(|(count, _)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
    {
        return false;
    }
    // The id of an application at a provider is public, its secret is another setting.
    if upper.starts_with("SOCIAL_AUTH_") && upper.ends_with("_KEY")
        || upper.contains("DSN")
        || upper.contains("SITEKEY")
    {
        return false;
    }
    if is_password_name(name) {
        return text.len() >= 4;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let mixed = text.bytes().any(|byte| byte.is_ascii_uppercase())
        && text.bytes().any(|byte| byte.is_ascii_lowercase());
    text.len() >= 16 && (digits >= 2 || digits == 1 && mixed)
}

/// Where only the machines of a CI service switch to another value: the texts of
/// what holds elsewhere.
fn of_pipeline(value: &Value) -> Option<Vec<Place>> {
    const VARIABLES: &[&str] =
        &["CI", "CIRCLECI", "GITHUB_ACTIONS", "GITHUB_WORKFLOW", "GITLAB_CI", "JENKINS_URL", "TRAVIS"];
    let Kind::Maybe(maybe) = &value.kind else { return None };
    let usual = maybe.usual.as_ref()?;
    let by_service = |name: &std::rc::Rc<str>| VARIABLES.contains(&&**name);
    if maybe.variables.is_empty() || !maybe.variables.iter().all(by_service) {
        return None;
    }
    let mut places = Vec::new();
    walk(usual, &mut Vec::new(), &mut |_, _, place| places.push(place));
    Some(places)
}

/// A text that asks to be replaced.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "your",
        "change-me",
        "changeme",
        "change_me",
        "replace",
        "example",
        "placeholder",
        "xxxx",
        "dummy",
        "deadbeef",
        "todo",
        "****",
        "fake",
        "insert",
        "not-set",
        "notset",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Parts of keys that were meant to be replaced, without marks and case.
const KEY_PLACEHOLDERS: &[&str] = &[
    "changeme",
    "changethis",
    "replaceme",
    "replacethis",
    "yoursecret",
    "yourkey",
    "secretkeyhere",
    "insertkey",
    "placeholder",
    "notasecret",
    "notsosecret",
    "todo",
    "example",
    "mysecretkey",
    "supersecret",
    "dummy",
    "fixme",
];

/// Whether a secret key asks to be replaced.
#[must_use]
pub fn is_key_placeholder(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    plain.len() * 2 > key.len() && KEY_PLACEHOLDERS.iter().any(|word| plain.contains(word))
}

impl Project {
    /// Whether `SECRET_KEY` is a text of the settings themselves.
    #[must_use]
    pub fn key_is_written(&self) -> bool {
        let binding = self.settings.binding("SECRET_KEY");
        binding.is_some_and(|binding| {
            matches!(binding.value.kind, Kind::Str(_)) && self.is_literal(binding.value.place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_told_from_what_only_sounds_like_them() {
        for (setting, name, text, expected) in [
            ("DATABASES", "PASSWORD", "hunter2", Some(Opens::Database)),
            ("DATABASES", "NAME", "hunter2", None),
            ("EMAIL_HOST_PASSWORD", "EMAIL_HOST_PASSWORD", "abc", Some(Opens::Mail)),
            ("CELERY_BROKER_URL", "CELERY_BROKER_URL", "amqp://app:s3cr3t@mq:5672//", Some(Opens::Url)),
            ("CELERY_BROKER_URL", "CELERY_BROKER_URL", "amqp://guest:guest@localhost:5672//", None),
            ("CELERY_BROKER_URL", "CELERY_BROKER_URL", "redis://cache:6379/0", None),
            ("STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY", "sk_live_51Habcdefgh1234", Some(Opens::Service)),
            (
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SECRET_ACCESS_KEY",
                "wJalrXUtnFEMIK7MDENGbPxRfiCYzzTOPKEY",
                Some(Opens::Service),
            ),
            ("STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY", "your-stripe-key-0123456", Some(Opens::Nothing)),
            ("REST_AUTH", "TOKEN_CREATOR", "dj_rest_auth.utils.default_create_token", None),
            ("CSRF_HEADER_NAME", "CSRF_HEADER_NAME", "HTTP_X_CSRFTOKEN", None),
            ("SENTRY_DSN", "SENTRY_DSN", "https://0123456789abcdef@o1.ingest.sentry.io/1", None),
            ("TOKEN_LOCATION", "TOKEN_LOCATION", "headers", None),
            ("STRIPE_SECRET_KEY", "STRIPE_SECRET_KEY", "sk_test_51Habcdefgh1234", None),
            ("GOOGLE_MAPS_API_KEY", "GOOGLE_MAPS_API_KEY", "AIza01234567890123456789012345678901234", None),
            ("FIELDSETS", "Password rules", "MINIMUM_PASSWORD_LENGTH", None),
            ("UPLOADER", "UPLOADER", "kq3J8vN1xZ7mP0sR4tY6uW9bA2cD5eF8", Some(Opens::Service)),
            ("RELEASE", "RELEASE", "0123456789abcdef0123456789abcdef01234567", None),
            ("BOT", "BOT", "123456789:AAbcdefghijklmnopqrstuvwxyz12345678", Some(Opens::Service)),
        ] {
            assert_eq!(opens(setting, name, is_named(name), text), expected, "{setting} {text}");
        }
    }
}
