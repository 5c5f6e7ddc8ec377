//! Passwords in compose files come from outside of them.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_for_development, is_password_name};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};
use crate::source::FileKind;

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
        "Write ${POSTGRES_PASSWORD:?} there and keep the value in the server's environment or in a secret.",
        "Напишите там ${POSTGRES_PASSWORD:?}, а значение храните в окружении сервера или в секрете.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: postgres\n")]),
        fails("DEBUG = False").with(&[("compose.yml", "services:\n  db:\n    environment:\n      - MYSQL_ROOT_PASSWORD=hunter2\n")]),
        passes("DEBUG = False").with(&[("docker-compose.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n")]),
        irrelevant("DEBUG = False").with(&[("docker-compose.dev.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let lines: Vec<_> = project
        .lines(FileKind::Compose)
        .into_iter()
        .filter(|line| !is_for_development(&project.tree.file(line.place.file).path))
        .collect();
    for line in &lines {
        let pair = line.text.trim_start_matches("- ").trim_matches(['"', '\'']);
        let Some((name, value)) = pair.split_once(": ").or_else(|| pair.split_once('=')) else { continue };
        let (name, value) = (name.trim(), value.trim().trim_matches(['"', '\'']));
        let is_name =
            name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if is_name
            && is_password_name(name)
            && !name.ends_with("_FILE")
            && !value.is_empty()
            && !value.contains('$')
            && !matches!(value, "true" | "yes" | "1" | "no" | "false")
        {
            let path = &project.tree.file(line.place.file).path;
            return Ok(attention(text! {
                en: "{path} holds the value of {name}.",
                ru: "В {path} записано значение {name}.",
            })
            .at_place(Some(line.place_of(project, name))));
        }
    }
    Ok(lines.first().map_or_else(not_applicable, |_| pass()))
}
