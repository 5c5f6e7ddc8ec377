//! Which settings were judged, and by which Django: shown, and changeable.

use yew::prelude::*;

use crate::app::state::{Action, SharedReport};
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct JudgedBarProps {
    pub report: SharedReport,
    pub django: Option<String>,
    pub settings: Option<String>,
    pub act: Callback<Action>,
}

#[component]
pub fn JudgedBar(props: &JudgedBarProps) -> Html {
    let words = use_words();
    let JudgedBarProps { report, django, settings, act } = props;
    let judged = report.judged.as_ref().map_or("", |origin| origin.file.as_str());
    let because = |chosen: bool, because: &str| {
        if chosen { words.chosen_by_you.to_owned() } else { because.to_owned() }
    };
    let entries: Vec<(String, String)> = report
        .environments
        .iter()
        .map(|environment| {
            let role = (words.role)(environment.role);
            let label = if role.is_empty() {
                environment.file.clone()
            } else {
                format!("{} ({role})", environment.file)
            };
            (environment.file.clone(), label)
        })
        .collect();
    html! {
        <div class="judged">
            if !judged.is_empty() {
                <div class="judged-part">
                    <label for="judged-settings">{ words.judged }</label>
                    <select id="judged-settings" aria-describedby="judged-because" onchange={chosen(act, Action::ChooseSettings)}>
                        <option value="" selected={settings.is_none()}>{ (words.automatic)(judged) }</option>
                        { for entries.iter().map(|(file, label)| html! {
                            <option key={file.clone()} value={file.clone()} selected={settings.as_ref() == Some(file)}>{ label }</option>
                        }) }
                    </select>
                    <p id="judged-because">{ because(settings.is_some(), report.judged_because.get(words.lang)) }</p>
                </div>
            }
            <div class="judged-part">
                <label for="judged-django">{ words.django }</label>
                <select id="judged-django" aria-describedby="django-because" onchange={chosen(act, Action::ChooseDjango)}>
                    <option value="" selected={django.is_none()}>
                        { match django {
                            None => (words.automatic)(&report.django.version),
                            Some(_) => (words.automatic)("…"),
                        } }
                    </option>
                    { for report.django.choices.iter().rev().map(|version| html! {
                        <option key={version.clone()} value={version.clone()} selected={django.as_ref() == Some(version)}>{ version }</option>
                    }) }
                </select>
                <p id="django-because">{ because(django.is_some(), report.django.because.get(words.lang)) }</p>
            </div>
        </div>
    }
}

pub(super) fn chosen(act: &Callback<Action>, action: fn(Option<String>) -> Action) -> Callback<Event> {
    act.reform(move |event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        action(Some(select.value()).filter(|value| !value.is_empty()))
    })
}
