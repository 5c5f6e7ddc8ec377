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
use super::state::{Action, Address, State, View};
use super::strings::Words;
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
        let question = (state.revision, state.besides());
        let (state, engine) = (state.clone(), Rc::clone(&engine));
        use_effect_with(question, move |&(revision, besides)| {
            // What was judged for one view serves those that need no more than it.
            let new = besides.is_some() || state.lost || asked.get() != revision;
            let later = (new && !state.is_empty()).then(|| {
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
    use_effect_with(wanted_rules(&state), move |wanted| {
        if let (Some((django, example)), Some(engine)) = (wanted, &*engine.borrow()) {
            engine.rules(django.clone(), example.as_deref().map(str::to_owned));
        }
    });
    use_effect_with(state.preferences, |preferences| storage::apply(*preferences));
    use_address(&act, &state.address);
    // The heading that the focus went to comes with the rules, and anew with an example.
    use_effect_with(shown_rulebook(&state), |_| focus::keep("view-title"));
    use_effect_with(title(&state), |title| gloo::utils::document().set_title(title));

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
            client::Event::Rules(rules) => act.emit(Action::Rules(rules.into())),
            client::Event::Lost { .. } => act.emit(Action::EngineRestarted),
            client::Event::Unavailable { .. } => act.emit(Action::EngineFailed),
        });
        started.replace(Some(client));
        move || drop(started.take())
    });
    engine
}

/// Of which Django the rules are to be listed, and whose example is to be shown; none
/// where they are not looked at, or there already.
fn wanted_rules(state: &State) -> Option<(Option<String>, Option<Rc<str>>)> {
    let Address { view: View::Rules, rule } = &state.address else { return None };
    let django = state.report.as_ref().map(|report| report.django.version.clone());
    let there = state.rulebook.as_ref().is_some_and(|book| {
        let example = book.example.as_ref().map(|example| example.rule.as_str());
        let known = |rule: &str| book.rules.iter().any(|known| known.rule == rule);
        django.as_ref().is_none_or(|django| *django == book.django)
            && rule.as_deref().is_none_or(|rule| example == Some(rule) || !known(rule))
    });
    (!there).then(|| (django, rule.clone()))
}

/// Whether the rules are there, and of which of them an example.
fn shown_rulebook(state: &State) -> Option<Option<String>> {
    state.rulebook.as_ref().map(|book| book.example.as_ref().map(|example| example.rule.clone()))
}

/// The title of the browser's tab: what is shown comes first.
fn title(state: &State) -> String {
    let words = Words::of(state.preferences.lang);
    let Address { view, rule } = &state.address;
    let of_rule = rule.as_ref().map(|id| {
        let known = state.rulebook.as_ref().and_then(|book| book.rules.iter().find(|rule| rule.rule == **id));
        known.map_or_else(|| id.to_string(), |rule| rule.title.get(words.lang).to_owned())
    });
    let shown = match (of_rule, view) {
        (Some(rule), _) => rule,
        (None, View::Checklist) => words.title.to_owned(),
        // Without files there is nothing else to see.
        (None, view) if state.is_empty() && *view != View::Rules => words.title.to_owned(),
        (None, view) => (words.view_name)(*view).to_owned(),
    };
    format!("{shown} · Django Preflight")
}

/// The address names the view, and the view follows the address.
#[hook]
fn use_address(act: &Callback<Action>, address: &Address) {
    let act = act.clone();
    use_effect_with((), move |()| {
        let follow = move || {
            if let Some(address) = window().location().hash().ok().and_then(|hash| Address::at(&hash)) {
                act.emit(Action::Show(address));
            }
        };
        follow();
        let listener = EventListener::new(&window(), "hashchange", move |_| follow());
        move || drop(listener)
    });
    let first = use_mut_ref(|| true);
    use_effect_with(address.clone(), move |address| {
        // What stands in the address comes first when the page opens.
        if !first.replace(false) {
            focus::to_start("results");
            // The link that was followed may be gone.
            focus::keep("view-title");
            let location = window().location();
            let there = location.hash().ok().and_then(|hash| Address::at(&hash));
            if there.is_some_and(|there| there != *address) {
                // An address of this page can always be set.
                let _ = location.set_hash(&address.hash());
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
