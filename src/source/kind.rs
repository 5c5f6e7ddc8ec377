//! What a text is, by its name and, where the name says nothing, by its content.

/// The kinds of file that the checklist can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    Python,
    Requirements,
    Pyproject,
    Env,
    Dockerfile,
    Compose,
    Procfile,
    Nginx,
    Ci,
    Ignore,
    Toml,
    Yaml,
    Json,
    Ini,
    /// A web page: most often an error page saved under the name of a file.
    Html,
    Other,
}

/// The kind of a file. The name decides where it can; a text without a telling
/// name (pasted) is recognised by what is in it.
#[must_use]
pub fn recognise(path: &str, text: &str) -> FileKind {
    by_name(path, text).unwrap_or_else(|| by_content(text))
}

/// The name under which a pasted text of this kind is shown.
#[must_use]
pub const fn suggested_name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Requirements => "requirements.txt",
        FileKind::Pyproject => "pyproject.toml",
        FileKind::Env => ".env",
        FileKind::Dockerfile => "Dockerfile",
        FileKind::Compose => "docker-compose.yml",
        FileKind::Procfile => "Procfile",
        FileKind::Nginx => "nginx.conf",
        FileKind::Ci => ".github/workflows/ci.yml",
        FileKind::Ignore => ".gitignore",
        FileKind::Toml => "pasted.toml",
        FileKind::Yaml => "pasted.yml",
        FileKind::Json => "pasted.json",
        FileKind::Ini => "pasted.ini",
        FileKind::Html => "pasted.html",
        FileKind::Python | FileKind::Other => "settings.py",
    }
}

fn by_name(path: &str, text: &str) -> Option<FileKind> {
    let lower = path.replace('\\', "/").to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    Some(match name {
        "pyproject.toml" => FileKind::Pyproject,
        "procfile" => FileKind::Procfile,
        "pipfile" => FileKind::Toml,
        ".gitignore" | ".dockerignore" => FileKind::Ignore,
        ".gitlab-ci.yml" => FileKind::Ci,
        _ if lower.contains(".github/workflows/") && is_yaml(extension) => FileKind::Ci,
        _ if name.starts_with("dockerfile") || extension == "dockerfile" => FileKind::Dockerfile,
        _ if name == ".env" || name.starts_with(".env.") || extension == "env" => FileKind::Env,
        _ if is_yaml(extension) && (name.contains("compose")) => FileKind::Compose,
        _ if name.contains("nginx") && extension == "conf" => FileKind::Nginx,
        // Sites have names of their own: `default.conf.template`, `example.com`.
        _ if !matches!(extension, "md" | "py" | "sh" | "yml" | "yaml" | "html" | "txt" | "json")
            && looks_like_nginx(text) =>
        {
            FileKind::Nginx
        }
        _ if extension == "py" || extension == "pyi" => FileKind::Python,
        _ if matches!(extension, "txt" | "in" | "pip") && looks_named_for_requirements(&lower) => {
            if looks_like_html(text) {
                FileKind::Html
            } else {
                FileKind::Requirements
            }
        }
        _ => match extension {
            "html" | "htm" => FileKind::Html,
            "md" | "rst" | "sh" | "bash" | "pem" | "key" | "crt" => FileKind::Other,
            "toml" => FileKind::Toml,
            "yml" | "yaml" => FileKind::Yaml,
            "json" => FileKind::Json,
            "ini" | "cfg" => FileKind::Ini,
            _ => return None,
        },
    })
}

fn is_yaml(extension: &str) -> bool {
    matches!(extension, "yml" | "yaml")
}

/// Words of the name and of its folders tell: `requirements/dev.txt`, `dev-reqs.txt`.
/// Others only look alike: `required_email.txt`, `packages/app/notes.txt`.
fn looks_named_for_requirements(lower_path: &str) -> bool {
    let (folders, name) = lower_path.rsplit_once('/').unwrap_or(("", lower_path));
    let tells = |word: &str| word.contains("requirement") || word.contains("constraint") || word == "reqs";
    let named =
        |word: &str| matches!(word, "req" | "require" | "requires" | "deps" | "dependencies" | "packages");
    let words = |c: char| !c.is_ascii_alphanumeric();
    name.split(words).any(|word| tells(word) || named(word)) || folders.split(words).any(tells)
}

/// A block of a server, or a location that hands requests on.
fn looks_like_nginx(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start).take(400);
    let block = lines.clone().any(|line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(|word| word.trim_end_matches('{') == "server")
            && (line.ends_with('{') || words.next().is_none())
    });
    block
        && lines.any(|line| {
            ["listen ", "location ", "listen\t", "location\t"].iter().any(|word| line.starts_with(word))
        })
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start().get(..64).unwrap_or(text.trim_start()).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<?xml")
}

fn by_content(text: &str) -> FileKind {
    if looks_like_html(text) {
        return FileKind::Html;
    }
    if text.starts_with("#!") && text.lines().next().is_some_and(|line| line.ends_with("sh")) {
        return FileKind::Other;
    }
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .take(200)
        .collect();
    let count = |test: fn(&str) -> bool| lines.iter().filter(|line| test(line)).count();
    let most = |hits: usize| hits > 0 && hits * 10 >= lines.len() * 7;

    if lines.iter().any(|line| matches!(line.trim(), "[project]" | "[tool.poetry]" | "[build-system]")) {
        return FileKind::Pyproject;
    }
    if lines.first().is_some_and(|line| line.starts_with("FROM ") || line.starts_with("ARG "))
        && lines.iter().any(|line| line.starts_with("FROM "))
    {
        return FileKind::Dockerfile;
    }
    if most(count(is_requirement_line)) {
        return FileKind::Requirements;
    }
    // `KEY=value` without spaces is an environment file; `KEY = value` is Python.
    if most(count(is_env_line)) {
        return FileKind::Env;
    }
    if looks_like_nginx(text) {
        return FileKind::Nginx;
    }
    if lines.contains(&"services:") {
        return FileKind::Compose;
    }
    if !lines.is_empty() && lines.iter().all(|line| is_procfile_line(line)) {
        return FileKind::Procfile;
    }
    FileKind::Python
}

fn is_requirement_line(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with("-r ") || line.starts_with("-e ") || line.starts_with("-c ") || line.starts_with("--")
    {
        return true;
    }
    let name_end =
        line.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(line.len());
    let (name, rest) = line.split_at(name_end);
    let rest = rest.trim_start();
    let named = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    // A bare word is a requirement only if no Python statement looks like it.
    let bare = rest.is_empty() && !matches!(name, "pass" | "else" | "try") && !name.contains('.');
    let specified = ["==", ">=", "<=", "~=", "!=", ">", "<", "@", ";", "[", "===", "\\"]
        .iter()
        .any(|operator| rest.starts_with(operator));
    named && (bare || specified && !line.contains('(') && !line.ends_with(':'))
}

fn is_env_line(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches("export ");
    line.split_once('=').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && !value.starts_with(['=', ' '])
    })
}

fn is_procfile_line(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(process, command)| {
        process.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
            && command.contains(' ')
            && !command.starts_with(['{', '[', '"', '\''])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_first() {
        for (path, kind) in [
            ("config/settings/base.py", FileKind::Python),
            ("requirements/production.txt", FileKind::Requirements),
            ("requirements.in", FileKind::Requirements),
            (".env.production", FileKind::Env),
            ("docker-compose.prod.yml", FileKind::Compose),
            ("deploy/Dockerfile", FileKind::Dockerfile),
            (".github/workflows/test.yml", FileKind::Ci),
            ("deploy/nginx.conf", FileKind::Nginx),
        ] {
            assert_eq!(recognise(path, ""), kind, "{path}");
        }
        assert_eq!(recognise("requirements.txt", "\n<!DOCTYPE html><html>"), FileKind::Html);
        assert_eq!(recognise("sites/shop.example.com", "server {\n  location / {}\n}\n"), FileKind::Nginx);
        assert_eq!(recognise("README.md", "server {\n  location / {}\n}\n"), FileKind::Other);
        let prose = "Dear reader, this is a letter and not a list.\n";
        for path in ["templates/subscription_required_email.txt", "packages/app/notes.txt"] {
            assert_ne!(recognise(path, prose), FileKind::Requirements, "{path}");
        }
    }

    #[test]
    fn pasted_text_is_recognised_by_content() {
        for (text, kind) in [
            ("Django==5.2.1\npsycopg[binary]>=3.1\n# dev\ngunicorn\n", FileKind::Requirements),
            ("from pathlib import Path\nDEBUG = True\n", FileKind::Python),
            ("DEBUG=True\nSECRET_KEY=abc\n", FileKind::Env),
            ("DEBUG = True\n", FileKind::Python),
            ("[project]\nname = 'x'\n", FileKind::Pyproject),
            ("FROM python:3.13\nRUN pip install .\n", FileKind::Dockerfile),
            ("web: gunicorn config.wsgi\n", FileKind::Procfile),
            ("services:\n  web:\n    image: x\n", FileKind::Compose),
            ("<html><body>404</body></html>", FileKind::Html),
            ("upstream a {\n}\nserver\n{\n  listen 80;\n}\n", FileKind::Nginx),
            ("", FileKind::Python),
        ] {
            assert_eq!(recognise("", text), kind, "{text}");
        }
    }
}
