//! nginx hands out its folder and not the one above.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "files.alias-slash",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://nginx.org/en/docs/http/ngx_http_core_module.html#alias",
    title: text("nginx stays inside of its folder", "nginx не выходит за свою папку"),
    why: text(
        "Where the alias ends with a slash and the location does not, /static../ is the folder above: settings and .env can be downloaded.",
        "Если alias кончается слешем, а location нет, то /static../ — это папка выше: настройки и .env можно скачать.",
    ),
    how: text("End both with a slash, or neither.", "Закончите слешем оба или ни одного."),
    examples: &[
        fails("DEBUG = False")
            .with(&[("nginx.conf", "server {\n  location /static {\n    alias /srv/app/static/;\n  }\n}\n")]),
        passes("DEBUG = False").with(&[(
            "nginx.conf",
            "server {\n  location /static/ {\n    alias /srv/app/static/;\n  }\n}\n",
        )]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for location in project.web_servers().flat_map(|server| &server.locations) {
        let Some((_, folder, place)) = location.folder.as_ref().filter(|(kind, ..)| kind == "alias") else {
            continue;
        };
        seen = seen.or(Some(*place));
        let pattern = location.pattern.trim_start_matches("^~").trim();
        // An exact location and a regular expression match no more than they say.
        if pattern.starts_with('/') && !pattern.ends_with('/') && folder.ends_with('/') {
            return Ok(fail(text! {
                en: "The location {pattern} has no slash at its end, and its alias {folder} has one.",
                ru: "location {pattern} не кончается слешем, а его alias {folder} кончается.",
            })
            .at_place(Some(location.place))
            .fix(
                Applicability::Unsafe,
                Where::Statement(location.place),
                format!("location {}/", location.pattern),
            ));
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
