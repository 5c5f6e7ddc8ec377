//! The engine as the page sees it: a worker that may crash or fall silent, and is then
//! ended and started again without any request.
//!
//! [`Client::start`] fetches the engine's glue and compiles its wasm once, keeps both,
//! locks the tab (see [`super::lock`]), and only then starts the worker, from a `blob:`
//! address: a worker from an ordinary address would be under neither policy.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Reflect, WebAssembly};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, HtmlLinkElement, MessageEvent, Worker};

use super::lock;
use crate::model::{Report, Rulebook};
use crate::protocol::{InputFile, Options, Request, Response};

/// How long a worker may take to load, in milliseconds.
const START_LIMIT: u32 = 20_000;

/// How long a worker may take to answer, in milliseconds. The engine limits its own
/// steps and answers in far less; what takes longer hangs.
const ANSWER_LIMIT: u32 = 10_000;

/// The text after the glue: the first message is the compiled module, the others are
/// the program's. An error while it loads is thrown where the page's `error` event hears it.
const LOADER: &str = "
self.onmessage = ({ data }) => {
  self.onmessage = null;
  wasm_bindgen({ module_or_path: data }).catch((error) => setTimeout(() => { throw error; }));
};";

/// What the page hears from the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The engine listens: for the first time, or again after it was lost.
    Ready { version: String },
    /// The answer to the newest request; answers to older ones are never told.
    Report { number: u32, report: Rc<Report> },
    /// The rules that were asked for.
    Rules(Rc<Rulebook>),
    /// The engine was ended, and another is being started. The request it was at, if
    /// any, is not tried again: it would end the same way.
    Lost { number: Option<u32>, cause: Cause },
    /// The engine cannot be loaded or started at all.
    Unavailable { message: String },
}

/// Why an engine was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It broke down; the browser's own words.
    Crash(String),
    /// It did not answer in time.
    Silence,
}

/// A handle on the engine; clones are the same engine. The worker ends with the last one.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Client {
    /// Loads the engine, locks the tab, starts the worker; `on_event` hears what comes of it.
    ///
    /// Requests may be made at once: the newest waits until the engine is ready.
    #[must_use]
    pub fn start(on_event: impl Fn(Event) + 'static) -> Self {
        let shared = Rc::new(Shared {
            on_event: Box::new(on_event),
            engine: RefCell::default(),
            worker: RefCell::default(),
            turns: RefCell::default(),
            failed_starts: Cell::default(),
        });
        let weak = Rc::downgrade(&shared);
        spawn_local(async move {
            let loaded = Engine::load().await.and_then(|engine| lock::lock().map(|()| engine));
            let Some(shared) = weak.upgrade() else { return };
            match loaded {
                Ok(engine) => {
                    shared.engine.replace(Some(engine));
                    shared.start_worker();
                }
                Err(error) => shared.tell(Event::Unavailable { message: words(&error) }),
            }
        });
        Self(shared)
    }

    /// Asks for a report and gives the request's number. Whatever was asked before and
    /// is not yet answered is forgotten.
    pub fn audit(&self, files: Vec<InputFile>, options: Options) -> u32 {
        let number = self.0.turns.borrow_mut().ask(files, options);
        self.go_on();
        number
    }

    /// Asks what the rules are, with the example of one of them.
    pub fn rules(&self, django: Option<String>, example: Option<String>) {
        self.0.turns.borrow_mut().rules = Some(Request::Rules { django, example });
        self.go_on();
    }

    fn go_on(&self) {
        if self.0.worker.borrow().is_none() && self.0.engine.borrow().is_some() {
            self.0.start_worker();
        } else {
            self.0.send_next();
        }
    }
}

struct Shared {
    on_event: Box<dyn Fn(Event)>,
    engine: RefCell<Option<Engine>>,
    worker: RefCell<Option<Running>>,
    turns: RefCell<Turns>,
    /// Workers in a row that were lost before they were ready.
    failed_starts: Cell<u32>,
}

impl Shared {
    fn tell(&self, event: Event) {
        (self.on_event)(event);
    }

    fn start_worker(self: &Rc<Self>) {
        let started = match &*self.engine.borrow() {
            Some(engine) => Running::start(engine, self),
            None => return,
        };
        match started {
            Ok(worker) => {
                self.worker.replace(Some(worker));
            }
            Err(error) => self.tell(Event::Unavailable { message: words(&error) }),
        }
    }

    /// Sends the request that waits, if the worker is ready and idle.
    fn send_next(self: &Rc<Self>) {
        let Some(request) = self.turns.borrow_mut().next() else { return };
        if let Some(worker) = &mut *self.worker.borrow_mut() {
            let message = request
                .serialize(&Serializer::json_compatible())
                .expect("a request is strings and flags, which always encode");
            worker.limit(ANSWER_LIMIT, self);
            worker.post(&message);
        }
    }

    fn hear(self: &Rc<Self>, message: JsValue) {
        match serde_wasm_bindgen::from_value(message) {
            Ok(Response::Ready { version }) => {
                self.idle();
                self.failed_starts.set(0);
                self.turns.borrow_mut().ready();
                self.tell(Event::Ready { version });
            }
            Ok(Response::Report { number, report }) => {
                let newest = match self.turns.borrow_mut().answered(number) {
                    Answered::Newest => true,
                    Answered::Outdated => false,
                    Answered::Unasked => return,
                };
                self.idle();
                if newest {
                    self.tell(Event::Report { number, report: Rc::from(report) });
                }
            }
            Ok(Response::Rules(rules)) => {
                if !std::mem::take(&mut self.turns.borrow_mut().reading_rules) {
                    return;
                }
                self.idle();
                self.tell(Event::Rules(Rc::from(rules)));
            }
            // With nothing under way it is the answer to someone else's message.
            Ok(Response::Refused { .. }) if self.turns.borrow().is_idle() => return,
            Ok(Response::Refused { message }) => return self.lose(Cause::Crash(message)),
            Err(error) => return self.lose(Cause::Crash(error.to_string())),
        }
        self.send_next();
    }

    fn idle(&self) {
        if let Some(worker) = &mut *self.worker.borrow_mut() {
            worker.limit = None;
        }
    }

    fn lose(self: &Rc<Self>, cause: Cause) {
        // Dropped, it is ended.
        drop(self.worker.take());
        let Lost { number, was_ready } = self.turns.borrow_mut().lost();
        if was_ready {
            self.failed_starts.set(0);
        } else {
            self.failed_starts.set(self.failed_starts.get() + 1);
        }
        if self.failed_starts.get() > 1 {
            let message = match cause {
                Cause::Crash(message) => message,
                Cause::Silence => "the engine does not start".to_owned(),
            };
            return self.tell(Event::Unavailable { message });
        }
        self.tell(Event::Lost { number, cause });
        if self.worker.borrow().is_none() {
            self.start_worker();
        }
    }
}

/// What a worker is started from, kept so that no request is needed for the next one.
struct Engine {
    glue: String,
    module: JsValue,
}

impl Engine {
    /// Both addresses stand in `index.html`, where the build writes their hashes.
    async fn load() -> Result<Self, JsValue> {
        let compiling = WebAssembly::compile_streaming(&window().fetch_with_str(&address("engine-module")?));
        let response: web_sys::Response =
            JsFuture::from(window().fetch_with_str(&address("engine-glue")?)).await?.unchecked_into();
        if !response.ok() {
            return Err(JsValue::from_str(&format!("{}: HTTP {}", response.url(), response.status())));
        }
        let glue = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        Ok(Self { glue, module: JsFuture::from(compiling).await? })
    }
}

fn address(id: &str) -> Result<String, JsValue> {
    document()
        .get_element_by_id(id)
        .and_then(|link| link.dyn_into::<HtmlLinkElement>().ok())
        .map(|link| link.href())
        .ok_or_else(|| JsValue::from_str(&format!("the page has no link #{id}")))
}

/// A worker that runs. Dropped, it ends, whatever it is doing.
struct Running {
    worker: Worker,
    limit: Option<Timeout>,
    _listeners: [EventListener; 3],
    _address: ObjectUrl,
}

impl Running {
    fn start(engine: &Engine, shared: &Rc<Shared>) -> Result<Self, JsValue> {
        let script = format!("{}{LOADER}", engine.glue);
        let address = ObjectUrl::from(Blob::new_with_options(script.as_str(), Some("text/javascript")));
        let worker = Worker::new(&address)?;
        let weak = Rc::downgrade(shared);
        let hear = move |event: &web_sys::Event| {
            if let (Some(shared), Some(event)) = (weak.upgrade(), event.dyn_ref::<MessageEvent>()) {
                shared.hear(event.data());
            }
        };
        let weak = Rc::downgrade(shared);
        let crash = move |event: &web_sys::Event| {
            event.prevent_default();
            if let Some(shared) = weak.upgrade() {
                let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
                shared.lose(Cause::Crash(message));
            }
        };
        let listeners = [
            EventListener::new(&worker, "message", hear),
            EventListener::new_with_options(
                &worker,
                "error",
                gloo::events::EventListenerOptions::enable_prevent_default(),
                crash.clone(),
            ),
            EventListener::new(&worker, "messageerror", crash),
        ];
        worker.post_message(&engine.module)?;
        let mut running = Self { worker, limit: None, _listeners: listeners, _address: address };
        running.limit(START_LIMIT, shared);
        Ok(running)
    }

    fn post(&self, message: &JsValue) {
        self.worker.post_message(message).expect("a request is plain data, and plain data can be cloned");
    }

    /// Ends the worker unless it is heard from in time.
    fn limit(&mut self, milliseconds: u32, shared: &Rc<Shared>) {
        let weak = Rc::downgrade(shared);
        self.limit = Some(Timeout::new(milliseconds, move || {
            if let Some(shared) = weak.upgrade() {
                shared.lose(Cause::Silence);
            }
        }));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A JavaScript value that was thrown, in words.
fn words(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| Reflect::get(error, &JsValue::from_str("message")).ok()?.as_string())
        .unwrap_or_else(|| format!("{error:?}"))
}

/// Whose turn it is: at most one request is under way and at most one waits, the newest.
#[derive(Debug, Default)]
struct Turns {
    ready: bool,
    last_number: u32,
    under_way: Option<u32>,
    waiting: Option<Request>,
    /// The newest request for the rules, which waits for its turn.
    rules: Option<Request>,
    /// One for the rules is under way.
    reading_rules: bool,
}

/// What an answer is to the page.
#[derive(Debug, PartialEq, Eq)]
enum Answered {
    Newest,
    /// A newer request has been made since.
    Outdated,
    /// No such request is under way.
    Unasked,
}

#[derive(Debug, PartialEq, Eq)]
struct Lost {
    /// The request that was under way.
    number: Option<u32>,
    was_ready: bool,
}

impl Turns {
    fn ask(&mut self, files: Vec<InputFile>, options: Options) -> u32 {
        self.last_number = self.last_number.wrapping_add(1);
        self.waiting = Some(Request::Audit { number: self.last_number, files, options: Box::new(options) });
        self.last_number
    }

    fn ready(&mut self) {
        self.ready = true;
    }

    fn next(&mut self) -> Option<Request> {
        if !self.ready || !self.is_idle() {
            return None;
        }
        // It takes no time.
        let request = self.rules.take().or_else(|| self.waiting.take())?;
        match &request {
            Request::Audit { number, .. } => self.under_way = Some(*number),
            Request::Rules { .. } => self.reading_rules = true,
        }
        Some(request)
    }

    fn is_idle(&self) -> bool {
        self.under_way.is_none() && !self.reading_rules
    }

    fn answered(&mut self, number: u32) -> Answered {
        if self.under_way != Some(number) {
            return Answered::Unasked;
        }
        self.under_way = None;
        if number == self.last_number { Answered::Newest } else { Answered::Outdated }
    }

    fn lost(&mut self) -> Lost {
        self.reading_rules = false;
        Lost { number: self.under_way.take(), was_ready: std::mem::take(&mut self.ready) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(turns: &mut Turns) -> u32 {
        turns.ask(Vec::new(), Options::default())
    }

    fn sent(turns: &mut Turns) -> Option<u32> {
        match turns.next()? {
            Request::Audit { number, .. } => Some(number),
            Request::Rules { .. } => None,
        }
    }

    #[test]
    fn a_request_waits_until_the_engine_is_ready() {
        let mut turns = Turns::default();
        let number = ask(&mut turns);
        assert_eq!(sent(&mut turns), None);
        turns.ready();
        assert_eq!(sent(&mut turns), Some(number));
        assert_eq!(turns.answered(number), Answered::Newest);
    }

    #[test]
    fn only_the_newest_request_waits_and_only_its_answer_counts() {
        let mut turns = Turns::default();
        turns.ready();
        let first = ask(&mut turns);
        assert_eq!(sent(&mut turns), Some(first));
        ask(&mut turns);
        let third = ask(&mut turns);
        assert_eq!(sent(&mut turns), None, "one is under way");
        assert_eq!(turns.answered(first), Answered::Outdated);
        assert_eq!(sent(&mut turns), Some(third));
        assert_eq!(turns.answered(first), Answered::Unasked, "a second answer is nobody's");
        assert_eq!(turns.answered(third), Answered::Newest);
    }

    #[test]
    fn the_rules_have_their_own_turn() {
        let mut turns = Turns::default();
        turns.ready();
        let first = ask(&mut turns);
        assert_eq!(sent(&mut turns), Some(first));
        turns.rules = Some(Request::Rules { django: None, example: None });
        assert_eq!(turns.next(), None, "one is under way");
        let second = ask(&mut turns);
        assert_eq!(turns.answered(first), Answered::Outdated);
        assert!(matches!(turns.next(), Some(Request::Rules { .. })));
        assert_eq!(turns.next(), None, "the rules are under way");
        turns.reading_rules = false;
        assert_eq!(sent(&mut turns), Some(second));
        assert_eq!(turns.answered(second), Answered::Newest);
    }

    #[test]
    fn a_lost_request_is_not_tried_again_but_a_newer_one_is() {
        let mut turns = Turns::default();
        turns.ready();
        let first = ask(&mut turns);
        assert_eq!(sent(&mut turns), Some(first));
        assert_eq!(turns.lost(), Lost { number: Some(first), was_ready: true });
        turns.ready();
        assert_eq!(sent(&mut turns), None);
        let second = ask(&mut turns);
        assert_eq!(turns.lost(), Lost { number: None, was_ready: true });
        assert_eq!(sent(&mut turns), None, "the next engine is not ready yet");
        turns.ready();
        assert_eq!(sent(&mut turns), Some(second));
    }
}
