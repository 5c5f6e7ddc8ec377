//! Old settings written anew, as a whole: `STORAGES` and `MAILERS`.

use super::{Project, Storage, is_secret_name};
use crate::python::Change;
use crate::source::Place;

/// Settings, and the code that takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The old settings, in the order of the code.
    pub names: Vec<&'static str>,
    /// The statements that set them last.
    pub places: Vec<Place>,
    /// The new setting; none where a part of it is not written plainly.
    pub code: Option<String>,
}

/// The old settings of mail, and the options that replace them.
const OPTIONS: &[(&str, &str)] = &[
    ("EMAIL_HOST", "host"),
    ("EMAIL_PORT", "port"),
    ("EMAIL_HOST_USER", "username"),
    ("EMAIL_HOST_PASSWORD", "password"),
    ("EMAIL_USE_TLS", "use_tls"),
    ("EMAIL_USE_SSL", "use_ssl"),
    ("EMAIL_TIMEOUT", "timeout"),
    ("EMAIL_SSL_CERTFILE", "ssl_certfile"),
    ("EMAIL_SSL_KEYFILE", "ssl_keyfile"),
    ("EMAIL_FILE_PATH", "file_path"),
];

/// Options of the SMTP backend.
const SMTP: [&str; 9] =
    ["host", "port", "username", "password", "use_tls", "use_ssl", "timeout", "ssl_certfile", "ssl_keyfile"];

/// Settings that speak of a server for SMTP.
const SMTP_SETTINGS: &[&str] =
    &["EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "EMAIL_USE_SSL"];

impl Project {
    /// The `EMAIL_*` settings as `MAILERS`; none where there are none.
    #[must_use]
    pub fn mailers(&self) -> Option<Rewrite> {
        let names =
            self.written_names(std::iter::once("EMAIL_BACKEND").chain(OPTIONS.iter().map(|each| each.0)));
        let mut code = String::from("MAILERS = {\n    \"default\": {\n");
        let mut options = String::new();
        let backend = self.settings.str("EMAIL_BACKEND").ok();
        let own = backend.as_ref().and_then(|path| path.value.strip_prefix("django.core.mail.backends."));
        // An option that the backend does not take is an error. What it takes is
        // not known where the backend is not.
        let taken: &[&str] = match own.and_then(|own| own.strip_suffix(".EmailBackend")) {
            Some("smtp") => &SMTP,
            Some("filebased") => &["file_path"],
            Some(_) => &[],
            None if !names.iter().any(|name| SMTP_SETTINGS.contains(name)) => &[],
            None => &SMTP,
        };
        let mut whole = backend.is_some() || taken.is_empty();
        for name in &names {
            let option = OPTIONS.iter().find(|(old, _)| old == name).map(|(_, option)| *option);
            if option.is_some_and(|option| !taken.contains(&option)) {
                continue;
            }
            // A secret, or the default of one, is not repeated; a plain read stays as it is.
            let value = if is_secret_name(name) {
                Some(self.plain_read_of(name).unwrap_or_else(|| self.reader().str(name, None)))
            } else {
                self.written(name)
            };
            let Some(value) = value else {
                whole = false;
                continue;
            };
            match option {
                Some(option) => options.push_str(&format!("            \"{option}\": {value},\n")),
                None => code.push_str(&format!("        \"BACKEND\": {value},\n")),
            }
        }
        // The old defaults, where the new ones are others.
        let is_new = |name: &str| !names.contains(&name);
        if taken.contains(&"host") && is_new("EMAIL_HOST") {
            options.insert_str(0, "            \"host\": \"localhost\",\n");
        }
        if taken.contains(&"port")
            && is_new("EMAIL_PORT")
            && !(is_new("EMAIL_USE_TLS") && is_new("EMAIL_USE_SSL"))
        {
            options.push_str("            \"port\": 25,\n");
        }
        if !options.is_empty() {
            code.push_str(&format!("        \"OPTIONS\": {{\n{options}        }},\n"));
        }
        code.push_str("    },\n}");
        self.rewrite(names, whole.then_some(code))
    }

    /// `DEFAULT_FILE_STORAGE` and `STATICFILES_STORAGE` as `STORAGES`; none where
    /// neither is set.
    #[must_use]
    pub fn storages_anew(&self) -> Option<Rewrite> {
        let both = [Storage::Uploads, Storage::Static];
        let names = self.written_names(both.into_iter().map(Storage::old_setting));
        let mut code = Some(String::from("STORAGES = {\n"));
        for storage in both {
            let old = storage.old_setting();
            let class = if names.contains(&old) {
                let known = self.settings.str(old).ok().map(|class| format!("\"{}\"", class.value));
                self.written(old).or(known)
            } else {
                Some(format!("\"{}\"", storage.django_class()))
            };
            let alias = storage.alias();
            code = code.zip(class).map(|(code, class)| {
                format!("{code}    \"{alias}\": {{\n        \"BACKEND\": {class},\n    }},\n")
            });
        }
        self.rewrite(names, code.map(|code| code + "}"))
    }

    fn rewrite(&self, names: Vec<&'static str>, code: Option<String>) -> Option<Rewrite> {
        if names.is_empty() {
            return None;
        }
        let last = |name: &&str| Some(self.settings.binding(name)?.history.last()?.place);
        let places = names.iter().filter_map(last).collect();
        Some(Rewrite { names, places, code })
    }

    fn written_names(&self, names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
        names.filter(|name| self.settings.binding(name).is_some()).collect()
    }

    /// The statement's code, if it reads a variable and holds no text besides its name.
    fn plain_read_of(&self, name: &str) -> Option<String> {
        let code = self.written(name)?;
        let mut parts = code.split(['"', '\'']);
        let (before, variable, after) = (parts.next()?, parts.next()?, parts.next()?);
        let is_read = self.settings.module()?.reads.iter().any(|read| *read.name == *variable);
        (is_read && parts.next().is_none() && before.ends_with(['(', '[']) && matches!(after, ")" | "]"))
            .then_some(code)
    }

    /// What stands right of the `=` of a setting's last statement, on one line.
    #[must_use]
    pub fn written(&self, name: &str) -> Option<String> {
        let event = self.settings.binding(name)?.history.last()?;
        let code = self.tree.text(event.place).strip_prefix(name)?.trim_start().strip_prefix('=')?.trim();
        // What one branch says is not what holds.
        let plain =
            event.change == Change::Set && !event.doubtful && !code.is_empty() && !code.contains('\n');
        plain.then(|| code.to_owned())
    }
}
