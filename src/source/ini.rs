//! INI as uWSGI, systemd and supervisord read it: sections of names and values,
//! a name may stand more than once. Nothing in it is an error.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Empty above the first header.
    pub(crate) section: String,
    pub(crate) name: String,
    pub(crate) value: String,
    /// Of the whole entry.
    pub(crate) span: Range<usize>,
}

/// All entries in order. A deeper indented line, or one after a `\`, goes on with
/// the value above it.
pub(crate) fn parse(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut section = String::new();
    let mut offset = 0;
    let mut open = false;
    for raw in text.split_inclusive('\n') {
        let start = offset;
        offset += raw.len();
        let line = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        if line.is_empty() {
            open = false;
            continue;
        }
        if line.starts_with(['#', ';']) {
            continue;
        }
        let end = start + raw.trim_end().len();
        if let Some(last) = entries.last_mut().filter(|last| open || indent > 0 && last.section == section)
            && (open || !line.contains('=') && !line.starts_with('['))
        {
            open = line.ends_with('\\');
            last.value.push(' ');
            last.value.push_str(line.trim_end_matches('\\').trim_end());
            last.span.end = end;
            continue;
        }
        open = false;
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = name.trim().to_owned();
            continue;
        }
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        open = value.ends_with('\\');
        entries.push(Entry {
            section: section.clone(),
            name: name.trim().to_owned(),
            value: value.trim_end_matches('\\').trim().to_owned(),
            span: start + indent..end,
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_in_order() {
        let text = "; a\n[uwsgi]\nmaster = true\nenv=A=b\nenv = C=d\nhttp :80\n\n[Service]\nExecStart=gunicorn \\\n  a.wsgi\n[x]\ncommand = a\n  b\n";
        let shown: Vec<String> = parse(text)
            .iter()
            .map(|entry| format!("{}|{}|{}", entry.section, entry.name, entry.value))
            .collect();
        assert_eq!(
            shown,
            [
                "uwsgi|master|true",
                "uwsgi|env|A=b",
                "uwsgi|env|C=d",
                "uwsgi|http :80|",
                "Service|ExecStart|gunicorn a.wsgi",
                "x|command|a b",
            ]
        );
    }
}
