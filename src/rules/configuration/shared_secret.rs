//! Production shares no written secret with the modules of developers and tests.

use crate::model::{Item, SettingRole, Severity, text};
use crate::project::{Credential, Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.shared-secret",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://12factor.net/config",
    title: text("Production and development share no secret", "У продакшена и разработки нет общих секретов"),
    why: text(
        "Otherwise every developer's machine, test log and CI job holds a key to production.",
        "Иначе ключ от продакшена лежит на каждой машине разработчика, в логах тестов и в CI.",
    ),
    how: text(
        "Give production a secret of its own, read from the environment.",
        "Дайте продакшену собственный секрет и читайте его из переменной окружения.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[
            (
                "manage.py",
                "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')",
            ),
            ("config/__init__.py", ""),
            ("config/settings/__init__.py", ""),
            (
                "config/settings/base.py",
                "EMAIL_HOST_PASSWORD = 'rain-and-wind'\nINSTALLED_APPS = []\nROOT_URLCONF = 'config.urls'",
            ),
            ("config/settings/local.py", "from .base import *\nDEBUG = True"),
            (
                "config/settings/production.py",
                "from .base import *\nDEBUG = False\nEMAIL_HOST_PASSWORD = 'rain-and-wind'",
            ),
        ]),
        // Written once, it is one secret in the code, of which other rules speak.
        passes("DEBUG = False").with(&[
            (
                "manage.py",
                "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')",
            ),
            ("config/__init__.py", ""),
            ("config/settings/__init__.py", ""),
            (
                "config/settings/base.py",
                "EMAIL_HOST_PASSWORD = 'rain-and-wind'\nINSTALLED_APPS = []\nROOT_URLCONF = 'config.urls'",
            ),
            ("config/settings/local.py", "from .base import *\nDEBUG = True"),
            ("config/settings/production.py", "from .base import *\nDEBUG = False"),
        ]),
        irrelevant("EMAIL_HOST_PASSWORD = 'rain-and-wind'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(judged) = project.judged() else { return Ok(not_applicable()) };
    let others: Vec<_> = project
        .entries
        .iter()
        .filter(|entry| {
            entry.file != judged.file && matches!(entry.role, SettingRole::Development | SettingRole::Test)
        })
        .collect();
    if others.is_empty() || matches!(judged.role, SettingRole::Development | SettingRole::Test) {
        return Ok(not_applicable());
    }
    let own = project.credentials();
    for other in others {
        for theirs in project.credentials_of(&other.module) {
            if theirs.opens == Opens::Nothing {
                continue;
            }
            let is_same = |ours: &&Credential| {
                ours.shown == theirs.shown && ours.text == theirs.text && ours.place != theirs.place
            };
            let Some(ours) = own.iter().find(is_same) else { continue };
            let (shown, name, mine) = (&ours.shown, &other.name, &judged.name);
            return Ok(attention(text! {
                en: "{shown} is the same in {mine} and in {name}.",
                ru: "{shown} одинаков в {mine} и в {name}.",
            })
            .at_place(project.shown_place(&ours.text, ours.place))
            .related(project.shown_place(&theirs.text, theirs.place)));
        }
    }
    Ok(pass())
}
