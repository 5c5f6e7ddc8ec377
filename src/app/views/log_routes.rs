//! Where log records go with `DEBUG` off, a small table. Its roles are written out,
//! because a narrow screen shows the cells below each other.

use yew::prelude::*;

use crate::app::strings::Words;
use crate::model::{LogEnd, LogRoute, LoggingReport};

/// The routes, or why they cannot be told.
pub(super) fn log_routes(logging: &LoggingReport, words: &Words) -> Html {
    if let Some(reason) = &logging.reason {
        return html! {
            <section class="log-routes">
                <h4>{ words.log_routes }</h4>
                <p class="aside">{ reason.get(words.lang).to_owned() }</p>
            </section>
        };
    }
    html! {
        <section class="log-routes">
            <table role="table">
                <caption>{ words.log_routes }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{ words.log_event }</th>
                        <th scope="col" role="columnheader">{ words.log_target }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for logging.routes.iter().map(|route| row(route, words)) }</tbody>
            </table>
        </section>
    }
}

fn row(route: &LogRoute, words: &Words) -> Html {
    let tone = match route.end {
        LogEnd::Nowhere => "nowhere",
        LogEnd::Unknown => "unknown",
        LogEnd::Taken | LogEnd::LastResort => "taken",
    };
    html! {
        <tr role="row" data-end={tone}>
            <th scope="row" role="rowheader">
                <span>{ route.event.title().get(words.lang).to_owned() }</span>
                <code>{ format!("{} {}", route.logger, route.level) }</code>
            </th>
            <td role="cell">
                <ul>
                    if let Some(end) = route.end.words() {
                        <li>
                            <b>{ end.get(words.lang).to_owned() }</b>
                            if let Some(note) = &route.note {
                                { format!(": {}", note.get(words.lang)) }
                            }
                        </li>
                    }
                    { for route.stops.iter().map(|stop| html! {
                        <li>
                            if !stop.certain { <span class="perhaps">{ words.perhaps }{ " " }</span> }
                            { stop.target.get(words.lang).to_owned() }
                            if !stop.handler.is_empty() { { " " }<code>{ stop.handler.clone() }</code> }
                            if stop.times > 1 { { format!(" ×{}", stop.times) } }
                        </li>
                    }) }
                </ul>
                if route.when_unset { <p class="aside">{ words.if_unset }</p> }
            </td>
        </tr>
    }
}
