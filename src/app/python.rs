//! Values of a report as Python, on as many lines as they take.

use serde_json::{Map, Value};

/// A value that fits is kept on one line.
const WIDTH: usize = 76;

/// The value as a person would write it.
#[must_use]
pub fn written(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let mut line = String::new();
    flat(value, &mut line);
    let (open, close, items) = match value {
        Value::Array(items) => ("[", "]", pairs_of(items)),
        Value::Object(members) => match tagged(members) {
            Some(("$tuple", Value::Array(items))) => ("(", ")", pairs_of(items)),
            Some(("$set", Value::Array(items))) => ("{", "}", pairs_of(items)),
            Some(_) => return out.push_str(&line),
            None => ("{", "}", members.iter().map(|(key, value)| (Some(quoted(key)), value)).collect()),
        },
        _ => return out.push_str(&line),
    };
    if items.is_empty() || indent + line.chars().count() <= WIDTH {
        return out.push_str(&line);
    }
    out.push_str(open);
    for (key, value) in items {
        out.push('\n');
        out.push_str(&" ".repeat(indent + 4));
        if let Some(key) = key {
            out.push_str(&key);
            out.push_str(": ");
        }
        write(value, indent + 4, out);
        out.push(',');
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push_str(close);
}

fn pairs_of(items: &[Value]) -> Vec<(Option<String>, &Value)> {
    items.iter().map(|item| (None, item)).collect()
}

/// What stands for something that JSON lacks.
fn tagged(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    members.iter().next().filter(|(key, _)| key.starts_with('$')).map(|(key, value)| (key.as_str(), value))
}

fn flat(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Array(items) => list("[", items, "]", out),
        Value::Object(members) => match tagged(members) {
            Some(("$tuple", Value::Array(items))) => {
                list("(", items, if items.len() == 1 { ",)" } else { ")" }, out);
            }
            Some(("$set", Value::Array(items))) if items.is_empty() => out.push_str("set()"),
            Some(("$set", Value::Array(items))) => list("{", items, "}", out),
            Some(("$dict", Value::Array(pairs))) => {
                out.push('{');
                for (index, pair) in pairs.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    flat(&pair[0], out);
                    out.push_str(": ");
                    flat(&pair[1], out);
                }
                out.push('}');
            }
            Some(("$int", Value::String(digits))) => out.push_str(digits),
            Some(("$date", Value::String(text))) => out.push_str(text),
            Some(("$lazy", Value::String(text))) => out.push_str(&quoted(text)),
            Some((tag, Value::String(text))) => {
                out.push_str(match tag {
                    "$path" => "Path(",
                    "$decimal" => "Decimal(",
                    "$regex" => "re.compile(",
                    "$bytes" => "bytes.fromhex(",
                    _ => "float(",
                });
                out.push_str(&quoted(text));
                out.push(')');
            }
            Some(("$timedelta", seconds)) => {
                out.push_str("timedelta(seconds=");
                flat(seconds, out);
                out.push(')');
            }
            _ => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(&quoted(key));
                    out.push_str(": ");
                    flat(value, out);
                }
                out.push('}');
            }
        },
    }
}

fn list(open: &str, items: &[Value], close: &str, out: &mut String) {
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        flat(item, out);
    }
    out.push_str(close);
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => out.extend(['\\', quote]),
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_as_python() {
        for (value, expected) in [
            (json!(null), "None"),
            (json!([true, 1, 0.5, "it's"]), "[True, 1, 0.5, \"it's\"]"),
            (json!({ "$tuple": ["a"] }), "('a',)"),
            (json!({ "$set": [] }), "set()"),
            (json!({ "$path": "<ROOT>/x" }), "Path('<ROOT>/x')"),
            (json!({ "$bytes": "00ff" }), "bytes.fromhex('00ff')"),
            (json!({ "$lazy": "Name" }), "'Name'"),
            (json!({ "$dict": [[1, "x"]] }), "{1: 'x'}"),
            (json!({ "$timedelta": 60.0 }), "timedelta(seconds=60.0)"),
            (json!({ "a": { "b": [] } }), "{'a': {'b': []}}"),
        ] {
            assert_eq!(written(&value), expected);
        }
        let long = json!({ "default": { "ENGINE": "django.db.backends.postgresql", "NAME": "shop", "HOST": "database" } });
        assert_eq!(
            written(&long),
            "{\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'NAME': 'shop',\n        'HOST': 'database',\n    },\n}"
        );
    }
}
