//! nginx and Django agree on how large a request may be.

use crate::model::{Item, Severity, text};
use crate::project::{Location, Project, path_of};
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.upload-size",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size",
    title: text("nginx lets uploads through, up to a limit", "nginx пропускает загрузки в разумных пределах"),
    why: text(
        "nginx refuses what is over 1 MB unless told otherwise, before Django sees it; with 0 one request may fill the disk.",
        "Без настройки nginx отвергает всё больше 1 МБ ещё до Django, а с 0 один запрос может забить диск.",
    ),
    how: text(
        "Set client_max_body_size to the largest upload that the site takes.",
        "Задайте client_max_body_size по самому большому файлу, который принимает сайт.",
    ),
    examples: &[
        fails("MEDIA_ROOT = '/srv/media'")
            .with(&[("nginx.conf", "server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
        fails("MEDIA_ROOT = '/srv/media'").with(&[(
            "nginx.conf",
            "server {\n  client_max_body_size 0;\n  location / {\n    proxy_pass http://app;\n  }\n}\n",
        )]),
        fails("DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024").with(&[(
            "nginx.conf",
            "server {\n  client_max_body_size 5m;\n  location / {\n    proxy_pass http://app;\n  }\n}\n",
        )]),
        passes("MEDIA_ROOT = '/srv/media'").with(&[(
            "nginx.conf",
            "server {\n  client_max_body_size 20m;\n  location / {\n    proxy_pass http://app;\n  }\n}\n",
        )]),
        undecided("import os\nMEDIA_ROOT = os.environ['MEDIA']")
            .with(&[("nginx.conf", "server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
        irrelevant("DEBUG = False")
            .with(&[("nginx.conf", "server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let locations: Vec<&Location> = project.proxied().into_iter().map(|(_, location)| location).collect();
    let Some(first) = locations.first() else { return Ok(not_applicable()) };
    let limits = || locations.iter().filter_map(|location| location.body_limit);
    if let Some((_, place)) = limits().find(|(size, _)| *size == 0) {
        return Ok(attention(text(
            "client_max_body_size 0 lets requests of any size through.",
            "client_max_body_size 0 пропускает запросы любого размера.",
        ))
        .at_place(Some(place)));
    }
    let wanted = project.settings.value("DATA_UPLOAD_MAX_MEMORY_SIZE")?;
    let asked = match wanted.value.kind {
        Kind::Int(bytes) if !wanted.is_default() => u64::try_from(bytes).ok(),
        _ => None,
    };
    if let Some((size, place)) = limits().max_by_key(|(size, _)| *size) {
        if let Some(asked) = asked.filter(|asked| *asked > size) {
            let (asked, size) = (asked >> 20, size >> 20);
            return Ok(attention(text! {
                en: "Django takes {asked} MB and nginx {size} MB, so larger requests end with 413.",
                ru: "Django принимает {asked} МБ, а nginx {size} МБ: запросы крупнее получат 413.",
            })
            .at_place(Some(place))
            .related(wanted.place));
        }
        return Ok(pass().at_place(Some(place)));
    }
    if let Some(undecided) = locations.iter().find_map(|location| location.undecided()) {
        return Err(undecided);
    }
    let media = project.settings.value("MEDIA_ROOT")?;
    let takes_files = path_of(&media.value).is_some_and(|path| !path.is_empty());
    if !takes_files && asked.is_none_or(|asked| asked <= 1 << 20) {
        return Ok(not_applicable());
    }
    Ok(attention(text(
        "The site takes uploads, and nginx refuses those over 1 MB.",
        "Сайт принимает файлы, а nginx отвергает всё больше 1 МБ.",
    ))
    .at_place(first.passes.as_ref().map(|(.., place)| *place))
    .related(media.place))
}
