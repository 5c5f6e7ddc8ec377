//! "Check it yourself": the page tries to send, and shows how the browser refuses.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::lock::{self, Attempt};
use crate::app::parts::{CodeFrame, Dialog, Drawn, Icon};
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct ProofProps {
    pub open: bool,
    pub on_close: Callback<()>,
}

/// How far the live test is.
#[derive(Debug, Clone, PartialEq)]
enum Trial {
    Idle,
    Running,
    Done(Attempt),
}

#[component]
pub fn Proof(props: &ProofProps) -> Html {
    let words = use_words();
    html! {
        <Dialog id="proof" title={words.check_it} open={props.open} on_close={&props.on_close}>
            <div class="prose">
                <p>{ words.proof_lead }</p>
                <p>{ words.proof_network }</p>
                <LiveTrial />
                <h3>{ words.proof_policies }</h3>
                <Policies />
                <p>{ words.proof_policies_note }</p>
                <p>{ words.proof_storage }</p>
                <h3>{ words.proof_limits }</h3>
                <p>{ words.proof_limits_text }</p>
            </div>
        </Dialog>
    }
}

#[component]
fn LiveTrial() -> Html {
    let words = use_words();
    let trial = use_state(|| Trial::Idle);
    let onclick = {
        let trial = trial.clone();
        Callback::from(move |_: MouseEvent| {
            trial.set(Trial::Running);
            let trial = trial.clone();
            spawn_local(async move { trial.set(Trial::Done(lock::try_to_send().await)) });
        })
    };
    let (icon, tone, sentence) = match &*trial {
        Trial::Idle => (None, None, String::new()),
        Trial::Running => (None, None, words.proof_trying.to_owned()),
        Trial::Done(Attempt::Refused { directive }) => {
            (Some(Icon::Check), Some("pass"), (words.proof_refused)(directive))
        }
        Trial::Done(Attempt::Sent) => (Some(Icon::Cross), Some("fail"), words.proof_sent.to_owned()),
    };
    html! {
        <div class="trial">
            <p>{ words.proof_try }</p>
            <button type="button" class="button primary" id="proof-try" {onclick}>{ words.proof_button }</button>
            <p class="trial-outcome" id="proof-outcome" role="status" data-tone={tone}>
                if let Some(icon) = icon { <Drawn {icon} /> }
                { sentence }
            </p>
        </div>
    }
}

/// Read from the page itself, so that they are what they are, not what we say.
#[component]
fn Policies() -> Html {
    let words = use_words();
    html! {
        <ol class="policies">
            { for lock::policies().into_iter().map(|policy| html! {
                <li><CodeFrame code={policy.replace("; ", ";\n")} label={words.proof_policies} /></li>
            }) }
        </ol>
    }
}
