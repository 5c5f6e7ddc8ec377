//! What one rule found: where, why it matters, what to write instead.

use yew::prelude::*;

use super::go_to::go_to;
use super::outside::outside;
use super::rule_link::rule_link;
use super::trail::trail;
use crate::app::parts::{CodeFrame, CopyButton, Drawn, Icon, StatusMark, made, told};
use crate::app::state::{Action, Address, SharedReport, View, judged};
use crate::app::strings::{Words, use_words};
use crate::model::{Evidence, Finding, Fix, Report, Role, Status};

#[derive(Clone, PartialEq, Properties)]
pub struct FindingProps {
    pub report: SharedReport,
    /// Which of the report's findings.
    pub index: usize,
    pub act: Callback<Action>,
}

/// The element of a finding: the rule's id and its place among that rule's findings,
/// so that it outlives edits elsewhere.
pub(super) fn element_id(report: &Report, index: usize) -> String {
    let findings = &report.findings;
    let rule = &findings[index].rule;
    let before = findings[..index].iter().filter(|other| other.rule == *rule).count();
    format!("finding-{}-{before}", rule.replace('.', "-"))
}

#[component]
pub fn FindingView(props: &FindingProps) -> Html {
    let words = use_words();
    let Some(finding) = props.report.findings.get(props.index) else { return Html::default() };
    let id = element_id(&props.report, props.index);
    let lang = words.lang;
    html! {
        <article class="finding" id={id.clone()} tabindex="-1" data-rule={finding.rule.clone()} data-status={finding.status.slug()} data-tone={finding.status.slug()}>
            <StatusMark status={finding.status} />
            <h4>{ finding.title.get(lang).to_owned() }</h4>
            <p class="message">{ finding.message.get(lang).to_owned() }</p>
            { places(finding, &id, words, &props.act) }
            if finding.status == Status::Open {
                { unset(finding, words) }
            }
            { trails(&props.report, finding, &id, words, &props.act) }
            <details class="more" open={finding.status == Status::Fail}>
                <summary><span>{ words.details }</span><Drawn icon={Icon::Chevron} /></summary>
                { more(finding, words) }
            </details>
            { sources(finding, words) }
        </article>
    }
}

/// The steps by which settings became what they are, where there were several.
fn trails(report: &SharedReport, finding: &Finding, id: &str, words: &Words, act: &Callback<Action>) -> Html {
    let Some(environment) = judged(report) else { return Html::default() };
    let several = |name: &&String| {
        environment.settings.get(name.as_str()).is_some_and(|setting| setting.history.len() > 1)
    };
    html! {
        { for finding.settings.iter().filter(several).map(|name| html! {
            <div class="trail-frame" key={name.clone()}>
                <p class="trail-name"><code>{ name }</code></p>
                { trail(report, name, id, words, act) }
            </div>
        }) }
    }
}

fn places(finding: &Finding, id: &str, words: &Words, act: &Callback<Action>) -> Html {
    html! {
        { for finding.evidence.iter().map(|at| place(at, id, words, act)) }
    }
}

/// Why it matters, and how to fix it.
fn more(finding: &Finding, words: &Words) -> Html {
    html! {
        <div class="more-body">
            <h5>{ words.why }</h5>
            <p>{ finding.why.get(words.lang).to_owned() }</p>
            <h5>{ words.how }</h5>
            <p>{ finding.how.get(words.lang).to_owned() }</p>
            if let Some(fix) = &finding.fix {
                { snippet(fix, words) }
            }
        </div>
    }
}

/// Where to read more, and the names of the rule.
fn sources(finding: &Finding, words: &Words) -> Html {
    let mut parts = Vec::new();
    if !finding.docs.is_empty() {
        parts.push(outside(&finding.docs, words.documentation, "", words));
    }
    if !finding.mirrors.is_empty() {
        parts.push(told("span", "", &format!("{}: {}", words.mirrors, finding.mirrors.join(", "))));
    }
    parts.push(rule_link(&finding.rule, words));
    made("p", &["class"], &["sources"], parts)
}

/// Whether one reason leaves both open: the same variables, the same place, or the same words.
#[must_use]
pub fn have_one_reason(one: &Finding, other: &Finding) -> bool {
    let place = |finding: &Finding| finding.evidence.first().map(|at| (at.file.clone(), at.line));
    one.status == Status::Open
        && other.status == Status::Open
        && one.variables == other.variables
        && (!one.variables.is_empty()
            || place(one) == place(other) && (place(one).is_some() || one.message == other.message))
}

/// Findings that one reason leaves open: the reason once, then each of them. `indices`
/// are two or more of the report's findings.
pub fn one_reason(report: &SharedReport, indices: &[usize], words: &Words, act: &Callback<Action>) -> Html {
    let found: Vec<(usize, &Finding)> =
        indices.iter().filter_map(|&index| Some((index, report.findings.get(index)?))).collect();
    let Some((first, finding)) = found.first().copied() else { return Html::default() };
    let lang = words.lang;
    let id = element_id(report, first);
    let one_message = found.iter().all(|(_, other)| other.message == finding.message);
    let one_place = found.iter().all(|(_, other)| other.evidence == finding.evidence);
    html! {
        <section key={format!("reason-{id}")} class="finding one-reason" data-tone={finding.status.slug()} data-one-reason={found.len().to_string()}>
            <StatusMark status={finding.status} />
            <h4>{ (words.one_reason)(found.len()) }</h4>
            if one_message {
                <p class="message">{ finding.message.get(lang).to_owned() }</p>
            }
            if one_place {
                { places(finding, &id, words, act) }
            }
            if !finding.variables.is_empty() {
                <p class="unset">{ decided_by(finding, words) }</p>
            }
            if found.iter().all(|(_, other)| other.settings == finding.settings) {
                { trails(report, finding, &id, words, act) }
            }
            <ul class="reasons">
                { for found.iter().map(|(index, finding)| html! {
                    <li
                        key={element_id(report, *index)}
                        id={element_id(report, *index)}
                        tabindex="-1"
                        data-rule={finding.rule.clone()}
                        data-status={finding.status.slug()}
                    >
                        <details class="more">
                            <summary>
                                <span class="reason-title">{ finding.title.get(lang).to_owned() }</span>
                                if let Some(status) = finding.when_unset {
                                    <span class="reason-unset" data-when-unset={status.slug()}>
                                        { (words.when_unset)(status, finding.variables.len()) }
                                    </span>
                                }
                                <Drawn icon={Icon::Chevron} />
                            </summary>
                            if !one_message {
                                <p class="message">{ finding.message.get(lang).to_owned() }</p>
                            }
                            if !one_place {
                                { places(finding, &element_id(report, *index), words, act) }
                            }
                            { more(finding, words) }
                            { sources(finding, words) }
                        </details>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// A finding that asks for nothing: a line, and where it was seen.
#[component]
pub fn PassedFinding(props: &FindingProps) -> Html {
    let words = use_words();
    let Some(finding) = props.report.findings.get(props.index) else { return Html::default() };
    let id = element_id(&props.report, props.index);
    html! {
        <li class="passed" id={id.clone()} tabindex="-1" data-rule={finding.rule.clone()} data-status={finding.status.slug()} data-tone={finding.status.slug()}>
            <Drawn icon={Icon::from(finding.status)} />
            <div>
                <p class="passed-title">
                    <a href={Address::of_rule(&finding.rule)}>{ finding.title.get(words.lang).to_owned() }</a>
                </p>
                // What a rule has nothing more to say of would stand there twice.
                if finding.message != finding.title {
                    <p class="message">{ finding.message.get(words.lang).to_owned() }</p>
                }
                { for finding.evidence.first().map(|at| html! {
                    <>{ go_to(&at.file, at.line, &id, words, &props.act) }</>
                }) }
            </div>
        </li>
    }
}

/// A place in the person's files, with the code that stands there.
pub(super) fn place(at: &Evidence, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    let role = match at.role {
        Role::Primary => "primary",
        Role::Related => "related",
    };
    html! {
        <figure class="place-frame" data-role={role}>
            <figcaption>{ go_to(&at.file, at.line, from, words, act) }</figcaption>
            if !at.shown.trim().is_empty() {
                <CodeFrame code={at.shown.clone()} first_line={at.line} label={words.in_your_code} />
            }
        </figure>
    }
}

/// What decides where the files cannot: variables, and what holds without them.
fn unset(finding: &Finding, words: &Words) -> Html {
    html! {
        <p class="unset">
            if !finding.variables.is_empty() {
                { decided_by(finding, words) }
            }
            if let Some(status) = finding.when_unset {
                <span data-when-unset={status.slug()}>{ (words.when_unset)(status, finding.variables.len()) }</span>
            }
        </p>
    }
}

/// The variables that decide, and where they can be tried.
fn decided_by(finding: &Finding, words: &Words) -> Html {
    html! {
        <>
            <span>{ words.depends_on }{ ": " }</span>
            { for finding.variables.iter().enumerate().map(|(index, name)| html! {
                <>
                    if index > 0 { { ", " } }
                    <a href={View::Variables.hash()}><code>{ name }</code></a>
                </>
            }) }
            { ". " }
        </>
    }
}

/// What to write, and where.
pub(super) fn snippet(fix: &Fix, words: &Words) -> Html {
    let Fix { applicability, file, line, snippet, .. } = fix;
    html! {
        <figure class="snippet">
            <figcaption>
                <span>
                    <b>{ (words.snippet_at)(file, *line) }</b>
                    <small>{ (words.applicability)(*applicability) }</small>
                </span>
                <CopyButton text={snippet.clone()} />
            </figcaption>
            <CodeFrame code={snippet.clone()} label={words.how} />
        </figure>
    }
}
