//! Other sites' requests do not carry the cookies, unless that is meant.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "cookies.same-site",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#session-cookie-samesite",
    title: text(
        "Cookies have a SameSite that browsers accept",
        "У cookie задан SameSite, который примут браузеры",
    ),
    why: text(
        "SameSite keeps other sites from acting in the name of your users; browsers refuse a cookie with None that is not secure.",
        "SameSite не даёт чужим сайтам действовать от имени ваших пользователей, а cookie с None без Secure браузеры отбрасывают.",
    ),
    how: text(
        "Leave the default Lax. If the site lives in a frame or on another domain, use \"None\" together with Secure.",
        "Оставьте значение по умолчанию Lax. Если сайт открывается во фрейме или с другого домена, задайте \"None\" вместе с Secure.",
    ),
    examples: &[
        fails("SESSION_COOKIE_SAMESITE = 'None'"),
        fails("CSRF_COOKIE_SAMESITE = None"),
        fails("SESSION_COOKIE_SAMESITE = False"),
        fails("SESSION_COOKIE_SAMESITE = 'Secure'"),
        passes("SESSION_COOKIE_SAMESITE = 'None'\nSESSION_COOKIE_SECURE = True"),
        passes(""),
        undecided("from .other import SESSION_COOKIE_SAMESITE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    for (name, secure) in
        [("SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE"), ("CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_SECURE")]
    {
        let same_site = project.settings.value(name)?;
        let message = match &same_site.value.kind {
            Kind::Str(value) => match value.to_ascii_lowercase().as_str() {
                "lax" | "strict" => continue,
                "none" if *project.settings.truthy(secure)? => continue,
                "none" => text! {
                    en: "{name} is \"None\" and {secure} is off: browsers throw the cookie away.",
                    ru: "{name} = \"None\", а {secure} выключен: браузеры отбросят cookie.",
                },
                _ => text! {
                    en: "{name} is {value:?}, which is not a value of SameSite.",
                    ru: "{name} = {value:?}, такого значения у SameSite нет.",
                },
            },
            Kind::None | Kind::Bool(false) => text! {
                en: "{name} switches SameSite off; each browser then decides for itself.",
                ru: "{name} отключает SameSite, и каждый браузер решает сам.",
            },
            _ => {
                let found = same_site.value.type_name();
                text! {
                    en: "{name} is of type {found}, which is not a value of SameSite.",
                    ru: "{name} имеет тип {found}, такого значения у SameSite нет.",
                }
            }
        };
        let fix = format!("{name} = \"Lax\"");
        return Ok(fail(message).at(&same_site).fix(Applicability::Unsafe, Where::Setting(name), fix));
    }
    Ok(pass())
}
