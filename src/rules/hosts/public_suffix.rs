//! A leading dot stands before a domain of yours, not before one that is shared.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.public-suffix",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text(
        "Subdomain wildcards cover your own domain only",
        "Маска поддоменов охватывает только ваш домен",
    ),
    why: text(
        "Under a suffix that anybody can register a name in, a stranger's host passes the check like yours.",
        "Если имя под этим суффиксом может завести кто угодно, чужой хост пройдёт проверку наравне с вашим.",
    ),
    how: text(
        "Name your own host: yourapp.herokuapp.com instead of .herokuapp.com.",
        "Укажите свой хост целиком: yourapp.herokuapp.com вместо .herokuapp.com.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['.herokuapp.com']"),
        fails("ALLOWED_HOSTS = ['.com']"),
        passes("ALLOWED_HOSTS = ['.example.com', 'shop.herokuapp.com']"),
        undecided("from .other import ALLOWED_HOSTS"),
    ],
    check,
};

/// Domains under which strangers get names, besides top-level ones.
const SHARED: &[&str] = &[
    "amazonaws.com",
    "compute.amazonaws.com",
    "elasticbeanstalk.com",
    "elb.amazonaws.com",
    "appspot.com",
    "azurewebsites.net",
    "cloudapp.azure.com",
    "azurecontainerapps.io",
    "co.uk",
    "com.au",
    "com.br",
    "co.jp",
    "com.tr",
    "cloudfront.net",
    "deta.dev",
    "digitalocean.app",
    "ondigitalocean.app",
    "fly.dev",
    "github.io",
    "gitlab.io",
    "herokuapp.com",
    "koyeb.app",
    "msk.ru",
    "spb.ru",
    "netlify.app",
    "ngrok.app",
    "ngrok.io",
    "ngrok-free.app",
    "onrender.com",
    "pages.dev",
    "pythonanywhere.com",
    "railway.app",
    "up.railway.app",
    "render.com",
    "run.app",
    "trycloudflare.com",
    "vercel.app",
    "web.app",
    "workers.dev",
    "yandexcloud.net",
];

fn check(project: &Project) -> Verdict {
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    if hosts.is_empty() {
        return Ok(not_applicable());
    }
    let is_shared = |host: &str| {
        host.trim().strip_prefix('.').is_some_and(|suffix| {
            let suffix = suffix.to_ascii_lowercase();
            SHARED.contains(&suffix.as_str())
                || (!suffix.contains('.') && suffix != "localhost" && suffix != "local")
        })
    };
    match hosts.find_by(is_shared)? {
        Some(item) => {
            let host = item.as_str().unwrap_or_default();
            Ok(fail(text! {
                en: "{host:?} also covers hosts of strangers.",
                ru: "{host:?} охватывает и чужие хосты.",
            })
            .at_place(item.place.or(hosts.place)))
        }
        None => Ok(pass().at(&hosts)),
    }
}
