//! `math`, where the answer does not depend on a library of the server.

use super::{Failure, Outcome, bind, bool_value, int_value, type_name, whole};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this function of math");
const BIG: Failure = Failure::NUMBER;

fn float(value: &Value) -> Outcome<f64> {
    match value.kind {
        Kind::Float(number) => Ok(number),
        Kind::Int(number) => Ok(number as f64),
        Kind::Bool(flag) => Ok(f64::from(u8::from(flag))),
        Kind::Str(_) | Kind::None => {
            Err(Failure::type_error(format!("must be real number, not {}", type_name(value))))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

fn float_value(number: f64) -> Value {
    Value::unplaced(Kind::Float(number))
}

fn integral(value: &Value, round: fn(f64) -> f64) -> Outcome<Value> {
    match value.kind {
        Kind::Int(_) | Kind::Bool(_) => whole(value).map(int_value),
        _ => {
            let number = round(float(value)?);
            if number.is_nan() {
                return Err(Failure::value_error("cannot convert float NaN to integer"));
            }
            if number.is_infinite() {
                return Err(Failure::raises("OverflowError", "cannot convert float infinity to integer"));
            }
            if number.abs() < 1e37 { Ok(int_value(number as i128)) } else { Err(BIG) }
        }
    }
}

const fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

/// The functions of `math`; none: not one of them.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    let function = name.strip_prefix("math.")?;
    let run = || -> Outcome<Value> {
        if function == "isclose" {
            let given = bind(&["a", "b", "rel_tol", "abs_tol"], args, named)?;
            let part = |at: usize, usual: f64| given[at].map_or(Ok(usual), float);
            let (a, b) = (
                given[0].ok_or(NOT_FOLLOWED).and_then(float)?,
                given[1].ok_or(NOT_FOLLOWED).and_then(float)?,
            );
            let (relative, absolute) = (part(2, 1e-9)?, part(3, 0.0)?);
            if a == b {
                return Ok(bool_value(true));
            }
            if a.is_infinite() || b.is_infinite() {
                return Ok(bool_value(false));
            }
            let difference = (a - b).abs();
            return Ok(bool_value(
                difference <= (relative * b).abs()
                    || difference <= (relative * a).abs()
                    || difference <= absolute,
            ));
        }
        if !named.is_empty() {
            return Err(NOT_FOLLOWED);
        }
        match (function, args) {
            ("ceil", [value]) => integral(value, f64::ceil),
            ("floor", [value]) => integral(value, f64::floor),
            ("trunc", [value]) => integral(value, f64::trunc),
            ("sqrt", [value]) => {
                let number = float(value)?;
                if number < 0.0 {
                    Err(Failure::value_error("math domain error"))
                } else {
                    Ok(float_value(number.sqrt()))
                }
            }
            ("fabs", [value]) => Ok(float_value(float(value)?.abs())),
            ("isnan", [value]) => Ok(bool_value(float(value)?.is_nan())),
            ("isinf", [value]) => Ok(bool_value(float(value)?.is_infinite())),
            ("isfinite", [value]) => Ok(bool_value(float(value)?.is_finite())),
            ("copysign", [a, b]) => Ok(float_value(float(a)?.copysign(float(b)?))),
            ("radians", [value]) => Ok(float_value(float(value)? * (std::f64::consts::PI / 180.0))),
            ("degrees", [value]) => Ok(float_value(float(value)? * (180.0 / std::f64::consts::PI))),
            ("fmod", [a, b]) => {
                let (a, b) = (float(a)?, float(b)?);
                if b == 0.0 || a.is_infinite() { Err(NOT_FOLLOWED) } else { Ok(float_value(a % b)) }
            }
            ("modf", [value]) => {
                let number = float(value)?;
                if !number.is_finite() {
                    return Err(NOT_FOLLOWED);
                }
                let parts = [number.fract().copysign(number), number.trunc()];
                Ok(Value::unplaced(Kind::Tuple(parts.map(float_value).to_vec())))
            }
            ("gcd", _) => args.iter().try_fold(0, |all, value| Ok(gcd(all, whole(value)?))).map(int_value),
            ("lcm", _) => args
                .iter()
                .try_fold(1_i128, |all, value| {
                    let number = whole(value)?;
                    if number == 0 || all == 0 {
                        return Ok(0);
                    }
                    (all / gcd(all, number)).checked_mul(number).map(i128::abs).ok_or(BIG)
                })
                .map(int_value),
            ("factorial", [value]) => {
                let number = whole(value)?;
                if number < 0 {
                    return Err(Failure::value_error("factorial() not defined for negative values"));
                }
                if number > 40 {
                    return Err(BIG);
                }
                (1..=number).try_fold(1_i128, i128::checked_mul).map(int_value).ok_or(BIG)
            }
            ("comb" | "perm", [n, k]) => {
                let (n, k) = (whole(n)?, whole(k)?);
                if n < 0 || !(0..=200).contains(&k) {
                    return Err(NOT_FOLLOWED);
                }
                if k > n {
                    return Ok(int_value(0));
                }
                let mut result = 1_i128;
                for at in 0..k {
                    result = result.checked_mul(n - at).ok_or(BIG)?;
                    if function == "comb" {
                        result /= at + 1;
                    }
                }
                Ok(int_value(result))
            }
            ("isqrt", [value]) => {
                let number = whole(value)?;
                if number < 0 {
                    return Err(Failure::value_error("isqrt() argument must be nonnegative"));
                }
                Ok(int_value(number.isqrt()))
            }
            ("prod", [Value { kind: Kind::List(items) | Kind::Tuple(items), .. }]) => {
                items.iter().try_fold(int_value(1), |all, item| {
                    super::numbers::binary(super::numbers::Operator::Multiply, &all, item)
                })
            }
            // Powers of the base alone: the rest is the server's library.
            ("log2", [value]) => power_of(value, 2),
            ("log10", [value]) => power_of(value, 10),
            ("log", [value]) if matches!(value.kind, Kind::Int(1)) => Ok(float_value(0.0)),
            ("exp", [value]) if matches!(value.kind, Kind::Int(0)) => Ok(float_value(1.0)),
            ("pow", [base, exponent]) => {
                let (base, exponent) = (float(base)?, float(exponent)?);
                let result = base.powi(exponent as i32);
                // Whole powers of whole numbers are exact while they fit.
                if base.fract() == 0.0
                    && exponent.fract() == 0.0
                    && (0.0..64.0).contains(&exponent)
                    && result.abs() < 9e15
                {
                    Ok(float_value(result))
                } else {
                    Err(NOT_FOLLOWED)
                }
            }
            _ => Err(NOT_FOLLOWED),
        }
    };
    Some(run())
}

fn power_of(value: &Value, base: i128) -> Outcome<Value> {
    let mut number = match value.kind {
        Kind::Int(number) => number,
        Kind::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => number as i128,
        _ => return Err(NOT_FOLLOWED),
    };
    if number <= 0 {
        return Err(NOT_FOLLOWED);
    }
    let mut exponent = 0.0;
    while number % base == 0 {
        number /= base;
        exponent += 1.0;
    }
    if number == 1 { Ok(float_value(exponent)) } else { Err(NOT_FOLLOWED) }
}

pub(crate) fn constant(name: &str) -> Option<Value> {
    Some(float_value(match name {
        "math.pi" => std::f64::consts::PI,
        "math.e" => std::f64::consts::E,
        "math.tau" => std::f64::consts::TAU,
        "math.inf" => f64::INFINITY,
        "math.nan" => f64::NAN,
        _ => return None,
    }))
}
