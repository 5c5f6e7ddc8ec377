//! What CPython makes of generated programs, against what the evaluator says it knows:
//! every name in capitals that is known, type included, and the class of the exception.
//!
//! `CPYTHON_CASES=20000 cargo test --test it cpython` runs more of them; `CPYTHON_SEED`
//! says where they start. Without a `python3` it is skipped, but not where `CI` is set.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use django_preflight::python::{Host, Kind, Module, Sources, Value, evaluate};
use django_preflight::source::{FileId, SourceFile, Tree};
use serde_json::Value as Json;

use crate::program::{Choices, program, seeded};

/// Runs each program of a list, and writes what its names in capitals hold.
const DRIVER: &str = r#"
import json, math, signal, struct, sys, types

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
for text in json.load(sys.stdin):
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
        println!("skipped: python3 (3.10 or later) is not on the PATH");
    }
    found
}

/// One process runs them all.
fn run(python: &str, programs: &[String]) -> Vec<Answer> {
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
    let answers: Vec<(BTreeMap<String, Json>, Option<(String, String)>)> =
        serde_json::from_slice(&output.stdout).expect("the driver writes JSON");
    answers.into_iter().map(|(names, raised)| Answer { names, raised }).collect()
}

/// The evaluator's answer for one file that nothing else is known of.
pub(crate) fn evaluated(text: &str) -> Module {
    let tree = Tree::new([SourceFile::new("settings.py", text)], true);
    let sources = Sources::new(&tree);
    evaluate(&sources, FileId(0), &Host { closed: true, django: (5, 2), ..Host::default() })
}

/// Whether it is data, whole.
fn is_known(value: &Value) -> bool {
    let known = |items: &[Value]| items.iter().all(is_known);
    match &value.kind {
        Kind::Unknown(_) | Kind::Maybe(_) | Kind::Absent | Kind::Object(_) => false,
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => known(items),
        Kind::Dict(pairs) => pairs.iter().all(|(key, item)| is_known(key) && is_known(item)),
        _ => true,
    }
}

/// Why a value is not known.
fn reason(value: &Value) -> String {
    match value.first_hole().map(|hole| &hole.kind) {
        Some(Kind::Unknown(unknown)) => format!("{:?}", unknown.reason),
        Some(Kind::Maybe(maybe)) => format!("one of several, {:?}", maybe.because.reason),
        _ => "an object".to_owned(),
    }
}

/// A value that is known whole, in the words of the driver; the items of sets are sorted.
fn words(value: &Value) -> Json {
    let all = |items: &[Value]| Json::Array(items.iter().map(words).collect());
    let tagged = |tag: &str, inner: Json| {
        let mut map = serde_json::Map::new();
        map.insert(tag.to_owned(), inner);
        Json::Object(map)
    };
    match &value.kind {
        Kind::None => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Int(value) => tagged("int", value.to_string().into()),
        Kind::Float(value) if value.is_nan() => tagged("float", "nan".into()),
        Kind::Float(value) => tagged("float", format!("{:016x}", value.to_bits()).into()),
        Kind::Str(text) => tagged("str", text.to_string().into()),
        Kind::Bytes(bytes) => {
            let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            tagged("bytes", hex.into())
        }
        Kind::List(items) => tagged("list", all(items)),
        Kind::Tuple(items) => tagged("tuple", all(items)),
        Kind::Set(items) => sorted(tagged("set", all(items))),
        Kind::Dict(pairs) => {
            let pairs = pairs.iter().map(|(key, item)| Json::Array(vec![words(key), words(item)]));
            tagged("dict", Json::Array(pairs.collect()))
        }
        _ => tagged("object", value.type_name().into()),
    }
}

/// The order of a set is no part of its value.
fn sorted(mut value: Json) -> Json {
    match &mut value {
        Json::Object(map) => {
            for (tag, inner) in map.iter_mut() {
                *inner = sorted(inner.take());
                if tag == "set"
                    && let Json::Array(items) = inner
                {
                    items.sort_by_key(ToString::to_string);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| *item = sorted(item.take())),
        _ => {}
    }
    value
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
fn complaint(text: &str, answer: &Answer, count: &mut Count) -> Option<String> {
    let module = evaluated(text);
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
        let data = !expected.to_string().contains("\"object\"");
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

/// The fewest statements of a program that is wrong of which it still is.
fn shrunk(python: &str, mut statements: Vec<String>) -> (String, String) {
    loop {
        let shorter: Vec<Vec<String>> = (0..statements.len())
            .map(|left_out| {
                let mut rest = statements.clone();
                rest.remove(left_out);
                rest
            })
            .filter(|rest| !rest.is_empty())
            .collect();
        let texts: Vec<String> = shorter.iter().map(|statements| statements.join("\n")).collect();
        let answers = run(python, &texts);
        let wrong = texts.iter().zip(&answers).position(|(text, answer)| {
            let syntax = answer.raised.as_ref().is_some_and(|(class, _)| class == "SyntaxError");
            !syntax && complaint(text, answer, &mut Count::default()).is_some()
        });
        match wrong {
            Some(index) => statements.clone_from(&shorter[index]),
            None => break,
        }
    }
    let text = statements.join("\n");
    let answer = run(python, std::slice::from_ref(&text)).remove(0);
    let reason = complaint(&text, &answer, &mut Count::default()).unwrap_or_default();
    (text, reason)
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The seed's program: short ones and long ones.
fn statements(seed: u64) -> Vec<String> {
    let bytes = seeded(seed, 40 + (seed % 8) as usize * 80);
    program(&mut Choices::new(&bytes))
}

/// Without optimisation a call takes more of the stack than a test's thread has.
pub(crate) fn on_a_large_stack(act: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(act).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn what_is_known_is_what_cpython_computes() {
    on_a_large_stack(compare);
}

#[test]
fn what_is_known_of_written_programs_is_what_cpython_computes() {
    on_a_large_stack(compare_written);
}

/// Programs of `tests/programs`, cut at `# ---`.
fn compare_written() {
    let Some(python) = python() else { return };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/programs");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut texts: Vec<String> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("it is text");
        texts.extend(text.split("# ---\n").map(str::to_owned));
    }
    let answers = run(python, &texts);
    let mut count = Count::default();
    let wrong: Vec<String> = texts
        .iter()
        .zip(&answers)
        .filter_map(|(text, answer)| Some(format!("\n{}\n{text}", complaint(text, answer, &mut count)?)))
        .collect();
    assert!(wrong.is_empty(), "{} programs differ:\n{}", wrong.len(), wrong.concat());
    let known = count.known as f64 * 100.0 / count.names.max(1) as f64;
    println!("{} programs: {known:.1} % of {} names known", texts.len(), count.names);
    assert!(known >= 90.0, "only {known:.1} % of the names are known: {:?}", count.reasons);
}

fn compare() {
    let Some(python) = python() else { return };
    let (first, cases) = (number("CPYTHON_SEED", 1), number("CPYTHON_CASES", 600));
    let mut count = Count::default();
    let mut wrong: Vec<(String, String)> = Vec::new();
    let seeds: Vec<u64> = (first..first + cases).collect();
    for batch in seeds.chunks(500) {
        let texts: Vec<String> = batch.iter().map(|&seed| statements(seed).join("\n")).collect();
        let answers = run(python, &texts);
        assert_eq!(answers.len(), texts.len(), "an answer to every program");
        for ((seed, text), answer) in batch.iter().zip(&texts).zip(&answers) {
            if complaint(text, answer, &mut count).is_some() && wrong.len() < 12 {
                let (text, reason) = shrunk(python, statements(*seed));
                if wrong.iter().all(|(_, seen)| *seen != reason) {
                    wrong.push((format!("# seed {seed}\n{text}"), reason));
                }
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
    let (known, foreseen) = (share(count.known, count.names), share(count.foreseen, count.raises));
    println!(
        "{cases} programs: {known:.1} % of {} names known, {foreseen:.1} % of {} exceptions",
        count.names, count.raises
    );
    let mut reasons: Vec<(String, usize)> = count.reasons.into_iter().collect();
    reasons.sort_by_key(|(_, names)| std::cmp::Reverse(*names));
    for (reason, names) in reasons.iter().take(12) {
        println!("{names:6} {reason}");
    }
    let report: String = wrong.iter().map(|(text, reason)| format!("\n{reason}\n{text}\n")).collect();
    assert!(wrong.is_empty(), "{} programs differ:\n{report}", wrong.len());
    assert!(known >= 95.0, "only {known:.1} % of the names are known");
    assert!(foreseen >= 90.0, "only {foreseen:.1} % of the exceptions are foreseen");
}
