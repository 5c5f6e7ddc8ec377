//! `docs/rules.md` is written from the rules themselves. `UPDATE=1 cargo test catalogue`
//! writes it anew.

use std::fmt::Write;

use django_preflight::audit::finding_of;
use django_preflight::django::Version;
use django_preflight::model::{Item, Lang, Severity, Status};
use django_preflight::project::{Input, Project};
use django_preflight::rules::{self, Rule, Versions};
use django_preflight::source::{SourceFile, Tree};

fn catalogue() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Written from the rules by `UPDATE=1 cargo test catalogue`; edit the rules, not this file.\n\
         A rule `family.subject` is the file `src/rules/family/subject.rs`. \
         *Django's id* is the check of `manage.py check --deploy` that says the same.\n",
    );
    let count = rules::all().count();
    let _ = write!(page, "\n{count} rules.\n");
    for (number, item) in Item::ALL.into_iter().enumerate() {
        let title = item.title();
        let _ = write!(page, "\n## {}. {}\n\n{}\n\n", number + 1, title.get(Lang::En), title.get(Lang::Ru));
        page.push_str("| rule | severity | Django | Django's id | good state | хорошее состояние |\n");
        page.push_str("|---|---|---|---|---|---|\n");
        let mut of_item: Vec<&Rule> = rules::all().filter(|rule| rule.item == item).collect();
        of_item.sort_by_key(|rule| rule.id);
        for rule in of_item {
            let _ = writeln!(
                page,
                "| [`{}`]({}) | {} | {} | {} | {} | {} |",
                rule.id,
                docs(rule),
                severity(rule.severity),
                versions(rule.django),
                rule.mirrors.join(", "),
                cell(rule.title.get(Lang::En)),
                cell(rule.title.get(Lang::Ru)),
            );
        }
    }
    page
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The newest version of Django that the rule is about has the page it links.
fn docs(rule: &Rule) -> String {
    if rule.docs.starts_with("https://") {
        return rule.docs.to_owned();
    }
    let newest = Version::ALL.iter().rev().find(|version| rule.django.contain(**version));
    newest.expect("a rule is about some version").docs(rule.docs)
}

fn versions(versions: Versions) -> String {
    match (versions.since, versions.until) {
        (None, None) => "all".to_owned(),
        (Some(since), None) => format!("{since} and later"),
        (None, Some(until)) => format!("before {until}"),
        (Some(since), Some(until)) => format!("{since}, before {until}"),
    }
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}

#[test]
fn the_catalogue_is_what_the_rules_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let page = catalogue();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &page).expect("the catalogue can be written");
        return;
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == page, "docs/rules.md is not what the rules say: run `UPDATE=1 cargo test catalogue`");
}

/// The rules that a settings module does not stand up to.
fn failing(settings: &str) -> Vec<&'static str> {
    let project =
        Project::read(Tree::new([SourceFile::new("settings.py", settings)], false), &Input::default());
    let fails = |rule: &&Rule| {
        finding_of(rule, &project)
            .is_some_and(|finding| matches!(finding.status, Status::Fail | Status::Attention))
    };
    rules::all().filter(fails).map(|rule| rule.id).collect()
}

#[test]
fn what_is_left_out_gets_no_finding() {
    let plain = "import os\nINSTALLED_APPS = ['corsheaders']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}\n\
                 CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache'}}\n";
    let usual = failing(plain);
    let rows: Vec<Vec<&str>> = include_str!("../../docs/left-out.md")
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| subject"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut tried = 0;
    for row in &rows {
        let [subject, example, why] = row[..] else { panic!("{row:?} has three columns") };
        assert!(!subject.is_empty() && why.ends_with('.'), "{row:?}");
        let statement = example.trim_matches('`');
        if statement.is_empty() {
            continue;
        }
        tried += 1;
        let more: Vec<&str> =
            failing(&format!("{plain}{statement}\n")).into_iter().filter(|id| !usual.contains(id)).collect();
        assert!(more.is_empty(), "{statement} is left out, and judged by {more:?}");
    }
    assert!(tried >= 8, "{tried} of {} rows have an example", rows.len());
    // The other way round: what is judged would be seen.
    assert!(failing(&format!("{plain}DEBUG = True\n")).contains(&"debug.off"));
}
