//! The three stages and how far each is.

use yew::prelude::*;

use crate::app::strings::use_words;
use crate::app::summary::StageSummary;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StagesProps {
    pub stages: Vec<StageSummary>,
}

#[component]
pub fn Stages(props: &StagesProps) -> Html {
    let words = use_words();
    html! {
        <ol class="stages" aria-label={words.stages}>
            { for props.stages.iter().map(|stage| {
                let title = stage.stage.title();
                let progress = (words.stage_done)(stage.done, stage.items);
                let mut left = Vec::new();
                if stage.fails > 0 {
                    left.push(html! { <span data-tone="fail">{ (words.to_fix)(stage.fails) }</span> });
                }
                if stage.attention > 0 {
                    left.push(html! { <span data-tone="attention">{ (words.to_look_at)(stage.attention) }</span> });
                }
                if left.is_empty() {
                    left.push(html! { <span>{ words.nothing_to_fix }</span> });
                }
                html! {
                    <li class="stage" data-stage={stage.stage.slug()} data-status={stage.worst.slug()}>
                        <h2><a href={format!("#stage-{}", stage.stage.slug())}>{ title.get(words.lang).to_owned() }</a></h2>
                        <meter
                            min="0"
                            max={stage.items.to_string()}
                            value={stage.done.to_string()}
                            aria-label={format!("{}: {progress}", title.get(words.lang))}
                        >
                            { &progress }
                        </meter>
                        <p class="stage-done">{ &progress }</p>
                        <p class="stage-left">{ for left }</p>
                    </li>
                }
            }) }
        </ol>
    }
}
