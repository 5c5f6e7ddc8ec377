//! The messages between page and engine, as JavaScript sees them. Runs in a browser:
//! `cargo test --target wasm32-unknown-unknown --test web`.
#![cfg(target_arch = "wasm32")]

use django_preflight::model::Report;
use django_preflight::protocol::{InputFile, Options, Request, Response};
use django_preflight::worker::answer;
use js_sys::{JSON, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn value(json: &str) -> JsValue {
    JSON::parse(json).expect("the test's own JSON")
}

fn member(object: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(object.clone(), |object, name| {
        Reflect::get(&object, &JsValue::from_str(name)).expect("an object")
    })
}

fn report(message: &JsValue) -> Report {
    match from_value(message.clone()).expect("a response") {
        Response::Report { report, .. } => *report,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
fn a_request_goes_through_unharmed() {
    let request = Request::Audit {
        number: u32::MAX,
        files: vec![InputFile {
            path: "сайт/settings.py".to_owned(),
            text: "NAME = 'Ёлка 🎄'\r\n\t# \u{0} \u{feff}".to_owned(),
        }],
        options: Box::new(Options {
            django: Some("5.2".to_owned()),
            environment: [("КЛЮЧ".to_owned(), "значение".to_owned())].into(),
            complete: true,
            ..Options::default()
        }),
    };
    let message = request.serialize(&Serializer::json_compatible()).expect("plain data");
    assert_eq!(member(&message, &["audit", "number"]), u32::MAX);
    assert_eq!(
        member(&message, &["audit", "options", "environment", "КЛЮЧ"]),
        "значение",
        "a map is a plain object"
    );
    assert_eq!(from_value::<Request>(message).expect("the same form"), request);
}

#[wasm_bindgen_test]
fn what_may_be_left_out_may_be_left_out() {
    let answered = answer(value(r#"{"audit": {"number": 3, "files": [], "options": {}}}"#));
    assert_eq!(member(&answered, &["report", "number"]), 3);
}

#[wasm_bindgen_test]
fn a_report_is_plain_data_and_reads_back() {
    let message = value(
        r#"{"audit": {"number": 1, "options": {"today": "2026-11-23"}, "files": [
            {"path": "settings.py", "text": "DEBUG = True\nNAME = 'Ёлка'\nBIG = 2 ** 60\nBIGGER = 2 ** 70\nN = float('inf')\n"},
            {"path": "requirements.txt", "text": "django==5.2\n"}]}}"#,
    );
    let answered = answer(message);
    // What JSON cannot hold would not survive this: maps, big integers, undefined.
    let copy =
        JSON::parse(&String::from(JSON::stringify(&answered).expect("plain data"))).expect("its own JSON");
    assert_eq!(report(&copy), report(&answered));
    let report = member(&answered, &["report", "report"]);
    assert!(member(&report, &["items"]).is_array());
    assert_eq!(
        member(&report, &["judged_because"]).unchecked_into::<Object>().constructor().name(),
        "Object"
    );
}

#[wasm_bindgen_test]
fn the_rules_are_listed_with_the_example_that_is_asked_for() {
    let answered = answer(value(r#"{"rules": {"django": "4.2", "example": "debug.off"}}"#));
    assert_eq!(member(&answered, &["rules", "django"]), "4.2");
    assert!(member(&answered, &["rules", "rules"]).unchecked_into::<js_sys::Array>().length() > 200);
    // It is among the few texts of examples that are there in wasm.
    let files = JSON::stringify(&member(&answered, &["rules", "example", "files"])).expect("plain data");
    assert!(String::from(files).contains("DEBUG = True"));
    assert!(member(&answer(value(r#"{"rules": {}}"#)), &["rules", "example"]).is_null());
}

#[wasm_bindgen_test]
fn what_is_not_a_request_is_refused() {
    for message in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        JsValue::from_str("audit"),
        JsValue::from_f64(1.0),
        value("{}"),
        value(r#"{"run": {}}"#),
        value(r#"{"audit": {"number": 1, "files": [], "options": {}}, "run": {}}"#),
        value(r#"{"audit": {"number": -1, "files": [], "options": {}}}"#),
        value(r#"{"audit": {"number": 1, "files": [{"path": 1, "text": ""}], "options": {}}}"#),
        value(r#"{"audit": {"number": 1, "files": "settings.py", "options": {}}}"#),
    ] {
        let answered = answer(message.clone());
        let refusal = member(&answered, &["refused", "message"]).as_string();
        assert!(refusal.is_some_and(|text| !text.is_empty()), "{message:?}");
    }
}
