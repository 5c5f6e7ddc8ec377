//! Words of the view of `check --deploy`.

use super::count_en;
use crate::model::{CheckState, plural_ru};

/// What the view says.
pub struct CheckWords {
    pub title: fn(&str) -> String,
    pub lead: fn(&str) -> String,
    pub exit: &'static str,
    pub exit_default: &'static str,
    pub exit_unknown: &'static str,
    pub exit_means: fn(Option<i32>) -> &'static str,
    pub crash: &'static str,
    pub crash_note: &'static str,
    pub terminal: &'static str,
    pub terminal_note: &'static str,
    pub level: fn(char) -> &'static str,
    pub state: fn(CheckState, usize) -> String,
    pub note: fn(CheckState) -> &'static str,
    pub nothing_printed: &'static str,
    pub hidden_by: fn(&str, usize) -> String,
    pub times: fn(usize) -> String,
    pub when_unset: fn(bool) -> &'static str,
    pub rule: &'static str,
    pub docs: &'static str,
    pub after: &'static str,
    pub after_note: fn(usize) -> String,
    pub gone: &'static str,
    pub left: &'static str,
    pub undecided: &'static str,
    pub new: &'static str,
    pub compare: &'static str,
    pub compare_lead: &'static str,
    pub compare_label: &'static str,
    pub compare_none: &'static str,
    pub same: &'static str,
    pub was_undecided: &'static str,
    pub was_silenced: &'static str,
    pub not_expected: &'static str,
    pub not_printed: &'static str,
    pub foreign: &'static str,
    pub all_same: &'static str,
}

pub(super) static EN: CheckWords = CheckWords {
    title: |version| format!("What check\u{a0}-\u{2060}-\u{2060}deploy of Django {version} will print"),
    lead: |file| format!("For {file}, as far as files decide it."),
    exit: "Exit status",
    exit_default: "by default",
    exit_unknown: "cannot be told",
    exit_means: |exit| match exit {
        Some(0) => "CI goes on",
        Some(_) => "CI stops",
        None => "what is undecided below decides it",
    },
    crash: "The settings do not load",
    crash_note: "The command ends with this exception, and prints no list.",
    terminal: "In a terminal",
    terminal_note: "The frame, the ids and their order are Django’s; the sentences are ours.",
    level: |level| if level == 'E' { "Errors" } else { "Warnings" },
    state: |state, n| match state {
        CheckState::Printed => format!("{n} printed"),
        CheckState::Silenced => format!("{n} silenced"),
        CheckState::Undecided => format!("{n} cannot be told"),
        CheckState::Hidden => format!("{n} hidden"),
    },
    note: |state| match state {
        CheckState::Printed => "",
        CheckState::Silenced => {
            "Django finds these, and SILENCED_SYSTEM_CHECKS keeps them from being printed."
        }
        CheckState::Undecided => "They may be printed besides: the files do not decide them.",
        CheckState::Hidden => {
            "Not printed, and not in order either: without the middleware Django does not look."
        }
    },
    nothing_printed: "None of the ids that were looked at is printed for certain.",
    hidden_by: |class, n| {
        format!("Add {class}, and {} more.", count_en(n, ["id is printed", "ids are printed"]))
    },
    times: |n| format!("{n} times"),
    when_unset: |printed| {
        if printed { "Unset: it is printed." } else { "Unset: it is not printed." }
    },
    rule: "Rule",
    docs: "Django’s documentation",
    after: "After the fixes",
    after_note: |n| format!("With {} from the checklist made, all together.", count_en(n, ["fix", "fixes"])),
    gone: "No longer printed",
    left: "Still printed",
    undecided: "Then up to the server",
    new: "Printed only then",
    compare: "Compare with the real output",
    compare_lead: "Paste what the command printed on your server. It stays in this tab.",
    compare_label: "Output of check --deploy",
    compare_none: "No id was found in this text.",
    same: "Printed as foretold",
    was_undecided: "Printed, which could not be told here",
    was_silenced: "Printed, and silenced in these files",
    not_expected: "Printed, and not foretold: another version, module or environment",
    not_printed: "Foretold, and not printed",
    foreign: "Of models and other packages, which are not looked at here",
    all_same: "Everything that was foretold was printed, and nothing else.",
};

pub(super) static RU: CheckWords = CheckWords {
    title: |version| format!("Что выведет check\u{a0}-\u{2060}-\u{2060}deploy в Django {version}"),
    lead: |file| format!("Для {file}, насколько это видно по файлам."),
    exit: "Код завершения",
    exit_default: "по умолчанию",
    exit_unknown: "сказать нельзя",
    exit_means: |exit| match exit {
        Some(0) => "CI пойдёт дальше",
        Some(_) => "CI остановится",
        None => "решат проверки, о которых ниже сказать нельзя",
    },
    crash: "Настройки не загружаются",
    crash_note: "Команда завершится этим исключением и списка не выведет.",
    terminal: "В терминале",
    terminal_note: "Рамка, идентификаторы и порядок — как у Django, а формулировки наши.",
    level: |level| if level == 'E' { "Ошибки" } else { "Предупреждения" },
    state: |state, n| match state {
        CheckState::Printed => format!("Будет выведено: {n}"),
        CheckState::Silenced => format!("Заглушено: {n}"),
        CheckState::Undecided => format!("Сказать нельзя: {n}"),
        CheckState::Hidden => format!("Скрыто: {n}"),
    },
    note: |state| match state {
        CheckState::Printed => "",
        CheckState::Silenced => "Django их находит, но SILENCED_SYSTEM_CHECKS не даёт их вывести.",
        CheckState::Undecided => "Могут быть выведены вдобавок: по файлам этого не видно.",
        CheckState::Hidden => "Не выводятся, но и не в порядке: без middleware Django туда не смотрит.",
    },
    nothing_printed: "Ни один из проверенных идентификаторов наверняка не выводится.",
    hidden_by: |class, n| {
        format!(
            "Добавьте {class}, и {} ещё {n} {}.",
            plural_ru(n, ["появится", "появятся", "появятся"]),
            plural_ru(n, ["идентификатор", "идентификатора", "идентификаторов"])
        )
    },
    times: |n| format!("{n} {}", plural_ru(n, ["раз", "раза", "раз"])),
    when_unset: |printed| {
        if printed {
            "Не задана: будет выведено."
        } else {
            "Не задана: не будет выведено."
        }
    },
    rule: "Правило",
    docs: "Документация Django",
    after: "После исправлений",
    after_note: |n| {
        format!(
            "Если внести {n} {} из чек-листа, все вместе.",
            plural_ru(n, ["исправление", "исправления", "исправлений"])
        )
    },
    gone: "Больше не выводятся",
    left: "По-прежнему выводятся",
    undecided: "Тогда зависят от сервера",
    new: "Появятся только тогда",
    compare: "Сравнить с настоящим выводом",
    compare_lead: "Вставьте то, что команда вывела у вас на сервере. Текст останется в этой вкладке.",
    compare_label: "Вывод check --deploy",
    compare_none: "В этом тексте нет ни одного идентификатора.",
    same: "Выведено, как предсказано",
    was_undecided: "Выведено, а здесь сказать было нельзя",
    was_silenced: "Выведено, хотя в этих файлах заглушено",
    not_expected: "Выведено, хотя не предсказано: другая версия, модуль или окружение",
    not_printed: "Предсказано, но не выведено",
    foreign: "От моделей и других пакетов, которые здесь не проверяются",
    all_same: "Выведено всё, что предсказано, и ничего больше.",
};
