//! Sentences in both languages, carried together so that a switch is instant.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The languages that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Ru,
}

/// One sentence or title in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub en: Cow<'static, str>,
    pub ru: Cow<'static, str>,
}

impl Text {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }

    /// A sentence with values in it; [`text!`](crate::text!) calls it.
    #[must_use]
    #[inline(never)]
    pub fn written(en: std::fmt::Arguments<'_>, ru: std::fmt::Arguments<'_>) -> Self {
        Self { en: Cow::Owned(en.to_string()), ru: Cow::Owned(ru.to_string()) }
    }

    /// The same words in both languages: names, code.
    #[must_use]
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { en: Cow::Owned(words.clone()), ru: Cow::Owned(words) }
    }
}

/// A fixed sentence in both languages.
#[must_use]
pub const fn text(en: &'static str, ru: &'static str) -> Text {
    Text { en: Cow::Borrowed(en), ru: Cow::Borrowed(ru) }
}

/// A sentence with values in it: `text! { en: "{n} left", ru: "Осталось: {n}" }`.
/// Both strings are formats over the same captured variables.
#[macro_export]
macro_rules! text {
    (en: $en:literal, ru: $ru:literal $(,)?) => {
        $crate::model::Text::written(::std::format_args!($en), ::std::format_args!($ru))
    };
}

/// The Russian form for a number: `plural_ru(n, ["день", "дня", "дней"])`.
#[must_use]
pub const fn plural_ru(n: usize, forms: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}

/// The English form for a number: `plural_en(n, ["day", "days"])`.
#[must_use]
pub const fn plural_en(n: usize, forms: [&'static str; 2]) -> &'static str {
    if n == 1 { forms[0] } else { forms[1] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_numbers_take_their_forms() {
        let forms = ["день", "дня", "дней"];
        for (n, form) in [
            (0, "дней"),
            (1, "день"),
            (2, "дня"),
            (5, "дней"),
            (11, "дней"),
            (12, "дней"),
            (21, "день"),
            (111, "дней"),
            (104, "дня"),
        ] {
            assert_eq!(plural_ru(n, forms), form, "{n}");
        }
    }
}
