//! Paths in settings: comparing them, and writing new ones the project's way.

use super::Project;
use crate::python::{Kind, Value};

/// A path value without the slash at its end; none for what is no path.
#[must_use]
pub fn path_of(value: &Value) -> Option<String> {
    let (Kind::Str(text) | Kind::Path(text)) = &value.kind else { return None };
    let path = text.replace('\\', "/");
    let trimmed = path.trim_end_matches('/');
    (!path.is_empty()).then(|| if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() })
}

/// Whether a path depends on the folder that the process was started in.
#[must_use]
pub fn is_relative(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    !(path.is_empty() || drive || path.starts_with(['/', '\\', '~', '<']) || path.contains("://"))
}

/// Whether the first path lies below the second.
#[must_use]
pub fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) || folder == "/" && path.len() > 1
}

/// An absolute path without `.` and `..`; a relative one stands below `<CWD>`.
#[must_use]
pub fn normal_path(path: &str) -> String {
    let absolute = path.starts_with('/') || path.starts_with("<ROOT") || path.starts_with("<HOME");
    let whole = if absolute { path.to_owned() } else { format!("<CWD>/{path}") };
    let rooted = whole.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| !last.starts_with('<')) => {
                parts.pop();
            }
            ".." if rooted && parts.is_empty() => {}
            _ => parts.push(part),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, parts.join("/"))
}

impl Project {
    /// An expression for a path below the project's folder, by the name that the
    /// settings have for it.
    #[must_use]
    pub fn path_expression(&self, below: &str) -> String {
        let known = ["BASE_DIR", "ROOT_DIR", "PROJECT_ROOT", "PROJECT_DIR", "BASE_PATH", "ROOT"];
        for name in known {
            match self.settings.binding(name).map(|binding| &binding.value.kind) {
                Some(Kind::Path(_)) => return format!("{name} / \"{below}\""),
                Some(Kind::Str(_)) => return format!("{name} + \"/{below}\""),
                _ => {}
            }
        }
        format!("\"/srv/app/{below}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_normal() {
        for (path, normal) in [
            ("/srv//app/../static/", "/srv/static"),
            ("<ROOT>/a/./b", "<ROOT>/a/b"),
            ("static", "<CWD>/static"),
            ("/..", "/"),
        ] {
            assert_eq!(normal_path(path), normal);
        }
    }

    #[test]
    fn only_paths_without_a_root_are_relative() {
        for path in ["static", "./media", "../x"] {
            assert!(is_relative(path), "{path}");
        }
        for path in ["", "/srv/static", "<ROOT>/static", "C:\\static", "~/static", "s3://bucket"] {
            assert!(!is_relative(path), "{path}");
        }
    }

    #[test]
    fn a_similar_name_is_not_inside() {
        assert!(is_inside("/srv/static/media", "/srv/static"));
        assert!(!is_inside("/srv/static-media", "/srv/static"));
        assert!(!is_inside("/srv/static", "/srv/static"));
    }
}
