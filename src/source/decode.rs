//! Bytes to text: what a browser or a disk hands over is not always UTF-8.

/// The largest file that is read, in bytes. Larger ones are refused by name.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Over [`MAX_BYTES`]; the size in bytes.
    TooLarge(usize),
    /// Holds null bytes or too many control characters to be text.
    Binary,
    /// No text in it.
    Empty,
}

/// The text of a file: UTF-8, UTF-16 with a byte order mark or recognisable
/// without one, otherwise Latin-1, which never fails. A byte order mark is dropped.
///
/// # Errors
/// Says why the bytes are no text that can be judged.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_or_latin1(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if nulls_at(bytes, 1) => utf16(bytes, u16::from_le_bytes),
        _ if nulls_at(bytes, 0) => utf16(bytes, u16::from_be_bytes),
        _ => utf8_or_latin1(bytes),
    };
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let strange = text.chars().filter(|c| c.is_control() && !"\t\n\r\u{c}".contains(*c)).count();
    let nulls = text.matches('\0').count();
    // One stray null byte is a typing accident that the parser can name; a
    // twentieth of the text is another kind of file.
    if strange * 20 > text.chars().count().max(20) || nulls > 8 {
        return Err(Unreadable::Binary);
    }
    Ok(text)
}

fn utf8_or_latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// ASCII text in UTF-16 without a mark has a null in every other byte.
fn nulls_at(bytes: &[u8], offset: usize) -> bool {
    let sample = &bytes[..bytes.len().min(256) & !1];
    sample.len() >= 8 && sample.chunks_exact(2).all(|pair| pair[offset] == 0 && pair[1 - offset] != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_editors_write_is_read() {
        let text = "DEBUG = True\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let utf8_mark: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for bytes in [text.as_bytes(), &utf16, &with_mark, &utf8_mark] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"# caf\xe9\n").as_deref(), Ok("# café\n"));
    }

    #[test]
    fn what_is_no_text_is_refused_by_reason() {
        assert_eq!(decode(b" \n"), Err(Unreadable::Empty));
        assert_eq!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0"), Err(Unreadable::Binary));
        assert_eq!(decode(&vec![b'a'; MAX_BYTES + 1]), Err(Unreadable::TooLarge(MAX_BYTES + 1)));
        assert!(decode(b"A = 'one \0 null'\n").is_ok());
    }
}
