//! INI files as `configparser.ConfigParser` reads them.

use super::{Failure, Outcome, strip};

/// The options of a section, those of `DEFAULT` first; names in small letters,
/// values before interpolation. None: there is no such section.
pub(crate) fn section(text: &str, wanted: &str) -> Outcome<Option<Vec<(String, String)>>> {
    let wrong = |class: &'static str| Failure::raises(class, "the INI file cannot be read");
    let mut defaults: Vec<(String, Vec<String>)> = Vec::new();
    let mut found: Option<Vec<(String, Vec<String>)>> = None;
    // The name of the running section; options of other sections are read too,
    // as what is wrong there is wrong for the file.
    let mut section: Option<String> = None;
    let mut others: Vec<(String, String)> = Vec::new();
    let mut option: Option<String> = None;
    let mut indent = 0;
    for line in text.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let stripped = strip(line);
        let comment = stripped.starts_with(['#', ';']);
        let mut append = |piece: &str| {
            let pairs = match section.as_deref() {
                Some("DEFAULT") => Some(&mut defaults),
                Some(name) if name == wanted => found.as_mut(),
                _ => None,
            };
            let last =
                pairs.and_then(|pairs| pairs.iter_mut().find(|(name, _)| Some(name) == option.as_ref()));
            if let Some((_, pieces)) = last {
                pieces.push(piece.to_owned());
            }
        };
        if stripped.is_empty() || comment {
            if !comment {
                append("");
            }
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        if section.is_some() && option.is_some() && depth > indent {
            append(stripped);
            continue;
        }
        indent = depth;
        if let Some((name, _)) = stripped.strip_prefix('[').and_then(|rest| rest.rsplit_once(']'))
            && !name.is_empty()
        {
            let again = name != "DEFAULT"
                && (name == wanted && found.is_some()
                    || others.iter().any(|(section, option)| section == name && option.is_empty()));
            if again {
                return Err(wrong("DuplicateSectionError"));
            }
            if name == wanted {
                found = Some(Vec::new());
            } else {
                others.push((name.to_owned(), String::new()));
            }
            section = Some(name.to_owned());
            option = None;
            continue;
        }
        let Some(running) = section.clone() else { return Err(wrong("MissingSectionHeaderError")) };
        let Some((name, value)) = stripped.split_once(['=', ':']) else { return Err(wrong("ParsingError")) };
        let name = strip(name).to_lowercase();
        if name.is_empty() {
            return Err(wrong("ParsingError"));
        }
        let value = vec![strip(value).to_owned()];
        let pairs = match &*running {
            "DEFAULT" => Some(&mut defaults),
            name if name == wanted => found.as_mut(),
            _ => None,
        };
        let duplicate = match pairs {
            Some(pairs) => {
                let known = pairs.iter().any(|(known, _)| *known == name);
                pairs.push((name.clone(), value));
                known
            }
            None => {
                let pair = (running, name.clone());
                let known = others.contains(&pair);
                others.push(pair);
                known
            }
        };
        if duplicate {
            return Err(wrong("DuplicateOptionError"));
        }
        option = Some(name);
    }
    let Some(found) = found else { return Ok(None) };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, pieces) in defaults.into_iter().chain(found) {
        let value = pieces.join("\n").trim_end().to_owned();
        match pairs.iter_mut().find(|(known, _)| *known == name) {
            Some(pair) => pair.1 = value,
            None => pairs.push((name, value)),
        }
    }
    Ok(Some(pairs))
}

/// A value with `%(name)s` replaced.
pub(crate) fn interpolated(pairs: &[(String, String)], value: &str, depth: u32) -> Outcome<String> {
    let mut out = String::new();
    let mut rest = value;
    if depth > 10 {
        return Err(Failure::raises("InterpolationDepthError", "values name each other"));
    }
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let named = after.strip_prefix('(').and_then(|after| after.split_once(")s"));
        let Some((name, after)) = named.filter(|(name, _)| !name.contains(')')) else {
            return Err(Failure::raises("InterpolationSyntaxError", "'%' must be followed by '%' or '('"));
        };
        let name = name.to_lowercase();
        let Some((_, value)) = pairs.iter().find(|(known, _)| *known == name) else {
            return Err(Failure::raises("InterpolationMissingOptionError", "Bad value substitution"));
        };
        out.push_str(&interpolated(pairs, value, depth + 1)?);
        rest = after;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_on_in_indented_lines() {
        let text = "[x]\na = 9\n[settings]\n# c\nA: 1\nB = %(a)s%%\nL = a,\n  b\n\n[y]\n";
        let pairs = section(text, "settings").ok().flatten().unwrap_or_default();
        let shown: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(shown, ["a=1", "b=%(a)s%%", "l=a,\nb"]);
        assert_eq!(interpolated(&pairs, "%(a)s%%", 0).ok().as_deref(), Some("1%"));
        assert!(interpolated(&pairs, "50%", 0).is_err());
        assert!(section("a=1\n[settings]", "settings").is_err());
        assert!(matches!(section("[other]\na=1", "settings"), Ok(None)));
    }
}
