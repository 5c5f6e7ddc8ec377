//! What a series does differently with the same settings and code, and what it
//! asks of the machine.
//!
//! From the release notes of each series; the numbers of rounds from
//! `django/contrib/auth/hashers.py`.

use super::Version;
use crate::model::{Text, text};

/// A change of behaviour that no setting of the project's brings.
#[derive(Debug, Clone)]
pub struct Behaviour {
    pub since: Version,
    /// The setting or name it is about.
    pub subject: &'static str,
    pub when: When,
    pub note: Text,
}

/// Which projects a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The middleware is in use, and the subject is not set.
    Middleware(&'static str),
    /// A file of Python has one of these words.
    Code(&'static [&'static str]),
    /// The same, in a file that takes Django's own views of accounts.
    AccountViews(&'static [&'static str]),
    /// Templates of Django's own are in use.
    Templates,
    /// A database is MySQL or MariaDB.
    MySql,
}

const fn v(major: u16, minor: u16) -> Version {
    Version::new(major, minor)
}

/// Oldest first.
pub static BEHAVIOURS: &[Behaviour] = &[
    Behaviour {
        since: v(4, 0),
        subject: "CSRF_TRUSTED_ORIGINS",
        when: When::Middleware("django.middleware.csrf.CsrfViewMiddleware"),
        note: text(
            "The Origin header of each POST is compared as well: behind a proxy that ends TLS, forms answer 403 until SECURE_PROXY_SSL_HEADER or CSRF_TRUSTED_ORIGINS names https.",
            "Теперь при POST сверяется и заголовок Origin: за прокси, который терминирует TLS, формы отвечают 403, пока нет SECURE_PROXY_SSL_HEADER или https в CSRF_TRUSTED_ORIGINS.",
        ),
    },
    Behaviour {
        since: v(4, 0),
        subject: "SECURE_CROSS_ORIGIN_OPENER_POLICY",
        when: When::Middleware("django.middleware.security.SecurityMiddleware"),
        note: text(
            "A new header, same-origin, cuts pages off from windows of other sites: sign-in and payment in a popup need same-origin-allow-popups.",
            "Новый заголовок same-origin отрезает страницы от окон других сайтов: вход и оплата во всплывающем окне требуют same-origin-allow-popups.",
        ),
    },
    Behaviour {
        since: v(4, 0),
        subject: "pytz",
        when: When::Code(&["import pytz", "from pytz"]),
        note: text(
            "Django's time zones come from zoneinfo: localize() and normalize() of pytz do not work on them.",
            "Часовые пояса Django теперь из zoneinfo: localize() и normalize() из pytz с ними не работают.",
        ),
    },
    Behaviour {
        since: v(5, 0),
        subject: "LogoutView",
        when: When::AccountViews(&["LogoutView", "django.contrib.auth.urls"]),
        note: text(
            "Logging out by a link (GET) answers 405: it takes a form with POST.",
            "Выход по ссылке (GET) отвечает 405: нужна форма с POST.",
        ),
    },
    Behaviour {
        since: v(5, 0),
        subject: "FORM_RENDERER",
        when: When::Templates,
        note: text(
            "{{ form }} is rendered as <div> elements instead of table rows.",
            "{{ form }} выводится элементами <div>, а не строками таблицы.",
        ),
    },
    Behaviour {
        since: v(5, 2),
        subject: "DATABASES",
        when: When::MySql,
        note: text(
            "Connections to MySQL use utf8mb4 instead of utf8mb3 unless OPTIONS says otherwise.",
            "Соединения с MySQL идут в utf8mb4 вместо utf8mb3, если OPTIONS не задаёт другое.",
        ),
    },
    Behaviour {
        since: v(6, 0),
        subject: "forms.URLField",
        when: When::Code(&["forms.URLField"]),
        note: text(
            "An address typed without a scheme becomes https instead of http.",
            "Адрес, введённый без схемы, получает https вместо http.",
        ),
    },
];

/// Rounds of PBKDF2 for a new hash of a password.
#[must_use]
pub fn pbkdf2_rounds(series: Version) -> u32 {
    let known = ROUNDS.iter().rev().find(|(since, _)| *since <= series);
    known.map_or(ROUNDS[0].1, |(_, rounds)| *rounds)
}

const ROUNDS: &[(Version, u32)] = &[
    (v(3, 2), 260_000),
    (v(4, 0), 320_000),
    (v(4, 1), 390_000),
    (v(4, 2), 600_000),
    (v(5, 0), 720_000),
    (v(5, 1), 870_000),
    (v(5, 2), 1_000_000),
    (v(6, 0), 1_200_000),
    (v(6, 1), 1_500_000),
];

/// The oldest server of a database that a series works with; none: nothing is known.
#[must_use]
pub fn database_floor(server: &str, series: Version) -> Option<&'static str> {
    let (_, floors) = FLOORS.iter().find(|(name, _)| *name == server)?;
    floors.iter().rev().find(|(since, _)| *since <= series).map(|(_, floor)| *floor)
}

type Floors = &'static [(Version, &'static str)];

const FLOORS: &[(&str, Floors)] = &[
    (
        "PostgreSQL",
        &[
            (v(3, 2), "9.6"),
            (v(4, 0), "10"),
            (v(4, 1), "11"),
            (v(4, 2), "12"),
            (v(5, 1), "13"),
            (v(5, 2), "14"),
            (v(6, 1), "15"),
        ],
    ),
    ("MySQL", &[(v(3, 2), "5.7"), (v(4, 2), "8.0"), (v(5, 0), "8.0.11"), (v(6, 1), "8.4")]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_answer_for_each_series() {
        assert!(BEHAVIOURS.is_sorted_by_key(|behaviour| behaviour.since));
        assert_eq!(pbkdf2_rounds(v(5, 2)), 1_000_000);
        assert_eq!(database_floor("PostgreSQL", v(5, 0)), Some("12"));
        assert_eq!(database_floor("MySQL", v(6, 1)), Some("8.4"));
        assert_eq!(database_floor("SQLite", v(6, 1)), None);
    }
}
