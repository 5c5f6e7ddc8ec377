//! Patterns of `.gitignore` and `.dockerignore`: which paths they leave out.

/// Whose patterns they are: Docker's are anchored to the context's root, and a
/// file below a folder that is left out can be taken back in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    Git,
    Docker,
}

#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    flavour: Flavour,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    segments: Vec<String>,
    keeps: bool,
    folders_only: bool,
}

/// Patterns of one file, and segments of one pattern; more are left out.
const MAX_PATTERNS: usize = 5000;
const MAX_SEGMENTS: usize = 32;

impl Patterns {
    pub(crate) fn parse(text: &str, flavour: Flavour) -> Self {
        let patterns = text.lines().filter_map(|line| pattern(line, flavour)).take(MAX_PATTERNS).collect();
        Self { flavour, patterns }
    }

    /// Whether a file at this path, relative to the folder of the patterns, is left out.
    pub(crate) fn leave_out(&self, path: &str) -> bool {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let mut left_out = false;
        for length in 1..=segments.len().min(MAX_SEGMENTS) {
            let is_file = length == segments.len();
            for pattern in &self.patterns {
                if (is_file && pattern.folders_only) || pattern.keeps != left_out {
                    continue;
                }
                if matches(&pattern.segments, &segments[..length]) {
                    left_out = !pattern.keeps;
                }
            }
            // Git does not look into a folder that is left out.
            if left_out && self.flavour == Flavour::Git {
                return true;
            }
        }
        left_out
    }
}

fn pattern(line: &str, flavour: Flavour) -> Option<Pattern> {
    let line = line.trim_end_matches('\r');
    let mut body = match flavour {
        Flavour::Docker => line.trim(),
        // A space that is escaped at the end stays.
        Flavour::Git if line.trim_end().ends_with('\\') => line,
        Flavour::Git => line.trim_end(),
    };
    if body.is_empty() || body.starts_with('#') {
        return None;
    }
    let keeps = body.starts_with('!');
    if keeps {
        body = body[1..].trim_start();
    } else if let Some(rest) = body.strip_prefix('\\')
        && rest.starts_with(['#', '!'])
    {
        body = rest;
    }
    let folders_only = flavour == Flavour::Git && body.ends_with('/');
    let bare = body.trim_end_matches('/');
    let anchored = flavour == Flavour::Docker || bare.contains('/');
    let mut segments: Vec<String> = bare
        .split('/')
        .filter(|segment| !segment.is_empty() && *segment != ".")
        .map(str::to_owned)
        .take(MAX_SEGMENTS)
        .collect();
    if segments.is_empty() {
        return None;
    }
    if !anchored {
        segments.insert(0, "**".to_owned());
    }
    Some(Pattern { segments, keeps, folders_only })
}

/// Whether the pattern matches all segments: `**` any number of them.
fn matches(pattern: &[String], path: &[&str]) -> bool {
    // Which prefixes of the path the pattern so far matches.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for (index, segment) in pattern.iter().enumerate() {
        if segment == "**" {
            // At the end it stands for what is below, not for the folder itself.
            let least = usize::from(index + 1 == pattern.len() && index > 0);
            let first = reached.iter().position(|at| *at).map_or(path.len() + 1, |first| first + least);
            reached = (0..=path.len()).map(|at| at >= first).collect();
            continue;
        }
        let mut next = vec![false; path.len() + 1];
        for at in 0..path.len() {
            next[at + 1] = reached[at] && glob(segment, path[at]);
        }
        reached = next;
    }
    reached[path.len()]
}

/// Whether a pattern without slashes matches a name: `*`, `?`, `[a-z]`, `\`.
fn glob(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut on) = (0, 0);
    // Where the last star stands, and how far it has reached.
    let mut star: Option<(usize, usize)> = None;
    loop {
        if on == name.len() {
            return pattern[at.min(pattern.len())..].iter().all(|c| *c == '*');
        }
        let step = match pattern.get(at) {
            Some('*') => {
                star = Some((at, on));
                at += 1;
                continue;
            }
            Some('?') => Some(1),
            Some('[') => class(&pattern[at..], name[on]),
            Some('\\') => (pattern.get(at + 1) == Some(&name[on])).then_some(2),
            Some(character) => (*character == name[on]).then_some(1),
            None => None,
        };
        if let Some(length) = step {
            at += length;
            on += 1;
        } else if let Some((stood, reached)) = star {
            star = Some((stood, reached + 1));
            at = stood + 1;
            on = reached + 1;
        } else {
            return false;
        }
    }
}

/// The length of a class that holds the character.
fn class(pattern: &[char], character: char) -> Option<usize> {
    let negated = matches!(pattern.get(1), Some('!' | '^'));
    let first = if negated { 2 } else { 1 };
    let end = (first + 1..pattern.len()).find(|&at| pattern[at] == ']')?;
    let mut holds = false;
    let mut at = first;
    while at < end {
        if at + 2 < end && pattern[at + 1] == '-' {
            holds |= (pattern[at]..=pattern[at + 2]).contains(&character);
            at += 3;
        } else {
            holds |= pattern[at] == character;
            at += 1;
        }
    }
    (holds != negated).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_reads_patterns_so() {
        for (patterns, path, expected) in [
            (".env", ".env", true),
            (".env", "deploy/.env", true),
            (".env", ".env.prod", false),
            ("/.env", "deploy/.env", false),
            (".env*\n!.env.example", ".env.example", false),
            (".env*\n!.env.example", ".env.prod", true),
            ("media/", "media/a/b.png", true),
            ("media/", "media", false),
            ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true),
            ("**/secrets", "x/secrets/k", true),
            ("build\n!build/keep", "build/keep", true),
            ("build/*\n!build/keep", "build/keep", false),
            ("*.sqlite3", "db/db.sqlite3", true),
            ("[dD]b.sqlite?", "Db.sqlite3", true),
            ("# .env\n\\#a", "#a", true),
            ("# .env", ".env", false),
            ("deploy/*.env", "deploy/x/.env", false),
            ("deploy/**", "deploy/x/.env", true),
        ] {
            assert_eq!(
                Patterns::parse(patterns, Flavour::Git).leave_out(path),
                expected,
                "{patterns} {path}"
            );
        }
    }

    #[test]
    fn docker_reads_patterns_so() {
        for (patterns, path, expected) in [
            (".env", ".env", true),
            (".env", "deploy/.env", false),
            ("**/.env", "deploy/.env", true),
            ("**/.env", ".env", true),
            ("*\n!src", "src/a.py", false),
            ("*\n!src", ".env", true),
            ("/.env", ".env", true),
            ("./.env", ".env", true),
            ("build\n!build/keep", "build/keep", false),
            (" .env ", ".env", true),
            ("*.py[co]", "a.pyc", true),
            (".git", ".git/config", true),
            (".*", ".env", true),
        ] {
            assert_eq!(
                Patterns::parse(patterns, Flavour::Docker).leave_out(path),
                expected,
                "{patterns} {path}"
            );
        }
    }

    #[test]
    fn floods_end() {
        let name = "a".repeat(20_000);
        assert!(!glob(&format!("{}b", "*a".repeat(200)), &name));
        let patterns = Patterns::parse(&"**/a/**/b\n".repeat(5000), Flavour::Git);
        assert!(!patterns.leave_out(&"a/".repeat(100)));
    }
}
