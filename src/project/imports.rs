//! What the given files import from Django, held against what each series has.

use super::Project;
use crate::django::Version;
use crate::django::imports::{IMPORTS, Import};
use crate::source::{FileId, Place, Span};

impl Project {
    /// Imports at a file's top level that a series refuses. Those that stand
    /// deeper may be caught, and are not looked at.
    #[must_use]
    pub fn refused_imports(&self, file: FileId, series: Version) -> Vec<(Place, &'static Import)> {
        let text = &self.tree.file(file).text;
        let mut found = Vec::new();
        if !text.contains("django") {
            return found;
        }
        for (start, statement) in imports(text) {
            let (module, names) = parts(statement);
            let refused = IMPORTS.iter().filter(|import| !import.is_in(series));
            found.extend(refused.filter(|import| import.matches(module, &names)).map(|import| {
                let span = Span::new(start as u32, (start + statement.len()) as u32);
                (Place { file, span }, import)
            }));
        }
        found
    }
}

/// The import statements that begin a line, with where they begin. One in
/// brackets goes on to the bracket's end.
fn imports(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = offset;
        offset += line.len();
        if !line.starts_with("from ") && !line.starts_with("import ") {
            return None;
        }
        let code = line.split('#').next().unwrap_or("").trim_end();
        let open = code.contains('(') && !code.contains(')');
        let end = if open { text[start..].find(')').map(|end| end + 1) } else { None };
        Some((start, &text[start..start + end.unwrap_or(code.len())]))
    })
}

/// The module of an import, and the names that it takes from there.
fn parts(statement: &str) -> (&str, Vec<&str>) {
    let first = |name: &'_ str| name.trim().split(" as ").next().map_or(0, str::len);
    if let Some((module, names)) =
        statement.strip_prefix("from ").and_then(|rest| rest.split_once(" import "))
    {
        let names = names.split([',', '(', ')', '\n']).map(str::trim).map(|name| &name[..first(name)]);
        return (module.trim(), names.filter(|name| !name.is_empty()).collect());
    }
    let module = statement.strip_prefix("import ").unwrap_or_default().trim();
    (&module[..first(module)], Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_cut_into_module_and_names() {
        let text = "from a import (\n    b as c,  # d\n    e,\n)\nimport f.g as h\n    import i\nfrom j import k, l # m\n";
        let all: Vec<_> = imports(text).map(|(_, statement)| parts(statement)).collect();
        assert_eq!(all[1], ("f.g", Vec::new()));
        assert_eq!(all[2], ("j", vec!["k", "l"]));
        assert_eq!(all[0].0, "a");
        assert!(all[0].1.contains(&"b") && all[0].1.contains(&"e"));
        assert_eq!(all.len(), 3);
    }
}
