//! Code in a person's own terms: with their names, beside what they have.

use super::Project;

impl Project {
    /// A line that sets one key of a dict setting, whether or not the setting
    /// is there already.
    #[must_use]
    pub fn set_key(&self, name: &str, key: &str, code: &str) -> String {
        if self.settings.binding(name).is_some() {
            format!("{name}[\"{key}\"] = {code}")
        } else {
            format!("{name} = {{\n    \"{key}\": {code},\n}}")
        }
    }

    /// Whether one statement alone makes the setting what it is, so that it can
    /// be written anew in its place; a setting that nothing sets counts.
    #[must_use]
    pub fn is_written_once(&self, name: &str) -> bool {
        self.settings.binding(name).is_none_or(|binding| binding.history.len() == 1)
    }

    /// The items of a list setting, if all of them are known texts.
    #[must_use]
    pub fn known_items(&self, name: &str) -> Option<Vec<String>> {
        let items = self.settings.list(name).ok()?;
        let known: Vec<String> = items.strs().map(|(text, _)| text.to_owned()).collect();
        (known.len() == items.items.len()).then_some(known)
    }
}

/// A list setting written out, one item a line.
#[must_use]
pub fn list_code(name: &str, items: &[String]) -> String {
    let mut code = format!("{name} = [\n");
    for item in items {
        code.push_str(&format!("    {item:?},\n"));
    }
    code.push(']');
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_one_item_a_line() {
        assert_eq!(
            list_code("APPS", &["a".to_owned(), "b".to_owned()]),
            "APPS = [\n    \"a\",\n    \"b\",\n]"
        );
    }
}
