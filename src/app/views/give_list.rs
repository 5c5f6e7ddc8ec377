//! Which files are worth giving, and what each of them shows.

use yew::prelude::*;

use crate::app::strings::use_words;

#[component]
pub fn GiveList() -> Html {
    let words = use_words();
    html! {
        <section class="give" aria-labelledby="give-title">
            <h2 id="give-title">{ words.give_title }</h2>
            <dl>
                { for words.give.iter().map(|(what, shows)| html! {
                    <div><dt>{ *what }</dt><dd>{ *shows }</dd></div>
                }) }
            </dl>
        </section>
    }
}
