//! A connection that leaves the machine and its network is encrypted.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project, is_public_host};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.encryption",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.postgresql.org/docs/current/libpq-ssl.html",
    title: text(
        "The connection to a remote database requires TLS",
        "Соединение с удалённой базой требует TLS",
    ),
    why: text(
        "PostgreSQL's client encrypts if the server offers it and goes on in the clear if not, so whoever stands between them can switch encryption off and read everything.",
        "Клиент PostgreSQL шифрует, только если сервер это предлагает, а иначе молча работает открыто: тот, кто стоит посередине, может отключить шифрование и читать всё.",
    ),
    how: text(
        "Set sslmode to require, or to verify-full with the provider's root certificate.",
        "Задайте sslmode = require, а при наличии корневого сертификата провайдера — verify-full.",
    ),
    examples: &[
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db.example.com'}}",
        ),
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db.example.com', 'OPTIONS': {'sslmode': 'prefer'}}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db.example.com', 'OPTIONS': {'sslmode': 'verify-full'}}}",
        ),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db'}}"),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': '10.0.0.4'}}",
        ),
        undecided(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': os.environ['DB_HOST']}}",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database) -> Verdict {
    if *database.engine()? != Engine::Postgres {
        return Ok(not_applicable());
    }
    let mode = database.text(&["OPTIONS", "sslmode"])?;
    if let Some(mode) =
        mode.as_ref().filter(|mode| matches!(&*mode.value, "require" | "verify-ca" | "verify-full"))
    {
        return Ok(pass().at(mode));
    }
    // A service or a socket file keeps its own options elsewhere.
    if database.at(&["OPTIONS", "service"])?.is_some() {
        return Ok(not_applicable());
    }
    let Some(host) = database.text(&["HOST"])?.filter(|host| is_public_host(&host.value)) else {
        return Ok(not_applicable());
    };
    let (name, alias) = (&*host.value, &database.alias);
    let message = match &mode {
        Some(mode) => {
            let written = &*mode.value;
            text! {
                en: "The database {alias:?} is at {name}, and sslmode {written:?} allows a connection without encryption.",
                ru: "База {alias:?} находится на {name}, а sslmode {written:?} допускает соединение без шифрования.",
            }
        }
        None => text! {
            en: "The database {alias:?} is at {name}, and sslmode is not set.",
            ru: "База {alias:?} находится на {name}, а sslmode не задан.",
        },
    };
    let place = mode.as_ref().map_or(host.place, |mode| mode.place);
    let snippet = if mode.is_some() || database.at(&["OPTIONS"])?.is_some() {
        format!("{} = \"require\"", database.shown(&["OPTIONS", "sslmode"]))
    } else {
        format!("{} = {{\"sslmode\": \"require\"}}", database.shown(&["OPTIONS"]))
    };
    Ok(attention(message).at_place(place).related(host.place).fix(
        Applicability::Unsafe,
        Where::Module,
        snippet,
    ))
}
