//! What `.gitignore` and `.dockerignore` leave out.

use super::Project;
use crate::source::ignore::{Flavour, Patterns};

impl Project {
    /// Whether Docker leaves a file of this name out at the top of the context; none: no
    /// `.dockerignore` was given. `app.Dockerfile.dockerignore` is one, too.
    #[must_use]
    pub fn is_docker_ignored(&self, name: &str) -> Option<bool> {
        let given = self.tree.iter().filter(|(_, file)| file.name().ends_with(".dockerignore"));
        given
            .map(|(_, file)| Patterns::parse(&file.text, Flavour::Docker).leave_out(name))
            .reduce(|one, other| one || other)
    }

    /// Whether Git leaves a file out; none: no `.gitignore` above it was given.
    #[must_use]
    pub fn is_git_ignored(&self, path: &str) -> Option<bool> {
        let mut found = None;
        for (_, file) in self.tree.iter().filter(|(_, file)| file.name() == ".gitignore") {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let below = if folder.is_empty() {
                Some(path)
            } else {
                path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'))
            };
            let Some(below) = below else { continue };
            let ignored = Patterns::parse(&file.text, Flavour::Git).leave_out(below);
            found = Some(found.unwrap_or(false) || ignored);
        }
        found
    }
}
