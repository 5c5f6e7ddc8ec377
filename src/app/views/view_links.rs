//! The ways to look at the results, as links: each has an address.

use yew::prelude::*;

use crate::app::state::{SharedReport, View, judged};
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct ViewLinksProps {
    pub view: View,
    pub report: SharedReport,
}

#[component]
pub fn ViewLinks(props: &ViewLinksProps) -> Html {
    let words = use_words();
    let report = &props.report;
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
                        <a href={view.hash()} data-view={view.hash()} aria-current={(view == props.view).then_some("page")}>
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
