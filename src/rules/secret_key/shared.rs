//! Production has a key of its own.

use crate::model::{Item, SettingRole, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Example, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

const DIFFERENT: Example = passes("from base import *\nimport os\nSECRET_KEY = os.environ['SECRET_KEY']")
    .with(&[("base.py", "SECRET_KEY = 'local'"), ("settings_local.py", "from base import *\nDEBUG = True")]);

pub(super) static RULE: Rule = Rule {
    id: "secret-key.shared",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/deployment/checklist/#secret-key",
    title: text("Production has its own SECRET_KEY", "У продакшена свой SECRET_KEY"),
    why: text(
        "With one key for all, whoever has a laptop of the team can sign sessions for the real site.",
        "Если ключ общий, любой, у кого есть ноутбук разработчика, может подписать сессию для настоящего сайта.",
    ),
    how: text(
        "Leave a throw-away key in the development module, and read the one of production from the environment.",
        "Оставьте в модуле для разработки одноразовый ключ, а для продакшена читайте ключ из окружения.",
    ),
    examples: &[
        fails("from base import *\nDEBUG = False").with(&[
            ("base.py", "import json, pathlib\nSECRET_KEY = json.loads((pathlib.Path(__file__).parent / 'key.json').read_text())['key']"),
            ("key.json", "{\"key\": \"one-for-all\"}"),
            ("settings_local.py", "from base import *\nDEBUG = True"),
        ]),
        // What is taken out of the code is no longer shared.
        irrelevant("from base import *\nDEBUG = False").with(&[
            ("base.py", "SECRET_KEY = 'one-for-all'"),
            ("settings_local.py", "from base import *\nDEBUG = True"),
        ]),
        DIFFERENT,
        irrelevant("SECRET_KEY = 'abc'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let (Some(index), Some(binding)) = (project.judged, project.settings.binding("SECRET_KEY")) else {
        return Ok(not_applicable());
    };
    let others: Vec<_> = project
        .entries
        .iter()
        .enumerate()
        .filter(|(other, entry)| {
            *other != index && !matches!(entry.role, SettingRole::Production | SettingRole::Base)
        })
        .filter_map(|(_, entry)| Some((entry, entry.module.settings.get("SECRET_KEY")?)))
        .collect();
    if others.is_empty() {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECRET_KEY");
    let Kind::Str(key) = &binding.value.kind else { return Ok(pass().at_place(place)) };
    if key.is_empty() || project.key_is_written() {
        return Ok(not_applicable());
    }
    match others.iter().find(|(_, other)| other.value.as_str() == Some(key)) {
        Some((entry, other)) => {
            let path = &project.tree.file(entry.file).path;
            Ok(fail(text! {
                en: "{path} runs with the same SECRET_KEY.",
                ru: "{path} работает с тем же SECRET_KEY.",
            })
            .at_place(place)
            .related(other.value.place.filter(|other| Some(*other) != place)))
        }
        None => Ok(pass().at_place(place)),
    }
}
