//! The page as a whole: the state, the engine, and what the browser tells.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::Date;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element};
use yew::prelude::*;

use super::client::{self, Client};
use super::state::{Action, State, View};
use super::views::Page;
use super::{files, focus, listens, storage};

/// Quiet after the last change before the files are judged anew, in milliseconds.
const PAUSE: u32 = 150;

/// Wires the state to the engine and the browser; everything else is decided below.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(storage::preferences()));
    let act = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let asked = use_memo((), |()| Cell::new(0));
    let engine = use_engine(&act, &asked);
    let dragging = use_browser(&act);

    {
        let question = state.revision;
        let state = state.clone();
        use_effect_with(question, move |&revision| {
            let later = (!state.is_empty()).then(|| {
                Timeout::new(PAUSE, move || {
                    if let Some(engine) = &*engine.borrow() {
                        let (files, mut options) = state.input();
                        options.today = today();
                        asked.set(revision);
                        engine.audit(files, options);
                    }
                })
            });
            move || drop(later)
        });
    }
    use_effect_with(state.preferences, |preferences| storage::apply(*preferences));
    use_address(&act, state.view);

    html! { <Page state={Rc::new((*state).clone())} {act} {dragging} /> }
}

/// Starts the engine with the page and listens to it.
#[hook]
fn use_engine(act: &Callback<Action>, asked: &Rc<Cell<u32>>) -> Rc<RefCell<Option<Client>>> {
    let engine = use_mut_ref(|| None::<Client>);
    let (started, act, asked) = (Rc::clone(&engine), act.clone(), Rc::clone(asked));
    use_effect_with((), move |()| {
        let client = Client::start(move |event| match event {
            client::Event::Ready { .. } => act.emit(Action::EngineReady),
            client::Event::Report { report, .. } => {
                act.emit(Action::Reported { revision: asked.get(), report: report.into() });
            }
            client::Event::Lost { .. } => act.emit(Action::EngineRestarted),
            client::Event::Unavailable { .. } => act.emit(Action::EngineFailed),
        });
        started.replace(Some(client));
        move || drop(started.take())
    });
    engine
}

/// The address names the view, and the view follows the address.
#[hook]
fn use_address(act: &Callback<Action>, view: View) {
    let act = act.clone();
    use_effect_with((), move |()| {
        let follow = move || {
            if let Some(view) = window().location().hash().ok().and_then(|hash| View::at(&hash)) {
                act.emit(Action::Show(view));
            }
        };
        follow();
        let listener = EventListener::new(&window(), "hashchange", move |_| follow());
        move || drop(listener)
    });
    let first = use_mut_ref(|| true);
    use_effect_with(view, move |&view| {
        // What stands in the address comes first when the page opens.
        if !first.replace(false) {
            focus::to_start("results");
            let location = window().location();
            let there = location.hash().ok().and_then(|hash| View::at(&hash));
            if there.is_some_and(|there| there != view) {
                // An address of this page can always be set.
                let _ = location.set_hash(view.hash());
            }
        }
    });
}

/// Listens for drops and pastes anywhere; tells whether something is being dragged.
#[hook]
fn use_browser(act: &Callback<Action>) -> bool {
    let dragging = use_state_eq(|| false);
    let (shown, act) = (dragging.setter(), act.clone());
    use_effect_with((), move |()| {
        let page = document();
        let options = EventListenerOptions::enable_prevent_default();
        let listen = |name: &'static str, hear: Box<dyn FnMut(&web_sys::Event)>| {
            EventListener::new_with_options(&page, name, options, hear)
        };
        let over = shown.clone();
        let leave = shown.clone();
        let (drop_act, paste_act) = (act.clone(), act);
        let listeners = [
            listen(
                "dragover",
                Box::new(move |event| {
                    let carries_files = event
                        .dyn_ref::<DragEvent>()
                        .and_then(DragEvent::data_transfer)
                        .is_some_and(|data| data.types().includes(&"Files".into(), 0));
                    if carries_files {
                        event.prevent_default();
                        over.set(true);
                    }
                }),
            ),
            listen(
                "dragleave",
                Box::new(move |event| {
                    // Leaving for no other element is leaving the window.
                    if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                        leave.set(false);
                    }
                }),
            ),
            listen(
                "drop",
                Box::new(move |event| {
                    shown.set(false);
                    if let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer)
                        && take(&data, event, &drop_act)
                    {
                        event.prevent_default();
                    }
                }),
            ),
            listen(
                "paste",
                Box::new(move |event| {
                    if let Some(data) =
                        event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data)
                        && take(&data, event, &paste_act)
                    {
                        event.prevent_default();
                    }
                }),
            ),
        ];
        listens();
        move || drop(listeners)
    });
    *dragging
}

/// Takes files in any case, and text unless it goes into a field of its own.
fn take(data: &web_sys::DataTransfer, event: &web_sys::Event, act: &Callback<Action>) -> bool {
    if files::read_transfer(data, act.clone()) {
        return true;
    }
    let into_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest("input, textarea, select").ok().flatten().is_some());
    let text = data.get_data("text/plain").unwrap_or_default();
    if into_field || text.is_empty() {
        return false;
    }
    if let Some(intake) = files::pasted(&text) {
        act.emit(Action::Give(intake));
    }
    true
}

/// The person's own day, to judge support dates by.
fn today() -> String {
    let now = Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}
