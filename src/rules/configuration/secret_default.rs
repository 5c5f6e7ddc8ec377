//! What is read from the environment has no secret as its default.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{
    Project, contains, is_marked, is_password_name, is_placeholder, is_secret_name, url_has_password,
};
use crate::python::EnvironmentRead;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes};
use crate::source::Place;

pub(super) static RULE: Rule = Rule {
    id: "configuration.secret-default",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://12factor.net/config",
    title: text(
        "Secrets from the environment have no default",
        "У секретов из окружения нет значений по умолчанию",
    ),
    why: text(
        "If the variable is forgotten on the server, the site starts all the same, with a password that everyone with the code knows.",
        "Если на сервере забыли задать переменную, сайт всё равно запустится — с паролем, известным каждому, у кого есть код.",
    ),
    how: text(
        "Leave the default out, so that nothing starts without the variable.",
        "Уберите значение по умолчанию: пусть без переменной сайт не запускается.",
    ),
    examples: &[
        fails(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': os.environ.get('DB_PASSWORD', 'postgres')}}",
        ),
        fails(
            "from decouple import config\nEMAIL_HOST_PASSWORD = config('EMAIL_HOST_PASSWORD', default='hunter2')",
        ),
        passes("import os\nEMAIL_HOST_PASSWORD = os.environ.get('EMAIL_HOST_PASSWORD', '')"),
        passes("import os\nEMAIL_HOST_PASSWORD = os.environ['EMAIL_HOST_PASSWORD']"),
        // A developer's own machine.
        passes("import os\nCELERY_BROKER_URL = os.environ.get('BROKER', 'amqp://app:rain@localhost:5672//')"),
        passes("import os\nHOST = os.environ.get('DB_HOST', 'localhost')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(module) = project.settings.module() else {
        return project.settings.seen_whole().map(|()| pass());
    };
    // The default of SECRET_KEY is a question of its own.
    let own_key: Vec<_> =
        module.settings.get("SECRET_KEY").into_iter().flat_map(|binding| &binding.history).collect();
    let found = module.reads.iter().find(|read| {
        let Some(default) = read.default.as_ref().and_then(|default| default.as_str()) else { return false };
        let named = is_secret_name(&read.name) && !default.is_empty() && !default.contains(' ');
        let words = default.to_ascii_lowercase();
        let said = !is_placeholder(default)
            && default.len() >= 8
            && !read.name.ends_with("_ID")
            && !["demo", "test", "local", "none", "unset", "pk_", "sk_test"]
                .iter()
                .any(|word| words.contains(word));
        let secret = url_has_password(default)
            || is_marked(default)
            || named && (is_password_name(&read.name) || said);
        // A developer's own machine, whose password opens nothing else.
        let host = default.split_once("://").map_or("", |(_, rest)| rest.rsplit('@').next().unwrap_or(rest));
        secret
            && !["localhost", "127.0.0.1", "[::1]"].iter().any(|own| host.starts_with(own))
            && !own_key.iter().any(|event| contains(event.place, read.place))
    });
    let Some(read) = found else { return project.settings.seen_whole().map(|()| pass()) };
    let name = &read.name;
    let outcome = attention(text! {
        en: "If the variable {name} is not set, a value from the code is used in its place.",
        ru: "Если переменная {name} не задана, вместо неё берётся значение из кода.",
    })
    .at_place(secret_place(project, read));
    let call = read.default.as_ref().and_then(|default| project.call_around(default.place?));
    let code = call.filter(|_| read.cast == "str").and_then(|call| {
        let statement = project.statement_around(call)?;
        let reader = project.reader_in(statement.file);
        Some((statement, project.rewritten(statement, vec![(call, reader.str(name, None))])))
    });
    Ok(match code {
        Some((statement, code)) if crate::project::mask_code(&code) == code => {
            outcome.fix(Applicability::Unsafe, Where::Statement(statement), code)
        }
        _ => outcome,
    })
}

/// Where the read stands, with its variable's name, so that the default is masked.
fn secret_place(project: &Project, read: &EnvironmentRead) -> Option<Place> {
    let default = read.default.as_ref()?;
    let place = default.place.and_then(|place| project.call_around(place)).unwrap_or(read.place);
    project.shown_place(default.as_str()?, place)
}
