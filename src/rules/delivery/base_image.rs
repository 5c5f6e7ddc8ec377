//! The image is built from a named version.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_for_development};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.base-image",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    title: text("Base images have a version", "У базовых образов указана версия"),
    why: text(
        "latest is another Python one morning, and the release that only changed a template does not start.",
        "latest однажды окажется другой версией Python, и релиз, где поменяли один шаблон, не запустится.",
    ),
    how: text("Name the version, such as python:3.13-slim.", "Укажите версию, например python:3.13-slim."),
    examples: &[
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python:latest\nCMD [\"gunicorn\"]\n")]),
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python\nCMD [\"gunicorn\"]\n")]),
        passes("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13-slim AS build\nFROM build\nCMD [\"gunicorn\"]\n")]),
        passes("DEBUG = False")
            .with(&[("Dockerfile", "ARG TAG=3.13\nFROM python:${TAG}\nCMD [\"gunicorn\"]\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for image in project.images() {
        for stage in image.stages.iter().filter(|stage| stage.parent.is_none()) {
            if stage.name.as_deref().is_some_and(is_for_development) {
                continue;
            }
            seen = Some(stage.place);
            let Some(base) = stage.base.as_deref() else { continue };
            if base == "scratch" || base.contains('@') || base.is_empty() {
                continue;
            }
            // A colon before a slash is a registry's port.
            let tag = base.rsplit('/').next().and_then(|last| last.split_once(':')).map(|(_, tag)| tag);
            if tag.is_none_or(|tag| tag == "latest") {
                return Ok(attention(text! {
                    en: "The image is built from {base}, whatever version that is on the day.",
                    ru: "Образ собирается из {base} — той версии, что окажется последней в этот день.",
                })
                .at_place(seen));
            }
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
