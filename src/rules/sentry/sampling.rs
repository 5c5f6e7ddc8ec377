//! Sentry sees a sample of the traffic.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "sentry.sampling",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.sentry.io/platforms/python/configuration/options/#traces_sample_rate",
    title: text("Sentry traces a sample of the requests", "Sentry трассирует часть запросов"),
    why: text(
        "Tracing or profiling every request slows each of them down, and uses up the quota that errors need as well.",
        "Трассировка или профилирование каждого запроса замедляет их все и съедает квоту, которая нужна и для ошибок.",
    ),
    how: text(
        "Start at 0.1 or less, and raise it where you look for something.",
        "Начните с 0.1 или меньше и повышайте, когда что-то ищете.",
    ),
    examples: &[
        fails("import sentry_sdk\nsentry_sdk.init(traces_sample_rate=1.0)"),
        fails(
            "from sentry_sdk import init\ninit(\n    traces_sample_rate=0.1,\n    profiles_sample_rate=1.0,\n)",
        ),
        fails("import sentry_sdk\nSENTRY_RATE = 1\nsentry_sdk.init(traces_sample_rate=SENTRY_RATE)"),
        passes("import sentry_sdk\nsentry_sdk.init(traces_sample_rate=0.05)"),
        passes("import sentry_sdk\nsentry_sdk.init()"),
        irrelevant(""),
        undecided(
            "from .other import SENTRY_RATE\nimport sentry_sdk\nsentry_sdk.init(traces_sample_rate=SENTRY_RATE)",
        ),
    ],
    check,
};

/// From here on it is hardly a sample.
const MANY: f64 = 0.5;

fn check(project: &Project) -> Verdict {
    let Some(call) = project.settings_call("sentry_sdk", "init") else { return Ok(not_applicable()) };
    // A function that samples decides alone.
    let options: &[&str] = if call.argument("traces_sampler").is_some() {
        &["profiles_sample_rate"]
    } else {
        &["traces_sample_rate", "profiles_sample_rate"]
    };
    for name in options {
        let Some(argument) = call.argument(name) else { continue };
        let rate = match project.argument_value(argument)?.kind {
            Kind::Float(rate) => rate,
            Kind::Int(rate) => f64::from(i32::try_from(rate).unwrap_or(i32::MAX)),
            _ => continue,
        };
        if rate >= MANY {
            let percent = rate * 100.0;
            return Ok(attention(text! {
                en: "{name} takes {percent:.0}% of the requests.",
                ru: "{name} охватывает {percent:.0} % запросов.",
            })
            .at_place(Some(argument.place)));
        }
    }
    Ok(pass().at_place(Some(call.place)))
}
