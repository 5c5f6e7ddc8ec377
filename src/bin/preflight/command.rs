//! The native command: the same judgement as the page, for terminals and CI.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::rehearsal;
use django_preflight::audit::audit;
use django_preflight::model::{
    Item, Lang, LoggingReport, Origin, Processes, Report, Stage, Status, Tls, TopologyReport, env_example,
};
use django_preflight::protocol::{InputFile, Options};
use django_preflight::source::{MAX_BYTES, Unreadable, decode};

use super::deploy::section;

const HELP: &str = "\
preflight [OPTIONS] PATH...

Judges Django settings and requirement files, without running them.
PATH is a folder, or files. Nothing is written, nothing leaves this machine.

  --output-format text|json|env-example   (default: text); env-example lists the
                              environment variables that the settings read
  --settings FILE             the settings module to judge, relative to the tree
  --root DIR                  the folder that is sys.path[0], relative to the tree
  --django X.Y                the Django to judge by
  --target X.Y|next           another Django to rehearse an upgrade to: what breaks, what
                              changes, what to write instead
  --env-file FILE             values of environment variables
  --folders FILE              the absolute folders of the server, one a line, as printed by
                              find / -xdev -type d; others do not exist
  --closed-env                a variable that is not in the file is unset, not unknown
  --tls proxy|balancer|cdn|app  who ends TLS: your own proxy, a load balancer or platform,
                              a CDN, the application server; without it the files may tell
  --processes N|several       how many processes answer requests
  --container, --no-container whether the code runs in a container
  --argv \"...\"                sys.argv (default: manage.py check --deploy)
  --today YYYY-MM-DD          the day to judge support dates by (default: today)
  --show-values               json: values in full, secrets too
  --lang en|ru                language of texts (default: from the locale)
  --help, --version

Exit status: 0 nothing fails; 1 something fails; 2 wrong usage or nothing to read.
";

/// Files of one run; a tree with more is not one project.
const MAX_FILES: usize = 5000;

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    EnvExample,
}

struct Arguments {
    format: Format,
    lang: Lang,
    options: Options,
    env_file: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("preflight: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let Some(mut arguments) = parse_arguments(std::env::args().skip(1))? else {
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(path) = &arguments.env_file {
        let text = read(path)?;
        arguments.options.environment = env_file(&text).into_iter().collect();
    }
    let (files, complete) = collect(&arguments.paths)?;
    if let ([folder], true) = (arguments.paths.as_slice(), complete) {
        arguments.options.folders = folders(folder);
    }
    if files.is_empty() {
        return Err("nothing that could be read: give a folder, or settings and requirement files".to_owned());
    }
    arguments.options.complete = complete;
    arguments.options.after_fixes = true;
    if arguments.options.today.is_empty() {
        arguments.options.today = today();
    }
    let report = audit(&files, &arguments.options);
    let mut out = std::io::stdout().lock();
    let written = match arguments.format {
        Format::Json => serde_json::to_writer(&mut out, &report)
            .map_err(|error| error.to_string())
            .and_then(|()| writeln!(out).map_err(|error| error.to_string())),
        Format::Text => {
            let text = text_report(&report, arguments.lang, std::io::stdout().is_terminal());
            let rehearsal =
                arguments.options.target.is_some().then(|| rehearsal::text(&report, arguments.lang));
            write!(out, "{text}{}", rehearsal.unwrap_or_default()).map_err(|error| error.to_string())
        }
        Format::EnvExample => {
            write!(out, "{}", env_example(&report, arguments.lang)).map_err(|error| error.to_string())
        }
    };
    // A reader that went away (`| head`) is no error.
    let _ = written;
    let fails = report.items.iter().any(|item| item.status == Status::Fail);
    Ok(ExitCode::from(u8::from(fails)))
}

fn parse_arguments(mut given: impl Iterator<Item = String>) -> Result<Option<Arguments>, String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let mut arguments = Arguments {
        format: Format::Text,
        lang: if locale.starts_with("ru") { Lang::Ru } else { Lang::En },
        options: Options::default(),
        env_file: None,
        paths: Vec::new(),
    };
    while let Some(argument) = given.next() {
        let (name, mut inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
            _ => (argument.clone(), None),
        };
        let mut value = || {
            inline.take().or_else(|| given.next()).ok_or_else(|| format!("{name} needs a value (see --help)"))
        };
        match name.as_str() {
            "--help" | "-h" => {
                print(HELP);
                return Ok(None);
            }
            "--version" | "-V" => {
                print(&format!("preflight {}\n", env!("CARGO_PKG_VERSION")));
                return Ok(None);
            }
            "--output-format" => {
                arguments.format = match value()?.as_str() {
                    "json" => Format::Json,
                    "text" => Format::Text,
                    "env-example" => Format::EnvExample,
                    other => return Err(format!("no output format {other:?}: text, json or env-example")),
                };
            }
            "--settings" => arguments.options.settings = Some(value()?.trim_start_matches("./").to_owned()),
            "--root" => {
                let root = value()?;
                arguments.options.root = Some(if root == "." { String::new() } else { root });
            }
            "--django" => {
                let version = value()?;
                version
                    .parse::<django_preflight::django::Version>()
                    .map_err(|()| format!("{version:?} is no version of Django, such as 5.2"))?;
                arguments.options.django = Some(version);
            }
            "--target" => {
                let target = value()?;
                if target != "next" {
                    target
                        .parse::<django_preflight::django::Version>()
                        .map_err(|()| format!("{target:?} is no version of Django, such as 6.1"))?;
                }
                arguments.options.target = Some(target);
            }
            "--env-file" => arguments.env_file = Some(value()?.into()),
            "--folders" => {
                let text = read(Path::new(&value()?))?;
                arguments.options.server_folders = text.lines().map(|line| line.trim().to_owned()).collect();
            }
            "--closed-env" => arguments.options.closed_environment = true,
            "--argv" => arguments.options.argv = value()?.split_whitespace().map(str::to_owned).collect(),
            "--today" => {
                let day = value()?;
                day.parse::<django_preflight::django::Date>()
                    .map_err(|_| format!("{day:?} is no day, such as 2026-11-23"))?;
                arguments.options.today = day;
            }
            "--tls" => {
                let word = value()?;
                let tls = Tls::of(&word)
                    .ok_or_else(|| format!("{word:?} ends no TLS: proxy, balancer, cdn or app"))?;
                arguments.options.topology.tls = Some(tls);
            }
            "--processes" => {
                let word = value()?;
                let processes = Processes::of(&word)
                    .ok_or_else(|| format!("{word:?} is no number of processes, such as 4 or several"))?;
                arguments.options.topology.processes = Some(processes);
            }
            "--container" => arguments.options.topology.container = Some(true),
            "--no-container" => arguments.options.topology.container = Some(false),
            "--show-values" => arguments.options.show_values = true,
            "--lang" => {
                arguments.lang = match value()?.as_str() {
                    "en" => Lang::En,
                    "ru" => Lang::Ru,
                    other => return Err(format!("no language {other:?}: en or ru")),
                };
            }
            other if other.starts_with("--") => return Err(format!("no option {other} (see --help)")),
            _ => arguments.paths.push(argument.into()),
        }
    }
    if arguments.paths.is_empty() {
        return Err("give a folder or files (see --help)".to_owned());
    }
    Ok(Some(arguments))
}

fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    decode(&bytes).or_else(|why| match why {
        Unreadable::Empty => Ok(String::new()),
        Unreadable::Binary => Err(format!("{}: not a text file", path.display())),
        Unreadable::TooLarge(size) => {
            Err(format!("{}: {size} bytes, over the limit of {MAX_BYTES}", path.display()))
        }
    })
}

/// The files below the paths; whether they are a whole folder.
fn collect(paths: &[PathBuf]) -> Result<(Vec<InputFile>, bool), String> {
    let mut files = Vec::new();
    let mut complete = false;
    for path in paths {
        if !path.exists() {
            return Err(format!("{}: no such file or folder", path.display()));
        }
        if path.is_file() {
            let text = read(path)?;
            let shown = if path.is_absolute() {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            } else {
                path.to_string_lossy().into_owned()
            };
            files.push(InputFile { path: shown, text });
            continue;
        }
        complete = true;
        let walk = ignore::WalkBuilder::new(path)
            .hidden(false)
            .filter_entry(|entry| !is_left_out(&entry.file_name().to_string_lossy(), entry.path()))
            .sort_by_file_name(std::cmp::Ord::cmp)
            .build();
        let mut wanted: Vec<_> = walk
            .flatten()
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()) && is_wanted(entry.path()))
            .collect();
        let room = MAX_FILES.saturating_sub(files.len());
        if wanted.len() > room {
            eprintln!(
                "preflight: {} files are more than {MAX_FILES}; those that say least of settings were left out",
                wanted.len()
            );
            // A stable sort: within a rank the order of the walk stays.
            wanted.sort_by_key(|entry| says_little(entry.path()));
            wanted.truncate(room);
            complete = false;
        }
        for entry in wanted {
            let relative = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let relative = relative.to_string_lossy().replace('\\', "/");
            match read(entry.path()) {
                Ok(text) => files.push(InputFile { path: relative, text }),
                Err(message) => eprintln!("preflight: {message}; left out"),
            }
        }
    }
    Ok((files, complete))
}

/// Folders of one run; a tree with more is not one project.
const MAX_FOLDERS: usize = 20_000;

/// Every folder below the path, also those that Git ignores; those that hold other
/// people's code are named with a `/` and not entered.
fn folders(top: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left = vec![top.to_owned()];
    while let Some(folder) = left.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let relative = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if found.len() >= MAX_FOLDERS {
                return BTreeSet::new();
            }
            // A link may lead round in a circle.
            if is_left_out(&name, &path) || path.is_symlink() {
                found.insert(format!("{relative}/"));
                found.insert(relative);
            } else {
                found.insert(relative);
                left.push(path);
            }
        }
    }
    found
}

/// Whether a file is one of the many of which a project may have thousands.
fn says_little(path: &Path) -> bool {
    let shown = path.to_string_lossy().to_ascii_lowercase();
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match extension.as_deref() {
        Some("py") => {
            !shown.contains("settings")
                && !shown.contains("config")
                && !matches!(name.as_str(), "manage.py" | "wsgi.py" | "asgi.py" | "urls.py" | "__init__.py")
        }
        Some("json" | "txt") => !name.contains("require"),
        _ => false,
    }
}

/// Folders that hold other people's code, or none.
fn is_left_out(name: &str, path: &Path) -> bool {
    matches!(
        name,
        ".git"
            | ".hg"
            | ".svn"
            | "node_modules"
            | "__pycache__"
            | "site-packages"
            | ".venv"
            | "venv"
            | ".tox"
            | ".nox"
            | ".mypy_cache"
            | ".pytest_cache"
            | ".ruff_cache"
            | "bower_components"
    ) || path.join("pyvenv.cfg").is_file()
}

/// Kinds of files that say something about settings.
fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "py" | "txt"
            | "in"
            | "toml"
            | "yml"
            | "yaml"
            | "cfg"
            | "ini"
            | "env"
            | "conf"
            | "lock"
            | "json"
            | "dockerfile"
            | "sh"
            | "service"
    ) || [
        "dockerfile",
        "procfile",
        "pipfile",
        "version",
        ".env",
        ".gitignore",
        ".dockerignore",
        "makefile",
        "justfile",
        "jenkinsfile",
        "caddyfile",
        "crontab",
    ]
    .iter()
    .any(|start| name.starts_with(start))
        || ["entrypoint", "nginx", ".conf."].iter().any(|word| name.contains(word))
        || path
            .parent()
            .is_some_and(|folder| folder.ends_with("sites-available") || folder.ends_with("sites-enabled"))
}

/// `NAME=value` lines; a value in double quotes is JSON, others are taken as they stand.
fn env_file(text: &str) -> Vec<(String, String)> {
    text.lines()
        .map(|line| line.trim().trim_start_matches("export ").trim_start())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| {
            let value = value.trim();
            let plain = serde_json::from_str::<String>(value).ok().unwrap_or_else(|| {
                value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(value).to_owned()
            });
            (name.trim().to_owned(), plain)
        })
        .collect()
}

/// The system's day in UTC.
fn today() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    // Days to a civil date, after Howard Hinnant's `civil_from_days`.
    let days = i64::try_from(seconds / 86_400).unwrap_or(0) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// How the site is served, as far as it is known, and by which lines.
fn topology_line(topology: &TopologyReport, lang: Lang) -> Option<String> {
    let english = lang == Lang::En;
    let found = |said: bool, origin: &Option<Origin>| match origin {
        Some(origin) if !said => format!(" ({}:{})", origin.file, origin.line),
        _ => String::new(),
    };
    let (assumed, said) = (topology.assumed, topology.said);
    let mut parts = Vec::new();
    if let Some(tls) = assumed.tls {
        let who = tls.title();
        let start = if english { "TLS ends at" } else { "TLS терминирует" };
        parts.push(format!("{start} {}{}", who.get(lang), found(said.tls.is_some(), &topology.tls_origin)));
    }
    if let Some(processes) = assumed.processes {
        let start = if english { "processes" } else { "процессов" };
        let count = match processes {
            Processes::One => "1".to_owned(),
            Processes::Several if english => "several".to_owned(),
            Processes::Several => "несколько".to_owned(),
            Processes::Exactly(count) => count.to_string(),
        };
        let found = found(said.processes == Some(processes), &topology.processes_origin);
        parts.push(format!("{start}: {count}{found}"));
    }
    if let Some(container) = assumed.container {
        let words = match (container, english) {
            (true, true) => "in a container",
            (false, true) => "not in a container",
            (true, false) => "в контейнере",
            (false, false) => "не в контейнере",
        };
        parts.push(format!("{words}{}", found(said.container.is_some(), &topology.container_origin)));
    }
    let start = if english { "Served" } else { "Как работает сайт" };
    (!parts.is_empty()).then(|| format!("{start}: {}.", parts.join("; ")))
}

/// Where log records go, a line each.
fn log_routes(logging: &LoggingReport, lang: Lang) -> String {
    let mut out = String::new();
    for route in &logging.routes {
        let mut ends: Vec<String> = Vec::new();
        if let Some(words) = route.end.words() {
            let note = route.note.as_ref().map(|note| format!(" ({})", note.get(lang))).unwrap_or_default();
            ends.push(format!("{}{note}", words.get(lang)));
        }
        ends.extend(route.stops.iter().map(|stop| {
            let maybe = match (stop.certain, lang) {
                (true, _) => "",
                (false, Lang::En) => "perhaps ",
                (false, Lang::Ru) => "возможно, ",
            };
            let times = if stop.times > 1 { format!(" ×{}", stop.times) } else { String::new() };
            format!("{maybe}{}{times}", stop.target.get(lang))
        }));
        let unset = match (route.when_unset, lang) {
            (false, _) => "",
            (true, Lang::En) => " [if no variable is set]",
            (true, Lang::Ru) => " [если переменные не заданы]",
        };
        let title = route.event.title();
        out.push_str(&format!(
            "       {} ({} {}) → {}{unset}\n",
            title.get(lang),
            route.logger,
            route.level,
            ends.join("; ")
        ));
    }
    out
}

/// The checklist for a terminal.
fn text_report(report: &Report, lang: Lang, colour: bool) -> String {
    use std::fmt::Write as _;
    let paint = |text: &str, code: &str| {
        if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let code = |status: Status| match status {
        Status::Fail => "1;31",
        Status::Attention => "1;33",
        Status::Open | Status::Manual | Status::NoData => "36",
        Status::Pass => "32",
        Status::NotApplicable => "2",
    };
    let mut out = String::new();
    let judged = report.judged.as_ref().map_or("-", |origin| origin.file.as_str());
    let _ = match lang {
        Lang::En => writeln!(
            out,
            "Judged: {judged}. {} Django {}. {}",
            report.judged_because.en, report.django.version, report.django.because.en
        ),
        Lang::Ru => writeln!(
            out,
            "Проверен: {judged}. {} Django {}. {}",
            report.judged_because.ru, report.django.version, report.django.because.ru
        ),
    };
    if let Some(line) = topology_line(&report.topology, lang) {
        let _ = writeln!(out, "{line}");
    }
    let judged = report.environments.iter().find(|environment| environment.chosen);
    if let Some(crash) = judged.and_then(|environment| environment.predicted.crash.as_ref()) {
        let title = match lang {
            Lang::En => "Django does not start",
            Lang::Ru => "Django не запустится",
        };
        let _ = writeln!(out, "\n{}: {crash}", paint(title, "1;31"));
    }
    for stage in Stage::ALL {
        let _ = writeln!(out, "\n{}", paint(stage.title().get(lang), "1"));
        for item in report.items.iter().filter(|item| item.stage == stage) {
            let number = Item::ALL.iter().position(|known| *known == item.item).map_or(0, |index| index + 1);
            let word = paint(item.status.words(lang), code(item.status));
            let _ = writeln!(out, "{number:>3}. {}: {word}", item.item.title().get(lang));
            let mut said: Vec<&str> = Vec::new();
            let shown: Vec<_> = report
                .findings
                .iter()
                .filter(|finding| {
                    finding.item == item.item
                        && matches!(finding.status, Status::Fail | Status::Attention | Status::Open)
                })
                .collect();
            for finding in &shown {
                let message = finding.message.get(lang);
                // One variable leaves many rules open: once is enough.
                if finding.status == Status::Open && said.contains(&message) {
                    continue;
                }
                said.push(message);
                let rules: Vec<&str> = shown
                    .iter()
                    .filter(|other| {
                        other.rule == finding.rule
                            || finding.status == Status::Open
                                && other.status == Status::Open
                                && other.message.get(lang) == message
                    })
                    .map(|other| other.rule.as_str())
                    .collect();
                let rules = rules.join(", ");
                let place = finding
                    .evidence
                    .first()
                    .map_or_else(String::new, |evidence| format!(" ({}:{})", evidence.file, evidence.line));
                let word = paint(finding.status.words(lang), code(finding.status));
                let _ = writeln!(out, "       {word}: {message}{place} [{rules}]");
            }
            if item.item == Item::ErrorsAndLogs
                && let Some(logging) = &report.logging
            {
                out.push_str(&log_routes(logging, lang));
            }
        }
    }
    if let Some(deploy) = &report.deploy_check {
        let version = &report.django.version;
        let title = match lang {
            Lang::En => format!("What check --deploy of Django {version} prints"),
            Lang::Ru => format!("Что выведет check --deploy в Django {version}"),
        };
        let _ = write!(out, "\n{}\n{}", paint(&title, "1"), section(deploy, lang));
    }
    if !report.problems.is_empty() {
        let title = match lang {
            Lang::En => "Could not be read",
            Lang::Ru => "Не удалось прочитать",
        };
        let _ = writeln!(out, "\n{}", paint(title, "1"));
        for problem in &report.problems {
            let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
            let _ = writeln!(out, "     {}{line}: {}", problem.file, problem.message.get(lang));
        }
    }
    out
}
