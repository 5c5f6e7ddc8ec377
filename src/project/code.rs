//! Python source with everything but the code blanked out, for questions about
//! how a setting is written rather than what it comes to.

use std::rc::Rc;

use super::Project;
use crate::source::{FileId, FileKind, Place, Span};

/// A Python text whose comments and string contents are spaces. Offsets and
/// lines stay as they are.
#[must_use]
pub fn blank_texts(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'#' => {
                let end = bytes[index..]
                    .iter()
                    .position(|&byte| byte == b'\n')
                    .map_or(bytes.len(), |length| index + length);
                blank(&mut code[index..end]);
                index = end;
            }
            quote @ (b'"' | b'\'') => {
                let triple = bytes[index..].starts_with(&[quote; 3]);
                let length = if triple { 3 } else { 1 };
                let start = index + length;
                let mut end = start;
                while end < bytes.len() {
                    if bytes[end] == b'\\' {
                        end += 2;
                        continue;
                    }
                    let closes =
                        if triple { bytes[end..].starts_with(&[quote; 3]) } else { bytes[end] == quote };
                    if closes || !triple && bytes[end] == b'\n' {
                        break;
                    }
                    end += 1;
                }
                let end = end.min(bytes.len());
                blank(&mut code[start..end]);
                index = (end + length).min(bytes.len());
            }
            _ => index += 1,
        }
    }
    // Only whole characters were blanked, byte by byte.
    String::from_utf8(code).expect("strings and comments begin and end at ASCII characters")
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// The offsets at which a call of this name begins: `eval` in `eval(x)`, and not
/// in `literal_eval(x)` or `model.eval(x)`; a dotted name is found as written.
pub fn calls<'text>(code: &'text str, name: &'text str) -> impl Iterator<Item = usize> + 'text {
    code.match_indices(name).map(|(start, _)| start).filter(move |&start| {
        let joined = code[..start]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || before == '_' || before == '.');
        !joined && code[start + name.len()..].trim_start_matches([' ', '\t']).starts_with('(')
    })
}

impl Project {
    /// The Python files that take part in the judged settings, as code without texts.
    #[must_use]
    pub fn settings_code(&self) -> Vec<(FileId, Rc<str>)> {
        let files = self.settings.module().map(|module| module.files.as_slice()).unwrap_or_default();
        files.iter().map(|&file| (file, self.code_of(file))).collect()
    }

    /// Whether a word stands in the text of a given Python file.
    #[must_use]
    pub fn python_mentions(&self, word: &str) -> bool {
        self.files(FileKind::Python).any(|(_, text)| text.contains(word))
    }

    /// The line, without the spaces at its ends, that an offset falls on.
    #[must_use]
    pub fn line_at(&self, file: FileId, offset: usize) -> Place {
        let text = &self.tree.file(file).text;
        let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |length| offset + length);
        let line = &text[start..end];
        let first = start + (line.len() - line.trim_start().len());
        let last = (start + line.trim_end().len()).max(first);
        Place { file, span: Span::new(first as u32, last as u32) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_comments_are_blank() {
        for (text, code) in [
            ("a = 'eval(1)'  # eval\nb", "a = '       '        \nb"),
            ("'''x\ny''' + z", "''' \n ''' + z"),
            ("\"\\\"\" + f(1)", "\"  \" + f(1)"),
            ("'open\nnext", "'    \nnext"),
            ("'é' + 1", "'  ' + 1"),
        ] {
            assert_eq!(blank_texts(text), code, "{text}");
        }
    }

    #[test]
    fn only_calls_of_the_very_name_are_found() {
        let code = "eval(a); literal_eval(b); model.eval(c); eval (d); eval";
        assert_eq!(calls(code, "eval").collect::<Vec<_>>(), [0, 41]);
    }
}
