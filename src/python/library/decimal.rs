//! `decimal.Decimal` in the default context: 28 digits, half to even. Kept as
//! the text that `str()` gives.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

use super::{Failure, Outcome, bind, bool_value, casts, int_value, text_value, type_name, whole};
use crate::python::value::{Kind, Value};

const DIGITS: usize = 28;
/// Exponents beyond are not followed.
const FARTHEST: i64 = 400;

const NOT_FOLLOWED: Failure = Failure::Unsupported("this decimal");

#[derive(Debug, Clone)]
struct Decimal {
    negative: bool,
    digits: BigUint,
    exponent: i64,
}

fn power(exponent: i64) -> Outcome<BigUint> {
    let exponent = u32::try_from(exponent).ok().filter(|exponent| *exponent < 4000).ok_or(NOT_FOLLOWED)?;
    Ok(BigUint::from(10_u32).pow(exponent))
}

fn length(digits: &BigUint) -> usize {
    if digits.is_zero() { 1 } else { digits.to_string().len() }
}

/// A quotient rounded by a mode of `decimal`.
fn rounded(digits: &BigUint, by: &BigUint, negative: bool, mode: &str) -> Outcome<BigUint> {
    let (quotient, rest) = (digits / by, digits % by);
    if rest.is_zero() {
        return Ok(quotient);
    }
    let half = (&rest * 2_u32).cmp(by);
    let odd = &quotient % 2_u32 == BigUint::one();
    let last = (&quotient % 10_u32).to_u32().unwrap_or(0);
    let up = match mode {
        "ROUND_HALF_EVEN" => half == Ordering::Greater || half == Ordering::Equal && odd,
        "ROUND_HALF_UP" => half != Ordering::Less,
        "ROUND_HALF_DOWN" => half == Ordering::Greater,
        "ROUND_UP" => true,
        "ROUND_DOWN" => false,
        "ROUND_CEILING" => !negative,
        "ROUND_FLOOR" => negative,
        "ROUND_05UP" => last == 0 || last == 5,
        _ => return Err(NOT_FOLLOWED),
    };
    Ok(if up { quotient + 1_u32 } else { quotient })
}

impl Decimal {
    /// From the text that is kept; infinities and NaN are not followed.
    fn of(text: &str) -> Outcome<Self> {
        let (negative, body) = text.strip_prefix('-').map_or((false, text), |body| (true, body));
        let (mantissa, exponent) = body.split_once('E').unwrap_or((body, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: BigUint = format!("{whole}{fraction}").parse().map_err(|_| NOT_FOLLOWED)?;
        let exponent = exponent.parse::<i64>().map_err(|_| NOT_FOLLOWED)? - fraction.len() as i64;
        if exponent.abs() > FARTHEST {
            return Err(NOT_FOLLOWED);
        }
        Ok(Self { negative, digits, exponent })
    }

    fn of_value(value: &Value) -> Outcome<Self> {
        match &value.kind {
            Kind::Decimal(text) => Self::of(text),
            Kind::Int(_) | Kind::Bool(_) => {
                let number = whole(value)?;
                Ok(Self { negative: number < 0, digits: number.unsigned_abs().into(), exponent: 0 })
            }
            _ => Err(NOT_FOLLOWED),
        }
    }

    fn value(&self) -> Outcome<Value> {
        let sign = if self.negative { "-" } else { "" };
        casts::decimal_of_text(&format!("{sign}{}E{}", self.digits, self.exponent))
    }

    /// In the context's precision.
    fn fixed(mut self) -> Outcome<Self> {
        let count = length(&self.digits);
        if count > DIGITS {
            let cut = (count - DIGITS) as i64;
            self.digits = rounded(&self.digits, &power(cut)?, self.negative, "ROUND_HALF_EVEN")?;
            self.exponent += cut;
            if length(&self.digits) > DIGITS {
                self.digits /= 10_u32;
                self.exponent += 1;
            }
        }
        Ok(self)
    }

    /// Both as whole numbers of one exponent.
    fn aligned(&self, other: &Self) -> Outcome<(BigUint, BigUint, i64)> {
        let exponent = self.exponent.min(other.exponent);
        let one = &self.digits * power(self.exponent - exponent)?;
        let two = &other.digits * power(other.exponent - exponent)?;
        Ok((one, two, exponent))
    }

    fn plus(&self, other: &Self) -> Outcome<Self> {
        let (one, two, exponent) = self.aligned(other)?;
        let (negative, digits) = if self.negative == other.negative {
            (self.negative, one + two)
        } else {
            match one.cmp(&two) {
                Ordering::Greater => (self.negative, one - two),
                Ordering::Less => (other.negative, two - one),
                Ordering::Equal => (false, BigUint::zero()),
            }
        };
        Self { negative, digits, exponent }.fixed()
    }

    fn order(&self, other: &Self) -> Outcome<Ordering> {
        let (one, two, _) = self.aligned(other)?;
        let zero = one.is_zero() && two.is_zero();
        Ok(match (self.negative, other.negative) {
            _ if zero => Ordering::Equal,
            (false, false) => one.cmp(&two),
            (true, true) => two.cmp(&one),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        })
    }

    fn divided(&self, other: &Self) -> Outcome<Self> {
        if other.digits.is_zero() {
            let (class, message) = if self.digits.is_zero() {
                ("InvalidOperation", "[<class 'decimal.DivisionUndefined'>]")
            } else {
                ("DivisionByZero", "[<class 'decimal.DivisionByZero'>]")
            };
            return Err(Failure::raises(class, message));
        }
        let negative = self.negative != other.negative;
        let ideal = self.exponent - other.exponent;
        if self.digits.is_zero() {
            return Ok(Self { negative, digits: BigUint::zero(), exponent: ideal });
        }
        let shift = length(&other.digits) as i64 - length(&self.digits) as i64 + DIGITS as i64 + 1;
        let mut exponent = ideal - shift;
        let (dividend, divisor) = if shift >= 0 {
            (&self.digits * power(shift)?, other.digits.clone())
        } else {
            (self.digits.clone(), &other.digits * power(-shift)?)
        };
        let mut digits = &dividend / &divisor;
        if (&dividend % &divisor).is_zero() {
            while exponent < ideal && (&digits % 10_u32).is_zero() {
                digits /= 10_u32;
                exponent += 1;
            }
        } else if (&digits % 5_u32).is_zero() {
            digits += 1_u32;
        }
        Self { negative, digits, exponent }.fixed()
    }

    fn divided_whole(&self, other: &Self) -> Outcome<(Self, Self)> {
        if other.digits.is_zero() {
            return Err(NOT_FOLLOWED);
        }
        let (one, two, exponent) = self.aligned(other)?;
        let quotient = &one / &two;
        if length(&quotient) > DIGITS {
            return Err(NOT_FOLLOWED);
        }
        let rest = Self { negative: self.negative, digits: &one % &two, exponent };
        Ok((Self { negative: self.negative != other.negative, digits: quotient, exponent: 0 }, rest.fixed()?))
    }

    fn quantized(&self, exponent: i64, mode: &str) -> Outcome<Self> {
        let digits = if exponent <= self.exponent {
            &self.digits * power(self.exponent - exponent)?
        } else {
            rounded(&self.digits, &power(exponent - self.exponent)?, self.negative, mode)?
        };
        if length(&digits) > DIGITS {
            return Err(Failure::raises("InvalidOperation", "[<class 'decimal.InvalidOperation'>]"));
        }
        Ok(Self { negative: self.negative, digits, exponent })
    }

    fn integer(&self, mode: &str) -> Outcome<BigUint> {
        if self.exponent >= 0 {
            Ok(&self.digits * power(self.exponent)?)
        } else {
            rounded(&self.digits, &power(-self.exponent)?, self.negative, mode)
        }
    }
}

/// `Decimal(value)`.
pub(crate) fn construct(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let given = bind(&["value", "context"], args, named)?;
    match given[0].map(|value| (value, &value.kind)) {
        None => casts::decimal_of_text("0"),
        _ if given[1].is_some() => Err(NOT_FOLLOWED),
        Some((_, Kind::Str(text))) => casts::decimal_of_text(text),
        Some((value, Kind::Decimal(_))) => Ok(value.clone()),
        Some((value, Kind::Int(_) | Kind::Bool(_))) => casts::decimal_of_text(&whole(value)?.to_string()),
        Some((_, Kind::Float(number))) => of_float(*number),
        Some((value, Kind::None | Kind::Dict(_) | Kind::Set(_) | Kind::Bytes(_))) => {
            let class = type_name(value);
            Err(Failure::type_error(format!("conversion from {class} to Decimal is not supported")))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// The exact value of a float.
fn of_float(number: f64) -> Outcome<Value> {
    if !number.is_finite() {
        return Err(NOT_FOLLOWED);
    }
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mut mantissa, mut power_of_two) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    if mantissa == 0 {
        let zero = Decimal { negative: number.is_sign_negative(), digits: BigUint::zero(), exponent: 0 };
        return zero.value();
    }
    while mantissa & 1 == 0 && power_of_two < 0 {
        mantissa >>= 1;
        power_of_two += 1;
    }
    if !(-200..=200).contains(&power_of_two) {
        return Err(NOT_FOLLOWED);
    }
    let mantissa = BigUint::from(mantissa);
    let (digits, exponent) = if power_of_two >= 0 {
        (mantissa << power_of_two as usize, 0)
    } else {
        (mantissa * BigUint::from(5_u32).pow(-power_of_two as u32), power_of_two)
    };
    Decimal { negative: number < 0.0, digits, exponent }.value()
}

/// `left operator right`, one being a decimal and the other a decimal or an int.
pub(crate) fn binary(sign: &str, left: &Value, right: &Value) -> Outcome<Value> {
    for value in [left, right] {
        if matches!(value.kind, Kind::Float(_) | Kind::Str(_) | Kind::None) && sign != "%" {
            let (one, other) = (type_name(left), type_name(right));
            return Err(Failure::type_error(format!(
                "unsupported operand type(s) for {sign}: '{one}' and '{other}'"
            )));
        }
    }
    let (one, other) = (Decimal::of_value(left)?, Decimal::of_value(right)?);
    match sign {
        "+" => one.plus(&other)?,
        "-" => one.plus(&Decimal { negative: !other.negative, ..other })?,
        "*" => Decimal {
            negative: one.negative != other.negative,
            digits: &one.digits * &other.digits,
            exponent: one.exponent + other.exponent,
        }
        .fixed()?,
        "/" => one.divided(&other)?,
        "//" => one.divided_whole(&other)?.0,
        "%" => one.divided_whole(&other)?.1,
        "** or pow()" if other.exponent == 0 && !other.negative && !other.digits.is_zero() => {
            let times = other.digits.to_u32().filter(|times| *times <= 200).ok_or(NOT_FOLLOWED)?;
            let digits = one.digits.pow(times);
            if length(&digits) > DIGITS {
                return Err(NOT_FOLLOWED);
            }
            let negative = one.negative && times % 2 == 1;
            let exponent = if digits.is_zero() { 0 } else { one.exponent * i64::from(times) };
            Decimal { negative, digits, exponent }
        }
        _ => return Err(NOT_FOLLOWED),
    }
    .value()
}

/// The order of two numbers of which one is a decimal.
pub(crate) fn order(left: &Value, right: &Value) -> Outcome<Ordering> {
    let exact = |value: &Value| match value.kind {
        Kind::Float(number) => of_float(number),
        _ => Ok(value.clone()),
    };
    Decimal::of_value(&exact(left)?)?.order(&Decimal::of_value(&exact(right)?)?)
}

pub(crate) fn negated(text: &str) -> Outcome<Value> {
    let number = Decimal::of(text)?;
    // A context's minus of zero is zero.
    let negative = !number.negative && !number.digits.is_zero();
    Decimal { negative, ..number }.fixed()?.value()
}

pub(crate) fn positive(text: &str) -> Outcome<Value> {
    let number = Decimal::of(text)?;
    let negative = number.negative && !number.digits.is_zero();
    Decimal { negative, ..number }.fixed()?.value()
}

pub(crate) fn absolute(text: &str) -> Outcome<Value> {
    Decimal { negative: false, ..Decimal::of(text)? }.fixed()?.value()
}

/// `int(decimal)`.
pub(crate) fn integer(text: &str) -> Outcome<i128> {
    let number = Decimal::of(text)?;
    let digits = number.integer("ROUND_DOWN")?.to_i128().ok_or(NOT_FOLLOWED)?;
    Ok(if number.negative { -digits } else { digits })
}

/// `round(decimal, digits)`.
pub(crate) fn round(text: &str, digits: Option<i128>) -> Outcome<Value> {
    let number = Decimal::of(text)?;
    match digits {
        None => {
            let digits = number.integer("ROUND_HALF_EVEN")?.to_i128().ok_or(NOT_FOLLOWED)?;
            Ok(int_value(if number.negative { -digits } else { digits }))
        }
        Some(digits) => {
            let digits =
                i64::try_from(digits).ok().filter(|digits| digits.abs() < FARTHEST).ok_or(NOT_FOLLOWED)?;
            number.quantized(-digits, "ROUND_HALF_EVEN")?.value()
        }
    }
}

/// The methods that a decimal has, of those that settings may ask for.
pub(crate) const METHODS: [&str; 20] = [
    "quantize",
    "normalize",
    "to_integral_value",
    "to_integral",
    "to_integral_exact",
    "is_nan",
    "is_zero",
    "is_signed",
    "is_infinite",
    "is_finite",
    "compare",
    "sqrt",
    "as_tuple",
    "as_integer_ratio",
    "adjusted",
    "copy_abs",
    "copy_negate",
    "max",
    "min",
    "scaleb",
];

pub(crate) fn method(text: &str, name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let number = Decimal::of(text)?;
    let mode = |value: Option<&Value>| match value.map(|value| &value.kind) {
        None | Some(Kind::None) => Ok("ROUND_HALF_EVEN".to_owned()),
        Some(Kind::Str(mode)) => Ok(mode.to_string()),
        Some(_) => Err(NOT_FOLLOWED),
    };
    match name {
        "quantize" => {
            let given = bind(&["exp", "rounding"], args, named)?;
            let exponent = Decimal::of_value(given[0].ok_or(NOT_FOLLOWED)?)?.exponent;
            number.quantized(exponent, &mode(given[1])?)?.value()
        }
        "to_integral_value" | "to_integral" => {
            let given = bind(&["rounding"], args, named)?;
            if number.exponent >= 0 { number.value() } else { number.quantized(0, &mode(given[0])?)?.value() }
        }
        "normalize" if args.is_empty() => {
            let mut number = number.fixed()?;
            if number.digits.is_zero() {
                number.exponent = 0;
            }
            while !number.digits.is_zero() && (&number.digits % 10_u32).is_zero() {
                number.digits /= 10_u32;
                number.exponent += 1;
            }
            number.value()
        }
        "copy_abs" if args.is_empty() => Decimal { negative: false, ..number }.value(),
        "copy_negate" if args.is_empty() => Decimal { negative: !number.negative, ..number }.value(),
        "is_nan" | "is_infinite" if args.is_empty() => Ok(bool_value(false)),
        "is_finite" if args.is_empty() => Ok(bool_value(true)),
        "is_zero" if args.is_empty() => Ok(bool_value(number.digits.is_zero())),
        "is_signed" if args.is_empty() => Ok(bool_value(number.negative)),
        "adjusted" if args.is_empty() => {
            Ok(int_value(i128::from(number.exponent) + length(&number.digits) as i128 - 1))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// The names of the rounding modes, each its own text.
pub(crate) fn constant(name: &str) -> Option<Value> {
    let mode = name.strip_prefix("decimal.")?;
    mode.starts_with("ROUND_").then(|| text_value(mode))
}

/// What makes equal decimals equal keys: an int, or a normalised text.
pub(crate) fn hashable(text: &str) -> Result<i128, String> {
    let Ok(mut number) = Decimal::of(text) else { return Err(text.to_owned()) };
    while number.exponent < 0 && (&number.digits % 10_u32).is_zero() {
        number.digits /= 10_u32;
        number.exponent += 1;
        if number.digits.is_zero() {
            number.exponent = 0;
        }
    }
    match integer(text) {
        Ok(integer) if number.exponent >= 0 => Ok(integer),
        _ => Err(format!("{}{}E{}", number.negative, number.digits, number.exponent)),
    }
}
