//! How a setting came to its value: each place in order, with what it was afterwards.

use yew::prelude::*;

use super::go_to::go_to;
use crate::app::state::{Action, judged};
use crate::app::strings::Words;
use crate::model::Report;

/// Steps that are shown; of more, the last.
const MAX_STEPS: usize = 12;

/// The steps of a setting of the judged environment; `from` is the id of the element
/// to come back to.
pub fn trail(report: &Report, setting: &str, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    let Some(history) = judged(report)
        .and_then(|environment| environment.settings.get(setting))
        .map(|setting| &setting.history)
    else {
        return Html::default();
    };
    let earlier = history.len().saturating_sub(MAX_STEPS);
    html! {
        <ol class="trail" data-trail={setting.to_owned()} aria-label={(words.history_of)(setting)}>
            if earlier > 0 {
                <li class="trail-earlier">{ (words.earlier_steps)(earlier) }</li>
            }
            { for history.iter().skip(earlier).map(|step| {
                let after = step.after.clone().unwrap_or_default();
                // What a plain assignment did is its value.
                let what = Some(&step.what).filter(|what| !what.starts_with("= "));
                html! {
                    <li>
                        <code class="trail-value">
                            if let Some(what) = what {
                                <span class="trail-what">{ what }</span>
                            }
                            { after }
                        </code>
                        <span class="trail-place">
                            { go_to(&step.file, step.line, from, words, act) }
                            if step.doubtful {
                                <span class="trail-doubt">{ words.doubtful }</span>
                            }
                        </span>
                    </li>
                }
            }) }
        </ol>
    }
}
