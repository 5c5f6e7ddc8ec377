//! `hashlib`, `hmac` and `uuid`, as far as they are arithmetic.

use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

use super::text::quoted;
use super::{Failure, Outcome, bytes_value, int_value, text_value, typed};
use crate::python::value::{Kind, Value};

/// The algorithms, with the sizes of their digests and blocks.
const ALGORITHMS: [(&str, usize, usize); 6] = [
    ("md5", 16, 64),
    ("sha1", 20, 64),
    ("sha224", 28, 64),
    ("sha256", 32, 64),
    ("sha384", 48, 128),
    ("sha512", 64, 128),
];

/// The algorithm of that name, written as `hashlib` has it.
pub(crate) fn algorithm(name: &str) -> Option<&'static str> {
    let plain = name.to_ascii_lowercase().replace('-', "");
    ALGORITHMS.iter().map(|(known, ..)| *known).find(|known| *known == plain)
}

/// The sizes of an algorithm's digest and block.
pub(crate) fn sizes(name: &str) -> (usize, usize) {
    ALGORITHMS
        .iter()
        .find(|(known, ..)| *known == name)
        .map_or((0, 64), |(_, digest, block)| (*digest, *block))
}

/// The digest of some bytes.
pub(crate) fn digest(name: &str, data: &[u8]) -> Vec<u8> {
    match name {
        "md5" => Md5::digest(data).to_vec(),
        "sha1" => Sha1::digest(data).to_vec(),
        "sha224" => Sha224::digest(data).to_vec(),
        "sha256" => Sha256::digest(data).to_vec(),
        "sha384" => Sha384::digest(data).to_vec(),
        _ => Sha512::digest(data).to_vec(),
    }
}

/// The HMAC of a message.
pub(crate) fn hmac(name: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
    let (_, block) = sizes(name);
    let mut key = if key.len() > block { digest(name, key) } else { key.to_vec() };
    key.resize(block, 0);
    let padded = |pad: u8| key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = digest(name, &[padded(0x36).as_slice(), message].concat());
    digest(name, &[padded(0x5c).as_slice(), &inner].concat())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of hexadecimal digits in pairs.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.as_bytes().chunks(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect()
}

pub(crate) const UUID: &str = "uuid.UUID";

fn uuid(bytes: &[u8]) -> Value {
    let hex = hex(bytes);
    typed(UUID, format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
}

const NAMESPACES: [(&str, &str); 4] = [
    ("uuid.NAMESPACE_DNS", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_URL", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_OID", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_X500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"),
];

pub(crate) fn constant(name: &str) -> Option<Value> {
    NAMESPACES.iter().find(|(known, _)| *known == name).map(|(_, text)| typed(UUID, *text))
}

/// `UUID(text)`, `uuid3`, `uuid5`; none: another function.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of uuid");
    Some(match (name, args) {
        ("uuid.UUID", _) => {
            match super::bind(&["hex", "bytes", "bytes_le", "fields", "int", "version"], args, named) {
                Ok(given) => match (given[0].map(|value| &value.kind), &given[1..]) {
                    (Some(Kind::Str(text)), [None, None, None, None, None]) => {
                        let digits = text.replace("urn:", "").replace("uuid:", "");
                        let digits = digits.trim_matches(['{', '}']).replace('-', "");
                        match unhex(&digits).filter(|bytes| bytes.len() == 16) {
                            Some(bytes) => Ok(uuid(&bytes)),
                            None if digits.is_ascii() && !digits.contains(['_', '+', ' ']) => {
                                Err(Failure::value_error("badly formed hexadecimal UUID string"))
                            }
                            None => Err(NOT_FOLLOWED),
                        }
                    }
                    _ => Err(NOT_FOLLOWED),
                },
                Err(failure) => Err(failure),
            }
        }
        (
            "uuid.uuid3" | "uuid.uuid5",
            [Value { kind: Kind::Typed(UUID, space), .. }, Value { kind: Kind::Str(text), .. }],
        ) => {
            let mut data = unhex(&space.replace('-', "")).unwrap_or_default();
            data.extend(text.as_bytes());
            let (algorithm, version) = if name == "uuid.uuid3" { ("md5", 0x30) } else { ("sha1", 0x50) };
            let mut bytes = digest(algorithm, &data);
            bytes.truncate(16);
            bytes[6] = bytes[6] & 0x0f | version;
            bytes[8] = bytes[8] & 0x3f | 0x80;
            Ok(uuid(&bytes))
        }
        ("uuid.uuid3" | "uuid.uuid5", _) => Err(NOT_FOLLOWED),
        _ => return None,
    })
}

/// An attribute of a UUID.
pub(crate) fn attribute(text: &str, name: &str) -> Option<Outcome<Value>> {
    let plain = text.replace('-', "");
    Some(Ok(match name {
        "hex" => text_value(plain),
        "urn" => text_value(format!("urn:uuid:{text}")),
        "bytes" => bytes_value(unhex(&plain)?),
        "version" => match (u8::from_str_radix(&plain[12..13], 16), u8::from_str_radix(&plain[16..17], 16)) {
            (Ok(version), Ok(8..=11)) => int_value(version.into()),
            _ => Value::unplaced(Kind::None),
        },
        "int" => match i128::from_str_radix(&plain, 16) {
            Ok(number) => int_value(number),
            Err(_) => return Some(Err(Failure::Unsupported("a number beyond 128 bits"))),
        },
        _ => return None,
    }))
}

pub(crate) fn repr(text: &str) -> String {
    format!("UUID({})", quoted(text))
}
