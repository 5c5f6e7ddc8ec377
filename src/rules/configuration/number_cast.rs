//! Numbers from the environment are read as numbers.

use crate::django::settings::{DefaultValue, default};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, mask_code};
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.number-cast",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/types.html",
    title: text("Numbers from the environment are read as numbers", "Числа из окружения читаются как числа"),
    why: text(
        "Django calculates with these settings: a string ends in a TypeError at the first request that needs one, and \"0\" does not switch anything off.",
        "С этими настройками Django считает: строка приводит к TypeError на первом же запросе, где она понадобится, а «0» ничего не выключает.",
    ),
    how: text("Read the variable with a cast to int.", "Читайте переменную с приведением к int."),
    examples: &[
        fails("import os\nSECURE_HSTS_SECONDS = os.environ.get('HSTS', '0')"),
        fails("SESSION_COOKIE_AGE = '3600'"),
        fails(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': os.environ.get('AGE', '60')}}",
        ),
        passes("import os\nSECURE_HSTS_SECONDS = int(os.environ.get('HSTS', '0'))"),
        passes("import environ\nenv = environ.Env()\nSESSION_COOKIE_AGE = env.int('AGE', default=3600)"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(module) = project.settings.module() else {
        return project.settings.seen_whole().map(|()| pass());
    };
    let reader = project.reader();
    for (name, binding) in &module.settings {
        // smtplib takes a port in either form.
        if &**name == "EMAIL_PORT"
            || !matches!(default(name, project.django.version), Some(DefaultValue::Int(_)))
        {
            continue;
        }
        let Some(event) = binding.history.last() else { continue };
        if let Some((read, place)) = project.plain_read(&binding.value) {
            let variable = &read.name;
            let default = read.default.as_ref().and_then(|default| default.as_str()?.trim().parse().ok());
            return Ok(fail(text! {
                en: "{name} is the string in {variable}, where Django expects a number.",
                ru: "{name} — это строка из {variable}, а Django ждёт число.",
            })
            .at_place(Some(place))
            .fix(
                Applicability::Safe,
                Where::Statement(event.place),
                reader.assign(name, &reader.int(variable, default)),
            ));
        }
        if let Kind::Str(written) = &binding.value.kind {
            let outcome = fail(text! {
                en: "{name} is the string {written:?}, where Django expects a number.",
                ru: "{name} — строка {written:?}, а Django ждёт число.",
            })
            .at_place(binding.value.place);
            return Ok(match written.trim().parse::<i64>() {
                Ok(number) => outcome.fix(
                    Applicability::Safe,
                    Where::Statement(event.place),
                    format!("{name} = {number}"),
                ),
                Err(_) => outcome,
            });
        }
    }
    for (alias, value) in project.settings.entries("DATABASES", &[]).unwrap_or_default() {
        let Some(age) = value.key("CONN_MAX_AGE") else { continue };
        let read = project.plain_read(age);
        if read.is_none() && !matches!(age.kind, Kind::Str(_)) {
            continue;
        }
        let outcome = fail(text! {
            en: "CONN_MAX_AGE of the database {alias:?} is a string, where Django expects a number.",
            ru: "CONN_MAX_AGE базы {alias:?} — строка, а Django ждёт число.",
        })
        .at_place(age.place);
        let statement = age.place.and_then(|place| project.statement_around(place));
        return Ok(match (read, statement) {
            (Some((read, call)), Some(statement)) => {
                let default = read.default.as_ref().and_then(|default| default.as_str()?.trim().parse().ok());
                let code = project.rewritten(statement, vec![(call, reader.int(&read.name, default))]);
                // The statement may hold a password as well, which is not to be shown.
                if mask_code(&code) == code {
                    outcome.fix(Applicability::Safe, Where::Statement(statement), code)
                } else {
                    outcome
                }
            }
            _ => outcome,
        });
    }
    project.settings.seen_whole()?;
    Ok(pass())
}
