//! What `check --deploy` will print for the judged settings, and what it will not say.

use yew::prelude::*;

use super::go_to::go_to;
use super::outside::outside;
use super::rule_link::rule_link;
use super::view_head::{heading, view_head};
use crate::app::compare::{Likeness, compare};
use crate::app::parts::{CodeFrame, CopyButton, Icon, made, told, words};
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
    all: &Words,
    act: &Callback<Action>,
) -> Html {
    let Some(deploy) = &report.deploy_check else { return told("p", "nothing", all.nothing_judged) };
    let own = all.checks;
    let file = report.judged.as_ref().map_or("", |origin| origin.file.as_str());
    let mut parts = vec![
        view_head(Vec::new(), &(own.title)(&report.django.version), &(own.lead)(file)),
        between,
        exits(deploy, own),
    ];
    if deploy.crash.is_some() {
        parts.push(crash(deploy, all, act));
    } else {
        parts.extend([
            printed(deploy, all),
            plain_part(deploy, CheckState::Silenced, all),
            hidden(deploy, all),
            undecided(deploy, all, act),
        ]);
        parts.push(deploy.after_fixes.as_ref().map_or_else(Html::default, |after| changes(after, own)));
    }
    parts.extend([terminal(deploy, all), comparison(deploy, &state.real_output, own, act)]);
    parts.into_iter().collect()
}

/// The exit status at both fail levels.
fn exits(deploy: &DeployCheck, own: &CheckWords) -> Html {
    let card = |level: &str, name: Html, exit: Option<i32>| {
        let tone = match exit {
            Some(0) => "pass",
            Some(_) => "fail",
            None => "open",
        };
        let (title, status) = (format!("{} ", own.exit), shown_exit(exit, own));
        let name = made("dt", &[], &[], vec![words(&title), name]);
        let means = told("span", "", (own.exit_means)(exit));
        let status = made("dd", &[], &[], vec![told("b", "", &status), means]);
        made("div", &["class", "data-exit", "data-tone"], &["exit", level, tone], vec![name, status])
    };
    let cards = vec![
        card("error", words(own.exit_default), deploy.exit),
        card("warning", told("code", "", "--fail-level WARNING"), deploy.exit_on_warning),
    ];
    made("dl", &["class"], &["exits"], cards)
}

fn shown_exit(exit: Option<i32>, own: &CheckWords) -> String {
    exit.map_or_else(|| own.exit_unknown.to_owned(), |exit| exit.to_string())
}

fn crash(deploy: &DeployCheck, all: &Words, act: &Callback<Action>) -> Html {
    let mut parts = vec![
        heading("crash-title", Some(Icon::Cross), all.checks.crash),
        made("p", &[], &[], vec![told("code", "", deploy.crash.as_deref().unwrap_or_default())]),
    ];
    parts.extend(deploy.crash_at.as_ref().map(|at| go_to(&at.file, at.line, "check-crash", all, act)));
    parts.push(told("p", "aside", all.checks.crash_note));
    let keys = &["class", "id", "tabindex", "data-tone", "aria-labelledby"];
    made("section", keys, &["check-crash", "check-crash", "-1", "fail", "crash-title"], parts)
}

/// A part of the view with its heading and a note.
fn section(slug: &str, icon: Option<Icon>, title: &str, note: &str, body: Vec<Html>) -> Html {
    let id = format!("checks-{slug}");
    let mut parts = vec![heading(&id, icon, title)];
    if !note.is_empty() {
        parts.push(told("p", "aside", note));
    }
    parts.extend(body);
    made("section", &["class", "data-checks", "aria-labelledby"], &["checks", slug, &id], parts)
}

/// The ids of a state under its heading, if there are any.
fn part(deploy: &DeployCheck, state: CheckState, all: &Words, body: Vec<Html>) -> Html {
    match deploy.of(state).count() {
        0 => Html::default(),
        count => {
            let own = all.checks;
            let title = (own.state)(state, count);
            section(state.slug(), Some(state.into()), &title, (own.note)(state), body)
        }
    }
}

fn plain_part(deploy: &DeployCheck, state: CheckState, all: &Words) -> Html {
    part(deploy, state, all, vec![list(&deploy.of(state).collect::<Vec<_>>(), all)])
}

/// What is printed, grouped as Django groups it.
fn printed(deploy: &DeployCheck, all: &Words) -> Html {
    let mut body = Vec::new();
    for level in ['E', 'W'] {
        let checks: Vec<&CheckReport> =
            deploy.of(CheckState::Printed).filter(|check| check.level == level).collect();
        if !checks.is_empty() {
            let title = words((all.checks.level)(level));
            body.extend([
                made("h3", &["data-level"], &[&level.to_string()], vec![title]),
                list(&checks, all),
            ]);
        }
    }
    if body.is_empty() {
        return told("p", "nothing", all.checks.nothing_printed);
    }
    part(deploy, CheckState::Printed, all, body)
}

/// What a missing middleware hides, by middleware.
fn hidden(deploy: &DeployCheck, all: &Words) -> Html {
    let groups = grouped(deploy, CheckState::Hidden, |check| check.hidden_by.clone().unwrap_or_default());
    let body = groups.into_iter().map(|(path, checks)| {
        let class = path.rsplit('.').next().unwrap_or(&path);
        let reason = told("p", "check-reason", &(all.checks.hidden_by)(class, checks.len()));
        made("div", &["class", "data-hidden-by"], &["check-group", &path], vec![reason, list(&checks, all)])
    });
    part(deploy, CheckState::Hidden, all, body.collect())
}

/// What cannot be told, by reason.
fn undecided(deploy: &DeployCheck, all: &Words, act: &Callback<Action>) -> Html {
    let groups = grouped(deploy, CheckState::Undecided, |check| {
        check.reason.as_ref().map(|reason| reason.get(all.lang).to_owned()).unwrap_or_default()
    });
    let body = groups.into_iter().enumerate().map(|(index, (reason, checks))| {
        let id = format!("checks-reason-{index}");
        let mut parts = vec![told("span", "", &reason)];
        if !checks[0].variables.is_empty() {
            parts.push(made("a", &["href"], &[View::Variables.hash()], vec![words(all.assume_title)]));
        }
        parts.extend(checks[0].origin.as_ref().map(|at| go_to(&at.file, at.line, &id, all, act)));
        let reason = made("p", &["class"], &["check-reason"], parts);
        let body = vec![reason, list(&checks, all)];
        made("div", &["class", "id", "tabindex"], &["check-group", &id, "-1"], body)
    });
    part(deploy, CheckState::Undecided, all, body.collect())
}

/// The ids of a state by what they have in common, in order.
fn grouped(
    deploy: &DeployCheck,
    state: CheckState,
    key: impl Fn(&CheckReport) -> String,
) -> Vec<(String, Vec<&CheckReport>)> {
    let mut groups: Vec<(String, Vec<&CheckReport>)> = Vec::new();
    for check in deploy.of(state) {
        let key = key(check);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(check),
            None => groups.push((key, vec![check])),
        }
    }
    groups
}

fn list(checks: &[&CheckReport], all: &Words) -> Html {
    made("ul", &["class"], &["check-list"], checks.iter().map(|check| row(check, all)).collect())
}

/// An id: what it says, and where to read more.
fn row(check: &CheckReport, all: &Words) -> Html {
    let own = all.checks;
    let mut said = vec![words(check.words.get(all.lang))];
    if check.count > 1 {
        said.push(told("b", "check-times", &(own.times)(check.count)));
    }
    let mut parts = vec![made("p", &[], &[], said)];
    if let Some(printed) = check.when_unset {
        parts.push(told("small", "", (own.when_unset)(printed)));
    }
    let mut sources: Vec<Html> = check.rule.iter().map(|rule| rule_link(rule, all)).collect();
    sources.push(outside(&check.docs, own.docs, &check.id, all));
    parts.push(made("p", &["class"], &["sources"], sources));
    let id = told("code", "check-id", &check.id);
    made("li", &["data-check"], &[&check.id], vec![id, made("div", &[], &[], parts)])
}

/// Ids under titles.
fn id_groups(groups: Vec<(&str, &str, Vec<Html>)>) -> Html {
    let rows = groups.into_iter().filter(|(.., ids)| !ids.is_empty()).map(|(slug, title, ids)| {
        made("div", &["data-ids"], &[slug], vec![told("dt", "", title), made("dd", &[], &[], ids)])
    });
    made("dl", &["class"], &["id-groups"], rows.collect())
}

/// What the offered fixes change.
fn changes(after: &AfterFixes, own: &CheckWords) -> Html {
    let ids = |ids: &[String]| ids.iter().map(|id| told("code", "", id)).collect();
    let groups = vec![
        ("gone", own.gone, ids(&after.gone)),
        ("undecided", own.undecided, ids(&after.undecided)),
        ("left", own.left, ids(&after.left)),
        ("new", own.new, ids(&after.new)),
        ("exit", own.exit, vec![words(&shown_exit(after.exit, own))]),
    ];
    let note = (own.after_note)(after.rules.len());
    section("after-fixes", Some(Icon::Check), own.after, &note, vec![id_groups(groups)])
}

/// What it will look like.
fn terminal(deploy: &DeployCheck, all: &Words) -> Html {
    let output = format!("$ python manage.py check --deploy\n{}", deploy.output(all.lang));
    let body = html! {
        <figure class="terminal">
            <CodeFrame code={output.clone()} label={all.checks.terminal} />
            <CopyButton text={output} />
        </figure>
    };
    section("terminal", None, all.checks.terminal, all.checks.terminal_note, vec![body])
}

/// What a real command printed, held against this.
fn comparison(deploy: &DeployCheck, real: &str, own: &CheckWords, act: &Callback<Action>) -> Html {
    let paste = act.reform(|event: InputEvent| {
        let field: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
        Action::RealOutput(field.value())
    });
    let field = html! {
        <textarea id="real-output" rows="4" aria-label={own.compare_label} spellcheck="false" value={real.to_owned()} oninput={paste} />
    };
    let result = if real.trim().is_empty() { Vec::new() } else { compared(deploy, real, own) };
    let result = made("div", &["role"], &["status"], result);
    section("compare", None, own.compare, own.compare_lead, vec![field, result])
}

fn compared(deploy: &DeployCheck, real: &str, own: &CheckWords) -> Vec<Html> {
    let Some(found) = compare(deploy, real) else { return vec![told("p", "nothing", own.compare_none)] };
    let mut parts = Vec::new();
    if found.iter().all(|(likeness, _)| *likeness == Likeness::Same) {
        parts.push(told("p", "all-same", own.all_same));
    }
    let groups = found.into_iter().map(|(likeness, ids)| {
        let (slug, title) = match likeness {
            Likeness::WasUndecided => ("was-undecided", own.was_undecided),
            Likeness::WasSilenced => ("was-silenced", own.was_silenced),
            Likeness::NotExpected => ("not-expected", own.not_expected),
            Likeness::NotPrinted => ("not-printed", own.not_printed),
            Likeness::Foreign => ("foreign", own.foreign),
            Likeness::Same => ("same", own.same),
        };
        (slug, title, ids.iter().map(|id| told("code", "", id)).collect())
    });
    parts.push(id_groups(groups.collect()));
    parts
}
