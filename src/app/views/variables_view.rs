//! What the server must provide, and what would hold if it did.

use std::rc::Rc;

use yew::prelude::*;

use super::go_to::go_to;
use super::view_head::view_head;
use crate::app::download;
use crate::app::parts::{CopyButton, Drawn, Icon, made, told, words as written};
use crate::app::state::{Action, Assumed, State};
use crate::app::strings::Words;
use crate::model::{EnvironmentFile, Report, Variable, env_example};

/// The variables, a file to fill in, and what is taken to hold.
pub fn variables_view(state: &State, report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let all = &report.environment_variables;
    let judged = report.judged.as_ref().map_or("", |origin| origin.file.as_str());
    let is_used =
        |variable: &Variable| judged.is_empty() || variable.used_by.iter().any(|file| file == judged);
    let required = all.iter().filter(|variable| is_used(variable) && variable.required).count();
    let groups = [
        (
            "required",
            words.required_variables,
            all.iter().filter(|v| is_used(v) && v.required).collect::<Vec<_>>(),
        ),
        ("optional", words.optional_variables, all.iter().filter(|v| is_used(v) && !v.required).collect()),
        ("elsewhere", words.other_variables, all.iter().filter(|v| !is_used(v)).collect()),
    ];
    let close = act.reform(|event: Event| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::AssumeClosed(input.checked())
    });
    let lead = if all.is_empty() {
        words.no_variables.to_owned()
    } else {
        (words.variables_lead)(all.len(), required)
    };
    html! {
        <>
            { view_head(Vec::new(), words.variables_title, &lead) }
            if !all.is_empty() {
                <div class="example-tools">
                    { example(report, words) }
                </div>
                <section class="what-if" aria-labelledby="assume-title">
                    <h2 id="assume-title">{ words.assume_title }</h2>
                    <p>{ words.assume_lead }</p>
                    { for report.environment_files.iter().map(|file| {
                        file_offer(file, state.what_if.file.as_ref() == Some(&file.file), words, act)
                    }) }
                    <label class="check">
                        <input type="checkbox" id="assume-closed" checked={state.what_if.closed} onchange={close} />
                        <span>{ words.assume_closed }</span>
                    </label>
                    <p class="aside">{ words.assume_memory }</p>
                </section>
            }
            { for groups.into_iter().filter(|(_, _, variables)| !variables.is_empty()).map(|(slug, title, variables)| html! {
                <section class="variables" key={slug} data-group={slug} aria-labelledby={format!("variables-{slug}")}>
                    <h2 id={format!("variables-{slug}")}>{ title }</h2>
                    <ul>
                        { for variables.into_iter().map(|variable| row(variable, state, report, words, act)) }
                    </ul>
                </section>
            }) }
        </>
    }
}

/// The file that gives the variable, where its values are taken.
fn from_file(state: &State, report: &Report, name: &str) -> Option<String> {
    let path = state.what_if.file.as_ref()?;
    let file = report.environment_files.iter().find(|file| file.file == *path)?;
    file.names.iter().any(|known| known == name).then(|| path.clone())
}

/// A file to fill in.
fn example(report: &Report, words: &Words) -> Html {
    let text: Rc<str> = env_example(report, words.lang).into();
    let save = {
        let text = Rc::clone(&text);
        Callback::from(move |_: MouseEvent| download::text(".env.example", &text))
    };
    html! {
        <>
            <button type="button" class="button primary" id="download-example" onclick={save}>
                <Drawn icon={Icon::Drop} />
                <span>{ words.download_example }</span>
            </button>
            <CopyButton text={text.to_string()} />
        </>
    }
}

/// The files of values that settings read nothing of by themselves, though they could use
/// what is in them.
pub fn file_offers(state: &State, report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let is_useful = |file: &&EnvironmentFile| {
        !file.read && report.environment_variables.iter().any(|variable| file.names.contains(&variable.name))
    };
    html! {
        { for report.environment_files.iter().filter(is_useful).map(|file| {
            file_offer(file, state.what_if.file.as_ref() == Some(&file.file), words, act)
        }) }
    }
}

/// A `.env` among the files: its values can be taken, if the settings do not read it.
fn file_offer(file: &EnvironmentFile, taken: bool, words: &Words, act: &Callback<Action>) -> Html {
    let EnvironmentFile { file, read, names } = file;
    let act = {
        let path = (!taken).then(|| file.clone());
        act.reform(move |_: MouseEvent| Action::AssumeFile(path.clone()))
    };
    html! {
        <div key={file.clone()} class="file-offer" data-env-file={file.clone()} data-taken={taken.to_string()}>
            <Drawn icon={Icon::File} />
            <p>{ if *read { (words.file_read)(file) } else { (words.file_offer)(file, names.len()) } }</p>
            if !read {
                <button type="button" class="button small" onclick={act}>
                    { if taken { words.leave_file } else { words.take_file } }
                </button>
            }
        </div>
    }
}

fn row(variable: &Variable, state: &State, report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let name = &variable.name;
    let id = format!("variable-{name}");
    html! {
        <li key={name.clone()} class="variable" id={id.clone()} tabindex="-1" data-variable={name.clone()}>
            { head(variable, words) }
            { facts(variable, &id, words, act) }
            { assume(variable, state.what_if.variables.get(name), from_file(state, report, name).as_deref(), words, act) }
        </li>
    }
}

/// The name, the type, and what else there is to know at a glance.
fn head(variable: &Variable, words: &Words) -> Html {
    let tag =
        |tone: &str, text: &str| made("span", &["class", "data-tone"], &["tag", tone], vec![written(text)]);
    let mut parts = vec![told("code", "variable-name", &variable.name), tag("", &variable.kind)];
    if variable.required {
        parts.push(tag("attention", words.required));
    }
    if variable.secret {
        parts.push(tag("manual", words.secret));
    }
    made("div", &["class"], &["variable-head"], parts)
}

/// Its default, what it decides, who reads it.
fn facts(variable: &Variable, id: &str, words: &Words, act: &Callback<Action>) -> Html {
    let fact = |name: &str, class: &str, value: Vec<Html>| {
        made("div", &[], &[], vec![told("dt", "", name), made("dd", &["class"], &[class], value)])
    };
    let mut rows = Vec::new();
    if !variable.required {
        let value = match &variable.default {
            None => written(words.default_other),
            Some(text) if text.is_empty() => written(words.default_empty),
            Some(text) => told("code", "", text),
        };
        rows.push(fact(words.default_value, "", vec![value]));
    }
    if !variable.settings.is_empty() {
        let mut codes = Vec::new();
        for (index, name) in variable.settings.iter().enumerate() {
            if index > 0 {
                codes.push(written(", "));
            }
            codes.push(told("code", "", name));
        }
        rows.push(fact(words.decides, "", codes));
    }
    let places = variable.read_by.iter().map(|at| go_to(&at.file, at.line, id, words, act)).collect();
    rows.push(fact(words.read_in, "places", places));
    made("dl", &["class"], &["variable-facts"], rows)
}

/// What is taken to hold of a variable: unknown, unset, or a value.
fn assume(
    variable: &Variable,
    assumed: Option<&Assumed>,
    from_file: Option<&str>,
    words: &Words,
    act: &Callback<Action>,
) -> Html {
    let name = &variable.name;
    let slug = match assumed {
        None => "unknown",
        Some(Assumed::Unset) => "unset",
        Some(Assumed::Value(_)) => "value",
    };
    let choose = {
        let variable = name.clone();
        act.reform(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let assumed = match select.value().as_str() {
                "unset" => Some(Assumed::Unset),
                "value" => Some(Assumed::Value(String::new())),
                _ => None,
            };
            Action::Assume { variable: variable.clone(), assumed }
        })
    };
    let write = {
        let variable = name.clone();
        act.reform(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            Action::Assume { variable: variable.clone(), assumed: Some(Assumed::Value(input.value())) }
        })
    };
    let untouched = match from_file {
        Some(file) => (words.from_file)(file),
        None => words.assume_unknown.to_owned(),
    };
    html! {
        <div class="assume" data-assumed={slug}>
            <label>
                <span>{ words.on_the_server }</span>
                <select aria-label={(words.assume_of)(name)} onchange={choose}>
                    <option value="unknown" selected={slug == "unknown"}>{ untouched }</option>
                    <option value="unset" selected={slug == "unset"}>{ words.assume_unset }</option>
                    <option value="value" selected={slug == "value"}>{ words.assume_value }</option>
                </select>
            </label>
            if let Some(Assumed::Value(value)) = assumed {
                <input
                    type={if variable.secret { "password" } else { "text" }}
                    aria-label={(words.value_of)(name)}
                    value={value.clone()}
                    oninput={write}
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                />
            }
        </div>
    }
}
