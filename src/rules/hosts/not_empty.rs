//! `ALLOWED_HOSTS` names the site.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.not-empty",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W020"],
    docs: "ref/settings/#allowed-hosts",
    title: text("ALLOWED_HOSTS names your hosts", "В ALLOWED_HOSTS указаны ваши хосты"),
    why: text(
        "With DEBUG off and no hosts, Django answers every request with 400 Bad Request.",
        "При выключенном DEBUG и пустом списке Django на любой запрос отвечает 400 Bad Request.",
    ),
    how: text(
        "List the domain names under which people reach the site.",
        "Перечислите домены, по которым открывают сайт.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = []"),
        fails(""),
        passes("ALLOWED_HOSTS = ['example.com']"),
        undecided(
            "import environ\nenv = environ.Env()\nALLOWED_HOSTS = env.list('ALLOWED_HOSTS', default=[])",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("ALLOWED_HOSTS");
    if !checks::finds(project, "security.W020")? {
        return Ok(pass().at_place(place));
    }
    let message = if place.is_some() {
        text("ALLOWED_HOSTS is empty.", "Список ALLOWED_HOSTS пуст.")
    } else {
        text("ALLOWED_HOSTS is not set.", "ALLOWED_HOSTS не задан.")
    };
    let reader = project.reader();
    let snippet = reader.assign("ALLOWED_HOSTS", &reader.list("ALLOWED_HOSTS", None));
    Ok(fail(message).at_place(place).fix(Applicability::Unsafe, Where::Setting("ALLOWED_HOSTS"), snippet))
}
