//! Operators: arithmetic, comparison, `in`, `range` and `round`.

use std::cmp::Ordering;

use super::text::percent_format;
use super::{
    Failure, Outcome, bool_value, date, decimal, int_value, ip, marker, path, text_value, type_name,
};
use crate::python::value::{Kind, Value};

/// A binary operator of Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    LeftShift,
    RightShift,
    And,
    Or,
    Xor,
}

impl Operator {
    pub(crate) const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::FloorDivide => "//",
            Self::Modulo => "%",
            Self::Power => "** or pow()",
            Self::LeftShift => "<<",
            Self::RightShift => ">>",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
        }
    }
}

/// A comparison that asks for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    const fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    fn holds(self, order: Option<Ordering>) -> bool {
        match self {
            Self::Less => order == Some(Ordering::Less),
            Self::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Self::Greater => order == Some(Ordering::Greater),
            Self::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

const BIG: Failure = Failure::NUMBER;
const UNKNOWN: Failure = Failure::Unsupported("a value that is not known");
const LONGEST: usize = 100_000;

/// What Python compares and calculates with as a number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Int(i128),
    Float(f64),
}

#[expect(clippy::cast_precision_loss, reason = "rounds to the nearest, as Python does")]
impl Number {
    const fn of(value: &Value) -> Option<Self> {
        match value.kind {
            Kind::Int(number) => Some(Self::Int(number)),
            Kind::Bool(flag) => Some(Self::Int(flag as i128)),
            Kind::Float(number) => Some(Self::Float(number)),
            _ => None,
        }
    }

    const fn float(self) -> f64 {
        match self {
            Self::Int(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

fn float_value(value: f64) -> Value {
    Value::unplaced(Kind::Float(value))
}

/// `left operator right`.
pub(crate) fn binary(operator: Operator, left: &Value, right: &Value) -> Outcome<Value> {
    let unknown = |value: &Value| matches!(value.kind, Kind::Unknown(_) | Kind::Maybe(_));
    if unknown(left) || unknown(right) {
        return Err(UNKNOWN);
    }
    if let (Some(one), Some(other)) = (Number::of(left), Number::of(right)) {
        return match (&left.kind, &right.kind, operator) {
            (Kind::Bool(one), Kind::Bool(other), Operator::And) => Ok(bool_value(*one && *other)),
            (Kind::Bool(one), Kind::Bool(other), Operator::Or) => Ok(bool_value(*one || *other)),
            (Kind::Bool(one), Kind::Bool(other), Operator::Xor) => Ok(bool_value(one != other)),
            _ => match (one, other) {
                (Number::Int(one), Number::Int(other)) => ints(operator, one, other),
                _ => floats(operator, one.float(), other.float(), || unsupported(operator, left, right)),
            },
        };
    }
    let kinds = (&left.kind, operator, &right.kind);
    let made = |kind| Ok(Value::unplaced(kind));
    match kinds {
        (Kind::Str(template), Operator::Modulo, _) => percent_format(template, right).map(text_value),
        (Kind::Str(one), Operator::Add, Kind::Str(other)) => {
            limit(one.len() + other.len())?;
            Ok(text_value(format!("{one}{other}")))
        }
        (Kind::Bytes(one), Operator::Add, Kind::Bytes(other)) => {
            made(Kind::Bytes(one.iter().chain(other.iter()).copied().collect()))
        }
        (Kind::Bytes(bytes), Operator::Multiply, Kind::Int(_))
        | (Kind::Int(_), Operator::Multiply, Kind::Bytes(bytes)) => {
            made(Kind::Bytes(bytes.repeat(times(left, right, bytes.len())?).into()))
        }
        (Kind::Bytes(_), Operator::Add, _) | (_, Operator::Add, Kind::Bytes(_))
            if [left, right].into_iter().all(is_data) =>
        {
            Err(unsupported(operator, left, right))
        }
        (Kind::Bytes(_), ..) | (_, _, Kind::Bytes(_)) => Err(Failure::Unsupported("an operator on bytes")),
        (Kind::Str(text), Operator::Multiply, _) | (_, Operator::Multiply, Kind::Str(text)) => {
            let count = times(left, right, text.len())?;
            Ok(text_value(text.repeat(count)))
        }
        (Kind::List(one), Operator::Add, Kind::List(other)) => {
            made(Kind::List([one.as_slice(), other].concat()))
        }
        (Kind::Tuple(one), Operator::Add, Kind::Tuple(other)) => {
            made(Kind::Tuple([one.as_slice(), other].concat()))
        }
        (Kind::List(items), Operator::Multiply, _) | (_, Operator::Multiply, Kind::List(items)) => {
            made(Kind::List(repeated(items, times(left, right, items.len())?)))
        }
        (Kind::Tuple(items), Operator::Multiply, _) | (_, Operator::Multiply, Kind::Tuple(items)) => {
            made(Kind::Tuple(repeated(items, times(left, right, items.len())?)))
        }
        (Kind::Dict(one), Operator::Or, Kind::Dict(other)) => {
            let mut pairs = one.clone();
            for (key, value) in other {
                put(&mut pairs, key, value)?;
            }
            made(Kind::Dict(pairs))
        }
        (
            Kind::Set(one),
            Operator::Or | Operator::And | Operator::Subtract | Operator::Xor,
            Kind::Set(other),
        ) => {
            let without = |items: &[Value], others: &[Value]| filtered(items, others, false);
            made(Kind::Set(match operator {
                Operator::And => filtered(one, other, true)?,
                Operator::Subtract => without(one, other)?,
                Operator::Or => [one.clone(), without(other, one)?].concat(),
                _ => [without(one, other)?, without(other, one)?].concat(),
            }))
        }
        (Kind::Path(_), Operator::Divide, Kind::Path(_) | Kind::Str(_))
        | (Kind::Str(_), Operator::Divide, Kind::Path(_)) => path::construct(&[left.clone(), right.clone()]),
        (Kind::Str(_) | Kind::List(_) | Kind::Tuple(_), Operator::Add, Kind::Timedelta(_)) => {
            Err(no_sequence(left, right))
        }
        (Kind::Date(_), Operator::Add | Operator::Subtract, Kind::Timedelta(_) | Kind::Date(_))
        | (Kind::Timedelta(_), Operator::Add, Kind::Date(_)) => {
            date::arithmetic(left, operator == Operator::Subtract, right)
        }
        (Kind::Timedelta(_), ..) | (_, _, Kind::Timedelta(_)) => durations(operator, left, right),
        (Kind::Decimal(_), ..) | (_, _, Kind::Decimal(_)) => decimal::binary(operator.symbol(), left, right),
        (Kind::Typed(..), Operator::Add | Operator::Subtract, Kind::Int(by)) => {
            ip::moved(left, if operator == Operator::Add { *by } else { -by })
        }
        (Kind::Typed(..) | Kind::Regex(..), ..) | (_, _, Kind::Typed(..) | Kind::Regex(..)) => {
            Err(Failure::Unsupported("an operator on objects"))
        }
        (Kind::Date(_), _, Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::None | Kind::List(_))
        | (Kind::Int(_) | Kind::Float(_) | Kind::None, _, Kind::Date(_)) => {
            Err(unsupported(operator, left, right))
        }
        (Kind::Date(_) | Kind::Object(_) | Kind::Lazy(_), ..)
        | (_, _, Kind::Date(_) | Kind::Object(_) | Kind::Lazy(_)) => {
            Err(Failure::Unsupported("an operator on objects"))
        }
        (Kind::Str(_) | Kind::List(_) | Kind::Tuple(_), Operator::Add, _) => Err(no_sequence(left, right)),
        _ => Err(unsupported(operator, left, right)),
    }
}

/// What has no operators of its own making.
fn is_data(value: &Value) -> bool {
    !matches!(value.kind, Kind::Decimal(_) | Kind::Date(_) | Kind::Object(_) | Kind::Lazy(_))
}

fn no_sequence(left: &Value, right: &Value) -> Failure {
    let (name, other) = (type_name(left), type_name(right));
    Failure::type_error(format!("can only concatenate {name} (not \"{other}\") to {name}"))
}

fn unsupported(operator: Operator, left: &Value, right: &Value) -> Failure {
    Failure::type_error(format!(
        "unsupported operand type(s) for {}: '{}' and '{}'",
        operator.symbol(),
        type_name(left),
        type_name(right)
    ))
}

fn limit(length: usize) -> Outcome<()> {
    if length > LONGEST * 10 { Err(Failure::TEXT) } else { Ok(()) }
}

/// How often `*` repeats a sequence.
fn times(left: &Value, right: &Value, length: usize) -> Outcome<usize> {
    let count = match (&left.kind, &right.kind) {
        (Kind::Int(count), _) | (_, Kind::Int(count)) => *count,
        (Kind::Bool(flag), _) | (_, Kind::Bool(flag)) => i128::from(*flag),
        (Kind::Str(_) | Kind::List(_) | Kind::Tuple(_), _) => {
            let message = format!("can't multiply sequence by non-int of type '{}'", type_name(right));
            return Err(Failure::type_error(message));
        }
        _ => {
            let message = format!("can't multiply sequence by non-int of type '{}'", type_name(left));
            return Err(Failure::type_error(message));
        }
    };
    let count = usize::try_from(count.max(0)).unwrap_or(usize::MAX);
    if count.saturating_mul(length) > LONGEST {
        return Err(Failure::ITEMS);
    }
    // Nothing, any number of times, is nothing.
    Ok(if length == 0 { 0 } else { count })
}

fn repeated(items: &[Value], count: usize) -> Vec<Value> {
    std::iter::repeat_n(items, count).flatten().cloned().collect()
}

/// Sets a key of a dict, keeping the old key as Python does.
pub(crate) fn put(pairs: &mut Vec<(Value, Value)>, key: &Value, value: &Value) -> Outcome<()> {
    for (known, old) in pairs.iter_mut() {
        if equal(known, key)? {
            *old = value.clone();
            return Ok(());
        }
    }
    pairs.push((key.clone(), value.clone()));
    Ok(())
}

/// The items that are, or are not, among the others.
fn filtered(items: &[Value], others: &[Value], wanted: bool) -> Outcome<Vec<Value>> {
    let mut kept = Vec::new();
    for item in items {
        if among(others, item)? == wanted {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

fn ints(operator: Operator, left: i128, right: i128) -> Outcome<Value> {
    let zero = |message: &str| Failure::raises("ZeroDivisionError", message);
    let number = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::FloorDivide if right == 0 => return Err(zero("integer division or modulo by zero")),
        Operator::Modulo if right == 0 => return Err(zero("integer modulo by zero")),
        Operator::FloorDivide => left.checked_div(right).map(|quotient| {
            // Python rounds down, Rust towards zero.
            if left % right != 0 && ((left < 0) != (right < 0)) { quotient - 1 } else { quotient }
        }),
        Operator::Modulo => {
            let rest = left.wrapping_rem(right);
            Some(if rest != 0 && ((rest < 0) != (right < 0)) { rest + right } else { rest })
        }
        Operator::Divide if right == 0 => return Err(zero("division by zero")),
        Operator::Divide => {
            const EXACT: u128 = 1 << 53;
            if left.unsigned_abs() > EXACT || right.unsigned_abs() > EXACT {
                return Err(Failure::Unsupported("a division of very large numbers"));
            }
            return Ok(float_value(Number::Int(left).float() / Number::Int(right).float()));
        }
        Operator::Power if right < 0 => {
            return floats(operator, Number::Int(left).float(), Number::Int(right).float(), || BIG);
        }
        Operator::Power => match (left, u32::try_from(right)) {
            (0 | 1, _) => Some(if right == 0 { 1 } else { left }),
            (-1, _) => Some(if right % 2 == 0 { 1 } else { -1 }),
            (_, Ok(right)) => left.checked_pow(right),
            _ => None,
        },
        Operator::LeftShift | Operator::RightShift if right < 0 => {
            return Err(Failure::value_error("negative shift count"));
        }
        Operator::LeftShift if left == 0 => Some(0),
        Operator::LeftShift => {
            let count = u32::try_from(right).ok().filter(|count| *count < 127);
            count.and_then(|count| left.checked_mul(1_i128 << count))
        }
        Operator::RightShift => {
            Some(left >> u32::try_from(right).ok().filter(|count| *count < 128).unwrap_or(127))
        }
        Operator::And => Some(left & right),
        Operator::Or => Some(left | right),
        Operator::Xor => Some(left ^ right),
    };
    number.map(int_value).ok_or(BIG)
}

fn floats(operator: Operator, left: f64, right: f64, wrong: impl Fn() -> Failure) -> Outcome<Value> {
    let zero = |message: &str| Err(Failure::raises("ZeroDivisionError", message));
    Ok(float_value(match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide if right == 0.0 => return zero("float division by zero"),
        Operator::Divide => left / right,
        Operator::FloorDivide if right == 0.0 => return zero("float floor division by zero"),
        Operator::Modulo if right == 0.0 => return zero("float modulo by zero"),
        Operator::FloorDivide => divide(left, right).0,
        Operator::Modulo => divide(left, right).1,
        Operator::Power if left == 0.0 && right < 0.0 && right.is_finite() => {
            return zero("0.0 cannot be raised to a negative power");
        }
        Operator::Power => {
            if left < 0.0 && left.is_finite() && right.is_finite() && right.fract() != 0.0 {
                return Err(Failure::Unsupported("a complex number"));
            }
            let power = left.powf(right);
            if power.is_infinite() && left.is_finite() && right.is_finite() {
                let message = "(34, 'Numerical result out of range')";
                return Err(Failure::raises("OverflowError", message));
            }
            power
        }
        _ => return Err(wrong()),
    }))
}

/// The quotient rounded down and the rest with the divisor's sign.
fn divide(left: f64, right: f64) -> (f64, f64) {
    let mut rest = left % right;
    let mut quotient = (left - rest) / right;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (rest < 0.0) {
        rest += right;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(left / right), rest);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

fn durations(operator: Operator, left: &Value, right: &Value) -> Outcome<Value> {
    let made = |micros: Option<i128>| {
        // As many days as Python allows.
        let most = 86_400_000_000_i128 * 999_999_999;
        match micros {
            Some(micros) if micros.abs() <= most => Ok(Value::unplaced(Kind::Timedelta(micros))),
            _ => Err(Failure::Unsupported("a very long time")),
        }
    };
    match (&left.kind, operator, &right.kind) {
        (Kind::Timedelta(one), Operator::Add, Kind::Timedelta(other)) => made(one.checked_add(*other)),
        (Kind::Timedelta(one), Operator::Subtract, Kind::Timedelta(other)) => made(one.checked_sub(*other)),
        (
            Kind::Timedelta(_),
            Operator::FloorDivide | Operator::Modulo | Operator::Divide,
            Kind::Timedelta(0),
        )
        | (Kind::Timedelta(_), Operator::FloorDivide, Kind::Int(0)) => {
            Err(Failure::Unsupported("a division by nothing"))
        }
        (Kind::Timedelta(one), Operator::FloorDivide, Kind::Timedelta(other)) => {
            ints(Operator::FloorDivide, *one, *other)
        }
        (Kind::Timedelta(one), Operator::Divide, Kind::Timedelta(other)) => {
            ints(Operator::Divide, *one, *other)
        }
        (Kind::Timedelta(one), Operator::Modulo, Kind::Timedelta(other)) => {
            match ints(Operator::Modulo, *one, *other)?.kind {
                Kind::Int(micros) => made(Some(micros)),
                _ => Err(BIG),
            }
        }
        // Exact while the float is a whole number of halves, quarters, ...
        (Kind::Timedelta(micros), Operator::Multiply, Kind::Float(factor))
        | (Kind::Float(factor), Operator::Multiply, Kind::Timedelta(micros))
            if (factor * 1024.0).fract() == 0.0 && factor.abs() < 1e9 && micros.abs() < 1 << 60 =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
            let scaled = micros.checked_mul((factor * 1024.0) as i128);
            match scaled {
                Some(scaled) if scaled % 1024 == 0 => made(Some(scaled / 1024)),
                _ => Err(Failure::Unsupported("this arithmetic of times")),
            }
        }
        (Kind::Timedelta(micros), Operator::Multiply, Kind::Int(count))
        | (Kind::Int(count), Operator::Multiply, Kind::Timedelta(micros)) => made(micros.checked_mul(*count)),
        (Kind::Timedelta(micros), Operator::FloorDivide, Kind::Int(count)) => {
            match ints(Operator::FloorDivide, *micros, *count)?.kind {
                Kind::Int(micros) => made(Some(micros)),
                _ => Err(BIG),
            }
        }
        (Kind::Timedelta(micros), Operator::Divide, Kind::Int(count))
            if *count != 0 && micros % count == 0 =>
        {
            made(micros.checked_div(*count))
        }
        (Kind::Timedelta(_), _, Kind::Str(_) | Kind::None | Kind::List(_) | Kind::Dict(_))
        | (Kind::None | Kind::List(_) | Kind::Dict(_), _, Kind::Timedelta(_)) => {
            Err(unsupported(operator, left, right))
        }
        (Kind::Timedelta(_), Operator::Add | Operator::Subtract, Kind::Int(_) | Kind::Float(_))
        | (Kind::Int(_) | Kind::Float(_), Operator::Add | Operator::Subtract, Kind::Timedelta(_)) => {
            Err(unsupported(operator, left, right))
        }
        _ => Err(Failure::Unsupported("this arithmetic of times")),
    }
}

/// `-value`, `+value`.
pub(crate) fn negative(value: &Value) -> Outcome<Value> {
    match (&value.kind, Number::of(value)) {
        (_, Some(Number::Int(number))) => number.checked_neg().map(int_value).ok_or(BIG),
        (_, Some(Number::Float(number))) => Ok(float_value(-number)),
        (Kind::Timedelta(micros), _) => Ok(Value::unplaced(Kind::Timedelta(-micros))),
        (Kind::Decimal(text), _) => decimal::negated(text),
        _ => Err(bad_unary("-", value)),
    }
}

pub(crate) fn positive(value: &Value) -> Outcome<Value> {
    match (&value.kind, Number::of(value)) {
        (_, Some(Number::Int(number))) => Ok(int_value(number)),
        (Kind::Float(_) | Kind::Timedelta(_), _) => Ok(value.clone()),
        (Kind::Decimal(text), _) => decimal::positive(text),
        _ => Err(bad_unary("+", value)),
    }
}

/// `~value`.
pub(crate) fn inverted(value: &Value) -> Outcome<Value> {
    match Number::of(value) {
        Some(Number::Int(number)) => Ok(int_value(!number)),
        _ => Err(bad_unary("~", value)),
    }
}

fn bad_unary(operator: &str, value: &Value) -> Failure {
    match value.kind {
        Kind::Unknown(_) | Kind::Maybe(_) => UNKNOWN,
        Kind::Decimal(_) | Kind::Object(_) => Failure::Unsupported("an operator on objects"),
        _ => Failure::type_error(format!("bad operand type for unary {operator}: '{}'", type_name(value))),
    }
}

/// `left == right`.
pub(crate) fn equal(left: &Value, right: &Value) -> Outcome<bool> {
    if let (Some(one), Some(other)) = (Number::of(left), Number::of(right)) {
        return Ok(in_order(one, other) == Some(Ordering::Equal));
    }
    match (&left.kind, &right.kind) {
        (Kind::Unknown(_) | Kind::Maybe(_), _) | (_, Kind::Unknown(_) | Kind::Maybe(_)) => Err(UNKNOWN),
        (Kind::Str(one), Kind::Str(other)) | (Kind::Path(one), Kind::Path(other)) => {
            marker::equal(one, other)
        }
        (Kind::Lazy(_), Kind::Lazy(_) | Kind::Str(_)) | (Kind::Str(_), Kind::Lazy(_)) => {
            Err(Failure::Unsupported("text in the language of the reader"))
        }
        (Kind::List(one), Kind::List(other)) | (Kind::Tuple(one), Kind::Tuple(other)) => {
            if one.len() != other.len() {
                return Ok(false);
            }
            // A pair that differs for certain outweighs one that is not known.
            all(one.iter().zip(other).map(|(one, other)| equal(one, other)))
        }
        (Kind::Set(one), Kind::Set(other)) => {
            Ok(one.len() == other.len() && all(one.iter().map(|item| among(other, item)))?)
        }
        (Kind::Dict(one), Kind::Dict(other)) => {
            if one.len() != other.len() {
                return Ok(false);
            }
            all(one.iter().map(|(key, value)| match find(other, key)? {
                Some(found) => equal(value, found),
                None => Ok(false),
            }))
        }
        (Kind::Decimal(_), Kind::Decimal(_) | Kind::Int(_) | Kind::Float(_) | Kind::Bool(_))
        | (Kind::Int(_) | Kind::Float(_) | Kind::Bool(_), Kind::Decimal(_)) => {
            decimal::order(left, right).map(|order| order == Ordering::Equal)
        }
        (Kind::Typed(class, one), Kind::Typed(other, text)) => Ok(class == other && one == text),
        (Kind::Object(_), Kind::None) | (Kind::None, Kind::Object(_)) => Ok(false),
        (Kind::Object(_), _) | (_, Kind::Object(_)) => Err(Failure::Unsupported("a comparison of objects")),
        (Kind::Regex(one, flags), Kind::Regex(other, others)) => Ok(one == other && flags == others),
        (Kind::Bytes(one), Kind::Bytes(other)) => Ok(one == other),
        (Kind::Timedelta(one), Kind::Timedelta(other)) => Ok(one == other),
        (Kind::Date(one), Kind::Date(other)) => {
            date::equal(one, other).ok_or(Failure::Unsupported("a comparison of dates"))
        }
        (Kind::None, Kind::None) => Ok(true),
        _ => Ok(false),
    }
}

fn all(tests: impl Iterator<Item = Outcome<bool>>) -> Outcome<bool> {
    let mut failure = None;
    for test in tests {
        match test {
            Ok(false) => return Ok(false),
            Ok(true) => {}
            Err(first) => failure = failure.or(Some(first)),
        }
    }
    failure.map_or(Ok(true), Err)
}

/// The value of a dict's key; fails where a key could be equal.
pub(crate) fn find<'a>(pairs: &'a [(Value, Value)], key: &Value) -> Outcome<Option<&'a Value>> {
    let mut failure = None;
    for (known, value) in pairs {
        match equal(known, key) {
            Ok(true) => return Ok(Some(value)),
            Ok(false) => {}
            Err(first) => failure = failure.or(Some(first)),
        }
    }
    failure.map_or(Ok(None), Err)
}

fn among(items: &[Value], wanted: &Value) -> Outcome<bool> {
    let mut failure = None;
    for item in items {
        match equal(item, wanted) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(first) => failure = failure.or(Some(first)),
        }
    }
    failure.map_or(Ok(false), Err)
}

/// How two numbers stand to each other, exactly.
pub(crate) fn in_order(left: Number, right: Number) -> Option<Ordering> {
    match (left, right) {
        (Number::Int(one), Number::Int(other)) => Some(one.cmp(&other)),
        (Number::Float(one), Number::Float(other)) => one.partial_cmp(&other),
        (Number::Float(_), Number::Int(_)) => in_order(right, left).map(Ordering::reverse),
        (Number::Int(one), Number::Float(other)) => {
            if other.is_nan() {
                None
            } else if other.abs() >= 1.7e38 {
                Some(if other > 0.0 { Ordering::Less } else { Ordering::Greater })
            } else {
                #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
                let whole = other.trunc() as i128;
                Some(one.cmp(&whole).then(0.0.partial_cmp(&other.fract())?))
            }
        }
    }
}

/// `left < right` and the like.
pub(crate) fn compare(comparison: Comparison, left: &Value, right: &Value) -> Outcome<bool> {
    let wrong = || {
        Err(Failure::type_error(format!(
            "'{}' not supported between instances of '{}' and '{}'",
            comparison.symbol(),
            type_name(left),
            type_name(right)
        )))
    };
    if let (Some(one), Some(other)) = (Number::of(left), Number::of(right)) {
        return Ok(comparison.holds(in_order(one, other)));
    }
    match (&left.kind, &right.kind) {
        (Kind::Unknown(_) | Kind::Maybe(_), _) | (_, Kind::Unknown(_) | Kind::Maybe(_)) => Err(UNKNOWN),
        (Kind::Str(one), Kind::Str(other)) => Ok(comparison.holds(Some(marker::order(one, other)?))),
        (Kind::Bytes(one), Kind::Bytes(other)) => Ok(comparison.holds(Some(one.cmp(other)))),
        (Kind::Timedelta(one), Kind::Timedelta(other)) => Ok(comparison.holds(Some(one.cmp(other)))),
        (Kind::List(one), Kind::List(other)) | (Kind::Tuple(one), Kind::Tuple(other)) => {
            for (one, other) in one.iter().zip(other) {
                if !equal(one, other)? {
                    return compare(comparison, one, other);
                }
            }
            Ok(comparison.holds(Some(one.len().cmp(&other.len()))))
        }
        (Kind::Set(one), Kind::Set(other)) => {
            let (small, large) = match comparison {
                Comparison::Less | Comparison::LessOrEqual => (one, other),
                Comparison::Greater | Comparison::GreaterOrEqual => (other, one),
            };
            let proper = matches!(comparison, Comparison::Less | Comparison::Greater);
            Ok(all(small.iter().map(|item| among(large, item)))? && (!proper || small.len() < large.len()))
        }
        (Kind::Path(one), Kind::Path(other))
            if !marker::is_marked(one)
                && !marker::is_marked(other)
                && one.starts_with("//") == other.starts_with("//")
                && one.starts_with('/') == other.starts_with('/') =>
        {
            Ok(comparison.holds(Some(one.split('/').cmp(other.split('/')))))
        }
        (Kind::Date(one), Kind::Date(other)) => match date::order(one, other) {
            Some(order) => Ok(comparison.holds(Some(order))),
            None => match (date::class(one), date::class(other)) {
                (Some("datetime.date"), Some("datetime.datetime"))
                | (Some("datetime.datetime"), Some("datetime.date")) => {
                    Err(Failure::type_error("can't compare datetime.datetime to datetime.date"))
                }
                (Some(one), Some(other)) if one == other => Err(Failure::type_error(format!(
                    "can't compare offset-naive and offset-aware {}s",
                    one.trim_start_matches("datetime.")
                ))),
                _ => Err(Failure::Unsupported("an order of objects")),
            },
        },
        (Kind::Decimal(_), Kind::Decimal(_) | Kind::Int(_) | Kind::Float(_) | Kind::Bool(_))
        | (Kind::Int(_) | Kind::Float(_) | Kind::Bool(_), Kind::Decimal(_)) => {
            decimal::order(left, right).map(|order| comparison.holds(Some(order)))
        }
        (Kind::Typed(..), Kind::Typed(..)) => match ip::order(left, right) {
            Some(order) => Ok(comparison.holds(Some(order))),
            None => Err(Failure::Unsupported("an order of objects")),
        },
        (
            Kind::Object(_)
            | Kind::Typed(..)
            | Kind::Decimal(_)
            | Kind::Date(_)
            | Kind::Lazy(_)
            | Kind::Path(_),
            _,
        )
        | (
            _,
            Kind::Object(_)
            | Kind::Typed(..)
            | Kind::Decimal(_)
            | Kind::Date(_)
            | Kind::Lazy(_)
            | Kind::Path(_),
        ) => Err(Failure::Unsupported("an order of objects")),
        _ => wrong(),
    }
}

/// `round(value)` and `round(value, digits)`.
pub(crate) fn round(value: &Value, digits: Option<i128>) -> Outcome<Value> {
    if let Kind::Decimal(text) = &value.kind {
        return decimal::round(text, digits);
    }
    match (Number::of(value), digits) {
        (Some(Number::Int(number)), Some(digits)) if digits < 0 => {
            let Some(unit) = u32::try_from(-digits).ok().and_then(|digits| 10_i128.checked_pow(digits))
            else {
                return Ok(int_value(0));
            };
            let (down, rest) = (number.div_euclid(unit), number.rem_euclid(unit));
            let up = rest * 2 > unit || (rest * 2 == unit && down % 2 != 0);
            down.checked_add(i128::from(up))
                .and_then(|count| count.checked_mul(unit))
                .map(int_value)
                .ok_or(BIG)
        }
        (Some(Number::Int(number)), _) => Ok(int_value(number)),
        (Some(Number::Float(number)), None) => match number {
            _ if number.is_nan() => Err(Failure::value_error("cannot convert float NaN to integer")),
            _ if number.is_infinite() => {
                Err(Failure::raises("OverflowError", "cannot convert float infinity to integer"))
            }
            _ if number.abs() > 1e30 => Err(BIG),
            #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked")]
            _ => Ok(int_value(number.round_ties_even() as i128)),
        },
        (Some(Number::Float(number)), Some(digits)) => {
            let digits = usize::try_from(digits).map_err(|_| Failure::Unsupported("rounding to tens"))?;
            if digits > 330 || !number.is_finite() {
                return Ok(float_value(number));
            }
            let rounded = format!("{number:.digits$}").parse::<f64>();
            rounded.map(float_value).map_err(|_| Failure::Unsupported("rounding"))
        }
        (None, _) if matches!(value.kind, Kind::Decimal(_) | Kind::Object(_)) => {
            Err(Failure::Unsupported("rounding of an object"))
        }
        (None, _) => {
            let name = type_name(value);
            Err(Failure::type_error(format!("type {name} doesn't define __round__ method")))
        }
    }
}

/// `hash(key)` would work: lists, dicts and sets are no keys.
pub(crate) fn hashable(value: &Value) -> Outcome<()> {
    match &value.kind {
        Kind::List(_) | Kind::Dict(_) | Kind::Set(_) => {
            Err(Failure::type_error(format!("unhashable type: '{}'", type_name(value))))
        }
        Kind::Tuple(items) => items.iter().try_for_each(hashable),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::{shown, value_of};

    #[test]
    fn arithmetic_is_pythons() {
        use Operator::{Add, Divide, FloorDivide, LeftShift, Modulo, Multiply, Or, Power, Subtract};
        for (left, operator, right, expected) in [
            ("7", FloorDivide, "-2", "-4"),
            ("7", Modulo, "-2", "-1"),
            ("-7.5", Modulo, "2", "0.5"),
            ("7", Divide, "2", "3.5"),
            ("2", Power, "-1", "0.5"),
            ("2", Power, "200", "-"),
            ("1", LeftShift, "20", "1048576"),
            ("True", Add, "1", "2"),
            ("1", Divide, "0", "ZeroDivisionError: division by zero"),
            ("'a'", Multiply, "3", "'aaa'"),
            ("[1]", Add, "[2]", "[1, 2]"),
            ("[1]", Add, "(2,)", "TypeError: can only concatenate list (not \"tuple\") to list"),
            ("{'a': 1}", Or, "{'a': 2, 'b': 3}", "{'a': 2, 'b': 3}"),
            ("{1}", Subtract, "{1}", "set()"),
            ("Path'<ROOT>'", Divide, "'static'", "PosixPath('<ROOT>/static')"),
            ("'1'", Add, "1", "TypeError: can only concatenate str (not \"int\") to str"),
            ("None", Add, "1", "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'"),
        ] {
            assert_eq!(
                shown(binary(operator, &value_of(left), &value_of(right))),
                expected,
                "{left} {right}"
            );
        }
        assert_eq!(shown(round(&value_of("2.675"), Some(2))), "2.67");
        assert_eq!(shown(round(&value_of("2.5"), None)), "2");
    }

    #[test]
    fn equality_crosses_types_and_order_does_not() {
        for (left, right, expected) in [
            ("1", "True", Ok(true)),
            ("1", "1.0", Ok(true)),
            ("[1]", "(1,)", Ok(false)),
            ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1.0}", Ok(true)),
            ("'<ROOT>/a'", "'/a'", Err(())),
            ("['<ROOT>', 1]", "['/a', 2]", Ok(false)),
            ("9007199254740993", "9007199254740992.0", Ok(false)),
        ] {
            assert_eq!(equal(&value_of(left), &value_of(right)).map_err(drop), expected, "{left} == {right}");
        }
        let less = |left: &str, right: &str| compare(Comparison::Less, &value_of(left), &value_of(right));
        assert_eq!(
            (less("(1, 'a')", "(1, 'b')"), less("'B'", "'a'"), less("{1}", "{1, 2}")),
            (Ok(true), Ok(true), Ok(true))
        );
        assert!(matches!(less("1", "'a'"), Err(Failure::Raises { class: "TypeError", .. })));
    }
}
