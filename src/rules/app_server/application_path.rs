//! `WSGI_APPLICATION` and `ASGI_APPLICATION` name something that is there.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "app_server.application-path",
    item: Item::AppServer,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#wsgi-application",
    title: text(
        "WSGI_APPLICATION and ASGI_APPLICATION are right",
        "WSGI_APPLICATION и ASGI_APPLICATION указаны верно",
    ),
    why: text(
        "Servers that take the application from the settings stop with ImproperlyConfigured when the module or the name in it is not there.",
        "Серверы, которые берут приложение из настроек, падают с ImproperlyConfigured, если нет модуля или имени в нём.",
    ),
    how: text(
        "Write the module and the name of the callable, such as \"config.wsgi.application\".",
        "Укажите модуль и имя объекта, например \"config.wsgi.application\".",
    ),
    examples: &[
        fails("WSGI_APPLICATION = 'application'"),
        fails("WSGI_APPLICATION = 'config.wsgi:application'"),
        fails("WSGI_APPLICATION = 'config.wsgi.app'").with(&[(
            "config/wsgi.py",
            "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
        )]),
        passes("WSGI_APPLICATION = 'config.wsgi.application'").with(&[(
            "config/wsgi.py",
            "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
        )]),
        undecided("import os\nWSGI_APPLICATION = os.environ['APPLICATION']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    worst(["WSGI_APPLICATION", "ASGI_APPLICATION"].map(|name| one(project, name)))
}

fn one(project: &Project, name: &'static str) -> Verdict {
    if !project.settings.is_set(name)? {
        return Ok(not_applicable());
    }
    let path = project.settings.str(name)?;
    if path.is_empty() {
        return Ok(not_applicable());
    }
    let written = &*path.value;
    let Some((module, object)) = written.rsplit_once('.').filter(|_| !written.contains(':')) else {
        return Ok(fail(text! {
            en: "{name} is {written:?}, which is not a module and a name joined by a dot.",
            ru: "{name} = {written:?}, а нужны модуль и имя через точку.",
        })
        .at(&path));
    };
    let file = format!("{}.py", module.replace('.', "/"));
    let package = format!("{}/__init__.py", module.replace('.', "/"));
    let given = project.tree.iter().find(|(_, given)| {
        [&file, &package]
            .iter()
            .any(|wanted| given.path == **wanted || given.path.ends_with(&format!("/{wanted}")))
    });
    match given {
        Some((id, found)) if !defines(&found.text, object) && !found.text.contains("import *") => {
            let path_of_file = &found.path;
            Ok(fail(text! {
                en: "{name} is {written:?}, and {path_of_file} has no {object}.",
                ru: "{name} = {written:?}, но в {path_of_file} нет {object}.",
            })
            .at(&path)
            .related(Some(project.line_at(id, 0))))
        }
        Some(_) => Ok(pass().at(&path)),
        None if project.tree.complete => Ok(fail(text! {
            en: "{name} is {written:?}, and there is no {file}.",
            ru: "{name} = {written:?}, но файла {file} нет.",
        })
        .at(&path)),
        None => Ok(pass().at(&path)),
    }
}

/// Whether a name stands in the text by itself.
fn defines(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(start, _)| {
        !text[..start].ends_with(is_part) && !text[start + name.len()..].starts_with(is_part)
    })
}
