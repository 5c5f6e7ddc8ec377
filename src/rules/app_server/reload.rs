//! The server does not watch the source for changes.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "app_server.reload",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.gunicorn.org/en/stable/settings.html#reload",
    title: text("The server does not reload by itself", "Сервер не перезагружает код сам"),
    why: text(
        "Reloading is for development: it costs time all along, and restarts workers in the middle of a release, with half of the files new.",
        "Автоперезагрузка нужна для разработки: она постоянно тратит время и перезапускает воркеры посреди релиза, когда обновлена лишь половина файлов.",
    ),
    how: text("Drop reload from the production command.", "Уберите reload из команды для продакшена."),
    examples: &[
        fails("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi --reload\n")]),
        fails("DEBUG = False").with(&[("gunicorn.conf.py", "workers = 4\nreload = True\n")]),
        passes("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi --workers 4\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    for (id, file) in project.tree.iter() {
        let name = file.name();
        if !(name.starts_with("gunicorn") && name.ends_with(".py"))
            || crate::project::is_for_development(&file.path)
        {
            continue;
        }
        let code = project.code_of(id);
        let mut offset = 0;
        for line in code.split_inclusive('\n') {
            let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            if compact == "reload=True" {
                let path = &file.path;
                return Ok(attention(
                    text! { en: "{path} switches reload on.", ru: "{path} включает reload." },
                )
                .at_place(Some(project.line_at(id, offset))));
            }
            offset += line.len();
        }
    }
    let Some((line, server)) = project.server_line() else { return Ok(not_applicable()) };
    if line.text.contains("--reload") {
        return Ok(attention(text! {
            en: "{server} is started with --reload.",
            ru: "{server} запускается с --reload.",
        })
        .at_place(Some(line.place)));
    }
    Ok(pass().at_place(Some(line.place)))
}
