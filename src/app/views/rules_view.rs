//! All rules by item, with search; and a rule's own page. Both are there without files.

use yew::prelude::*;

use super::finding::{element_id, snippet};
use super::outside::outside;
use super::view_head::{heading, view_head};
use crate::app::focus;
use crate::app::parts::{CodeFrame, Drawn, Icon, StatusMark, made, told, words};
use crate::app::state::{Action, Address, Engine, State, View, has_words};
use crate::app::strings::Words;
use crate::model::{Finding, Item, Report, RuleExample, RuleReport, Rulebook};

/// The list, or the rule that the address names.
pub fn rules_view(state: &State, all: &Words, act: &Callback<Action>) -> Html {
    let Some(book) = &state.rulebook else {
        let failed = state.engine == Engine::Failed;
        let waiting = vec![told("p", "", if failed { all.engine_failed } else { all.rules.loading })];
        return made("div", &["class", "role"], &["waiting", "status"], waiting);
    };
    let Some(id) = &state.address.rule else { return list(state, book, all, act) };
    match book.rules.iter().find(|rule| rule.rule == **id) {
        Some(rule) => page(rule, book, state, all, act),
        None => view_head(vec![back(all)], &(all.rules.unknown)(id), ""),
    }
}

/// Whether a rule has every word that is looked for.
fn takes(rule: &RuleReport, searched: &str, all: &Words) -> bool {
    let item = rule.item.title();
    let texts = [&item, &rule.title, &rule.why, &rule.how].map(|text| text.get(all.lang));
    let ids = std::iter::once(&rule.rule).chain(&rule.mirrors).map(String::as_str);
    has_words(searched, &mut ids.chain(texts))
}

fn list(state: &State, book: &Rulebook, all: &Words, act: &Callback<Action>) -> Html {
    let own = all.rules;
    let searched = &state.rules_words;
    let shown: Vec<&RuleReport> = book.rules.iter().filter(|rule| takes(rule, searched, all)).collect();
    let search = act.reform(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::SearchRules(input.value())
    });
    let mut found = Vec::new();
    if shown.is_empty() {
        found.push(told("p", "nothing", own.none_match));
    }
    for (number, item) in Item::ALL.into_iter().enumerate() {
        let rows: Vec<Html> = shown
            .iter()
            .filter(|rule| rule.item == item)
            .map(|rule| row(rule, state.report.as_deref(), all))
            .collect();
        if !rows.is_empty() {
            let id = format!("rules-{}", item.slug());
            let title = format!("{}. {}", number + 1, item.title().get(all.lang));
            let keys = &["class", "data-rules", "aria-labelledby"];
            let body = vec![heading(&id, None, &title), made("ul", &[], &[], rows)];
            found.push(made("section", keys, &["rules", item.slug(), &id], body));
        }
    }
    // What comes and goes has an element of its own, so that the field stays the same.
    Html::from_iter([
        view_head(Vec::new(), own.title, &(own.lead)(book.rules.len())),
        html! {
            <div class="filter" role="search" aria-label={all.filter}>
                <label class="search">
                    <Drawn icon={Icon::Search} />
                    <input type="search" id="search-rules" aria-label={own.search} placeholder={own.search} value={state.rules_words.clone()} oninput={search} />
                </label>
            </div>
        },
        made("p", &["class", "role"], &["unseen", "status"], vec![words(&(own.shown)(shown.len()))]),
        made("div", &[], &[], found),
    ])
}

/// What the checklist says of a rule, and at which place; its gravest, should there be several.
fn finding<'a>(report: Option<&'a Report>, rule: &str) -> Option<(usize, &'a Finding)> {
    let of_rule = report?.findings.iter().enumerate().filter(|(_, finding)| finding.rule == rule);
    of_rule.min_by_key(|(_, finding)| finding.status)
}

fn row(rule: &RuleReport, report: Option<&Report>, all: &Words) -> Html {
    let title = words(rule.title.get(all.lang));
    let mut parts = vec![
        made("a", &["href"], &[&Address::of_rule(&rule.rule)], vec![title]),
        told("code", "", &rule.rule),
    ];
    if let Some((_, finding)) = finding(report, &rule.rule) {
        parts.push(html! { <StatusMark status={finding.status} /> });
    }
    made("li", &["data-rule"], &[&rule.rule], parts)
}

fn back(all: &Words) -> Html {
    let parts = vec![html! { <Drawn icon={Icon::Back} /> }, told("span", "", all.rules.all)];
    made("a", &["class", "href"], &["back-link", View::Rules.hash()], parts)
}

fn page(rule: &RuleReport, book: &Rulebook, state: &State, all: &Words, act: &Callback<Action>) -> Html {
    let own = all.rules;
    let lang = all.lang;
    let fact = |name: &str, value: Vec<Html>| {
        made("div", &[], &[], vec![told("dt", "", name), made("dd", &[], &[], value)])
    };
    let versions = (own.versions)(rule.since.as_deref(), rule.until.as_deref());
    let mut facts = vec![
        fact(own.id, vec![told("code", "", &rule.rule)]),
        fact(
            own.item,
            vec![words(rule.item.title().get(lang)), told("small", "", rule.item.stage().title().get(lang))],
        ),
        fact(own.weight, vec![words((own.severity)(rule.severity))]),
        fact(all.django, vec![words(&versions)]),
    ];
    if !rule.mirrors.is_empty() {
        let ids = words(&rule.mirrors.join(", "));
        facts.push(fact(all.mirrors, vec![made("a", &["href"], &[View::Checks.hash()], vec![ids])]));
    }
    let sources = vec![outside(&rule.docs, all.documentation, "", all)];
    let part = |title: &str, body: Vec<Html>| {
        made("section", &[], &[], [vec![told("h2", "", title)], body].concat())
    };
    let example = book.example.as_ref().filter(|example| example.rule == rule.rule);
    let parts = vec![
        view_head(vec![back(all)], rule.title.get(lang), ""),
        made("dl", &["class"], &["rule-facts"], facts),
        here(rule, state, all, act),
        part(all.why, vec![told("p", "", rule.why.get(lang))]),
        part(all.how, vec![told("p", "", rule.how.get(lang)), made("p", &["class"], &["sources"], sources)]),
        // It has its place before it comes, so that the others stay as they are.
        example.map_or_else(Html::default, |example| shown(example, all)),
    ];
    made("article", &["class", "data-rule-page"], &["rule-page", &rule.rule], parts)
}

/// How the rule stands on the files at hand.
fn here(rule: &RuleReport, state: &State, all: &Words, act: &Callback<Action>) -> Html {
    let own = all.rules;
    let mut parts = vec![heading("rule-here", None, own.here)];
    let found = finding(state.report.as_deref(), &rule.rule);
    match (&state.report, found) {
        (None, _) => {
            let give = words(own.give_files);
            let give = made("a", &["href"], &[View::Checklist.hash()], vec![give]);
            parts.push(made("p", &[], &[], vec![words(own.no_files), words(" "), give]));
        }
        (Some(report), Some((index, found))) => {
            let show = {
                let (id, act) = (rule.rule.clone(), act.clone());
                let element = element_id(report, index);
                Callback::from(move |_: MouseEvent| {
                    act.emit(Action::ShowFinding(id.clone()));
                    focus::reveal(&element);
                })
            };
            parts.extend([
                html! { <StatusMark status={found.status} /> },
                told("p", "", found.message.get(all.lang)),
                html! {
                    <button type="button" class="button small" id="to-finding" onclick={show}>{ own.to_finding }</button>
                },
            ]);
        }
        (Some(_), None) if rule.applies => parts.push(told("p", "", own.not_about)),
        (Some(report), None) => parts.push(told("p", "", &(own.not_in_version)(&report.django.version))),
    }
    let slug = found.map_or("", |(_, found)| found.status.slug());
    let keys = &["class", "data-status", "data-tone", "aria-labelledby"];
    made("section", keys, &["rule-here", slug, slug, "rule-here"], parts)
}

/// The rule at work on a project in small.
fn shown(example: &RuleExample, all: &Words) -> Html {
    let own = all.rules;
    let code = |file: &str, text: &str| {
        html! {
            <figure class="snippet">
                <figcaption><b>{ file.to_owned() }</b></figcaption>
                <CodeFrame code={text.to_owned()} first_line={1} label={file.to_owned()} />
            </figure>
        }
    };
    let mut parts = vec![heading("rule-example", None, own.example)];
    parts.extend(example.files.iter().map(|(file, text)| code(file, text)));
    parts.extend([told("h3", "", own.example_says), told("p", "", example.message.get(all.lang))]);
    if let Some(fix) = &example.fix {
        let (title, after) = match &example.fixed {
            Some(fixed) => (own.example_fixed, code(&fix.file, fixed)),
            None => (own.example_fix, snippet(fix, all)),
        };
        parts.extend([told("h3", "", title), after]);
    }
    made("section", &["class", "aria-labelledby"], &["rule-example", "rule-example"], parts)
}
