//! What CPython makes of generated programs, against what the evaluator says it knows:
//! every name in capitals that is known, type included, and the class of the exception.
//!
//! `CPYTHON_CASES=20000 cargo test --test it cpython` runs more of them; `CPYTHON_SEED`
//! says where they start. Without a `python3` it is skipped, but not where `CI` is set.
#![allow(clippy::print_stdout, reason = "what it counts is read with --nocapture")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use django_preflight::python::{Host, Kind, Module, Sources, Value, evaluate};
use django_preflight::source::{FileId, SourceFile, Tree};
use serde_json::Value as Json;

use crate::possible::{admits, is_data, is_known, sorted, usual, words};
use crate::program::{Choices, VARIABLES, program, program_of_environment, seeded};

/// Runs each program of a list, and writes what its names in capitals hold.
const DRIVER: &str = r#"
import json, math, os, signal, struct, sys, types

def encode(value, depth=0):
    kind = type(value)
    if depth > 40:
        return {"object": "deep"}
    if value is None or kind is bool:
        return value
    if kind is int:
        return {"int": str(value)} if abs(value) < 1 << 127 else {"object": "int"}
    if kind is float:
        return {"float": "nan" if math.isnan(value) else struct.pack(">d", value).hex()}
    if kind is str:
        return {"str": value} if value.isprintable() or not any("\ud800" <= c <= "\udfff" for c in value) else {"object": "str"}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind in (list, tuple, set):
        return {kind.__name__: [encode(item, depth + 1) for item in value]}
    if kind is dict:
        return {"dict": [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]}
    return {"object": kind.__name__}

def stop(*_):
    raise SystemExit("too slow")

signal.signal(signal.SIGALRM, stop)
answers = []
for text, environment in json.load(sys.stdin):
    for name in list(os.environ):
        if name[0] in "TN" and len(name) == 2:
            del os.environ[name]
    os.environ.update(environment)
    names, raised = {"__name__": "settings"}, None
    signal.alarm(5)
    try:
        module = types.ModuleType("settings")
        sys.modules["settings"] = module
        exec(compile(text, "<settings>", "exec"), module.__dict__)
        names = module.__dict__
    except BaseException as error:
        raised = [type(error).__name__, str(error)]
        names = module.__dict__
    signal.alarm(0)
    try:
        values = {name: encode(value) for name, value in names.items() if name.isupper()}
    except RecursionError:
        values = {}
    answers.append([values, raised])
json.dump(answers, sys.stdout)
"#;

/// What CPython says of a program.
struct Answer {
    names: BTreeMap<String, Json>,
    /// The class and the message of what ended it.
    raised: Option<(String, String)>,
}

fn newest_python() -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|name| {
        Command::new(name)
            .args(["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// A Python that understands `match`; none: the test is skipped, and says so.
pub(crate) fn python() -> Option<&'static str> {
    let found = newest_python();
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "python3 (3.10 or later) is not on the PATH");
        eprintln!("skipped: python3 (3.10 or later) is not on the PATH");
    }
    found
}

type Environment = BTreeMap<String, String>;

/// One process runs them all.
fn run(python: &str, programs: &[(String, Environment)]) -> Vec<Answer> {
    let mut child = Command::new(python)
        .args(["-W", "ignore", "-c", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 was found");
    let input = serde_json::to_vec(programs).expect("texts are JSON");
    let mut stdin = child.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("python3 ends");
    writer.join().expect("the writer ends").expect("python3 reads");
    /// Names in capitals, and the class and the message of what was raised.
    type Written = (BTreeMap<String, Json>, Option<(String, String)>);
    let answers: Vec<Written> = serde_json::from_slice(&output.stdout).expect("the driver writes JSON");
    answers.into_iter().map(|(names, raised)| Answer { names, raised }).collect()
}

/// The evaluator's answer for one file; without an environment any variable may be set.
pub(crate) fn evaluated(text: &str, environment: Option<&Environment>) -> Module {
    let tree = Tree::new([SourceFile::new("settings.py", text)], true);
    let sources = Sources::new(&tree);
    let host = Host {
        closed: environment.is_some(),
        environment: environment.cloned().unwrap_or_default(),
        django: (5, 2),
        ..Host::default()
    };
    evaluate(&sources, FileId(0), &host)
}

/// Why a value is not known.
fn reason(value: &Value) -> String {
    match value.first_hole().map(|hole| &hole.kind) {
        Some(Kind::Unknown(unknown)) => format!("{:?}", unknown.reason),
        Some(Kind::Maybe(maybe)) => format!("one of several, {:?}", maybe.because.reason),
        _ => "an object".to_owned(),
    }
}

/// How much of what CPython knows is known.
#[derive(Default)]
struct Count {
    names: usize,
    known: usize,
    /// Of exceptions, how many were foreseen.
    raises: usize,
    foreseen: usize,
    /// Why names are not known, with how many.
    reasons: BTreeMap<String, usize>,
}

/// What is wrong with the evaluator's answer; none: nothing.
fn complaint(text: &str, environment: &Environment, answer: &Answer, count: &mut Count) -> Option<String> {
    let module = evaluated(text, Some(environment));
    if let Some((class, message)) = &answer.raised {
        assert!(class != "SyntaxError", "the generator writes what is no Python: {message}\n{text}");
        count.raises += 1;
        match &module.raised {
            Some(raised) if *raised.class == **class => count.foreseen += 1,
            Some(raised) => return Some(format!("raises {}, not {class}: {message}", raised.class)),
            // An exception that is not foreseen is a doubt at most: whatever is said of
            // the names is said of a run that ended.
            None => return None,
        }
    } else if let Some(raised) = &module.raised {
        let message = raised.message.as_deref().unwrap_or_default();
        return Some(format!("raises {}: {message}, but nothing is raised", raised.class));
    }
    for (name, expected) in &answer.names {
        let data = is_data(expected);
        if data {
            count.names += 1;
        }
        let Some(binding) = module.settings.get(name.as_str()) else {
            if module.open.is_none() || module.raised.is_some() {
                return Some(format!("{name} is not there; it is {expected}"));
            }
            continue;
        };
        if !is_known(&binding.value) {
            if data {
                *count.reasons.entry(reason(&binding.value)).or_default() += 1;
            }
            continue;
        }
        count.known += 1;
        let (got, expected) = (words(&binding.value), sorted(expected.clone()));
        if got != expected {
            return Some(format!("{name} is {expected}, not {got}"));
        }
    }
    for (name, binding) in &module.settings {
        if is_known(&binding.value) && !answer.names.contains_key(&**name) {
            return Some(format!("{name} is {}, and does not exist", words(&binding.value)));
        }
    }
    None
}

/// What an answer for any environment leaves out; none: nothing.
fn omission(text: &str, environment: &Environment, answer: &Answer) -> Option<String> {
    let module = evaluated(text, None);
    match (&answer.raised, &module.raised) {
        (None, Some(raised)) => return Some(format!("raises {}, but nothing is raised", raised.class)),
        // Which way the run ends there is not foreseen, but that it may is not said either.
        (Some(_), _) => return None,
        (None, None) => {}
    }
    for (name, actual) in &answer.names {
        let actual = sorted(actual.clone());
        match module.settings.get(name.as_str()) {
            None if module.open.is_none() => return Some(format!("{name} is not there; it may be {actual}")),
            None => {}
            Some(binding) => {
                if !admits(&binding.value, &actual) {
                    return Some(format!("{name} may be {actual}, not only {:?}", binding.value.kind));
                }
                if environment.is_empty()
                    && let Some(usual) = usual(&binding.value)
                    && !admits(&usual, &actual)
                {
                    return Some(format!("{name} is {actual} where nothing is set, not {}", words(&usual)));
                }
            }
        }
    }
    None
}

/// What of a program's answer is wrong.
type Check = fn(&str, &Environment, &Answer) -> Option<String>;

/// The fewest statements of a program that is wrong of which it still is.
fn shrunk(
    python: &str,
    mut statements: Vec<String>,
    environment: &Environment,
    check: Check,
) -> (String, String) {
    loop {
        let shorter: Vec<Vec<String>> = (0..statements.len())
            .map(|left_out| {
                let mut rest = statements.clone();
                rest.remove(left_out);
                rest
            })
            .filter(|rest| !rest.is_empty())
            .collect();
        let programs: Vec<(String, Environment)> =
            shorter.iter().map(|statements| (statements.join("\n"), environment.clone())).collect();
        let answers = run(python, &programs);
        let wrong = programs.iter().zip(&answers).position(|((text, _), answer)| {
            let syntax = answer.raised.as_ref().is_some_and(|(class, _)| class == "SyntaxError");
            !syntax && check(text, environment, answer).is_some()
        });
        match wrong {
            Some(index) => statements.clone_from(&shorter[index]),
            None => break,
        }
    }
    let program = (statements.join("\n"), environment.clone());
    let answer = run(python, std::slice::from_ref(&program)).remove(0);
    let reason = check(&program.0, environment, &answer).unwrap_or_default();
    (program.0, reason)
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The seed's bytes: few and many.
fn bytes(seed: u64) -> Vec<u8> {
    seeded(seed, 40 + (seed % 8) as usize * 80)
}

/// Without optimisation a call takes more of the stack than a test's thread has.
pub(crate) fn on_a_large_stack(act: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(act).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// Runs programs in batches, and says what is wrong with them.
fn compare(
    python: &str,
    programs: &[(u64, Vec<String>, Environment)],
    check: Check,
    mut each: impl FnMut(&str, &Environment, &Answer) -> Option<String>,
) {
    let mut wrong: Vec<(String, String)> = Vec::new();
    for batch in programs.chunks(500) {
        let texts: Vec<(String, Environment)> = batch
            .iter()
            .map(|(_, statements, environment)| (statements.join("\n"), environment.clone()))
            .collect();
        let answers = run(python, &texts);
        assert_eq!(answers.len(), texts.len(), "an answer to every program");
        for (((seed, statements, environment), (text, _)), answer) in batch.iter().zip(&texts).zip(&answers) {
            if each(text, environment, answer).is_some() && wrong.len() < 12 {
                let (text, reason) = shrunk(python, statements.clone(), environment, check);
                if wrong.iter().all(|(_, seen)| *seen != reason) {
                    wrong.push((format!("# seed {seed}, {environment:?}\n{text}"), reason));
                }
            }
        }
    }
    let report: String = wrong.iter().map(|(text, reason)| format!("\n{reason}\n{text}\n")).collect();
    assert!(wrong.is_empty(), "{} programs differ:\n{report}", wrong.len());
}

#[test]
fn what_is_known_is_what_cpython_computes() {
    let Some(python) = python() else { return };
    on_a_large_stack(move || {
        let (first, cases) = (number("CPYTHON_SEED", 1), number("CPYTHON_CASES", 500));
        let programs: Vec<_> = (first..first + cases)
            .map(|seed| (seed, program(&mut Choices::new(&bytes(seed))), Environment::new()))
            .collect();
        let mut count = Count::default();
        let check: Check =
            |text, environment, answer| complaint(text, environment, answer, &mut Count::default());
        compare(python, &programs, check, |text, environment, answer| {
            complaint(text, environment, answer, &mut count)
        });
        let share = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
        let (known, foreseen) = (share(count.known, count.names), share(count.foreseen, count.raises));
        println!(
            "{cases} programs: {known:.1} % of {} names known, {foreseen:.1} % of {} exceptions foreseen",
            count.names, count.raises
        );
        let mut reasons: Vec<(String, usize)> = count.reasons.into_iter().collect();
        reasons.sort_by_key(|(_, names)| std::cmp::Reverse(*names));
        for (reason, names) in reasons.iter().take(12) {
            println!("{names:6} {reason}");
        }
        assert!(known >= 97.0, "only {known:.1} % of the names are known");
        assert!(foreseen >= 90.0, "only {foreseen:.1} % of the exceptions are foreseen");
    });
}

/// Programs of which some need packages that are not installed, or a newer Python, or take
/// all day: those are left out.
pub(crate) fn compare_where_it_runs(programs: Vec<String>) {
    let Some(python) = python() else { return };
    on_a_large_stack(move || {
        let programs: Vec<(String, Environment)> = programs
            .into_iter()
            .filter(|text| !["10 ** 9", "100000", "while True"].iter().any(|long| text.contains(long)))
            .map(|text| (text, Environment::new()))
            .collect();
        let answers = run(python, &programs);
        let ran = answers.iter().filter(|answer| answer.raised.is_none()).count();
        println!("{ran} of {} programs ran", programs.len());
        // With Python 3.11 and no packages it is 70 of 79.
        assert!(ran >= 60, "only {ran} of {} programs ran", programs.len());
        let wrong: Vec<String> = programs
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| answer.raised.is_none())
            .filter_map(|((text, environment), answer)| {
                let reason = complaint(text, environment, answer, &mut Count::default())?;
                Some(format!("\n{reason}\n{text}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{} programs differ:\n{}", wrong.len(), wrong.concat());
    });
}

/// The programs in the files of a folder of the tests, cut at `# ---`.
fn written(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let folder = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| std::fs::read_to_string(file).expect("it is text");
    files
        .iter()
        .map(read)
        .flat_map(|text| text.split("# ---\n").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Programs of `tests/programs`.
#[test]
fn what_is_known_of_written_programs_is_what_cpython_computes() {
    let Some(python) = python() else { return };
    on_a_large_stack(move || {
        let programs: Vec<_> =
            written("programs").into_iter().map(|text| (text, Environment::new())).collect();
        let answers = run(python, &programs);
        let mut count = Count::default();
        let wrong: Vec<String> = programs
            .iter()
            .zip(&answers)
            .filter_map(|((text, environment), answer)| {
                Some(format!("\n{}\n{text}", complaint(text, environment, answer, &mut count)?))
            })
            .collect();
        assert!(wrong.is_empty(), "{} programs differ:\n{}", wrong.len(), wrong.concat());
        let known = count.known as f64 * 100.0 / count.names.max(1) as f64;
        println!("{} programs: {known:.1} % of {} names known", programs.len(), count.names);
        assert!(known >= 90.0, "only {known:.1} % of the names are known: {:?}", count.reasons);
    });
}

/// Environments that differ in what the programs ask for.
fn environments() -> [Environment; 4] {
    let some = |pick: fn(usize) -> bool, text: &str, number: &str| -> Environment {
        let given = VARIABLES.iter().enumerate().filter(|(index, _)| pick(*index));
        given
            .map(|(_, name)| {
                ((*name).to_owned(), if name.starts_with('T') { text } else { number }.to_owned())
            })
            .collect()
    };
    [
        Environment::new(),
        some(|_| true, "yes", "7"),
        some(|index| index % 2 == 0, "abc", "-1"),
        some(|index| index % 3 == 1, "", "0"),
    ]
}

/// Programs of `tests/possible`, in several environments.
#[test]
fn what_is_possible_in_written_programs_holds_what_happens() {
    let Some(python) = python() else { return };
    on_a_large_stack(move || {
        let programs: Vec<(String, Environment)> = written("possible")
            .into_iter()
            .flat_map(|text| environments().map(|environment| (text.clone(), environment)))
            .collect();
        let answers = run(python, &programs);
        let wrong: Vec<String> = programs
            .iter()
            .zip(&answers)
            .filter_map(|((text, environment), answer)| {
                let reason = complaint(text, environment, answer, &mut Count::default())
                    .or_else(|| omission(text, environment, answer))?;
                Some(format!("\n{reason} with {environment:?}\n{text}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{} programs differ:\n{}", wrong.len(), wrong.concat());
    });
}

#[test]
fn what_is_possible_holds_what_happens_in_each_environment() {
    let Some(python) = python() else { return };
    on_a_large_stack(move || {
        let (first, cases) = (number("CPYTHON_SEED", 1), number("CPYTHON_CASES", 500) / 4);
        let mut programs = Vec::new();
        for seed in first..first + cases {
            let statements = program_of_environment(&mut Choices::new(&bytes(seed)));
            for environment in environments() {
                programs.push((seed, statements.clone(), environment));
            }
        }
        let check: Check = |text, environment, answer| {
            complaint(text, environment, answer, &mut Count::default())
                .or_else(|| omission(text, environment, answer))
        };
        compare(python, &programs, check, check);
    });
}
