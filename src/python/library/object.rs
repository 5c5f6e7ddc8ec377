//! Attributes and methods of numbers and of the standard library's small objects,
//! and what names each built-in type has.

use super::text::quoted;
use super::{
    Failure, Outcome, bind, bool_value, bytes_value, date, decimal, hash, int_value, ip, text_value, whole,
};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("a method of this object");

/// Names of `dir()` without those of all objects.
const STR: &str = "capitalize casefold center count encode endswith expandtabs find format format_map index isalnum \
    isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust \
    lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip \
    split splitlines startswith strip swapcase title translate upper zfill";
const BYTES: &str = "capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii \
    isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix \
    replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate \
    upper zfill";
const INT: &str = "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer numerator real \
    to_bytes";
const FLOAT: &str = "as_integer_ratio conjugate fromhex hex imag is_integer real";
const LIST: &str = "append clear copy count extend index insert pop remove reverse sort";
const TUPLE: &str = "count index";
const DICT: &str = "clear copy fromkeys get items keys pop popitem setdefault update values";
const SET: &str = "add clear copy difference difference_update discard intersection intersection_update isdisjoint \
    issubset issuperset pop remove symmetric_difference symmetric_difference_update union update";
const FROZENSET: &str =
    "copy difference intersection isdisjoint issubset issuperset symmetric_difference union";
const RANGE: &str = "count index start step stop";
const PATTERN: &str =
    "findall finditer flags fullmatch groupindex groups match pattern scanner search split sub subn";
const DELTA: &str = "days max microseconds min resolution seconds total_seconds";
const UUID: &str = "bytes bytes_le clock_seq clock_seq_hi_variant clock_seq_low fields hex int is_safe node time \
    time_hi_version time_low time_mid urn variant version";
const ZONE: &str = "dst fromutc max min tzname utc utcoffset";

/// Whether a type has an attribute of this name; none: it is not listed.
pub(crate) fn has(class: &str, name: &str) -> Option<bool> {
    let names = match class {
        "str" => STR,
        "bytes" => BYTES,
        "int" | "bool" => INT,
        "float" => FLOAT,
        "list" => LIST,
        "tuple" => TUPLE,
        "dict" => DICT,
        "set" => SET,
        "frozenset" => FROZENSET,
        "range" => RANGE,
        "re.Pattern" => PATTERN,
        "datetime.timedelta" => DELTA,
        "UUID" | "uuid.UUID" => UUID,
        "datetime.timezone" => ZONE,
        "NoneType" => "",
        _ => return None,
    };
    // Names of all objects are not told apart.
    if name.starts_with("__") {
        return None;
    }
    Some(names.split_ascii_whitespace().any(|known| known == name))
}

/// A data attribute; none: a method, or nothing at all.
pub(crate) fn attribute(value: &Value, name: &str) -> Option<Outcome<Value>> {
    Some(Ok(match (&value.kind, name) {
        (Kind::Int(_) | Kind::Bool(_), "real" | "numerator") => int_value(whole(value).ok()?),
        (Kind::Int(_) | Kind::Bool(_), "imag") => int_value(0),
        (Kind::Int(_) | Kind::Bool(_), "denominator") => int_value(1),
        (Kind::Float(_), "real") => value.clone(),
        (Kind::Float(_), "imag") => Value::unplaced(Kind::Float(0.0)),
        (Kind::Date(text), _) => date::attribute(text, name)?,
        (Kind::Typed(hash::UUID, text), _) => return hash::attribute(text, name),
        (Kind::Typed(class, _), _) if ip::is_class(class) => return ip::attribute(value, name),
        _ => return None,
    }))
}

/// Whether an object of the standard library has a method of this name; none:
/// not known.
pub(crate) fn has_method(value: &Value, name: &str) -> Option<bool> {
    match &value.kind {
        _ if name.starts_with("__") => None,
        Kind::Date(text) => Some(date::has_method(text, name)),
        Kind::Decimal(_) => {
            if decimal::METHODS.contains(&name) {
                Some(true)
            } else {
                None
            }
        }
        Kind::Typed(class, _) if ip::is_class(class) => {
            if ip::METHODS.contains(&name) {
                Some(true)
            } else {
                None
            }
        }
        Kind::Typed(class, _) => has(class, name),
        _ => None,
    }
}

/// `value.name(...)` of a number or a small object.
pub(crate) fn method(value: &Value, name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    match (&value.kind, name) {
        (Kind::Date(text), _) => date::method(text, name, args, named),
        (Kind::Decimal(text), _) => decimal::method(text, name, args, named),
        (Kind::Typed(class, _), _) if ip::is_class(class) => ip::method(value, name, args),
        (Kind::Typed(date::ZONE, text), "tzname") => Ok(text_value(text.clone())),
        (Kind::Int(_) | Kind::Bool(_), _) => int_method(whole(value)?, name, args, named),
        (Kind::Float(number), "is_integer") if args.is_empty() => {
            Ok(bool_value(number.is_finite() && number.fract() == 0.0))
        }
        (Kind::Float(number), "conjugate") if args.is_empty() => Ok(Value::unplaced(Kind::Float(*number))),
        (Kind::Timedelta(micros), "total_seconds") if args.is_empty() => {
            Ok(Value::unplaced(Kind::Float(*micros as f64 / 1e6)))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

fn int_method(number: i128, name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let pair = |items: [i128; 2]| Value::unplaced(Kind::Tuple(items.map(int_value).to_vec()));
    match (name, args) {
        ("bit_length", []) => Ok(int_value(i128::from(128 - number.unsigned_abs().leading_zeros()))),
        ("bit_count", []) => Ok(int_value(i128::from(number.unsigned_abs().count_ones()))),
        ("is_integer", []) => Ok(bool_value(true)),
        ("conjugate", []) => Ok(int_value(number)),
        ("as_integer_ratio", []) => Ok(pair([number, 1])),
        ("to_bytes", _) => {
            let given = bind(&["length", "byteorder", "signed"], args, named)?;
            let length = given[0].map_or(Ok(1), whole)?;
            let order = given[1].map_or(Some("big"), Value::as_str);
            let signed = given[2].is_some_and(|value| value.truthy() == Some(true));
            if number < 0 && !signed {
                return Err(Failure::raises("OverflowError", "can't convert negative int to unsigned"));
            }
            let length = usize::try_from(length).ok().filter(|length| *length <= 1000).ok_or(NOT_FOLLOWED)?;
            let needed = if signed {
                (129 - if number < 0 { !number } else { number }.leading_zeros()).div_ceil(8)
            } else {
                (128 - number.leading_zeros()).div_ceil(8)
            };
            if needed as usize > length {
                return Err(Failure::raises("OverflowError", "int too big to convert"));
            }
            let mut bytes = vec![if number < 0 { 0xff } else { 0 }; length];
            for (at, byte) in number.to_le_bytes().iter().enumerate().take(length) {
                bytes[at] = *byte;
            }
            match order {
                Some("big") => bytes.reverse(),
                Some("little") => {}
                _ => return Err(NOT_FOLLOWED),
            }
            Ok(bytes_value(bytes))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// `int.from_bytes(bytes, order)`.
pub(crate) fn int_from_bytes(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let given = bind(&["bytes", "byteorder", "signed"], args, named)?;
    let (Some(Kind::Bytes(bytes)), None) = (given[0].map(|value| &value.kind), given[2]) else {
        return Err(NOT_FOLLOWED);
    };
    let mut bytes = bytes.to_vec();
    match given[1].map_or(Some("big"), Value::as_str) {
        Some("big") => {}
        Some("little") => bytes.reverse(),
        _ => return Err(NOT_FOLLOWED),
    }
    let mut number = 0_i128;
    for byte in bytes {
        number = number.checked_mul(256).ok_or(NOT_FOLLOWED)? + i128::from(byte);
    }
    Ok(int_value(number))
}

/// `repr()` of an object of the standard library.
pub(crate) fn repr(value: &Value) -> Outcome<String> {
    match &value.kind {
        Kind::Date(text) => date::repr(text).ok_or(NOT_FOLLOWED),
        Kind::Typed(hash::UUID, text) => Ok(hash::repr(text)),
        Kind::Typed(date::ZONE, text) => date::repr_of_zone(text).ok_or(NOT_FOLLOWED),
        Kind::Typed(class, _) if ip::is_class(class) => ip::repr(value, class),
        Kind::Typed("zoneinfo.ZoneInfo", key) => Ok(format!("zoneinfo.ZoneInfo(key={})", quoted(key))),
        Kind::Regex(pattern, 32) if pattern.chars().count() < 190 => {
            Ok(format!("re.compile({})", quoted(pattern)))
        }
        _ => Err(Failure::Unsupported("the text of an object")),
    }
}
