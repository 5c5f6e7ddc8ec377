//! Places as evidence: the person's own lines, with secrets masked. The only
//! way a line of theirs gets into a report.

use crate::model::{Evidence, Role};
use crate::project::{Project, mask_code};
use crate::source::{FileKind, Place, Span, recognise};

/// Lines of one piece of evidence; more are cut.
const MAX_LINES: usize = 6;
/// Characters of one line.
const MAX_COLUMNS: usize = 240;

/// The place as evidence.
pub(super) fn evidence(project: &Project, place: Place, role: Role) -> Evidence {
    let file = project.tree.file(place.file);
    let start = file.line_column(place.span.start);
    let end = file.line_column(place.span.end);
    // Whole lines: a value alone does not say what it is.
    let first = start.line;
    let last = end.line.max(first);
    let mut lines: Vec<&str> = (first..=last).map(|line| file.line(line)).collect();
    let cut = lines.len() > MAX_LINES;
    lines.truncate(MAX_LINES);
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let whole: Vec<String> = lines
        .iter()
        .map(|line| {
            line.get(indent..).unwrap_or_else(|| line.trim_start()).chars().take(MAX_COLUMNS).collect()
        })
        .collect();
    let mut shown = mask(project, place, &whole.join("\n"));
    if cut {
        shown.push_str("\n…");
    }
    Evidence {
        file: file.path.clone(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        role,
        shown,
    }
}

/// The lines with their secrets masked. What a line's texts are may be said
/// lines above it: `SECRETS = {` `"a": "..."`.
fn mask(project: &Project, place: Place, shown: &str) -> String {
    let file = project.tree.file(place.file);
    match recognise(&file.path, &file.text) {
        FileKind::Python => {
            let line = file.line_column(place.span.start).line;
            let mut context = String::new();
            if let Some(statement) = enclosing_statement(project, place) {
                let first = file.line_column(statement.start).line;
                for above in first..line {
                    context.push_str(file.line(above));
                    context.push('\n');
                }
            }
            let masked = mask_code(&format!("{context}{shown}"));
            let skip = context.matches('\n').count();
            masked.split('\n').skip(skip).collect::<Vec<_>>().join("\n")
        }
        FileKind::Env => shown.lines().map(mask_env_line).collect::<Vec<_>>().join("\n"),
        _ => shown.lines().map(mask_line).collect::<Vec<_>>().join("\n"),
    }
}

/// The statement around a place, if a setting's history knows it.
fn enclosing_statement(project: &Project, place: Place) -> Option<Span> {
    project
        .entries
        .iter()
        .flat_map(|entry| entry.module.settings.values())
        .flat_map(|binding| &binding.history)
        .map(|event| event.place)
        .find(|statement| {
            statement.file == place.file
                && statement.span.start <= place.span.start
                && place.span.end <= statement.span.end
        })
        .map(|statement| statement.span)
}

/// `NAME=value`: no value of an environment file is shown but words that
/// everyone has.
fn mask_env_line(line: &str) -> String {
    let Some((name, value)) = line.split_once('=') else { return line.to_owned() };
    let bare = value.trim().trim_matches(['"', '\'']);
    let harmless = bare.is_empty()
        || matches!(
            bare.to_ascii_lowercase().as_str(),
            "true" | "false" | "on" | "off" | "yes" | "no" | "production"
        )
        || bare.bytes().all(|byte| byte.is_ascii_digit()) && !crate::project::is_secret_name(name.trim());
    if harmless { line.to_owned() } else { format!("{name}=•••") }
}

/// Any other text: `KEY: value`, `KEY=value`, URLs with passwords.
fn mask_line(line: &str) -> String {
    let mut shown = String::new();
    let mut secret = false;
    for word in line.split_inclusive([' ', '\t']) {
        let trimmed = word.trim_end();
        let end = &word[trimmed.len()..];
        let masked = match trimmed.split_once(['=', ':']) {
            Some((name, value))
                if !value.is_empty()
                    && !value.starts_with("//")
                    && crate::project::is_secret_name(name.trim_matches(['"', '\'', '-'])) =>
            {
                format!("{}•••", &trimmed[..=name.len()])
            }
            _ if secret && !trimmed.is_empty() && trimmed != "=" => "•••".to_owned(),
            _ if crate::project::looks_like_secret(trimmed.trim_matches(['"', '\'', ','])) => {
                crate::project::mask_text(trimmed)
            }
            _ => trimmed.to_owned(),
        };
        let name = trimmed.trim_matches(['"', '\'', '-']);
        secret = (name.ends_with(':')
            && crate::project::is_secret_name(name.trim_end_matches(':').trim_matches(['"', '\''])))
            || secret && trimmed == "=";
        shown.push_str(&masked);
        shown.push_str(end);
    }
    shown
}
