//! Environment markers of PEP 508: `python_version < "3.12" and extra == "dev"`.

use pep440_rs::{Operator, Version, VersionSpecifier};

use super::VersionRange;
use super::grammar::Cursor;

/// Brackets nested deeper than this are refused, so that no stack overflows.
const MAX_DEPTH: usize = 50;

/// When a requirement is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    Or(Vec<Marker>),
    And(Vec<Marker>),
    Compare { left: Operand, operator: Comparison, right: Operand },
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A name that the installing Python gives a value to: `sys_platform`.
    Variable(&'static str),
    Literal(String),
}

/// The operators of markers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    ArbitraryEqual,
    Equal,
    Compatible,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    In,
    NotIn,
}

impl Comparison {
    const fn symbol(self) -> &'static str {
        match self {
            Self::ArbitraryEqual => "===",
            Self::Equal => "==",
            Self::Compatible => "~=",
            Self::NotEqual => "!=",
            Self::LessOrEqual => "<=",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::Greater => ">",
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }
}

impl Marker {
    /// Whether a Linux `CPython` of this series, asked for no extra, installs the
    /// requirement; none: it cannot be told.
    #[must_use]
    pub fn evaluate(&self, python: Option<(u32, u32)>) -> Option<bool> {
        match self {
            Self::Or(any) => decide(any.iter().map(|marker| marker.evaluate(python)), true),
            Self::And(all) => decide(all.iter().map(|marker| marker.evaluate(python)), false),
            Self::Compare { left, operator, right } => compare(left, *operator, right, python),
        }
    }
}

/// `deciding` where one of the parts has that value; the other value where all have it.
fn decide(parts: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut sure = true;
    for part in parts {
        match part {
            Some(value) if value == deciding => return Some(deciding),
            Some(_) => {}
            None => sure = false,
        }
    }
    sure.then_some(!deciding)
}

fn compare(
    left: &Operand,
    operator: Comparison,
    right: &Operand,
    python: Option<(u32, u32)>,
) -> Option<bool> {
    let (variable, literal, operator) = match (left, right) {
        (Operand::Variable(variable), Operand::Literal(literal)) => (*variable, literal, operator),
        (Operand::Literal(literal), Operand::Variable(variable)) => {
            if matches!(operator, Comparison::In | Comparison::NotIn) {
                // `"linux" in sys_platform`: the text is looked for in the value.
                let found = value(variable, python)?.contains(literal.as_str());
                return Some(found == (operator == Comparison::In));
            }
            (*variable, literal, mirrored(operator))
        }
        (Operand::Literal(one), Operand::Literal(other)) => return compare_text(one, operator, other),
        (Operand::Variable(_), Operand::Variable(_)) => return None,
    };
    let value = value(variable, python)?;
    if let (true, Ok(version)) = (is_version(variable), value.parse::<Version>()) {
        let specifier = format!("{}{literal}", operator.symbol());
        if let Ok(specifier) = specifier.parse::<VersionSpecifier>() {
            return Some(specifier.contains(&version));
        }
    }
    compare_text(&value, operator, literal)
}

fn compare_text(left: &str, operator: Comparison, right: &str) -> Option<bool> {
    Some(match operator {
        Comparison::Equal | Comparison::ArbitraryEqual => left == right,
        Comparison::NotEqual => left != right,
        Comparison::In => right.contains(left),
        Comparison::NotIn => !right.contains(left),
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
        Comparison::Compatible => return None,
    })
}

const fn mirrored(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        other => other,
    }
}

fn is_version(variable: &str) -> bool {
    matches!(variable, "python_version" | "python_full_version" | "implementation_version")
}

/// The value in a Linux `CPython`; none where machines differ.
fn value(variable: &str, python: Option<(u32, u32)>) -> Option<String> {
    Some(match variable {
        "python_version" => {
            let (major, minor) = python?;
            format!("{major}.{minor}")
        }
        "os_name" => "posix".to_owned(),
        "sys_platform" => "linux".to_owned(),
        "platform_system" => "Linux".to_owned(),
        "platform_python_implementation" => "CPython".to_owned(),
        "implementation_name" => "cpython".to_owned(),
        "extra" => String::new(),
        _ => return None,
    })
}

/// The marker that a range of Python versions is.
pub(super) fn from_python(range: &VersionRange) -> Option<Marker> {
    let one = |specifier: &VersionSpecifier| {
        let operator = match specifier.operator() {
            Operator::Equal | Operator::EqualStar => Comparison::Equal,
            Operator::NotEqual | Operator::NotEqualStar => Comparison::NotEqual,
            Operator::ExactEqual => Comparison::ArbitraryEqual,
            Operator::TildeEqual => Comparison::Compatible,
            Operator::LessThan => Comparison::Less,
            Operator::LessThanEqual => Comparison::LessOrEqual,
            Operator::GreaterThan => Comparison::Greater,
            Operator::GreaterThanEqual => Comparison::GreaterOrEqual,
        };
        let star = if specifier.operator().is_star() { ".*" } else { "" };
        let right = Operand::Literal(format!("{}{star}", specifier.version()));
        Marker::Compare { left: Operand::Variable("python_version"), operator, right }
    };
    let any: Vec<Marker> =
        range.alternatives().iter().map(|all| Marker::And(all.iter().map(one).collect())).collect();
    (!any.is_empty()).then_some(Marker::Or(any))
}

/// Reads a whole marker; the error is where it stops to be one.
pub(super) fn parse(text: &str) -> Result<Marker, usize> {
    let mut cursor = Cursor::new(text);
    let marker = either(&mut cursor, 0)?;
    cursor.skip_space();
    if cursor.rest().is_empty() { Ok(marker) } else { Err(cursor.at) }
}

fn either(cursor: &mut Cursor, depth: usize) -> Result<Marker, usize> {
    let mut parts = vec![both(cursor, depth)?];
    while word(cursor, "or") {
        parts.push(both(cursor, depth)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Marker::Or(parts) })
}

fn both(cursor: &mut Cursor, depth: usize) -> Result<Marker, usize> {
    let mut parts = vec![atom(cursor, depth)?];
    while word(cursor, "and") {
        parts.push(atom(cursor, depth)?);
    }
    Ok(if parts.len() == 1 { parts.remove(0) } else { Marker::And(parts) })
}

fn atom(cursor: &mut Cursor, depth: usize) -> Result<Marker, usize> {
    cursor.skip_space();
    if depth > MAX_DEPTH {
        return Err(cursor.at);
    }
    if cursor.eat("(") {
        let inner = either(cursor, depth + 1)?;
        cursor.skip_space();
        return if cursor.eat(")") { Ok(inner) } else { Err(cursor.at) };
    }
    let left = operand(cursor)?;
    let operator = comparison(cursor)?;
    let right = operand(cursor)?;
    Ok(Marker::Compare { left, operator, right })
}

/// The names of PEP 508 and their older spellings.
const VARIABLES: &[(&str, &str)] = &[
    ("python_version", "python_version"),
    ("python_full_version", "python_full_version"),
    ("os_name", "os_name"),
    ("os.name", "os_name"),
    ("sys_platform", "sys_platform"),
    ("sys.platform", "sys_platform"),
    ("platform_machine", "platform_machine"),
    ("platform.machine", "platform_machine"),
    ("platform_python_implementation", "platform_python_implementation"),
    ("platform.python_implementation", "platform_python_implementation"),
    ("python_implementation", "platform_python_implementation"),
    ("platform_release", "platform_release"),
    ("platform_system", "platform_system"),
    ("platform_version", "platform_version"),
    ("platform.version", "platform_version"),
    ("implementation_name", "implementation_name"),
    ("implementation_version", "implementation_version"),
    ("extra", "extra"),
    ("extras", "extras"),
    ("dependency_groups", "dependency_groups"),
];

fn operand(cursor: &mut Cursor) -> Result<Operand, usize> {
    cursor.skip_space();
    let start = cursor.at;
    for quote in ['"', '\''] {
        if cursor.rest().starts_with(quote) {
            cursor.at += 1;
            let literal = cursor.until(|c| c == quote).to_owned();
            // An open string ends with the text, one past which there is no quote.
            return if cursor.eat(&quote.to_string()) { Ok(Operand::Literal(literal)) } else { Err(start) };
        }
    }
    let name = cursor.until(|c| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    VARIABLES
        .iter()
        .find(|(written, _)| *written == name)
        .map(|(_, variable)| Operand::Variable(variable))
        .ok_or(start)
}

fn comparison(cursor: &mut Cursor) -> Result<Comparison, usize> {
    cursor.skip_space();
    for operator in [
        Comparison::ArbitraryEqual,
        Comparison::Equal,
        Comparison::Compatible,
        Comparison::NotEqual,
        Comparison::LessOrEqual,
        Comparison::GreaterOrEqual,
        Comparison::Less,
        Comparison::Greater,
    ] {
        if cursor.eat(operator.symbol()) {
            return Ok(operator);
        }
    }
    let start = cursor.at;
    if word(cursor, "in") {
        return Ok(Comparison::In);
    }
    if word(cursor, "not") && cursor.rest().starts_with(char::is_whitespace) && word(cursor, "in") {
        return Ok(Comparison::NotIn);
    }
    Err(start)
}

/// Takes the word if it stands next and ends there.
fn word(cursor: &mut Cursor, word: &str) -> bool {
    cursor.skip_space();
    let found = cursor
        .rest()
        .strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    if found {
        cursor.at += word.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_decided_where_they_can_be() {
        for (text, expected) in [
            (r#"python_version < "3.12""#, Some(false)),
            (r#"python_version >= "3.9""#, Some(true)),
            (r#""3.9" <= python_version"#, Some(true)),
            (r#"sys_platform == "win32""#, Some(false)),
            (r#"sys.platform != 'win32' and os_name == "posix""#, Some(true)),
            (r#"platform_machine == "arm64""#, None),
            (r#"platform_machine == "arm64" and sys_platform == "darwin""#, Some(false)),
            (r#"platform_machine == "arm64" or python_version in "3.12 3.13""#, Some(true)),
            (r#"(sys_platform == "win32" or extra == "dev") and os_name == "posix""#, Some(false)),
            (r#"platform_python_implementation not in "PyPy""#, Some(true)),
            (r#""lin" in sys_platform"#, Some(true)),
        ] {
            let marker = parse(text).unwrap_or_else(|at| panic!("{text} at {at}"));
            assert_eq!(marker.evaluate(Some((3, 13))), expected, "{text}");
        }
    }

    #[test]
    fn without_a_python_its_version_is_open() {
        let marker = parse("python_version < '3.12'").expect("parses");
        assert_eq!(marker.evaluate(None), None);
    }

    #[test]
    fn deep_brackets_are_refused() {
        let deep = format!("{}os_name == 'posix'{}", "(".repeat(10_000), ")".repeat(10_000));
        assert!(parse(&deep).is_err());
    }
}
