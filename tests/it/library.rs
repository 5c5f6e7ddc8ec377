//! The standard library and data files, as CPython has them.
//!
//! `library.txt` is written like a session: statements, and after an expression
//! what CPython makes of it, in the form of reports.

use crate::evaluate::{open, values};

const SESSIONS: &str = include_str!("library.txt");

/// The program of one session, and the values that its expressions have to give.
fn program(session: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut expected: Vec<String> = Vec::new();
    let mut lines = session.lines().peekable();
    while let Some(line) = lines.next() {
        let mut statement = line.strip_prefix(">>> ").unwrap_or(line).to_owned();
        while let Some(more) = lines.next_if(|next| next.starts_with("... ")) {
            statement.push('\n');
            statement.push_str(&more[4..]);
        }
        match lines.next_if(|next| !next.starts_with(">>> ")) {
            Some(raises) if raises.starts_with("raises ") => expected.push(raises.to_owned()),
            Some(value) => {
                let name = format!("V{}", expected.len());
                statement = format!("{name} = {statement}");
                expected.push(format!("{name} = {value}"));
            }
            None => {}
        }
        text.push_str(&statement);
        text.push('\n');
    }
    (text, expected)
}

#[test]
fn what_is_known_is_what_cpython_gives() {
    let mut wrong = String::new();
    let mut count = 0;
    for session in SESSIONS.split("\n\n") {
        let (text, expected) = program(session);
        let got = open(&text);
        for expected in &expected {
            count += 1;
            if !got.lines().any(|line| line == expected) {
                let name = expected.split(' ').next().unwrap_or_default();
                let start = format!("{name} ");
                let got = got.lines().find(|line| line.starts_with(&start)).unwrap_or("nothing");
                let line = text.lines().find(|line| line.starts_with(&start)).unwrap_or_default();
                wrong.push_str(&format!("{line}\n  expected {expected}\n  got      {got}\n"));
            }
        }
    }
    assert!(count > 1000, "the sessions are read: {count}");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[track_caller]
fn with_files(program: &str, files: &[(&str, &str)], expected: &str) {
    let mut all = vec![("settings.py", program)];
    all.extend(files);
    assert_eq!(values(&all, None), expected, "\n{program}");
}

#[test]
fn files_that_were_given_are_read() {
    with_files(
        "import json, os\nfrom pathlib import Path\nbase = Path(__file__).resolve().parent\nA = json.loads((base / 'a.json').read_text())\nwith open(os.path.join(base, 'a.json')) as file:\n    B = json.load(file)\n    C = file.read()\nD = [line.strip() for line in open(base / 'l.txt')]\nE = open(base / 'l.txt', 'rb').read()\nF = (base / 'sub' / '..' / 'l.txt').exists(), (base / 'sub').is_dir()",
        &[("a.json", "{\"x\": [1]}"), ("l.txt", "a\nb\n"), ("sub/x.txt", "")],
        "A = {\"x\":[1]}\nB = {\"x\":[1]}\nC = \"\"\nD = [\"a\",\"b\"]\nE = {\"$bytes\":\"610a620a\"}\nF = {\"$tuple\":[true,true]}",
    );
    // One that was not given may be on the server.
    with_files(
        "from pathlib import Path\nbase = Path(__file__).parent\nA = (base / 'x').exists()\nB = open(base / 'x').read()",
        &[],
        "A = ?\nB = ?",
    );
    with_files(
        "import configparser\nparser = configparser.ConfigParser()\nparser.read('/etc/app.ini')\nA = parser.get('a', 'b', fallback='c')\nB = parser.sections()",
        &[],
        "A = ?\nB = ?",
    );
}

#[test]
fn toml_yaml_and_ini_give_what_their_libraries_give() {
    with_files(
        "import tomllib\nfrom pathlib import Path\nwith open(Path(__file__).parent / 'pyproject.toml', 'rb') as file:\n    A = tomllib.load(file)",
        &[(
            "pyproject.toml",
            "[project]\nversion = '1.0'\nn = 0x1f\nf = 1.5\nd = 1979-05-27\na.b = [true, {c = 1}]\n[[l]]\nx = 1\n[[l]]\nx = 2\n",
        )],
        "A = {\"project\":{\"version\":\"1.0\",\"n\":31,\"f\":1.5,\"d\":{\"$date\":\"1979-05-27\"},\"a\":{\"b\":[true,{\"c\":1}]}},\"l\":[{\"x\":1},{\"x\":2}]}",
    );
    for broken in ["a = 1\na = 2", "[a]\n[a]", "a = {b = 1}\n[a.c]", "a.b = 1\n[a]", "[[a]]\n[a]", "a = "] {
        with_files(&format!("import tomllib\nA = tomllib.loads({broken:?})"), &[], "A = ?");
    }
    with_files(
        "import yaml\nfrom pathlib import Path\nA = yaml.safe_load((Path(__file__).parent / 'c.yml').read_text())",
        &[(
            "c.yml",
            "a: yes\nb: 'yes'\nc: 017\nd: 1:30\ne: 2020-01-02\nf: 1e3\ng: 1.0e+3\nh: ~\nbase: &x {k: 1, l: 2}\ni:\n  <<: *x\n  l: 3\nj: |\n  one\n  two\nk: [on, 0x1F, 1_0, .5]\n",
        )],
        "A = {\"a\":true,\"b\":\"yes\",\"c\":15,\"d\":90,\"e\":{\"$date\":\"2020-01-02\"},\"f\":\"1e3\",\"g\":1000.0,\"h\":null,\"base\":{\"k\":1,\"l\":2},\"i\":{\"k\":1,\"l\":3},\"j\":\"one\\ntwo\\n\",\"k\":[true,31,10,0.5]}",
    );
    with_files(
        "import yaml\nA = yaml.safe_load('a: [')\nB = yaml.load('a: 1')\nC = yaml.safe_load('a: !x 1')",
        &[],
        "A = ?\nB = ?\nC = ?",
    );
    with_files(
        "import configparser\nfrom pathlib import Path\nparser = configparser.ConfigParser()\nparser.read(Path(__file__).parent / 'c.ini')\nA = parser.sections()\nB = dict(parser['web'])\nC = parser.getint('db', 'port'), parser.getboolean('db', 'ssl'), parser.get('db', 'x', fallback=5)\nD = 'db' in parser, 'PORT' in parser['db']",
        &[(
            "c.ini",
            "[DEFAULT]\nroot = /srv\n[db]\nPort: 5432\nssl = on\n[web]\npath = %(root)s/web\nlines = a\n  b\n",
        )],
        "A = [\"db\",\"web\"]\nB = {\"path\":\"/srv/web\",\"lines\":\"a\\nb\",\"root\":\"/srv\"}\nC = {\"$tuple\":[5432,true,5]}\nD = {\"$tuple\":[true,true]}",
    );
}

#[test]
fn what_depends_on_the_server_is_not_known() {
    for expression in [
        "datetime.datetime.now()",
        "datetime.date.today()",
        "uuid.uuid4().hex",
        "random.random()",
        "secrets.token_hex()",
        "time.time()",
        "os.cpu_count()",
        "datetime.datetime.fromtimestamp(0)",
    ] {
        let program = format!("import datetime, os, random, secrets, time, uuid\nA = {expression}");
        assert_eq!(open(&program), "A = ?", "{expression}");
    }
}

#[test]
fn what_is_not_known_flows_through() {
    let given = "import os, re, itertools, hashlib, json\nx = os.environ.get('X', 'a1')\n";
    for (program, expected) in [
        ("A = re.sub('[0-9]', '', x)", "A = \"a\" ?X"),
        ("A = hashlib.md5(x.encode()).hexdigest()", "A = \"8a8bb7cd343aa2ad99b7d762030857a2\" ?X"),
        ("A = list(itertools.chain(['q'], [x]))", "A = [\"q\",\"a1\"] ?X"),
        ("A = json.dumps({'k': x})", "A = ?X"),
        ("A = bool(re.match('b', x))", "A = false ?X"),
    ] {
        assert_eq!(open(&format!("{given}{program}")), expected, "{program}");
    }
}

#[test]
fn a_pattern_that_takes_too_long_has_no_answer() {
    let program = "import re\nA = re.match('(a|a)(a|a)*b', 'a' * 60)\nB = re.match('(a+)+b', 'a' * 60)";
    assert_eq!(open(program), "A = ?\nB = ?");
}
