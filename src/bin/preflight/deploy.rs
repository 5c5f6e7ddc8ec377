//! What `check --deploy` prints, as a section of the text report.

use std::fmt::Write;

use django_preflight::model::{AfterFixes, CheckReport, CheckState, DeployCheck, Lang};

/// The section, below its title.
pub(crate) fn section(deploy: &DeployCheck, lang: Lang) -> String {
    let mut out = String::new();
    let exit = |exit: Option<i32>| exit.map_or_else(|| "?".to_owned(), |exit| exit.to_string());
    let (default, warning) = (exit(deploy.exit), exit(deploy.exit_on_warning));
    let _ = match lang {
        Lang::En => writeln!(out, "     Exit status {default}; {warning} with --fail-level WARNING."),
        Lang::Ru => writeln!(out, "     Код завершения {default}, с --fail-level WARNING: {warning}."),
    };
    if let Some(crash) = &deploy.crash {
        let at =
            deploy.crash_at.as_ref().map_or_else(String::new, |at| format!(" ({}:{})", at.file, at.line));
        let _ = match lang {
            Lang::En => writeln!(out, "     It ends before the list, with {crash}{at}"),
            Lang::Ru => writeln!(out, "     До списка не дойдёт: {crash}{at}"),
        };
        return out;
    }
    for state in CheckState::ALL {
        let mut checks = deploy.of(state).peekable();
        if checks.peek().is_some() && state != CheckState::Printed {
            let _ = writeln!(out, "     {}:", title(state, lang));
        }
        let indent = if state == CheckState::Printed { 5 } else { 7 };
        for check in checks {
            let _ = writeln!(out, "{:indent$}{}", "", line(check, lang));
        }
    }
    if let Some(after) = &deploy.after_fixes {
        out.push_str(&changes(after, lang));
    }
    out
}

const fn title(state: CheckState, lang: Lang) -> &'static str {
    match (state, lang) {
        (CheckState::Printed, Lang::En) => "Printed",
        (CheckState::Printed, Lang::Ru) => "Будет выведено",
        (CheckState::Silenced, Lang::En) => "Silenced",
        (CheckState::Silenced, Lang::Ru) => "Заглушено",
        (CheckState::Undecided, Lang::En) => "Cannot be told",
        (CheckState::Undecided, Lang::Ru) => "Сказать нельзя",
        (CheckState::Hidden, Lang::En) => "Hidden by a missing middleware",
        (CheckState::Hidden, Lang::Ru) => "Скрыто, пока нет middleware",
    }
}

fn line(check: &CheckReport, lang: Lang) -> String {
    let times = if check.count > 1 { format!(" ×{}", check.count) } else { String::new() };
    let words = match (&check.reason, &check.hidden_by) {
        (Some(reason), _) => reason.get(lang).to_owned(),
        (None, Some(path)) => {
            format!("{} ({})", check.words.get(lang), path.rsplit('.').next().unwrap_or(path))
        }
        (None, None) => check.words.get(lang).to_owned(),
    };
    format!("{}{times}: {words}", check.id)
}

/// What the offered fixes change.
fn changes(after: &AfterFixes, lang: Lang) -> String {
    let (title, gone, undecided, left, new) = match lang {
        Lang::En => ("After the fixes that are offered", "gone", "up to the server", "left", "new"),
        Lang::Ru => {
            ("После предложенных исправлений", "исчезнут", "зависят от сервера", "останутся", "появятся")
        }
    };
    let parts: Vec<String> =
        [(gone, &after.gone), (undecided, &after.undecided), (left, &after.left), (new, &after.new)]
            .into_iter()
            .filter(|(_, ids)| !ids.is_empty())
            .map(|(word, ids)| format!("{word} {}", ids.join(", ")))
            .collect();
    format!("     {title}: {}.\n", parts.join("; "))
}
