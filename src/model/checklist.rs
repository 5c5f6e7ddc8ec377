//! The spine of the product: three stages, fourteen items.

use serde::{Deserialize, Serialize};

use super::text::{Text, text};

/// Before which event an item has to be in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Release,
    User,
    Payment,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Release, Self::User, Self::Payment];

    /// The slug, as in reports.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::User => "user",
            Self::Payment => "payment",
        }
    }

    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Release => text("Before the first release", "До первого релиза"),
            Self::User => text("Before the first user", "До первого пользователя"),
            Self::Payment => text("Before the first payment", "До первой оплаты"),
        }
    }
}

/// One row of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    Debug,
    Configuration,
    SecretKey,
    AllowedHosts,
    StaticFiles,
    Readiness,
    Database,
    ErrorsAndLogs,
    AppServer,
    Https,
    Backups,
    Delivery,
    Metrics,
    ResponseTime,
}

impl Item {
    /// All items, in the order of the checklist.
    pub const ALL: [Self; 14] = [
        Self::Debug,
        Self::Configuration,
        Self::SecretKey,
        Self::AllowedHosts,
        Self::StaticFiles,
        Self::Readiness,
        Self::Database,
        Self::ErrorsAndLogs,
        Self::AppServer,
        Self::Https,
        Self::Backups,
        Self::Delivery,
        Self::Metrics,
        Self::ResponseTime,
    ];

    /// The slug, as in reports, in `data-item` and in links.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Configuration => "configuration",
            Self::SecretKey => "secret-key",
            Self::AllowedHosts => "allowed-hosts",
            Self::StaticFiles => "static-files",
            Self::Readiness => "readiness",
            Self::Database => "database",
            Self::ErrorsAndLogs => "errors-and-logs",
            Self::AppServer => "app-server",
            Self::Https => "https",
            Self::Backups => "backups",
            Self::Delivery => "delivery",
            Self::Metrics => "metrics",
            Self::ResponseTime => "response-time",
        }
    }

    /// The stage that the item belongs to.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Debug
            | Self::Configuration
            | Self::SecretKey
            | Self::AllowedHosts
            | Self::StaticFiles
            | Self::Readiness => Stage::Release,
            Self::Database | Self::ErrorsAndLogs | Self::AppServer | Self::Https => Stage::User,
            Self::Backups | Self::Delivery | Self::Metrics | Self::ResponseTime => Stage::Payment,
        }
    }

    /// The good state, as a checklist ticks it.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Debug => text("Debug mode is off", "Режим отладки выключен"),
            Self::Configuration => text("Settings are not kept in code", "Настройки не хранятся в коде"),
            Self::SecretKey => text(
                "SECRET_KEY is fresh, and differs between local and production",
                "SECRET_KEY обновлён и различается для local и prod",
            ),
            Self::AllowedHosts => text("Only your hosts are served", "Обслуживаются только ваши хосты"),
            Self::StaticFiles => text("Static files are served", "Статические файлы раздаются"),
            Self::Readiness => text(
                "check --deploy is clean, nothing extra is in the repository, dependencies are current, tests pass",
                "check --deploy проходит, в репозитории нет лишнего, зависимости актуальны, тесты проходят",
            ),
            Self::Database => text(
                "The database connection is set up for load",
                "Подключение к базе данных настроено под нагрузку",
            ),
            Self::ErrorsAndLogs => text("Errors and logs are collected", "Ошибки и логи собираются"),
            Self::AppServer => {
                text("A real application server runs the code", "Приложение запущено под Gunicorn или uWSGI")
            }
            Self::Https => text(
                "HTTPS everywhere, and safe from simple attacks",
                "Работает по HTTPS и защищён от простых атак",
            ),
            Self::Backups => text("Backups are made and restored", "Резервные копии делаются и проверяются"),
            Self::Delivery => text("Build and release are automatic", "Сборка и релиз автоматизированы"),
            Self::Metrics => text("Health and metrics are watched", "Состояние видно по метрикам"),
            Self::ResponseTime => text("Pages answer within 200 ms", "Страницы отвечают быстрее 200 мс"),
        }
    }

    /// What no file can prove and a person has to confirm.
    #[must_use]
    pub const fn confirm(self) -> Text {
        match self {
            Self::Debug => text(
                "The server really runs the settings module judged here.",
                "Сервер действительно запускает тот модуль настроек, который проверен здесь.",
            ),
            Self::Configuration => text(
                "Encrypted files can be decrypted on the server, and old secrets were rotated.",
                "Зашифрованные файлы расшифровываются на сервере, старые секреты заменены.",
            ),
            Self::SecretKey => text(
                "The key was changed after the last leak or departure.",
                "Ключ сменили после последней утечки или ухода сотрудника.",
            ),
            Self::AllowedHosts => text("DNS points to this server.", "DNS указывает на этот сервер."),
            Self::StaticFiles => text(
                "collectstatic ran, and the pages have their styles.",
                "collectstatic выполнен, страницы отображаются со стилями.",
            ),
            Self::Readiness => text("The tests pass.", "Тесты проходят."),
            Self::Database => text(
                "The connection limit of the database fits the number of workers.",
                "Лимит подключений базы соответствует числу воркеров.",
            ),
            Self::ErrorsAndLogs => text(
                "An error was provoked on the server and seen to arrive.",
                "На сервере вызвали ошибку и увидели, что она дошла.",
            ),
            Self::AppServer => text(
                "The server restarts by itself after a crash and after a reboot.",
                "Сервер сам поднимается после падения и перезагрузки.",
            ),
            Self::Https => text("The certificate renews itself.", "Сертификат продлевается автоматически."),
            Self::Backups => text(
                "A restore from backup was tried, and when.",
                "Восстановление из копии пробовали, и известно когда.",
            ),
            Self::Delivery => text("A release needs nobody's laptop.", "Для релиза не нужен ничей ноутбук."),
            Self::Metrics => text("An alert reaches a person.", "Оповещение доходит до человека."),
            Self::ResponseTime => {
                text("The time was measured on the real site.", "Время измерено на настоящем сайте.")
            }
        }
    }
}
