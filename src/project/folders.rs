//! Whether a folder is there, as far as files and lists of folders tell.

use super::Project;

/// The name of a folder that Debian's policy keeps from ever being made.
const NEVER: &str = "/nonexistent";

/// Folders that every server has.
const EVERYWHERE: &[&str] = &["/", "/tmp", "/var/tmp"];

impl Project {
    /// Whether a normal path is a folder on the server; none: it cannot be told.
    /// `<ROOT>` is the top of the given files.
    #[must_use]
    pub fn has_folder(&self, path: &str) -> Option<bool> {
        if let Some(below) = path.strip_prefix("<ROOT>") {
            let below = below.trim_start_matches('/');
            return self.tree.has_folder(below);
        }
        if !path.starts_with('/') {
            return None;
        }
        if EVERYWHERE.contains(&path) {
            return Some(true);
        }
        if path == NEVER || path.strip_prefix(NEVER).is_some_and(|rest| rest.starts_with('/')) {
            return Some(false);
        }
        self.server_folders.as_ref().map(|folders| folders.contains(path))
    }
}
