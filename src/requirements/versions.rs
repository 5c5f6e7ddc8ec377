//! Which versions a requirement allows: PEP 440, and Poetry's way of writing it.

use pep440_rs::{Operator, Version, VersionPattern, VersionSpecifier, VersionSpecifiers};

/// A set of versions as written. Poetry may join several with `||`; everything
/// else is one conjunction of specifiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionRange {
    /// The text as written, without spaces at its ends; empty: any version.
    pub text: String,
    /// Any of these; empty: any version.
    alternatives: Vec<VersionSpecifiers>,
    /// Compares the text (`===`) with something that is no version: nothing matches.
    unmatchable: bool,
}

impl VersionRange {
    /// Every version.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Exactly this version, as lock files state it.
    #[must_use]
    pub fn exactly(version: Version) -> Self {
        let text = format!("=={version}");
        Self {
            text,
            alternatives: vec![VersionSpecifier::equals_version(version).into()],
            unmatchable: false,
        }
    }

    /// The specifiers of PEP 440, joined by commas.
    ///
    /// # Errors
    /// Gives back the specifier that is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut specifiers = Vec::new();
        let mut unmatchable = false;
        for piece in text.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
            match specifier(piece) {
                Some(specifier) => specifiers.push(specifier),
                // `===` compares text, and the text need not be a version.
                None if piece.starts_with("===") && piece.len() > 3 => unmatchable = true,
                None => return Err(piece.to_owned()),
            }
        }
        let alternatives =
            if specifiers.is_empty() { Vec::new() } else { vec![specifiers.into_iter().collect()] };
        Ok(Self { text: text.trim().to_owned(), alternatives, unmatchable })
    }

    /// A constraint as Poetry writes it: `^5.2`, `~4.2.1`, `5.*`, `5.2.1`,
    /// `>=4.2,<6`, and any of them joined by `||`.
    ///
    /// # Errors
    /// Gives back the part that is no constraint.
    pub fn parse_poetry(text: &str) -> Result<Self, String> {
        let mut alternatives = Vec::new();
        for alternative in text.split("||").flat_map(|part| part.split('|')).map(str::trim) {
            if alternative.is_empty() {
                continue;
            }
            let specifiers = poetry_conjunction(alternative)?;
            if specifiers.is_empty() {
                alternatives.clear();
                break;
            }
            alternatives.push(specifiers.into_iter().collect());
        }
        Ok(Self { text: text.trim().to_owned(), alternatives, unmatchable: false })
    }

    pub(super) fn alternatives(&self) -> &[VersionSpecifiers] {
        &self.alternatives
    }

    /// Whether nothing is said about versions.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.text.is_empty() || self.text == "*"
    }

    /// Whether a version is in the set.
    #[must_use]
    pub fn admits(&self, version: &Version) -> bool {
        !self.unmatchable
            && (self.alternatives.is_empty() || self.alternatives.iter().any(|all| all.contains(version)))
    }

    /// The only version of the set, where `==` names one.
    #[must_use]
    pub fn pinned(&self) -> Option<Version> {
        let [specifiers] = self.alternatives.as_slice() else { return None };
        specifiers
            .iter()
            .find(|one| matches!(one.operator(), Operator::Equal | Operator::ExactEqual))
            .map(|one| one.version().clone())
    }

    /// The lowest version that is named as allowed.
    #[must_use]
    pub fn lowest(&self) -> Option<Version> {
        let floor = |specifiers: &VersionSpecifiers| {
            specifiers
                .iter()
                .filter(|one| {
                    !matches!(
                        one.operator(),
                        Operator::LessThan
                            | Operator::LessThanEqual
                            | Operator::NotEqual
                            | Operator::NotEqualStar
                    )
                })
                .map(|one| one.version().clone())
                .max()
        };
        // An alternative without a lower end makes the whole without one.
        let floors: Option<Vec<Version>> = self.alternatives.iter().map(floor).collect();
        floors?.into_iter().min()
    }

    /// Whether some specifier bounds the set from above.
    #[must_use]
    pub fn has_upper_bound(&self) -> bool {
        !self.alternatives.is_empty()
            && self.alternatives.iter().all(|specifiers| {
                specifiers.iter().any(|one| {
                    !matches!(
                        one.operator(),
                        Operator::GreaterThan
                            | Operator::GreaterThanEqual
                            | Operator::NotEqual
                            | Operator::NotEqualStar
                    )
                })
            })
    }
}

fn specifier(text: &str) -> Option<VersionSpecifier> {
    text.parse().ok()
}

/// One alternative of a Poetry constraint. Its parts are joined by commas or
/// only by spaces; spaces may also follow an operator.
fn poetry_conjunction(text: &str) -> Result<Vec<VersionSpecifier>, String> {
    let mut specifiers = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let version_at = rest
            .find(|c: char| !("<>=!~^".contains(c) || c.is_whitespace()))
            .ok_or_else(|| rest.to_owned())?;
        let end = rest[version_at..]
            .find(|c: char| c == ',' || c.is_whitespace() || "<>=!~^".contains(c))
            .map_or(rest.len(), |length| version_at + length);
        let (operator, version) = (rest[..version_at].trim(), &rest[version_at..end]);
        specifiers.extend(poetry_part(operator, version).ok_or_else(|| rest[..end].to_owned())?);
        rest = rest[end..].trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    }
    Ok(specifiers)
}

fn poetry_part(operator: &str, version: &str) -> Option<Vec<VersionSpecifier>> {
    if version == "*" {
        return matches!(operator, "" | "=" | "==").then(Vec::new);
    }
    match operator {
        "" | "=" => Some(vec![specifier(&format!("=={}", star(version)))?]),
        "^" | "~" => {
            let lowest: Version = version.trim_end_matches(".*").parse().ok()?;
            let highest = if operator == "^" { caret_end(&lowest) } else { tilde_end(&lowest) };
            Some(vec![
                VersionSpecifier::greater_than_equal_version(lowest),
                VersionSpecifier::less_than_version(highest),
            ])
        }
        // `>=2.*` is Poetry's; PEP 440 has no star there.
        "<" | "<=" | ">" | ">=" => {
            Some(vec![specifier(&format!("{operator}{}", version.trim_end_matches(".*")))?])
        }
        "==" | "!=" => Some(vec![specifier(&format!("{operator}{}", star(version)))?]),
        "~=" | "===" => Some(vec![specifier(&format!("{operator}{version}"))?]),
        _ => None,
    }
}

/// `2.x` is another way to write `2.*`, and `2.*.*` too.
fn star(version: &str) -> String {
    match version.find(['*', 'x', 'X']) {
        Some(at) if version[..at].ends_with('.') => format!("{}*", &version[..at]),
        _ => version.to_owned(),
    }
}

/// `^` keeps the leftmost number that is not zero.
fn caret_end(lowest: &Version) -> Version {
    let release = lowest.release();
    let kept = release.iter().position(|&number| number != 0).unwrap_or(release.len() - 1);
    next_after(lowest, kept)
}

/// `~` keeps major and minor, or only the major if that is all there is.
fn tilde_end(lowest: &Version) -> Version {
    next_after(lowest, usize::from(lowest.release().len() > 1))
}

fn next_after(lowest: &Version, kept: usize) -> Version {
    let release = lowest.release();
    let next = release[..kept].iter().copied().chain([release[kept].saturating_add(1)]).collect::<Vec<u64>>();
    Version::new(next).with_epoch(lowest.epoch())
}

/// Whether this is a version and no pattern with a star.
pub(super) fn version(text: &str) -> Option<Version> {
    let pattern: VersionPattern = text.trim().parse().ok()?;
    (!pattern.is_wildcard()).then(|| pattern.into_version())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn poetry_ranges_end_where_poetry_ends_them() {
        for (written, inside, outside) in [
            ("^5.2", ["5.2", "5.9.1"], ["5.1", "6.0"]),
            ("^1.2.3", ["1.2.3", "1.9"], ["1.2.2", "2.0.0"]),
            ("^0.2.3", ["0.2.3", "0.2.9"], ["0.2.2", "0.3.0"]),
            ("^0.0.3", ["0.0.3", "0.0.3.post1"], ["0.0.2", "0.0.4"]),
            ("^0.0", ["0.0.1", "0.0.9"], ["0.1", "1"]),
            ("^0", ["0.1", "0.9"], ["1", "2"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3"]),
            ("~1", ["1.0", "1.9"], ["0.9", "2"]),
            ("5.2", ["5.2", "5.2.0"], ["5.2.1", "5.1"]),
            ("5.*", ["5.0", "5.2.1"], ["4.2", "6"]),
            (">=4.2,<5 || ^5.2", ["4.2.1", "5.2.3"], ["5.0", "6.0"]),
            (">= 4.2 < 5", ["4.2", "4.3"], ["4.1", "5"]),
            ("*", ["0", "9"], ["", ""]),
        ] {
            let range = VersionRange::parse_poetry(written).expect(written);
            for text in inside {
                assert!(range.admits(&version(text)), "{written} admits {text}");
            }
            for text in outside.into_iter().filter(|text| !text.is_empty()) {
                assert!(!range.admits(&version(text)), "{written} does not admit {text}");
            }
        }
        assert_eq!(VersionRange::parse_poetry("^x"), Err("^x".to_owned()));
    }

    #[test]
    fn pins_and_floors_are_told() {
        let pinned =
            |text| VersionRange::parse(text).expect(text).pinned().map(|version| version.to_string());
        assert_eq!(pinned("==5.2.1").as_deref(), Some("5.2.1"));
        assert_eq!(pinned("==5.2.*"), None);
        assert_eq!(pinned(">=5.2"), None);
        let lowest =
            |text| VersionRange::parse(text).expect(text).lowest().map(|version| version.to_string());
        assert_eq!(lowest(">=4.2,<6").as_deref(), Some("4.2"));
        assert_eq!(lowest("~=5.2.1").as_deref(), Some("5.2.1"));
        assert_eq!(lowest("==5.2.*").as_deref(), Some("5.2"));
        assert_eq!(lowest("<6"), None);
        assert!(VersionRange::parse("~=5.2").expect("parses").has_upper_bound());
        assert!(!VersionRange::parse(">=5.2").expect("parses").has_upper_bound());
    }
}
