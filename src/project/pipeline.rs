//! What the continuous integration runs, whichever service it is.

use super::Project;
use super::deployment::{Line, logical_lines};
use crate::source::{FileId, FileKind, recognise};

impl Project {
    /// The files that configure continuous integration.
    #[must_use]
    pub fn pipeline_files(&self) -> Vec<FileId> {
        self.tree
            .iter()
            .filter(|(_, file)| recognise(&file.path, &file.text) == FileKind::Ci || is_pipeline(&file.path))
            .map(|(id, _)| id)
            .collect()
    }

    /// Their lines, with those of the scripts and task files that they may call.
    #[must_use]
    pub fn pipeline_lines(&self) -> Vec<Line> {
        let own = self.pipeline_files();
        let called = self.tree.iter().filter(|(_, file)| is_task_file(&file.path)).map(|(id, _)| id);
        own.into_iter().chain(called).flat_map(|id| logical_lines(id, &self.tree.file(id).text)).collect()
    }

    /// Whether the pipeline hands work to a file that was not given: a shared
    /// workflow, an included template, a task runner's file.
    #[must_use]
    pub fn pipeline_calls_elsewhere(&self) -> bool {
        let has_tasks = self.tree.iter().any(|(_, file)| is_task_file(&file.path));
        self.pipeline_files().into_iter().flat_map(|id| logical_lines(id, &self.tree.file(id).text)).any(
            |line| {
                let text = line.text.trim_start_matches("- ");
                let shared = text.starts_with("uses:")
                    && (text.contains(".yml") || text.contains(".yaml") || text.contains("./"));
                let runner = ["make ", "just ", "task ", "inv ", "invoke ", "./"].iter().any(|word| {
                    let command = text.trim_start_matches("run:").trim_start_matches("script:").trim_start();
                    command.starts_with(word)
                });
                shared || text.starts_with("include:") || text.starts_with("extends:") || runner && !has_tasks
            },
        )
    }
}

fn is_pipeline(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains(".circleci/")
        || path.contains(".woodpecker")
        || path.contains(".buildkite/")
        || path.contains(".forgejo/workflows/")
        || path.contains(".gitea/workflows/")
        || matches!(
            name,
            "Jenkinsfile"
                | "azure-pipelines.yml"
                | "bitbucket-pipelines.yml"
                | ".travis.yml"
                | ".drone.yml"
                | "cloudbuild.yaml"
                | "buildspec.yml"
        )
}

fn is_task_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(
        name,
        "Makefile"
            | "makefile"
            | "justfile"
            | "Justfile"
            | "Taskfile.yml"
            | "tox.ini"
            | "noxfile.py"
            | "tasks.py"
    ) || name.ends_with(".sh")
}
