//! `base64` and `binascii`: bytes as text, and back.

use super::hash::{hex, unhex};
use super::{Failure, Outcome, bind, bytes_value, text_value, type_name};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of base64");
const PLAIN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn error(message: impl Into<String>) -> Failure {
    Failure::raises("binascii.Error", message)
}

/// Bytes, where a text is an error.
fn bytes(value: &Value) -> Outcome<&[u8]> {
    match &value.kind {
        Kind::Bytes(bytes) => Ok(bytes),
        Kind::Str(_) | Kind::None | Kind::Int(_) => {
            Err(Failure::type_error(format!("a bytes-like object is required, not '{}'", type_name(value))))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// Bytes, or a text of ASCII.
fn bytes_or_ascii(value: &Value) -> Outcome<&[u8]> {
    match &value.kind {
        Kind::Str(text) if text.is_ascii() => Ok(super::marker::plain(text)?.as_bytes()),
        Kind::Str(_) => Err(Failure::value_error("string argument should contain only ASCII characters")),
        Kind::Bytes(bytes) => Ok(bytes),
        Kind::None | Kind::Int(_) => {
            let class = type_name(value);
            Err(Failure::type_error(format!(
                "argument should be a bytes-like object or ASCII string, not '{class}'"
            )))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// Groups of bits as letters: 6 of base64 or 5 of base32.
fn encode(data: &[u8], alphabet: &[u8], bits: u32, group: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() * 2);
    let (mut held, mut count) = (0_u32, 0);
    for byte in data {
        held = held << 8 | u32::from(*byte);
        count += 8;
        while count >= bits {
            count -= bits;
            out.push(alphabet[(held >> count) as usize & ((1 << bits) - 1)]);
        }
    }
    if count > 0 {
        out.push(alphabet[(held << (bits - count)) as usize & ((1 << bits) - 1)]);
    }
    while !out.len().is_multiple_of(group) {
        out.push(b'=');
    }
    out
}

/// `binascii.a2b_base64`: what is no letter is passed over.
fn decode64(data: &[u8], alphabet: &[u8; 64]) -> Outcome<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len());
    let (mut position, mut pads, mut held) = (0, 0, 0_u8);
    for byte in data {
        if *byte == b'=' {
            pads += usize::from(position >= 2);
            if position >= 2 && position + pads >= 4 {
                return Ok(out);
            }
            continue;
        }
        let Some(value) = alphabet.iter().position(|letter| letter == byte) else { continue };
        let value = value as u8;
        pads = 0;
        match position {
            0 => {}
            1 => out.push(held << 2 | value >> 4),
            2 => out.push(held << 4 | value >> 2),
            _ => out.push(held << 6 | value),
        }
        held = match position {
            1 => value & 15,
            2 => value & 3,
            _ => value,
        };
        position = (position + 1) % 4;
    }
    match position {
        0 => Ok(out),
        1 => Err(error(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            out.len() / 3 * 4 + 1
        ))),
        _ => Err(error("Incorrect padding")),
    }
}

fn decode32(data: &[u8], fold: bool) -> Outcome<Vec<u8>> {
    let upper = data.to_ascii_uppercase();
    let data = if fold { &upper } else { data };
    if !data.len().is_multiple_of(8) {
        return Err(error("Incorrect padding"));
    }
    let end = data.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    let mut out = Vec::new();
    let (mut held, mut count) = (0_u32, 0);
    for byte in &data[..end] {
        let Some(value) = BASE32.iter().position(|letter| letter == byte) else {
            return Err(error("Non-base32 digit found"));
        };
        held = (held << 5 | value as u32) & 0xffff;
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
        }
    }
    match data.len() - end {
        0 | 1 | 3 | 4 | 6 => Ok(out),
        _ => Err(error("Incorrect padding")),
    }
}

/// The functions of `base64` and `binascii`; none: not one of them.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    let (module, function) = name.split_once('.')?;
    if !matches!(module, "base64" | "binascii") {
        return None;
    }
    let run = || -> Outcome<Value> {
        let names: &[&str] = match function {
            "b64encode" => &["s", "altchars"],
            "b64decode" => &["s", "altchars", "validate"],
            "b32decode" | "b16decode" => &["s", "casefold"],
            _ => &["s"],
        };
        let given = bind(names, args, named)?;
        let data = given[0].ok_or(NOT_FOLLOWED)?;
        let flag =
            |at: usize| given.get(at).copied().flatten().is_some_and(|value| value.truthy() == Some(true));
        let alternative = given.get(1).copied().flatten().filter(|value| !matches!(value.kind, Kind::None));
        Ok(match function {
            "b64encode" | "b64decode" if alternative.is_some() => {
                let Some(Kind::Bytes(letters)) = alternative.map(|value| &value.kind) else {
                    return Err(NOT_FOLLOWED);
                };
                // Others than those of URLs are hardly ever seen.
                match (&**letters, function) {
                    (b"-_", "b64encode") => bytes_value(encode(bytes(data)?, URL, 6, 4)),
                    (b"-_", _) if !flag(2) => bytes_value(decode64(&from_url(bytes_or_ascii(data)?), PLAIN)?),
                    _ => return Err(NOT_FOLLOWED),
                }
            }
            "b64encode" | "standard_b64encode" => bytes_value(encode(bytes(data)?, PLAIN, 6, 4)),
            "urlsafe_b64encode" => bytes_value(encode(bytes(data)?, URL, 6, 4)),
            "b2a_base64" => bytes_value([encode(bytes(data)?, PLAIN, 6, 4), vec![b'\n']].concat()),
            "b32encode" => bytes_value(encode(bytes(data)?, BASE32, 5, 8)),
            "b16encode" => bytes_value(hex(bytes(data)?).to_uppercase().into_bytes()),
            "b64decode" if flag(2) => {
                let data = bytes_or_ascii(data)?;
                let letters = data.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
                if data[..letters].iter().any(|byte| !PLAIN.contains(byte) && *byte != b'=') {
                    return Err(error("Only base64 data is allowed"));
                }
                if data[..letters].contains(&b'=')
                    || data.len() - letters > 2
                    || !data.len().is_multiple_of(4)
                {
                    return Err(NOT_FOLLOWED);
                }
                bytes_value(decode64(data, PLAIN)?)
            }
            "b64decode" | "standard_b64decode" | "a2b_base64" => {
                bytes_value(decode64(bytes_or_ascii(data)?, PLAIN)?)
            }
            "urlsafe_b64decode" => bytes_value(decode64(&from_url(bytes_or_ascii(data)?), PLAIN)?),
            "b32decode" => bytes_value(decode32(bytes_or_ascii(data)?, flag(1))?),
            "b16decode" => {
                let digits = String::from_utf8_lossy(bytes_or_ascii(data)?).into_owned();
                let lower = digits.bytes().any(|byte| matches!(byte, b'a'..=b'f'));
                match unhex(&digits) {
                    Some(bytes) if !lower || flag(1) => bytes_value(bytes),
                    None if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && (!lower || flag(1)) => {
                        return Err(error("Odd-length string"));
                    }
                    _ => return Err(error("Non-base16 digit found")),
                }
            }
            "hexlify" | "b2a_hex" => bytes_value(hex(bytes(data)?).into_bytes()),
            "unhexlify" | "a2b_hex" => {
                let digits = String::from_utf8_lossy(bytes_or_ascii(data)?).into_owned();
                match unhex(&digits) {
                    Some(bytes) => bytes_value(bytes),
                    None if !digits.len().is_multiple_of(2) => return Err(error("Odd-length string")),
                    None => return Err(error("Non-hexadecimal digit found")),
                }
            }
            _ => return Err(Failure::Unsupported("a function of base64")),
        })
    };
    Some(run())
}

/// The letters of URLs as those that are usual.
fn from_url(data: &[u8]) -> Vec<u8> {
    data.iter()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect()
}

/// `html.escape` and its kin are texts too.
pub(crate) fn html_escape(text: &str, quote: bool) -> Value {
    let mut out = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if quote {
        out = out.replace('"', "&quot;").replace('\'', "&#x27;");
    }
    text_value(out)
}
