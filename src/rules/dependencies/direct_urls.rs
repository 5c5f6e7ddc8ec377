//! Code that comes from a repository comes from a fixed point in it.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.direct-urls",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/topics/vcs-support/",
    title: text(
        "Packages from repositories are fixed to a commit",
        "Пакеты из репозиториев привязаны к коммиту",
    ),
    why: text(
        "A branch is whatever was pushed last: the build changes without a change here, and whoever can push runs code on your server.",
        "Ветка — это последний push: сборка меняется без изменений у вас, а любой с правом push исполняет код на вашем сервере.",
    ),
    how: text("Put @ and the commit or tag behind the address.", "Добавьте к адресу @ и коммит или тег."),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.19\nshop @ git+https://github.com/acme/shop\n")]),
        fails("").with(&[("requirements.txt", "git+https://github.com/acme/shop@main#egg=shop\n")]),
        passes("").with(&[("requirements.txt", "shop @ git+https://github.com/acme/shop@5f2a1bc9\n")]),
        passes("").with(&[("requirements.txt", "shop @ git+ssh://git@github.com/acme/shop.git@v1.4.0\n")]),
        irrelevant("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        undecided("")
            .with(&[("requirements.txt", "-r base.txt\nshop @ git+https://example.com/shop@v1.0\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    for requirement in project.production_requirements() {
        let Some(url) = requirement.url.as_deref().filter(|url| is_repository(url)) else { continue };
        asked = true;
        if is_fixed(url) {
            continue;
        }
        let name = &requirement.written_name;
        return Ok(attention(match revision(url) {
            Some(revision) => text! {
                en: "{name} comes from a repository at {revision}, which looks like a branch.",
                ru: "{name} берётся из репозитория по ссылке {revision}, похожей на ветку.",
            },
            None => text! {
                en: "{name} comes from a repository without a commit or tag.",
                ru: "{name} берётся из репозитория без указания коммита или тега.",
            },
        })
        .at_place(Some(requirement.place)));
    }
    if !asked {
        return Ok(not_applicable());
    }
    project.lists_all_packages()?;
    Ok(pass())
}

fn is_repository(url: &str) -> bool {
    ["git+", "hg+", "svn+", "bzr+"].iter().any(|scheme| url.starts_with(scheme))
}

/// What stands behind the last `@` of the path; the one before the host is a user's.
fn revision(url: &str) -> Option<&str> {
    let url = url.split('#').next().unwrap_or(url);
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    path.rsplit_once('@').map(|(_, revision)| revision).filter(|revision| !revision.is_empty())
}

fn is_fixed(url: &str) -> bool {
    revision(url).is_some_and(|revision| {
        let commit = revision.len() >= 7 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = revision.rsplit(['/', '-']).next().unwrap_or(revision).trim_start_matches('v');
        // `stable/5.2.x` is a branch: a tag's parts are numbers.
        let tag = number.contains('.')
            && number.split('.').take(2).all(|part| part.parse::<u32>().is_ok())
            && !number.ends_with(".x");
        commit || tag
    })
}
