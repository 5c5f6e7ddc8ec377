//! The database's port is not open to the internet.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_for_development};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "delivery.compose-ports",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/engine/network/port-publishing/",
    title: text("Databases publish no port", "Порты баз данных не опубликованы"),
    why: text(
        "Docker opens a published port to every network and past the firewall's own rules; an open database or Redis is found within hours.",
        "Docker открывает опубликованный порт для всех сетей в обход правил файрвола; открытую базу или Redis находят за несколько часов.",
    ),
    how: text(
        "Delete the line (containers reach each other without it), or bind it to 127.0.0.1.",
        "Удалите эту строку (контейнеры видят друг друга и без неё) или привяжите порт к 127.0.0.1.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    image: postgres:17\n    ports:\n      - \"5432:5432\"\n")]),
        passes("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    image: postgres:17\n    ports:\n      - \"127.0.0.1:5432:5432\"\n  web:\n    ports:\n      - \"80:8000\"\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

/// Ports inside the container, and what answers there.
const PORTS: &[(&str, &str)] = &[
    ("5432", "PostgreSQL"),
    ("3306", "MySQL"),
    ("6379", "Redis"),
    ("27017", "MongoDB"),
    ("11211", "Memcached"),
    ("9200", "Elasticsearch"),
    ("5672", "RabbitMQ"),
];

fn check(project: &Project) -> Verdict {
    let lines: Vec<_> = project
        .lines(FileKind::Compose)
        .into_iter()
        .filter(|line| !is_for_development(&project.tree.file(line.place.file).path))
        .collect();
    for line in &lines {
        let Some(item) = line.text.strip_prefix("- ") else { continue };
        let item = item.trim().trim_matches(['"', '\'']);
        let parts: Vec<&str> = item.split(':').collect();
        let numeric = |part: &str| {
            part.trim_end_matches("/tcp").bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty()
        };
        let [host, inner] = parts.as_slice() else { continue };
        if !numeric(inner) || !(numeric(host) || host.starts_with('$')) {
            continue;
        }
        if let Some((port, server)) = PORTS.iter().find(|(port, _)| *port == inner.trim_end_matches("/tcp")) {
            let path = &project.tree.file(line.place.file).path;
            return Ok(attention(text! {
                en: "{path} publishes {server} (port {port} of the container) on every network.",
                ru: "{path} открывает {server} (порт {port} контейнера) для всех сетей.",
            })
            .at_place(Some(line.place)));
        }
    }
    Ok(lines.first().map_or_else(not_applicable, |_| pass()))
}
