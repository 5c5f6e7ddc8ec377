//! `format()`, `str.format` and `%`.

use super::{ascii_of, float_text, quoted, repr_of, str_of};
use crate::python::library::{Failure, Outcome, marker, text_value, type_name};
use crate::python::value::{Kind, Value};

/// More than this is no text that a settings file makes on purpose.
const WIDEST: usize = 100_000;
const TOO_WIDE: Failure = Failure::TEXT;

/// `format(value, spec)`, as in `f"{value:spec}"`.
pub(crate) fn format_value(value: &Value, spec: &str) -> Outcome<String> {
    if spec.is_empty() {
        return str_of(value);
    }
    marker::plain(spec)?;
    let default = match &value.kind {
        Kind::Str(_) => '<',
        Kind::Int(_) | Kind::Bool(_) | Kind::Float(_) => '>',
        Kind::Date(text) => {
            let format = [Value::unplaced(Kind::Str(spec.into()))];
            let written = crate::python::library::date::method(text, "strftime", &format, &[])?;
            return str_of(&written);
        }
        Kind::Typed(class, _) if *class == crate::python::library::hash::UUID => {
            let message = "unsupported format string passed to UUID.__format__";
            return Err(Failure::type_error(message));
        }
        Kind::Decimal(_)
        | Kind::Typed(..)
        | Kind::Lazy(_)
        | Kind::Object(_)
        | Kind::Unknown(_)
        | Kind::Maybe(_) => {
            return Err(Failure::Unsupported("this format"));
        }
        _ => {
            let message = format!("unsupported format string passed to {}.__format__", type_name(value));
            return Err(Failure::type_error(message));
        }
    };
    let spec = Spec::parse(spec, default, type_name(value))?;
    match &value.kind {
        Kind::Str(text) => spec.text(text),
        Kind::Int(number) => spec.int(*number, "int"),
        Kind::Bool(flag) => spec.int(i128::from(*flag), "bool"),
        Kind::Float(number) => spec.float(*number, "float"),
        _ => Err(Failure::Unsupported("this format")),
    }
}

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct Spec {
    fill: char,
    align: char,
    /// The alignment was written, or a zero before the width was.
    aligned: bool,
    sign: Option<char>,
    coerce_zero: bool,
    alternate: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

impl Spec {
    fn parse(spec: &str, default_align: char, of: &str) -> Outcome<Self> {
        let invalid =
            || Failure::value_error(format!("Invalid format specifier '{spec}' for object of type '{of}'"));
        let mut rest: &[char] = &spec.chars().collect::<Vec<_>>();
        let is_align = |c: Option<&char>| c.is_some_and(|c| matches!(c, '<' | '>' | '=' | '^'));
        let mut parsed = Self {
            fill: ' ',
            align: default_align,
            aligned: false,
            sign: None,
            coerce_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        };
        let mut filled = false;
        if is_align(rest.get(1)) {
            (parsed.fill, parsed.align) = (rest[0], rest[1]);
            (filled, parsed.aligned) = (true, true);
            rest = &rest[2..];
        } else if is_align(rest.first()) {
            (parsed.align, parsed.aligned) = (rest[0], true);
            rest = &rest[1..];
        }
        let take = |rest: &mut &[char], wanted: &[char]| {
            let found = rest.first().copied().filter(|c| wanted.contains(c));
            if found.is_some() {
                *rest = &rest[1..];
            }
            found
        };
        parsed.sign = take(&mut rest, &['+', '-', ' ']);
        parsed.coerce_zero = take(&mut rest, &['z']).is_some();
        parsed.alternate = take(&mut rest, &['#']).is_some();
        if !filled && take(&mut rest, &['0']).is_some() {
            parsed.fill = '0';
            if !parsed.aligned && default_align == '>' {
                (parsed.align, parsed.aligned) = ('=', true);
            }
        }
        parsed.width = number(&mut rest)?.unwrap_or(0);
        parsed.grouping = take(&mut rest, &[',']);
        if take(&mut rest, &['_']).is_some() {
            if parsed.grouping.is_some() {
                return Err(Failure::value_error("Cannot specify both ',' and '_'."));
            }
            parsed.grouping = Some('_');
        }
        if parsed.grouping.is_some() && rest.first() == Some(&',') {
            return Err(if parsed.grouping == Some('_') {
                Failure::value_error("Cannot specify both ',' and '_'.")
            } else if rest.len() == 1 {
                Failure::value_error("Cannot specify ',' with ','.")
            } else {
                invalid()
            });
        }
        if take(&mut rest, &['.']).is_some() {
            match number(&mut rest)? {
                Some(precision) => parsed.precision = Some(precision),
                None => return Err(Failure::value_error("Format specifier missing precision")),
            }
        }
        if rest.len() > 1 {
            return Err(invalid());
        }
        parsed.kind = rest.first().copied();
        if let Some(grouping) = parsed.grouping {
            match parsed.kind.or((default_align == '<').then_some('s')) {
                None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => {}
                Some('b' | 'o' | 'x' | 'X') if grouping == '_' => {}
                Some(kind) => {
                    let kind = shown(kind);
                    return Err(Failure::value_error(format!("Cannot specify '{grouping}' with '{kind}'.")));
                }
            }
        }
        if parsed.width > WIDEST || parsed.precision.is_some_and(|precision| precision > WIDEST) {
            return Err(TOO_WIDE);
        }
        Ok(parsed)
    }

    fn unknown_code(&self, of: &str) -> Failure {
        let kind = self.kind.map(shown).unwrap_or_default();
        Failure::value_error(format!("Unknown format code '{kind}' for object of type '{of}'"))
    }

    fn text(&self, text: &str) -> Outcome<String> {
        if !matches!(self.kind, None | Some('s')) {
            return Err(self.unknown_code("str"));
        }
        if let Some(sign) = self.sign {
            let name = if sign == ' ' { "Space" } else { "Sign" };
            return Err(Failure::value_error(format!("{name} not allowed in string format specifier")));
        }
        if self.coerce_zero {
            let message = "Negative zero coercion (z) not allowed in string format specifier";
            return Err(Failure::value_error(message));
        }
        if self.alternate {
            return Err(Failure::value_error("Alternate form (#) not allowed in string format specifier"));
        }
        if self.align == '=' {
            return Err(Failure::value_error("'=' alignment not allowed in string format specifier"));
        }
        if self.width > 0 || self.precision.is_some() {
            marker::plain(text)?;
        }
        let cut: String = match self.precision {
            Some(precision) => text.chars().take(precision).collect(),
            None => text.to_owned(),
        };
        Ok(self.pad("", &cut, ""))
    }

    fn int(&self, number: i128, of: &str) -> Outcome<String> {
        match self.kind {
            None | Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') => {}
            #[expect(clippy::cast_precision_loss, reason = "Python rounds here too")]
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return self.float(number as f64, of),
            _ => return Err(self.unknown_code(of)),
        }
        if self.precision.is_some() {
            return Err(Failure::value_error("Precision not allowed in integer format specifier"));
        }
        if self.coerce_zero {
            let message = "Negative zero coercion (z) not allowed in integer format specifier";
            return Err(Failure::value_error(message));
        }
        let size = number.unsigned_abs();
        if self.kind == Some('c') {
            if self.sign.is_some() {
                return Err(Failure::value_error("Sign not allowed with integer format specifier 'c'"));
            }
            if self.alternate {
                let message = "Alternate form (#) not allowed with integer format specifier 'c'";
                return Err(Failure::value_error(message));
            }
            if !(0..0x11_0000).contains(&number) {
                return Err(Failure::raises("OverflowError", "%c arg not in range(0x110000)"));
            }
            let character = u32::try_from(number).ok().and_then(char::from_u32);
            let character = character.ok_or(Failure::Unsupported("half of a surrogate pair"))?;
            return Ok(self.pad("", &character.to_string(), ""));
        }
        let (prefix, digits) = match self.kind {
            Some('b') => ("0b", format!("{size:b}")),
            Some('o') => ("0o", format!("{size:o}")),
            Some('x') => ("0x", format!("{size:x}")),
            Some('X') => ("0X", format!("{size:X}")),
            _ => ("", size.to_string()),
        };
        let sign = self.sign_of(number < 0);
        let prefix = format!("{sign}{}", if self.alternate { prefix } else { "" });
        let every = if matches!(self.kind, Some('b' | 'o' | 'x' | 'X')) { 4 } else { 3 };
        Ok(self.pad(&prefix, &self.group(&digits, every, prefix.len()), ""))
    }

    fn float(&self, number: f64, of: &str) -> Outcome<String> {
        let kind = match self.kind {
            None | Some('n' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => self.kind,
            _ => return Err(self.unknown_code(of)),
        };
        let (body, suffix) = match kind {
            Some('%') => {
                (float_body(number.abs() * 100.0, 'f', self.precision.unwrap_or(6), self.alternate), "%")
            }
            Some('n') => (float_body(number.abs(), 'g', self.precision.unwrap_or(6), self.alternate), ""),
            Some(kind) => (float_body(number.abs(), kind, self.precision.unwrap_or(6), self.alternate), ""),
            None => match self.precision {
                None => {
                    let text = float_text(number.abs());
                    // `#` keeps the point of a number with an exponent.
                    let text = match text.split_once('e') {
                        Some((mantissa, exponent)) if self.alternate && !mantissa.contains('.') => {
                            format!("{mantissa}.e{exponent}")
                        }
                        _ => text,
                    };
                    (text, "")
                }
                Some(precision) => (general(number.abs(), precision, 'e', self.alternate, true), ""),
            },
        };
        let is_zero =
            !body.bytes().take_while(|b| !matches!(b, b'e' | b'E')).any(|b| b.is_ascii_digit() && b != b'0');
        let negative = number.is_sign_negative()
            && !number.is_nan()
            && !(self.coerce_zero && is_zero && number.is_finite());
        let sign = self.sign_of(negative);
        // Only the digits before the point are grouped.
        let whole = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
        let remainder = format!("{}{suffix}", &body[whole..]);
        let digits = self.group(&body[..whole], 3, sign.len() + remainder.len());
        Ok(self.pad(&sign, &digits, &remainder))
    }

    fn sign_of(&self, negative: bool) -> String {
        match (negative, self.sign) {
            (true, _) => "-".to_owned(),
            (false, Some(sign @ ('+' | ' '))) => sign.to_string(),
            _ => String::new(),
        }
    }

    /// Separators between the digits, which also fill the width with zeros.
    fn group(&self, digits: &str, every: usize, around: usize) -> String {
        let Some(separator) = self.grouping else { return digits.to_owned() };
        if digits.is_empty() {
            return String::new();
        }
        let mut count = digits.len();
        if self.fill == '0' && self.align == '=' {
            while count + (count - 1) / every + around < self.width {
                count += 1;
            }
        }
        let mut out = String::new();
        let padded = "0".repeat(count - digits.len()) + digits;
        for (at, digit) in padded.chars().enumerate() {
            if at > 0 && (count - at).is_multiple_of(every) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    fn pad(&self, sign: &str, body: &str, remainder: &str) -> String {
        let length = sign.len() + body.chars().count() + remainder.len();
        let missing = self.width.saturating_sub(length);
        let fill = |count: usize| self.fill.to_string().repeat(count);
        match self.align {
            '<' => format!("{sign}{body}{remainder}{}", fill(missing)),
            '^' => format!("{}{sign}{body}{remainder}{}", fill(missing / 2), fill(missing - missing / 2)),
            '=' => format!("{sign}{}{body}{remainder}", fill(missing)),
            _ => format!("{}{sign}{body}{remainder}", fill(missing)),
        }
    }
}

/// A letter of a format as messages show it.
fn shown(letter: char) -> String {
    if (' '..'\u{7f}').contains(&letter) && letter != ' ' {
        letter.to_string()
    } else {
        format!("\\x{:x}", u32::from(letter))
    }
}

fn number(rest: &mut &[char]) -> Outcome<Option<usize>> {
    let end = rest.iter().position(|c| !c.is_ascii_digit()).unwrap_or(rest.len());
    if end == 0 {
        return if rest.first().is_some_and(|c| !c.is_ascii() && c.is_numeric()) {
            Err(Failure::Unsupported("digits outside ASCII"))
        } else {
            Ok(None)
        };
    }
    let digits: String = rest[..end].iter().collect();
    *rest = &rest[end..];
    // Python's own limit; what an address here cannot hold is over every other one.
    match digits.parse::<i64>() {
        Ok(number) => Ok(Some(usize::try_from(number).unwrap_or(usize::MAX))),
        Err(_) => Err(Failure::value_error("Too many decimal digits in format string")),
    }
}

/// Digits with the point after the first `exponent + 1` of them.
pub(super) fn place_point(digits: &str, exponent: i32) -> String {
    let digits_before = exponent + 1;
    match usize::try_from(digits_before) {
        Ok(before) if before >= digits.len() => format!("{digits}{}", "0".repeat(before - digits.len())),
        Ok(before) if before > 0 => format!("{}.{}", &digits[..before], &digits[before..]),
        _ => format!("0.{}{digits}", "0".repeat(usize::try_from(-digits_before).unwrap_or(0))),
    }
}

pub(super) fn scientific(digits: &str, exponent: i32, letter: char, alternate: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() && !alternate { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}{letter}{sign}{:02}", exponent.abs())
}

/// A float of no sign as `e`, `f` or `g` write it.
fn float_body(size: f64, kind: char, precision: usize, alternate: bool) -> String {
    if !size.is_finite() {
        let text = if size.is_nan() { "nan" } else { "inf" };
        return if kind.is_ascii_uppercase() { text.to_uppercase() } else { text.to_owned() };
    }
    match kind {
        'f' | 'F' => {
            let fixed = format!("{size:.precision$}");
            if alternate && precision == 0 { fixed + "." } else { fixed }
        }
        'e' | 'E' => {
            let (digits, exponent) = rounded(size, precision + 1);
            scientific(&digits, exponent, kind, alternate)
        }
        _ => general(size, precision, if kind == 'G' { 'E' } else { 'e' }, alternate, false),
    }
}

/// So many significant digits, and the exponent of the first.
fn rounded(size: f64, count: usize) -> (String, i32) {
    let text = format!("{size:.*e}", count - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.chars().filter(char::is_ascii_digit).collect(), exponent.parse().unwrap_or(0))
}

fn general(size: f64, precision: usize, letter: char, alternate: bool, keep_point: bool) -> String {
    if !size.is_finite() {
        return float_body(size, if letter == 'E' { 'F' } else { 'f' }, 0, false);
    }
    let precision = precision.max(1);
    let (mut digits, exponent) = rounded(size, precision);
    if !alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    let limit = i32::try_from(precision).unwrap_or(i32::MAX) - i32::from(keep_point);
    if exponent < -4 || exponent >= limit {
        return scientific(&digits, exponent, letter, alternate);
    }
    let fixed = place_point(&digits, exponent);
    if fixed.contains('.') {
        fixed
    } else if keep_point {
        fixed + ".0"
    } else if alternate {
        fixed + "."
    } else {
        fixed
    }
}

/// `template % argument`.
pub(crate) fn percent_format(template: &str, argument: &Value) -> Outcome<String> {
    if argument.first_hole().is_some() {
        return Err(Failure::Unsupported("a value that is not known"));
    }
    let single = std::slice::from_ref(argument);
    let (arguments, mapping): (&[Value], Option<&Value>) = match &argument.kind {
        Kind::Tuple(items) => (items, None),
        Kind::Dict(_) | Kind::List(_) | Kind::Bytes(_) => (single, Some(argument)),
        Kind::Object(_) => return Err(Failure::Unsupported("the text of an object")),
        _ => (single, None),
    };
    let mut unused = arguments.iter();
    let mut out = String::new();
    let characters: Vec<char> = template.chars().collect();
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        at += 1;
        if character != '%' {
            out.push(character);
            continue;
        }
        let incomplete = || Failure::value_error("incomplete format");
        let begin = at;
        if characters.get(at) == Some(&'(') {
            let Some(Kind::Dict(pairs)) = mapping.map(|value| &value.kind) else {
                return Err(match mapping {
                    Some(_) => Failure::Unsupported("a name in the format of a list"),
                    None => Failure::type_error("format requires a mapping"),
                });
            };
            let start = at + 1;
            let mut depth = 1;
            at = start;
            while depth > 0 {
                match characters.get(at) {
                    Some('(') => depth += 1,
                    Some(')') => depth -= 1,
                    Some(_) => {}
                    None => return Err(Failure::value_error("incomplete format key")),
                }
                at += 1;
            }
            let name: String = characters[start..at - 1].iter().collect();
            let found = pairs.iter().find(|(key, _)| key.as_str() == Some(&name));
            let found =
                found.map(|(_, value)| value).ok_or_else(|| Failure::raises("KeyError", quoted(&name)))?;
            unused = std::slice::from_ref(found).iter();
        }
        let mut flags = Spec {
            fill: ' ',
            align: '>',
            aligned: false,
            sign: None,
            coerce_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: None,
        };
        let (mut left, mut zero) = (false, false);
        loop {
            match characters.get(at) {
                Some('-') => left = true,
                Some('+') => flags.sign = Some('+'),
                Some(' ') => flags.sign = flags.sign.or(Some(' ')),
                Some('#') => flags.alternate = true,
                Some('0') => zero = true,
                _ => break,
            }
            at += 1;
        }
        let not_enough = || Failure::type_error("not enough arguments for format string");
        let mut measure = |at: &mut usize, empty: Option<usize>| -> Outcome<Option<i128>> {
            if characters.get(*at) == Some(&'*') {
                *at += 1;
                // A mapping stands for one argument, which `*` takes as well.
                return match unused.next().ok_or_else(not_enough)?.kind {
                    Kind::Int(number) if number.abs() > i128::from(i32::MAX) => Err(TOO_WIDE),
                    Kind::Int(number) => Ok(Some(number)),
                    Kind::Bool(flag) => Ok(Some(i128::from(flag))),
                    _ => Err(Failure::type_error("* wants int")),
                };
            }
            let mut rest = &characters[*at..];
            let length = rest.len();
            let found = number(&mut rest)?.or(empty);
            *at += length - rest.len();
            Ok(found.and_then(|number| i128::try_from(number).ok()))
        };
        let width = measure(&mut at, Some(0))?.unwrap_or(0);
        if width < 0 {
            left = true;
        }
        flags.width = usize::try_from(width.unsigned_abs()).map_err(|_| TOO_WIDE)?;
        if characters.get(at) == Some(&'.') {
            at += 1;
            let precision = measure(&mut at, Some(0))?.unwrap_or(0).max(0);
            flags.precision = Some(usize::try_from(precision).map_err(|_| TOO_WIDE)?);
        }
        if flags.width > WIDEST || flags.precision.is_some_and(|precision| precision > WIDEST) {
            return Err(TOO_WIDE);
        }
        if matches!(characters.get(at), Some('h' | 'l' | 'L')) {
            at += 1;
        }
        let kind = *characters.get(at).ok_or_else(incomplete)?;
        at += 1;
        if kind == '%' && at == begin + 1 {
            out.push('%');
            continue;
        }
        let subject = unused.next().ok_or_else(not_enough)?;
        let number = matches!(kind, 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G');
        if left {
            flags.align = '<';
        } else if zero && number {
            (flags.fill, flags.align) = ('0', '=');
        }
        out.push_str(&percent_item(kind, &flags, subject, at - 1)?);
        if out.len() > WIDEST * 10 {
            return Err(TOO_WIDE);
        }
    }
    if mapping.is_none() && unused.next().is_some() {
        return Err(Failure::type_error("not all arguments converted during string formatting"));
    }
    Ok(out)
}

/// One replaced `%`; `at` is where its letter stands.
fn percent_item(kind: char, flags: &Spec, subject: &Value, at: usize) -> Outcome<String> {
    let whole = |number: i128| -> Outcome<String> {
        let size = number.unsigned_abs();
        let (prefix, digits) = match kind {
            'o' => ("0o", format!("{size:o}")),
            'x' => ("0x", format!("{size:x}")),
            'X' => ("0X", format!("{size:X}")),
            _ => ("", size.to_string()),
        };
        let digits = "0".repeat(flags.precision.unwrap_or(0).saturating_sub(digits.len())) + &digits;
        let prefix = if flags.alternate { prefix } else { "" };
        Ok(flags.pad(&format!("{}{prefix}", flags.sign_of(number < 0)), &digits, ""))
    };
    match kind {
        's' | 'r' | 'a' => {
            let text = match kind {
                's' => str_of(subject)?,
                'r' => repr_of(subject)?,
                _ => ascii_of(subject)?,
            };
            if flags.width > 0 || flags.precision.is_some() {
                marker::plain(&text)?;
            }
            let text = match flags.precision {
                Some(precision) => text.chars().take(precision).collect(),
                None => text,
            };
            Ok(flags.pad("", &text, ""))
        }
        'c' => match &subject.kind {
            Kind::Str(text) if text.chars().count() == 1 => Ok(flags.pad("", text, "")),
            Kind::Int(number) => {
                let character = u32::try_from(*number).ok().and_then(char::from_u32);
                let character = character.ok_or(Failure::Unsupported("a character out of range"))?;
                Ok(flags.pad("", &character.to_string(), ""))
            }
            _ => Err(Failure::Unsupported("%c of this value")),
        },
        'd' | 'i' | 'u' => match &subject.kind {
            Kind::Int(number) => whole(*number),
            Kind::Bool(flag) => whole(i128::from(*flag)),
            #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
            Kind::Float(number) if number.abs() < 1e30 => whole(number.trunc() as i128),
            Kind::Float(_) | Kind::Decimal(_) => Err(Failure::Unsupported("a very large number")),
            _ => {
                let message =
                    format!("%{kind} format: a real number is required, not {}", type_name(subject));
                Err(Failure::type_error(message))
            }
        },
        'o' | 'x' | 'X' => match &subject.kind {
            Kind::Int(number) => whole(*number),
            Kind::Bool(flag) => whole(i128::from(*flag)),
            _ => {
                let message = format!("%{kind} format: an integer is required, not {}", type_name(subject));
                Err(Failure::type_error(message))
            }
        },
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            #[expect(clippy::cast_precision_loss, reason = "Python rounds here too")]
            let number = match &subject.kind {
                Kind::Int(number) => *number as f64,
                Kind::Bool(flag) => f64::from(u8::from(*flag)),
                Kind::Float(number) => *number,
                Kind::Decimal(_) => return Err(Failure::Unsupported("a decimal as a float")),
                _ => {
                    let message = format!("must be real number, not {}", type_name(subject));
                    return Err(Failure::type_error(message));
                }
            };
            let body = float_body(number.abs(), kind, flags.precision.unwrap_or(6), flags.alternate);
            Ok(flags.pad(&flags.sign_of(number.is_sign_negative() && !number.is_nan()), &body, ""))
        }
        _ => {
            let shown = if (' '..'\u{7f}').contains(&kind) { kind } else { '?' };
            let message =
                format!("unsupported format character '{shown}' (0x{:x}) at index {at}", u32::from(kind));
            Err(Failure::value_error(message))
        }
    }
}

/// `template.format(*positional, **named)`.
pub(crate) fn str_format(template: &str, positional: &[Value], named: &[(String, Value)]) -> Outcome<String> {
    let mut state = Fields { positional, named, next: None, manual: false };
    state.render(template, 2)
}

struct Fields<'a> {
    positional: &'a [Value],
    named: &'a [(String, Value)],
    /// How many fields were numbered by themselves.
    next: Option<usize>,
    manual: bool,
}

impl Fields<'_> {
    fn render(&mut self, template: &str, depth: usize) -> Outcome<String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Failure::value_error("Max string recursion exceeded"));
        };
        let mut out = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if rest.starts_with(brace) {
                out.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            if brace == "}" {
                return Err(Failure::value_error("Single '}' encountered in format string"));
            }
            if rest.is_empty() {
                return Err(Failure::value_error("Single '{' encountered in format string"));
            }
            let (field, after) = Field::parse(rest)?;
            rest = after;
            out.push_str(&self.field(&field, depth)?);
            if out.len() > WIDEST * 10 {
                return Err(TOO_WIDE);
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn field(&mut self, field: &Field<'_>, depth: usize) -> Outcome<String> {
        let mut value = self.lookup(field.name)?;
        if value.first_hole().is_some() {
            return Err(Failure::Unsupported("a value that is not known"));
        }
        if let Some(conversion) = field.conversion {
            value = text_value(match conversion {
                's' => str_of(&value)?,
                'r' => repr_of(&value)?,
                'a' => ascii_of(&value)?,
                _ => {
                    let message = format!("Unknown conversion specifier {}", shown(conversion));
                    return Err(Failure::value_error(message));
                }
            });
        }
        if field.spec.contains(['{', '}']) {
            return format_value(&value, &self.render(field.spec, depth)?);
        }
        format_value(&value, field.spec)
    }

    fn lookup(&mut self, name: &str) -> Outcome<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut rest) = name.split_at(end);
        let index = if first.is_empty() {
            if self.manual {
                return Err(Failure::value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            let next = self.next.unwrap_or(0);
            self.next = Some(next + 1);
            Some(next)
        } else if first.bytes().all(|byte| byte.is_ascii_digit()) {
            if self.next.is_some() {
                return Err(Failure::value_error(
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            self.manual = true;
            let number = first.parse::<usize>().ok().filter(|number| *number < usize::MAX / 2);
            Some(number.ok_or_else(|| Failure::value_error("Too many decimal digits in format string"))?)
        } else {
            None
        };
        let mut value = match index {
            Some(index) => self.positional.get(index).cloned().ok_or_else(|| {
                let message = format!("Replacement index {index} out of range for positional args tuple");
                Failure::raises("IndexError", message)
            })?,
            None => {
                let found = self.named.iter().find(|(key, _)| key == first);
                found
                    .map(|(_, value)| value.clone())
                    .ok_or_else(|| Failure::raises("KeyError", quoted(first)))?
            }
        };
        while !rest.is_empty() {
            if let Some(attribute) = rest.strip_prefix('.') {
                let end = attribute.find(['.', '[']).unwrap_or(attribute.len());
                let (name, after) = attribute.split_at(end);
                if name.is_empty() {
                    return Err(Failure::value_error("Empty attribute in format string"));
                }
                value = match &value.kind {
                    Kind::Path(path) => crate::python::library::path::attribute(path, name)?,
                    _ => return Err(Failure::Unsupported("an attribute in a format string")),
                };
                rest = after;
            } else if let Some(index) = rest.strip_prefix('[') {
                let Some((key, after)) = index.split_once(']') else {
                    return Err(Failure::value_error("Missing ']' in format string"));
                };
                if key.is_empty() {
                    return Err(Failure::value_error("Empty attribute in format string"));
                }
                value = subscript(&value, key)?;
                rest = after;
            } else {
                return Err(Failure::value_error("Only '.' or '[' may follow ']' in format field specifier"));
            }
        }
        Ok(value)
    }
}

/// `value[key]` where the key was written in a format string.
fn subscript(value: &Value, key: &str) -> Outcome<Value> {
    let number = key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse::<usize>().ok()).flatten();
    match (&value.kind, number) {
        (Kind::List(items), Some(at)) => {
            items.get(at).cloned().ok_or_else(|| Failure::raises("IndexError", "list index out of range"))
        }
        (Kind::Tuple(items), Some(at)) => {
            items.get(at).cloned().ok_or_else(|| Failure::raises("IndexError", "tuple index out of range"))
        }
        (Kind::Dict(pairs), None) => {
            let found = pairs.iter().find(|(name, _)| name.as_str() == Some(key));
            found.map(|(_, value)| value.clone()).ok_or_else(|| Failure::raises("KeyError", quoted(key)))
        }
        (Kind::Dict(pairs), Some(at)) => {
            let wanted = i128::try_from(at).unwrap_or(i128::MAX);
            let found = pairs.iter().find(|(name, _)| name.kind == Kind::Int(wanted));
            found.map(|(_, value)| value.clone()).ok_or_else(|| Failure::raises("KeyError", at.to_string()))
        }
        _ => Err(Failure::Unsupported("an index in a format string")),
    }
}

/// What stands between two braces.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
}

impl<'a> Field<'a> {
    /// The field that starts here, and the text after its closing brace.
    fn parse(text: &'a str) -> Outcome<(Self, &'a str)> {
        let mut in_index = false;
        let mut end = None;
        for (at, character) in text.char_indices() {
            match character {
                ']' => in_index = false,
                _ if in_index => {}
                '[' => in_index = true,
                '{' => return Err(Failure::value_error("unexpected '{' in field name")),
                '}' | ':' | '!' => {
                    end = Some((at, character));
                    break;
                }
                _ => {}
            }
        }
        let Some((end, character)) = end else {
            return Err(Failure::value_error("expected '}' before end of string"));
        };
        let mut field = Self { name: &text[..end], conversion: None, spec: "" };
        let mut rest = &text[end + 1..];
        if character == '}' {
            return Ok((field, rest));
        }
        if character == '!' {
            let mut characters = rest.chars();
            field.conversion = characters.next();
            if field.conversion.is_none() {
                return Err(Failure::value_error("end of string while looking for conversion specifier"));
            }
            match characters.next() {
                Some('}') => return Ok((field, characters.as_str())),
                Some(':') | None => {}
                Some(_) => return Err(Failure::value_error("expected ':' after conversion specifier")),
            }
            rest = characters.as_str();
        }
        let mut depth = 1;
        for (at, character) in rest.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = &rest[..at];
                return Ok((field, &rest[at + 1..]));
            }
        }
        Err(Failure::value_error("unmatched '{' in format spec"))
    }
}
