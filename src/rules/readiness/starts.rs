//! Django starts with these settings.

use crate::checks::{self, Crash};
use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{Project, View, is_secret_name, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "readiness.starts",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/settings/",
    title: text("Django starts with these settings", "Django запускается с этими настройками"),
    why: text(
        "An exception while settings and apps load ends every command and every worker.",
        "Исключение при загрузке настроек и приложений останавливает любую команду и любой воркер.",
    ),
    how: text("Correct the line that is named.", "Исправьте указанную строку."),
    examples: &[
        fails("TIME_ZONE = 'Europe/Moskow'"),
        fails("INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.auth']"),
        fails("ALLOWED_HOSTS = 'example.com'"),
        fails("from django.utils.translation import ugettext_lazy as _"),
        passes("TIME_ZONE = 'Europe/Moscow'\nSECRET_KEY = 'x'"),
        passes("import environ\nenv = environ.Env()\nALLOWED_HOSTS = env.list('HOSTS', default=[])"),
        // A text that is split is a list, whatever is in it.
        passes("import os\nALLOWED_HOSTS = os.environ['HOSTS'].split(',')"),
        passes("import os\nALLOWED_HOSTS = [host.strip() for host in os.getenv('HOSTS', '*').split(',')]"),
        irrelevant("import os\nTIME_ZONE = os.environ.get('TZ', 'Europe/Moscow')"),
        fails("import os\nTIME_ZONE = 'Europe/Moskow'\nLANGUAGE_CODE = os.environ.get('LANG', 'ru')"),
        undecided("import os\nTIME_ZONE = os.environ.get('TZ', 'Europe/Moskow')"),
        undecided("import os\nALLOWED_HOSTS = os.environ.get('HOST') or os.environ['HOSTS'].split(',')"),
        undecided(
            "import os\nif os.environ.get('A'):\n    ALLOWED_HOSTS = os.environ['A']\nelse:\n    ALLOWED_HOSTS = os.environ['B'].split(',')",
        ),
        undecided(
            "import os\nif os.environ.get('A'):\n    ALLOWED_HOSTS = os.environ['B'].split(',')\nelse:\n    ALLOWED_HOSTS = os.environ['A']",
        ),
        undecided("import os\nALLOWED_HOSTS = os.environ.get('HOSTS', [])"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.module().is_none() {
        return Ok(not_applicable());
    }
    let crash = match checks::crash(project) {
        // A variable that is set to nonsense is no fault of the settings, as long as what
        // holds without it starts. A text in place of a list is one: any value is wrong.
        Err(open)
            if !open.variables.is_empty()
                && !open.setting.as_deref().is_some_and(|name| {
                    name != "INSTALLED_APPS" && checks::MUST_BE_LISTS.contains(&name)
                })
                && checks::crash(&project.viewed(View::Unset)) == Ok(None) =>
        {
            return Ok(not_applicable());
        }
        found => found?,
    };
    let Some(crash) = crash else { return Ok(pass()) };
    let crash_text = crash.to_string();
    let message = match hint(&crash) {
        Some(Text { en, ru }) => text! {
            en: "Django does not start: {crash_text} {en}",
            ru: "Django не запустится: {crash_text} {ru}",
        },
        None => text! {
            en: "Django does not start: {crash_text}",
            ru: "Django не запустится: {crash_text}",
        },
    };
    let outcome = fail(message).at_place(crash.place);
    Ok(match crash.setting.and_then(|setting| Some((setting, listed(project, setting, &crash)?))) {
        Some((setting, code)) => outcome.fix(Applicability::Unsafe, Where::Setting(setting), code),
        None => outcome,
    })
}

/// What to do about it, where that follows from the setting.
fn hint(crash: &Crash) -> Option<Text> {
    let says = |words: &str| crash.message.as_ref().is_some_and(|message| message.contains(words));
    Some(match (crash.setting, &*crash.class) {
        (Some("INSTALLED_APPS"), "RuntimeError") => {
            text("Install the app of that model too.", "Установите и приложение этой модели.")
        }
        (Some("INSTALLED_APPS"), "ModuleNotFoundError") => {
            text("Remove the app: Django no longer has it.", "Уберите приложение: в Django его больше нет.")
        }
        _ if says("aren't unique") => text("Name it once.", "Укажите один раз."),
        _ if says("mutually exclusive") => {
            text("Keep the new setting and delete the old ones.", "Оставьте новую настройку, старые удалите.")
        }
        (Some("TIME_ZONE"), "ValueError") => text(
            "Write a name of the IANA database, such as Europe/Moscow.",
            "Укажите название из базы IANA, например Europe/Moscow.",
        ),
        (Some("AUTH_USER_MODEL"), _) => {
            text("Write app_label.ModelName.", "Запишите в виде метка_приложения.Модель.")
        }
        (Some("DATABASES"), "ImproperlyConfigured") if says("'default'") => {
            text("Call the main database default.", "Назовите основную базу default.")
        }
        (Some("LANGUAGE_CODE"), "OSError") => text(
            "Write the code of a language that Django has, such as en-gb.",
            "Укажите код языка, который есть в Django, например ru.",
        ),
        (_, "TypeError" | "AttributeError" | "KeyError") => text(
            "The value is not of the form that the documentation gives.",
            "Значение не того вида, что указан в документации.",
        ),
        _ => return None,
    })
}

/// A text in place of a list, as a list.
fn listed(project: &Project, setting: &'static str, crash: &Crash) -> Option<String> {
    if !crash.message.as_ref()?.ends_with("must be a list or a tuple.") || is_secret_name(setting) {
        return None;
    }
    let value = project.settings.str(setting).ok()?;
    let items: Vec<String> = value.value.split(',').map(|item| item.trim().to_owned()).collect();
    project.is_written_once(setting).then(|| list_code(setting, &items))
}
