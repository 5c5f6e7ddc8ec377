//! Signed cookies do not stand for each other.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.salt-fallback",
    item: Item::Https,
    severity: Severity::Note,
    django: since(5, 2),
    mirrors: &[],
    docs: "ref/settings/#signed-cookie-legacy-salt-fallback",
    title: text(
        "Signed cookies are bound to their names",
        "Подписанная cookie годится только под своим именем",
    ),
    why: text(
        "With the former salt a signed cookie can be accepted under the name of another one.",
        "С прежней солью подписанную cookie можно выдать за другую.",
    ),
    how: text(
        "Set SIGNED_COOKIE_LEGACY_SALT_FALLBACK to False once cookies from before the update have expired.",
        "Задайте SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False, когда истекут cookie, выданные до обновления.",
    ),
    examples: &[
        fails("SIGNED_COOKIE_LEGACY_SALT_FALLBACK = True")
            .with(&[("shop/views.py", "def view(request):\n    return request.get_signed_cookie('cart')\n")])
            .django(6, 1),
        passes("SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False")
            .with(&[("shop/views.py", "def view(request):\n    return request.get_signed_cookie('cart')\n")])
            .django(6, 0),
        passes("")
            .with(&[("shop/views.py", "def view(request):\n    return request.get_signed_cookie('cart')\n")])
            .django(6, 1),
        irrelevant("SIGNED_COOKIE_LEGACY_SALT_FALLBACK = True"),
        undecided("import os\nSIGNED_COOKIE_LEGACY_SALT_FALLBACK = os.environ.get('SIGNED_COOKIE_LEGACY_SALT_FALLBACK', True)").django(6, 1).with(&[("shop/views.py", "def view(request):\n    return request.get_signed_cookie('cart')\n")]),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let name = "SIGNED_COOKIE_LEGACY_SALT_FALLBACK";
    if !project.python_mentions("get_signed_cookie(") {
        return Ok(not_applicable());
    }
    // The setting came with a patch; whether this patch has it may not be known.
    if project.settings.binding(name).is_none() && !project.django.version.at_least(6, 1) {
        return Ok(not_applicable());
    }
    let fallback = project.settings.truthy(name)?;
    Ok(if *fallback {
        attention(text! { en: "{name} is on.", ru: "{name} включён." }).at(&fallback)
    } else {
        pass().at(&fallback)
    })
}
