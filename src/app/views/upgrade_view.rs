//! What another Django would make of the same files.

use yew::prelude::*;

use super::finding::{place, snippet};
use super::judged::chosen;
use super::outside::outside;
use super::view_head::view_head;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, SharedReport};
use crate::app::strings::Words;
use crate::model::{Effect, Rehearsal, RehearsalStep};

/// The picker, and what changes on the way to the target.
pub fn upgrade_view(
    report: &SharedReport,
    target: Option<&str>,
    words: &Words,
    act: &Callback<Action>,
) -> Html {
    let django = &report.django;
    let newer = django.choices.iter().skip_while(|version| **version != django.version).skip(1);
    let newer: Vec<&String> = newer.collect();
    let rehearsal = report.rehearsal.as_ref();
    let lead = match rehearsal {
        _ if newer.is_empty() => words.upgrade_newest.to_owned(),
        Some(Rehearsal { from, to, .. }) => (words.upgrade_lead)(from, to),
        None => words.judging.to_owned(),
    };
    html! {
        <>
            { view_head(Vec::new(), words.upgrade_title, &lead) }
            if !newer.is_empty() {
                <div class="judged">
                    <div class="judged-part">
                        <label for="upgrade-target">{ words.upgrade_target }</label>
                        <select id="upgrade-target" aria-describedby="target-because" onchange={chosen(act, Action::ChooseTarget)}>
                            <option value="" selected={target.is_none()}>
                                { (words.automatic)(rehearsal.filter(|_| target.is_none()).map_or("…", |rehearsal| rehearsal.to.as_str())) }
                            </option>
                            { for newer.iter().rev().map(|version| html! {
                                <option key={(*version).clone()} value={(*version).clone()} selected={target == Some(version.as_str())}>{ version }</option>
                            }) }
                        </select>
                        <p id="target-because">
                            { rehearsal.map_or_else(String::new, |rehearsal| rehearsal.because.get(words.lang).to_owned()) }
                        </p>
                    </div>
                </div>
            }
            if let Some(rehearsal) = rehearsal {
                { way(rehearsal, words, act) }
            }
        </>
    }
}

fn way(rehearsal: &Rehearsal, words: &Words, act: &Callback<Action>) -> Html {
    let ids = |new: bool, ids: &[String]| {
        let title = Rehearsal::checks_title(new);
        html! {
            if !ids.is_empty() {
                <p class="upgrade-checks" data-new={new.to_string()}>
                    <span>{ title.get(words.lang).to_owned() }{ ":" }</span>
                    { for ids.iter().map(|id| html! { <>{ " " }<code>{ id }</code></> }) }
                </p>
            }
        }
    };
    html! {
        <div class="upgrade" data-target={rehearsal.to.clone()}>
            if rehearsal.steps.is_empty() {
                <p class="aside">{ words.upgrade_clear }</p>
            }
            { for Effect::ALL.into_iter().map(|effect| part(effect, rehearsal, words, act)) }
            { ids(true, &rehearsal.new_checks) }
            { ids(false, &rehearsal.gone_checks) }
            <p class="sources">
                { outside(&rehearsal.docs, &format!("{} {}", words.release_notes, rehearsal.to), "", words) }
            </p>
        </div>
    }
}

/// The steps of one effect; nothing where there are none.
fn part(effect: Effect, rehearsal: &Rehearsal, words: &Words, act: &Callback<Action>) -> Html {
    let steps: Vec<(usize, &RehearsalStep)> =
        rehearsal.steps.iter().enumerate().filter(|(_, step)| step.effect == effect).collect();
    if steps.is_empty() {
        return Html::default();
    }
    let (tone, icon) = match effect {
        Effect::Breaks => ("fail", Some(Icon::Cross)),
        Effect::Changes => ("attention", Some(Icon::Warning)),
        Effect::Requires | Effect::Rewrite => ("open", None),
    };
    html! {
        <section class="upgrade-part" data-effect={effect.slug()} data-tone={tone} aria-labelledby={format!("effect-{}", effect.slug())}>
            <h2 id={format!("effect-{}", effect.slug())}>
                if let Some(icon) = icon {
                    <Drawn {icon} />
                }
                <span>{ effect.title().get(words.lang).to_owned() }</span>
                <b>{ steps.len() }</b>
            </h2>
            { for steps.iter().map(|(index, step)| self::step(*index, step, words, act)) }
        </section>
    }
}

fn step(index: usize, step: &RehearsalStep, words: &Words, act: &Callback<Action>) -> Html {
    let id = format!("step-{index}");
    html! {
        <article key={index} id={id.clone()} class="step" tabindex="-1" data-step={step.subject.clone()}>
            <h3>
                <code>{ &step.subject }</code>
                <span class="tag">{ "Django " }{ &step.since }</span>
            </h3>
            <p class="message">{ step.message.get(words.lang).to_owned() }</p>
            { for step.evidence.iter().map(|at| place(at, &id, words, act)) }
            if let Some(fix) = &step.fix {
                { snippet(fix, words) }
                <p class="aside" data-both={step.both.to_string()}>{ (words.upgrade_both)(step.both) }</p>
            }
        </article>
    }
}
