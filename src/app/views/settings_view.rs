//! All effective values of the judged environment.

use yew::prelude::*;

use super::trail::trail;
use super::view_head::view_head;
use crate::app::parts::{CodeFrame, Drawn, Icon};
use crate::app::python;
use crate::app::state::{Action, Knowledge, SharedReport, State, View, judged};
use crate::app::strings::{Words, use_words};
use crate::model::SettingReport;

impl From<Knowledge> for Icon {
    fn from(state: Knowledge) -> Self {
        match state {
            Knowledge::Known => Self::Check,
            Knowledge::Environment => Self::Server,
            Knowledge::Unknown => Self::Unknown,
            Knowledge::Default => Self::Minus,
        }
    }
}

/// The colours of what the states amount to.
const fn tone(state: Knowledge) -> &'static str {
    match state {
        Knowledge::Known => "pass",
        Knowledge::Environment => "open",
        Knowledge::Unknown => "attention",
        Knowledge::Default => "no-data",
    }
}

/// The list; `between` stands between the heading and it.
pub fn settings_view(
    state: &State,
    report: &SharedReport,
    between: Html,
    words: &Words,
    act: &Callback<Action>,
) -> Html {
    let filter = &state.settings_filter;
    let Some(environment) = judged(report) else {
        return html! { <p class="nothing">{ words.nothing_judged }</p> };
    };
    let count = |wanted: Knowledge| match wanted {
        Knowledge::Default => report.defaults.len(),
        _ => environment.settings.values().filter(|found| Knowledge::from(found.state) == wanted).count(),
    };
    let set: Vec<&String> = environment
        .settings
        .iter()
        .filter(|(name, found)| filter.takes(name, &found.shown, found.state.into()))
        .map(|(name, _)| name)
        .collect();
    let defaults: Vec<(&String, &String)> = report
        .defaults
        .iter()
        .filter(|(name, shown)| filter.takes(name, shown, Knowledge::Default))
        .collect();
    let search = act.reform(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::SearchSettings(input.value())
    });
    html! {
        <>
            { view_head(Vec::new(), words.settings_title, &(words.settings_lead)(&environment.file, environment.settings.len())) }
            { between }
            <div class="filter" role="search" aria-label={words.filter}>
                <div class="chips" role="group" aria-label={words.filter}>
                    { for Knowledge::ALL.into_iter().map(|known| html! {
                        <button
                            key={known.slug()}
                            type="button"
                            class="chip"
                            data-knowledge={known.slug()}
                            data-tone={tone(known)}
                            aria-pressed={filter.states.contains(&known).to_string()}
                            onclick={act.reform(move |_: MouseEvent| Action::ToggleKnowledge(known))}
                        >
                            <Drawn icon={Icon::from(known)} />
                            <span>{ (words.knowledge)(known) }</span>
                            <b>{ count(known) }</b>
                        </button>
                    }) }
                </div>
                <div class="filter-row">
                    <label class="search">
                        <Drawn icon={Icon::Search} />
                        <span class="unseen">{ words.search_settings }</span>
                        <input type="search" id="search-settings" placeholder={words.search_settings} value={filter.words.clone()} oninput={search} />
                    </label>
                    if filter.is_active() {
                        <button type="button" class="button small" id="show-all-settings" onclick={act.reform(|_: MouseEvent| Action::ClearSettingsFilter)}>
                            { words.show_all }
                        </button>
                    }
                </div>
            </div>
            <p class="unseen" role="status">{ (words.settings_shown)(set.len() + defaults.len()) }</p>
            if set.is_empty() && defaults.is_empty() {
                <p class="nothing">{ words.no_settings_match }</p>
            }
            <div class="settings-list">
                { for set.into_iter().map(|name| html! {
                    <SettingRow key={name.clone()} name={name.clone()} report={report.clone()} {act} />
                }) }
            </div>
            if !defaults.is_empty() {
                <section class="settings-list defaults" aria-labelledby="defaults-title">
                    <h2 id="defaults-title">{ (words.knowledge)(Knowledge::Default) }</h2>
                    { for defaults.into_iter().map(|(name, shown)| html! {
                        <p key={name.clone()} class="setting-default" data-setting={name.clone()} data-state="default">
                            <code class="setting-name">{ name }</code>
                            <code class="setting-value">{ shown }</code>
                        </p>
                    }) }
                </section>
            }
        </>
    }
}

/// A row; drawn anew with a new report alone, for there are hundreds of them.
#[derive(Clone, PartialEq, Properties)]
struct SettingRowProps {
    name: AttrValue,
    report: SharedReport,
    act: Callback<Action>,
}

#[component]
fn SettingRow(props: &SettingRowProps) -> Html {
    let words = use_words();
    let SettingRowProps { name, report, act } = props;
    let Some(setting) = judged(report).and_then(|environment| environment.settings.get(&**name)) else {
        return Html::default();
    };
    let state = Knowledge::from(setting.state);
    let id = format!("setting-{name}");
    html! {
        <details class="setting" id={id.clone()} tabindex="-1" data-setting={name.clone()} data-state={state.slug()}>
            <summary>
                <code class="setting-name">{ name }</code>
                <code class="setting-value">{ &setting.shown }</code>
                <span class="status" data-tone={tone(state)}>
                    <Drawn icon={Icon::from(state)} />
                    <span>{ (words.knowledge)(state) }</span>
                </span>
                <Drawn icon={Icon::Chevron} />
            </summary>
            <div class="setting-body">
                { known(setting, words) }
                <h2>{ words.history }</h2>
                { trail(report, name, &id, words, act) }
            </div>
        </details>
    }
}

/// The whole value, or why there is none.
fn known(setting: &SettingReport, words: &Words) -> Html {
    html! {
        <>
            if let Some(reason) = &setting.reason {
                <p>{ reason.get(words.lang).to_owned() }</p>
            }
            if !setting.variables.is_empty() {
                <p class="setting-variables">
                    <span>{ words.depends_on }{ ": " }</span>
                    { for setting.variables.iter().enumerate().map(|(index, name)| html! {
                        <>
                            if index > 0 { { ", " } }
                            <a href={View::Variables.hash()}><code>{ name }</code></a>
                        </>
                    }) }
                </p>
            }
            if let Some(value) = &setting.value {
                if !setting.variables.is_empty() {
                    <p class="aside">{ words.value_unset }</p>
                }
                <CodeFrame code={python::written(value)} label={words.value} />
            }
        </>
    }
}
