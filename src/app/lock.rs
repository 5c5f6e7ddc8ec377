//! The second policy. Policies only add up, so once it is in the page nothing can be
//! sent from this tab, not even to the page's own origin, and nothing can take it back.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::{document, head, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::SecurityPolicyViolationEvent;

/// What the page still needs: `data:` images and the engine's worker. No directive may
/// name `'self'`, not even that of the styles, which are loaded by now: a prefetch is
/// allowed as soon as any one directive allows its address.
pub const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval' blob:; connect-src 'none'; \
                          img-src data:; worker-src blob:; form-action 'none'; base-uri 'none'";

/// The policies in force, as the page's own elements state them; the first is of `index.html`.
#[must_use]
pub fn policies() -> Vec<String> {
    let found = document()
        .query_selector_all("meta[http-equiv='Content-Security-Policy']")
        .expect("the selector is well formed");
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<web_sys::HtmlMetaElement>().ok())
        .map(|policy| policy.content())
        .collect()
}

/// Locks the tab. A worker that was started before keeps the looser policy, so none is.
pub(super) fn lock() -> Result<(), JsValue> {
    let policy: web_sys::HtmlMetaElement = document().create_element("meta")?.unchecked_into();
    policy.set_http_equiv("Content-Security-Policy");
    policy.set_content(POLICY);
    head().append_child(&policy)?;
    Ok(())
}

/// What became of an attempt to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// The browser refused, by this directive of the policy.
    Refused { directive: String },
    /// The request left the tab: the promise is broken.
    Sent,
}

/// Tries to send something to the page's own server: the proof that a reader can repeat.
pub async fn try_to_send() -> Attempt {
    let directive = Rc::new(RefCell::new(String::new()));
    let heard = directive.clone();
    let _listening = EventListener::new(&document(), "securitypolicyviolation", move |event| {
        if let Some(event) = event.dyn_ref::<SecurityPolicyViolationEvent>() {
            heard.replace(event.effective_directive());
        }
    });
    let sent = JsFuture::from(window().fetch_with_str("./?test")).await;
    // The browser tells of the violation in a task of its own, after the refusal.
    gloo::timers::future::TimeoutFuture::new(50).await;
    match sent {
        Ok(_) => Attempt::Sent,
        Err(_) => Attempt::Refused { directive: directive.take() },
    }
}

#[cfg(test)]
mod tests {
    use super::POLICY;

    #[test]
    fn no_directive_names_the_own_origin() {
        assert!(!POLICY.contains("'self'") && !POLICY.contains("http"));
        assert!(POLICY.contains("default-src 'none'") && POLICY.contains("connect-src 'none'"));
    }
}
