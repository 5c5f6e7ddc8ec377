//! Lines of code with their numbers.

use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CodeFrameProps {
    pub code: AttrValue,
    /// The number of its first line; none for code that stands nowhere yet.
    #[prop_or_default]
    pub first_line: Option<u32>,
    /// What it is, for those who do not see it.
    pub label: AttrValue,
}

/// Code that scrolls sideways by itself, reachable from the keyboard for that.
#[component]
pub fn CodeFrame(props: &CodeFrameProps) -> Html {
    let code = props.code.trim_end_matches('\n');
    let numbers = props.first_line.map(|first| {
        let count = code.split('\n').count() as u32;
        (first..first + count).map(|number| number.to_string()).collect::<Vec<_>>().join("\n")
    });
    html! {
        <div class="code" tabindex="0" role="group" aria-label={props.label.clone()}>
            if let Some(numbers) = numbers {
                <pre class="numbers" aria-hidden="true">{ numbers }</pre>
            }
            <pre class="lines"><code>{ code }</code></pre>
        </div>
    }
}
