//! The ways to look at the results, as links: each has an address.

use yew::prelude::*;

use crate::app::state::{View, judged};
use crate::app::strings::Words;
use crate::model::Report;

/// The links, with how much each view has to show.
pub fn view_links(shown: View, report: &Report, words: &Words) -> Html {
    let count = |view| match view {
        View::Checklist => None,
        View::Settings => judged(report).map(|environment| environment.settings.len()),
        View::Environments => Some(report.environments.len()),
        View::Variables => Some(report.environment_variables.len()),
    };
    html! {
        <nav class="view-links" aria-label={words.views}>
            <ul>
                { for View::ALL.into_iter().map(|view| html! {
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
