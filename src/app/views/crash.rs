//! What keeps Django from starting, above everything else.

use yew::prelude::*;

use super::finding::snippet;
use super::go_to::go_to;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, judged};
use crate::app::strings::Words;
use crate::model::Report;

/// The rule that tells of it.
const RULE: &str = "readiness.starts";

/// The exception, and where it comes from; nothing where the settings load.
pub fn crash(report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let Some(crash) = judged(report).and_then(|environment| environment.predicted.crash.as_ref()) else {
        return Html::default();
    };
    let finding = report.findings.iter().find(|finding| finding.rule == RULE);
    html! {
        <section class="crash" id="crash" tabindex="-1" data-tone="fail" aria-labelledby="crash-title">
            <Drawn icon={Icon::Cross} />
            <div>
                <h2 id="crash-title">{ words.crash_title }</h2>
                if let Some(finding) = finding {
                    <p>{ finding.message.get(words.lang).to_owned() }</p>
                    { for finding.evidence.first().map(|at| go_to(&at.file, at.line, "crash", words, act)) }
                    if let Some(fix) = &finding.fix {
                        { snippet(fix, words) }
                    }
                } else {
                    <p><code>{ crash }</code></p>
                }
            </div>
        </section>
    }
}
