//! Passwords in compose files come from outside of them.

use crate::model::{Item, Severity, text};
use crate::project::{Holds, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.compose-passwords",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/",
    title: text("Compose files hold no passwords", "В файлах compose нет паролей"),
    why: text(
        "A password in the compose file is in the repository, the same on every machine, and usually the image's example.",
        "Пароль из файла compose лежит в репозитории, одинаков на всех машинах и обычно взят из примера к образу.",
    ),
    how: text(
        "Write ${POSTGRES_PASSWORD:?} there and keep the value in the server's environment or in a Docker secret.",
        "Напишите там ${POSTGRES_PASSWORD:?}, а значение храните в окружении сервера или в секретах Docker.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n")]),
        fails("DEBUG = False").with(&[("compose.yml", "services:\n  db:\n    environment:\n      - MYSQL_ROOT_PASSWORD=hunter2\n")]),
        fails("DEBUG = False").with(&[("compose.yml", "x-env: &env\n  DATABASE_URL: postgres://app:hunter2@db/app\nservices:\n  web:\n    environment:\n      <<: *env\n")]),
        fails("DEBUG = False").with(&[("compose.yml", "services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${DB_PASSWORD:-hunter2}\n")]),
        passes("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n")]),
        irrelevant("DEBUG = False").with(&[("docker-compose.dev.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (file, service) in project.services() {
        for variable in &service.environment {
            seen = seen.or(Some(variable.place));
            if variable.holds() == Holds::Secret {
                let (path, name) = (&project.tree.file(file).path, &variable.name);
                return Ok(attention(text! {
                    en: "{path} holds the value of {name}.",
                    ru: "В {path} записано значение {name}.",
                })
                .at_place(Some(variable.place)));
            }
        }
    }
    Ok(seen.map_or_else(not_applicable, |_| pass()))
}
