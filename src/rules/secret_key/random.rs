//! The key is not made anew by every process.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.random",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secret-key",
    title: text("SECRET_KEY stays the same between starts", "SECRET_KEY не меняется при каждом запуске"),
    why: text(
        "A key made at import differs in each worker: people are logged out at random, and every restart ends all sessions.",
        "Ключ, созданный при импорте, у каждого воркера свой: пользователей то и дело разлогинивает, а перезапуск обрывает все сессии.",
    ),
    how: text(
        "Make the key once, and read it from the environment.",
        "Создайте ключ один раз и читайте его из окружения.",
    ),
    examples: &[
        fails(
            "from django.core.management.utils import get_random_secret_key\nSECRET_KEY = get_random_secret_key()",
        ),
        fails("import secrets, os\nSECRET_KEY = os.environ.get('SECRET_KEY', secrets.token_urlsafe(50))"),
        passes("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
        passes(
            "import os, secrets\nDEBUG = bool(os.environ.get('DEBUG'))\nSECRET_KEY = os.environ.get('SECRET_KEY')\nif not SECRET_KEY and DEBUG:\n    SECRET_KEY = secrets.token_urlsafe(50)",
        ),
        irrelevant(""),
    ],
    check,
};

const MAKERS: &[&str] = &[
    "get_random_secret_key(",
    "get_random_string(",
    "token_urlsafe(",
    "token_hex(",
    "token_bytes(",
    "os.urandom(",
    "uuid4(",
    "random.choice",
    "random.sample",
];

fn check(project: &Project) -> Verdict {
    let Some(statement) = project.statement_of("SECRET_KEY") else { return Ok(not_applicable()) };
    let Some(maker) = MAKERS.iter().find(|maker| statement.contains(**maker)) else {
        return Ok(pass().at_place(project.place_of("SECRET_KEY")));
    };
    let binding = project.settings.binding("SECRET_KEY");
    let place = binding.and_then(|binding| binding.history.last()).map(|event| event.place);
    // A developer's machine may do with a new one each time.
    if place
        .is_some_and(|place| is_for_debug(&project.tree.file(place.file).text[..place.span.start as usize]))
    {
        return Ok(pass().at_place(project.place_of("SECRET_KEY")));
    }
    let is_last_resort = binding.is_some_and(|binding| match binding.value.kind {
        Kind::Maybe(_) => true,
        // Of several ways the last: what the file gave is not known.
        Kind::Unknown(_) => binding.history.len() > 1,
        _ => false,
    });
    let reader = project.reader();
    let snippet = reader.assign("SECRET_KEY", &reader.str("SECRET_KEY", None));
    let maker = maker.trim_end_matches('(');
    let message = if is_last_resort {
        text! {
            en: "Where nothing else gives SECRET_KEY, {maker} makes a new one each time the settings load.",
            ru: "Если SECRET_KEY больше неоткуда взять, {maker} создаёт новый при каждой загрузке настроек.",
        }
    } else {
        text! {
            en: "SECRET_KEY is made by {maker} while the settings load.",
            ru: "SECRET_KEY создаётся через {maker} при загрузке настроек.",
        }
    };
    Ok(fail(message).at_place(place).fix(Applicability::Unsafe, Where::Setting("SECRET_KEY"), snippet))
}

/// Whether what follows this text stands in a branch that only DEBUG opens.
fn is_for_debug(before: &str) -> bool {
    let mut lines = before.rsplit('\n');
    let width = |line: &str| line.len() - line.trim_start().len();
    let mut inner = lines.next().map_or(0, str::len);
    lines.filter(|line| !line.trim().is_empty()).any(|line| {
        if width(line) >= inner {
            return false;
        }
        inner = width(line);
        let code = line.trim();
        let test = code.strip_prefix("if ").and_then(|test| test.strip_suffix(':')).unwrap_or("");
        !test.contains(" or ")
            && test.split(" and ").any(|part| {
                let name = part.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                name.ends_with("DEBUG") && !name.contains(' ')
            })
    })
}
