//! The key is not written in the code.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, is_key_placeholder};
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.literal",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/deployment/checklist/#secret-key",
    title: text("SECRET_KEY is not in the code", "SECRET_KEY не лежит в коде"),
    why: text(
        "Everybody who can read the repository, its history or a backup of it has the key.",
        "Ключ есть у каждого, кто может прочитать репозиторий, его историю или резервную копию.",
    ),
    how: text(
        "Read the key from the environment. The one in the code counts as leaked: put a new key on the server.",
        "Читайте ключ из окружения. Тот, что в коде, считайте утёкшим: на сервере задайте новый.",
    ),
    examples: &[
        fails("SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'"),
        fails("import environ\nenv = environ.Env()\nKEY = 'a3-Xp'\nSECRET_KEY = KEY * 20"),
        // A weak key is one finding: whoever replaces it takes it out of the code.
        irrelevant("SECRET_KEY = 'short'"),
        passes("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
        passes("with open('/run/secrets/key') as file:\n    SECRET_KEY = file.read().strip()"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(binding) = project.settings.binding("SECRET_KEY") else { return Ok(not_applicable()) };
    let place = project.place_of("SECRET_KEY");
    match &binding.value.kind {
        Kind::Str(key) if is_key_placeholder(key) => Ok(not_applicable()),
        Kind::Str(_) if checks::finds(project, "security.W009") == Ok(true) => Ok(not_applicable()),
        Kind::Str(_) | Kind::Bytes(_) => {
            let reader = project.reader();
            let snippet = reader.assign("SECRET_KEY", &reader.str("SECRET_KEY", None));
            Ok(fail(text("SECRET_KEY is written in the settings.", "SECRET_KEY записан прямо в настройках."))
                .at_place(place)
                .fix(Applicability::Unsafe, Where::Setting("SECRET_KEY"), snippet))
        }
        Kind::None => Ok(not_applicable()),
        _ => Ok(pass().at_place(place)),
    }
}
