//! How the site is served: as a message says it, as files suggest it, and what follows.

use django_preflight::audit::audit;
use django_preflight::model::{Processes, Report, Status, Tls, Topology};
use django_preflight::protocol::{InputFile, Options};
use serde_json::json;

const SETTINGS: &str = "\
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']
INSTALLED_APPS = ['django.contrib.sessions']
SECURE_SSL_REDIRECT = True
";

fn judged(files: &[(&str, &str)], topology: Topology) -> Report {
    let files: Vec<InputFile> = files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    audit(&files, &Options { topology, complete: true, ..Options::default() })
}

fn status(report: &Report, rule: &str) -> Option<Status> {
    report.findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.status)
}

#[test]
fn a_message_may_say_any_part_of_it() {
    let options: Options = serde_json::from_value(json!({
        "topology": { "tls": "balancer", "processes": { "exactly": 4 } },
    }))
    .expect("what is left out is not said");
    assert_eq!(options.topology, Topology::NOT_SAID.tls(Tls::Balancer).processes(4));
    let several: Topology =
        serde_json::from_value(json!({ "processes": "several", "container": false })).expect("a word");
    assert_eq!(several.processes, Some(Processes::Several));
    assert_eq!(several.container, Some(false));
    assert!(serde_json::from_value::<Topology>(json!({ "tls": "nobody" })).is_err());
    let nothing: Options = serde_json::from_value(json!({})).expect("all may be left out");
    assert_eq!(nothing.topology, Topology::NOT_SAID);
}

#[test]
fn the_report_says_what_it_went_by_and_why() {
    let files = [("settings.py", SETTINGS), ("Procfile", "web: gunicorn shop.wsgi -w 3\n")];
    let found = judged(&files, Topology::NOT_SAID).topology;
    assert_eq!(found.assumed, Topology::NOT_SAID.tls(Tls::Balancer).processes(3).container(true));
    assert_eq!(found.said, Topology::NOT_SAID);
    assert_eq!(found.tls_origin.map(|origin| (origin.file, origin.line)), Some(("Procfile".to_owned(), 1)));

    let said = judged(&files, Topology::NOT_SAID.tls(Tls::App)).topology;
    assert_eq!((said.assumed.tls, said.found.tls), (Some(Tls::App), Some(Tls::Balancer)));
    assert_eq!(said.assumed.processes, Some(Processes::Exactly(3)), "what is not said is found");
}

#[test]
fn each_answer_turns_the_advice() {
    let files = [("settings.py", SETTINGS)];
    let header = |topology| status(&judged(&files, topology), "transport.proxy-header");
    assert_eq!(header(Topology::NOT_SAID), Some(Status::Manual));
    assert_eq!(header(Topology::NOT_SAID.tls(Tls::App)), Some(Status::Pass));
    for tls in [Tls::Proxy, Tls::Balancer, Tls::Cdn] {
        assert_eq!(header(Topology::NOT_SAID.tls(tls)), Some(Status::Fail), "{tls:?}: it redirects for ever");
    }
    let cache = |topology| status(&judged(&files, topology), "response_time.shared-cache");
    assert_eq!(cache(Topology::NOT_SAID), Some(Status::Attention));
    assert_eq!(cache(Topology::NOT_SAID.processes(4)), Some(Status::Attention));
    assert_eq!(cache(Topology::NOT_SAID.processes(1)), Some(Status::Pass));
}

#[test]
fn no_answer_makes_open_cookies_right() {
    let unsaid = status(&judged(&[("settings.py", SETTINGS)], Topology::NOT_SAID), "cookies.session-secure");
    assert_eq!(unsaid, Some(Status::Fail));
    for tls in Tls::ALL {
        let report = judged(&[("settings.py", SETTINGS)], Topology::NOT_SAID.tls(tls));
        assert_eq!(status(&report, "cookies.session-secure"), unsaid, "{tls:?}");
    }
}

#[test]
fn hsts_is_never_taken_to_a_year_at_once() {
    let base = "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\n";
    for (settings, rule, next) in [
        ("", "transport.hsts-seconds", "SECURE_HSTS_SECONDS = 300"),
        ("SECURE_HSTS_SECONDS = 300\n", "transport.hsts-duration", "SECURE_HSTS_SECONDS = 86400"),
        ("SECURE_HSTS_SECONDS = 86400\n", "transport.hsts-duration", "SECURE_HSTS_SECONDS = 31536000"),
        (
            "SECURE_HSTS_SECONDS = 31536000\n",
            "transport.hsts-subdomains",
            "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
        ),
        (
            "SECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n",
            "transport.hsts-preload",
            "SECURE_HSTS_PRELOAD = True",
        ),
    ] {
        let report = judged(&[("settings.py", &format!("{base}{settings}"))], Topology::NOT_SAID);
        let offered: Vec<(&str, &str)> = report
            .findings
            .iter()
            .filter(|finding| finding.rule.starts_with("transport.hsts"))
            .filter_map(|finding| Some((finding.rule.as_str(), finding.fix.as_ref()?.snippet.trim())))
            .collect();
        assert_eq!(offered, [(rule, next)], "one step after {settings:?}");
    }
}
