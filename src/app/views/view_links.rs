//! The ways to look at the results, as links: each has an address.

use yew::prelude::*;

use crate::app::state::{View, judged};
use crate::app::strings::Words;
use crate::model::{CheckState, Report};

/// The links, with how much each view has to show.
///
/// Without a report there are the two that need none.
pub fn view_links(shown: View, report: Option<&Report>, words: &Words) -> Html {
    let count = |view| match view {
        View::Checklist | View::Rules => None,
        View::Settings => judged(report?).map(|environment| environment.settings.len()),
        View::Environments => Some(report?.environments.len()),
        View::Variables => Some(report?.environment_variables.len()),
        // None for certain is no promise while others may be printed.
        View::Checks => report?.deploy_check.as_ref().and_then(|deploy| {
            let printed = deploy.count(CheckState::Printed);
            (printed > 0 || deploy.of(CheckState::Undecided).next().is_none()).then_some(printed)
        }),
        View::Upgrade => report?.rehearsal.as_ref().map(|rehearsal| rehearsal.steps.len()),
    };
    let is_there = |view: &View| report.is_some() || matches!(view, View::Checklist | View::Rules);
    html! {
        <nav class="view-links" aria-label={words.views}>
            <ul>
                { for View::ALL.into_iter().filter(is_there).map(|view| html! {
                    <li key={view.hash()}>
                        <a href={view.hash()} data-view={view.hash()} aria-current={(view == shown).then_some("page")}>
                            <span>{ (words.view_name)(view) }</span>
                            if let Some(count) = count(view) {
                                <b>{ count }</b>
                            }
                        </a>
                    </li>
                }) }
            </ul>
        </nav>
    }
}
