//! How a setting came to its value: each place in order, with what it was afterwards.

use yew::prelude::*;

use super::go_to::go_to;
use crate::app::state::{Action, judged};
use crate::app::strings::Words;
use crate::model::{HistoryEntry, Report};

/// Steps that are shown; of more, the last.
const MAX_STEPS: usize = 12;

/// Values of one step that are shown.
const MAX_VALUES: usize = 2;

/// The steps of a setting of the judged environment; `from` is the id of the element
/// to come back to.
pub fn trail(report: &Report, setting: &str, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    let Some(history) = judged(report)
        .and_then(|environment| environment.settings.get(setting))
        .map(|setting| &setting.history)
    else {
        return Html::default();
    };
    let steps = joined(history);
    let earlier = steps.len().saturating_sub(MAX_STEPS);
    html! {
        <ol class="trail" data-trail={setting.to_owned()} aria-label={(words.history_of)(setting)}>
            if earlier > 0 {
                <li class="trail-earlier">{ (words.earlier_steps)(earlier) }</li>
            }
            { for steps.into_iter().skip(earlier).map(|(step, after)| {
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

/// The steps with what each left behind. One statement that runs on several ways leaves
/// a step on each: they are shown as one, with the first of the values that it may leave.
fn joined(history: &[HistoryEntry]) -> Vec<(&HistoryEntry, String)> {
    let mut steps: Vec<(&HistoryEntry, Vec<&str>)> = Vec::new();
    for step in history {
        let after = step.after.as_deref().unwrap_or_default();
        let is_same = |last: &HistoryEntry| {
            let both = |test: &dyn Fn(&HistoryEntry) -> bool| test(last) && test(step);
            both(&|each| each.doubtful)
                && (&last.file, last.line) == (&step.file, step.line)
                && (last.what == step.what || both(&|each| each.what.starts_with("= ")))
        };
        match steps.last_mut().filter(|(last, _)| is_same(last)) {
            Some((_, values)) => {
                if !values.contains(&after) {
                    values.push(after);
                }
            }
            None => steps.push((step, vec![after])),
        }
    }
    let shown = |values: Vec<&str>| {
        let more = if values.len() > MAX_VALUES { " | …" } else { "" };
        let first: Vec<&str> = values.into_iter().take(MAX_VALUES).collect();
        first.join(" | ") + more
    };
    steps.into_iter().map(|(step, values)| (step, shown(values))).collect()
}
