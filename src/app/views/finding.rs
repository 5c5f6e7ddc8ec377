//! What one rule found: where, why it matters, what to write instead.

use yew::prelude::*;

use crate::app::parts::{CodeFrame, CopyButton, Drawn, Icon, StatusMark};
use crate::app::state::{Action, SharedReport};
use crate::app::strings::use_words;
use crate::model::{Evidence, Finding, Fix, Role, Status};

#[derive(Clone, PartialEq, Properties)]
pub struct FindingProps {
    pub report: SharedReport,
    /// Which of the report's findings.
    pub index: usize,
    pub act: Callback<Action>,
}

/// The element of a finding: the rule's id and its place among that rule's findings,
/// so that it outlives edits elsewhere.
fn element_id(props: &FindingProps) -> String {
    let findings = &props.report.findings;
    let rule = &findings[props.index].rule;
    let before = findings[..props.index].iter().filter(|other| other.rule == *rule).count();
    format!("finding-{}-{before}", rule.replace('.', "-"))
}

#[component]
pub fn FindingView(props: &FindingProps) -> Html {
    let words = use_words();
    let Some(finding) = props.report.findings.get(props.index) else { return Html::default() };
    let id = element_id(props);
    let lang = words.lang;
    html! {
        <article class="finding" id={id.clone()} tabindex="-1" data-rule={finding.rule.clone()} data-status={finding.status.slug()} data-tone={finding.status.slug()}>
            <StatusMark status={finding.status} />
            <h4>{ finding.title.get(lang).to_owned() }</h4>
            <p class="message">{ finding.message.get(lang).to_owned() }</p>
            { for finding.evidence.iter().map(|at| html! { <Place at={at.clone()} from={id.clone()} act={&props.act} /> }) }
            if finding.status == Status::Open {
                { unset(finding, words) }
            }
            <details class="more" open={finding.status == Status::Fail}>
                <summary><span>{ words.details }</span><Drawn icon={Icon::Chevron} /></summary>
                <div class="more-body">
                    <h5>{ words.why }</h5>
                    <p>{ finding.why.get(lang).to_owned() }</p>
                    <h5>{ words.how }</h5>
                    <p>{ finding.how.get(lang).to_owned() }</p>
                    if let Some(fix) = &finding.fix {
                        <Snippet fix={fix.clone()} />
                    }
                </div>
            </details>
            <p class="sources">
                if !finding.docs.is_empty() {
                    <a href={finding.docs.clone()} target="_blank" rel="noopener noreferrer">
                        <span>{ words.documentation }</span>
                        <Drawn icon={Icon::External} />
                        <span class="unseen">{ format!(" ({})", words.new_tab) }</span>
                    </a>
                }
                if !finding.mirrors.is_empty() {
                    <span>{ format!("{}: {}", words.mirrors, finding.mirrors.join(", ")) }</span>
                }
                <code>{ finding.rule.clone() }</code>
            </p>
        </article>
    }
}

/// A finding that asks for nothing: a line, and where it was seen.
#[component]
pub fn PassedFinding(props: &FindingProps) -> Html {
    let words = use_words();
    let Some(finding) = props.report.findings.get(props.index) else { return Html::default() };
    let id = element_id(props);
    html! {
        <li class="passed" id={id.clone()} tabindex="-1" data-rule={finding.rule.clone()} data-status={finding.status.slug()} data-tone={finding.status.slug()}>
            <Drawn icon={Icon::from(finding.status)} />
            <div>
                <p class="passed-title">{ finding.title.get(words.lang).to_owned() }</p>
                <p class="message">{ finding.message.get(words.lang).to_owned() }</p>
                { for finding.evidence.first().map(|at| html! {
                    <GoTo at={at.clone()} from={id.clone()} act={&props.act} />
                }) }
            </div>
        </li>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlaceProps {
    at: Evidence,
    from: AttrValue,
    act: Callback<Action>,
}

/// A place in the person's files, with the code that stands there.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let words = use_words();
    let PlaceProps { at, from, act } = props;
    let role = match at.role {
        Role::Primary => "primary",
        Role::Related => "related",
    };
    html! {
        <figure class="place-frame" data-role={role}>
            <figcaption><GoTo at={at.clone()} {from} {act} /></figcaption>
            if !at.shown.trim().is_empty() {
                <CodeFrame code={at.shown.clone()} first_line={at.line} label={words.in_your_code} />
            }
        </figure>
    }
}

#[component]
fn GoTo(props: &PlaceProps) -> Html {
    let words = use_words();
    let PlaceProps { at, from, act } = props;
    let go = {
        let (file, line, from) = (at.file.clone(), at.line, from.to_string());
        act.reform(move |_: MouseEvent| Action::GoTo { file: file.clone(), line, from: from.clone() })
    };
    html! {
        <button type="button" class="place" data-file={at.file.clone()} data-line={at.line.to_string()} onclick={go}>
            <span class="place-file">{ at.file.clone() }</span>
            <span>{ format!(", {}", (words.line)(at.line)) }</span>
            <Drawn icon={Icon::Into} />
            <span class="unseen">{ format!(" ({})", words.go_to_line) }</span>
        </button>
    }
}

/// What decides where the files cannot: variables, and what holds without them.
fn unset(finding: &Finding, words: &crate::app::strings::Words) -> Html {
    html! {
        <p class="unset">
            if !finding.variables.is_empty() {
                <span>{ words.depends_on }{ ": " }</span>
                { for finding.variables.iter().enumerate().map(|(index, name)| html! {
                    <>
                        if index > 0 { { ", " } }
                        <code>{ name }</code>
                    </>
                }) }
                { ". " }
            }
            if let Some(status) = finding.when_unset {
                <span data-when-unset={status.slug()}>{ (words.when_unset)(status, finding.variables.len()) }</span>
            }
        </p>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SnippetProps {
    fix: Fix,
}

/// What to write, and where.
#[component]
fn Snippet(props: &SnippetProps) -> Html {
    let words = use_words();
    let Fix { applicability, file, line, snippet, .. } = &props.fix;
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
