//! The database's port is not open to the internet.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

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
        fails("DEBUG = False").with(&[("compose.yaml", "services:\n  cache:\n    image: redis:7\n    ports:\n      - target: 6379\n        published: 6380\n")]),
        irrelevant("DEBUG = False").with(&[("compose.yaml", "services:\n  db:\n    image: postgres:17\n    profiles: [dev]\n    ports: ['5432:5432']\n")]),
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
    let mut seen = None;
    for (file, service) in project.services() {
        let path = &project.tree.file(file).path;
        for port in &service.ports {
            seen = seen.or(Some(port.place));
            let local = port.address.as_deref().is_some_and(|address| {
                address.starts_with("127.")
                    || address.contains("localhost")
                    || address.contains("::1")
                    || address.contains('$')
            });
            let (Some((inner, server)), false) =
                (PORTS.iter().find(|(inner, _)| *inner == port.target), local)
            else {
                continue;
            };
            // Without a port of the host one is chosen at random; it is open all the same.
            return Ok(attention(text! {
                en: "{path} publishes {server} (port {inner} of the container) on every network.",
                ru: "{path} открывает {server} (порт {inner} контейнера) для всех сетей.",
            })
            .at_place(Some(port.place)));
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
