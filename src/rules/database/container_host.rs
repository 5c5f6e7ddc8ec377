//! From a container, the database is not looked for in the container itself.

use crate::model::{Item, Severity, Topology, text};
use crate::project::{Database, Project};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "database.container-host",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#host",
    title: text("The container reaches the database", "Из контейнера доступна база данных"),
    why: text(
        "In a container localhost is the container, and an empty HOST is a socket file in it: nobody listens there.",
        "В контейнере localhost — это сам контейнер, а пустой HOST — файл сокета в нём: там никто не слушает.",
    ),
    how: text(
        "Set HOST to the name of the database's service or server.",
        "Укажите в HOST имя сервиса или сервера базы.",
    ),
    examples: &[
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'HOST': 'localhost'}}",
        )
        .served(Topology::NOT_SAID.container(true)),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'shop'}}")
            .served(Topology::NOT_SAID.container(true)),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'HOST': 'db'}}",
        )
        .served(Topology::NOT_SAID.container(true)),
        irrelevant(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'HOST': os.environ['DB']}}",
        )
        .served(Topology::NOT_SAID.container(true)),
        undecided(
            "from company.hosts import DB\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'HOST': DB}}",
        )
        .served(Topology::NOT_SAID.container(true)),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop', 'HOST': 'localhost'}}",
        ),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'a'}}")
            .served(Topology::NOT_SAID.container(true)),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // On the host's network the container's localhost is the machine's.
    let on_host = project.files(FileKind::Compose).any(|(_, text)| text.contains("network_mode: host"));
    if project.in_container() != Some(true) || on_host {
        return Ok(not_applicable());
    }
    let databases = project.databases()?;
    let verdict = worst(databases.iter().map(one))?;
    Ok(verdict.related(project.container_place()))
}

fn one(database: &Database) -> Verdict {
    let engine = database.engine()?;
    if !engine.is_networked() || database.at(&["OPTIONS", "service"])?.is_some() {
        return Ok(not_applicable());
    }
    let host = match database.text(&["HOST"]) {
        Ok(host) => host,
        // A name that the server gives is given with the container in mind.
        Err(undecided) if !undecided.variables.is_empty() => return Ok(not_applicable()),
        Err(undecided) => return Err(undecided),
    };
    let name = host.as_ref().map_or("", |host| &*host.value);
    let local = matches!(name, "" | "localhost" | "127.0.0.1" | "::1");
    if !local {
        // A path is a socket that something mounts on purpose.
        return Ok(pass().at_place(host.and_then(|host| host.place)));
    }
    let alias = &database.alias;
    let place = host.as_ref().and_then(|host| host.place).or(database.place).or(engine.place);
    Ok(attention(text! {
        en: "The code runs in a container, and HOST of the database {alias:?} is {name:?}: the container itself.",
        ru: "Код работает в контейнере, а HOST базы {alias:?} — {name:?}, то есть сам контейнер.",
    })
    .at_place(place))
}
