//! `configparser`: what INI files hold, and how values are asked for.

use super::text::quoted;
use super::{Failure, Outcome, is_space, marker, strip};

/// The options of one section; an option may have no value.
pub(crate) type Section = Vec<(String, Option<String>)>;

/// All sections, and how they are read.
#[derive(Debug, Clone)]
pub(crate) struct Ini {
    pub(crate) defaults: Section,
    pub(crate) sections: Vec<(String, Section)>,
    pub(crate) interpolates: bool,
    pub(crate) no_value: bool,
    pub(crate) strict: bool,
    /// `optionxform = str`.
    pub(crate) keeps_case: bool,
}

fn broken() -> Failure {
    Failure::raises("ParsingError", String::new())
}

pub(crate) fn option<'s>(section: &'s Section, name: &str) -> Option<&'s Option<String>> {
    section.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn put(section: &mut Section, name: String, value: Option<String>) {
    match section.iter_mut().find(|(known, _)| *known == name) {
        Some(found) => found.1 = value,
        None => section.push((name, value)),
    }
}

impl Default for Ini {
    fn default() -> Self {
        Self {
            defaults: Vec::new(),
            sections: Vec::new(),
            interpolates: true,
            no_value: false,
            strict: true,
            keeps_case: false,
        }
    }
}

impl Ini {
    pub(crate) fn option_name(&self, name: &str) -> String {
        if self.keeps_case { name.to_owned() } else { name.to_lowercase() }
    }

    pub(crate) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|(known, _)| known == name).map(|(_, section)| section)
    }

    fn section_mut(&mut self, name: &str) -> &mut Section {
        if name == "DEFAULT" {
            return &mut self.defaults;
        }
        let at = self.sections.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.sections.push((name.to_owned(), Vec::new()));
            self.sections.len() - 1
        });
        &mut self.sections[at].1
    }

    /// `read_string(text)`.
    pub(crate) fn read(&mut self, text: &str, file: &str) -> Outcome<()> {
        marker::plain(text)?;
        let mut current: Option<String> = None;
        let mut option: Option<(String, Option<Vec<String>>)> = None;
        let mut indent = 0;
        let mut seen: Vec<(String, Option<String>)> = Vec::new();
        for (number, line) in text.split('\n').enumerate() {
            let value = strip(line);
            if value.starts_with(['#', ';']) {
                continue;
            }
            if value.is_empty() {
                if let Some((_, Some(lines))) = &mut option {
                    lines.push(String::new());
                }
                continue;
            }
            let here = line.chars().take_while(|c| is_space(*c)).count();
            if here > indent
                && let Some((_, lines)) = &mut option
            {
                lines.as_mut().ok_or_else(broken)?.push(value.to_owned());
                continue;
            }
            indent = here;
            self.keep(current.as_deref(), option.take());
            let header = value.strip_prefix('[').and_then(|rest| rest.rfind(']').map(|end| &rest[..end]));
            if let Some(name) = header.filter(|name| !name.is_empty()) {
                if self.strict && name != "DEFAULT" && seen.contains(&(name.to_owned(), None)) {
                    let message = format!(
                        "While reading from {} [line {:2}]: section {} already exists",
                        quoted(file),
                        number + 1,
                        quoted(name)
                    );
                    return Err(Failure::raises("DuplicateSectionError", message));
                }
                seen.push((name.to_owned(), None));
                self.section_mut(name);
                current = Some(name.to_owned());
                continue;
            }
            let Some(section) = &current else {
                let message = format!(
                    "File contains no section headers.\nfile: {}, line: {}\n{}",
                    quoted(file),
                    number + 1,
                    quoted(&format!("{line}\n"))
                );
                return Err(Failure::raises("MissingSectionHeaderError", message));
            };
            let (name, found) = match value.find(['=', ':']) {
                Some(at) => (strip(&value[..at]), Some(strip(&value[at + 1..]))),
                None if self.no_value => (value, None),
                None => return Err(broken()),
            };
            if name.is_empty() {
                return Err(broken());
            }
            let name = self.option_name(name);
            if self.strict && seen.contains(&(section.clone(), Some(name.clone()))) {
                let message = format!(
                    "While reading from {} [line {:2}]: option {} in section {} already exists",
                    quoted(file),
                    number + 1,
                    quoted(&name),
                    quoted(section)
                );
                return Err(Failure::raises("DuplicateOptionError", message));
            }
            seen.push((section.clone(), Some(name.clone())));
            option = Some((name, found.map(|found| vec![found.to_owned()])));
        }
        self.keep(current.as_deref(), option);
        Ok(())
    }

    fn keep(&mut self, section: Option<&str>, option: Option<(String, Option<Vec<String>>)>) {
        if let (Some(section), Some((name, lines))) = (section, option) {
            let value = lines.map(|lines| lines.join("\n").trim_end_matches(is_space).to_owned());
            put(self.section_mut(section), name, value);
        }
    }

    /// `set(section, option, value)`.
    pub(crate) fn set(&mut self, section: &str, name: &str, value: Option<String>) -> Outcome<()> {
        if section != "DEFAULT" && self.section(section).is_none() {
            return Err(no_section(section));
        }
        if self.interpolates && value.as_ref().is_some_and(|value| value.contains('%')) {
            return Err(Failure::Unsupported("a % in a value that is set"));
        }
        let name = self.option_name(name);
        put(self.section_mut(section), name, value);
        Ok(())
    }

    /// The options of a section with the defaults: those of the section first.
    pub(crate) fn options(&self, section: &str) -> Outcome<Vec<String>> {
        let own = if section == "DEFAULT" {
            &self.defaults
        } else {
            self.section(section).ok_or_else(|| no_section(section))?
        };
        let mut names: Vec<String> = own.iter().map(|(name, _)| name.clone()).collect();
        for (name, _) in &self.defaults {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Ok(names)
    }

    fn raw(&self, section: &str, name: &str) -> Outcome<&Option<String>> {
        let own = if section == "DEFAULT" {
            None
        } else {
            Some(self.section(section).ok_or_else(|| no_section(section))?)
        };
        own.and_then(|own| option(own, name)).or_else(|| option(&self.defaults, name)).ok_or_else(|| {
            let message = format!("No option {} in section: {}", quoted(name), quoted(section));
            Failure::raises("NoOptionError", message)
        })
    }

    /// `get(section, option)`.
    pub(crate) fn get(&self, section: &str, name: &str, raw: bool) -> Outcome<Option<String>> {
        let value = self.raw(section, &self.option_name(name))?;
        match value {
            Some(value) if self.interpolates && !raw => self.interpolated(section, value, 1).map(Some),
            value => Ok(value.clone()),
        }
    }

    fn interpolated(&self, section: &str, value: &str, depth: usize) -> Outcome<String> {
        // The messages name files and lines in a way of their own.
        let wrong = |class: &'static str| Failure::raises(class, "Bad value substitution");
        if depth > 10 {
            return Err(wrong("InterpolationDepthError"));
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                out.push('%');
                rest = after;
                continue;
            }
            let named = rest.strip_prefix('(').and_then(|rest| rest.split_once(")s"));
            let (name, after) = named
                .filter(|(name, _)| !name.is_empty() && !name.contains(')'))
                .ok_or_else(|| wrong("InterpolationSyntaxError"))?;
            rest = after;
            let inner = match self.raw(section, &self.option_name(name)) {
                Ok(Some(inner)) => inner,
                Ok(None) => return Err(Failure::Unsupported("an option without a value")),
                Err(_) => return Err(wrong("InterpolationMissingOptionError")),
            };
            if inner.contains('%') {
                out.push_str(&self.interpolated(section, inner, depth + 1)?);
            } else {
                out.push_str(inner);
            }
            if out.len() > 1 << 20 {
                return Err(Failure::TEXT);
            }
        }
        out.push_str(rest);
        Ok(out)
    }
}

pub(crate) fn no_section(section: &str) -> Failure {
    Failure::raises("NoSectionError", format!("No section: {}", quoted(section)))
}

/// `getboolean`.
pub(crate) fn boolean(text: &str) -> Outcome<bool> {
    match text.to_lowercase().as_str() {
        "1" | "yes" | "true" | "on" => Ok(true),
        "0" | "no" | "false" | "off" => Ok(false),
        _ => Err(Failure::value_error(format!("Not a boolean: {text}"))),
    }
}

/// The options of a section, those of `DEFAULT` first, before interpolation. None:
/// there is no such section.
pub(crate) fn section(text: &str, wanted: &str) -> Outcome<Option<Vec<(String, String)>>> {
    let mut ini = Ini::default();
    ini.read(&text.replace("\r\n", "\n").replace('\r', "\n"), "<string>")?;
    let Some(own) = ini.section(wanted) else { return Ok(None) };
    let mut all = ini.defaults.clone();
    for (name, value) in own {
        put(&mut all, name.clone(), value.clone());
    }
    Ok(Some(all.into_iter().map(|(name, value)| (name, value.unwrap_or_default())).collect()))
}

/// A value with `%(name)s` replaced.
pub(crate) fn interpolated(pairs: &[(String, String)], value: &str) -> Outcome<String> {
    let section: Section = pairs.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect();
    let ini = Ini { sections: vec![("settings".to_owned(), section)], ..Ini::default() };
    ini.interpolated("settings", value, 1)
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
        assert_eq!(interpolated(&pairs, "%(a)s%%").ok().as_deref(), Some("1%"));
        assert!(interpolated(&pairs, "50%").is_err());
        assert!(section("a=1\n[settings]", "settings").is_err());
        assert!(matches!(section("[other]\na=1", "settings"), Ok(None)));
    }
}
