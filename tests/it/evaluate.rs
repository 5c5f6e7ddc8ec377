//! What the evaluator makes of Python: program in, values out.
//!
//! Values are written as in reports. `?` is one that is not known; `?A` depends
//! on the environment variable A; `1 ?A` does too, and is 1 where A is unset.

use std::collections::BTreeMap;

use django_preflight::audit::audit;
use django_preflight::model::SettingState;
use django_preflight::protocol::{InputFile, Options};
use proptest::prelude::*;

/// The settings of `settings.py` among these files, one a line.
pub(crate) fn values(files: &[(&str, &str)], environment: Option<&[(&str, &str)]>) -> String {
    let files: Vec<InputFile> = files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let options = Options {
        settings: Some("settings.py".to_owned()),
        root: Some(String::new()),
        show_values: true,
        closed_environment: environment.is_some(),
        environment: environment
            .unwrap_or_default()
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        ..Options::default()
    };
    let report = audit(&files, &options);
    let module = report.environments.iter().find(|environment| environment.file == "settings.py");
    let module = module.expect("the file that was asked for is evaluated");
    let mut lines: Vec<String> = module
        .settings
        .iter()
        .map(|(name, setting)| {
            let value = setting.value.as_ref().map(ToString::to_string).unwrap_or_default();
            let variables = setting.variables.join(",");
            match setting.state {
                SettingState::Known => format!("{name} = {value}"),
                SettingState::Environment if value.is_empty() => format!("{name} = ?{variables}"),
                SettingState::Environment => format!("{name} = {value} ?{variables}"),
                SettingState::Unknown => format!("{name} = ?"),
            }
        })
        .collect();
    if let Some(crash) = &module.predicted.crash {
        lines.push(format!("raises {crash}"));
    }
    lines.join("\n")
}

/// One file, with every variable unknown.
pub(crate) fn open(program: &str) -> String {
    values(&[("settings.py", program)], None)
}

#[track_caller]
fn gives(program: &str, expected: &str) {
    assert_eq!(open(program), expected, "\n{program}");
}

#[test]
fn names_literals_and_operators() {
    gives("A = 1_000 * 2 ** 3\nB = A // 7 % 5 - -2\nC = not A or None", "A = 8000\nB = 4\nC = null");
    gives("A = 7 // -2\nB = -7 % 3\nC = 1 / 4\nD = 10 < 20 <= 20", "A = -4\nB = 2\nC = 0.25\nD = true");
    gives(
        "A = 'a' 'b' + f'{1 + 1}-{3:03d}'\nB = '%s/%d' % ('x', 2)\nC = '{}-{k}'.format(1, k=2)",
        "A = \"ab2-003\"\nB = \"x/2\"\nC = \"1-2\"",
    );
    gives("A, *B = [1, 2, 3]\n(C, D), E = (4, 5), 6", "A = 1\nB = [2,3]\nC = 4\nD = 5\nE = 6");
    gives("A = [1, 2, 3, 4][1:-1]\nB = 'abcdef'[::2]\nC = (1, 2)[-1]", "A = [2,3]\nB = \"ace\"\nC = 2");
    gives("A = 1 if [] else 2\nB = [] or {} or 'x'\nC = 0 and 1", "A = 2\nB = \"x\"\nC = 0");
    gives(
        "A = {1, 2} | {3}\nB = {'a': 1} | {'a': 2, 'b': 3}",
        "A = {\"$set\":[1,2,3]}\nB = {\"a\":2,\"b\":3}",
    );
    gives("A = 2 ** 200", "A = ?");
}

#[test]
fn containers_are_shared_and_changed_in_place() {
    gives("A = [1]\nB = A\nB += [2]\nA.insert(0, 0)\nC = A + [3]", "A = [0,1,2]\nB = [0,1,2]\nC = [0,1,2,3]");
    gives(
        "A = {'x': {'y': 1}}\nA['x']['z'] = 2\nA.setdefault('w', []).append(3)\ndel A['x']['y']",
        "A = {\"x\":{\"z\":2},\"w\":[3]}",
    );
    gives(
        "A = ['a', 'b', 'c']\nA.remove('b')\nA[0] = 'z'\nB = A.index('c')\nC = A.pop()",
        "A = [\"z\"]\nB = 1\nC = \"c\"",
    );
    gives("A = (1, 2)\nB = A\nA += (3,)", "A = {\"$tuple\":[1,2,3]}\nB = {\"$tuple\":[1,2]}");
    gives(
        "A = [*range(3), *'ab']\nB = {**{'a': 1}, 'b': 2}",
        "A = [0,1,2,\"a\",\"b\"]\nB = {\"a\":1,\"b\":2}",
    );
}

#[test]
fn comprehensions_functions_and_loops() {
    gives(
        "A = [x * 2 for x in range(5) if x % 2]\nB = {k: len(k) for k in ('a', 'bb')}",
        "A = [2,6]\nB = {\"a\":1,\"bb\":2}",
    );
    gives(
        "def f(a, b=2, *c, d=4, **e):\n    return [a, b, list(c), d, e]\nA = f(1, 3, 5, d=6, g=7)",
        "A = [1,3,[5],6,{\"g\":7}]",
    );
    gives(
        "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nA = f(5)\nB = (lambda x: x + 1)(1)",
        "A = 120\nB = 2",
    );
    gives(
        "A = []\nfor i in range(4):\n    if i == 1:\n        continue\n    if i == 3:\n        break\n    A.append(i)\nelse:\n    A = None",
        "A = [0,2]",
    );
    gives("A = 0\nwhile A < 5:\n    A += 2", "A = 6");
    gives(
        "def counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nc = counter()\nc()\nA = c()",
        "A = 2",
    );
    gives(
        "A = sorted(['b', 'C', 'a'], key=str.lower)\nB = list(zip('ab', [1, 2]))\nC = sum([1, 2]) + max(3, 4)",
        "A = [\"a\",\"b\",\"C\"]\nB = [{\"$tuple\":[\"a\",1]},{\"$tuple\":[\"b\",2]}]\nC = 7",
    );
    gives("match 'b':\n    case 'a' | 'c':\n        A = 1\n    case x:\n        A = x", "A = \"b\"");
    gives(
        "class Base:\n    X = 1\n    def get(self):\n        return self.X\nclass Sub(Base):\n    X = 2\nA = Sub().get()\nB = Base.X",
        "A = 2\nB = 1",
    );
}

#[test]
fn exceptions_go_where_python_sends_them() {
    gives(
        "try:\n    A = {}['x']\nexcept KeyError:\n    A = 'caught'\nelse:\n    A = 'else'\nfinally:\n    B = 1",
        "A = \"caught\"\nB = 1",
    );
    gives(
        "try:\n    int('x')\nexcept (TypeError, ValueError) as error:\n    A = str(error)",
        "A = \"invalid literal for int() with base 10: 'x'\"",
    );
    gives("A = 1\nraise ValueError('stop')\nB = 2", "A = 1\nraises ValueError: stop");
    gives("A = undefined", "raises NameError: name 'undefined' is not defined");
    gives("try:\n    from .local import *\nexcept ImportError:\n    pass\nA = 1", "A = 1");
}

#[test]
fn paths_are_relative_to_the_top_of_the_tree() {
    gives(
        "from pathlib import Path\nimport os\nBASE_DIR = Path(__file__).resolve().parent\nA = BASE_DIR / 'x' / '..' / 'y'\nB = os.path.join(BASE_DIR, 'static')\nC = str(A)",
        "BASE_DIR = {\"$path\":\"<ROOT>\"}\nA = {\"$path\":\"<ROOT>/x/../y\"}\nB = \"<ROOT>/static\"\nC = \"<ROOT>/x/../y\"",
    );
    gives("A = len(__file__)\nB = __file__.upper()", "A = ?\nB = ?");
}

#[test]
fn the_environment_decides_and_says_so() {
    gives(
        "import os\nA = os.environ.get('X', 'd')\nB = A == 'd'\nC = os.environ['Y']",
        "A = \"d\" ?X\nB = true ?X\nC = ?Y",
    );
    gives("import os\nA = [1]\nif os.environ.get('X'):\n    A += [2]", "A = [1] ?X");
    gives(
        "import os\nA = 1 if os.environ.get('X') else 1\nB = os.getenv('X') in ('1', 'true')",
        "A = 1\nB = false ?X",
    );
    gives(
        "import environ\nenv = environ.Env(D=(bool, False))\nA = env('D')\nB = env.int('N', default=5)\nC = env('S')",
        "A = false ?D\nB = 5 ?N\nC = ?S",
    );
    gives(
        "from decouple import config, Csv\nA = config('H', default='a, b', cast=Csv())\nB = config('D', default='no', cast=bool)",
        "A = [\"a\",\"b\"] ?H\nB = false ?D",
    );
    gives(
        "import os\ndef flag(name, default=False):\n    value = os.environ.get(name)\n    if value is None:\n        return default\n    return value.lower() in ('1', 'true')\nA = flag('X')\nB = flag('Y', True)",
        "A = false ?X\nB = true ?Y",
    );
}

#[test]
fn a_given_environment_is_read_as_each_reader_reads_it() {
    let given: &[(&str, &str)] = &[("D", "t"), ("L", "a, b"), ("N", "7")];
    let closed = |program: &str| values(&[("settings.py", program)], Some(given));
    assert_eq!(
        closed("import environ\nenv = environ.Env()\nA = env.bool('D')\nB = env.list('L')"),
        "A = false\nB = [\"a\",\" b\"]"
    );
    assert_eq!(
        closed("from decouple import config\nA = config('D', cast=bool)\nB = config('N', cast=int)"),
        "A = true\nB = 7"
    );
    assert_eq!(closed("import os\nA = os.environ['MISSING']"), "raises KeyError: 'MISSING'");
    assert_eq!(
        closed("import environ\nA = environ.Env()('MISSING')"),
        "raises ImproperlyConfigured: Set the MISSING environment variable"
    );
}

#[test]
fn what_comes_from_elsewhere_is_not_known() {
    gives(
        "import random, time\nA = random.choice([1, 2])\nB = time.time()\nC = [1, A]",
        "A = ?\nB = ?\nC = ?",
    );
    gives("from acme import thing\nA = thing.x\nB = thing() + 1", "A = ?\nB = ?");
    gives("from .base import *\nA = 1", "A = 1");
    gives("import acme\nA = [1]\nacme.setup(A)", "A = ?");
}

#[test]
fn imports_follow_the_files() {
    let files: &[(&str, &str)] = &[
        (
            "settings.py",
            "from base import *\nfrom pkg.more import X as Y\nimport pkg.more as m\nB = B + [2]\nC = m.X",
        ),
        ("base.py", "A = 1\nB = [1]\n_hidden = 3\n__all__ = ['A', 'B']"),
        ("pkg/__init__.py", ""),
        ("pkg/more.py", "X = 'x'"),
    ];
    assert_eq!(values(files, None), "A = 1\nB = [1,2]\nY = \"x\"\nC = \"x\"");
}

#[test]
fn class_based_settings_are_attributes_of_the_chosen_class() {
    let program = "from configurations import Configuration, values\nclass Base(Configuration):\n    DEBUG = values.BooleanValue(False)\n    A = 1\n    @property\n    def B(self):\n        return self.A + 1\nclass Production(Base):\n    A = 2\n";
    let all = values(
        &[("settings.py", program)],
        Some(&[("DJANGO_CONFIGURATION", "Production"), ("DJANGO_DEBUG", "yes")]),
    );
    for line in ["A = 2", "B = 3", "DEBUG = true"] {
        assert!(all.lines().any(|found| found == line), "{line} is not in\n{all}");
    }
}

#[test]
fn hostile_programs_end() {
    for program in [
        "A = 0\nwhile True:\n    A += 1",
        "def f(): return f()\nA = f()",
        "A = [1]\nfor x in A:\n    A.append(x)",
        "A = 'x'\nfor i in range(100):\n    A += A",
        "A = [[]]\nfor i in range(60):\n    A = [A, A]",
        "A = {}\nA['a'] = A\nB = str(A)",
        "A = 10 ** 10 ** 10",
        "A = 'x' * 10 ** 12\nB = [0] * 10 ** 12\nC = list(range(10 ** 12))",
        "import os\nA = 0\nif os.environ.get('X'): A += 1\nif os.environ.get('Y'): A += 2\nif os.environ.get('Z'): A += 4\nif os.environ.get('W'): A += 8\nB = [A, A, A]",
        "class A(A): pass",
        "exec('A = 1')\nB = eval('1 + 1')",
    ] {
        let _ = open(program);
    }
    assert_eq!(open("A = 0\nwhile True:\n    A += 1\nB = 2").lines().last(), Some("B = 2"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_answer_and_always_the_same(text in "[A-C=\\[\\](){}:,.'\"\\\\ \n\t+*fi#0-9]{0,120}") {
        prop_assert_eq!(open(&text), open(&text));
    }

    #[test]
    fn any_lines_of_settings_give_an_answer(lines in proptest::collection::vec(prop_oneof![
        Just("A = [1, 2]"), Just("A += B"), Just("B = A"), Just("import os"), Just("if os.environ.get('X'):"),
        Just("    A = {}"), Just("    B = os.environ['Y']"), Just("else:"), Just("    A.append(3)"), Just("for C in A:"),
        Just("    B.update(C)"), Just("try:"), Just("except Exception:"), Just("    raise ValueError"), Just("del A[0]"),
        Just("A['k'] = B"), Just("def f(x, *y): return [x, y]"), Just("B = f(*A)"), Just("C = {**A}"), Just("    break"),
        Just("while B: B = B[1:]"), Just("class K(A): X = B"), Just("C = K().X"), Just("from .x import *"),
    ], 0..24)) {
        let program = lines.join("\n");
        prop_assert_eq!(open(&program), open(&program));
    }
}

#[test]
fn what_holds_in_every_case_is_decided() {
    let judge = |settings: &str, rule: &str| {
        let file = InputFile { path: "settings.py".to_owned(), text: settings.to_owned() };
        let report = audit(&[file], &Options::default());
        report.findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.status.slug())
    };
    let middleware = "import os\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']\nif os.environ.get('GZIP'):\n    MIDDLEWARE += ['django.middleware.gzip.GZipMiddleware']\n";
    // There in both cases, absent in both cases, and in one of them.
    assert_eq!(judge(middleware, "middleware.security"), Some("pass"));
    assert_eq!(judge(middleware, "middleware.csrf"), Some("fail"));
    let other = middleware.replace("gzip.GZipMiddleware", "csrf.CsrfViewMiddleware");
    assert_eq!(judge(&other, "middleware.csrf"), Some("open"));
    // Which text it is nobody knows.
    assert_eq!(judge("import os\nDEBUG = os.environ['DEBUG'] == 'x' or True\n", "debug.off"), Some("fail"));
    assert_eq!(
        judge(
            "import os\nX_FRAME_OPTIONS = os.environ['X']\nMIDDLEWARE = ['django.middleware.clickjacking.XFrameOptionsMiddleware']\n",
            "headers.frame-options"
        ),
        Some("open")
    );
}

/// The trail of `A` in `settings.py`: file, line, what happened, what it was afterwards.
fn trail(files: &[(&str, &str)]) -> String {
    let files: Vec<InputFile> = files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let options =
        Options { settings: Some("settings.py".to_owned()), root: Some(String::new()), ..Options::default() };
    let report = audit(&files, &options);
    let module = report.environments.iter().find(|environment| environment.chosen);
    let steps = module.and_then(|module| module.settings.get("A")).map(|setting| &setting.history);
    let steps = steps.expect("the settings have A").iter().map(|step| {
        let (file, line, what) = (&step.file, step.line, &step.what);
        let doubt = if step.doubtful { " (?)" } else { "" };
        format!("{file}:{line} {what} -> {}{doubt}", step.after.as_deref().unwrap_or("-"))
    });
    steps.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_step_of_a_setting_says_what_it_was_afterwards() {
    assert_eq!(
        trail(&[("base.py", "A = True\n"), ("settings.py", "from base import *\nA = False\n")]),
        "base.py:1 = True -> True\nsettings.py:2 = False -> False"
    );
    assert_eq!(
        trail(&[(
            "settings.py",
            "A = ['a']\nA += ['b']\nA.append('c')\nA[0] = 'z'\nA.remove('b')\nA.extend(['d', 'e', 'f'])\nA = A + ['g']"
        )]),
        "settings.py:1 = ['a'] -> ['a']\n\
         settings.py:2 += -> ['a', 'b']\n\
         settings.py:3 .append() -> ['a', 'b', 'c']\n\
         settings.py:4 […] = -> ['z', 'b', 'c']\n\
         settings.py:5 .remove() -> ['z', 'c']\n\
         settings.py:6 .extend() -> ['z', …+3, 'f']\n\
         settings.py:7 = ['z', …+4, 'g'] -> ['z', …+4, 'g']"
    );
    assert_eq!(
        trail(&[(
            "settings.py",
            "A = {'default': {'ENGINE': 'x', 'PASSWORD': 'hunter2'}}\nA['default']['NAME'] = 'n'\ndel A['default']['ENGINE']"
        )]),
        "settings.py:1 = {'default': {'ENGINE': 'x', 'PASSWORD': '•••'}} -> {'default': {'ENGINE': 'x', 'PASSWORD': '•••'}}\n\
         settings.py:2 ['default'][…] = -> {'ENGINE': 'x', 'PASSWORD': '•••', 'NAME': 'n'}\n\
         settings.py:3 del ['default'][…] -> {'PASSWORD': '•••', 'NAME': 'n'}"
    );
}

#[test]
fn a_part_of_what_is_not_known_is_a_step_too() {
    assert_eq!(
        trail(&[(
            "settings.py",
            "import os, x\nA = {'default': x.parse(os.environ['X'])}\nA['default']['AGE'] = 60"
        )]),
        "settings.py:2 = {'default': ?} -> {'default': ?}\nsettings.py:3 […] = -> {'default': ?}"
    );
}

#[test]
fn a_step_that_may_not_happen_says_so() {
    assert_eq!(
        trail(&[("settings.py", "import os\nA = 1\nif os.environ.get('X'):\n    A = 2\nA = A + 1")]),
        "settings.py:2 = 1 -> 1\nsettings.py:4 = 2 -> 2 (?)\nsettings.py:5 = 2 | 3 -> 2 | 3"
    );
    assert_eq!(
        trail(&[("settings.py", "import os\nA = os.environ['X']\nA = [A, os.environ.get('Y', 'y')]")]),
        "settings.py:2 = ? -> ?\nsettings.py:3 = [?, 'y' | ?] -> [?, 'y' | ?]"
    );
}

#[test]
fn branches_within_branches_do_not_swell_the_trail() {
    // Each branch that is not decided makes the list one of several again.
    let branches: String = (0..60)
        .map(|n| format!("if os.environ.get('X{n}'):\n    A.append({n})\nelse:\n    A.insert(0, {n})\n"))
        .collect();
    let shown = trail(&[("settings.py", &format!("import os\nA = []\n{branches}"))]);
    assert!(shown.lines().count() > 20 && shown.lines().all(|line| line.len() < 1000), "{shown}");
}

#[test]
fn a_loop_does_not_fill_the_trail() {
    assert_eq!(
        trail(&[("settings.py", "A = []\nfor i in range(1000):\n    A.append(i)\n")]),
        "settings.py:1 = [] -> []\nsettings.py:3 .append() -> [0, …+998, 999]"
    );
    assert_eq!(
        trail(&[("settings.py", "A = 0\nfor i in range(1000):\n    A = A + 1\n")]),
        "settings.py:1 = 0 -> 0\nsettings.py:3 = 1 -> 1\nsettings.py:3 = 1000 -> 1000"
    );
}

#[test]
fn a_name_that_may_not_be_bound_may_be_looked_for() {
    let program = |test: &str| format!("import os\nif os.environ.get('A'):\n    X = 1\nB = {test}\ndel os");
    for (test, value) in [
        ("2 if 'X' in globals() else 3", "3 ?A"),
        ("'X' not in locals()", "true ?A"),
        ("globals().get('X', 4)", "4 ?A"),
        ("hasattr(__import__('sys').modules[__name__], 'X')", "?A"),
        ("{name: 1 for name in globals() if name == 'X'}", "?A"),
    ] {
        let lines = open(&program(test));
        assert!(lines.contains(&format!("B = {value}")), "{test}: {lines}");
    }
}

#[test]
fn a_handler_finds_what_was_done_before_the_statement_that_may_raise() {
    assert_eq!(
        open(
            "import os\nA = 1\ntry:\n    A = 2\n    B = int(os.environ['X'])\n    C = 3\nexcept KeyError:\n    B = A"
        ),
        "A = 2\nB = 2 ?X\nC = ?X"
    );
}

#[test]
fn a_module_whose_import_may_have_raised_is_whole_elsewhere() {
    let files: &[(&str, &str)] = &[
        ("settings.py", "from pkg.prod import *"),
        ("pkg/__init__.py", "try:\n    from .dev import *\nexcept Exception:\n    from .prod import *"),
        ("pkg/dev.py", "from .base import *\nD = True"),
        ("pkg/prod.py", "from .base import *\nD = False"),
        ("pkg/base.py", "import os\nA = 1\nB = int(os.getenv('B', 3))\nC = {'c': 1}"),
    ];
    assert_eq!(values(files, None), "A = 1\nB = 3 ?B\nC = {\"c\":1}\nD = false");
}
