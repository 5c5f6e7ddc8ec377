//! `INTERNAL_IPS` does not name everybody.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "debug.internal-ips",
    item: Item::Debug,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#internal-ips",
    title: text("INTERNAL_IPS names single machines", "В INTERNAL_IPS перечислены отдельные машины"),
    why: text(
        "INTERNAL_IPS decides who sees debug output. It is compared with the address as a whole: networks and wildcards match nothing, and the address of a container's gateway matches everybody.",
        "INTERNAL_IPS решает, кому видна отладочная информация. Адрес сравнивается целиком: сети и шаблоны не совпадут ни с чем, а адрес шлюза контейнера совпадёт с каждым.",
    ),
    how: text(
        "List the addresses of developers' machines in the module for development, and leave it empty in production.",
        "Перечислите адреса машин разработчиков в модуле для разработки, а в продакшене оставьте список пустым.",
    ),
    examples: &[
        fails("INTERNAL_IPS = ['0.0.0.0']"),
        fails("INTERNAL_IPS = ['*']"),
        passes("INTERNAL_IPS = ['127.0.0.1']"),
        irrelevant(""),
        undecided("from .other import INTERNAL_IPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let addresses = project.settings.list("INTERNAL_IPS")?;
    if addresses.is_empty() {
        return Ok(not_applicable());
    }
    let is_broad = |address: &str| address.contains(['*', '/']) || matches!(address, "0.0.0.0" | "::");
    match addresses.find_by(is_broad)? {
        Some(item) => {
            let address = item.as_str().unwrap_or_default();
            Ok(fail(text! {
                en: "INTERNAL_IPS has {address:?}, which is no single machine's address.",
                ru: "В INTERNAL_IPS есть {address:?} — это не адрес отдельной машины.",
            })
            .at_place(item.place))
        }
        None => Ok(pass().at(&addresses)),
    }
}
