//! What the report says of `check --deploy` around the ids, and the list of rules.

use django_preflight::audit::{audit, rulebook};
use django_preflight::model::{CheckReport, CheckState, DeployCheck, Item, Lang};
use django_preflight::protocol::{InputFile, Options};
use django_preflight::rules::{self, Expect};

use crate::golden::recorded;

fn deploy(settings: &str) -> DeployCheck {
    judged(settings, Options { after_fixes: true, ..Options::default() })
}

fn judged(settings: &str, options: Options) -> DeployCheck {
    let files = [InputFile { path: "settings.py".to_owned(), text: settings.to_owned() }];
    audit(&files, &options).deploy_check.expect("settings are given")
}

fn ids(deploy: &DeployCheck, state: CheckState) -> Vec<&str> {
    deploy.of(state).map(|check| check.id.as_str()).collect()
}

fn one<'a>(deploy: &'a DeployCheck, id: &str) -> &'a CheckReport {
    deploy.checks.iter().find(|check| check.id == id).unwrap_or_else(|| panic!("no {id} in {deploy:?}"))
}

const SOUND: &str = "\
SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'
ALLOWED_HOSTS = ['example.com']
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
CSRF_COOKIE_SECURE = True
";

#[test]
fn nothing_is_left_of_sound_settings() {
    let deploy = deploy(SOUND);
    assert_eq!((&deploy.checks, deploy.exit, deploy.exit_on_warning), (&Vec::new(), Some(0), Some(0)));
    assert_eq!(deploy.output(Lang::En), "System check identified no issues (0 silenced).\n");
    assert!(deploy.quiet.contains(&"security.W018".to_owned()) && deploy.after_fixes.is_none());
}

#[test]
fn each_fail_level_has_its_exit_status() {
    for (more, exits) in [
        ("DEBUG = True\n", (Some(0), Some(1))),
        ("STATIC_URL = 'static'\n", (Some(1), Some(1))),
        ("DEBUG = True\nSILENCED_SYSTEM_CHECKS = ['security.W018']\n", (Some(0), Some(0))),
        ("import os\nDEBUG = os.environ.get('DEBUG')\n", (Some(0), None)),
        ("import os\nSTATIC_URL = os.environ['STATIC_URL']\n", (None, None)),
        ("import os\nSTATIC_URL = os.environ['STATIC_URL']\nDEBUG = True\n", (None, Some(1))),
        ("1 / 0\n", (Some(1), Some(1))),
    ] {
        let deploy = deploy(&format!("{SOUND}{more}"));
        assert_eq!((deploy.exit, deploy.exit_on_warning), exits, "{more}");
    }
}

#[test]
fn what_is_silenced_stands_apart() {
    let deploy = deploy(&format!("{SOUND}DEBUG = True\nSILENCED_SYSTEM_CHECKS = ['security.W018']\n"));
    assert_eq!(ids(&deploy, CheckState::Silenced), ["security.W018"]);
    assert!(ids(&deploy, CheckState::Printed).is_empty());
    assert!(deploy.output(Lang::En).ends_with("no issues (1 silenced).\n"));
}

#[test]
fn what_cannot_be_told_says_on_what_it_depends() {
    let deploy = deploy(&format!(
        "{SOUND}import os\nDEBUG = os.environ.get('DEBUG', 'yes')\nINSTALLED_APPS = ['shop']\n"
    ));
    let debug = one(&deploy, "security.W018");
    assert_eq!((debug.state, debug.variables.as_slice()), (CheckState::Undecided, &["DEBUG".to_owned()][..]));
    assert_eq!(debug.when_unset, Some(true));
    assert_eq!(debug.origin.as_ref().map(|at| at.line), Some(14));
    assert!(debug.reason.as_ref().is_some_and(|reason| reason.en.contains("DEBUG")));
    let key = one(&deploy, "models.W042");
    assert!(key.reason.as_ref().is_some_and(|reason| reason.en.contains("models are not read")));
    assert!(deploy.output(Lang::En).contains("0 or more issues"));
}

#[test]
fn what_a_missing_middleware_hides_is_told_with_its_words() {
    let without = SOUND.replace("    'django.middleware.security.SecurityMiddleware',\n", "");
    let deploy = deploy(&format!(
        "{without}SECURE_HSTS_PRELOAD = False\nSECURE_CONTENT_TYPE_NOSNIFF = False\nSECURE_REFERRER_POLICY = 'x'\n\
         SECURE_CROSS_ORIGIN_OPENER_POLICY = 'x'\nSECURE_SSL_REDIRECT = False\n\
         SECURE_HSTS_INCLUDE_SUBDOMAINS = False\nSILENCED_SYSTEM_CHECKS = ['security.W005']\n"
    ));
    assert_eq!(ids(&deploy, CheckState::Printed), ["security.W001"]);
    assert_eq!(
        ids(&deploy, CheckState::Hidden),
        ["security.E023", "security.E024", "security.W006", "security.W008", "security.W021"],
        "and none that is silenced"
    );
    let hidden = one(&deploy, "security.W008");
    assert_eq!(hidden.hidden_by.as_deref(), Some("django.middleware.security.SecurityMiddleware"));
    assert_eq!(hidden.rule.as_deref(), Some("transport.ssl-redirect"));
    assert_eq!((deploy.exit, deploy.output(Lang::En).contains("1 issue (0 silenced)")), (Some(0), true));
}

/// The recorded settings again: with the middleware written into them, exactly what was
/// called hidden is printed besides.
#[test]
fn what_is_hidden_appears_with_the_middleware() {
    let mut seen = 0;
    for (name, case) in &recorded() {
        for version in case.expect.keys() {
            let options = || Options { django: Some(version.clone()), ..Options::default() };
            let before = judged(&case.settings, options());
            let paths: std::collections::BTreeSet<&str> =
                before.of(CheckState::Hidden).filter_map(|check| check.hidden_by.as_deref()).collect();
            for path in paths {
                seen += 1;
                let more = format!(
                    "\ntry:\n    MIDDLEWARE = [*MIDDLEWARE, '{path}']\nexcept NameError:\n    MIDDLEWARE = ['{path}']\n"
                );
                let after = judged(&format!("{}{more}", case.settings), options());
                let mut new = ids(&after, CheckState::Printed);
                new.retain(|id| !ids(&before, CheckState::Printed).contains(id));
                let hidden: Vec<&str> = before
                    .of(CheckState::Hidden)
                    .filter(|check| check.hidden_by.as_deref() == Some(path))
                    .map(|check| check.id.as_str())
                    .collect();
                assert_eq!(new, hidden, "{name} under {version} with {path}");
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn after_the_fixes_only_what_is_certain_is_gone() {
    let deploy = deploy(
        &SOUND
            .replace("SECURE_SSL_REDIRECT = True\n", "DEBUG = True\n")
            .replace("CSRF_COOKIE_SECURE = True", ""),
    );
    assert_eq!(ids(&deploy, CheckState::Printed), ["security.W008", "security.W016", "security.W018"]);
    let after = deploy.after_fixes.as_ref().expect("fixes are offered");
    let all: Vec<&String> = after.gone.iter().chain(&after.undecided).chain(&after.left).collect();
    assert_eq!(all.len(), 3, "{after:?}");
    assert!(after.gone.contains(&"security.W016".to_owned()) && after.new.is_empty(), "{after:?}");
    let unasked = judged("DEBUG = True\n", Options::default());
    assert_eq!(unasked.after_fixes, None);
}

#[test]
fn folders_that_are_known_to_lack_stay_so_after_the_fixes() {
    let settings = "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\n\
                    SECRET_KEY = 'x'\nINSTALLED_APPS = ['django.contrib.staticfiles']\n\
                    MIDDLEWARE = ['django.middleware.common.CommonMiddleware']\nALLOWED_HOSTS = []\n\
                    STATIC_URL = 'static/'\nSTATICFILES_DIRS = [BASE_DIR / 'assets']\n";
    let folders = ["shop".to_owned()].into();
    let options = Options { after_fixes: true, complete: true, folders, ..Options::default() };
    let deploy = judged(settings, options);
    assert_eq!(one(&deploy, "staticfiles.W004").state, CheckState::Printed);
    let after = deploy.after_fixes.as_ref().expect("fixes are offered");
    assert!(after.left.contains(&"staticfiles.W004".to_owned()), "{after:?}");
}

#[test]
fn an_exception_takes_the_place_of_the_list() {
    let deploy = deploy("import os\nSECRET_KEY = os.environ['KEY']\nINSTALLED_APPS = []\n1 / 0\n");
    assert_eq!(deploy.crash.as_deref(), Some("ZeroDivisionError: division by zero"));
    assert_eq!(deploy.crash_at.as_ref().map(|at| (at.file.as_str(), at.line)), Some(("settings.py", 4)));
    assert!(deploy.checks.is_empty());
}

#[test]
fn secrets_are_no_part_of_what_is_said() {
    let canary = "Canary9f8e7d6c5b";
    let deploy = deploy(&format!("PASSWORD = '{canary}'\nraise ValueError(PASSWORD)\n"));
    assert!(!format!("{deploy:?}").contains(canary), "{deploy:?}");
}

#[test]
fn every_rule_is_in_the_book_with_an_example_of_its_failing() {
    let book = rulebook(Some("4.2"), None);
    assert_eq!((book.rules.len(), book.django.as_str()), (rules::all().count(), "4.2"));
    let place = |item: Item| Item::ALL.iter().position(|known| *known == item);
    assert!(book.rules.is_sorted_by_key(|rule| (place(rule.item), rule.rule.clone())));
    for rule in &book.rules {
        assert!(rule.docs.starts_with("https://"), "{}: {}", rule.rule, rule.docs);
        assert!(rule.applies || !rule.docs.contains("djangoproject.com/en/4.2/"), "{}", rule.rule);
        let fails = |rule: &&rules::Rule| rule.examples.iter().any(|example| example.expect == Expect::Fails);
        if !rules::all().filter(|known| known.id == rule.rule).any(|known| fails(&known)) {
            continue;
        }
        let shown = rulebook(None, Some(&rule.rule)).example;
        let example = shown.unwrap_or_else(|| panic!("{} is not shown failing", rule.rule));
        assert!(!example.message.en.is_empty() && !example.files.is_empty(), "{example:?}");
        if let Some(fixed) = &example.fixed {
            let file = example.fix.as_ref().map(|fix| fix.file.as_str());
            let before = example.files.iter().find(|(path, _)| Some(path.as_str()) == file);
            assert_ne!(before.map(|(_, text)| text), Some(fixed), "{}", rule.rule);
        }
    }
    assert_eq!(rulebook(None, Some("no.such")).example, None);
}
