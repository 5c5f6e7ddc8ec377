//! Programs that would take all of a machine's time, memory or stack: each is judged,
//! within the limits that a browser sets, by the command that people run.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::cpython::evaluated;
use django_preflight::python::{Kind, Reason, Value};

/// Lines that differ by a number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| line(number) + "\n").collect()
}

fn programs() -> Vec<(&'static str, String)> {
    let small = [
        (
            "numbers that double",
            "A = 1\nfor i in range(10000):\n    A *= 2\nB = 10**10**10\nC = 1 << 10**12\nD = 2**-10**10",
        ),
        (
            "texts that double",
            "A = 'x'\nfor i in range(100):\n    A *= 2\nB = 'x' * 10**9\nC = 'x'.ljust(10**12)",
        ),
        (
            "long collections",
            "A = [0] * 10**9\nB = list(range(10**12))\nC = {i: 1 for i in range(10**7)}\nD = len(range(10**30))",
        ),
        (
            "lists of two of themselves",
            "A = [1]\nfor i in range(60):\n    A = [A, A]\nB = str(A)\nC = sorted(A)\nD = A < [A]",
        ),
        (
            "tuples of two of themselves",
            "A = (1,)\nfor i in range(60):\n    A = (A, A)\nB = {A: 1}\nC = A < (A, A)\nD = A in [A]",
        ),
        ("deep tuples", "A = ()\nfor i in range(190000):\n    A = (A,)\nA = None"),
        ("deep lists", "A = []\nfor i in range(100000):\n    A = [A]\nB = A < [A]\nC = A == [[A]]\nA = None"),
        ("deep functions", "f = None\nfor i in range(50000):\n    f = lambda x=f: x\nA = f()\nf = None"),
        (
            "deep calls that wait",
            "from functools import partial\nf = len\nfor i in range(50000):\n    f = partial(f, f)\nf = None",
        ),
        (
            "a list in itself",
            "A = [1]\nA.append(A)\nB = [1]\nB.append(B)\nC = A < B\nD = A == B\nE = str(A)\nF = sorted([A, B])\nG = max(A, B)\nimport copy, json\nH = copy.deepcopy(A)\nI = json.dumps(A)",
        ),
        (
            "a dict in itself",
            "A = {}\nA['a'] = A\nB = {}\nB['a'] = B\nC = A == B\nD = sorted(A.values())\nimport copy\nE = copy.deepcopy(A)\nF = {**A}",
        ),
        (
            "a copy of what is shared",
            "import copy\nA = [1]\nfor i in range(25):\n    A = [A, A]\nfor i in range(50):\n    A = copy.deepcopy(A)",
        ),
        (
            "many large texts",
            "A = []\nfor i in range(10000):\n    A.append('x' * 4000000)\nB = [('%d' % i) * 100000 for i in range(10000)]",
        ),
        ("many large lists", "A = [[0] * 200000 for i in range(10000)]"),
        (
            "many names of one list",
            "A = list(range(90000))\nfor i in range(500):\n    globals()['A%d' % i] = A",
        ),
        (
            "replaced texts",
            "A = 'a'\nfor i in range(100):\n    A = A.replace('a', 'aaaaaaaaaa')\nB = ('a' * 900000).replace('a', 'b' * 900000)\nC = ('x' * 900000).join(['a'] * 200000)",
        ),
        (
            "wide formats",
            "A = f'{1:999999999999}'\nB = '%999999999d' % 1\nC = '{:>1000000000}'.format('x')\nD = f'{1.5:.999999999f}'\nE = '\\t'.expandtabs(10**12)",
        ),
        ("endless loops", "A = 0\nwhile True:\n    while True:\n        A += 1\nB = 2"),
        (
            "recursion",
            "def f(n):\n    return g(n + 1)\ndef g(n):\n    return f(n + 1) + g(n)\nA = f(0)\ndef fib(n):\n    return fib(n - 1) + fib(n - 2) if n > 1 else n\nB = fib(38)",
        ),
        (
            "a strange key",
            "A = sorted(range(50), key=lambda x: sorted(range(100), key=lambda y: -y))\nB = sorted([1, 'a', None, []], key=lambda x: [x])",
        ),
        (
            "copies in a loop",
            "A = [0] * 200000\nfor i in range(100000):\n    B = A[:]\n    C = list(A)\n    D = A + []",
        ),
        (
            "searches in a loop",
            "A = list(range(3000))\nB = 0\nfor i in range(100000):\n    if -i - 1 in A:\n        B += 1",
        ),
        (
            "a search in a long text",
            "A = 'a' * 900000\nB = 0\nfor i in range(300):\n    if 'a' * 1000 + 'c' in A:\n        B = 1",
        ),
        (
            "a growing list in two cases",
            "import os\nA = []\nif os.environ.get('X'):\n    A.append(1)\nfor i in range(20000):\n    A.append(i)",
        ),
        (
            "products",
            "import itertools\nA = [0 for a in range(1000) for b in range(1000) for c in range(1000)]\nB = list(itertools.product(range(100), repeat=10))\nC = list(itertools.permutations(range(20)))",
        ),
        (
            "a regular expression",
            "import re\nA = re.match(r'(a+)+$', 'a' * 40 + 'b')\nB = re.sub('(x+x+)+y', '', 'x' * 60)",
        ),
        (
            "deep JSON",
            "import json\nA = json.loads('[' * 100000)\nB = json.loads('[' * 5000 + ']' * 5000)\nimport ast\nC = ast.literal_eval('(' * 5000 + ')' * 5000)",
        ),
        (
            "a class of itself",
            "class A: pass\nA.x = A\na = A()\na.a = a\nB = a.a.a.a.x.x\nC = str(a)\nD = a == a",
        ),
    ];
    let mut all: Vec<(&str, String)> =
        small.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    let environment = "import os\nX = []\nY = 0\n";
    all.extend([
        (
            "branches that append",
            format!(
                "{environment}{}",
                lines(2_000, |i| format!("if os.environ.get('V{i}'):\n    X.append({i})"))
            ),
        ),
        (
            "loops in loops over one of several",
            format!(
                "{environment}if os.environ.get('V'):\n    X.append(0)\nfor a in os.environ:\n{}",
                (1..40)
                    .map(|depth| format!(
                        "{}for a in os.environ.values():\n{0}    X.append(a)\n",
                        " ".repeat(depth)
                    ))
                    .collect::<String>()
            ),
        ),
        (
            "branches that add",
            format!(
                "{environment}{}B = [Y, Y, Y]\nC = f'{{Y}}{{Y}}{{Y}}{{Y}}{{Y}}{{Y}}'",
                lines(40, |i| format!("if os.environ.get('V{i}'):\n    Y += {}", 1_u64 << i))
            ),
        ),
        (
            "branches that bind",
            format!(
                "{environment}{}",
                lines(2_000, |i| format!("if os.environ.get('V{i}'):\n    X{i} = {i}"))
            ),
        ),
        (
            "attempts",
            format!(
                "{environment}{}",
                lines(1_000, |i| format!(
                    "try:\n    A{i} = int(os.environ['V{i}'])\nexcept KeyError:\n    A{i} = 0"
                ))
            ),
        ),
        (
            "a long elif",
            format!(
                "{environment}if Y:\n    X = 1\n{}",
                lines(5_000, |i| format!("elif os.environ.get('V{i}'):\n    X = {i}"))
            ),
        ),
        (
            "guards",
            format!(
                "{environment}match os.environ['X']:\n{}",
                lines(80, |i| format!("    case y if os.environ.get('V{i}') == y:\n        X = {i}"))
            ),
        ),
        (
            "choices",
            format!(
                "{environment}A = {}",
                (0..100)
                    .map(|i| format!("(1 if os.environ.get('V{i}') else {i})"))
                    .collect::<Vec<_>>()
                    .join(" + ")
            ),
        ),
        (
            "a product of choices",
            format!(
                "{environment}{}A = f'{}'",
                lines(12, |i| format!(
                    "v{i} = os.environ.get('V{i}') or {i}\nif os.environ.get('W{i}'):\n    v{i} = {i}00"
                )),
                (0..12).map(|i| format!("{{v{i}}}")).collect::<String>()
            ),
        ),
        ("brackets", format!("A = {}1{}", "(".repeat(50_000), ")".repeat(50_000))),
        (
            "operators",
            format!(
                "A = {}1\nB = {}1\nC = 1{}",
                "-".repeat(20_000),
                "not ".repeat(20_000),
                "+1".repeat(100_000)
            ),
        ),
        ("attributes", format!("import a\nA = a{}\nB = a{}", ".b".repeat(20_000), "()".repeat(20_000))),
        (
            "blocks",
            (0..300).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect::<String>()
                + &" ".repeat(300)
                + "A = 1",
        ),
        (
            "one long text",
            format!("A = '{}'\nB = A + A + A\nC = [A] * 1000\nD = A.split('x')", "x".repeat(50_000)),
        ),
        ("comments", "# a\n".repeat(60_000) + "A = 1"),
        ("broken lines", "A = = 1\n".repeat(10_000)),
        ("open brackets", "A = [\n".repeat(10_000)),
        ("open texts", "A = '''\n".repeat(10_000)),
        (
            "many parameters",
            format!(
                "def f({}): return a1\nA = f()",
                (0..5_000).map(|i| format!("a{i}=1")).collect::<Vec<_>>().join(", ")
            ),
        ),
        (
            "many ancestors",
            format!(
                "class A0: x = 1\n{}B = A1000().x",
                lines(1_000, |i| format!("class A{}(A{i}): pass", i + 1))
            ),
        ),
    ]);
    all
}

/// Files around the code, each near the largest that is read.
fn files() -> Vec<(&'static str, &'static str, String)> {
    let count = 900_000;
    let fill = |text: &str| text.repeat(count / text.len());
    vec![
        ("deep YAML", "compose.yml", "a: ".to_owned() + &fill("[")),
        (
            "wide YAML",
            "compose.yml",
            format!("services:\n{}", lines(40_000, |i| format!("  s{i}: {{extends: s{}}}", i + 1))),
        ),
        (
            "YAML that laughs",
            "compose.yml",
            format!("a0: &a0 [x, x]\n{}", lines(60, |i| format!("a{}: &a{} [*a{i}, *a{i}]", i + 1, i + 1))),
        ),
        ("broken YAML", "compose.yml", fill("a: [\nb: }\n")),
        (
            "many variables",
            "compose.yml",
            format!("services:\n  web:\n    environment:\n{}", lines(30_000, |i| format!("      V{i}: {i}"))),
        ),
        ("a long script", ".gitlab-ci.yml", format!("a:\n  script: |\n{}", fill("    a b && c | d\n"))),
        ("folded lines", ".gitlab-ci.yml", format!("a:\n  script: >\n{}", fill("    a b\n\n"))),
        ("a list of escapes", "Dockerfile", format!("FROM a\nCMD [{}\"x\"]", fill("\"\\u0041b\","))),
        ("lines that go on", "Dockerfile", "FROM a\nRUN ".to_owned() + &fill("a \\\n# b\n\n")),
        ("heredocs", "Dockerfile", "FROM a\n".to_owned() + &fill("RUN <<A <<B <<C\n")),
        (
            "stages of stages",
            "Dockerfile",
            lines(20_000, |i| format!("FROM s{} AS s{i}", i.saturating_sub(1))),
        ),
        ("variables of variables", "Dockerfile", format!("ARG A={}x\nFROM $A", fill("${A:-"))),
        ("blocks of nginx", "nginx.conf", fill("server { location / { ")),
        (
            "headers and locations",
            "nginx.conf",
            format!(
                "{}{}",
                lines(10_000, |i| format!("add_header a{i} b;")),
                lines(10_000, |i| format!("location /{i} {{ proxy_pass http://a; }}"))
            ),
        ),
        ("includes of itself", "nginx.conf", format!("server {{ {} }}", fill("include nginx.conf; "))),
        ("brackets of a shell", "Procfile", "web: ".to_owned() + &fill("$(${")),
        ("wrappers", "Procfile", "web: ".to_owned() + &fill("exec ")),
        ("shells in shells", "Procfile", "web: ".to_owned() + &fill("sh -c '")),
        ("patterns", ".dockerignore", fill("**/a/**/[a-z]*b/**\n")),
        ("sections", "uwsgi.ini", fill("[a]\nb = c\n")),
        (
            "addresses",
            "urls.py",
            format!("urlpatterns = [{}]", lines(20_000, |i| format!("path('a{i}', include('urls')),"))),
        ),
        ("a configuration that never ends", "gunicorn.conf.py", "while True:\n    workers = 1\n".to_owned()),
    ]
}

/// Runs the command with so many seconds of the processor and kilobytes of memory.
#[cfg(unix)]
fn judged(path: &std::path::Path, seconds: u32) -> Option<i32> {
    let limits = format!("ulimit -v 450000; ulimit -t {seconds}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args([
        "-c",
        &limits,
        env!("CARGO_BIN_EXE_preflight"),
        "--output-format",
        "json",
        "--settings",
        "settings.py",
    ]);
    command.arg(path).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the command runs").code()
}

#[cfg(unix)]
#[test]
fn hostile_programs_are_judged_in_little_time_and_memory() {
    // Without optimisation everything takes some ten times as long.
    let seconds = if cfg!(debug_assertions) { 30 } else { 3 };
    let folder = std::env::temp_dir().join(format!("preflight-hostile-{}", std::process::id()));
    let mut all: Vec<_> = programs().into_iter().map(|(name, text)| (name, "settings.py", text)).collect();
    all.extend(files());
    let wrong = std::sync::Mutex::new(Vec::new());
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some((name, file, text)) = all.get(index) else { return };
                    let own = folder.join(index.to_string());
                    fs::create_dir_all(&own).expect("a folder can be made");
                    fs::write(own.join("settings.py"), "DEBUG = False\nROOT_URLCONF = 'urls'\n")
                        .expect("a file can be written");
                    fs::write(own.join(file), text).expect("a file can be written");
                    let path = if *file == "settings.py" { own.join(file) } else { own };
                    let code = judged(&path, seconds);
                    // 0: nothing fails; 1: something does.
                    if !matches!(code, Some(0 | 1)) {
                        wrong.lock().expect("no thread panics").push((*name, code));
                    }
                }
            });
        }
    });
    let _ = fs::remove_dir_all(&folder);
    let wrong = wrong.into_inner().expect("no thread panics");
    assert!(wrong.is_empty(), "over {seconds} s, 450 MB or the stack: {wrong:?}");
}

fn limit_of(value: &Value) -> Option<&'static str> {
    match value.first_hole().map(|hole| &hole.kind) {
        Some(Kind::Unknown(unknown)) => match unknown.reason {
            Reason::Limit(which) => Some(which),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn what_hits_a_limit_names_it() {
    crate::cpython::on_a_large_stack(|| {
        for (program, limit) in [
            ("A = 10**10**10", "the size of numbers"),
            ("A = 'x' * 10**9", "the size of texts"),
            ("A = 'x'.ljust(10**12)", "the size of texts"),
            ("A = list(range(10**12))", "items"),
            ("A = [0] * 10**9", "items"),
            ("A = []\nfor i in range(150000):\n    A.append(i)\n    A.append(i)", "items"),
            ("def f(): return f()\nA = f()", "calls within calls"),
            ("A = [1]\nA.append(A)", "depth"),
            ("A = ()\nfor i in range(300):\n    A = (A,)", "depth"),
        ] {
            let module = evaluated(program, None);
            let value = &module.settings.get("A").expect("it is bound").value;
            assert_eq!(limit_of(value), Some(limit), "{program}: {:?}", value.first_hole());
        }
        // An endless loop does not cost what comes after it.
        let module = evaluated("A = 0\nwhile True:\n    A += 1\nB = 2", None);
        assert_eq!(module.settings["B"].value.kind, Kind::Int(2));
    });
}

#[test]
fn time_grows_with_the_length_of_the_text() {
    crate::cpython::on_a_large_stack(|| {
        let program = |count: usize| {
            let branches = lines(count, |i| format!("if os.environ.get('V{i}'):\n    X.append('value{i}')"));
            format!("import os\nX = []\n{branches}")
        };
        let time = |text: &str| -> Duration {
            let once = || {
                let begun = Instant::now();
                let _ = evaluated(text, None);
                begun.elapsed()
            };
            // The least of several is what it takes where nothing else runs.
            (0..3).map(|_| once()).min().unwrap_or_default()
        };
        let (short, long) = (time(&program(400)), time(&program(3_200)));
        assert!(long < short * 8 * 3, "{short:?} for 400 branches, {long:?} for 3200");
    });
}
