//! Packages come from where they are meant to come from, unaltered.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.indexes",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/cli/pip_install/#options",
    title: text("No option of pip weakens an install", "Параметры pip не ослабляют защиту"),
    why: text(
        "Over plain HTTP, or without checking the certificate, anyone on the way can swap a package; with an extra index, anyone can publish one under your private package's name.",
        "По обычному HTTP или без проверки сертификата пакет можно подменить по дороге, а при дополнительном индексе кто угодно может опубликовать пакет с именем вашего приватного.",
    ),
    how: text(
        "Use one https:// index, which may mirror the others, and drop --trusted-host and --pre.",
        "Используйте один индекс по https://, который может зеркалировать остальные, и уберите --trusted-host и --pre.",
    ),
    examples: &[
        fails("")
            .with(&[("requirements.txt", "--index-url http://pypi.example.com/simple\nDjango==5.2.19\n")]),
        fails("").with(&[("requirements.txt", "--trusted-host pypi.example.com\nDjango==5.2.19\n")]),
        fails("").with(&[(
            "requirements.txt",
            "--extra-index-url https://pypi.example.com/simple\nDjango==5.2.19\n",
        )]),
        passes("")
            .with(&[("requirements.txt", "--index-url https://pypi.example.com/simple\nDjango==5.2.19\n")]),
        irrelevant("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        undecided("")
            .with(&[("requirements.txt", "-r base.txt\n--index-url https://pypi.example.com/simple\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let options = &project.requirements.options;
    if options.is_empty() {
        return Ok(not_applicable());
    }
    for option in options {
        let name = option.name;
        let plain = option.value.starts_with("http://");
        // Hashes and pins hold whatever index answers.
        let hashed =
            !project.requirements.all.is_empty() && project.requirements.all.iter().all(|one| one.hashes);
        let message = match name {
            "--index-url" | "--extra-index-url" | "--find-links" if plain => text! {
                en: "{name} is an address without encryption.",
                ru: "{name} — адрес без шифрования.",
            },
            "--trusted-host" => text! {
                en: "{name} turns the check of the certificate off.",
                ru: "{name} отключает проверку сертификата.",
            },
            "--extra-index-url" if !hashed => text! {
                en: "{name} lets two indexes compete for each name: the higher version wins, whoever published it.",
                ru: "{name}: за каждое имя соревнуются два индекса, и победит большая версия, кто бы её ни выложил.",
            },
            "--pre" => text! {
                en: "{name} lets pre-releases of every package in.",
                ru: "{name} допускает предварительные выпуски любых пакетов.",
            },
            _ => continue,
        };
        return Ok(attention(message).at_place(Some(option.place)));
    }
    project.lists_all_packages()?;
    Ok(pass())
}
