//! Something makes backups.

use crate::model::{Item, Severity, text};
use crate::project::{Project, content_lines};
use crate::rules::{ALWAYS, Rule, Verdict, asks, manual, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "backups.made",
    item: Item::Backups,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-dbbackup.readthedocs.io/en/stable/",
    title: text("Something makes backups", "Резервные копии кто-то делает"),
    why: text(
        "A wrong migration, a lost disk or a stolen password ends a business that has no copy of its data.",
        "Неудачная миграция, погибший диск или украденный пароль закрывают бизнес, у которого нет копии данных.",
    ),
    how: text(
        "Use django-dbbackup, pg_dump or your provider's snapshots on a schedule, and try a restore.",
        "Настройте по расписанию django-dbbackup, pg_dump или снимки у провайдера и попробуйте восстановиться из копии.",
    ),
    examples: &[
        passes("INSTALLED_APPS = ['dbbackup']"),
        passes("DEBUG = False").with(&[(
            "scripts/backup.sh",
            "#!/bin/sh\npg_dump \"$DATABASE_URL\" | gzip > /backups/today.gz\n",
        )]),
        passes("DEBUG = False").with(&[(
            "docker-compose.yml",
            "services:\n  backup:\n    image: prodrigestivill/postgres-backup-local:17\n",
        )]),
        asks("DEBUG = False"),
    ],
    check,
};

const TOOLS: &[&str] = &[
    "pg_dump",
    "pg_dumpall",
    "pg_basebackup",
    "mysqldump",
    "mariadb-dump",
    "mariabackup",
    "xtrabackup",
    "wal-g",
    "wal-e",
    "pgbackrest",
    "barman",
    "restic",
    "borgbackup",
    "borgmatic",
    "litestream",
    "postgres-backup",
    "db-backup",
    "dbbackup",
    "duplicity",
    "sqlite3_rsync",
    "pghoard",
    "kopia",
];

fn check(project: &Project) -> Verdict {
    if project.has_app("dbbackup").unwrap_or(false) {
        return Ok(pass().at_place(project.app("dbbackup")?.flatten()));
    }
    if let Some(found) = project.requirements.find("django-dbbackup") {
        return Ok(pass().at_place(Some(found.place)));
    }
    for (id, file) in project.tree.iter() {
        // In settings a word may be a comment or a log's name.
        if file.path.ends_with(".py") || file.path.ends_with(".md") || file.path.ends_with(".lock") {
            continue;
        }
        let names = |line: &std::ops::Range<usize>| {
            let line = &file.text[line.clone()];
            TOOLS.iter().any(|tool| line.contains(tool))
        };
        if let Some(line) = content_lines(&file.text).find(names) {
            return Ok(pass().at_place(Some(project.line_at(id, line.start))));
        }
    }
    Ok(manual(text(
        "Nothing in these files makes backups. If your provider does, restore a copy before you rely on it.",
        "Ничто в этих файлах не делает резервных копий. Если их делает провайдер, сначала восстановите одну из них.",
    )))
}
