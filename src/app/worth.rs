//! Which files of a folder are read: those that can hold something the
//! checklist asks about. Pure; the walking itself is in [`super::files`].

/// At most so many files are taken from one folder.
pub const MAX_FILES: usize = 2000;

/// Python files over this size are data or generated code, not settings.
const MAX_PYTHON: usize = 256 * 1024;

/// A folder whose files say nothing about the project's own settings.
#[must_use]
pub fn skips_folder(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        name.as_str(),
        ".git"
            | ".hg"
            | ".svn"
            | ".idea"
            | ".vscode"
            | ".tox"
            | ".nox"
            | ".mypy_cache"
            | ".pytest_cache"
            | ".ruff_cache"
            | ".cache"
            | ".eggs"
            | ".venv"
            | "venv"
            | "env"
            | ".env"
            | "virtualenv"
            | "site-packages"
            | "node_modules"
            | "bower_components"
            | "__pycache__"
            | "migrations"
            | "media"
            | "static"
            | "staticfiles"
            | "static_root"
            | "locale"
            | "fixtures"
    ) || name.ends_with(".egg-info")
        || name.ends_with(".dist-info")
}

/// Whether a file of a folder is read, by its path and size. What is left out
/// is counted, and can still be given by itself.
#[must_use]
pub fn is_worth_reading(path: &str, size: usize) -> bool {
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if name.starts_with("version") && size < 1000 {
        return true;
    }
    match extension {
        "py" => return size <= MAX_PYTHON,
        "toml" | "yml" | "yaml" | "ini" | "cfg" | "conf" | "env" | "sh" | "service" => return true,
        "txt" | "in" | "pip" => {
            return ["require", "constraint", "deps", "dependencies", "packages"]
                .iter()
                .any(|word| lower.contains(word));
        }
        _ => {}
    }
    matches!(
        name,
        "procfile"
            | "pipfile"
            | "pipfile.lock"
            | "poetry.lock"
            | "uv.lock"
            | "pdm.lock"
            | "makefile"
            | "justfile"
            | "crontab"
            | "runtime.txt"
            | ".python-version"
            | "jenkinsfile"
            | "caddyfile"
            | ".gitignore"
            | ".dockerignore"
    ) || name.starts_with("dockerfile")
        || name.starts_with(".env")
        || name.ends_with(".dockerfile")
        || ["entrypoint", "nginx", ".conf."].iter().any(|word| name.contains(word))
        || ["sites-available/", "sites-enabled/"].iter().any(|folder| lower.contains(folder))
}

/// Which of two files is kept when there are too many: the smaller key.
#[must_use]
pub fn rank(path: &str) -> (u8, usize) {
    let lower = path.to_ascii_lowercase();
    let tells = ["settings", "config", "require", "docker", "pyproject", ".github", "wsgi", "asgi", "urls"];
    let group = if !lower.ends_with(".py") || tells.iter().any(|word| lower.contains(word)) {
        0
    } else if lower.contains("test") {
        2
    } else {
        1
    };
    (group, lower.matches('/').count())
}

/// Paths without the folder that all of them are in: what was dropped is the
/// root of the project, whatever it is called.
#[must_use]
pub fn without_common_folder(paths: &[&str]) -> usize {
    let Some((folder, _)) = paths.first().and_then(|path| path.split_once('/')) else { return 0 };
    let prefix = format!("{folder}/");
    if paths.iter().all(|path| path.starts_with(&prefix)) { prefix.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::sort_by_key;

    #[test]
    fn what_the_checklist_asks_about_is_read() {
        for path in [
            "mysite/settings.py",
            "requirements.txt",
            "requirements/production.txt",
            "pyproject.toml",
            ".env.production",
            "Dockerfile",
            "docker-compose.yml",
            ".github/workflows/ci.yml",
            "deploy/nginx.conf",
            "deploy/default.conf.template",
            "etc/sites-available/shop.example.com",
            "docker/entrypoint",
            "Procfile",
            "Caddyfile",
            ".gitignore",
            "poetry.lock",
        ] {
            assert!(is_worth_reading(path, 1000), "{path}");
        }
        for path in ["logo.png", "db.sqlite3", "README.md", "notes.txt", "package.json", "app/style.css"] {
            assert!(!is_worth_reading(path, 1000), "{path}");
        }
        assert!(!is_worth_reading("data.py", 10_000_000));
    }

    #[test]
    fn what_others_wrote_is_not_entered() {
        for name in [".git", "node_modules", ".venv", "site-packages", "__pycache__", "x.egg-info", "media"] {
            assert!(skips_folder(name), "{name}");
        }
        for name in ["config", "settings", ".github", "environments", "deploy"] {
            assert!(!skips_folder(name), "{name}");
        }
    }

    #[test]
    fn settings_outlive_tests_when_there_are_too_many() {
        let mut paths = ["app/tests/test_a.py", "app/views.py", "deep/down/settings/base.py", "settings.py"];
        sort_by_key(&mut paths, |path| rank(path));
        assert_eq!(
            paths,
            ["settings.py", "deep/down/settings/base.py", "app/views.py", "app/tests/test_a.py"]
        );
    }

    #[test]
    fn the_dropped_folder_is_the_root() {
        assert_eq!(without_common_folder(&["mysite/manage.py", "mysite/mysite/settings.py"]), 7);
        assert_eq!(without_common_folder(&["mysite/manage.py", "other.py"]), 0);
        assert_eq!(without_common_folder(&["a.py"]), 0);
        assert_eq!(without_common_folder(&[]), 0);
    }
}
