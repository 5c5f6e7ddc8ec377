//! The question how the site is served: what the files say, and the person's own answer.

use yew::prelude::*;

use super::go_to::go_to_name;
use crate::app::state::Action;
use crate::app::strings::Words;
use crate::model::{Origin, Processes, Tls, Topology, TopologyReport};

/// One part of the question.
struct Part {
    id: &'static str,
    label: &'static str,
    /// What the files suggest, and the line that does.
    found: Option<String>,
    origin: Option<Origin>,
    /// Values and words of the answers.
    answers: Vec<(&'static str, String)>,
    /// The value that the person chose.
    said: Option<&'static str>,
    say: Callback<String>,
}

/// The question with its three parts; it asks for no answer.
pub fn served(report: &TopologyReport, said: Topology, words: &Words, act: &Callback<Action>) -> Html {
    let say = |change: fn(&mut Topology, &str)| {
        act.reform(move |value: String| {
            let mut said = said;
            change(&mut said, &value);
            Action::SayServed(said)
        })
    };
    let found = &report.found;
    let parts = [
        Part {
            id: "served-tls",
            label: words.served_tls,
            found: found.tls.map(|tls| tls.title().get(words.lang).to_owned()),
            origin: report.tls_origin.clone(),
            answers: Tls::ALL.map(|tls| (tls.slug(), tls.title().get(words.lang).to_owned())).into(),
            said: said.tls.map(Tls::slug),
            say: say(|said, value| said.tls = Tls::of(value)),
        },
        Part {
            id: "served-processes",
            label: words.served_processes,
            found: found.processes.map(words.processes),
            origin: report.processes_origin.clone(),
            answers: [("one", Processes::One), ("several", Processes::Several)]
                .map(|(value, processes)| (value, (words.processes)(processes)))
                .into(),
            said: said.processes.map(|processes| if processes.are_several() { "several" } else { "one" }),
            say: say(|said, value| said.processes = Processes::of(value)),
        },
        Part {
            id: "served-container",
            label: words.served_container,
            found: found.container.map(|container| (words.yes_no)(container).to_owned()),
            origin: report.container_origin.clone(),
            answers: [("yes", true), ("no", false)]
                .map(|(value, container)| (value, (words.yes_no)(container).to_owned()))
                .into(),
            said: said.container.map(|container| if container { "yes" } else { "no" }),
            say: say(|said, value| {
                said.container = match value {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                }
            }),
        },
    ];
    html! {
        <section class="served" id="served" aria-labelledby="served-title">
            <h4 id="served-title">{ words.served }</h4>
            <p>{ words.served_note }</p>
            <div class="served-parts">
                { for parts.into_iter().map(|part| one(part, words, act)) }
            </div>
        </section>
    }
}

fn one(part: Part, words: &Words, act: &Callback<Action>) -> Html {
    let Part { id, label, found, origin, answers, said, say } = part;
    let onchange = say.reform(|event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let left_open = found.map_or_else(|| words.not_said.to_owned(), |found| (words.automatic)(&found));
    let because = format!("{id}-because");
    html! {
        <div class="served-part">
            <label for={id}>{ label }</label>
            <select {id} aria-describedby={because.clone()} {onchange}>
                <option value="" selected={said.is_none()}>{ left_open }</option>
                { for answers.into_iter().map(|(value, answer)| html! {
                    <option key={value} {value} selected={said == Some(value)}>{ answer }</option>
                }) }
            </select>
            <div id={because} class="served-because">
                { match (said, origin) {
                    (Some(_), _) => html! { words.chosen_by_you },
                    (None, Some(origin)) => go_to_name(&origin.file, origin.line, id, words, act),
                    (None, None) => Html::default(),
                } }
            </div>
        </div>
    }
}
