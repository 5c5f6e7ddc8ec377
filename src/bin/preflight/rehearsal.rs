//! The rehearsal of an upgrade for a terminal.

use std::fmt::Write as _;

use django_preflight::model::{Effect, Lang, Rehearsal, Report};

/// What breaks, what changes, what has to be there, what to write instead.
pub(crate) fn text(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    let Some(rehearsal) = &report.rehearsal else {
        let _ = match lang {
            Lang::En => writeln!(out, "\nNo newer Django is known here, or the target is not newer."),
            Lang::Ru => writeln!(out, "\nБолее новый Django здесь неизвестен, или цель не новее нынешнего."),
        };
        return out;
    };
    let (from, to) = (&rehearsal.from, &rehearsal.to);
    let _ = match lang {
        Lang::En => writeln!(out, "\nUpgrade from Django {from} to {to}. {}", rehearsal.because.en),
        Lang::Ru => writeln!(out, "\nОбновление с Django {from} на {to}. {}", rehearsal.because.ru),
    };
    for effect in Effect::ALL {
        let mut steps = rehearsal.steps.iter().filter(|step| step.effect == effect).peekable();
        if steps.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "  {}", effect.title().get(lang));
        for step in steps {
            let place = step
                .evidence
                .first()
                .map_or_else(String::new, |evidence| format!(" ({}:{})", evidence.file, evidence.line));
            let _ = writeln!(out, "    {} {}: {}{place}", step.since, step.subject, step.message.get(lang));
            if let Some(fix) = &step.fix {
                for line in fix.snippet.lines() {
                    let _ = writeln!(out, "        {line}");
                }
            }
        }
    }
    for (new, ids) in [(true, &rehearsal.new_checks), (false, &rehearsal.gone_checks)] {
        if !ids.is_empty() {
            let _ = writeln!(out, "  {}: {}", Rehearsal::checks_title(new).get(lang), ids.join(", "));
        }
    }
    out
}
