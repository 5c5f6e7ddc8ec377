//! Which files are settings modules, what each is for, and which one production runs.

use std::collections::BTreeSet;

use crate::model::{SettingRole, Text, text};
use crate::source::{FileId, FileKind, SourceFile, Tree, recognise, sort_by_key};

/// Settings modules that are evaluated; a monorepo has more, production is among the first.
const MAX_ENTRIES: usize = 12;

/// A settings module, before its run.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) file: FileId,
    pub(super) role: SettingRole,
    /// Files that name it as `DJANGO_SETTINGS_MODULE`.
    pub(super) named_by: Vec<FileId>,
}

/// What the files say about where to start.
#[derive(Debug, Clone)]
pub(super) struct Entries {
    /// The folder that is `sys.path[0]`.
    pub(super) root: String,
    pub(super) candidates: Vec<Candidate>,
    /// The index of the one to judge.
    pub(super) judged: Option<usize>,
    pub(super) because: Text,
}

/// Finds the settings modules. `wanted` is the path of the one to judge, `root`
/// the folder of `sys.path[0]`, where the person says so.
pub(super) fn find(tree: &Tree, wanted: Option<&str>, root: Option<&str>) -> Entries {
    let wanted = wanted.and_then(|path| tree.find(path.trim_start_matches("./")));
    let named = named_modules(tree);
    let root =
        root.map_or_else(|| guess_root(tree, wanted, &named), |root| root.trim_matches('/').to_owned());
    let mut files: Vec<FileId> = tree
        .iter()
        .filter(|(_, file)| recognise(&file.path, &file.text) == FileKind::Python && is_settings(file))
        .map(|(id, _)| id)
        .collect();
    let in_root = |dotted: &str| module_file(tree, &root, dotted);
    for name in &named {
        if let Some(file) = in_root(&name.module)
            && !files.contains(&file)
        {
            files.push(file);
        }
    }
    if let Some(wanted) = wanted
        && !files.contains(&wanted)
    {
        files.push(wanted);
    }
    // Nothing looks like settings: the only Python file is what was meant.
    if files.is_empty() {
        let python: Vec<FileId> = tree
            .iter()
            .filter(|(_, file)| {
                // A list of things to buy is no Python either, whatever else it is not.
                let named = file.name().ends_with(".py") || !file.name().contains('.');
                named && recognise(&file.path, &file.text) == FileKind::Python && !is_tool(file.name())
            })
            .map(|(id, _)| id)
            .collect();
        if let [only] = python[..] {
            files.push(only);
        }
    }
    sort_by_key(&mut files, |&file| {
        let path = &tree.file(file).path;
        (path.matches('/').count(), path.clone())
    });
    let mut candidates: Vec<Candidate> = files
        .iter()
        .map(|&file| {
            let by: Vec<&Naming> = named.iter().filter(|name| in_root(&name.module) == Some(file)).collect();
            let mut named_by: Vec<FileId> = by.iter().map(|name| name.by).collect();
            named_by.dedup();
            let mut role = role(tree.file(file), files.len() > 1);
            let starts = by.iter().any(|name| name.who != Who::Others);
            // A package that is started is no base, whatever it imports.
            let package = tree.file(file).name() == "__init__.py" && !tree.file(file).text.trim().is_empty();
            if role == SettingRole::Base && starts && package {
                role = SettingRole::Unknown;
            }
            if role == SettingRole::Unknown && !by.is_empty() && !starts && files.len() > 1 {
                role = SettingRole::Test;
            }
            Candidate { file, role, named_by }
        })
        .collect();
    let chosen = choose(tree, &candidates, wanted, &named, &in_root);
    if let Some((index, _)) = &chosen {
        // Evaluated in any case, and first.
        let judged = candidates.remove(*index);
        candidates.insert(0, judged);
    }
    candidates.truncate(MAX_ENTRIES);
    let (judged, because) = match chosen {
        Some((_, because)) => (Some(0), because),
        None => (None, text("No settings module was given.", "Модуль настроек не передан.")),
    };
    Entries { root, candidates, judged, because }
}

fn choose(
    tree: &Tree,
    candidates: &[Candidate],
    wanted: Option<FileId>,
    named: &[Naming],
    in_root: &dyn Fn(&str) -> Option<FileId>,
) -> Option<(usize, Text)> {
    let index = |file: FileId| candidates.iter().position(|candidate| candidate.file == file);
    if let Some(index) = wanted.and_then(index) {
        return Some((index, text("You chose it.", "Вы выбрали его.")));
    }
    let folder =
        |index: usize| tree.file(candidates[index].file).path.rsplit_once('/').map(|(folder, _)| folder);
    let production = |within: Option<usize>| {
        let by_name = candidates.iter().enumerate().filter(|(index, candidate)| {
            candidate.role == SettingRole::Production
                && within.is_none_or(|other| folder(*index) == folder(other))
        });
        // `production.py` rather than `local_production.py`.
        by_name.map(|(index, _)| index).min_by_key(|&index| {
            let name = tree.file(candidates[index].file).name();
            (candidates[index].named_by.is_empty(), name.matches(['_', '-']).count())
        })
    };
    // What the server is told to run, unless it is plainly for developers.
    for name in named.iter().filter(|name| name.who == Who::Server) {
        if let Some(index) = in_root(&name.module).and_then(index) {
            let serves = !matches!(
                candidates[index].role,
                SettingRole::Development | SettingRole::Test | SettingRole::Base
            );
            // A package by itself gives way to the module in it that is for production.
            let package = tree.file(candidates[index].file).name() == "__init__.py";
            if serves && !(package && production(Some(index)).is_some()) {
                let path = tree.file(name.by).path.clone();
                return Some((index, text! { en: "{path} names it.", ru: "На него указывает {path}." }));
            }
        }
    }
    if let Some(index) = production(None) {
        return Some((index, text("Its name says production.", "Судя по имени, это модуль для продакшена.")));
    }
    for name in named.iter().filter(|name| name.who != Who::Others) {
        if let Some(index) = in_root(&name.module).and_then(index) {
            // What developers start says nothing where a module beside it is not theirs.
            let is_theirs = |role| matches!(role, SettingRole::Development | SettingRole::Test);
            if is_theirs(candidates[index].role)
                && candidates.iter().enumerate().any(|(other, candidate)| {
                    candidate.role == SettingRole::Unknown
                        && tree.file(candidate.file).name() != "__init__.py"
                        && folder(other) == folder(index)
                })
            {
                continue;
            }
            let path = tree.file(name.by).path.clone();
            return Some((index, text! { en: "{path} names it.", ru: "На него указывает {path}." }));
        }
    }
    let order = [
        SettingRole::Unknown,
        SettingRole::Staging,
        SettingRole::Base,
        SettingRole::Development,
        SettingRole::Test,
    ];
    for role in order {
        let of_role = candidates.iter().enumerate().filter(|(_, candidate)| candidate.role == role);
        // Of files side by side, the one with the usual name.
        let first = of_role.map(|(index, _)| index).min_by_key(|&index| {
            let file = tree.file(candidates[index].file);
            (file.path.matches('/').count(), file.name() != "settings.py")
        });
        if let Some(index) = first {
            let because = if candidates.len() == 1 {
                text("It is the only settings module.", "Это единственный модуль настроек.")
            } else {
                text("It looks most like the one that runs.", "Он больше всего похож на рабочий.")
            };
            return Some((index, because));
        }
    }
    None
}

/// A file that names a settings module.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Naming {
    by: FileId,
    module: String,
    who: Who,
}

/// Who reads the file that names a settings module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// What serves: an image, `wsgi.py`, a worker.
    Server,
    /// `manage.py`, which people run.
    Manage,
    /// Tests, CI, images for developers.
    Others,
}

/// Modules named as `DJANGO_SETTINGS_MODULE` or by `--settings`, with the files
/// that name them: what starts the server first, `manage.py` and tests last.
fn named_modules(tree: &Tree) -> Vec<Naming> {
    let mut found: Vec<(Who, u8, FileId, String)> = Vec::new();
    for (id, file) in tree.iter() {
        let lower = file.path.to_ascii_lowercase();
        let (who, rank) = match (file.name(), recognise(&file.path, &file.text)) {
            (_, FileKind::Dockerfile | FileKind::Procfile) => (Who::Server, 0),
            (_, FileKind::Compose) => (Who::Server, 1),
            ("wsgi.py" | "asgi.py" | "passenger_wsgi.py" | "gunicorn.conf.py" | "uwsgi.ini", _) => {
                (Who::Server, 2)
            }
            ("celery.py" | "celeryapp.py" | "celery_app.py", _) => (Who::Server, 3),
            (_, FileKind::Env) => (Who::Server, 3),
            ("manage.py", _) => (Who::Manage, 0),
            ("conftest.py" | "setup.cfg" | "tox.ini" | "pytest.ini" | "noxfile.py", _) => (Who::Others, 1),
            (_, FileKind::Ci | FileKind::Pyproject) => (Who::Others, 2),
            (_, FileKind::Yaml | FileKind::Toml | FileKind::Ini) => (Who::Server, 4),
            _ => continue,
        };
        // A development image does not say what production runs.
        let aside = ["local", "dev", "test", "ci/", ".ci", "circleci", "travis"];
        let deploys = who == Who::Server && !matches!(rank, 2 | 3);
        let who = if deploys && aside.iter().any(|word| lower.contains(word)) { Who::Others } else { who };
        for needle in ["DJANGO_SETTINGS_MODULE", "--settings", "--ds"] {
            for (at, name) in file.text.match_indices(needle) {
                // A step of the build, `collectstatic` as a rule, may have settings of its own.
                let line = file.text[..at].lines().last().filter(|_| !file.text[..at].ends_with('\n'));
                if (who, rank) == (Who::Server, 0)
                    && line.is_some_and(|line| line.trim_start().starts_with("RUN "))
                {
                    continue;
                }
                let after = &file.text[at + name.len()..];
                let mut after = after.trim_start_matches(['"', '\'', ')', ']', ' ', ',', '=', ':', '\t']);
                // `name: X` and `value: Y` of a manifest stand in two lines.
                if let Some(value) = after.trim_start().strip_prefix("value:")
                    && after.starts_with(['\n', '\r'])
                {
                    after = value.trim_start_matches([' ', '"', '\'']);
                }
                let end = after
                    .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
                    .unwrap_or(after.len());
                let dotted = after[..end].trim_matches('.');
                if dotted.contains(|c: char| c.is_alphabetic()) {
                    found.push((who, rank, id, dotted.to_owned()));
                }
            }
        }
    }
    sort_by_key(&mut found, |(who, rank, id, _)| (*who, *rank, *id));
    found.into_iter().map(|(who, _, by, module)| Naming { by, module, who }).collect()
}

/// The file of a dotted module, below the root or, failing that, anywhere.
fn module_file(tree: &Tree, root: &str, dotted: &str) -> Option<FileId> {
    // Pasted on its own: `settings.py` for `shop.settings`.
    let pasted = || tree.find(&format!("{}.py", dotted.rsplit('.').next().unwrap_or(dotted)));
    given_module(tree, root, dotted).or_else(pasted)
}

/// The same, by its whole path only.
pub(super) fn given_module(tree: &Tree, root: &str, dotted: &str) -> Option<FileId> {
    if dotted.is_empty() {
        return None;
    }
    let relative = dotted.replace('.', "/");
    let base = if root.is_empty() { relative.clone() } else { format!("{root}/{relative}") };
    for candidate in [format!("{base}.py"), format!("{base}/__init__.py")] {
        if let Some(file) = tree.find(&candidate) {
            return Some(file);
        }
    }
    let mut ends = [format!("{relative}.py"), format!("{relative}/__init__.py")].into_iter();
    let is_it = |path: &str, end: &str| {
        path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    ends.find_map(|end| tree.iter().find(|(_, file)| is_it(&file.path, &end)).map(|(id, _)| id))
}

/// The folder of `sys.path[0]`: where `manage.py` lies, else above the topmost
/// package of the settings.
fn guess_root(tree: &Tree, wanted: Option<FileId>, named: &[Naming]) -> String {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let wanted_path = wanted.map(|file| tree.file(file).path.clone());
    let mut managed: Vec<String> = tree
        .iter()
        .filter(|(_, file)| file.name() == "manage.py")
        .map(|(_, file)| folder(&file.path))
        .filter(|root| {
            wanted_path.as_ref().is_none_or(|path| root.is_empty() || path.starts_with(&format!("{root}/")))
        })
        .collect();
    sort_by_key(&mut managed, |root| root.matches('/').count() + usize::from(!root.is_empty()));
    if let Some(root) = managed.into_iter().next() {
        return root;
    }
    // A module that is named in full tells where its package begins.
    for name in named {
        let relative = name.module.replace('.', "/");
        for end in [format!("{relative}.py"), format!("{relative}/__init__.py")] {
            let found = tree.iter().find_map(|(_, file)| {
                let folder = file.path.strip_suffix(end.as_str())?;
                (folder.is_empty() || folder.ends_with('/')).then(|| folder.trim_end_matches('/').to_owned())
            });
            if let Some(root) = found {
                return root;
            }
        }
    }
    let settings = wanted_path.or_else(|| {
        tree.iter()
            .filter(|(_, file)| is_settings(file))
            .map(|(_, file)| file.path.clone())
            .min_by_key(|path| path.matches('/').count())
    });
    let Some(path) = settings else { return String::new() };
    let mut root = folder(&path);
    // Up while the folder is a package.
    while !root.is_empty() && tree.find(&format!("{root}/__init__.py")).is_some() {
        root = folder(&root);
    }
    root
}

/// Whether a Python file holds settings, by its place and by what it sets.
fn is_settings(file: &SourceFile) -> bool {
    if is_tool(file.name()) {
        return false;
    }
    let lower = file.path.to_ascii_lowercase();
    if ["/migrations/", "/tests/", "/templates/", "site-packages/", "/management/"]
        .iter()
        .any(|part| lower.contains(part) && !lower.contains("settings/"))
    {
        return false;
    }
    let placed = lower.contains("settings") || lower.contains("config/") || !lower.contains('/');
    if !placed {
        return false;
    }
    // Lying loose, and named for what it is for: `local.py`, `production.py`.
    let telling = !matches!(role(file, true), SettingRole::Unknown) && file.name() != "__init__.py";
    if file.name() == "settings.py" {
        return true;
    }
    let known = known_settings(&file.text);
    let in_package = lower.contains("settings/");
    let imports_settings = file.text.lines().any(|line| {
        line.starts_with("from ")
            && line.trim_end().ends_with("import *")
            && (in_package || telling || line.contains("settings"))
    });
    known >= 4 || (known >= 1 || imports_settings) && (in_package || telling || lower.contains("settings"))
}

/// How many well-known settings a text assigns at the start of a line.
fn known_settings(text: &str) -> usize {
    const KNOWN: &[&str] = &[
        "ALLOWED_HOSTS",
        "AUTH_PASSWORD_VALIDATORS",
        "CACHES",
        "DATABASES",
        "DEBUG",
        "DEFAULT_AUTO_FIELD",
        "EMAIL_BACKEND",
        "EMAIL_HOST",
        "INSTALLED_APPS",
        "LANGUAGE_CODE",
        "LOGGING",
        "MEDIA_ROOT",
        "MEDIA_URL",
        "MIDDLEWARE",
        "MIDDLEWARE_CLASSES",
        "ROOT_URLCONF",
        "SECRET_KEY",
        "SECURE_SSL_REDIRECT",
        "STATICFILES_DIRS",
        "STATIC_ROOT",
        "STATIC_URL",
        "STORAGES",
        "TEMPLATES",
        "TIME_ZONE",
        "USE_I18N",
        "USE_L10N",
        "USE_TZ",
        "WSGI_APPLICATION",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "ADMINS",
        "AUTH_USER_MODEL",
        "TEMPLATE_DIRS",
        "INTERNAL_IPS",
        "CSRF_TRUSTED_ORIGINS",
    ];
    let mut seen = BTreeSet::new();
    for line in text.lines() {
        let line = line.trim_start();
        let end = line.find(|c: char| !(c.is_ascii_uppercase() || c == '_')).unwrap_or(line.len());
        let name = &line[..end];
        let rest = line[end..].trim_start();
        let sets = rest.starts_with(['=', ':', '[', '.', '+']) && !rest.starts_with("==");
        if sets && let Some(known) = KNOWN.iter().find(|known| **known == name) {
            seen.insert(*known);
        }
    }
    seen.len()
}

/// Files that are near settings and are none.
fn is_tool(name: &str) -> bool {
    matches!(
        name,
        "manage.py"
            | "wsgi.py"
            | "asgi.py"
            | "urls.py"
            | "celery.py"
            | "setup.py"
            | "conftest.py"
            | "apps.py"
            | "models.py"
            | "views.py"
            | "admin.py"
            | "tests.py"
            | "fabfile.py"
            | "gunicorn.conf.py"
            | "gunicorn_config.py"
    )
}

/// What a settings module is for, by its name.
fn role(file: &SourceFile, several: bool) -> SettingRole {
    let path = file.path.to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path).trim_end_matches(".py");
    let words: Vec<&str> = name.split(['_', '-', '.']).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if has(&["prod", "production", "live", "deploy", "deployment", "heroku"]) {
        SettingRole::Production
    } else if has(&["staging", "stage", "stg", "preprod", "uat"]) {
        SettingRole::Staging
    } else if has(&["test", "tests", "testing", "ci", "pytest"]) {
        SettingRole::Test
    } else if has(&["dev", "devel", "development", "local", "debug", "develop"]) {
        SettingRole::Development
    } else if has(&["base", "common", "defaults", "default", "shared", "global", "core"]) && several {
        SettingRole::Base
    } else if name == "__init__" && several {
        // A package that imports its base, or one whose modules are named apart.
        SettingRole::Base
    } else {
        SettingRole::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_below_the_root_and_anywhere_else() {
        let paths = ["back/shop/urls.py", "front/urls.py", "api/__init__.py", "urls.py"];
        let tree = Tree::new(paths.map(|path| crate::source::SourceFile::new(path, "")), true);
        let found = |root: &str, dotted: &str| {
            given_module(&tree, root, dotted).map(|file| tree.file(file).path.clone())
        };
        assert_eq!(found("back", "shop.urls").as_deref(), Some("back/shop/urls.py"));
        assert_eq!(found("back", "api").as_deref(), Some("api/__init__.py"));
        assert_eq!(found("", "shop.urls").as_deref(), Some("back/shop/urls.py"));
        assert_eq!(found("", "other.urls"), None);
        assert_eq!(found("", ""), None);
    }

    fn judged(files: &[(&str, &str)]) -> Option<String> {
        let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(*path, *text)), true);
        let entries = find(&tree, None, None);
        Some(tree.file(entries.candidates[entries.judged?].file).path.clone())
    }

    const BASE: &str = "INSTALLED_APPS = []\nMIDDLEWARE = []\nDEBUG = False\nROOT_URLCONF = 'x'\n";
    const STAR: &str = "from .base import *\nDEBUG = False\n";

    #[test]
    fn production_is_judged_where_its_name_says_so() {
        let files = [
            ("shop/config/settings/base.py", BASE),
            ("shop/config/settings/local.py", STAR),
            ("shop/config/settings/production.py", STAR),
            ("shop/manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')"),
        ];
        assert_eq!(judged(&files).as_deref(), Some("shop/config/settings/production.py"));
    }

    #[test]
    fn what_wsgi_names_is_judged_unless_it_is_for_developers() {
        let files = [
            ("config/settings/base.py", BASE),
            ("config/settings/live.py", STAR),
            ("config/settings/eu.py", STAR),
            ("config/wsgi.py", "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings.eu\")"),
        ];
        assert_eq!(judged(&files).as_deref(), Some("config/settings/eu.py"));
    }

    /// Path, role and who names it, one a line; the judged one first.
    fn listed(files: &[(&str, &str)]) -> Vec<String> {
        let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(*path, *text)), true);
        let entries = find(&tree, None, None);
        let shown = |candidate: &Candidate| {
            let by: Vec<&str> = candidate.named_by.iter().map(|by| tree.file(*by).name()).collect();
            format!("{} {:?} {}", tree.file(candidate.file).path, candidate.role, by.join(" "))
        };
        entries.candidates.iter().map(shown).collect()
    }

    #[test]
    fn whoever_names_a_module_says_what_it_is_for() {
        let files = [
            ("shop/settings.py", BASE),
            ("shop/settings_qa.py", "from .settings import *\nDEBUG = True\n"),
            ("shop/celery.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')"),
            ("pytest.ini", "[pytest]\nDJANGO_SETTINGS_MODULE = shop.settings_qa\n"),
            (".github/workflows/ci.yml", "env:\n  DJANGO_SETTINGS_MODULE: shop.settings_qa\n"),
            ("manage.py", ""),
        ];
        assert_eq!(
            listed(&files),
            ["shop/settings.py Unknown celery.py", "shop/settings_qa.py Test pytest.ini ci.yml"]
        );
    }

    #[test]
    fn a_package_that_is_started_gives_way_to_production_alone() {
        let wsgi = ("shop/wsgi.py", "os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'");
        let package = ("shop/settings/__init__.py", "from .base import *\nfrom .mail import *\n");
        let base = ("shop/settings/base.py", BASE);
        let files = [package, base, wsgi, ("manage.py", "")];
        assert_eq!(judged(&files).as_deref(), Some("shop/settings/__init__.py"));
        assert!(listed(&files)[0].contains("Unknown wsgi.py"));
        let files = [package, base, wsgi, ("manage.py", ""), ("shop/settings/prod.py", STAR)];
        assert_eq!(judged(&files).as_deref(), Some("shop/settings/prod.py"));
    }

    #[test]
    fn manifests_and_commands_name_modules_too() {
        let named = |path: &str, text: &str| {
            listed(&[("config/live.py", BASE), ("config/other.py", BASE), ("manage.py", ""), (path, text)])
                .into_iter()
                .next()
                .unwrap_or_default()
        };
        let manifest = "env:\n  - name: DJANGO_SETTINGS_MODULE\n    value: \"config.live\"\n";
        assert_eq!(named("k8s/web.yaml", manifest), "config/live.py Production web.yaml");
        assert_eq!(
            named("Procfile", "web: gunicorn\nrelease: python manage.py migrate --settings=config.live\n"),
            "config/live.py Production Procfile"
        );
        assert_eq!(
            named("compose.dev.yml", "DJANGO_SETTINGS_MODULE=config.other"),
            "config/live.py Production "
        );
    }

    #[test]
    fn the_plainer_name_is_production() {
        let files = [("settings/local_production.py", BASE), ("settings/production.py", BASE)];
        assert_eq!(judged(&files).as_deref(), Some("settings/production.py"));
    }

    #[test]
    fn a_single_file_is_what_was_meant() {
        assert_eq!(judged(&[("settings.py", "DEBUG = True\n")]).as_deref(), Some("settings.py"));
        assert_eq!(judged(&[("conf.py", "X = 1\n")]).as_deref(), Some("conf.py"));
        assert_eq!(judged(&[("requirements.txt", "django\n")]), None);
        assert_eq!(judged(&[("notes.txt", "to buy\n- milk\n")]), None);
    }

    #[test]
    fn of_files_side_by_side_the_usual_name_is_judged() {
        let names: Vec<String> = (0..20).map(|number| format!("c{number}.py")).collect();
        let mut files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BASE)).collect();
        files.push(("settings.py", "DEBUG = True\n"));
        assert_eq!(judged(&files).as_deref(), Some("settings.py"));
    }
}
