//! Settings that were not computed to the end, and which limit is why.

use yew::prelude::*;

use super::go_to::go_to;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, judged};
use crate::app::strings::Words;
use crate::model::Report;

/// So many settings are named; the rest are counted.
const NAMED: usize = 8;

/// The settings that hit a limit; nothing where none did.
pub fn limits(report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let hit: Vec<_> = judged(report)
        .into_iter()
        .flat_map(|environment| &environment.settings)
        .filter_map(|(name, setting)| Some((name, setting.limit.as_ref()?)))
        .collect();
    if hit.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problems limits" id="limits" tabindex="-1" aria-labelledby="limits-title">
            <h2 id="limits-title">
                <Drawn icon={Icon::Warning} />
                <span>{ words.limits }</span>
            </h2>
            <ul>
                { for hit.iter().take(NAMED).map(|(name, limit)| html! {
                    <li data-limit={(*name).clone()}>
                        <code>{ name }</code>
                        <span>{ limit.what.get(words.lang).to_owned() }</span>
                        if let Some(origin) = &limit.origin {
                            { go_to(&origin.file, origin.line, "limits", words, act) }
                        }
                    </li>
                }) }
                if hit.len() > NAMED {
                    <li>{ (words.more_refused)(hit.len() - NAMED) }</li>
                }
            </ul>
            <p class="aside">{ words.limits_note }</p>
        </section>
    }
}
