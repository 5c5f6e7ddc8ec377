//! Secrets among the variables that files set: told by name and by shape, never shown.

use super::{Variable, content_lines, is_for_development, place_of};
use crate::project::secret::{is_marked, is_private_key};
use crate::project::{
    Project, is_password_name, is_placeholder, is_plausible, is_public_host, is_secret_name,
    looks_like_secret, url_has_password,
};
use crate::source::dockerfile::expand;
use crate::source::{FileId, FileKind};

/// What a variable is set to, as far as secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// No secret, or a reference to one.
    Nothing,
    /// A text that asks to be replaced: `changeme`.
    Placeholder,
    Secret,
}

impl Variable {
    /// What it is set to; a default for an unset variable counts: `${NAME:-hunter2}`.
    #[must_use]
    pub fn holds(&self) -> Holds {
        let Some(value) = self.value.as_deref().and_then(plain) else { return Holds::Nothing };
        if value.is_empty() || is_reference(&value) {
            return Holds::Nothing;
        }
        if is_marked(&value) || is_private_key(&value) {
            return Holds::Secret;
        }
        if url_has_password(&value) {
            let user = value
                .split_once("://")
                .and_then(|(_, rest)| rest.rsplit_once('@'))
                .map_or("", |(user, _)| user);
            return match user.split_once(':') {
                // RabbitMQ's own, which opens nothing from another machine.
                _ if user == "guest:guest" => Holds::Nothing,
                Some((_, password)) if is_placeholder(password) => Holds::Placeholder,
                _ => Holds::Secret,
            };
        }
        if !is_kept_secret(&self.name) {
            return Holds::Nothing;
        }
        let switch = matches!(
            value.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "1" | "0" | "none" | "null" | "on" | "off"
        );
        if switch || value.starts_with('/') || value.starts_with("./") {
            return Holds::Nothing;
        }
        if is_placeholder(&value) {
            return Holds::Placeholder;
        }
        // A password may be any word; keys and tokens look like something.
        if is_password_name(&self.name) || is_plausible(&self.name, &value) {
            return Holds::Secret;
        }
        Holds::Nothing
    }

    /// Whether it is a secret that opens something on the internet, rather than a
    /// word for tests and builds.
    #[must_use]
    pub fn is_live(&self) -> bool {
        let Some(value) = self.value.as_deref().and_then(plain) else { return false };
        if is_reference(&value) || is_placeholder(&value) || is_for_tests(&value) {
            return false;
        }
        // The key of a test run signs nothing that anybody else sees.
        let upper = self.name.to_ascii_uppercase();
        let signs = upper.ends_with("SECRET_KEY") || upper.contains("SALT");
        is_private_key(&value)
            || is_marked(&value) && !value.contains("_test_")
            || url_has_password(&value) && is_remote(&value)
            || !signs
                && is_kept_secret(&self.name)
                && looks_like_secret(&value)
                && is_plausible(&self.name, &value)
    }
}

impl Project {
    /// Environment files, and whether each is a sample, for tests or for development.
    pub fn environment_files(&self) -> impl Iterator<Item = (FileId, bool)> {
        self.files(FileKind::Env).map(|(id, _)| {
            let path = self.tree.file(id).path.to_ascii_lowercase();
            let words = ["example", "sample", "template", "dist", "default", "test", "_ci", ".ci", "-build"];
            let developers = is_for_development(&path.replace("local", ""));
            (id, developers || words.iter().any(|word| path.contains(word)))
        })
    }

    /// What an environment file sets.
    #[must_use]
    pub fn environment_variables(&self, file: FileId) -> Vec<Variable> {
        let text = &self.tree.file(file).text;
        content_lines(text)
            .filter_map(|line| {
                let written = &text[line.clone()];
                let bare = written.strip_prefix("export ").unwrap_or(written);
                let start = line.start + (written.len() - bare.len());
                let (name, value) = bare.split_once('=')?;
                let place = place_of(file, &(start..start + name.len()));
                let value = value.trim().trim_matches(['"', '\'']).to_owned();
                Some(Variable { name: name.trim().to_owned(), value: Some(value), place })
            })
            .collect()
    }
}

/// The text, or what holds if nobody sets the variables in it.
fn plain(value: &str) -> Option<String> {
    let value = value.trim().trim_matches(['"', '\'']);
    if value.contains('$') { expand(value, &|_| None) } else { Some(value.to_owned()) }
}

/// A name of a secret; the keys by which packages are verified are public.
fn is_kept_secret(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    is_secret_name(name)
        && !upper.ends_with("_FILE")
        // An address of nginx's `uwsgi_pass`, `proxy_pass`.
        && !["WSGI_PASS", "PROXY_PASS", "FASTCGI_PASS"].iter().any(|end| upper.ends_with(end))
        && !["GPG", "SSH_KNOWN", "SHA", "CHECKSUM", "ALLOW_EMPTY", "RANDOM_ROOT"]
            .iter()
            .any(|word| upper.contains(word))
}

fn is_reference(value: &str) -> bool {
    value.starts_with('$')
        || value.starts_with('<')
        || value.contains("{{")
        || value.starts_with("/run/")
        || ["vault:", "op://", "ref+", "arn:", "ssm:", "secretsmanager:"]
            .iter()
            .any(|start| value.starts_with(start))
}

/// Words that people write where any value will do.
fn is_for_tests(value: &str) -> bool {
    let value = value.split_once("://").map_or(value, |(_, rest)| rest.split('/').next().unwrap_or(rest));
    let lower = value.to_ascii_lowercase();
    [
        "test",
        "dummy",
        "insecure",
        "not-a-secret",
        "notasecret",
        "secret",
        "password",
        "ci-",
        "-ci",
        "build",
        "local",
        "abc",
        "1234567",
        "xxx",
        "foo",
        "django",
        "postgres",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Whether a URL's host is one of the internet rather than a neighbour.
fn is_remote(url: &str) -> bool {
    let host = url.rsplit_once('@').map_or("", |(_, host)| host);
    is_public_host(host.split(['/', ':', '?']).next().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Span};

    fn variable(name: &str, value: &str) -> Variable {
        let place = Place { file: FileId(0), span: Span::new(0, 0) };
        Variable { name: name.to_owned(), value: Some(value.to_owned()), place }
    }

    #[test]
    fn secrets_are_told_from_what_refers_to_them() {
        for (name, value, expected) in [
            ("DB_PASSWORD", "hunter2", Holds::Secret),
            ("DB_PASSWORD", "changeme", Holds::Placeholder),
            ("DB_PASSWORD", "${DB_PASSWORD}", Holds::Nothing),
            ("DB_PASSWORD", "${DB_PASSWORD:-hunter2}", Holds::Secret),
            ("DB_PASSWORD", "${DB_PASSWORD:?}", Holds::Nothing),
            ("DB_PASSWORD", "${{ secrets.DB_PASSWORD }}", Holds::Nothing),
            ("DB_PASSWORD", "$DB_PASSWORD", Holds::Nothing),
            ("DB_PASSWORD_FILE", "/run/secrets/db", Holds::Nothing),
            ("SECRET_KEY", "x", Holds::Nothing),
            ("SECRET_KEY", "kq3J8vN1xZ7mP0sR4tY6uW9b", Holds::Secret),
            ("DATABASE_URL", "postgres://u:pw@db/x", Holds::Secret),
            ("DATABASE_URL", "postgres://db/x", Holds::Nothing),
            ("GPG_KEY", "A035C8C19219BA821ECEA86B64E628F8D684696D", Holds::Nothing),
            ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes", Holds::Nothing),
            ("DEBUG", "True", Holds::Nothing),
            ("ANY", "sk_live_abcdefgh12345678", Holds::Secret),
        ] {
            assert_eq!(variable(name, value).holds(), expected, "{name}={value}");
        }
    }

    #[test]
    fn words_for_tests_open_nothing() {
        for (name, value, live) in [
            ("SECRET_KEY", "test-key-0123456789-abcdefg", false),
            ("DATABASE_URL", "postgres://postgres:postgres@localhost/x", false),
            ("DATABASE_URL", "postgres://u:kq3J8vN1@db.host.net/x", true),
            ("DATABASE_URL", "postgres://u:kq3J8vN1@10.0.0.5/x", false),
            ("DATABASE_URL", "postgres://u:kq3J8vN1@host.docker.internal/x", false),
            ("STRIPE_KEY", "sk_test_abcdefgh12345678", false),
            ("STRIPE_KEY", "sk_live_9fK2mQ7xW4vT8rB1", true),
            ("DEPLOY_TOKEN", "kq3J8vN1xZ7mP0sR4tY6uW9b", true),
            ("DEPLOY_TOKEN", "${{ secrets.TOKEN }}", false),
        ] {
            assert_eq!(variable(name, value).is_live(), live, "{name}={value}");
        }
    }
}
