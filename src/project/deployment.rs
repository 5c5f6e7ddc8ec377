//! What the files around the code say of how it is started and built, line by
//! line: Procfile, Dockerfile, compose, CI, shell scripts, nginx.

use super::Project;
use crate::source::{FileId, FileKind, Place, Span};

/// A line of a file, with its continuations, without comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub place: Place,
    pub text: String,
}

impl Project {
    /// The logical lines of all files of a kind: `\` joins, comment lines go.
    #[must_use]
    pub fn lines(&self, kind: FileKind) -> Vec<Line> {
        self.files(kind).flat_map(|(file, text)| logical_lines(file, text)).collect()
    }

    /// Whether a file of the kind was given.
    #[must_use]
    pub fn has_file(&self, kind: FileKind) -> bool {
        self.files(kind).next().is_some()
    }

    /// The logical lines of the given shell scripts.
    #[must_use]
    pub fn script_lines(&self) -> Vec<Line> {
        self.tree
            .iter()
            .filter(|(_, file)| is_script(&file.path, &file.text))
            .flat_map(|(id, file)| logical_lines(id, &file.text))
            .collect()
    }

    /// Lines that start the site's processes in production: of a Procfile, `CMD`
    /// and `ENTRYPOINT` of the last stage of a Dockerfile, `command:` and
    /// `entrypoint:` of a compose file, and shell scripts. Files that are named for
    /// development are left out.
    #[must_use]
    pub fn start_lines(&self) -> Vec<Line> {
        let mut lines = self.lines(FileKind::Procfile);
        for (file, text) in self.files(FileKind::Dockerfile) {
            let mut stage = Vec::new();
            for line in logical_lines(file, text) {
                match instruction(&line.text).as_str() {
                    "FROM" => stage.clear(),
                    "CMD" | "ENTRYPOINT" => stage.push(line),
                    _ => {}
                }
            }
            lines.extend(stage);
        }
        for (file, text) in self.files(FileKind::Compose) {
            lines.extend(compose_commands(file, text));
        }
        lines.extend(self.script_lines());
        lines.retain(|line| !is_for_development(&self.tree.file(line.place.file).path));
        lines
    }

    /// Whether any file was given that tells how the site is started.
    #[must_use]
    pub fn tells_how_it_starts(&self) -> bool {
        !self.start_lines().is_empty()
    }
}

/// The first word of a Dockerfile's line, in upper case.
#[must_use]
pub fn instruction(line: &str) -> String {
    line.split_whitespace().next().unwrap_or("").to_ascii_uppercase()
}

/// Whether a path says that the file is for development or tests.
#[must_use]
pub fn is_for_development(path: &str) -> bool {
    path.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        matches!(
            word,
            "dev"
                | "devel"
                | "develop"
                | "development"
                | "local"
                | "test"
                | "tests"
                | "testing"
                | "override"
                | "debug"
                | "devcontainer"
        )
    })
}

fn is_script(path: &str, text: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".sh")
        || !name.contains('.')
            && text.starts_with("#!")
            && text.lines().next().is_some_and(|line| line.ends_with("sh"))
}

/// Lines joined at a `\` at the end; blank lines and comments are left out.
#[must_use]
pub fn logical_lines(file: FileId, text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<Line> = None;
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let start = offset;
        offset += raw.len();
        let trimmed = raw.trim();
        if trimmed.starts_with('#') || trimmed.is_empty() && open.is_none() {
            continue;
        }
        let first = start + (raw.len() - raw.trim_start().len());
        let end = first.max(start + raw.trim_end().len());
        let (piece, goes_on) = trimmed.strip_suffix('\\').map_or((trimmed, false), |piece| (piece, true));
        let mut line = open.take().unwrap_or_else(|| Line {
            place: Place { file, span: Span::new(first as u32, end as u32) },
            text: String::new(),
        });
        if !line.text.is_empty() {
            line.text.push(' ');
        }
        line.text.push_str(piece.trim_end());
        line.place.span.end = end as u32;
        if goes_on {
            open = Some(line);
        } else {
            lines.push(line);
        }
    }
    lines.extend(open);
    lines
}

/// `command:` and `entrypoint:` with what belongs to them: the rest of the line,
/// or the deeper indented lines below.
fn compose_commands(file: FileId, text: &str) -> Vec<Line> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<(usize, Line)> = None;
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let start = offset;
        offset += raw.len();
        let trimmed = raw.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let depth = indent(raw);
        if let Some((outer, line)) = &mut open {
            // A list may stand as deep as its key.
            if depth > *outer || depth == *outer && trimmed.starts_with("- ") {
                line.text.push(' ');
                line.text.push_str(trimmed.trim_start_matches("- "));
                line.place.span.end = (start + raw.trim_end().len()) as u32;
                continue;
            }
        }
        lines.extend(open.take().map(|(_, line)| line));
        if trimmed.starts_with("command:") || trimmed.starts_with("entrypoint:") {
            let place = Place {
                file,
                span: Span::new((start + depth) as u32, (start + raw.trim_end().len()) as u32),
            };
            open = Some((depth, Line { place, text: trimmed.to_owned() }));
        }
    }
    lines.extend(open.map(|(_, line)| line));
    lines
}

impl Line {
    /// The place of a word in the line, or of the line's first word: to show a
    /// name without the value beside it.
    #[must_use]
    pub fn place_of(&self, project: &Project, word: &str) -> Place {
        let text = project.tree.text(self.place);
        let (start, length) = match text.find(word) {
            Some(start) => (start, word.len()),
            None => (0, text.find(char::is_whitespace).unwrap_or(0)),
        };
        let start = self.place.span.start + start as u32;
        Place { file: self.place.file, span: Span::new(start, start + length as u32) }
    }
}

/// Whether a word stands in a line by itself: `gunicorn` in `exec gunicorn app`
/// and in `["gunicorn", "app"]`, and not in `gunicorn.conf.py`.
#[must_use]
pub fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| c.is_whitespace() || "\"'[],;&|()`$".contains(c))
        .any(|piece| piece == word || piece.rsplit('/').next() == Some(word) && piece.starts_with(['/', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn continued_lines_are_one() {
        let lines = logical_lines(FileId(0), "# top\nRUN a \\\n  && b\n\nCMD c\n");
        assert_eq!(texts(&lines), ["RUN a && b", "CMD c"]);
        assert_eq!(lines[0].place.span.range(), 6..20);
    }

    #[test]
    fn compose_commands_take_all_their_forms() {
        let text = "services:\n  web:\n    command: gunicorn a\n  b:\n    command:\n      - python\n      - manage.py\n    image: x\n  c:\n    entrypoint: >\n      sh -c\n      run\n";
        assert_eq!(
            texts(&compose_commands(FileId(0), text)),
            ["command: gunicorn a", "command: python manage.py", "entrypoint: > sh -c run"]
        );
    }

    #[test]
    fn words_stand_alone() {
        assert!(has_word("CMD [\"gunicorn\", \"app\"]", "gunicorn"));
        assert!(has_word("exec /usr/bin/gunicorn app", "gunicorn"));
        assert!(!has_word("COPY gunicorn.conf.py .", "gunicorn"));
        assert!(!has_word("pip install gunicorn-color", "gunicorn"));
    }

    #[test]
    fn paths_tell_what_is_for_development() {
        assert!(is_for_development("docker-compose.dev.yml"));
        assert!(is_for_development("compose/local/start.sh"));
        assert!(!is_for_development("docker-compose.yml"));
        assert!(!is_for_development("deploy/Dockerfile"));
    }
}
