//! `ADMINS` and `MANAGERS` have the form that this Django mails to.

use crate::django::Version;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::{Kind, Value};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "email.staff",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#admins",
    title: text("ADMINS and MANAGERS can be mailed to", "На ADMINS и MANAGERS можно отправить письмо"),
    why: text(
        "In another form the mail about an error raises an exception itself, and nobody learns of either.",
        "При другой записи отправка письма об ошибке сама падает с исключением, и ни о том ни о другом никто не узнает.",
    ),
    how: text(
        "Write a list: pairs of name and address before Django 6.0, plain addresses since.",
        "Запишите список: до Django 6.0 — пары «имя, адрес», с 6.0 — просто адреса.",
    ),
    examples: &[
        fails("ADMINS = 'ops@example.com'"),
        fails("ADMINS = ['ops@example.com']").django(5, 2),
        fails("MANAGERS = (('Ann', 'ann@example.com', 1),)").django(5, 2),
        passes("ADMINS = ['ops@example.com']").django(6, 0),
        passes("ADMINS = [('Ann', 'ann@example.com')]").django(5, 2),
        undecided("import os\nADMINS = [os.environ['ADMIN']]").django(5, 2),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    for name in ["ADMINS", "MANAGERS"] {
        if !project.settings.is_set(name)? {
            continue;
        }
        let whole = project.settings.value(name)?;
        if whole.value.truthy() == Some(false) {
            continue;
        }
        asked = true;
        let pairs = project.django.version < Version::new(6, 0);
        // Before 6.0 anything that holds pairs will do.
        let is_list = matches!(whole.value.kind, Kind::List(_) | Kind::Tuple(_))
            || pairs && matches!(whole.value.kind, Kind::Set(_));
        let items =
            project.settings.items_of(name, &whole.value).map(|items| items.items).unwrap_or_default();
        // Since 6.0 all of them are pairs, or none is.
        let mixed = !pairs && items.iter().any(|item| item.as_str().is_some());
        let is_bad = |item: &&Value| match &item.kind {
            Kind::Tuple(parts) | Kind::List(parts) => mixed || parts.len() != 2,
            Kind::Unknown(_) | Kind::Maybe(_) | Kind::Object(_) => false,
            Kind::Str(_) => pairs,
            _ => true,
        };
        if let Some(bad) = items.iter().find(is_bad) {
            return Ok(fail(if pairs {
                text! {
                    en: "{name} holds something other than pairs of name and address.",
                    ru: "В {name} есть не только пары «имя, адрес».",
                }
            } else {
                text! { en: "{name} holds something other than addresses.", ru: "В {name} есть не только адреса." }
            })
            .at_place(bad.place.or(whole.place)));
        }
        if !is_list {
            return Ok(fail(text! { en: "{name} is not a list.", ru: "{name} — не список." }).at(&whole));
        }
        project.settings.list(name)?.no_holes()?;
    }
    Ok(if asked { pass() } else { not_applicable() })
}
