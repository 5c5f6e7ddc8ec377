//! A `.env.example` for the variables that settings read.

use std::fmt::Write;

use super::{Lang, Report, Variable};

/// The text of the file: what is required first, secrets without their values, what
/// has a default with it. Copied as it is, it changes no optional value.
#[must_use]
pub fn env_example(report: &Report, lang: Lang) -> String {
    let judged = report.judged.as_ref().map_or("", |origin| origin.file.as_str());
    let words = match lang {
        Lang::En => &EN,
        Lang::Ru => &RU,
    };
    let mut out = format!("# {}: {}\n", words.head, one_line(judged));
    let is_used = |variable: &&Variable| {
        judged.is_empty() || variable.used_by.is_empty() || variable.used_by.iter().any(|file| file == judged)
    };
    let all = || report.environment_variables.iter();
    let groups: [(&str, Vec<&Variable>); 3] = [
        (words.required, all().filter(is_used).filter(|variable| variable.required).collect()),
        (words.optional, all().filter(is_used).filter(|variable| !variable.required).collect()),
        (words.elsewhere, all().filter(|variable| !is_used(variable)).collect()),
    ];
    for (index, (title, variables)) in groups.iter().enumerate() {
        if variables.is_empty() {
            continue;
        }
        let _ = write!(out, "\n# --- {title} ---\n");
        for variable in variables {
            describe(variable, words, &mut out);
            let value = line(variable);
            // What only others need is theirs to switch on.
            let off = if index == 2 || value.is_none() { "# " } else { "" };
            let _ = writeln!(out, "{off}{}={}", one_line(&variable.name), value.unwrap_or_default());
        }
    }
    out
}

struct Words {
    head: &'static str,
    required: &'static str,
    optional: &'static str,
    elsewhere: &'static str,
    secret: &'static str,
    decides: &'static str,
}

static EN: Words = Words {
    head: "Environment variables that the settings read",
    required: "Required: the settings do not load without these",
    optional: "Optional: what stands here holds without them too",
    elsewhere: "Read by other settings modules only",
    secret: "secret",
    decides: "decides",
};

static RU: Words = Words {
    head: "Переменные окружения, которые читают настройки",
    required: "Обязательные: без них настройки не загрузятся",
    optional: "Необязательные: без них действуют те же значения",
    elsewhere: "Нужны только другим модулям настроек",
    secret: "секрет",
    decides: "задаёт",
};

/// A comment: type, secrecy, what it decides, who reads it.
fn describe(variable: &Variable, words: &Words, out: &mut String) {
    let mut parts = vec![variable.kind.clone()];
    if variable.secret {
        parts.push(words.secret.to_owned());
    }
    if !variable.settings.is_empty() {
        parts.push(format!("{} {}", words.decides, variable.settings.join(", ")));
    }
    if let Some(origin) = variable.read_by.first() {
        parts.push(format!("{}:{}", origin.file, origin.line));
    }
    let _ = write!(out, "\n# {}\n", one_line(&parts.join("; ")));
}

/// What stands after the sign; none where the line has to be a comment: there is no
/// value that means the same as no line.
fn line(variable: &Variable) -> Option<String> {
    let is_name = !variable.name.is_empty()
        && variable.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !variable.name.starts_with(|c: char| c.is_ascii_digit());
    match &variable.default {
        _ if !is_name => None,
        _ if variable.required => Some(String::new()),
        // Of an empty text readers make an empty list, or none at all.
        Some(default) if default.is_empty() && variable.kind != "str" => None,
        Some(default) if !default.contains("•••") && !default.contains("<ROOT>") => quoted(default),
        _ => None,
    }
}

/// The value in a form that django-environ, python-decouple, python-dotenv and shells
/// read alike; none where there is no such form.
fn quoted(value: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:,@%+=-".contains(c);
    let in_quotes = |quote: char| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
    // Readers do not agree on escapes, on references to other variables, and on
    // quotes within quotes.
    if value.contains(['\\', '$', '`', '\n', '\r', '\0']) || in_quotes('"') || in_quotes('\'') {
        None
    } else if value.chars().all(plain) {
        Some(value.to_owned())
    } else if !value.contains('\'') {
        Some(format!("'{value}'"))
    } else if !value.contains('"') {
        Some(format!("\"{value}\""))
    } else {
        None
    }
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_so_that_every_reader_reads_the_same() {
        for (value, written) in [
            ("", Some("")),
            ("False", Some("False")),
            ("redis://cache:6379/0", Some("redis://cache:6379/0")),
            ("two words", Some("'two words'")),
            ("a # b", Some("'a # b'")),
            (" padded ", Some("' padded '")),
            ("it's", Some("\"it's\"")),
            ("say \"hi\" now", Some("'say \"hi\" now'")),
            ("\"quoted\"", None),
            ("both ' and \"", None),
            ("$HOME/x", None),
            ("a\\nb", None),
            ("a\nb", None),
        ] {
            assert_eq!(quoted(value).as_deref(), written, "{value:?}");
        }
    }

    fn variable(name: &str, default: Option<&str>, required: bool, secret: bool) -> Variable {
        Variable {
            name: name.to_owned(),
            read_by: Vec::new(),
            kind: "str".to_owned(),
            default: default.map(str::to_owned),
            required,
            secret,
            used_by: Vec::new(),
            settings: Vec::new(),
        }
    }

    #[test]
    fn a_line_that_would_change_a_value_is_a_comment() {
        for (variable, written) in [
            (variable("A", None, true, true), Some("")),
            (variable("A", Some("x"), false, false), Some("x")),
            (variable("A", Some(""), false, true), Some("")),
            (variable("A", Some("•••"), false, true), None),
            (Variable { kind: "list".to_owned(), ..variable("A", Some(""), false, false) }, None),
            (variable("A", Some("sqlite:////<ROOT>/db"), false, true), None),
            (variable("A", None, false, false), None),
            (variable("A B", Some("x"), false, false), None),
        ] {
            assert_eq!(line(&variable).as_deref(), written, "{variable:?}");
        }
    }
}
