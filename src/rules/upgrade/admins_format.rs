//! The addresses of the staff are written as Django 6 reads them.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::python::Kind;
use crate::rules::{
    Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.admins-format",
    item: Item::Readiness,
    severity: Severity::Note,
    django: since(6, 0),
    mirrors: &[],
    docs: "ref/settings/#admins",
    title: text("ADMINS and MANAGERS are lists of addresses", "ADMINS и MANAGERS — списки адресов"),
    why: text(
        "Pairs of name and address are deprecated since Django 6.0. Once they are refused, it is the mail about an error that fails.",
        "Пары «имя, адрес» устарели с Django 6.0. Когда их перестанут принимать, сломается как раз отправка письма об ошибке.",
    ),
    how: text(
        "Write each as one string: \"Name <address>\" or the address alone.",
        "Записывайте каждого одной строкой: \"Имя <адрес>\" или только адрес.",
    ),
    examples: &[
        fails("ADMINS = [('Ann', 'ann@example.com')]").django(6, 0),
        passes("ADMINS = ['ann@example.com']").django(6, 0),
        irrelevant("").django(6, 0),
        undecided("from .other import ADMINS").django(6, 0),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    for name in ["ADMINS", "MANAGERS"] {
        if project.settings.binding(name).is_none() {
            continue;
        }
        let list = project.settings.list(name)?;
        if list.is_empty() {
            continue;
        }
        asked = true;
        let Some(pair) = list.items.iter().find(|item| matches!(item.kind, Kind::Tuple(_) | Kind::List(_)))
        else {
            list.no_holes()?;
            continue;
        };
        let outcome = attention(text! {
            en: "{name} holds pairs of name and address.",
            ru: "В {name} — пары «имя, адрес».",
        })
        .at_place(pair.place.or(list.place));
        let addresses: Option<Vec<String>> = list.items.iter().map(address).collect();
        return Ok(match addresses {
            Some(addresses) => {
                outcome.fix(Applicability::Safe, Where::Setting(name), list_code(name, &addresses))
            }
            None => outcome,
        });
    }
    Ok(if asked { pass() } else { not_applicable() })
}

/// A pair as one text; names with marks need quotes of their own.
fn address(item: &crate::python::Value) -> Option<String> {
    if let Some(address) = item.as_str() {
        return Some(address.to_owned());
    }
    let [name, address] = item.items()? else { return None };
    let (name, address) = (name.as_str()?, address.as_str()?);
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    Some(match (name.is_empty(), plain) {
        (true, _) => address.to_owned(),
        (false, true) => format!("{name} <{address}>"),
        (false, false) => format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}
