//! Visitors' data stays here.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "sentry.personal-data",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.sentry.io/platforms/python/data-management/data-collected/",
    title: text("Sentry gets no personal data", "Персональные данные не уходят в Sentry"),
    why: text(
        "With send_default_pii on, each event carries the user's id, mail and address and the request's cookies: data that leaves your systems and that the law may ask you about.",
        "При включённом send_default_pii в каждое событие попадают id, почта и адрес пользователя и cookie запроса: данные уходят наружу, и закон может за это спросить.",
    ),
    how: text(
        "Turn it off, or say in the privacy policy what is sent and for how long it is kept.",
        "Отключите его или укажите в политике конфиденциальности, что передаётся и сколько хранится.",
    ),
    examples: &[
        fails(
            "import sentry_sdk\nsentry_sdk.init(dsn='https://k@sentry.example.com/1', send_default_pii=True)",
        ),
        passes(
            "import sentry_sdk\nsentry_sdk.init(dsn='https://k@sentry.example.com/1', send_default_pii=False)",
        ),
        passes("import sentry_sdk\nsentry_sdk.init(dsn='https://k@sentry.example.com/1')"),
        undecided("import sentry_sdk\nfrom shop import pii\nsentry_sdk.init(send_default_pii=pii())"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(call) = project.settings_call("sentry_sdk", "init") else { return Ok(not_applicable()) };
    let Some(argument) = call.argument("send_default_pii") else {
        return Ok(pass().at_place(Some(call.place)));
    };
    // The newer option decides where both are given.
    if call.argument("data_collection").is_some() {
        return Ok(not_applicable());
    }
    let value = project.argument_value(argument)?;
    Ok(if value.truthy() == Some(true) {
        attention(text("send_default_pii is on.", "send_default_pii включён.")).at_place(Some(argument.place))
    } else {
        pass().at_place(Some(argument.place))
    })
}
