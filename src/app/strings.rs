//! The words of the interface, in both languages. A missing word does not compile.

mod checks;
mod rules;

use yew::prelude::*;

pub use checks::CheckWords;
pub use rules::RuleWords;

use super::state::{Knowledge, Refused, Theme, View, Walk, WhatIf};
use crate::model::{Applicability, Lang, Processes, SettingRole, Status, plural_en, plural_ru};
use crate::source::{FileKind, MAX_BYTES, Unreadable};

/// Every word that the page says by itself.
pub struct Words {
    pub lang: Lang,
    /// For `lang` attributes.
    pub code: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub skip: &'static str,
    pub badge: &'static str,
    pub check_it: &'static str,
    pub examples: &'static str,
    pub examples_lead: &'static str,
    pub other_language: &'static str,
    pub preferences: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub remember: &'static str,
    pub remember_note: &'static str,
    pub clear: &'static str,
    pub clear_question: &'static str,
    pub clear_note: &'static str,
    pub keep: &'static str,
    pub close: &'static str,
    // Files.
    pub your_files: &'static str,
    pub drop: &'static str,
    pub drop_now: &'static str,
    pub paste_here: &'static str,
    pub pick_files: &'static str,
    pub pick_folder: &'static str,
    pub reading: &'static str,
    pub new_file: &'static str,
    pub close_file: &'static str,
    pub untitled: &'static str,
    pub path: &'static str,
    pub all_files: &'static str,
    pub change_files: &'static str,
    pub hide_files: &'static str,
    pub back: &'static str,
    pub text_of: fn(&str) -> String,
    pub files: fn(usize) -> String,
    pub line: fn(u32) -> String,
    pub concerns: fn(usize) -> String,
    // What to give.
    pub give_title: &'static str,
    pub give: [(&'static str, &'static str); 5],
    // Results.
    pub results: &'static str,
    pub judging: &'static str,
    pub loading: &'static str,
    pub engine_failed: &'static str,
    pub engine_restarted: &'static str,
    pub left_to_fix: fn(usize) -> String,
    pub nothing_fails: &'static str,
    pub nothing_judged: &'static str,
    pub attention_left: fn(usize) -> String,
    pub open_left: fn(usize) -> String,
    pub confirm_left: fn(usize) -> String,
    pub items_done: fn(usize, usize) -> String,
    pub stage_done: fn(usize, usize) -> String,
    pub to_fix: fn(usize) -> String,
    pub to_look_at: fn(usize) -> String,
    pub nothing_to_fix: &'static str,
    pub stages: &'static str,
    pub judged: &'static str,
    pub django: &'static str,
    pub automatic: fn(&str) -> String,
    pub chosen_by_you: &'static str,
    pub served: &'static str,
    pub served_note: &'static str,
    pub served_tls: &'static str,
    pub served_processes: &'static str,
    pub served_container: &'static str,
    pub not_said: &'static str,
    pub processes: fn(Processes) -> String,
    pub yes_no: fn(bool) -> &'static str,
    pub no_data: fn(usize) -> String,
    pub no_data_add: &'static str,
    pub problems: &'static str,
    pub problems_note: &'static str,
    pub filter: &'static str,
    pub search: &'static str,
    pub show_all: &'static str,
    pub open_all: &'static str,
    pub close_all: &'static str,
    pub nothing_matches: &'static str,
    pub checks_shown: fn(usize) -> String,
    pub status: fn(Status) -> &'static str,
    pub passed_of: fn(usize, usize) -> String,
    pub passed: fn(usize) -> String,
    pub asides: fn(usize) -> String,
    pub file_not_given: &'static str,
    // Where log records go.
    pub log_routes: &'static str,
    pub log_event: &'static str,
    pub log_target: &'static str,
    pub perhaps: &'static str,
    pub if_unset: &'static str,
    pub only_you: &'static str,
    // Findings.
    pub in_your_code: &'static str,
    pub go_to_line: &'static str,
    pub details: &'static str,
    pub why: &'static str,
    pub how: &'static str,
    pub depends_on: &'static str,
    pub when_unset: fn(Status, usize) -> String,
    pub snippet_at: fn(&str, Option<u32>) -> String,
    pub applicability: fn(Applicability) -> &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub documentation: &'static str,
    pub new_tab: &'static str,
    pub mirrors: &'static str,
    pub role: fn(SettingRole) -> &'static str,
    pub kind: fn(FileKind) -> &'static str,
    pub one_reason: fn(usize) -> String,
    // Views.
    pub views: &'static str,
    pub view_name: fn(View) -> &'static str,
    pub crash_title: &'static str,
    // Upgrade.
    pub upgrade_title: &'static str,
    pub upgrade_lead: fn(&str, &str) -> String,
    pub upgrade_target: &'static str,
    pub upgrade_newest: &'static str,
    pub upgrade_clear: &'static str,
    pub upgrade_both: fn(bool) -> &'static str,
    pub release_notes: &'static str,
    // Settings.
    pub settings_title: &'static str,
    pub settings_lead: fn(&str, usize) -> String,
    pub search_settings: &'static str,
    pub settings_shown: fn(usize) -> String,
    pub no_settings_match: &'static str,
    pub knowledge: fn(Knowledge) -> &'static str,
    pub value: &'static str,
    pub value_unset: &'static str,
    pub history: &'static str,
    pub history_of: fn(&str) -> String,
    pub earlier_steps: fn(usize) -> String,
    pub doubtful: &'static str,
    pub limits: &'static str,
    pub limits_note: &'static str,
    // Environments.
    pub environments_title: &'static str,
    pub environments_lead: fn(usize) -> String,
    pub named_by: fn(&[String]) -> String,
    pub imported_by: fn(&[String]) -> String,
    pub found_by_look: &'static str,
    pub judge_this: &'static str,
    pub judged_now: &'static str,
    pub does_not_load: fn(&str) -> String,
    pub shared_title: &'static str,
    pub shared_note: &'static str,
    pub matrix_title: &'static str,
    pub matrix_lead: fn(usize) -> String,
    pub matrix_same: &'static str,
    pub one_environment: &'static str,
    pub setting: &'static str,
    pub same_as: fn(&str) -> String,
    pub own_value: &'static str,
    pub not_set: &'static str,
    pub by_default: &'static str,
    pub by_environment: &'static str,
    pub unknown: &'static str,
    // Variables.
    pub variables_title: &'static str,
    pub variables_lead: fn(usize, usize) -> String,
    pub no_variables: &'static str,
    pub required_variables: &'static str,
    pub optional_variables: &'static str,
    pub other_variables: &'static str,
    pub download_example: &'static str,
    pub required: &'static str,
    pub secret: &'static str,
    pub default_value: &'static str,
    pub default_empty: &'static str,
    pub default_other: &'static str,
    pub decides: &'static str,
    pub read_in: &'static str,
    // What if.
    pub what_if_title: &'static str,
    pub what_if: fn(&WhatIf) -> String,
    pub what_if_change: &'static str,
    pub back_to_files: &'static str,
    pub left_what_if: &'static str,
    pub assume_title: &'static str,
    pub assume_lead: &'static str,
    pub assume_closed: &'static str,
    pub assume_memory: &'static str,
    pub assume_of: fn(&str) -> String,
    pub value_of: fn(&str) -> String,
    pub on_the_server: &'static str,
    pub assume_unknown: &'static str,
    pub assume_unset: &'static str,
    pub assume_value: &'static str,
    pub from_file: fn(&str) -> String,
    pub file_read: fn(&str) -> String,
    pub file_offer: fn(&str, usize) -> String,
    pub take_file: &'static str,
    pub leave_file: &'static str,
    // Notices.
    pub notices: &'static str,
    pub dismiss: &'static str,
    pub bring_back: &'static str,
    pub nothing_found: &'static str,
    pub refused: fn(&Refused) -> String,
    pub more_refused: fn(usize) -> String,
    pub walked: fn(&Walk) -> String,
    pub replaced: fn(&str, usize) -> String,
    pub closed: fn(&str) -> String,
    pub set_aside: fn(usize) -> String,
    // Check it yourself.
    pub proof_lead: &'static str,
    pub proof_network: &'static str,
    pub proof_try: &'static str,
    pub proof_button: &'static str,
    pub proof_trying: &'static str,
    pub proof_refused: fn(&str) -> String,
    pub proof_sent: &'static str,
    pub proof_policies: &'static str,
    pub proof_policies_note: &'static str,
    pub proof_storage: &'static str,
    pub proof_limits: &'static str,
    pub proof_limits_text: &'static str,
    // Views of their own.
    pub checks: &'static CheckWords,
    pub rules: &'static RuleWords,
    // Footer.
    pub version: &'static str,
    pub data_of: &'static str,
    pub theme_name: fn(Theme) -> &'static str,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &EN,
            Lang::Ru => &RU,
        }
    }
}

/// The words of the page's present language.
#[hook]
pub fn use_words() -> &'static Words {
    Words::of(use_context::<Lang>().unwrap_or_default())
}

/// A language's own name.
#[must_use]
pub const fn language_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Ru => "Русский",
    }
}

static EN: Words = Words {
    lang: Lang::En,
    code: "en",
    title: "Django pre-release checklist",
    lead: "Paste settings.py and requirements: see what to fix before release.",
    skip: "Skip to the results",
    badge: "Files never leave this tab",
    check_it: "Check it yourself",
    examples: "Examples",
    examples_lead: "Or look at an example",
    other_language: "Русский",
    preferences: "Preferences",
    language: "Language",
    theme: "Theme",
    remember: "Remember on this device",
    remember_note: "Language and theme only; texts are never stored.",
    clear: "Clear all",
    clear_question: "Clear everything?",
    clear_note: "All texts, results and choices leave this page, and what was remembered is deleted.",
    keep: "Keep",
    close: "Close",
    your_files: "Your files",
    drop: "Drop files or a folder anywhere, or paste text",
    drop_now: "Drop to check",
    paste_here: "Paste settings.py or requirements.txt here",
    pick_files: "Choose files",
    pick_folder: "Choose folder",
    reading: "Reading files…",
    new_file: "New text",
    close_file: "Close file",
    untitled: "New text",
    path: "Path",
    all_files: "All files",
    change_files: "Show",
    hide_files: "Hide",
    back: "Back",
    text_of: |path| if path.is_empty() { "Text".to_owned() } else { format!("Text of {path}") },
    files: |n| format!("{n} {}", plural_en(n, ["file", "files"])),
    line: |line| format!("line {line}"),
    concerns: |n| format!("{n} {}", plural_en(n, ["finding", "findings"])),
    give_title: "What is worth giving",
    give: [
        ("settings.py", "or the whole settings package: nearly all items look here"),
        (
            "requirements.txt, pyproject.toml",
            "the Django version to judge by, drivers, servers, end of support",
        ),
        ("Dockerfile, compose, Procfile", "how the application is started and served"),
        (
            ".github/workflows, .gitlab-ci.yml",
            "whether tests and check\u{a0}-\u{2060}-\u{2060}deploy run before a release",
        ),
        ("the whole folder", "what is missing then counts as missing, not as unknown"),
    ],
    results: "Checklist",
    judging: "Reading your settings…",
    loading: "Loading the analyser…",
    engine_failed: "The analyser could not be started in this browser. It needs WebAssembly and workers. \
                    Your texts are still here.",
    engine_restarted: "The analyser stopped on these texts and was started again. Your texts are kept; \
                       the next edit is judged anew.",
    left_to_fix: |n| format!("{n} left to fix"),
    nothing_fails: "No failing checks",
    nothing_judged: "Nothing to judge yet",
    attention_left: |n| format!("{n} {} attention.", plural_en(n, ["check needs", "checks need"])),
    open_left: |n| format!("{n} {} cannot be told from these files.", plural_en(n, ["check", "checks"])),
    confirm_left: |n| format!("Only you can confirm {n} more."),
    items_done: |done, all| format!("{done} of {all} items are in order."),
    stage_done: |done, all| format!("{done} of {all} in order"),
    to_fix: |n| format!("{n} to fix"),
    to_look_at: |n| format!("{n} to look at"),
    nothing_to_fix: "nothing to fix",
    stages: "Stages",
    judged: "Settings",
    django: "Django",
    automatic: |what| format!("Found: {what}"),
    chosen_by_you: "Chosen by you.",
    served: "How is the site served?",
    served_note: "Advice on HTTPS, caches, logs and the database follows it. Without an answer \
                  you read what is right in every case.",
    served_tls: "Before Django, TLS ends at",
    served_processes: "Processes",
    served_container: "Container",
    not_said: "not said",
    processes: |processes| match processes {
        Processes::One => "one".to_owned(),
        Processes::Several => "several".to_owned(),
        Processes::Exactly(count) => count.to_string(),
    },
    yes_no: |yes| if yes { "yes" } else { "no" },
    no_data: |n| {
        format!(
            "{n} {} no data: the files that would show it were not given.",
            plural_en(n, ["check has", "checks have"])
        )
    },
    no_data_add: "Add files",
    problems: "What could not be read",
    problems_note: "Everything else was judged.",
    filter: "Filter",
    search: "Search",
    show_all: "Show all",
    open_all: "Open all",
    close_all: "Close all",
    nothing_matches: "Nothing matches this filter.",
    checks_shown: |n| format!("{n} {} shown", plural_en(n, ["check", "checks"])),
    status: |status| status.words(Lang::En),
    passed_of: |passed, all| format!("{passed} of {all} passed"),
    passed: |n| format!("{n} passed"),
    asides: |n| format!("{n} more without data or not applicable"),
    file_not_given: "The file that would show this was not given.",
    log_routes: "Where log records go with DEBUG off",
    log_event: "What happens",
    log_target: "Where it goes",
    perhaps: "perhaps",
    if_unset: "If no variable is set.",
    only_you: "Only you can confirm:",
    in_your_code: "In your code",
    go_to_line: "Go to line",
    details: "Why, and how to fix it",
    why: "Why it matters",
    how: "How to fix",
    depends_on: "Decided by",
    when_unset: |status, variables| {
        let verdict = match status {
            Status::Fail => "this fails",
            Status::Attention => "this needs attention",
            Status::Pass => "this passes",
            Status::NotApplicable => "this does not apply",
            Status::Open | Status::Manual | Status::NoData => "this stays undecided",
        };
        format!("If the {} unset, {verdict}.", plural_en(variables.max(1), ["variable is", "variables are"]))
    },
    snippet_at: |file, line| match line {
        Some(line) => format!("{file}, line {line}"),
        None => format!("{file}, at the end"),
    },
    applicability: |applicability| match applicability {
        Applicability::Safe => "keeps everything else as it is",
        Applicability::Unsafe => "may change what the program does",
        Applicability::DisplayOnly => "adapt before use",
    },
    copy: "Copy",
    copied: "Copied",
    copy_failed: "Select and copy by hand",
    documentation: "Documentation",
    new_tab: "opens in a new tab",
    mirrors: "Django’s own check",
    role: |role| match role {
        SettingRole::Production => "production",
        SettingRole::Staging => "staging",
        SettingRole::Development => "development",
        SettingRole::Test => "tests",
        SettingRole::Base => "base",
        SettingRole::Unknown => "",
    },
    kind: |kind| match kind {
        FileKind::Python => "Python",
        FileKind::Requirements => "Requirements",
        FileKind::Pyproject => "pyproject",
        FileKind::Env => "Environment",
        FileKind::Dockerfile => "Dockerfile",
        FileKind::Compose => "Compose",
        FileKind::Procfile => "Procfile",
        FileKind::Nginx => "nginx",
        FileKind::Ci => "CI",
        FileKind::Ignore => "Ignore list",
        FileKind::Toml => "TOML",
        FileKind::Yaml => "YAML",
        FileKind::Json => "JSON",
        FileKind::Ini => "INI",
        FileKind::Html => "Web page",
        FileKind::Other => "Text",
    },
    one_reason: |n| format!("One reason leaves {n} checks open"),
    views: "Views of the results",
    view_name: |view| match view {
        View::Checklist => "Checklist",
        View::Settings => "Settings",
        View::Environments => "Environments",
        View::Variables => "Variables",
        View::Checks => "check\u{a0}-\u{2060}-\u{2060}deploy",
        View::Rules => "Rules",
        View::Upgrade => "Upgrade",
    },
    crash_title: "Django does not start with these settings",
    upgrade_title: "Upgrade rehearsal",
    upgrade_lead: |from, to| format!("The same files under Django {to} instead of {from}."),
    upgrade_target: "Django to try",
    upgrade_newest: "No newer Django is known here.",
    upgrade_clear: "Nothing in these files changes.",
    upgrade_both: |both| {
        if both { "right before and after: can go in today" } else { "goes in with the upgrade" }
    },
    release_notes: "Release notes",
    settings_title: "Effective settings",
    settings_lead: |file, n| {
        format!("{} and what it imports set {}.", file, count_en(n, ["setting", "settings"]))
    },
    search_settings: "Search by name or value",
    settings_shown: |n| format!("{} shown", count_en(n, ["setting", "settings"])),
    no_settings_match: "No setting matches.",
    knowledge: |state| match state {
        Knowledge::Known => "Known",
        Knowledge::Environment => "Depends on the server",
        Knowledge::Unknown => "Unknown",
        Knowledge::Default => "Django’s own values",
    },
    value: "Value",
    value_unset: "If none of the variables is set:",
    history: "How it came about",
    history_of: |name| format!("How {name} came about"),
    earlier_steps: |n| count_en(n, ["earlier step", "earlier steps"]),
    doubtful: "in a branch that may not run",
    limits: "Limits that were hit",
    limits_note: "These settings were not computed to the end. No other setting is touched.",
    environments_title: "Environments",
    environments_lead: |n| match n {
        1 => "One settings module was found.".to_owned(),
        _ => format!("{n} settings modules were found."),
    },
    named_by: |files| format!("Named by {}.", files.join(", ")),
    imported_by: |files| format!("Imported by {}.", files.join(", ")),
    found_by_look: "Found by its name and contents.",
    judge_this: "Judge this one",
    judged_now: "Judged now",
    does_not_load: |crash| format!("Does not load: {crash}"),
    shared_title: "Secrets in common",
    shared_note: "Whoever gets into one of these environments has the secret of the others.",
    matrix_title: "What differs",
    matrix_lead: |n| match n {
        1 => "One setting is not the same everywhere.".to_owned(),
        _ => format!("{n} settings are not the same everywhere."),
    },
    matrix_same: "All settings are the same everywhere.",
    one_environment: "With one settings module there is nothing to compare.",
    setting: "Setting",
    same_as: |file| format!("same as in {file}"),
    own_value: "a value of its own",
    not_set: "not set",
    by_default: "Django’s default",
    by_environment: "depends on the server",
    unknown: "unknown",
    variables_title: "What the server must provide",
    variables_lead: |n, required| {
        let read = format!("{} read", count_en(n, ["environment variable is", "environment variables are"]));
        match required {
            0 => format!("{read}, none of them required."),
            _ => format!(
                "{read}, {required} required: without {} the settings do not load.",
                plural_en(required, ["it", "them"])
            ),
        }
    },
    no_variables: "The settings read no environment variables.",
    required_variables: "Required",
    optional_variables: "Optional",
    other_variables: "Read by other environments only",
    download_example: "Download .env.example",
    required: "required",
    secret: "secret",
    default_value: "Default",
    default_empty: "empty",
    default_other: "None, or computed",
    decides: "Decides",
    read_in: "Read in",
    what_if_title: "What if",
    what_if: |what_if| {
        let (given, unset) = what_if.counts();
        let mut parts = Vec::new();
        if given > 0 {
            parts.push(format!("{} given by you", count_en(given, ["value", "values"])));
        }
        if unset > 0 {
            parts.push(format!("{} unset", count_en(unset, ["variable", "variables"])));
        }
        if let Some(file) = &what_if.file {
            parts.push(format!("the values of {file}"));
        }
        if what_if.closed {
            parts.push("everything else unset".to_owned());
        }
        format!("Shown with {}: not what the files alone say.", parts.join(", "))
    },
    what_if_change: "Change",
    back_to_files: "Back to the files alone",
    left_what_if: "The results are those of the files alone again.",
    assume_title: "Try values",
    assume_lead: "Give a variable a value, or unset it, and see what the checklist says then. Each value is read \
                  as your code reads it.",
    assume_closed: "Every other variable is unset, rather than not known",
    assume_memory: "Values stay in the memory of this tab. They are not stored, and get into no report and no address.",
    assume_of: |name| format!("{name} on the server"),
    value_of: |name| format!("Value of {name}"),
    on_the_server: "On the server",
    assume_unknown: "not known",
    assume_unset: "unset",
    assume_value: "has this value",
    from_file: |file| format!("from {file}"),
    file_read: |file| format!("The settings read {file} themselves."),
    file_offer: |file, n| {
        format!(
            "{file} gives {}. The settings do not read it themselves.",
            count_en(n, ["variable", "variables"])
        )
    },
    take_file: "Take its values",
    leave_file: "Leave its values",
    notices: "Notices",
    dismiss: "Dismiss",
    bring_back: "Bring back",
    nothing_found: "Nothing here that the checklist reads. Settings, requirements, Docker and CI files are \
                    what it looks at.",
    refused: |refused| {
        let path = if refused.path.is_empty() { "The pasted text" } else { &refused.path };
        match refused.why {
            Unreadable::TooLarge(bytes) => {
                let (size, limit) = (megabytes(bytes), megabytes(MAX_BYTES));
                format!("{path} is {size} MB, over the limit of {limit} MB, and was not read.")
            }
            Unreadable::Binary => format!("{path} is binary data, not text, and was not read."),
            Unreadable::Empty => format!("{path} is empty."),
        }
    },
    more_refused: |n| format!("And {n} more."),
    walked: |walk| {
        let mut sentence = format!(
            "Looked at {} in the folder: {} read, {} left out.",
            count_en(walk.seen, ["file", "files"]),
            walk.read,
            walk.seen - walk.read
        );
        if walk.skipped_folders > 0 {
            sentence.push_str(&format!(
                " {} of other people’s code, media or caches not entered.",
                count_en(walk.skipped_folders, ["folder", "folders"])
            ));
        }
        if walk.too_many {
            sentence
                .push_str(" There were more than can be taken at once; those nearest to settings were kept.");
        }
        sentence
    },
    replaced: |path, n| match n {
        1 => format!("{path} was given again: the new text took the place of the old one."),
        _ => format!("{n} files were given again: the new texts took the place of the old ones."),
    },
    closed: |path| format!("{path} was closed."),
    set_aside: |n| format!("Your {} set aside for the example.", plural_en(n, ["file was", "files were"])),
    proof_lead: "Everything happens in this tab. The page forbids itself to send anything, and the browser \
                 holds it to that.",
    proof_network: "Open the developer tools, then Network, and paste something: no request appears. Or go \
                    offline: everything goes on working.",
    proof_try: "Let the page try to send a request to its own server:",
    proof_button: "Try to send",
    proof_trying: "Trying…",
    proof_refused: |directive| {
        if directive.is_empty() {
            "The browser refused: nothing was sent.".to_owned()
        } else {
            format!("The browser refused by “{directive}”: nothing was sent.")
        }
    },
    proof_sent: "The request went out: this tab is not locked. Do not paste anything secret here.",
    proof_policies: "The policies in force",
    proof_policies_note: "Policies only add up; the strictest word counts, and none can be taken back.",
    proof_storage: "Nothing is stored unless you switch it on in Preferences, and then only language and theme.",
    proof_limits: "What this cannot stop",
    proof_limits_text: "Browser extensions that read pages, a changed copy of this page at another address, \
                        and what you copy from here yourself.",
    checks: &checks::EN,
    rules: &rules::EN,
    version: "Version",
    data_of: "facts as of",
    theme_name: |theme| match theme {
        Theme::Auto => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    },
};

static RU: Words = Words {
    lang: Lang::Ru,
    code: "ru",
    title: "Предрелизный чек-лист Django",
    lead: "Вставьте settings.py и requirements: покажем, что исправить до релиза.",
    skip: "К результатам",
    badge: "Файлы не покидают эту вкладку",
    check_it: "Проверьте сами",
    examples: "Примеры",
    examples_lead: "Или посмотрите на примере",
    other_language: "English",
    preferences: "Настройки",
    language: "Язык",
    theme: "Тема",
    remember: "Помнить на этом устройстве",
    remember_note: "Только язык и тему; тексты не сохраняются никогда.",
    clear: "Очистить всё",
    clear_question: "Очистить всё?",
    clear_note: "Со страницы исчезнут все тексты, результаты и выбранные варианты, \
                 а запомненное на устройстве будет удалено.",
    keep: "Оставить",
    close: "Закрыть",
    your_files: "Ваши файлы",
    drop: "Перетащите файлы или папку в любое место либо вставьте текст",
    drop_now: "Отпустите, чтобы проверить",
    paste_here: "Вставьте сюда settings.py или requirements.txt",
    pick_files: "Выбрать файлы",
    pick_folder: "Выбрать папку",
    reading: "Читаем файлы…",
    new_file: "Новый текст",
    close_file: "Закрыть файл",
    untitled: "Новый текст",
    path: "Путь",
    all_files: "Все файлы",
    change_files: "Показать",
    hide_files: "Свернуть",
    back: "Назад",
    text_of: |path| {
        if path.is_empty() { "Текст".to_owned() } else { format!("Текст файла {path}") }
    },
    files: |n| format!("{n} {}", plural_ru(n, ["файл", "файла", "файлов"])),
    line: |line| format!("строка {line}"),
    concerns: |n| format!("{n} {}", plural_ru(n, ["замечание", "замечания", "замечаний"])),
    give_title: "Что стоит дать",
    give: [
        ("settings.py", "или весь пакет настроек: сюда смотрят почти все пункты"),
        ("requirements.txt, pyproject.toml", "версия Django, драйверы, серверы приложений, сроки поддержки"),
        ("Dockerfile, compose, Procfile", "чем и как запускается приложение"),
        (
            ".github/workflows, .gitlab-ci.yml",
            "выполняются ли до релиза тесты и check\u{a0}-\u{2060}-\u{2060}deploy",
        ),
        ("папку целиком", "тогда отсутствующий файл значит «нет», а не «неизвестно»"),
    ],
    results: "Чек-лист",
    judging: "Читаем настройки…",
    loading: "Загружаем анализатор…",
    engine_failed: "Не удалось запустить анализатор в этом браузере: нужны WebAssembly и воркеры. \
                    Ваши тексты на месте.",
    engine_restarted: "Анализатор остановился на этих текстах и запущен заново. Тексты сохранены, \
                       следующая правка будет проверена.",
    left_to_fix: |n| format!("Осталось исправить: {n}"),
    nothing_fails: "Ошибок не найдено",
    nothing_judged: "Пока нечего проверять",
    attention_left: |n| {
        let forms = ["проверка требует", "проверки требуют", "проверок требуют"];
        format!("{n} {} внимания.", plural_ru(n, forms))
    },
    open_left: |n| {
        let forms = ["проверка", "проверки", "проверок"];
        format!("По файлам не видно: {n} {}.", plural_ru(n, forms))
    },
    confirm_left: |n| {
        let forms = ["пункт можете", "пункта можете", "пунктов можете"];
        format!("{n} {} подтвердить только вы.", plural_ru(n, forms))
    },
    items_done: |done, all| format!("В порядке {done} из {all} пунктов."),
    stage_done: |done, all| format!("{done} из {all} в порядке"),
    to_fix: |n| format!("исправить: {n}"),
    to_look_at: |n| format!("посмотреть: {n}"),
    nothing_to_fix: "замечаний нет",
    stages: "Этапы",
    judged: "Модуль настроек",
    django: "Django",
    automatic: |what| format!("Найдено: {what}"),
    chosen_by_you: "Выбрано вами.",
    served: "Как развёрнут сайт?",
    served_note: "От этого зависят советы про HTTPS, кеш, логи и базу. Без ответа показано то, \
                  что верно в любом случае.",
    served_tls: "TLS перед Django терминирует",
    served_processes: "Процессы",
    served_container: "Контейнер",
    not_said: "не указано",
    processes: |processes| match processes {
        Processes::One => "один".to_owned(),
        Processes::Several => "несколько".to_owned(),
        Processes::Exactly(count) => count.to_string(),
    },
    yes_no: |yes| if yes { "да" } else { "нет" },
    no_data: |n| {
        let forms = ["проверки", "проверок", "проверок"];
        format!("Нет данных для {n} {}: не хватает файлов, по которым это видно.", plural_ru(n, forms))
    },
    no_data_add: "Добавить файлы",
    problems: "Что не удалось прочитать",
    problems_note: "Всё остальное проверено.",
    filter: "Фильтр",
    search: "Поиск",
    show_all: "Показать всё",
    open_all: "Раскрыть всё",
    close_all: "Свернуть всё",
    nothing_matches: "Под этот фильтр ничего не подходит.",
    checks_shown: |n| format!("Показано: {n} {}", plural_ru(n, ["проверка", "проверки", "проверок"])),
    status: |status| status.words(Lang::Ru),
    passed_of: |passed, all| format!("пройдено {passed} из {all}"),
    passed: |n| format!("Пройдено: {n}"),
    asides: |n| format!("Без данных или неприменимо: {n}"),
    file_not_given: "Нет файла, по которому это видно.",
    log_routes: "Куда попадают записи логов при выключенном DEBUG",
    log_event: "Что происходит",
    log_target: "Куда пишется",
    perhaps: "возможно,",
    if_unset: "Если переменные не заданы.",
    only_you: "Подтвердить можете только вы:",
    in_your_code: "Где в вашем коде",
    go_to_line: "К строке",
    details: "Почему это важно и как исправить",
    why: "Почему это важно",
    how: "Как исправить",
    depends_on: "Зависит от",
    when_unset: |status, variables| {
        let verdict = match status {
            Status::Fail => "проверка не пройдена",
            Status::Attention => "проверка требует внимания",
            Status::Pass => "проверка пройдена",
            Status::NotApplicable => "проверка неприменима",
            Status::Open | Status::Manual | Status::NoData => "сказать по-прежнему нельзя",
        };
        let subject = if variables > 1 {
            "переменные не заданы"
        } else {
            "переменная не задана"
        };
        format!("Если {subject}, {verdict}.")
    },
    snippet_at: |file, line| match line {
        Some(line) => format!("{file}, строка {line}"),
        None => format!("{file}, в конец"),
    },
    applicability: |applicability| match applicability {
        Applicability::Safe => "остальное не меняется",
        Applicability::Unsafe => "может изменить поведение программы",
        Applicability::DisplayOnly => "подправьте под себя",
    },
    copy: "Скопировать",
    copied: "Скопировано",
    copy_failed: "Выделите и скопируйте",
    documentation: "Документация",
    new_tab: "откроется в новой вкладке",
    mirrors: "Проверка самого Django",
    role: |role| match role {
        SettingRole::Production => "продакшен",
        SettingRole::Staging => "стейджинг",
        SettingRole::Development => "разработка",
        SettingRole::Test => "тесты",
        SettingRole::Base => "основа",
        SettingRole::Unknown => "",
    },
    kind: |kind| match kind {
        FileKind::Python => "Python",
        FileKind::Requirements => "Зависимости",
        FileKind::Pyproject => "pyproject",
        FileKind::Env => "Окружение",
        FileKind::Dockerfile => "Dockerfile",
        FileKind::Compose => "Compose",
        FileKind::Procfile => "Procfile",
        FileKind::Nginx => "nginx",
        FileKind::Ci => "CI",
        FileKind::Ignore => "Исключения",
        FileKind::Toml => "TOML",
        FileKind::Yaml => "YAML",
        FileKind::Json => "JSON",
        FileKind::Ini => "INI",
        FileKind::Html => "Веб-страница",
        FileKind::Other => "Текст",
    },
    one_reason: |n| {
        format!("Одна причина не даёт решить {n} {}", plural_ru(n, ["проверку", "проверки", "проверок"]))
    },
    views: "Разделы результатов",
    view_name: |view| match view {
        View::Checklist => "Чек-лист",
        View::Settings => "Настройки",
        View::Environments => "Окружения",
        View::Variables => "Переменные",
        View::Checks => "check\u{a0}-\u{2060}-\u{2060}deploy",
        View::Rules => "Правила",
        View::Upgrade => "Обновление",
    },
    crash_title: "С этими настройками Django не запустится",
    upgrade_title: "Репетиция обновления",
    upgrade_lead: |from, to| format!("Те же файлы под Django {to} вместо {from}."),
    upgrade_target: "Примерить Django",
    upgrade_newest: "Более новый Django здесь неизвестен.",
    upgrade_clear: "Для этих файлов ничего не меняется.",
    upgrade_both: |both| {
        if both {
            "верно и до, и после: можно внести сегодня"
        } else {
            "вносится вместе с обновлением"
        }
    },
    release_notes: "Что нового в выпуске",
    settings_title: "Действующие настройки",
    settings_lead: |file, n| {
        format!(
            "{n} {} в {file} и в том, что он импортирует.",
            plural_ru(n, ["настройка задана", "настройки заданы", "настроек задано"])
        )
    },
    search_settings: "Поиск по имени или значению",
    settings_shown: |n| format!("Показано: {n} {}", plural_ru(n, ["настройка", "настройки", "настроек"])),
    no_settings_match: "Таких настроек нет.",
    knowledge: |state| match state {
        Knowledge::Known => "Известно",
        Knowledge::Environment => "Зависит от сервера",
        Knowledge::Unknown => "Неизвестно",
        Knowledge::Default => "Значения самого Django",
    },
    value: "Значение",
    value_unset: "Если не задана ни одна из переменных:",
    history: "Как получилось",
    history_of: |name| format!("Как получилось значение {name}"),
    earlier_steps: |n| format!("ещё {n} {} до этого", plural_ru(n, ["шаг", "шага", "шагов"])),
    doubtful: "в ветке, которая может и не выполниться",
    limits: "Вычисление упёрлось в пределы",
    limits_note: "Эти настройки вычислены не до конца. Остальных это не касается.",
    environments_title: "Окружения",
    environments_lead: |n| {
        format!(
            "{} {n} {} настроек.",
            plural_ru(n, ["Найден", "Найдено", "Найдено"]),
            plural_ru(n, ["модуль", "модуля", "модулей"])
        )
    },
    named_by: |files| {
        format!(
            "На него {} {}.",
            plural_ru(files.len(), ["указывает", "указывают", "указывают"]),
            files.join(", ")
        )
    },
    imported_by: |files| {
        format!(
            "Его {} {}.",
            plural_ru(files.len(), ["импортирует", "импортируют", "импортируют"]),
            files.join(", ")
        )
    },
    found_by_look: "Найден по имени и содержимому.",
    judge_this: "Проверить этот",
    judged_now: "Проверяется сейчас",
    does_not_load: |crash| format!("Не загружается: {crash}"),
    shared_title: "Общие секреты",
    shared_note: "Кто проникнет в одно из этих окружений, получит секрет и остальных.",
    matrix_title: "Чем различаются",
    matrix_lead: |n| {
        format!(
            "{n} {} не везде.",
            plural_ru(n, ["настройка совпадает", "настройки совпадают", "настроек совпадают"])
        )
    },
    matrix_same: "Все настройки везде одинаковы.",
    one_environment: "Модуль настроек один: сравнивать не с чем.",
    setting: "Настройка",
    same_as: |file| format!("то же, что в {file}"),
    own_value: "своё значение",
    not_set: "не задано",
    by_default: "значение самого Django",
    by_environment: "зависит от сервера",
    unknown: "неизвестно",
    variables_title: "Что должен дать сервер",
    variables_lead: |n, required| {
        let read = format!(
            "Настройки читают {n} {} окружения",
            plural_ru(n, ["переменную", "переменные", "переменных"])
        );
        match required {
            0 => format!("{read}; обязательных среди них нет."),
            _ => format!(
                "{read}, из них {} {required}: без {} настройки не загрузятся.",
                plural_ru(required, ["обязательна", "обязательны", "обязательны"]),
                plural_ru(required, ["неё", "них", "них"])
            ),
        }
    },
    no_variables: "Настройки не читают переменных окружения.",
    required_variables: "Обязательные",
    optional_variables: "Необязательные",
    other_variables: "Нужны только другим окружениям",
    download_example: "Скачать .env.example",
    required: "обязательна",
    secret: "секрет",
    default_value: "По умолчанию",
    default_empty: "пусто",
    default_other: "None или вычисляется",
    decides: "Задаёт",
    read_in: "Читается в",
    what_if_title: "Что, если",
    what_if: |what_if| {
        let (given, unset) = what_if.counts();
        let mut parts = Vec::new();
        if given > 0 {
            parts.push(format!(
                "{given} {}",
                plural_ru(given, ["вашему значению", "вашим значениям", "вашим значениям"])
            ));
        }
        if unset > 0 {
            parts.push(format!(
                "{unset} {}",
                plural_ru(unset, ["незаданной переменной", "незаданным переменным", "незаданным переменным"])
            ));
        }
        if let Some(file) = &what_if.file {
            parts.push(format!("значениям из {file}"));
        }
        if what_if.closed {
            parts.push("условию, что больше ничего не задано".to_owned());
        }
        format!("Показано по {}, а не по одним только файлам.", parts.join(", "))
    },
    what_if_change: "Изменить",
    back_to_files: "Вернуться к самим файлам",
    left_what_if: "Снова показано то, что следует из самих файлов.",
    assume_title: "Примерьте значения",
    assume_lead: "Задайте переменной значение или уберите её и посмотрите, что тогда скажет чек-лист. Значение \
                  читается так же, как его читает ваш код.",
    assume_closed: "Все прочие переменные не заданы, а не просто неизвестны",
    assume_memory: "Значения остаются в памяти этой вкладки: они не хранятся и не попадают ни в отчёт, ни в адрес.",
    assume_of: |name| format!("{name} на сервере"),
    value_of: |name| format!("Значение {name}"),
    on_the_server: "На сервере",
    assume_unknown: "неизвестна",
    assume_unset: "не задана",
    assume_value: "равна",
    from_file: |file| format!("из {file}"),
    file_read: |file| format!("Настройки сами читают {file}."),
    file_offer: |file, n| {
        format!(
            "{file} задаёт {n} {}. Сами настройки его не читают.",
            plural_ru(n, ["переменную", "переменные", "переменных"])
        )
    },
    take_file: "Взять его значения",
    leave_file: "Не брать его значений",
    notices: "Сообщения",
    dismiss: "Скрыть",
    bring_back: "Вернуть",
    nothing_found: "Здесь нет ничего, что читает чек-лист: он смотрит настройки, зависимости, файлы Docker и CI.",
    refused: |refused| {
        let path = if refused.path.is_empty() { "Вставленный текст" } else { &refused.path };
        match refused.why {
            Unreadable::TooLarge(bytes) => {
                let (size, limit) = (megabytes(bytes).replace('.', ","), megabytes(MAX_BYTES));
                format!("{path}: {size} МБ при пределе в {limit} МБ, поэтому не прочитан.")
            }
            Unreadable::Binary => format!("{path}: двоичные данные, а не текст, поэтому не прочитан."),
            Unreadable::Empty => format!("{path} пуст."),
        }
    },
    more_refused: |n| format!("И ещё {n}."),
    walked: |walk| {
        let mut sentence = format!(
            "Просмотрено в папке: {} {}, прочитано {}, пропущено {}.",
            walk.seen,
            plural_ru(walk.seen, ["файл", "файла", "файлов"]),
            walk.read,
            walk.seen - walk.read
        );
        if walk.skipped_folders > 0 {
            sentence.push_str(&format!(
                " Не открывали {} {} с чужим кодом, медиа и кешем.",
                walk.skipped_folders,
                plural_ru(walk.skipped_folders, ["папку", "папки", "папок"])
            ));
        }
        if walk.too_many {
            sentence.push_str(" Файлов больше, чем можно взять за раз: оставлены ближайшие к настройкам.");
        }
        sentence
    },
    replaced: |path, n| match n {
        1 => format!("{path} передан повторно: новый текст занял место прежнего."),
        _ => format!("Переданы повторно файлы ({n}): новые тексты заняли место прежних."),
    },
    closed: |path| format!("{path} закрыт."),
    set_aside: |n| match n {
        1 => "Ваш файл отложен ради примера.".to_owned(),
        _ => format!("Ваши файлы ({n}) отложены ради примера."),
    },
    proof_lead: "Всё происходит в этой вкладке. Страница сама запретила себе что-либо отправлять, \
                 и за этим следит браузер.",
    proof_network: "Откройте инструменты разработчика, вкладку «Сеть», и вставьте любой текст: запросов нет. \
                    Или отключите интернет: всё продолжит работать.",
    proof_try: "Пусть страница попробует отправить запрос на собственный сервер:",
    proof_button: "Попробовать отправить",
    proof_trying: "Пробуем…",
    proof_refused: |directive| {
        if directive.is_empty() {
            "Браузер отказал: ничего не отправлено.".to_owned()
        } else {
            format!("Браузер отказал по правилу «{directive}»: ничего не отправлено.")
        }
    },
    proof_sent: "Запрос ушёл: эта вкладка не заперта. Не вставляйте сюда ничего секретного.",
    proof_policies: "Действующие правила",
    proof_policies_note: "Правила только складываются: действует самое строгое, и отменить его нельзя.",
    proof_storage: "На устройстве ничего не хранится, пока вы не включите это в настройках, \
                    и тогда только язык и тема.",
    proof_limits: "От чего это не защищает",
    proof_limits_text: "Расширения браузера, которые читают страницы; изменённая копия этой страницы по другому \
                        адресу; то, что вы скопируете отсюда сами.",
    checks: &checks::RU,
    rules: &rules::RU,
    version: "Версия",
    data_of: "данные на",
    theme_name: |theme| match theme {
        Theme::Auto => "Как в системе",
        Theme::Light => "Светлая",
        Theme::Dark => "Тёмная",
    },
};

fn count_en(n: usize, forms: [&'static str; 2]) -> String {
    format!("{n} {}", plural_en(n, forms))
}

/// Tenths of a megabyte are enough to see by how much a limit was missed.
fn megabytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) {
        format!("{}", tenths / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_words() {
        let ru = Words::of(Lang::Ru);
        assert_eq!((ru.files)(1), "1 файл");
        assert_eq!((ru.files)(22), "22 файла");
        assert_eq!((ru.confirm_left)(7), "7 пунктов можете подтвердить только вы.");
        assert_eq!((ru.no_data)(1), "Нет данных для 1 проверки: не хватает файлов, по которым это видно.");
        let en = Words::of(Lang::En);
        assert_eq!((en.attention_left)(1), "1 check needs attention.");
        assert_eq!((en.attention_left)(2), "2 checks need attention.");
    }

    #[test]
    fn a_refusal_names_the_file_and_the_limit() {
        let refused = Refused { path: "dump.sql".to_owned(), why: Unreadable::TooLarge(2_200_000) };
        assert_eq!(
            (Words::of(Lang::En).refused)(&refused),
            "dump.sql is 2.1 MB, over the limit of 1 MB, and was not read."
        );
        assert!((Words::of(Lang::Ru).refused)(&refused).contains("2,1 МБ"));
    }
}
