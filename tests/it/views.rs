//! What the page draws, as text, in both languages: from reports made by hand.

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use django_preflight::app::state::{
    Action, Address, Assumed, Engine, Given, Intake, Knowledge, Preferences, Refused, State, View, Walk,
};
use django_preflight::app::views::{Page, PageProps};
use django_preflight::model::{
    Applicability, CheckState, DjangoReport, Environment, Evidence, Finding, Fix, Item, ItemReport, Lang,
    LogEnd, LogEvent, LogRoute, LogStop, LoggingReport, Origin, Predicted, Problem, Report, Role,
    SettingRole, Severity, Status, Text, Tls, Tool, Topology, TopologyReport, text,
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
        deploy_check: None,
        defaults: Default::default(),
        differences: Vec::new(),
        shared_secrets: Vec::new(),
        environment_variables: Vec::new(),
        environment_files: Vec::new(),
        assumed: Default::default(),
        topology: TopologyReport {
            found: Topology::NOT_SAID.tls(Tls::Balancer).processes(4),
            tls_origin: Some(Origin { file: "Procfile".to_owned(), line: 1 }),
            processes_origin: Some(Origin { file: "Dockerfile".to_owned(), line: 9 }),
            ..TopologyReport::default()
        },
        requirements: Vec::new(),
        logging: None,
        problems: vec![Problem {
            file: "shop/urls.py".to_owned(),
            line: Some(7),
            message: text("This is not Python.", "Это не Python."),
        }],
        rehearsal: None,
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
            "10 of 14 items are in order. 1 check cannot be told from these files.",
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
            "В порядке 10 из 14 пунктов. По файлам не видно: 1 проверка.",
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
fn without_settings_that_nothing_fails_is_no_praise() {
    for (path, text) in [
        ("shop/urls.py", "from django.urls import path\nurlpatterns = []\n"),
        ("pasted.html", "<!doctype html>\n<h1>Not Found</h1>\n"),
        (".env", "PORT=8000\n"),
    ] {
        let html = view_of(Lang::En, &[(path, text)], View::Checklist, &[]);
        assert_holds(&html, &["<h1 id=\"verdict\">Nothing to judge yet</h1>"]);
        assert!(!html.contains("No failing checks"), "{path}");
    }
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
            "Cannot be told",
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
fn how_the_site_is_served_is_asked_once_and_can_be_changed() {
    let html = drawn(with_report(Lang::En, report()));
    assert_eq!(html.matches("id=\"served\"").count(), 1, "it is asked in one place");
    assert_holds(element(&html, "id=\"item-https\""), &["How is the site served?"]);
    let tls = element(&html, "id=\"served-tls\"");
    assert_holds(tls, &["Found: a load balancer or a platform", "value=\"cdn\"", "aria-describedby"]);
    assert_holds(element(&html, "id=\"served-tls-because\""), &["data-file=\"Procfile\"", "data-line=\"1\""]);
    assert_holds(element(&html, "id=\"served-processes\""), &["Found: 4", "several"]);
    assert_holds(element(&html, "id=\"served-container\""), &["not said"]);

    let said = Topology::NOT_SAID.tls(Tls::Proxy);
    let state = with_report(Lang::Ru, report()).after(Action::SayServed(said));
    assert_eq!(state.input().1.topology, said, "the engine is asked with it");
    let html = drawn(state);
    assert_holds(element(&html, "id=\"served-tls\""), &["ваш nginx или другой прокси", "selected"]);
    assert_holds(element(&html, "id=\"served-tls-because\""), &["Выбрано вами"]);
}

#[test]
fn an_answer_lives_as_long_as_the_other_choices() {
    let said = with_report(Lang::En, report()).after(Action::SayServed(Topology::NOT_SAID.tls(Tls::App)));
    let asked = said.revision;
    assert_eq!(said.after(Action::EngineReady).topology.tls, Some(Tls::App));
    assert_eq!(said.after(Action::ClearAll).topology, Topology::NOT_SAID);
    assert_eq!(said.after(Action::Example(Vec::new())).topology, Topology::NOT_SAID);
    assert!(said.after(Action::SayServed(Topology::NOT_SAID)).revision > asked, "it is judged anew");
}

#[test]
fn the_way_of_log_records_is_a_table_in_words() {
    let stop = |target: Text, certain: bool, times: usize| LogStop {
        handler: "console".to_owned(),
        class: "logging.StreamHandler".to_owned(),
        target,
        certain,
        times,
    };
    let route = |event, end, stops, note| LogRoute {
        event,
        logger: "django.request".to_owned(),
        level: "ERROR".to_owned(),
        end,
        when_unset: end == LogEnd::Taken,
        stops,
        note,
    };
    let mut with_routes = report();
    let twice = stop(text("standard error", "стандартный поток ошибок"), false, 2);
    with_routes.logging = Some(LoggingReport {
        routes: vec![
            route(LogEvent::Unhandled, LogEnd::Taken, vec![twice], None),
            route(
                LogEvent::AppError,
                LogEnd::Nowhere,
                Vec::new(),
                Some(text("nobody listens", "никто не слушает")),
            ),
        ],
        reason: None,
    });
    let html = drawn(with_report(Lang::Ru, with_routes.clone()));
    assert_holds(
        element(&html, "class=\"log-routes\""),
        &[
            "<caption>Куда попадают записи логов",
            "<th scope=\"row\" role=\"rowheader\"><span>Исключение в представлении</span><code>django.request ERROR</code></th>",
            "возможно,",
            "стандартный поток ошибок",
            "×2",
            "Если переменные не заданы.",
            "<b>никуда</b>: никто не слушает",
        ],
    );
    with_routes.logging =
        Some(LoggingReport { routes: Vec::new(), reason: Some(text("No way.", "Никак.")) });
    let html = drawn(with_report(Lang::En, with_routes));
    assert_holds(element(&html, "class=\"log-routes\""), &["No way."]);
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
    assert_holds(&html, &["data-rule=\"hosts.wildcard\"", "1 check shown"]);
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

const PROJECT: &[(&str, &str)] = &[
    ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.settings.local')\n"),
    ("conf/__init__.py", ""),
    ("conf/settings/__init__.py", ""),
    (
        "conf/settings/base.py",
        "import environ\nenv = environ.Env()\nDEBUG = True\nROOT_URLCONF = 'conf.urls'\nMIDDLEWARE = []\n\
         INSTALLED_APPS = ['django.contrib.auth']\nSECRET_KEY = env('SECRET_KEY')\n\
         SESSION_COOKIE_SECURE = env.bool('SECURE', default=False)\nCSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE\n\
         SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE\nHUGE = 'x' * 100_000_000\n",
    ),
    ("conf/settings/local.py", "from .base import *\nSECRET_KEY = 'shared-between-the-two'\n"),
    ("conf/settings/staging.py", "from .base import *\nSECRET_KEY = 'shared-between-the-two'\n"),
    ("conf/settings/production.py", "from .base import *\nDEBUG = False\nINSTALLED_APPS += ['shop']\n"),
    ("server.env", "SECURE=1\nSECRET_KEY=hunter2hunter2\n"),
];

/// The page with what the engine makes of a project.
fn of_project(lang: Lang, files: &[(&str, &str)], actions: &[Action]) -> State {
    let given = files.iter().map(|(path, text)| given(path, text)).collect();
    let mut state = in_language(lang).after(Action::Give(Intake { files: given, ..Intake::default() }));
    state.complete = true;
    for action in actions {
        state = state.after(action.clone());
    }
    let (files, options) = state.input();
    let report = django_preflight::audit::audit(&files, &options);
    let revision = state.revision;
    state.after(Action::Reported { revision, report: Rc::new(report).into() })
}

/// The page with the list of rules, and one rule's example.
fn reading(state: State, rule: Option<&str>) -> String {
    let book = django_preflight::audit::rulebook(None, rule);
    let address = Address { view: View::Rules, rule: rule.map(Into::into) };
    drawn(state.after(Action::Show(address)).after(Action::Rules(Rc::new(book).into())))
}

fn view(lang: Lang, view: View, actions: &[Action]) -> String {
    view_of(lang, PROJECT, view, actions)
}

/// A view, as it is judged while it is shown.
fn view_of(lang: Lang, files: &[(&str, &str)], view: View, actions: &[Action]) -> String {
    let shown = Action::Show(view.into());
    drawn(of_project(lang, files, &[actions, &[shown]].concat()))
}

#[test]
fn the_views_are_links_with_addresses() {
    for (shown, hash) in [(View::Checklist, "#/"), (View::Variables, "#/variables")] {
        let html = view(Lang::En, shown, &[]);
        let links = element(&html, "class=\"view-links\"");
        assert_eq!(links.matches("<a href=\"#/").count(), View::ALL.len());
        assert_holds(links, &[&format!("<a href=\"{hash}\" data-view=\"{hash}\" aria-current=\"page\"")]);
    }
    // Nothing for certain is no zero while the server decides.
    let counted = |states: &[CheckState]| {
        let state = of_project(Lang::En, DEPLOYED, &[]);
        let mut report = (*state.report.clone().expect("it was judged")).clone();
        if let Some(deploy) = &mut report.deploy_check {
            deploy.checks.retain(|check| states.contains(&check.state));
        }
        let revision = state.revision;
        let html = drawn(state.after(Action::Reported { revision, report: Rc::new(report).into() }));
        element(&html, "data-view=\"#/checks\"").contains("<b>")
    };
    assert!(counted(&CheckState::ALL) && counted(&[]));
    assert!(!counted(&[CheckState::Undecided]));
}

#[test]
fn an_upgrade_is_rehearsed_where_it_is_looked_at() {
    let files = [("settings.py", "DEFAULT_FILE_STORAGE = 'shop.Storage'\nALLOWED_HOSTS = ['example.com']\n")];
    let show = Action::Show(View::Upgrade.into());
    let four = Action::ChooseDjango(Some("4.2".to_owned()));
    // Elsewhere nothing is judged twice.
    assert_eq!(of_project(Lang::En, &files, std::slice::from_ref(&four)).input().1.target, None);
    let html = drawn(of_project(Lang::En, &files, &[four.clone(), show.clone()]));
    let target = element(&html, "id=\"upgrade-target\"");
    assert_holds(target, &["5.2", "6.1"]);
    assert!(!target.contains("value=\"4.1\""), "{target}");
    let changes = element(&html, "data-effect=\"changes\"");
    assert_holds(
        changes,
        &["Changes silently", "data-step=\"STORAGES\"", "shop.Storage", "data-both=\"true\""],
    );
    let chosen = Action::ChooseTarget(Some("6.1".to_owned()));
    let html = drawn(of_project(Lang::Ru, &files, &[four, show.clone(), chosen]));
    assert_holds(&html, &["data-target=\"6.1\"", "Молча изменится", "Вы выбрали эту версию."]);
    let newest = Action::ChooseDjango(Some("6.1".to_owned()));
    let html = drawn(of_project(Lang::En, &files, &[newest, show]));
    assert_holds(&html, &["No newer Django is known here."]);
}

#[test]
fn what_keeps_django_from_starting_stands_above_everything_else() {
    let html = drawn(of_project(Lang::En, &[("settings.py", "TIME_ZONE = 'Mars/Base'\n")], &[]));
    let crash = html.find("id=\"crash\"").expect("it is shown");
    assert!(crash < html.find("class=\"verdict").expect("the verdict"));
    assert_holds(element(&html, "id=\"crash\""), &["ValueError: Incorrect timezone setting: Mars/Base"]);
    let html = drawn(of_project(Lang::En, &[("settings.py", "DEBUG = False\n")], &[]));
    assert!(!html.contains("id=\"crash\""));
}

#[test]
fn a_setting_shows_its_value_its_state_and_how_it_came_about() {
    let html = view(Lang::En, View::Settings, &[]);
    let debug = element(&html, "id=\"setting-DEBUG\"");
    assert_holds(debug, &["data-state=\"known\"", "<code class=\"setting-value\">False</code>"]);
    let trail = element(debug, "data-trail=\"DEBUG\"");
    let (first, second) = trail.split_once("</li>").expect("two steps");
    assert_holds(first, &["True", "data-file=\"conf/settings/base.py\" data-line=\"3\""]);
    assert_holds(second, &["False", "data-file=\"conf/settings/production.py\" data-line=\"2\""]);
    assert_holds(
        element(&html, "data-trail=\"INSTALLED_APPS\""),
        &["<span class=\"trail-what\">+=</span>", "['django.contrib.auth', 'shop']"],
    );
    let secure = element(&html, "id=\"setting-SESSION_COOKIE_SECURE\"");
    assert_holds(secure, &["False | True", "Depends on the server", "href=\"#/variables\""]);
    let russian = view(Lang::Ru, View::Settings, &[]);
    assert_holds(&russian, &["Действующие настройки", "Зависит от сервера", "Как получилось"]);
}

#[test]
fn settings_are_searched_and_narrowed_by_state() {
    let shown = |actions: &[Action]| {
        let state = of_project(Lang::En, PROJECT, &[]).after(Action::Show(View::Settings.into()));
        let html = drawn(actions.iter().fold(state, |state, action| state.after(action.clone())));
        let rows = html.split("data-setting=\"").skip(1);
        rows.map(|rest| rest.split('"').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let search = |words: &str| Action::SearchSettings(words.to_owned());
    assert_eq!(shown(&[search("csrf_cookie_secure")]), ["CSRF_COOKIE_SECURE"]);
    assert_eq!(shown(&[search("conf.urls")]), ["ROOT_URLCONF"]);
    assert_eq!(shown(&[Action::ToggleKnowledge(Knowledge::Unknown)]), ["HUGE"]);
    assert!(shown(&[Action::ToggleKnowledge(Knowledge::Default)]).contains(&"USE_TZ".to_owned()));
    assert!(!shown(&[]).contains(&"USE_TZ".to_owned()));
    assert!(shown(&[search("no such setting")]).is_empty());
}

#[test]
fn a_limit_that_was_hit_is_named_with_its_setting() {
    let html = view(Lang::En, View::Checklist, &[]);
    assert_holds(element(&html, "data-limit=\"HUGE\""), &["the size of texts", "data-line=\"11\""]);
    let html = view(Lang::Ru, View::Settings, &[]);
    assert_holds(element(&html, "data-limit=\"HUGE\""), &["длина текстов"]);
}

#[test]
fn environments_say_why_they_were_found_and_in_what_they_differ() {
    let html = view(Lang::En, View::Environments, &[]);
    let local = element(&html, "data-environment=\"conf/settings/local.py\"");
    assert_holds(local, &["development", "Named by manage.py.", "Judge this one"]);
    let production = element(&html, "data-environment=\"conf/settings/production.py\"");
    assert_holds(production, &["data-chosen=\"true\"", "Judged now"]);
    let base = element(&html, "data-environment=\"conf/settings/base.py\"");
    assert_holds(base, &["Imported by conf/settings/local.py, conf/settings/production.py"]);
    assert_holds(element(&html, "data-difference=\"DEBUG\""), &["<code>True</code>", "<code>False</code>"]);
    assert!(!html.contains("data-difference=\"ROOT_URLCONF\""));
    assert_holds(element(&html, "data-difference=\"SECRET_KEY\""), &["•••", "same as in local.py"]);
    assert_holds(element(&html, "data-shared=\"SECRET_KEY\""), &["conf/settings/staging.py"]);
    let results = element(&html, "id=\"results\"");
    assert!(!results.contains("shared-between"));
    let package =
        [("a/b/settings/__init__.py", "DEBUG = True\n"), ("a/b/settings/local.py", "DEBUG = False\n")];
    let html = view_of(Lang::En, &package, View::Environments, &[]);
    assert_holds(element(&html, "<thead"), &["<span>settings/__init__.py</span>"]);
    let chosen = Action::ChooseSettings(Some("conf/settings/local.py".to_owned()));
    let html = view(Lang::En, View::Environments, &[chosen]);
    assert_holds(element(&html, "data-environment=\"conf/settings/local.py\""), &["data-chosen=\"true\""]);
}

#[test]
fn variables_say_what_they_are_and_who_reads_them() {
    let html = view(Lang::En, View::Variables, &[]);
    assert_holds(element(&html, "data-group=\"required\""), &["data-variable=\"SECRET_KEY\"", "secret"]);
    let secure = element(&html, "data-variable=\"SECURE\"");
    assert_holds(
        secure,
        &[
            ">bool<",
            "<code>False</code>",
            "<code>CSRF_COOKIE_SECURE</code>",
            "data-file=\"conf/settings/base.py\" data-line=\"8\"",
            "data-assumed=\"unknown\"",
            "aria-label=\"SECURE on the server\"",
        ],
    );
    assert_holds(&html, &["Download .env.example"]);
    assert_holds(element(&html, "data-env-file=\"server.env\""), &["gives 2 variables", "Take its values"]);
    assert_holds(
        &view(Lang::Ru, View::Variables, &[]),
        &["Настройки читают 2 переменные окружения, из них обязательна 1", "server.env задаёт 2 переменные."],
    );
}

#[test]
fn what_if_is_said_on_every_view_and_shows_no_value() {
    let value = |name: &str, value: &str| Action::Assume {
        variable: name.to_owned(),
        assumed: Some(Assumed::Value(value.to_owned())),
    };
    let actions =
        [value("SECURE", "on"), value("SECRET_KEY", "Canary-typed-secret"), Action::AssumeClosed(true)];
    for shown in View::ALL {
        let html = view(Lang::En, shown, &actions);
        assert_holds(
            element(&html, "class=\"what-if-bar\""),
            &["Shown with 2 values given by you, everything else unset: not what the files alone say."],
        );
        // The field itself is the only place.
        let fields = html.matches("Canary").count();
        assert_eq!(fields, usize::from(shown == View::Variables), "{shown:?}");
    }
    let html = view(Lang::En, View::Variables, &actions);
    assert_holds(element(&html, "data-variable=\"SECRET_KEY\""), &["type=\"password\""]);
    let html = view(Lang::En, View::Settings, &actions);
    assert_holds(element(&html, "id=\"setting-SESSION_COOKIE_SECURE\""), &[">True</code>"]);
    let file = Action::AssumeFile(Some("server.env".to_owned()));
    let html = view(Lang::Ru, View::Variables, &[file]);
    assert_holds(
        &html,
        &["Показано по значениям из server.env, а не по одним только файлам.", "из server.env"],
    );
    let html = view(Lang::En, View::Checklist, &[]);
    assert!(!html.contains("what-if-bar"));
    // Whoever gives such a file expects it to be used.
    assert_holds(element(&html, "data-env-file=\"server.env\""), &["Take its values"]);
}

#[test]
fn one_reason_is_given_once_for_all_that_it_leaves_open() {
    let settings = "import environ\nenv = environ.Env()\nSECURE = env.bool('SECURE', default=False)\n\
        INSTALLED_APPS = ['django.contrib.sessions', 'django.contrib.auth']\n\
        MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',\n  \
        'django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.csrf.CsrfViewMiddleware']\n\
        SESSION_COOKIE_SECURE = SECURE\nCSRF_COOKIE_SECURE = SECURE\nSECURE_SSL_REDIRECT = SECURE\n";
    let html = drawn(of_project(Lang::En, &[("settings.py", settings)], &[]));
    let https = element(&html, "data-item=\"https\"");
    let group = element(https, "data-one-reason=");
    assert!(group.matches("data-rule=").count() >= 2, "{group}");
    assert_eq!(group.matches("Decided by").count(), 1);
    assert_holds(group, &["One reason leaves", "<code>SECURE</code>", "data-when-unset=\"fail\""]);
}

#[test]
fn a_finding_shows_the_trail_of_its_setting() {
    let files: &[(&str, &str)] = &[
        ("base.py", "DEBUG = False\nSECRET_KEY = 'x'\nINSTALLED_APPS = []\n"),
        ("settings.py", "from base import *\nDEBUG = True\n"),
    ];
    let html = drawn(of_project(Lang::En, files, &[]));
    let finding = element(&html, "data-rule=\"debug.off\"");
    let trail = element(finding, "data-trail=\"DEBUG\"");
    assert_holds(
        trail,
        &["data-file=\"base.py\" data-line=\"1\"", "data-file=\"settings.py\" data-line=\"2\""],
    );
}

#[test]
fn a_statement_that_runs_on_several_ways_is_one_step() {
    let branches = "import os\nDEBUG = True\nINSTALLED_APPS = ['a']\n\
         for name in os.environ['APPS'].split():\n    INSTALLED_APPS += [name]\n\
         if os.environ.get('TOOLS'):\n    INSTALLED_APPS += ['debug_toolbar']\n\
         if os.environ.get('MORE'):\n    INSTALLED_APPS += ['b']\n";
    let html = view_of(Lang::En, &[("settings.py", branches)], View::Settings, &[]);
    let trail = element(&html, "data-trail=\"INSTALLED_APPS\"");
    for line in 3..=9 {
        let steps = trail.matches(&format!("data-line=\"{line}\"")).count();
        assert!(steps <= 1, "line {line} has {steps} steps: {trail}");
    }
}

#[test]
fn no_view_has_a_style_of_its_own_or_markup_made_of_texts() {
    let hostile = "<img src=x onerror=alert(1)>";
    let settings = format!(
        "import os\nDEBUG = True\nINSTALLED_APPS = []\nMIDDLEWARE = []\nTITLE = '{hostile}'\nD = {{'{hostile}': 1}}\n\
         X = os.environ.get('{hostile}', '{hostile}')\n"
    );
    let files = [
        ("settings.py", settings.as_str()),
        ("settings_local.py", "from settings import *\nTITLE = 'other'\n"),
    ];
    for shown in View::ALL {
        let html = drawn(of_project(Lang::En, &files, &[]).after(Action::Show(shown.into())));
        assert!(!html.contains("<img") && !html.contains(" style="), "{shown:?}");
    }
}

const DEPLOYED: &[(&str, &str)] = &[(
    "settings.py",
    "import os\nDEBUG = True\nSECRET_KEY = os.environ['KEY']\nSTATIC_URL = 'static'\n\
     MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nSILENCED_SYSTEM_CHECKS = ['security.W016']\n\
     ALLOWED_HOSTS = ['a.example']\n",
)];

#[test]
fn what_check_deploy_prints_is_grouped_and_linked() {
    let html = view_of(Lang::En, DEPLOYED, View::Checks, &[]);
    assert_holds(&html, &["deploy of Django 5.2 will print", "data-exit=\"error\" data-tone=\"fail\""]);
    let printed = element(&html, "data-checks=\"printed\"");
    let (errors, warnings) = printed.split_once("data-level=\"W\"").expect("both levels are there");
    assert_holds(errors, &["Errors", "data-check=\"urls.E006\"", "href=\"#/rules/files.url-slash\""]);
    assert_holds(
        warnings,
        &[
            "data-check=\"security.W018\"",
            "DEBUG is on.",
            "href=\"#/rules/debug.off\"",
            "https://docs.djangoproject.com/en/5.2/ref/checks/#security",
        ],
    );
    assert_holds(element(&html, "data-checks=\"silenced\""), &["1 silenced", "security.W016"]);
    assert_holds(
        element(&html, "data-checks=\"hidden\""),
        &["Add SecurityMiddleware, and 2 ids are printed more.", "security.W004", "security.W008"],
    );
    assert_holds(
        element(&html, "data-checks=\"undecided\""),
        &["security.W009", "environment variable KEY", "href=\"#/variables\"", "data-line=\"3\""],
    );
    assert_holds(
        element(&html, "class=\"terminal\""),
        &[
            "SystemCheckError: System check identified some issues:",
            "?: (security.W018) DEBUG is on.",
            "(1 silenced).",
        ],
    );
    assert_holds(
        element(&html, "data-checks=\"after-fixes\""),
        &["data-ids=\"gone\"", "urls.E006", "data-ids=\"left\""],
    );
    let russian = view_of(Lang::Ru, DEPLOYED, View::Checks, &[]);
    assert_holds(
        &russian,
        &["Заглушено: 1", "Добавьте SecurityMiddleware, и появятся ещё 2 идентификатора."],
    );
}

#[test]
fn settings_that_do_not_load_have_an_exception_for_a_list() {
    let html =
        view_of(Lang::En, &[("settings.py", "DEBUG = True\nraise KeyError('X')\n")], View::Checks, &[]);
    let crash = element(&html, "id=\"check-crash\"");
    assert_holds(crash, &["KeyError", "data-line=\"2\"", "The settings do not load"]);
    assert!(!html.contains("data-checks=\"printed\""));
}

#[test]
fn a_real_output_is_held_against_what_was_foretold() {
    let real = "WARNINGS:\n?: (security.W018) You should not have DEBUG set to True in deployment.\n\
                ?: (security.W009) Your SECRET_KEY has less than 50 characters.\n?: (shop.W001) Mind the shop.\n";
    let html = view_of(Lang::En, DEPLOYED, View::Checks, &[Action::RealOutput(real.to_owned())]);
    assert_holds(element(&html, "data-ids=\"was-undecided\""), &["security.W009"]);
    assert_holds(element(&html, "data-ids=\"foreign\""), &["shop.W001"]);
    assert_holds(element(&html, "data-ids=\"not-printed\""), &["urls.E006"]);
    assert_holds(element(&html, "data-ids=\"same\""), &["security.W018"]);
}

#[test]
fn the_rules_are_there_without_files() {
    let html = reading(in_language(Lang::En), None);
    assert!(!html.contains("data-sample") && html.contains("data-state=\"reading\""));
    assert_holds(
        &html,
        &[
            "<h1 id=\"view-title\" tabindex=\"-1\">Rules</h1>",
            "href=\"#/rules/debug.off\"",
            "data-rules=\"https\"",
        ],
    );
    let found = reading(in_language(Lang::Ru).after(Action::SearchRules("W018".to_owned())), None);
    assert_eq!(found.matches("href=\"#/rules/").count(), 1, "{found}");
    assert_holds(&found, &["Показано: 1 правило", "href=\"#/rules/debug.off\""]);
    assert_holds(&drawn(in_language(Lang::En)), &["href=\"#/rules\""]);
}

#[test]
fn a_rule_has_a_page_of_its_own() {
    let html = reading(in_language(Lang::En), Some("debug.off"));
    let page = element(&html, "data-rule-page=\"debug.off\"");
    assert_holds(
        page,
        &[
            "href=\"#/rules\"",
            "<h1 id=\"view-title\" tabindex=\"-1\">",
            "security.W018",
            "Before the first release",
            "No files are given",
            "https://docs.djangoproject.com/en/5.2/ref/settings/#debug",
            "DEBUG = True",
            "Afterwards",
        ],
    );
    let unknown = reading(in_language(Lang::En), Some("<b>no</b>"));
    assert_holds(&unknown, &["There is no rule &lt;b&gt;no&lt;/b&gt;."]);
}

#[test]
fn a_rule_says_how_it_stands_on_the_files() {
    let state = |lang| of_project(lang, DEPLOYED, &[]);
    let html = reading(state(Lang::En), Some("debug.off"));
    assert_holds(
        element(&html, "aria-labelledby=\"rule-here\""),
        &["data-status=\"fail\"", "id=\"to-finding\"", "Show in the checklist"],
    );
    let html = reading(state(Lang::Ru), Some("drf.permissions"));
    assert_holds(&html, &["К этим файлам правило не относится."]);
    let html = reading(state(Lang::En), Some("headers.csp-type"));
    assert_holds(&html, &["This rule is not about Django 5.2."]);
    // And from a finding there is a way to it.
    let html = drawn(state(Lang::En));
    assert_holds(element(&html, "data-rule=\"debug.off\""), &["href=\"#/rules/debug.off\""]);
}
