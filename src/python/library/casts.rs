//! What readers of settings make of one text: `int()` and its kin, and the
//! casts of django-environ 0.14, python-decouple 3.8, environs 15.2 and
//! django-configurations 2.5.

use super::literal::{NotLiteral, literal};
use super::numbers::put;
use super::text::{quoted, str_method};
use super::{
    Failure, Outcome, bool_value, digits_without_underscores, int_value, is_space, marker, path, strip,
    text_value,
};
use crate::python::value::{Kind, Value};

/// A type that is called with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain {
    Str,
    Int,
    Float,
    Bool,
    Decimal,
    Path,
    Json,
    /// Called through a name: `str.strip`, `str.lower`, `lambda x: x.strip()`.
    Method(&'static str),
}

impl Plain {
    /// `cast(text)`.
    pub(crate) fn call(self, text: &str) -> Outcome<Value> {
        match self {
            Self::Str => Ok(text_value(text)),
            Self::Int => int_of_text(text, 10),
            Self::Float => float_of_text(text),
            Self::Bool => Ok(bool_value(!text.is_empty())),
            Self::Decimal => decimal_of_text(text),
            Self::Path => path::construct(&[text_value(text)]),
            Self::Json => super::json::loads(text),
            Self::Method(name) => str_method(text, name, &[], &[]),
        }
    }
}

/// White space around a number: in a text of ASCII alone it is C's.
fn strip_number(text: &str) -> &str {
    if text.is_ascii() {
        text.trim_matches(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'))
    } else {
        strip(text)
    }
}

/// `int(text, base)`.
pub(crate) fn int_of_text(text: &str, base: u32) -> Outcome<Value> {
    marker::plain(text)?;
    let wrong =
        || Failure::value_error(format!("invalid literal for int() with base {base}: {}", quoted(text)));
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Failure::value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    let stripped = strip_number(text);
    let (negative, digits) = match stripped.strip_prefix(['+', '-']) {
        Some(digits) => (stripped.starts_with('-'), digits),
        None => (false, stripped),
    };
    let prefix = digits.get(..2).map(str::to_ascii_lowercase);
    let prefixed = match prefix.as_deref() {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        Some("0b") => Some(2),
        _ => None,
    };
    let (digits, radix) = match prefixed {
        // One underscore may follow the prefix.
        Some(radix) if base == radix || base == 0 => {
            let rest = &digits[2..];
            (rest.strip_prefix('_').unwrap_or(rest), radix)
        }
        _ if base == 0 => {
            if digits.starts_with('0') && digits.bytes().any(|byte| byte != b'0' && byte != b'_') {
                return Err(wrong());
            }
            (digits, 10)
        }
        _ => (digits, base),
    };
    let plain = digits_without_underscores(digits).ok_or_else(wrong)?;
    if plain.is_empty() || !plain.chars().all(|c| c.is_digit(radix)) {
        return Err(wrong());
    }
    let signed = if negative { format!("-{plain}") } else { plain };
    let number = i128::from_str_radix(&signed, radix);
    number.map(int_value).map_err(|_| Failure::NUMBER)
}

/// `float(text)`.
pub(crate) fn float_of_text(text: &str) -> Outcome<Value> {
    marker::plain(text)?;
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    let wrong = || Failure::value_error(format!("could not convert string to float: {}", quoted(text)));
    let stripped = strip_number(text);
    // Underscores stand between digits alone.
    let bytes = stripped.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let misplaced =
        |(at, byte): (usize, &u8)| *byte == b'_' && (!digit(at.checked_sub(1)) || !digit(Some(at + 1)));
    if bytes.iter().enumerate().any(misplaced) {
        return Err(wrong());
    }
    let number = stripped.replace('_', "").parse::<f64>().map_err(|_| wrong())?;
    Ok(Value::unplaced(Kind::Float(number)))
}

/// `decimal.Decimal(text)`, in the form that `str()` gives.
pub(crate) fn decimal_of_text(text: &str) -> Outcome<Value> {
    marker::plain(text)?;
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    let wrong = || Failure::raises("InvalidOperation", "[<class 'decimal.ConversionSyntax'>]");
    let plain = strip(text).replace('_', "");
    let (sign, body) = match plain.strip_prefix(['+', '-']) {
        Some(body) => (if plain.starts_with('-') { "-" } else { "" }, body),
        None => ("", plain.as_str()),
    };
    let made = |text: String| Ok(Value::unplaced(Kind::Decimal(text.into())));
    let lower = body.to_ascii_lowercase();
    if matches!(lower.as_str(), "inf" | "infinity") {
        return made(format!("{sign}Infinity"));
    }
    if lower.starts_with("nan") || lower.starts_with("snan") {
        return Err(Failure::Unsupported("a decimal that is no number"));
    }
    let (mantissa, exponent) = lower.split_once('e').map_or((lower.as_str(), None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let exponent = match exponent {
        None => 0,
        Some(exponent) => {
            let bare = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(wrong());
            }
            exponent
                .parse::<i32>()
                .ok()
                .filter(|e| e.abs() < 10_000)
                .ok_or(Failure::Unsupported("a large exponent"))?
        }
    };
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let too_long = Failure::Unsupported("a very long decimal");
    let length =
        i32::try_from(digits.len()).ok().filter(|length| *length < 10_000).ok_or(too_long.clone())?;
    let exponent = exponent - i32::try_from(fraction.len()).map_err(|_| too_long)?;
    let first = exponent + length;
    if exponent <= 0 && first > -6 {
        let shown = match usize::try_from(first) {
            _ if exponent == 0 => digits.to_owned(),
            Ok(point) if point > 0 => format!("{}.{}", &digits[..point], &digits[point..]),
            _ => format!("0.{}{digits}", "0".repeat(usize::try_from(-first).unwrap_or(0))),
        };
        return made(format!("{sign}{shown}"));
    }
    let (lead, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    made(format!("{sign}{lead}{point}{rest}E{:+}", first - 1))
}

/// A cast of django-environ.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Environ {
    Plain(Plain),
    Bool,
    Float,
    /// `list` and `[cast]`.
    List(Option<Plain>),
    /// `tuple` and `(cast,)`.
    Tuple(Option<Plain>),
    Dict,
    /// `{'key': …, 'value': …, 'cast': {…}}`.
    DictOf {
        key: Plain,
        value: Box<Environ>,
        by_key: Vec<(String, Environ)>,
    },
}

/// `Env.parse_value(text, cast)`.
pub(crate) fn environ(text: &str, cast: &Environ) -> Outcome<Value> {
    let call = |cast: Option<Plain>, item: &str| cast.unwrap_or(Plain::Str).call(item);
    let items = |text: &str, cast: Option<Plain>| -> Outcome<Vec<Value>> {
        text.split(',').filter(|item| !item.is_empty()).map(|item| call(cast, item)).collect()
    };
    match cast {
        Environ::Plain(plain) => plain.call(text),
        Environ::Bool => environ_bool(text).map(bool_value),
        Environ::Float => environ_float(text),
        Environ::List(cast) => Ok(Value::unplaced(Kind::List(items(marker::plain(text)?, *cast)?))),
        Environ::Tuple(cast) => {
            let text = marker::plain(text)?.trim_matches('(').trim_matches(')');
            Ok(Value::unplaced(Kind::Tuple(items(text, *cast)?)))
        }
        Environ::Dict => {
            let mut pairs = Vec::new();
            for (at, item) in marker::plain(text)?.split(',').filter(|item| !item.is_empty()).enumerate() {
                let (key, value) = item.split_once('=').ok_or_else(|| wrong_length(at, 1))?;
                put(&mut pairs, &text_value(key), &text_value(value))?;
            }
            Ok(Value::unplaced(Kind::Dict(pairs)))
        }
        Environ::DictOf { key, value, by_key } => {
            let mut pairs = Vec::new();
            for item in marker::plain(text)?.split(';').filter(|item| !item.is_empty()) {
                let parts: Vec<&str> = item.split('=').collect();
                let [name, text, ..] = parts.as_slice() else {
                    return Err(Failure::raises("IndexError", "list index out of range"));
                };
                let cast = by_key.iter().find(|(known, _)| known == name).map_or(&**value, |(_, cast)| cast);
                put(&mut pairs, &key.call(name)?, &environ(text, cast)?)?;
            }
            Ok(Value::unplaced(Kind::Dict(pairs)))
        }
    }
}

fn wrong_length(at: usize, length: usize) -> Failure {
    Failure::value_error(format!(
        "dictionary update sequence element #{at} has length {length}; 2 is required"
    ))
}

/// django-environ's `bool`: all that is not true is false.
pub(crate) fn environ_bool(text: &str) -> Outcome<bool> {
    match int_of_text(text, 10) {
        Ok(Value { kind: Kind::Int(number), .. }) => Ok(number != 0),
        Ok(_) | Err(Failure::Raises { .. }) => {
            let text = text.to_lowercase();
            Ok(matches!(strip(&text), "true" | "on" | "ok" | "y" | "yes" | "1"))
        }
        Err(failure) => Err(failure),
    }
}

/// django-environ's `float`: the last point or comma is the decimal one.
fn environ_float(text: &str) -> Outcome<Value> {
    marker::plain(text)?;
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-')).collect();
    match kept.rsplit_once(['.', ',']) {
        Some((whole, fraction)) => float_of_text(&format!("{}.{fraction}", whole.replace(['.', ','], ""))),
        None => float_of_text(&kept),
    }
}

/// `env.str(NAME, multiline=True)`: written line breaks become real ones.
pub(crate) fn environ_multiline(text: &str) -> String {
    text.replace("\\r\\n", "\n").replace("\\n", "\n")
}

const TRUE_WORDS: [&str; 6] = ["y", "yes", "t", "true", "on", "1"];
const FALSE_WORDS: [&str; 6] = ["n", "no", "f", "false", "off", "0"];

fn truth_word(text: &str) -> Option<bool> {
    if TRUE_WORDS.contains(&text) { Some(true) } else { FALSE_WORDS.contains(&text).then_some(false) }
}

/// decouple's `cast=bool`.
pub(crate) fn decouple_bool(text: &str) -> Outcome<bool> {
    let lower = marker::plain(text)?.to_lowercase();
    match truth_word(&lower) {
        Some(truth) => Ok(truth),
        None if text.is_empty() => Ok(false),
        None => Err(Failure::value_error(format!("Invalid truth value: {lower}"))),
    }
}

/// `distutils.util.strtobool(text)`, which gives 1 or 0.
pub(crate) fn strtobool(text: &str) -> Outcome<Value> {
    let lower = marker::plain(text)?.to_lowercase();
    match truth_word(&lower) {
        Some(truth) => Ok(int_value(truth.into())),
        None => Err(Failure::value_error(format!("invalid truth value {}", quoted(&lower)))),
    }
}

/// decouple's `Csv(cast, delimiter, strip)`.
#[derive(Debug, Clone)]
pub(crate) struct Csv {
    pub(crate) cast: Plain,
    pub(crate) delimiter: String,
    /// Characters to strip; none for white space.
    pub(crate) strip: Option<String>,
}

#[cfg(test)]
impl Default for Csv {
    fn default() -> Self {
        Self { cast: Plain::Str, delimiter: ",".to_owned(), strip: None }
    }
}

/// `Csv(…)(text)`.
pub(crate) fn decouple_csv(text: &str, csv: &Csv) -> Outcome<Value> {
    let mut items = Vec::new();
    let (words, broken) = shell_words(marker::plain(text)?, &csv.delimiter);
    for token in words {
        let strips = |c: char| match &csv.strip {
            Some(characters) => characters.contains(c),
            None => matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'),
        };
        items.push(csv.cast.call(token.trim_matches(strips))?);
    }
    // Words are cast one by one, before the rest is read.
    if let Some(message) = broken {
        return Err(Failure::value_error(message));
    }
    Ok(Value::unplaced(Kind::List(items)))
}

fn distinct(items: Vec<Value>) -> Outcome<Vec<Value>> {
    let mut kept: Vec<(Value, Value)> = Vec::new();
    for item in items {
        put(&mut kept, &item, &Value::unplaced(Kind::None))?;
    }
    Ok(kept.into_iter().map(|(item, _)| item).collect())
}

/// `shlex(text, posix=True)` that splits at the delimiters alone: the words,
/// and what is wrong after them.
fn shell_words(text: &str, delimiters: &str) -> (Vec<String>, Option<&'static str>) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Between,
        Word,
        Quoted(char),
        /// After a backslash, and what to go back to.
        Escaped(Option<char>),
    }
    let mut words = Vec::new();
    let (mut word, mut was_quoted) = (String::new(), false);
    let mut state = State::Between;
    let mut characters = text.chars();
    loop {
        let next = characters.next();
        let mut ends = false;
        match (state, next) {
            (State::Between | State::Word, None) => {
                if was_quoted || !word.is_empty() {
                    words.push(word);
                }
                return (words, None);
            }
            (State::Quoted(_), None) => return (words, Some("No closing quotation")),
            (State::Escaped(_), None) => return (words, Some("No escaped character")),
            (State::Between | State::Word, Some(c)) => match c {
                _ if delimiters.contains(c) => {
                    state = State::Between;
                    ends = true;
                }
                '#' => {
                    // A comment runs to the end of the line.
                    let rest = characters.as_str();
                    characters = rest.find('\n').map_or("", |at| &rest[at + 1..]).chars();
                    ends = state == State::Word;
                    state = State::Between;
                }
                '\\' => state = State::Escaped(None),
                '"' | '\'' => state = State::Quoted(c),
                _ => {
                    word.push(c);
                    state = State::Word;
                }
            },
            (State::Quoted(quote), Some(c)) => {
                was_quoted = true;
                if c == quote {
                    state = State::Word;
                } else if c == '\\' && quote == '"' {
                    state = State::Escaped(Some(quote));
                } else {
                    word.push(c);
                }
            }
            (State::Escaped(quote), Some(c)) => {
                if quote.is_some_and(|quote| c != '\\' && c != quote) {
                    word.push('\\');
                }
                word.push(c);
                state = quote.map_or(State::Word, State::Quoted);
            }
        }
        if ends && (was_quoted || !word.is_empty()) {
            words.push(std::mem::take(&mut word));
            was_quoted = false;
        }
    }
}

/// A cast of environs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Environs {
    Raw,
    Str,
    Bool,
    Int,
    Float,
    Decimal,
    Json,
    Path,
    LogLevel,
    Timedelta,
    List { subcast: Option<Box<Environs>>, delimiter: String },
    Dict { keys: Option<Box<Environs>>, values: Option<Box<Environs>>, delimiter: String, between: String },
}

/// `env.cast(NAME)` where the variable holds this text.
pub(crate) fn environs(name: &str, text: &str, cast: &Environs) -> Outcome<Value> {
    let invalid = |message: String| {
        Failure::raises("EnvValidationError", format!("Environment variable \"{name}\" invalid: {message}"))
    };
    if let Environs::List { subcast, delimiter } = cast {
        let text = marker::plain(text)?;
        if delimiter.is_empty() {
            return Err(Failure::value_error("empty separator"));
        }
        let mut items = Vec::new();
        let mut problems = Vec::new();
        for (at, item) in text.split(delimiter.as_str()).enumerate().filter(|_| !text.is_empty()) {
            match environs_field(item, subcast.as_deref().unwrap_or(&Environs::Raw))? {
                Ok(value) => items.push(value),
                Err(message) => problems.push(format!("{at}: [{}]", quoted(message))),
            }
        }
        return if problems.is_empty() {
            Ok(Value::unplaced(Kind::List(items)))
        } else {
            Err(invalid(format!("{{{}}}", problems.join(", "))))
        };
    }
    if let Environs::Dict { keys, values, delimiter, between } = cast {
        let mut pairs = Vec::new();
        if marker::plain(text)?.is_empty() {
            return Ok(Value::unplaced(Kind::Dict(pairs)));
        }
        if delimiter.is_empty() || between.is_empty() {
            return Err(Failure::value_error("empty separator"));
        }
        for item in text.split(delimiter.as_str()) {
            let Some((key, value)) = item.split_once(between.as_str()) else {
                return Err(Failure::value_error("not enough values to unpack (expected 2, got 1)"));
            };
            let field = |text: &str, cast: &Option<Box<Environs>>| {
                environs_field(strip(text), cast.as_deref().unwrap_or(&Environs::Raw))
            };
            let key = field(key, keys)?.map_err(|message| invalid(message.to_owned()))?;
            let value = field(value, values)?.map_err(|message| invalid(message.to_owned()))?;
            put(&mut pairs, &key, &value)?;
        }
        return Ok(Value::unplaced(Kind::Dict(pairs)));
    }
    environs_field(text, cast)?.map_err(|message| invalid(message.to_owned()))
}

/// One field: its value, or what is wrong with the text.
fn environs_field(text: &str, cast: &Environs) -> Outcome<Result<Value, &'static str>> {
    let or = |outcome: Outcome<Value>, message: &'static str| match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Raises { .. }) => Ok(Err(message)),
        Err(unsupported) => Err(unsupported),
    };
    match cast {
        Environs::Raw | Environs::Str => Ok(Ok(text_value(text))),
        Environs::Bool => Ok(match text {
            "t" | "T" | "true" | "True" | "TRUE" | "on" | "On" | "ON" | "y" | "Y" | "yes" | "Yes" | "YES"
            | "1" => Ok(bool_value(true)),
            "f" | "F" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" | "n" | "N" | "no" | "No"
            | "NO" | "0" => Ok(bool_value(false)),
            _ => Err("Not a valid boolean."),
        }),
        Environs::Int => or(int_of_text(text, 10), "Not a valid integer."),
        Environs::Float => match or(float_of_text(text), "Not a valid number.")? {
            Ok(Value { kind: Kind::Float(number), .. }) if !number.is_finite() => {
                Ok(Err("Special numeric values (nan or infinity) are not permitted."))
            }
            value => Ok(value),
        },
        Environs::Decimal => match or(decimal_of_text(text), "Not a valid number.")? {
            Ok(Value { kind: Kind::Decimal(number), .. }) if number.contains("Inf") => {
                Ok(Err("Special numeric values (nan or infinity) are not permitted."))
            }
            value => Ok(value),
        },
        Environs::Json => match or(super::json::loads(text), "Not valid JSON.")? {
            Ok(Value { kind: Kind::None, .. }) => Ok(Err("Field may not be null.")),
            value => Ok(value),
        },
        Environs::Path => path::construct(&[text_value(text)]).map(Ok),
        Environs::LogLevel => match int_of_text(text, 10) {
            Ok(level) => Ok(Ok(level)),
            Err(Failure::Raises { .. }) => Ok(match text.to_uppercase().as_str() {
                "CRITICAL" | "FATAL" => Ok(int_value(50)),
                "ERROR" => Ok(int_value(40)),
                "WARNING" | "WARN" => Ok(int_value(30)),
                "INFO" => Ok(int_value(20)),
                "DEBUG" => Ok(int_value(10)),
                "NOTSET" => Ok(int_value(0)),
                _ => Err("Not a valid log level."),
            }),
            Err(unsupported) => Err(unsupported),
        },
        Environs::Timedelta => timedelta(text),
        Environs::List { .. } | Environs::Dict { .. } => Err(Failure::Unsupported("a list within a list")),
    }
}

/// `"1h 30m"` and the like, or seconds.
fn timedelta(text: &str) -> Outcome<Result<Value, &'static str>> {
    const UNITS: [(&str, i128); 8] = [
        ("w", 604_800_000_000),
        ("d", 86_400_000_000),
        ("h", 3_600_000_000),
        ("m", 60_000_000),
        ("s", 1_000_000),
        ("ms", 1_000),
        ("us", 1),
        ("µs", 1),
    ];
    const WRONG: &str = "Not a valid period of time.";
    let made = |micros: i128| Value::unplaced(Kind::Timedelta(micros));
    let mut rest = text.trim_start_matches(is_space);
    let (mut total, mut next_unit, mut any, mut fits) = (0_i128, 0, false, true);
    while fits && !rest.is_empty() {
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let end = rest.len() - digits.len() + count;
        let amount = rest[..end].parse::<i64>();
        let after = rest[end..].trim_start_matches(is_space);
        // The longest unit first: "m" begins "ms".
        let unit = (next_unit..UNITS.len()).rev().find(|at| after.starts_with(UNITS[*at].0));
        match (amount, unit) {
            (Ok(amount), Some(at)) => {
                total += i128::from(amount) * UNITS[at].1;
                // The number of a unit that is nought is no match by itself, but "0s" is text.
                any = true;
                next_unit = if at >= 6 { UNITS.len() } else { at + 1 };
                rest = after[UNITS[at].0.len()..].trim_start_matches(is_space);
            }
            _ => fits = false,
        }
    }
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    const MOST: i128 = 86_400_000_000 * 999_999_999;
    if fits && any {
        return if total.abs() <= MOST {
            Ok(Ok(made(total)))
        } else {
            Err(Failure::Unsupported("a very long time"))
        };
    }
    match float_of_text(text) {
        Ok(Value { kind: Kind::Float(seconds), .. }) if seconds.abs() < 1e13 => {
            // `timedelta` takes whole seconds and the rest apart.
            let whole = seconds.trunc();
            let micros = ((seconds - whole) * 1e6).round_ties_even();
            #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
            let total = whole as i128 * 1_000_000 + micros as i128;
            Ok(Ok(made(total)))
        }
        Err(failure @ (Failure::Unsupported(_) | Failure::Limit(_))) => Err(failure),
        _ => Ok(Err(WRONG)),
    }
}

/// A value class of django-configurations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Configurations {
    Value,
    Boolean,
    Integer,
    PositiveInteger,
    Float,
    Decimal,
    List {
        separator: String,
        converter: Option<Plain>,
    },
    Tuple {
        separator: String,
        converter: Option<Plain>,
    },
    Set {
        separator: String,
        converter: Option<Plain>,
    },
    /// Lists or tuples, set apart by `outer`.
    Nested {
        outer: String,
        separator: String,
        converter: Option<Plain>,
        tuple: bool,
    },
    Dict,
    /// `PathValue(check_exists=False)`.
    Path,
}

/// `value.to_python(text)`.
pub(crate) fn configurations(text: &str, cast: &Configurations) -> Outcome<Value> {
    let cannot = |what: &str| Failure::value_error(format!("Cannot interpret {what} {}", quoted(text)));
    let or = |outcome: Outcome<Value>| match outcome {
        Err(Failure::Raises { .. }) => Err(cannot("value")),
        outcome => outcome,
    };
    match cast {
        Configurations::Value => Ok(text_value(text)),
        Configurations::Boolean => match strip(text).to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" => Ok(bool_value(true)),
            "no" | "n" | "false" | "0" | "" => Ok(bool_value(false)),
            _ => Err(cannot("boolean value")),
        },
        Configurations::Integer => or(int_of_text(text, 10)),
        Configurations::PositiveInteger => match or(int_of_text(text, 10))? {
            Value { kind: Kind::Int(number), .. } if number < 0 => Err(cannot("value")),
            value => Ok(value),
        },
        Configurations::Float => or(float_of_text(text)),
        Configurations::Decimal => or(decimal_of_text(text)),
        Configurations::List { separator, converter } => {
            Ok(Value::unplaced(Kind::List(sequence(text, separator, *converter, "list")?)))
        }
        Configurations::Tuple { separator, converter } => {
            Ok(Value::unplaced(Kind::Tuple(sequence(text, separator, *converter, "tuple")?)))
        }
        Configurations::Set { separator, converter } => {
            Ok(Value::unplaced(Kind::Set(distinct(sequence(text, separator, *converter, "list")?)?)))
        }
        Configurations::Nested { outer, separator, converter, tuple } => {
            let of = if *tuple { "tuple" } else { "list" };
            let kind = |items| Value::unplaced(if *tuple { Kind::Tuple(items) } else { Kind::List(items) });
            let mut all = Vec::new();
            for part in pieces(text, outer)? {
                all.push(kind(sequence(part, separator, *converter, of)?));
            }
            Ok(kind(all))
        }
        Configurations::Dict if text.is_empty() => Ok(Value::unplaced(Kind::Dict(Vec::new()))),
        Configurations::Dict => match literal(text) {
            Ok(value @ Value { kind: Kind::Dict(_), .. }) => Ok(value),
            Ok(_) => Err(cannot("dict value")),
            // A wrong value and a wrong syntax raise different exceptions.
            Err(NotLiteral::Refused) => Err(Failure::Unsupported("a malformed literal")),
            Err(NotLiteral::Other(failure)) => Err(failure),
        },
        Configurations::Path => path::abspath(&path::expanduser(text)?).map(text_value),
    }
}

/// The pieces of a text without the white space around them, empty ones left out.
fn pieces<'a>(text: &'a str, separator: &str) -> Outcome<Vec<&'a str>> {
    if separator.is_empty() {
        return Err(Failure::value_error("empty separator"));
    }
    let parts = strip(marker::plain(text)?).split(separator);
    Ok(parts.map(strip).filter(|part| !part.is_empty()).collect())
}

fn sequence(text: &str, separator: &str, converter: Option<Plain>, of: &str) -> Outcome<Vec<Value>> {
    let convert = |part: &str| match converter.unwrap_or(Plain::Str).call(part) {
        Err(Failure::Raises { class: "ValueError" | "TypeError", .. }) => {
            Err(Failure::value_error(format!("Cannot interpret {of} item {0} in {of} {0}", quoted(part))))
        }
        outcome => outcome,
    };
    pieces(text, separator)?.into_iter().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::text::repr_of;

    fn shown(outcome: Outcome<Value>) -> String {
        match outcome {
            Ok(value) => repr_of(&value).unwrap_or_else(|_| format!("{:?}", value.kind)),
            Err(Failure::Raises { class, .. }) => class.to_owned(),
            Err(Failure::Unsupported(_) | Failure::Limit(_)) => "-".to_owned(),
        }
    }

    #[test]
    fn readers_disagree_about_truth() {
        for (text, in_environ, in_decouple, in_environs, in_configurations) in [
            ("true", "True", "True", "True", "True"),
            ("t", "False", "True", "True", "ValueError"),
            ("ok", "True", "ValueError", "EnvValidationError", "ValueError"),
            ("2", "True", "ValueError", "EnvValidationError", "ValueError"),
            ("", "False", "False", "EnvValidationError", "False"),
            (" true ", "True", "ValueError", "EnvValidationError", "True"),
            ("OFF", "False", "False", "False", "ValueError"),
            ("tRuE", "True", "True", "EnvValidationError", "True"),
            ("nonsense", "False", "ValueError", "EnvValidationError", "ValueError"),
        ] {
            assert_eq!(shown(environ(text, &Environ::Bool)), in_environ, "{text}");
            assert_eq!(shown(decouple_bool(text).map(bool_value)), in_decouple, "{text}");
            assert_eq!(shown(environs("X", text, &Environs::Bool)), in_environs, "{text}");
            assert_eq!(shown(configurations(text, &Configurations::Boolean)), in_configurations, "{text}");
        }
    }

    #[test]
    fn readers_disagree_about_lists() {
        let text = "a, 'b,c',,d";
        let list = Environs::List { subcast: None, delimiter: ",".to_owned() };
        let plain = Configurations::List { separator: ",".to_owned(), converter: None };
        assert_eq!(shown(environ(text, &Environ::List(None))), r#"['a', " 'b", "c'", 'd']"#);
        assert_eq!(shown(decouple_csv(text, &Csv::default())), "['a', 'b,c', 'd']");
        assert_eq!(shown(environs("X", text, &list)), r#"['a', " 'b", "c'", '', 'd']"#);
        assert_eq!(shown(configurations(text, &plain)), r#"['a', "'b", "c'", 'd']"#);
    }

    #[test]
    fn texts_become_numbers_as_python_reads_them() {
        for (text, int, float, decimal) in [
            (" 1_000 ", "1000", "1000.0", "Decimal('1000')"),
            ("1__0", "ValueError", "ValueError", "Decimal('10')"),
            ("-0", "0", "-0.0", "Decimal('-0')"),
            ("1.50", "ValueError", "1.5", "Decimal('1.50')"),
            ("1e400", "ValueError", "inf", "Decimal('1E+400')"),
            ("", "ValueError", "ValueError", "InvalidOperation"),
            ("0x1f", "ValueError", "ValueError", "InvalidOperation"),
        ] {
            assert_eq!(shown(int_of_text(text, 10)), int, "{text}");
            assert_eq!(shown(float_of_text(text)), float, "{text}");
            assert_eq!(shown(decimal_of_text(text)), decimal, "{text}");
        }
        assert_eq!(shown(int_of_text("0x1f", 0)), "31");
        assert_eq!(shown(environ("1.234,5 EUR", &Environ::Float)), "1234.5");
    }
}
