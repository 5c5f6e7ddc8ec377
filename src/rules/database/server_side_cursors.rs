//! Cursors stay in one session of pgbouncer.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::python::Kind;
use crate::rules::rare::rarely;
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.server-side-cursors",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#transaction-pooling-and-server-side-cursors",
    title: text("pgbouncer and cursors go together", "pgbouncer и курсоры не мешают друг другу"),
    why: text(
        "In transaction pooling the next query may reach another session, and .iterator() fails: the cursor does not exist there.",
        "При пуле по транзакциям следующий запрос может попасть в другую сессию, и .iterator() упадёт: курсора там нет.",
    ),
    how: text(
        "Set DISABLE_SERVER_SIDE_CURSORS to True, unless pgbouncer pools by session.",
        "Задайте DISABLE_SERVER_SIDE_CURSORS = True, если pgbouncer работает не в режиме session.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'pgbouncer'}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PORT': 6432, 'DISABLE_SERVER_SIDE_CURSORS': True}}",
        ),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db'}}"),
        undecided(
            "import os\nDATABASES = {'default': os.environ.get('DATABASES', {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'pgbouncer'})}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database) -> Verdict {
    if *database.engine()? != Engine::Postgres {
        return Ok(not_applicable());
    }
    // An address that only the server knows says nothing of pgbouncer.
    let is_it = |key: &str| {
        let found = database.at(&[key]).ok().flatten()?;
        let pools = match &found.value.kind {
            Kind::Str(text) => text.to_ascii_lowercase().contains("bouncer") || &**text == "6432",
            Kind::Int(port) => *port == 6432,
            _ => false,
        };
        pools.then_some(found)
    };
    let Some(found) = is_it("HOST").or_else(|| is_it("PORT")) else { return Ok(not_applicable()) };
    if database.truthy(&["DISABLE_SERVER_SIDE_CURSORS"])?.is_some_and(|off| *off) {
        return Ok(pass().at(&found));
    }
    let alias = &database.alias;
    Ok(attention(text! {
        en: "The database {alias:?} is behind pgbouncer, and server-side cursors are on.",
        ru: "База {alias:?} стоит за pgbouncer, а серверные курсоры включены.",
    })
    .at(&found)
    .fix(
        Applicability::Unsafe,
        Where::Module,
        format!("{} = True", database.shown(&["DISABLE_SERVER_SIDE_CURSORS"])),
    ))
}
