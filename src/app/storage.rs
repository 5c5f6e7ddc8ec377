//! What is remembered on the device: language and theme, and only when asked for.

use gloo::storage::{LocalStorage, Storage};
use gloo::utils::{document_element, window};
use serde::{Deserialize, Serialize};

use super::state::{Preferences, Theme};
use super::strings::Words;
use crate::model::Lang;

const KEY: &str = "django-preflight";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Remembered {
    lang: Lang,
    theme: String,
}

/// What was remembered, else what the browser prefers.
#[must_use]
pub fn preferences() -> Preferences {
    let remembered = is_available().then(|| LocalStorage::get::<Remembered>(KEY).ok()).flatten();
    match remembered {
        Some(Remembered { lang, theme }) => {
            let theme = Theme::ALL.into_iter().find(|known| known.slug() == theme).unwrap_or_default();
            Preferences { lang, theme, remember: true }
        }
        None => {
            let russian =
                window().navigator().language().is_some_and(|tag| tag.to_lowercase().starts_with("ru"));
            Preferences { lang: if russian { Lang::Ru } else { Lang::En }, ..Preferences::default() }
        }
    }
}

/// Gives the page its language and theme, and remembers or forgets them.
pub fn apply(preferences: Preferences) {
    let root = document_element();
    let words = Words::of(preferences.lang);
    // Attributes of these names can be set on any element.
    let _ = root.set_attribute("lang", words.code);
    let _ = root.set_attribute("data-theme", preferences.theme.slug());
    if !is_available() {
        return;
    }
    if preferences.remember {
        let remembered = Remembered { lang: preferences.lang, theme: preferences.theme.slug().to_owned() };
        // A full or forbidden storage costs the remembering alone.
        let _ = LocalStorage::set(KEY, remembered);
    } else {
        LocalStorage::delete(KEY);
    }
}

/// Browsers that refuse storage throw already when it is asked for.
fn is_available() -> bool {
    matches!(window().local_storage(), Ok(Some(_)))
}
