//! Where log records go, and what `dictConfig` refuses, against real Django.
//!
//! `tests/logging.json` was recorded by `django.setup()` of Django 5.2 under CPython 3.11
//! with `DEBUG` off, and by requests through Django's test client: for each record the
//! handlers that took it in turn, Django's own marked `default:`, or the exception.

use std::collections::BTreeMap;

use django_preflight::checks;
use django_preflight::project::{End, Event, Input, Project, Route};
use django_preflight::source::{SourceFile, Tree};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    settings: String,
    raises: Option<String>,
    reaches: Option<BTreeMap<String, Vec<String>>>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../logging.json")).expect("the recording is JSON of this form")
}

fn project(settings: &str) -> Project {
    // Something is installed, so that nothing else ends the start.
    let settings = format!("SECRET_KEY = 'x'\nDEBUG = False\n{settings}\n");
    Project::read(Tree::new([SourceFile::new("settings.py", settings)], false), &Input::default())
}

fn reached(route: &Route) -> Option<Vec<String>> {
    let names = route.stops.iter().map(|stop| {
        let origin = if stop.handler.is_default { "default:" } else { "" };
        format!("{origin}{}", stop.handler.name)
    });
    match route.end {
        End::Taken if route.stops.iter().all(|stop| stop.certain) => Some(names.collect()),
        End::LastResort => Some(vec!["last-resort".to_owned()]),
        End::Nowhere(_) => Some(Vec::new()),
        _ => None,
    }
}

#[test]
fn records_go_where_they_went_under_django() {
    let mut wrong = Vec::new();
    for case in cases() {
        let project = project(&case.settings);
        let refusal = project.logging_refusal().expect("all of it is known");
        let refused = refusal.map(|refusal| format!("{}: {}", refusal.class, refusal.message));
        if refused != case.raises {
            wrong.push(format!("{}: {refused:?}, but {:?}", case.name, case.raises));
            continue;
        }
        let crash = checks::predict(&project).crash.map(|crash| crash.to_string());
        if crash != case.raises {
            wrong.push(format!("{}: predicted is {crash:?}, but {:?}", case.name, case.raises));
        }
        let Some(reaches) = &case.reaches else {
            assert!(project.log_routes().is_err(), "{}: nothing is logged", case.name);
            continue;
        };
        let routes = project.log_routes().expect("all of it is known");
        for route in routes {
            let expected = &reaches[route.event.slug()];
            let found = reached(&route);
            if found.as_ref() != Some(expected) {
                wrong.push(format!("{}, {}: {found:?}, but {expected:?}", case.name, route.event.slug()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is not known makes less certain, and never something else certain.
#[test]
fn less_knowledge_tells_less() {
    let mut told = 0;
    for case in cases() {
        let Some(reaches) = &case.reaches else { continue };
        for (known, unknown) in [
            ("'INFO'", "os.environ['LEVEL']"),
            ("'console'", "os.environ['NAME']"),
            ("'propagate': ", "'propagate': os.environ['NO'] == 'yes' or "),
            ("['d']", "os.environ['FILTERS'].split()"),
            ("'disable_existing_loggers': ", "'disable_existing_loggers': 'NO' in os.environ or "),
            ("'logging.StreamHandler'", "os.environ['CLASS']"),
            ("'root': {", "'root': {} if 'NO' in os.environ else {"),
        ] {
            let settings = format!("import os\n{}", case.settings.replace(known, unknown));
            let Ok(routes) = project(&settings).log_routes() else { continue };
            for route in routes {
                // Another value of the variable may be meant; what is certain holds of all.
                let certain: Vec<&str> =
                    route.stops.iter().filter(|stop| stop.certain).map(|stop| &*stop.handler.name).collect();
                let expected = &reaches[route.event.slug()];
                let agrees = match route.end {
                    End::Unknown => true,
                    End::Taken => certain.iter().all(|name| {
                        expected.iter().any(|known| known.trim_start_matches("default:") == *name)
                    }),
                    End::LastResort => *expected == ["last-resort"],
                    End::Nowhere(_) => expected.is_empty(),
                };
                assert!(agrees, "{} with {unknown}, {}: {route:?}", case.name, route.event.slug());
                told += usize::from(route.end != End::Unknown);
            }
        }
    }
    assert!(told > 100, "only {told} of the routes are told");
}

#[test]
fn why_nobody_hears_of_an_exception_is_said() {
    let logger = "'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'loggers': {'django.request': {'handlers': ['c'], 'propagate': False";
    let hidden = "'filters': {'f': {'()': 'django.utils.log.RequireDebugTrue'}}";
    for (logging, words) in [
        (format!("{logger}, 'level': 'CRITICAL'}}}}"), Some("level of its logger")),
        (format!("{hidden}, {logger}, 'filters': ['f']}}}}"), Some("filter of the logger")),
        (
            format!("{hidden}, {}", logger.replace("StreamHandler'", "StreamHandler', 'filters': ['f']"))
                + "}}",
            Some("\"c\" writes only while DEBUG is on"),
        ),
        (format!("{}}}}}", logger.replace("StreamHandler", "NullHandler")), Some("NullHandler")),
        (format!("{logger}}}}}"), None),
    ] {
        let project =
            project(&format!("LOGGING = {{'version': 1, 'disable_existing_loggers': False, {logging}}}"));
        let routes = project.log_routes().expect("LOGGING is known");
        let route = routes.iter().find(|route| route.event == Event::Unhandled).expect("it is followed");
        let unheard = project.unheard(route).expect("it can be told").map(|text| text.en.into_owned());
        match (&unheard, words) {
            (Some(unheard), Some(words)) => assert!(unheard.contains(words), "{logging}: {unheard}"),
            (unheard, words) => assert_eq!(unheard.is_some(), words.is_some(), "{logging}: {unheard:?}"),
        }
    }
}
