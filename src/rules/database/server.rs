//! Production stores its data in a database server rather than in a file.

use crate::model::{Item, Severity, text};
use crate::project::{Engine, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.server",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#sqlite-notes",
    title: text("Production uses a database server", "В продакшене работает сервер базы данных"),
    why: text(
        "SQLite lets one process write at a time, so under load requests fail with \"database is locked\"; the file also belongs to one machine and is lost with a container that has no volume.",
        "SQLite даёт писать только одному процессу за раз, и под нагрузкой запросы падают с «database is locked». К тому же файл привязан к одной машине и пропадает вместе с контейнером без тома.",
    ),
    how: text(
        "Move to PostgreSQL or MySQL, or keep SQLite knowingly: with a volume, backups, and few writers.",
        "Перейдите на PostgreSQL или MySQL. Если SQLite выбран осознанно, позаботьтесь о томе, резервных копиях и малом числе пишущих процессов.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}"),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}"),
        undecided("import os\nimport dj_database_url\nDATABASES = {'default': dj_database_url.config()}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    let Some(default) = databases.iter().find(|database| &*database.alias == "default") else {
        return Ok(not_applicable());
    };
    let engine = default.engine()?;
    Ok(match *engine {
        Engine::Sqlite => {
            let message = if project.in_container() == Some(true) {
                text(
                    "The default database is SQLite, in a container: the file is gone with it unless it lies on a volume.",
                    "База default — SQLite, а код работает в контейнере: файл исчезнет вместе с ним, если он не на томе.",
                )
            } else {
                text("The default database is SQLite.", "База default — SQLite.")
            };
            attention(message).at(&engine).related(project.container_place())
        }
        Engine::Dummy => not_applicable(),
        _ => pass().at(&engine),
    })
}
