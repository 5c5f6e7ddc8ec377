//! What could not be read, file by file.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, SharedReport};
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct ProblemsProps {
    pub report: SharedReport,
    pub act: Callback<Action>,
}

#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let words = use_words();
    html! {
        <section class="problems" aria-labelledby="problems-title">
            <h2 id="problems-title">
                <Drawn icon={Icon::Warning} />
                <span>{ words.problems }</span>
            </h2>
            <ul>
                { for props.report.problems.iter().enumerate().map(|(index, problem)| {
                    let place = match problem.line {
                        Some(line) => format!("{}, {}", problem.file, (words.line)(line)),
                        None => problem.file.clone(),
                    };
                    let id = format!("problem-{index}");
                    let go = {
                        let (file, line, from) = (problem.file.clone(), problem.line.unwrap_or(1), id.clone());
                        props.act.reform(move |_: MouseEvent| Action::GoTo { file: file.clone(), line, from: from.clone() })
                    };
                    html! {
                        <li id={id} tabindex="-1" data-problem={problem.file.clone()}>
                            <button type="button" class="place" onclick={go}>{ place }</button>
                            <span>{ problem.message.get(words.lang).to_owned() }</span>
                        </li>
                    }
                }) }
            </ul>
            <p class="aside">{ words.problems_note }</p>
        </section>
    }
}
