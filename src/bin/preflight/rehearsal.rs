//! The rehearsal of an upgrade for a terminal.

use std::fmt::Write as _;

use django_preflight::model::{Effect, Lang, Report};

/// What breaks, what changes, what has to be there, what to write instead.
pub(crate) fn text(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    let Some(rehearsal) = &report.rehearsal else {
        let _ = match lang {
            Lang::En => writeln!(out, "\nNo newer Django is known here, or the target is not newer."),
            Lang::Ru => writeln!(out, "\nБолее новый Django здесь не известен, или цель не новее нынешнего."),
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
        let _ = writeln!(out, "  {}", title(effect, lang));
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
    for (ids, en, ru) in [
        (&rehearsal.new_checks, "check --deploy will print as well", "check --deploy выведет ещё"),
        (&rehearsal.gone_checks, "check --deploy will no longer print", "check --deploy больше не выведет"),
    ] {
        if !ids.is_empty() {
            let words = match lang {
                Lang::En => en,
                Lang::Ru => ru,
            };
            let _ = writeln!(out, "  {words}: {}", ids.join(", "));
        }
    }
    out
}

const fn title(effect: Effect, lang: Lang) -> &'static str {
    match (lang, effect) {
        (Lang::En, Effect::Breaks) => "Breaks",
        (Lang::En, Effect::Changes) => "Changes silently",
        (Lang::En, Effect::Requires) => "Needed first",
        (Lang::En, Effect::Rewrite) => "Write instead",
        (Lang::Ru, Effect::Breaks) => "Сломается",
        (Lang::Ru, Effect::Changes) => "Молча изменится",
        (Lang::Ru, Effect::Requires) => "Нужно заранее",
        (Lang::Ru, Effect::Rewrite) => "Записать иначе",
    }
}
