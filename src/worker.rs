//! The engine behind messages: decode, audit, encode. It knows no page.
//!
//! The messages are also the API for scripts. They are plain objects, the shapes of
//! [`Request`] and [`Response`]:
//!
//! ```js
//! // To the worker. Every member of `options` may be left out.
//! {
//!   audit: {
//!     number: 1,
//!     files: [{ path: "shop/settings.py", text: "DEBUG = True\n" }],
//!     options: { django: "5.2", target: "next", settings: null, root: null,
//!                environment: { DEBUG: "0" }, closed_environment: false, unset: ["KEY"],
//!                environment_file: null,
//!                topology: { tls: "proxy", processes: { exactly: 4 }, container: true },
//!                argv: [], today: "2026-11-23", complete: false, folders: ["shop", "venv/"],
//!                server_folders: [], show_values: false, after_fixes: false },
//!   },
//! }
//! { rules: { django: "5.2", example: "debug.off" } }
//!
//! // From the worker.
//! { ready: { version: "0.1.0" } }               // once, when it listens
//! { report: { number: 1, report: { … } } }      // the JSON of `preflight --output-format json`
//! { rules: { django: "5.2", rules: [ … ], example: null } }
//! { refused: { message: "…" } }                 // the message was not of a known form
//! ```
//!
//! A script starts the worker as the page does: it runs `worker.js`, awaits
//! `wasm_bindgen({ module_or_path: "worker_bg.wasm" })`, and listens for `ready`.

use gloo::events::EventListener;
use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::audit::{audit, rulebook};
use crate::protocol::{Request, Response};

/// Answers every message of this worker, and says that it is ready.
pub fn listen() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    // It listens for as long as the worker lives.
    EventListener::new(&scope, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            post(&answering, &answer(event.data()));
        }
    })
    .forget();
    post(&scope, &encode(&Response::Ready { version: env!("CARGO_PKG_VERSION").to_owned() }));
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    scope.post_message(message).expect("a response is plain data, and plain data can be cloned");
}

/// The response to one message, whatever the message is.
#[must_use]
pub fn answer(message: JsValue) -> JsValue {
    encode(&match serde_wasm_bindgen::from_value(message) {
        Ok(Request::Audit { number, files, options }) => {
            let mut report = audit(&files, &options);
            for environment in &mut report.environments {
                environment.settings.values_mut().filter_map(|setting| setting.value.as_mut()).for_each(fit);
            }
            Response::Report { number, report: Box::new(report) }
        }
        Ok(Request::Rules { django, example }) => {
            Response::Rules(Box::new(rulebook(django.as_deref(), example.as_deref())))
        }
        Err(error) => Response::Refused { message: error.to_string() },
    })
}

/// The largest integer below which JavaScript has all of them.
const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0;

/// Rounds the integers that JavaScript lacks, as it would itself when it reads JSON.
fn fit(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(rounded) = number.as_f64().filter(|number| number.abs() > LARGEST_EXACT) {
                *value = Value::from(rounded);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(fit),
        Value::Object(members) => members.values_mut().for_each(fit),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Maps become plain objects, absent values `null`, numbers numbers.
fn encode(response: &Response) -> JsValue {
    response.serialize(&Serializer::json_compatible()).unwrap_or_else(|error| {
        let refused = Response::Refused { message: error.to_string() };
        refused.serialize(&Serializer::json_compatible()).expect("two strings always encode")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn integers_that_javascript_lacks_are_rounded() {
        let mut value =
            json!({ "exact": [1, -9_007_199_254_740_991_i64, 0.5], "large": [u64::MAX, i64::MIN] });
        fit(&mut value);
        assert_eq!(
            value,
            json!({ "exact": [1, -9_007_199_254_740_991_i64, 0.5], "large": [u64::MAX as f64, i64::MIN as f64] })
        );
    }
}
