//! All rules by item, with search; and a rule's own page. Both are there without files.

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::{CodeFrame, CopyButton, Drawn, Icon, StatusMark};
use crate::app::state::{Action, Address, State, View};
use crate::app::strings::Words;
use crate::model::{Finding, Item, Report, RuleExample, RuleReport, Rulebook};

/// The list, or the rule that the address names.
pub fn rules_view(state: &State, words: &Words, act: &Callback<Action>) -> Html {
    let Some(book) = &state.rulebook else {
        return html! {
            <div class="waiting" role="status">
                <p>{ words.rules.loading }</p>
                <progress aria-label={words.rules.loading} />
            </div>
        };
    };
    match &state.address.rule {
        None => list(state, book, words, act),
        Some(id) => match book.rules.iter().find(|rule| rule.rule == **id) {
            Some(rule) => html! {
                <article class="rule-page" key={rule.rule.clone()} data-rule-page={rule.rule.clone()}>
                    { page(rule, book, state, words, act) }
                </article>
            },
            None => html! {
                <header class="view-head">
                    <p>{ back(words) }</p>
                    <h1 id="view-title" tabindex="-1">{ (words.rules.unknown)(id) }</h1>
                </header>
            },
        },
    }
}

/// Whether a rule has every word that is looked for.
fn takes(rule: &RuleReport, searched: &str, words: &Words) -> bool {
    let text = [rule.rule.as_str(), rule.item.title().get(words.lang)]
        .into_iter()
        .chain([&rule.title, &rule.why, &rule.how].map(|text| text.get(words.lang)))
        .chain(rule.mirrors.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    searched.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn list(state: &State, book: &Rulebook, words: &Words, act: &Callback<Action>) -> Html {
    let own = words.rules;
    let searched = state.rules_words.trim();
    let shown: Vec<&RuleReport> = book.rules.iter().filter(|rule| takes(rule, searched, words)).collect();
    let search = act.reform(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::SearchRules(input.value())
    });
    html! {
        <>
            <header class="view-head">
                <h1 id="view-title" tabindex="-1">{ own.title }</h1>
                <p>{ (own.lead)(book.rules.len()) }</p>
            </header>
            <div class="filter" role="search" aria-label={words.filter}>
                <div class="filter-row">
                    <label class="search">
                        <Drawn icon={Icon::Search} />
                        <span class="unseen">{ own.search }</span>
                        <input type="search" id="search-rules" placeholder={own.search} value={state.rules_words.clone()} oninput={search} />
                    </label>
                </div>
            </div>
            <p class="unseen" role="status">{ (own.shown)(shown.len()) }</p>
            if shown.is_empty() {
                <p class="nothing">{ own.none_match }</p>
            }
            { for Item::ALL.into_iter().enumerate().filter_map(|(number, item)| {
                let of_item: Vec<&&RuleReport> = shown.iter().filter(|rule| rule.item == item).collect();
                let id = format!("rules-{}", item.slug());
                (!of_item.is_empty()).then(|| html! {
                    <section key={item.slug()} class="rules" data-rules={item.slug()} aria-labelledby={id.clone()}>
                        <h2 {id}>{ format!("{}. {}", number + 1, item.title().get(words.lang)) }</h2>
                        <ul>
                            { for of_item.into_iter().map(|rule| row(rule, state.report.as_deref(), words)) }
                        </ul>
                    </section>
                })
            }) }
        </>
    }
}

/// What the checklist says of a rule; its gravest, should there be several.
fn finding<'a>(report: Option<&'a Report>, rule: &str) -> Option<&'a Finding> {
    let of_rule = report?.findings.iter().filter(|finding| finding.rule == rule);
    of_rule.min_by_key(|finding| finding.status)
}

fn row(rule: &RuleReport, report: Option<&Report>, words: &Words) -> Html {
    html! {
        <li key={rule.rule.clone()} data-rule={rule.rule.clone()}>
            <a href={Address::of_rule(&rule.rule)}>{ rule.title.get(words.lang).to_owned() }</a>
            <code>{ &rule.rule }</code>
            if let Some(finding) = finding(report, &rule.rule) {
                <StatusMark status={finding.status} />
            }
        </li>
    }
}

fn back(words: &Words) -> Html {
    html! {
        <a class="back-link" href={View::Rules.hash()}><Drawn icon={Icon::Back} /><span>{ words.rules.all }</span></a>
    }
}

fn page(rule: &RuleReport, book: &Rulebook, state: &State, words: &Words, act: &Callback<Action>) -> Html {
    let own = words.rules;
    let lang = words.lang;
    let example = book.example.as_ref().filter(|example| example.rule == rule.rule);
    let versions = (own.versions)(rule.since.as_deref(), rule.until.as_deref());
    html! {
        <>
            <header class="view-head">
                <p>{ back(words) }</p>
                <h1 id="view-title" tabindex="-1">{ rule.title.get(lang).to_owned() }</h1>
            </header>
            <dl class="rule-facts">
                { fact(own.id, html! { <code>{ &rule.rule }</code> }) }
                { fact(own.item, html! {
                    <>{ rule.item.title().get(lang).to_owned() }<small>{ rule.item.stage().title().get(lang).to_owned() }</small></>
                }) }
                { fact(own.weight, html! { (own.severity)(rule.severity) }) }
                { fact(words.django, html! { versions }) }
                if !rule.mirrors.is_empty() {
                    { fact(words.mirrors, html! { <a href={View::Checks.hash()}>{ rule.mirrors.join(", ") }</a> }) }
                }
            </dl>
            { here(rule, state, words, act) }
            <section>
                <h2>{ words.why }</h2>
                <p>{ rule.why.get(lang).to_owned() }</p>
            </section>
            <section>
                <h2>{ words.how }</h2>
                <p>{ rule.how.get(lang).to_owned() }</p>
                <p class="sources">
                    <a href={rule.docs.clone()} target="_blank" rel="noopener noreferrer">
                        <span>{ words.documentation }</span>
                        <Drawn icon={Icon::External} />
                        <span class="unseen">{ format!(" ({})", words.new_tab) }</span>
                    </a>
                </p>
            </section>
            if let Some(example) = example {
                { shown(example, words) }
            }
        </>
    }
}

fn fact(name: &'static str, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// How the rule stands on the files at hand.
fn here(rule: &RuleReport, state: &State, words: &Words, act: &Callback<Action>) -> Html {
    let own = words.rules;
    let Some(report) = &state.report else {
        return html! {
            <section class="rule-here" aria-labelledby="rule-here">
                <h2 id="rule-here">{ own.here }</h2>
                <p>{ own.no_files }{ " " }<a href={View::Checklist.hash()}>{ own.give_files }</a></p>
            </section>
        };
    };
    let Some(found) = finding(Some(report), &rule.rule) else {
        let why = if rule.applies {
            own.not_about.to_owned()
        } else {
            (own.not_in_version)(&report.django.version)
        };
        return html! {
            <section class="rule-here" aria-labelledby="rule-here">
                <h2 id="rule-here">{ own.here }</h2>
                <p>{ why }</p>
            </section>
        };
    };
    let show = {
        let (id, act) = (rule.rule.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::ShowFinding(id.clone()));
            focus::reveal(&format!("finding-{}-0", id.replace('.', "-")));
        })
    };
    html! {
        <section class="rule-here" data-status={found.status.slug()} data-tone={found.status.slug()} aria-labelledby="rule-here">
            <h2 id="rule-here">{ own.here }</h2>
            <StatusMark status={found.status} />
            <p>{ found.message.get(words.lang).to_owned() }</p>
            <button type="button" class="button small" id="to-finding" onclick={show}>{ own.to_finding }</button>
        </section>
    }
}

/// The rule at work on a project in small.
fn shown(example: &RuleExample, words: &Words) -> Html {
    let own = words.rules;
    let code = |file: &str, text: &str| {
        html! {
            <figure class="snippet">
                <figcaption><b>{ file.to_owned() }</b></figcaption>
                <CodeFrame code={text.to_owned()} first_line={1} label={file.to_owned()} />
            </figure>
        }
    };
    html! {
        <section class="rule-example" aria-labelledby="rule-example">
            <h2 id="rule-example">{ own.example }</h2>
            { for example.files.iter().map(|(file, text)| code(file, text)) }
            <h3>{ own.example_says }</h3>
            <p>{ example.message.get(words.lang).to_owned() }</p>
            if let Some(fix) = &example.fix {
                if let Some(fixed) = &example.fixed {
                    <h3>{ own.example_fixed }</h3>
                    { code(&fix.file, fixed) }
                } else {
                    <h3>{ own.example_fix }</h3>
                    <figure class="snippet">
                        <figcaption>
                            <span>
                                <b>{ (words.snippet_at)(&fix.file, fix.line) }</b>
                                <small>{ (words.applicability)(fix.applicability) }</small>
                            </span>
                            <CopyButton text={fix.snippet.clone()} />
                        </figcaption>
                        <CodeFrame code={fix.snippet.clone()} label={own.example_fix} />
                    </figure>
                }
            }
        </section>
    }
}
