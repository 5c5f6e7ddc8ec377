//! Why nobody hears of a record, in words.

use super::route::{End, Lost, Route, Why};
use crate::model::{Text, plural_en, text};
use crate::project::{Fact, Project};

impl Project {
    /// Whether an exception in a view is mailed to `ADMINS`, if there are any.
    pub fn mails_errors(&self) -> Fact<bool> {
        let routes = self.log_routes()?;
        let route = routes.iter().find(|route| route.event == super::Event::Unhandled);
        Ok(route.is_some_and(|route| route.stops.iter().any(|stop| stop.handler.mails_admins())))
    }

    /// Why nobody hears of the record; none where somebody does, or it cannot be told.
    pub fn unheard(&self, route: &Route) -> Fact<Option<Text>> {
        Ok(match route.end {
            End::Nowhere(why) => Some(words(route, why)),
            End::Taken if route.stops.iter().all(|stop| stop.handler.mails_admins()) => (!*self
                .settings
                .truthy("ADMINS")?)
            .then(|| {
                text("it is only mailed to ADMINS, which is empty", "только письмом на ADMINS, а там пусто")
            }),
            End::Taken | End::LastResort | End::Unknown => None,
        })
    }
}

fn words(route: &Route, why: Why) -> Text {
    match why {
        Why::Level => text("the level of its logger is too high", "уровень его логгера слишком высок"),
        Why::Disabled => {
            text("disable_existing_loggers switches it off", "его отключает disable_existing_loggers")
        }
        Why::Filter => text("a filter of the logger holds it back", "его не пропускает фильтр логгера"),
        Why::NoHandler => text("no handler is there", "обработчика нет"),
        Why::Handlers => lost(route),
    }
}

/// What each handler on the way does not take it for.
fn lost(route: &Route) -> Text {
    let mut reasons: Vec<Text> = Vec::new();
    for kind in [Lost::Debug, Lost::Level, Lost::Filter, Lost::Null] {
        let names: Vec<String> = route
            .lost
            .iter()
            .filter(|(handler, why)| *why == kind && !handler.is_default)
            .map(|(handler, _)| format!("{:?}", handler.name))
            .collect();
        if names.is_empty() {
            continue;
        }
        let en = plural_en(names.len(), ["writes", "write"]);
        let ru = plural_en(names.len(), ["пишет", "пишут"]);
        let names = names.join(", ");
        reasons.push(match kind {
            Lost::Debug => text! {
                en: "{names} {en} only while DEBUG is on",
                ru: "{names} {ru} только при включённом DEBUG",
            },
            Lost::Level => text! {
                en: "the level of {names} is too high",
                ru: "уровень {names} слишком высок",
            },
            Lost::Filter => text! {
                en: "a filter of {names} holds it back",
                ru: "фильтр {names} не пропускает",
            },
            Lost::Null => text! {
                en: "what {names} gets is dropped (NullHandler)",
                ru: "то, что получает {names}, отбрасывается (NullHandler)",
            },
        });
    }
    if reasons.is_empty() {
        return text(
            "only Django's own handlers are there, and they do not take it",
            "есть только обработчики самого Django, и они такое не берут",
        );
    }
    let join = |words: fn(&Text) -> &str| reasons.iter().map(words).collect::<Vec<_>>().join("; ");
    Text { en: join(|text| &text.en).into(), ru: join(|text| &text.ru).into() }
}
