//! How a setting came to its value: each place in order, with what it was afterwards.

use yew::prelude::*;

use super::go_to::GoTo;
use crate::app::state::{Action, SharedReport, judged};
use crate::app::strings::use_words;

/// Steps that are shown; of more, the last.
const MAX_STEPS: usize = 12;

#[derive(Clone, PartialEq, Properties)]
pub struct TrailProps {
    pub report: SharedReport,
    /// A setting of the judged environment.
    pub setting: AttrValue,
    /// The id of the element to come back to.
    pub from: AttrValue,
    pub act: Callback<Action>,
}

#[component]
pub fn Trail(props: &TrailProps) -> Html {
    let words = use_words();
    let TrailProps { report, setting, from, act } = props;
    let Some(history) = judged(report)
        .and_then(|environment| environment.settings.get(&**setting))
        .map(|setting| &setting.history)
    else {
        return Html::default();
    };
    let earlier = history.len().saturating_sub(MAX_STEPS);
    html! {
        <ol class="trail" data-trail={setting.clone()} aria-label={(words.history_of)(setting)}>
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
                            <GoTo file={step.file.clone()} line={step.line} {from} {act} />
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
