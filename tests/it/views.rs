//! What the page draws, as text, in both languages: from reports made by hand.

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use django_preflight::app::state::{Action, Engine, Given, Intake, Preferences, Refused, State, Walk};
use django_preflight::app::views::{Page, PageProps};
use django_preflight::model::{
    Applicability, DjangoReport, Environment, Evidence, Finding, Fix, Item, ItemReport, Lang, Origin,
    Predicted, Problem, Report, Role, SettingRole, Severity, Status, Text, Tool, text,
};
use django_preflight::source::Unreadable;
use yew::{Callback, LocalServerRenderer};

const SETTINGS: &str = "\
import os

DEBUG = True
SECRET_KEY = 'django-insecure-canary'
ALLOWED_HOSTS = ['*']
SECURE_HSTS_SECONDS = int(os.environ['HSTS'])
";

fn at(line: u32, shown: &str) -> Evidence {
    Evidence {
        file: "shop/settings.py".to_owned(),
        line,
        column: 1,
        end_line: line,
        end_column: 1 + shown.chars().count() as u32,
        role: Role::Primary,
        shown: shown.to_owned(),
    }
}

fn finding(rule: &str, item: Item, status: Status, title: Text, message: Text) -> Finding {
    Finding {
        rule: rule.to_owned(),
        item,
        status,
        severity: Severity::Error,
        mirrors: Vec::new(),
        title,
        message,
        why: text("Because of reasons.", "Потому что есть причины."),
        how: text("Change the line.", "Измените строку."),
        docs: "https://docs.djangoproject.com/en/5.2/ref/settings/".to_owned(),
        evidence: Vec::new(),
        settings: Vec::new(),
        variables: Vec::new(),
        when_unset: None,
        fix: None,
    }
}

fn findings() -> Vec<Finding> {
    let mut debug = finding(
        "debug.off",
        Item::Debug,
        Status::Fail,
        text("DEBUG is off in production", "DEBUG в production выключен"),
        text(
            "DEBUG is True: every error page shows settings, paths and source code to anyone who meets it.",
            "DEBUG равен True: страница ошибки покажет любому посетителю настройки, пути и исходный код.",
        ),
    );
    debug.evidence.push(at(3, "DEBUG = True"));
    debug.mirrors.push("security.W018".to_owned());
    debug.fix = Some(Fix {
        applicability: Applicability::Unsafe,
        file: "shop/settings.py".to_owned(),
        line: Some(3),
        snippet: "DEBUG = os.environ.get(\"DEBUG\", \"\") == \"1\"\n".to_owned(),
        edits: Vec::new(),
    });

    let mut hosts = finding(
        "hosts.wildcard",
        Item::AllowedHosts,
        Status::Fail,
        text("ALLOWED_HOSTS names your hosts", "ALLOWED_HOSTS перечисляет ваши хосты"),
        text("ALLOWED_HOSTS lets every host in.", "ALLOWED_HOSTS пропускает любой хост."),
    );
    hosts.evidence.push(at(5, "ALLOWED_HOSTS = ['*']"));

    let mut hsts = finding(
        "transport.hsts-seconds",
        Item::Https,
        Status::Open,
        text("HSTS is switched on", "HSTS включён"),
        text("The value comes from HSTS.", "Значение берётся из HSTS."),
    );
    hsts.evidence.push(at(6, "SECURE_HSTS_SECONDS = int(os.environ['HSTS'])"));
    hsts.variables.push("HSTS".to_owned());
    hsts.when_unset = Some(Status::Fail);

    let mut name = finding(
        "debug.tools",
        Item::Debug,
        Status::Pass,
        text("Debug tools stay at home", "Отладочные инструменты не попали в production"),
        text("<b>No</b> debug tool is installed.", "<b>Нет</b> отладочных приложений."),
    );
    name.severity = Severity::Warning;

    let server = finding(
        "server.present",
        Item::AppServer,
        Status::NoData,
        text("An application server is required", "Сервер приложений есть в зависимостях"),
        text("No requirements were given.", "Зависимости не даны."),
    );
    vec![debug, hosts, hsts, name, server]
}

fn report() -> Report {
    let findings = findings();
    let items = Item::ALL
        .into_iter()
        .map(|item| {
            let of_item: Vec<&Finding> = findings.iter().filter(|finding| finding.item == item).collect();
            ItemReport {
                item,
                stage: item.stage(),
                status: of_item.iter().map(|finding| finding.status).min().unwrap_or(Status::Pass),
                rules: of_item.iter().map(|finding| finding.rule.clone()).collect(),
            }
        })
        .collect();
    let environment = |module: &str, role, chosen| Environment {
        module: module.to_owned(),
        file: format!("{}.py", module.replace('.', "/")),
        role,
        chosen,
        named_by: Vec::new(),
        imported_by: Vec::new(),
        settings: Default::default(),
        predicted: Predicted::default(),
    };
    Report {
        schema: 1,
        tool: Tool { name: "x".to_owned(), version: "1".to_owned(), data_date: "2026-11-23".to_owned() },
        django: DjangoReport {
            version: "5.2".to_owned(),
            because: text("Named in requirements.txt.", "Указан в requirements.txt."),
            choices: vec!["4.2".to_owned(), "5.2".to_owned(), "6.1".to_owned()],
        },
        judged: Some(Origin { file: "shop/settings.py".to_owned(), line: 1 }),
        judged_because: text("The only settings module.", "Единственный модуль настроек."),
        items,
        findings,
        environments: vec![
            environment("shop.settings", SettingRole::Production, true),
            environment("shop.local", SettingRole::Development, false),
        ],
        defaults: Default::default(),
        differences: Vec::new(),
        shared_secrets: Vec::new(),
        environment_variables: Vec::new(),
        environment_files: Vec::new(),
        assumed: Default::default(),
        requirements: Vec::new(),
        problems: vec![Problem {
            file: "shop/urls.py".to_owned(),
            line: Some(7),
            message: text("This is not Python.", "Это не Python."),
        }],
    }
}

fn given(path: &str, text: &str) -> Given {
    Given { path: path.to_owned(), text: text.to_owned() }
}

fn in_language(lang: Lang) -> State {
    State::new(Preferences { lang, ..Preferences::default() })
}

fn with_report(lang: Lang, report: Report) -> State {
    let files = vec![given("shop/settings.py", SETTINGS), given("requirements.txt", "Django==5.2.19\n")];
    let state = in_language(lang).after(Action::Give(Intake { files, ..Intake::default() }));
    let revision = state.revision;
    state.after(Action::Reported { revision, report: Rc::new(report).into() })
}

fn drawn(state: State) -> String {
    let props = PageProps { state: Rc::new(state), act: Callback::noop(), dragging: false };
    let mut drawing = Box::pin(LocalServerRenderer::<Page>::with_props(props).hydratable(false).render());
    let mut context = Context::from_waker(Waker::noop());
    // Nothing on the page waits for anything when it is drawn natively.
    loop {
        if let Poll::Ready(html) = drawing.as_mut().poll(&mut context) {
            return html;
        }
    }
}

/// The element that an attribute names, with all that is in it.
fn element<'a>(html: &'a str, attribute: &str) -> &'a str {
    let at = html.find(attribute).unwrap_or_else(|| panic!("no {attribute} in {html}"));
    let start = html[..at].rfind('<').expect("an attribute stands in a tag");
    let name = html[start + 1..].split([' ', '>']).next().expect("a tag has a name");
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 0;
    let mut index = start;
    loop {
        let rest = &html[index..];
        let next_close = rest.find(&close).expect("every element is closed");
        match rest[1..].find(&open).map(|found| found + 1) {
            _ if depth == 0 && index == start => {
                depth = 1;
                index += open.len();
            }
            Some(next_open) if next_open < next_close => {
                depth += 1;
                index += next_open + open.len();
            }
            _ => {
                depth -= 1;
                index += next_close + close.len();
                if depth == 0 {
                    return &html[start..index];
                }
            }
        }
    }
}

#[track_caller]
fn assert_holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no {part:?} in {html}");
    }
}

#[test]
fn an_empty_page_says_what_to_do_in_both_languages() {
    let english = drawn(in_language(Lang::En));
    assert_holds(
        &english,
        &[
            "<h1>Django pre-release checklist</h1>",
            "Paste settings.py and requirements: see what to fix before release.",
            "Files never leave this tab",
            "Drop files or a folder anywhere, or paste text",
            "placeholder=\"Paste settings.py or requirements.txt here\"",
            "<input type=\"file\" id=\"pick-files\" multiple",
            "webkitdirectory",
            "data-sample=\"fresh\"",
            "data-sample=\"halfway\"",
            "data-sample=\"ready\"",
        ],
    );
    assert!(!english.contains("role=\"tab\""), "there is nothing to switch between");
    let russian = drawn(in_language(Lang::Ru));
    assert_holds(
        &russian,
        &[
            "<h1>Предрелизный чек-лист Django</h1>",
            "lang=\"ru\"",
            "Выбрать папку",
            "Файлы не покидают эту вкладку",
        ],
    );
}

#[test]
fn nothing_on_the_page_has_a_style_of_its_own() {
    // The policy drops such attributes, and the page would look broken.
    for state in [in_language(Lang::En), with_report(Lang::En, report())] {
        assert!(!drawn(state).contains(" style="));
    }
}

#[test]
fn every_item_is_there_with_its_status() {
    let html = drawn(with_report(Lang::En, report()));
    for row in report().items {
        let item = format!("data-item=\"{}\" data-status=\"{}\"", row.item.slug(), row.status.slug());
        assert_holds(&html, &[&item, row.item.confirm().get(Lang::En)]);
    }
    for found in findings() {
        let rule = format!("data-rule=\"{}\" data-status=\"{}\"", found.rule, found.status.slug());
        assert_holds(&html, &[&rule]);
    }
    for stage in ["release", "user", "payment"] {
        assert_holds(&html, &[&format!("data-stage=\"{stage}\"")]);
    }
}

#[test]
fn the_verdict_counts_what_is_left() {
    let html = drawn(with_report(Lang::En, report()));
    assert_holds(
        &html,
        &[
            "<h1 id=\"verdict\">2 left to fix</h1>",
            "10 of 14 items are in order. 1 check depends on the server.",
            "1 check has no data",
            "4 of 6 in order",
            "2 to fix",
        ],
    );
    let html = drawn(with_report(Lang::Ru, report()));
    assert_holds(
        &html,
        &[
            "<h1 id=\"verdict\">Осталось исправить: 2</h1>",
            "В порядке 10 из 14 пунктов. 1 проверка зависит от сервера.",
            "Нет данных для 1 проверки",
            "4 из 6 в порядке",
        ],
    );
}

#[test]
fn without_failures_the_page_says_what_only_a_person_can_confirm() {
    let mut clean = report();
    clean.findings.retain(|finding| finding.status == Status::Pass);
    for item in &mut clean.items {
        item.status = Status::Pass;
    }
    let html = drawn(with_report(Lang::En, clean));
    assert_holds(&html, &["No failing checks", "Only you can confirm 14 more."]);
    assert!(!html.to_lowercase().contains("is secure"));
}

#[test]
fn the_first_failing_line_needs_no_click() {
    let html = drawn(with_report(Lang::En, report()));
    let item = element(&html, "data-item=\"debug\"");
    assert!(item.split('>').next().is_some_and(|tag| tag.contains(" open")), "{item}");
    assert_holds(item, &["DEBUG = True", "data-file=\"shop/settings.py\"", "data-line=\"3\""]);
    let other = element(&html, "data-item=\"allowed-hosts\"");
    assert!(!other.split('>').next().is_some_and(|tag| tag.contains(" open")));
}

#[test]
fn a_finding_says_where_why_and_how() {
    let html = drawn(with_report(Lang::Ru, report()));
    let debug = element(&html, "data-rule=\"debug.off\"");
    assert_holds(
        debug,
        &[
            "Не пройдено",
            "DEBUG равен True",
            ", строка 3",
            "Почему это важно",
            "Потому что есть причины.",
            "Как исправить",
            "Измените строку.",
            "может изменить поведение программы",
            "Скопировать",
            "href=\"https://docs.djangoproject.com/en/5.2/ref/settings/\" target=\"_blank\" rel=\"noopener noreferrer\"",
            "Проверка самого Django: security.W018",
        ],
    );
}

#[test]
fn an_open_finding_says_on_what_it_depends() {
    let html = drawn(with_report(Lang::En, report()));
    let hsts = element(&html, "data-rule=\"transport.hsts-seconds\"");
    assert_holds(
        hsts,
        &[
            "Depends on the server",
            "<code>HSTS</code>",
            "data-when-unset=\"fail\"",
            "If the variable is unset, this fails.",
        ],
    );
}

#[test]
fn what_was_judged_can_be_changed() {
    let html = drawn(with_report(Lang::En, report()));
    let judged = element(&html, "class=\"judged\"");
    assert_holds(
        judged,
        &[
            "Found: shop/settings.py",
            "The only settings module.",
            "shop/local.py (development)",
            "Found: 5.2",
            "<option value=\"6.1\"",
        ],
    );
    let chosen = with_report(Lang::En, report()).after(Action::ChooseDjango(Some("4.2".to_owned())));
    assert_holds(&drawn(chosen), &["<option value=\"4.2\" selected", "Chosen by you."]);
}

#[test]
fn what_could_not_be_read_is_named() {
    let html = drawn(with_report(Lang::En, report()));
    let problems = element(&html, "class=\"problems\"");
    assert_holds(problems, &["shop/urls.py, line 7", "This is not Python.", "Everything else was judged."]);
}

#[test]
fn lines_with_findings_are_marked_in_the_editor() {
    let html = drawn(with_report(Lang::En, report()));
    let marks = element(&html, "class=\"marks\"");
    assert_holds(
        marks,
        &[
            "<mark data-tone=\"fail\" data-jumped=\"true\">DEBUG = True</mark>",
            "<mark data-tone=\"open\">SECURE_HSTS_SECONDS",
        ],
    );
    assert_holds(&html, &["<b data-tone=\"fail\">3</b>", "aria-label=\"Text of shop/settings.py\""]);
}

#[test]
fn tabs_are_a_tab_list_and_adding_stands_outside_of_it() {
    let html = drawn(with_report(Lang::En, report()));
    let list = element(&html, "role=\"tablist\"");
    assert_holds(list, &["settings.py", "requirements.txt", "aria-selected=\"true\"", ", 2 findings"]);
    assert!(!list.contains("new-file") && html.contains("id=\"new-file\""));
}

#[test]
fn a_filter_shows_what_it_asks_for() {
    let state = with_report(Lang::En, report());
    let html = drawn(state.after(Action::ToggleStatus(Status::Open)));
    assert_holds(&html, &["data-item=\"https\"", "aria-pressed=\"true\""]);
    assert!(!html.contains("data-item=\"debug\""));
    let html = drawn(state.after(Action::Search("wildcard".to_owned())));
    assert_holds(&html, &["data-rule=\"hosts.wildcard\""]);
    assert!(!html.contains("data-rule=\"debug.off\""));
    let html = drawn(state.after(Action::Search("no such words".to_owned())));
    assert_holds(&html, &["Nothing matches this filter."]);
}

#[test]
fn texts_of_the_person_are_only_ever_text() {
    let hostile = "<img src=x onerror=alert(1)>";
    let mut report = report();
    report.findings[0].evidence[0].file = format!("{hostile}.py");
    report.findings[0].evidence[0].shown = hostile.to_owned();
    report.problems[0].file = hostile.to_owned();
    let files = vec![given(&format!("{hostile}.py"), &format!("A = '{hostile}</textarea>{hostile}'\n"))];
    let refused = vec![Refused { path: hostile.to_owned(), why: Unreadable::Binary }];
    let state = in_language(Lang::En).after(Action::Give(Intake { files, refused, walk: None }));
    let revision = state.revision;
    let html = drawn(state.after(Action::Reported { revision, report: Rc::new(report).into() }));
    assert!(!html.contains("<img"), "{html}");
    assert!(html.contains("&lt;img"));
}

#[test]
fn refusals_and_folders_are_told_in_sentences() {
    let refused = vec![
        Refused { path: "logo.py".to_owned(), why: Unreadable::Binary },
        Refused { path: "dump.txt".to_owned(), why: Unreadable::TooLarge(3_000_000) },
    ];
    let walk = Some(Walk { seen: 4210, read: 37, skipped_folders: 3, too_many: false });
    let give = Action::Give(Intake { files: vec![given("settings.py", "A = 1\n")], refused, walk });
    let html = drawn(in_language(Lang::En).after(give.clone()));
    assert_holds(
        &html,
        &[
            "logo.py is binary data, not text, and was not read.",
            "dump.txt is 2.9 MB, over the limit of 1 MB, and was not read.",
            "Looked at 4210 files in the folder: 37 read, 4173 left out.",
            "3 folders of other people’s code, media or caches not entered.",
        ],
    );
    let html = drawn(in_language(Lang::Ru).after(give));
    assert_holds(
        &html,
        &[
            "Просмотрено в папке: 4210 файлов, прочитано 37, пропущено 4173.",
            "Не открывали 3 папки с чужим кодом, медиа и кешем.",
            "dump.txt: 2,9 МБ при пределе в 1 МБ, поэтому не прочитан.",
        ],
    );
}

#[test]
fn while_the_engine_is_away_the_page_says_so_and_keeps_the_texts() {
    let give = Action::Give(Intake { files: vec![given("settings.py", SETTINGS)], ..Intake::default() });
    let waiting = in_language(Lang::En).after(give);
    assert_eq!(waiting.engine, Engine::Loading);
    assert_holds(&drawn(waiting.clone()), &["Loading the analyser…", "SECRET_KEY"]);
    let crashed = waiting.after(Action::EngineReady).after(Action::EngineRestarted);
    assert_holds(
        &drawn(crashed),
        &["The analyser stopped on these texts and was started again.", "SECRET_KEY"],
    );
    let failed = waiting.after(Action::EngineFailed);
    assert_holds(&drawn(failed), &["could not be started in this browser", "SECRET_KEY"]);
}

#[test]
fn of_many_files_only_some_are_tabs_and_all_can_be_opened() {
    let files = (0..60).map(|n| given(&format!("app{n}/models.py"), "A = 1\n")).collect();
    let state = in_language(Lang::En).after(Action::Give(Intake { files, ..Intake::default() }));
    let html = drawn(state);
    assert_eq!(html.matches("role=\"tab\"").count(), 1);
    assert_holds(&html, &["aria-label=\"All files\"", "60 files", "app59/models.py"]);
}
