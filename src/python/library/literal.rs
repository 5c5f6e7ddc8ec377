//! `ast.literal_eval`.

use num_traits::ToPrimitive;
use rustpython_parser::Parse;
use rustpython_parser::ast::{Constant, Expr, UnaryOp};

use super::numbers::{self, put};
use super::{Failure, Outcome};
use crate::python::value::{Kind, Value};

/// What a literal is worth, or why there is none.
pub(crate) enum NotLiteral {
    /// `literal_eval` raises `ValueError` or `SyntaxError`.
    Refused,
    /// It is not followed.
    Other(Failure),
}

const LONGEST: usize = 20_000;
const DEEPEST: usize = 500;

/// `ast.literal_eval(text)`.
pub(crate) fn literal(text: &str) -> Result<Value, NotLiteral> {
    if text.len() > LONGEST || nested(text) > DEEPEST {
        return Err(NotLiteral::Other(Failure::TEXT));
    }
    let text = text.trim_start_matches([' ', '\t']);
    // The parser we use reads "\N{...}" its own way.
    if text.contains("\\N") || text.contains('\0') || text.trim_end_matches([' ', '\t']).ends_with('\n') {
        return Err(NotLiteral::Other(Failure::Unsupported("a literal with an odd character")));
    }
    match Expr::parse(text, "") {
        Ok(expression) => value_of(&expression),
        Err(_) => Err(NotLiteral::Refused),
    }
}

/// How deep the parser would have to go, at most.
fn nested(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'(' | b'[' | b'{' | b'-' | b'+' | b'~' | b'*')).count()
        + text.matches("not").count()
        + text.matches("lambda").count()
        + text.matches("else").count()
}

fn value_of(expression: &Expr) -> Result<Value, NotLiteral> {
    let all = |items: &[Expr]| items.iter().map(value_of).collect::<Result<Vec<_>, _>>();
    let kind = match expression {
        Expr::Constant(constant) => constant_kind(&constant.value)?,
        Expr::Tuple(tuple) => Kind::Tuple(all(&tuple.elts)?),
        Expr::List(list) => Kind::List(all(&list.elts)?),
        Expr::Set(set) => {
            let mut items: Vec<(Value, Value)> = Vec::new();
            for item in all(&set.elts)? {
                let none = Value::unplaced(Kind::None);
                add(&mut items, &item, &none)?;
            }
            Kind::Set(items.into_iter().map(|(item, _)| item).collect())
        }
        Expr::Dict(dict) => {
            let mut pairs = Vec::new();
            for (key, value) in dict.keys.iter().zip(&dict.values) {
                let key = value_of(key.as_ref().ok_or(NotLiteral::Refused)?)?;
                add(&mut pairs, &key, &value_of(value)?)?;
            }
            Kind::Dict(pairs)
        }
        Expr::Call(call) if call.args.is_empty() && call.keywords.is_empty() => match &*call.func {
            Expr::Name(name) if name.id.as_str() == "set" => Kind::Set(Vec::new()),
            _ => return Err(NotLiteral::Refused),
        },
        Expr::UnaryOp(unary) => {
            let Expr::Constant(constant) = &*unary.operand else { return Err(NotLiteral::Refused) };
            match (unary.op, constant_kind(&constant.value)?) {
                (UnaryOp::UAdd, number @ (Kind::Int(_) | Kind::Float(_))) => number,
                (UnaryOp::USub, Kind::Int(number)) => Kind::Int(-number),
                (UnaryOp::USub, Kind::Float(number)) => Kind::Float(-number),
                _ => return Err(NotLiteral::Refused),
            }
        }
        Expr::BinOp(_) => {
            return match complex(expression) {
                true => Err(NotLiteral::Other(Failure::Unsupported("a complex number"))),
                false => Err(NotLiteral::Refused),
            };
        }
        _ => return Err(NotLiteral::Refused),
    };
    Ok(Value::unplaced(kind))
}

fn complex(expression: &Expr) -> bool {
    let Expr::BinOp(operation) = expression else { return false };
    matches!(&*operation.right, Expr::Constant(constant) if matches!(constant.value, Constant::Complex { .. }))
}

fn add(pairs: &mut Vec<(Value, Value)>, key: &Value, value: &Value) -> Result<(), NotLiteral> {
    if numbers::hashable(key).is_err() {
        return Err(NotLiteral::Other(Failure::Unsupported("a key that cannot be one")));
    }
    put(pairs, key, value).map_err(|_| NotLiteral::Other(Failure::Unsupported("keys that may be equal")))
}

fn constant_kind(constant: &Constant) -> Result<Kind, NotLiteral> {
    Ok(match constant {
        Constant::None => Kind::None,
        Constant::Bool(flag) => Kind::Bool(*flag),
        Constant::Str(text) => Kind::Str(text.as_str().into()),
        Constant::Bytes(bytes) => Kind::Bytes(bytes.as_slice().into()),
        Constant::Int(number) => Kind::Int(number.to_i128().ok_or(NotLiteral::Other(Failure::NUMBER))?),
        Constant::Float(number) => Kind::Float(*number),
        _ => return Err(NotLiteral::Other(Failure::Unsupported("this constant"))),
    })
}

/// `ast.literal_eval(text)` where its failure is the caller's.
pub(crate) fn literal_or_failure(text: &str) -> Outcome<Value> {
    literal(text).map_err(|not| match not {
        NotLiteral::Refused => Failure::Unsupported("a malformed literal"),
        NotLiteral::Other(failure) => failure,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::shown;

    #[test]
    fn literals_are_worth_what_python_says() {
        for (text, expected) in [
            ("1_000", "1000"),
            ("- 1.5", "-1.5"),
            ("(1, 'a',)", "(1, 'a')"),
            ("{'a': [None, True], 'a': b'x'}", "{'a': b'x'}"),
            ("set()", "set()"),
            ("1, 2 # no", "(1, 2)"),
        ] {
            assert_eq!(shown(literal_or_failure(text)), expected, "{text}");
        }
        for text in ["abc", "007", "1 2", "", "--1", "f'x'", "a.b", "[x]"] {
            assert!(matches!(literal(text), Err(NotLiteral::Refused)), "{text}");
        }
    }
}
