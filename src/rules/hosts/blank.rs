//! No entry of `ALLOWED_HOSTS` is empty.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.blank",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("ALLOWED_HOSTS has no empty name", "В ALLOWED_HOSTS нет пустых имён"),
    why: text(
        "Splitting an empty string gives ['']: check --deploy is content, and every request is answered with 400.",
        "Если разбить пустую строку, получится ['']: check --deploy доволен, а на каждый запрос приходит 400.",
    ),
    how: text(
        "Drop empty parts when you split, or make the variable required.",
        "Отбрасывайте пустые части при разбиении или сделайте переменную обязательной.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['']"),
        fails("ALLOWED_HOSTS = ''.split(',')"),
        passes("ALLOWED_HOSTS = ['example.com']"),
        undecided("from .other import ALLOWED_HOSTS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    if hosts.is_empty() {
        return Ok(not_applicable());
    }
    let Some(empty) = hosts.find_by(|host| host.trim().is_empty())? else { return Ok(pass().at(&hosts)) };
    let variable = project
        .settings
        .binding("ALLOWED_HOSTS")
        .and_then(|binding| match &binding.value.kind {
            crate::python::Kind::Maybe(maybe) => maybe.variables.iter().next().cloned(),
            _ => None,
        })
        .unwrap_or_else(|| "ALLOWED_HOSTS".into());
    let reader = project.reader();
    let snippet = reader.assign("ALLOWED_HOSTS", &reader.list(&variable, Some(&[])));
    Ok(fail(text("ALLOWED_HOSTS has an empty name.", "В ALLOWED_HOSTS есть пустое имя."))
        .at_place(empty.place.or(hosts.place))
        .fix(Applicability::Unsafe, Where::Setting("ALLOWED_HOSTS"), snippet))
}
