//! What a report says of environments: which there are, in what they differ, what
//! they read, and what holds if a person gives values.

use std::collections::BTreeMap;

use django_preflight::audit::audit;
use django_preflight::model::{CellState, Finding, Lang, Report, SettingRole, SettingState, env_example};
use django_preflight::protocol::{InputFile, Options};

fn input(files: &[(&str, &str)]) -> Vec<InputFile> {
    files
        .iter()
        .map(|(path, text)| InputFile { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect()
}

fn report(files: &[(&str, &str)], options: Options) -> Report {
    audit(&input(files), &Options { complete: true, ..options })
}

const PROJECT: &[(&str, &str)] = &[
    ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')\n"),
    ("config/__init__.py", ""),
    (
        "config/wsgi.py",
        "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')\n",
    ),
    ("config/settings/__init__.py", ""),
    (
        "config/settings/base.py",
        "INSTALLED_APPS = ['django.contrib.admin']\nMIDDLEWARE = []\nROOT_URLCONF = 'config.urls'\n\
         SECRET_KEY = 'first-key-of-the-three'\nDEBUG = True\nEMAIL_HOST_PASSWORD = 'rain-and-wind'\n",
    ),
    (
        "config/settings/local.py",
        "from .base import *\nINSTALLED_APPS += ['debug_toolbar']\nSECRET_KEY = 'second-key-of-the-three'\n",
    ),
    ("config/settings/production.py", "from .base import *\nDEBUG = False\nUSE_TZ = True\n"),
    (
        "config/settings/staging.py",
        "from .base import *\nDEBUG = False\nALLOWED_HOSTS = ['staging.example.com']\n",
    ),
];

#[test]
fn each_environment_says_what_it_is_for_and_why_it_was_found() {
    let report = report(PROJECT, Options::default());
    let found: Vec<_> = report
        .environments
        .iter()
        .map(|found| (found.file.as_str(), found.role, found.chosen, found.named_by.join(" ")))
        .collect();
    let named = |by: &str| by.to_owned();
    assert_eq!(
        found,
        [
            ("config/settings/base.py", SettingRole::Base, false, named("")),
            ("config/settings/local.py", SettingRole::Development, false, named("manage.py")),
            ("config/settings/production.py", SettingRole::Production, true, named("config/wsgi.py")),
            ("config/settings/staging.py", SettingRole::Staging, false, named("")),
        ]
    );
    assert_eq!(
        report.environments[0].imported_by,
        ["config/settings/local.py", "config/settings/production.py", "config/settings/staging.py"]
    );
}

#[test]
fn the_matrix_shows_what_differs_and_never_a_secret() {
    let report = report(PROJECT, Options::default());
    let rows: BTreeMap<&str, Vec<String>> = report
        .differences
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| {
                let mask = if cell.masked { " masked" } else { "" };
                format!("{} ={}{mask}", cell.shown, cell.same_as)
            });
            (row.setting.as_str(), cells.collect())
        })
        .collect();
    assert_eq!(rows["DEBUG"], ["True =0", "True =0", "False =2", "False =2"]);
    // Two keys look alike once they are masked, and are not the same.
    assert_eq!(
        rows["SECRET_KEY"],
        ["'•••' =0 masked", "'•••' =1 masked", "'•••' =0 masked", "'•••' =0 masked"]
    );
    assert_eq!(rows["ALLOWED_HOSTS"][3], "['staging.example.com'] =3");
    assert_eq!(
        report.differences.iter().find(|row| row.setting == "ALLOWED_HOSTS").map(|row| row.cells[0].state),
        Some(CellState::Default)
    );
    // Written out, and Django's own value: the same.
    assert!(!rows.contains_key("USE_TZ") && !rows.contains_key("MIDDLEWARE"), "{rows:?}");
}

#[test]
fn secrets_in_common_are_named_and_not_shown() {
    let report = report(PROJECT, Options::default());
    let shared: Vec<_> = report.shared_secrets.iter().map(|s| (s.setting.as_str(), s.files.len())).collect();
    assert_eq!(shared, [("EMAIL_HOST_PASSWORD", 3), ("SECRET_KEY", 2)]);
    let json = serde_json::to_string(&report).expect("a report is JSON");
    assert!(!json.contains("of-the-three") && !json.contains("rain-and-wind"));
}

const READERS: &[(&str, &str)] = &[
    (
        "django-environ",
        "import environ\nenv = environ.Env()\nenviron.Env.read_env()\nSECRET_KEY = env('KEY')\n\
         DEBUG = env.bool('DEBUG', default=False)\nALLOWED_HOSTS = env.list('HOSTS', default=['a.example', 'b.example'])\n\
         TITLE = env('TITLE', default='it\\'s two # words')\nNUMBER = env.int('NUMBER', default=3)\nNOTHING = env('NOTHING', default=None)\n",
    ),
    (
        "decouple",
        "from decouple import config, Csv\nSECRET_KEY = config('KEY')\nDEBUG = config('DEBUG', default=False, cast=bool)\n\
         ALLOWED_HOSTS = config('HOSTS', default='a.example,b.example', cast=Csv())\nTITLE = config('TITLE', default='it\\'s two # words')\n\
         NUMBER = config('NUMBER', default=3, cast=int)\nNOTHING = config('NOTHING', default=None)\n",
    ),
    (
        "environs",
        "from environs import Env\nenv = Env()\nenv.read_env()\nSECRET_KEY = env('KEY')\nDEBUG = env.bool('DEBUG', False)\n\
         ALLOWED_HOSTS = env.list('HOSTS', ['a.example', 'b.example'])\nTITLE = env.str('TITLE', 'it\\'s two # words')\n\
         NUMBER = env.int('NUMBER', 3)\nNOTHING = env('NOTHING', None)\n",
    ),
    (
        "dotenv",
        "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nSECRET_KEY = os.environ['KEY']\n\
         DEBUG = os.environ.get('DEBUG', 'False') == 'True'\nTITLE = os.environ.get('TITLE', 'it\\'s two # words')\n\
         NUMBER = int(os.environ.get('NUMBER', '3'))\nNOTHING = os.environ.get('NOTHING')\n",
    ),
];

#[test]
fn an_example_of_the_environment_changes_nothing_whoever_reads_it() {
    for (reader, settings) in READERS {
        let closed = || Options { closed_environment: true, show_values: true, ..Options::default() };
        let given = Options { environment: [("KEY".to_owned(), String::new())].into(), ..closed() };
        let without = report(&[("settings.py", settings)], given);
        let example = env_example(&without, Lang::En);
        let with = report(&[("settings.py", settings), (".env", &example)], closed());
        assert_eq!(with.environments[0].predicted.crash, None, "{reader}\n{example}");
        for (name, setting) in &without.environments[0].settings {
            assert_eq!(setting.state, SettingState::Known, "{reader} {name}");
            let read = with.environments[0].settings.get(name).map(|setting| &setting.value);
            assert_eq!(read, Some(&setting.value), "{reader} {name}\n{example}");
        }
    }
}

#[test]
fn an_example_of_the_environment_is_grouped_and_has_no_secrets() {
    let files: &[(&str, &str)] = &[(
        "settings.py",
        "import os\nSECRET_KEY = os.environ['SECRET_KEY']\nEMAIL_HOST_PASSWORD = os.environ.get('MAIL_PASSWORD', 'rain-and-wind')\n\
         DEBUG = os.environ.get('DEBUG', '') == '1'\nHOST = os.environ.get('HOST', 'two words')\n",
    )];
    let report = report(files, Options::default());
    assert_eq!(
        env_example(&report, Lang::En),
        "# Environment variables that the settings read: settings.py\n\
         \n# --- Required: the settings do not load without these ---\n\
         \n# str; secret; decides SECRET_KEY; settings.py:2\nSECRET_KEY=\n\
         \n# --- Optional: what stands here holds without them too ---\n\
         \n# str; decides DEBUG; settings.py:4\nDEBUG=\n\
         \n# str; decides HOST; settings.py:5\nHOST='two words'\n\
         \n# str; secret; decides EMAIL_HOST_PASSWORD; settings.py:3\n# MAIL_PASSWORD=\n"
    );
    assert!(env_example(&report, Lang::Ru).contains("Обязательные"));
}

#[test]
fn a_variable_is_of_the_type_that_it_is_made_and_required_only_where_it_is_asked_for() {
    let settings = "import os\nPORT = int(os.environ.get('PORT', 25))\nRATE = float(os.environ['RATE'])\n\
                    FLAG = bool(os.environ.get('FLAG'))\nif 'REDIS' in os.environ:\n    URL = os.environ['REDIS']\n";
    let report = report(&[("settings.py", settings)], Options::default());
    let read: Vec<_> = report
        .environment_variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.kind.as_str(), variable.required))
        .collect();
    assert_eq!(
        read,
        [("FLAG", "str", false), ("PORT", "int", false), ("RATE", "float", true), ("REDIS", "str", false)]
    );
}

/// `DEBUG` under values of variables.
fn debug(settings: &str, options: Options) -> String {
    report(&[("settings.py", settings)], options).environments[0].settings["DEBUG"].shown.clone()
}

#[test]
fn a_given_value_means_what_the_reader_makes_of_it() {
    let given = |value: &str| Options {
        environment: [("DEBUG".to_owned(), value.to_owned())].into(),
        ..Options::default()
    };
    let environ = "import environ\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', default=False)\n";
    let decouple = "from decouple import config\nDEBUG = config('DEBUG', default=False, cast=bool)\n";
    assert_eq!(debug(environ, given("t")), "False");
    assert_eq!(debug(decouple, given("t")), "True");
    assert_eq!(debug(environ, given("true")), "True");
    assert_eq!(debug(environ, Options::default()), "False | True");
    let unset = Options { unset: ["DEBUG".to_owned()].into(), ..Options::default() };
    assert_eq!(debug(environ, unset.clone()), "False");
    assert_eq!(
        debug(environ, Options { unset: ["OTHER".to_owned()].into(), ..Options::default() }),
        "False | True"
    );
    let inside = "import os\nDEBUG = 'DEBUG' in os.environ\n";
    assert_eq!(debug(inside, unset), "False");
}

#[test]
fn a_file_of_values_is_taken_as_the_environment_only_when_asked() {
    let files: &[(&str, &str)] = &[
        (
            "settings.py",
            "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nSECRET_KEY = os.environ['SECRET_KEY']\n",
        ),
        (".env", "DEBUG=1\nSECRET_KEY='a long word'\n"),
        (".env.example", "DEBUG=\n"),
    ];
    let files_of = |report: &Report| -> Vec<(String, bool, String)> {
        let all = report.environment_files.iter();
        all.map(|found| (found.file.clone(), found.read, found.names.join(" "))).collect()
    };
    let before = report(files, Options::default());
    assert_eq!(files_of(&before), [(".env".to_owned(), false, "DEBUG SECRET_KEY".to_owned())]);
    assert_eq!(before.environments[0].settings["DEBUG"].state, SettingState::Environment);
    let after = report(files, Options { environment_file: Some(".env".to_owned()), ..Options::default() });
    assert_eq!(after.environments[0].settings["DEBUG"].shown, "True");
    assert_eq!(after.environments[0].settings["SECRET_KEY"].shown, "'•••'");
    assert_eq!(
        (after.assumed.file.as_deref(), after.assumed.given.join(" ")),
        (Some(".env"), "DEBUG SECRET_KEY".to_owned())
    );
    // What the person says comes before the file.
    let unset = Options {
        environment_file: Some(".env".to_owned()),
        unset: ["DEBUG".to_owned()].into(),
        ..Options::default()
    };
    assert_eq!(report(files, unset).environments[0].settings["DEBUG"].shown, "False");
    let read = &[("settings.py", "from dotenv import load_dotenv\nload_dotenv()\n"), (".env", "A=1\n")];
    assert_eq!(files_of(&report(read, Options::default())), [(".env".to_owned(), true, "A".to_owned())]);
}

#[test]
fn a_given_secret_gets_nowhere() {
    let settings = "import os\nTOKEN = os.environ['API_TOKEN']\nLABEL = 'see ' + TOKEN\nLIST = [TOKEN, {TOKEN: 1}]\n\
                    SECRET_KEY = os.environ['SECRET_KEY'] + TOKEN\nALLOWED_HOSTS = [TOKEN]\nPORT = int(os.environ['PIN_PASSWORD'])\n\
                    DATABASES = {'default': {'ENGINE': TOKEN, 'NAME': os.environ['API_TOKEN']}}\nINSTALLED_APPS = [TOKEN]\nMIDDLEWARE = TOKEN\n";
    let environment: BTreeMap<String, String> =
        [("API_TOKEN", "Canary-given"), ("SECRET_KEY", "Canary-key"), ("PIN_PASSWORD", "7391846")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    for raises in ["", "raise ValueError(TOKEN)\n", "X = {}[TOKEN]\n"] {
        let settings = format!("{settings}{raises}");
        let options = Options { environment: environment.clone(), ..Options::default() };
        let report = report(&[("settings.py", &settings)], options);
        let json = serde_json::to_string(&report).expect("a report is JSON");
        assert!(json.contains("•••"));
        for secret in ["Canary", "7391846"] {
            let at = json.find(secret);
            assert!(at.is_none(), "{:?}", at.map(|at| &json[at.saturating_sub(300)..at + 20]));
        }
    }
}

#[test]
fn a_setting_says_which_limit_it_hit() {
    let settings = "A = 'x' * 100_000_000\nB = [A]\nC = 1\n";
    let report = report(&[("settings.py", settings)], Options::default());
    let hit: Vec<_> = report.environments[0]
        .settings
        .iter()
        .filter_map(|(name, setting)| Some((name.as_str(), &*setting.limit.as_ref()?.what.en)))
        .collect();
    assert_eq!(hit, [("A", "the size of texts"), ("B", "the size of texts")]);
}

#[test]
fn a_finding_names_the_settings_it_speaks_of() {
    let report = report(
        &[("base.py", "DEBUG = False\n"), ("settings.py", "from base import *\nDEBUG = True\n")],
        Options::default(),
    );
    let debug = report.findings.iter().find(|finding| finding.rule == "debug.off").expect("a rule");
    assert_eq!(debug.settings, ["DEBUG"]);
}

#[test]
fn a_fix_is_written_with_what_the_module_imports_also_in_a_package() {
    let fix = |files: &[(&str, &str)]| {
        let report = report(files, Options::default());
        let of_key = |finding: &&Finding| finding.rule == "secret-key.strength";
        let fix = report.findings.iter().find(of_key).and_then(|finding| finding.fix.clone());
        fix.map(|fix| fix.snippet)
    };
    let plain = "import os\nSECRET_KEY = 'x'\n";
    assert_eq!(
        fix(&[("shop/__init__.py", ""), ("shop/settings.py", plain)]).as_deref(),
        Some("SECRET_KEY = os.environ[\"SECRET_KEY\"]")
    );
    let base = "import environ\nenv = environ.Env()\nSECRET_KEY = 'x'\n";
    assert_eq!(
        fix(&[
            ("shop/__init__.py", "import os\n"),
            ("shop/settings/__init__.py", ""),
            ("shop/settings/base.py", base),
            ("shop/settings/production.py", "from .base import *\nSECRET_KEY = 'y'\n"),
        ])
        .as_deref(),
        Some("SECRET_KEY = env(\"SECRET_KEY\")")
    );
}
