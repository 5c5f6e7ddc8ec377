//! What `check --deploy` will print for the judged settings, and what it will not say.

use yew::prelude::*;

use super::go_to::go_to;
use super::rule_link::rule_link;
use crate::app::compare::{Likeness, compare};
use crate::app::parts::{CodeFrame, CopyButton, Drawn, Icon};
use crate::app::state::{Action, State, View};
use crate::app::strings::{CheckWords, Words};
use crate::model::{AfterFixes, CheckReport, CheckState, DeployCheck, Report};

impl From<CheckState> for Icon {
    fn from(state: CheckState) -> Self {
        match state {
            CheckState::Printed => Self::Warning,
            CheckState::Silenced => Self::Minus,
            CheckState::Undecided => Self::Unknown,
            CheckState::Hidden => Self::Shield,
        }
    }
}

/// The ids, the exit status, the terminal; `between` stands below the heading.
pub fn checks_view(
    state: &State,
    report: &Report,
    between: Html,
    words: &Words,
    act: &Callback<Action>,
) -> Html {
    let Some(deploy) = &report.deploy_check else {
        return html! { <p class="nothing">{ words.nothing_judged }</p> };
    };
    let own = words.checks;
    let file = report.judged.as_ref().map_or("", |origin| origin.file.as_str());
    html! {
        <>
            <header class="view-head">
                <h1 id="view-title" tabindex="-1">{ (own.title)(&report.django.version) }</h1>
                <p>{ (own.lead)(file) }</p>
            </header>
            { between }
            { exits(deploy, own) }
            if deploy.crash.is_some() {
                { crash(deploy, words, act) }
            } else {
                { printed(deploy, words) }
                { silenced(deploy, words) }
                { hidden(deploy, words) }
                { undecided(deploy, words, act) }
                if let Some(after) = &deploy.after_fixes {
                    { changes(after, own) }
                }
            }
            { terminal(deploy, words) }
            { comparison(deploy, &state.real_output, own, act) }
        </>
    }
}

/// The exit status at both fail levels.
fn exits(deploy: &DeployCheck, own: &CheckWords) -> Html {
    let card = |level: &'static str, name: Html, exit: Option<i32>| {
        let tone = match exit {
            Some(0) => "pass",
            Some(_) => "fail",
            None => "open",
        };
        html! {
            <div class="exit" data-exit={level} data-tone={tone}>
                <dt>{ own.exit }{ " " }{ name }</dt>
                <dd>
                    <b>{ exit.map_or_else(|| own.exit_unknown.to_owned(), |exit| exit.to_string()) }</b>
                    <span>{ (own.exit_means)(exit) }</span>
                </dd>
            </div>
        }
    };
    html! {
        <dl class="exits">
            { card("error", html! { own.exit_default }, deploy.exit) }
            { card("warning", html! { <code>{ "--fail-level WARNING" }</code> }, deploy.exit_on_warning) }
        </dl>
    }
}

fn crash(deploy: &DeployCheck, words: &Words, act: &Callback<Action>) -> Html {
    html! {
        <section class="check-crash" id="check-crash" tabindex="-1" data-tone="fail" aria-labelledby="crash-title">
            <h2 id="crash-title"><Drawn icon={Icon::Cross} /><span>{ words.checks.crash }</span></h2>
            <p><code>{ deploy.crash.clone() }</code></p>
            if let Some(at) = &deploy.crash_at {
                <p>{ go_to(&at.file, at.line, "check-crash", words, act) }</p>
            }
            <p class="aside">{ words.checks.crash_note }</p>
        </section>
    }
}

/// A part of the list, with its heading, if it has anything.
fn part(deploy: &DeployCheck, state: CheckState, words: &Words, body: Html) -> Html {
    let count = deploy.of(state).count();
    if count == 0 {
        return Html::default();
    }
    let id = format!("checks-{}", state.slug());
    let note = (words.checks.note)(state);
    html! {
        <section class="checks" data-checks={state.slug()} aria-labelledby={id.clone()}>
            <h2 {id}><Drawn icon={Icon::from(state)} /><span>{ (words.checks.state)(state, count) }</span></h2>
            if !note.is_empty() {
                <p class="aside">{ note }</p>
            }
            { body }
        </section>
    }
}

/// What is printed, grouped as Django groups it.
fn printed(deploy: &DeployCheck, words: &Words) -> Html {
    if deploy.of(CheckState::Printed).next().is_none() {
        return html! { <p class="nothing">{ words.checks.nothing_printed }</p> };
    }
    let groups = ['E', 'W'].map(|level| {
        let of_level: Vec<&CheckReport> =
            deploy.of(CheckState::Printed).filter(|check| check.level == level).collect();
        (level, of_level)
    });
    let body = html! {
        { for groups.into_iter().filter(|(_, checks)| !checks.is_empty()).map(|(level, checks)| html! {
            <>
                <h3 data-level={level.to_string()}>{ (words.checks.level)(level) }</h3>
                <ul class="check-list">{ for checks.into_iter().map(|check| row(check, words, Html::default())) }</ul>
            </>
        }) }
    };
    part(deploy, CheckState::Printed, words, body)
}

fn silenced(deploy: &DeployCheck, words: &Words) -> Html {
    let rows = deploy.of(CheckState::Silenced).map(|check| row(check, words, Html::default()));
    part(deploy, CheckState::Silenced, words, html! { <ul class="check-list">{ for rows }</ul> })
}

/// What a missing middleware hides, by middleware.
fn hidden(deploy: &DeployCheck, words: &Words) -> Html {
    let groups = grouped(deploy.of(CheckState::Hidden), |check| check.hidden_by.clone().unwrap_or_default());
    let body = html! {
        { for groups.into_iter().map(|(path, checks)| {
            let class = path.rsplit('.').next().unwrap_or(&path).to_owned();
            html! {
                <div class="check-group" data-hidden-by={path.clone()}>
                    <p class="check-reason">{ (words.checks.hidden_by)(&class, checks.len()) }</p>
                    <ul class="check-list">{ for checks.into_iter().map(|check| row(check, words, Html::default())) }</ul>
                </div>
            }
        }) }
    };
    part(deploy, CheckState::Hidden, words, body)
}

/// What cannot be told, by reason.
fn undecided(deploy: &DeployCheck, words: &Words, act: &Callback<Action>) -> Html {
    let groups = grouped(deploy.of(CheckState::Undecided), |check| {
        check.reason.as_ref().map(|reason| reason.get(words.lang).to_owned()).unwrap_or_default()
    });
    let body = html! {
        { for groups.into_iter().enumerate().map(|(index, (reason, checks))| {
            let id = format!("checks-reason-{index}");
            let first = checks[0];
            html! {
                <div class="check-group" id={id.clone()} tabindex="-1">
                    <p class="check-reason">
                        <span>{ reason }</span>
                        { for first.variables.iter().map(|name| html! {
                            <a href={View::Variables.hash()}><code>{ name }</code></a>
                        }) }
                        if let Some(at) = &first.origin {
                            { go_to(&at.file, at.line, &id, words, act) }
                        }
                    </p>
                    <ul class="check-list">
                        { for checks.into_iter().map(|check| row(check, words, html! {
                            if let Some(printed) = check.when_unset {
                                <small data-when-unset={printed.to_string()}>{ (words.checks.when_unset)(printed) }</small>
                            }
                        })) }
                    </ul>
                </div>
            }
        }) }
    };
    part(deploy, CheckState::Undecided, words, body)
}

/// The ids by what they have in common, in order.
fn grouped<'a>(
    checks: impl Iterator<Item = &'a CheckReport>,
    key: impl Fn(&CheckReport) -> String,
) -> Vec<(String, Vec<&'a CheckReport>)> {
    let mut groups: Vec<(String, Vec<&CheckReport>)> = Vec::new();
    for check in checks {
        let key = key(check);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(check),
            None => groups.push((key, vec![check])),
        }
    }
    groups
}

/// An id: what it says, and where to read more.
fn row(check: &CheckReport, words: &Words, more: Html) -> Html {
    let own = words.checks;
    html! {
        <li key={check.id.clone()} data-check={check.id.clone()} data-level={check.level.to_string()}>
            <code class="check-id">{ &check.id }</code>
            <div>
                <p>
                    { check.words.get(words.lang).to_owned() }
                    if check.count > 1 {
                        <b class="check-times">{ (own.times)(check.count) }</b>
                    }
                </p>
                { more }
                <p class="sources">
                    if let Some(rule) = &check.rule {
                        { rule_link(rule, words) }
                    }
                    <a href={check.docs.clone()} target="_blank" rel="noopener noreferrer">
                        <span>{ own.docs }</span>
                        <Drawn icon={Icon::External} />
                        <span class="unseen">{ format!(" ({}, {})", check.id, words.new_tab) }</span>
                    </a>
                </p>
            </div>
        </li>
    }
}

/// What the offered fixes change.
fn changes(after: &AfterFixes, own: &CheckWords) -> Html {
    let rows = [
        ("gone", own.gone, &after.gone),
        ("undecided", own.undecided, &after.undecided),
        ("left", own.left, &after.left),
        ("new", own.new, &after.new),
    ];
    html! {
        <section class="checks" data-after-fixes={after.rules.len().to_string()} aria-labelledby="after-title">
            <h2 id="after-title"><Drawn icon={Icon::Check} /><span>{ own.after }</span></h2>
            <p class="aside">{ (own.after_note)(after.rules.len()) }</p>
            <dl class="id-groups">
                { for rows.into_iter().filter(|(_, _, ids)| !ids.is_empty()).map(|(slug, title, ids)| html! {
                    <div data-after={slug}>
                        <dt>{ title }</dt>
                        <dd>{ for ids.iter().map(|id| html! { <code>{ id }</code> }) }</dd>
                    </div>
                }) }
                <div>
                    <dt>{ own.exit }</dt>
                    <dd>{ after.exit.map_or_else(|| own.exit_unknown.to_owned(), |exit| exit.to_string()) }</dd>
                </div>
            </dl>
        </section>
    }
}

/// What it will look like.
fn terminal(deploy: &DeployCheck, words: &Words) -> Html {
    let output = format!("$ python manage.py check --deploy\n{}", deploy.output(words.lang));
    html! {
        <section class="checks" aria-labelledby="terminal-title">
            <h2 id="terminal-title">{ words.checks.terminal }</h2>
            <p class="aside">{ words.checks.terminal_note }</p>
            <figure class="terminal">
                <CodeFrame code={output.clone()} label={words.checks.terminal} />
                <CopyButton text={output} />
            </figure>
        </section>
    }
}

/// What a real command printed, held against this.
fn comparison(deploy: &DeployCheck, real: &str, own: &CheckWords, act: &Callback<Action>) -> Html {
    let paste = act.reform(|event: InputEvent| {
        let field: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
        Action::RealOutput(field.value())
    });
    let title = |likeness| match likeness {
        Likeness::WasUndecided => ("undecided", own.was_undecided),
        Likeness::WasSilenced => ("silenced", own.was_silenced),
        Likeness::NotExpected => ("not-expected", own.not_expected),
        Likeness::NotPrinted => ("not-printed", own.not_printed),
        Likeness::Foreign => ("foreign", own.foreign),
        Likeness::Same => ("same", own.same),
    };
    let result = match (real.trim().is_empty(), compare(deploy, real)) {
        (true, _) => Html::default(),
        (false, None) => html! { <p class="nothing">{ own.compare_none }</p> },
        (false, Some(found)) => html! {
            <>
                if found.keys().all(|likeness| *likeness == Likeness::Same) {
                    <p class="all-same">{ own.all_same }</p>
                }
                <dl class="id-groups">
                    { for found.into_iter().map(|(likeness, ids)| {
                        let (slug, title) = title(likeness);
                        html! {
                            <div data-likeness={slug}>
                                <dt>{ title }</dt>
                                <dd>
                                    { for ids.into_iter().map(|(id, count)| html! {
                                        <code>{ if count > 1 { format!("{id} ×{count}") } else { id } }</code>
                                    }) }
                                </dd>
                            </div>
                        }
                    }) }
                </dl>
            </>
        },
    };
    html! {
        <section class="checks compare" aria-labelledby="compare-title">
            <h2 id="compare-title">{ own.compare }</h2>
            <p class="aside" id="compare-lead">{ own.compare_lead }</p>
            <textarea
                id="real-output"
                rows="4"
                aria-label={own.compare_label}
                aria-describedby="compare-lead"
                spellcheck="false"
                autocomplete="off"
                value={real.to_owned()}
                oninput={paste}
            />
            <div role="status">{ result }</div>
        </section>
    }
}
