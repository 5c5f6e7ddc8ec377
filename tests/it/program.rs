//! Small Python programs made from choices, for comparison with a real Python and for
//! the fuzzer: each statement binds names in capitals, and most of them run.
//!
//! Nothing in them depends on the version of Python, on hashes, or on the clock.

use std::fmt::Write;

/// What decides: bytes, of a seed or of a fuzzer. Where they end, the first choice is taken.
pub(crate) struct Choices<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Choices<'b> {
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn below(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % count
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    fn is_over(&self) -> bool {
        self.at >= self.bytes.len()
    }
}

/// Bytes of a seed: always the same.
pub(crate) fn seeded(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

/// The types that expressions are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Int,
    Float,
    Bool,
    Text,
    Ints,
    Texts,
    Map,
    Set,
    Pair,
    Nested,
}

const TYPES: [Type; 10] = [
    Type::Int,
    Type::Text,
    Type::Bool,
    Type::Ints,
    Type::Texts,
    Type::Map,
    Type::Float,
    Type::Set,
    Type::Pair,
    Type::Nested,
];

/// How deep expressions are nested.
const DEPTH: u32 = 3;

/// The environment variables that programs read. The first half of them are texts, the
/// others numbers.
pub(crate) const VARIABLES: [&str; 6] = ["T0", "T1", "T2", "N0", "N1", "N2"];

/// The statements of a program, each whole, at the top of a module.
pub(crate) fn program(choices: &mut Choices<'_>) -> Vec<String> {
    written(choices, false)
}

/// One whose values and branches depend on environment variables.
pub(crate) fn program_of_environment(choices: &mut Choices<'_>) -> Vec<String> {
    written(choices, true)
}

fn written(choices: &mut Choices<'_>, environment: bool) -> Vec<String> {
    let mut writer = Writer { choices, names: Vec::new(), new: Vec::new(), fresh: 0, environment };
    let mut statements = Vec::new();
    if environment {
        statements.push("import os".to_owned());
    }
    while statements.len() < 3 || statements.len() < 14 && !writer.choices.is_over() {
        statements.push(if environment { writer.uncertain() } else { writer.statement() });
        let new = std::mem::take(&mut writer.new);
        writer.names.extend(new);
    }
    statements
}

struct Writer<'c, 'b> {
    choices: &'c mut Choices<'b>,
    /// Names that are bound so far, with the types of their values.
    names: Vec<(String, Type)>,
    /// Those of the statement that is being written.
    new: Vec<(String, Type)>,
    fresh: u32,
    /// Literals may be environment variables instead.
    environment: bool,
}

impl Writer<'_, '_> {
    fn new_name(&mut self, of: Type) -> String {
        let name = self.unlisted();
        self.new.push((name.clone(), of));
        name
    }

    /// A name that no later expression uses.
    fn unlisted(&mut self) -> String {
        self.fresh += 1;
        format!("V{}", self.fresh)
    }

    fn any_type(&mut self) -> Type {
        TYPES[self.choices.below(TYPES.len())]
    }

    /// A name of that type; none where there is none.
    fn name_of(&mut self, of: Type) -> Option<String> {
        let known: Vec<String> =
            self.names.iter().filter(|(_, found)| *found == of).map(|(name, _)| name.clone()).collect();
        if known.is_empty() { None } else { Some(known[self.choices.below(known.len())].clone()) }
    }

    fn expression(&mut self, of: Type, depth: u32) -> String {
        if depth == 0 || self.choices.below(5) == 0 {
            if self.choices.below(3) > 0
                && let Some(name) = self.name_of(of)
            {
                return name;
            }
            return self.literal(of);
        }
        let depth = depth - 1;
        match of {
            Type::Int => self.int(depth),
            Type::Float => self.float(depth),
            Type::Bool => self.bool(depth),
            Type::Text => self.text(depth),
            Type::Ints => self.ints(depth),
            Type::Texts => self.texts(depth),
            Type::Map => self.map(depth),
            Type::Set => self.set(depth),
            Type::Pair => self.pair(depth),
            Type::Nested => self.nested(depth),
        }
    }

    /// A statement that may be run, or may be run in part.
    fn uncertain(&mut self) -> String {
        let choice = self.choices.below(8);
        let statement = self.statement();
        let test = self.test();
        let within = |statement: &str| statement.replace('\n', "\n    ");
        match choice {
            0 | 1 => {
                // Names that are bound here alone may not be bound at all.
                let new = std::mem::take(&mut self.new);
                let before: String =
                    new.iter().map(|(name, of)| format!("{name} = {}\n", self.plain(*of))).collect();
                self.new = new;
                format!("{before}if {test}:\n    {}", within(&statement))
            }
            2 => {
                let new = std::mem::take(&mut self.new);
                let other: String =
                    new.iter().map(|(name, of)| format!("\n    {name} = {}", self.plain(*of))).collect();
                self.new = new;
                format!("if {test}:\n    {}\nelse:{other}\n    pass", within(&statement))
            }
            3 if self.new.is_empty() => {
                let change = self.change();
                format!("if {test}:\n    {}\nelse:\n    {}", within(&statement), within(&change))
            }
            _ => statement,
        }
    }

    /// What an environment variable decides.
    fn test(&mut self) -> String {
        let (text, number) = (self.choices.one(&VARIABLES[..3]), self.choices.one(&VARIABLES[3..]));
        match self.choices.below(6) {
            0 => format!("os.environ.get('{text}')"),
            1 => format!("os.environ.get('{text}') == 'abc'"),
            2 => format!("'{text}' in os.environ"),
            3 => format!("int(os.environ.get('{number}', '0')) > 2"),
            4 => format!("os.environ.get('{text}', 'no').lower() in ('yes', 'abc')"),
            _ => format!("not os.getenv('{text}')"),
        }
    }

    fn literal(&mut self, of: Type) -> String {
        if self.environment && self.choices.below(4) == 0 {
            let (text, number) = (self.choices.one(&VARIABLES[..3]), self.choices.one(&VARIABLES[3..]));
            match of {
                Type::Int => return format!("int(os.environ.get('{number}', '3'))"),
                Type::Text => return format!("os.environ.get('{text}', 'abc')"),
                Type::Bool => return format!("bool(os.environ.get('{text}'))"),
                Type::Texts => return format!("os.environ.get('{text}', 'a,b').split(',')"),
                _ => {}
            }
        }
        self.plain(of)
    }

    fn plain(&mut self, of: Type) -> String {
        let fixed: &[&str] = match of {
            Type::Int => &[
                "0",
                "1",
                "2",
                "3",
                "7",
                "10",
                "-1",
                "-5",
                "-13",
                "255",
                "1_000",
                "65536",
                "0x1F",
                "-2147483649",
                "9007199254740993",
                "1_000_000_007",
            ],
            Type::Float => &[
                "0.5",
                "1.5",
                "-2.25",
                "0.0",
                "-0.0",
                "1e3",
                "0.1",
                "2.675",
                "1e-7",
                "1e16",
                "123456.789",
                "1e22",
            ],
            Type::Bool => &["True", "False"],
            Type::Text => &[
                "'a'",
                "''",
                "'abc'",
                "'Hello World'",
                "' x y '",
                "'a,b,,c'",
                "'1'",
                "'-42'",
                "'naïve'",
                "'ß'",
                "'Ω✓'",
                "\"it's\"",
                "'two\\nlines\\n'",
                "'tab\\there'",
                "'back\\\\slash'",
                "r'raw\\d'",
                "'%d %s'",
                "'{} {x}'",
                "'aXbXc'",
                "'0007'",
                "'django.contrib.auth'",
                "'🎉x'",
            ],
            Type::Ints => {
                &["[]", "[1]", "[3, 1, 2]", "[0, -1, 5, 5]", "[10, 20, 30, 40, 50]", "list(range(6))"]
            }
            Type::Texts => &["[]", "['a']", "['b', 'A', 'c']", "['x', '', 'yy', 'x']", "['10', '9', '-1']"],
            Type::Map => &["{}", "{'a': 1}", "{'b': 2, 'a': 1}", "{'x': 0, 'y': -3, 'z': 8}"],
            Type::Set => &["set()", "{1}", "{1, 2, 3}", "{0, -4, 9}"],
            Type::Pair => &["(1, 'a')", "(0, '')", "(-7, 'zz')"],
            Type::Nested => {
                &["[]", "{'a': [1, {'b': None}]}", "[(1, [2.5]), {'k': (True, 'v')}]", "([], {}, None)"]
            }
        };
        self.choices.one(fixed).to_owned()
    }

    /// An integer that is small and not negative, for shifts, powers, counts and widths.
    fn small(&mut self) -> String {
        self.choices.one(&["2", "1", "0", "3", "5", "8"]).to_owned()
    }

    /// An integer that is not zero.
    fn divisor(&mut self) -> String {
        match self.choices.below(3) {
            0 => self.choices.one(&["3", "-2", "7", "-5", "10", "1"]).to_owned(),
            _ => format!("({} or 3)", self.expression(Type::Int, 1)),
        }
    }

    fn slice(&mut self) -> String {
        self.choices
            .one(&[
                "1:", ":2", ":-1", "::2", "::-1", "-2:", "1:4", "5:1:-1", ":", "-3:-1", "1::3", "::-2",
                "100:", ":-100",
            ])
            .to_owned()
    }

    #[allow(clippy::too_many_lines, reason = "a grammar is a list")]
    fn int(&mut self, depth: u32) -> String {
        use Type::{Bool, Float, Int, Ints, Map, Pair, Set, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(40) {
            0 => format!("({} + {})", of(self, Int), of(self, Int)),
            1 => format!("({} - {})", of(self, Int), of(self, Int)),
            2 => format!("({} * {})", of(self, Int), of(self, Int)),
            3 => format!("({} // {})", of(self, Int), self.divisor()),
            4 => format!("({} % {})", of(self, Int), self.divisor()),
            5 => format!("(({} % 1000) ** {})", of(self, Int), self.small()),
            6 => format!("({} << {})", of(self, Int), self.small()),
            7 => format!("({} >> {})", of(self, Int), self.small()),
            8 => {
                let sign = self.choices.one(&["&", "|", "^"]);
                format!("({} {sign} {})", of(self, Int), of(self, Int))
            }
            9 => format!("(-{})", of(self, Int)),
            10 => format!("(~{})", of(self, Int)),
            11 => format!("len({})", of(self, Text)),
            12 => format!("len({})", of(self, Ints)),
            13 => format!("len({})", of(self, Map)),
            14 => format!("len({})", of(self, Set)),
            15 => format!("sum({})", of(self, Ints)),
            16 => format!("max({}, default=-9)", of(self, Ints)),
            17 => format!("min({}, {}, 4)", of(self, Int), of(self, Int)),
            18 => format!("abs({})", of(self, Int)),
            19 => format!(
                "int({})",
                self.choices.one(&[
                    "'12'",
                    "' -7 '",
                    "'1_000'",
                    "'+3'",
                    "'ff', 16",
                    "'0b101', 2",
                    "'z', 36",
                    "'0x1f', 0"
                ])
            ),
            20 => format!("int({})", of(self, Float)),
            21 => format!("round({})", of(self, Float)),
            22 => format!("({} if {} else {})", of(self, Int), of(self, Bool), of(self, Int)),
            23 => format!("({} and {})", of(self, Int), of(self, Int)),
            24 => format!("({} or {})", of(self, Int), of(self, Int)),
            25 => format!("({} or [4])[{}]", of(self, Ints), self.choices.one(&["0", "-1"])),
            26 => format!(
                "{}.get({}, {})",
                of(self, Map),
                self.choices.one(&["'a'", "'b'", "'zz'"]),
                of(self, Int)
            ),
            27 => format!("{}.count({})", of(self, Text), self.choices.one(&["'a'", "'X'", "'l'", "','"])),
            28 => format!("{}.find({})", of(self, Text), self.choices.one(&["'b'", "'World'", "'?'", "''"])),
            29 => format!("divmod({}, {})[{}]", of(self, Int), self.divisor(), self.choices.below(2)),
            30 => format!("pow({}, 3, 1009)", of(self, Int)),
            31 => format!("({}).bit_length()", of(self, Int)),
            32 => format!("(lambda x, y=2: x * y - 1)({})", of(self, Int)),
            33 => format!("sum(1 for c in {} if c in 'abcXYZ ')", of(self, Text)),
            34 => format!("{}[0]", of(self, Pair)),
            35 => format!("ord(({} or 'q')[0])", of(self, Text)),
            36 => format!("{}.count({})", of(self, Ints), of(self, Int)),
            37 => format!("next((x for x in {} if x > 1), {})", of(self, Ints), of(self, Int)),
            38 => format!("(True + {})", of(self, Bool)),
            _ => format!("sum(len(t) for t in {})", of(self, Texts)),
        }
    }

    fn float(&mut self, depth: u32) -> String {
        use Type::{Float, Int};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(14) {
            0 => format!("({} / {})", of(self, Int), self.divisor()),
            1 => format!("({} + {})", of(self, Float), of(self, Float)),
            2 => format!("({} - {})", of(self, Float), of(self, Int)),
            3 => format!("({} * {})", of(self, Float), of(self, Float)),
            4 => format!("({} // {})", of(self, Float), self.choices.one(&["0.5", "3", "-2"])),
            5 => format!("({} % {})", of(self, Float), self.choices.one(&["0.75", "3", "-2"])),
            6 => format!("float({})", of(self, Int)),
            7 => format!(
                "float({})",
                self.choices.one(&["'1.5'", "' 2e3 '", "'-0'", "'inf'", "'1_0.5'", "'.5'"])
            ),
            8 => format!("round({}, {})", of(self, Float), self.choices.one(&["1", "2", "0", "-1", "3"])),
            9 => format!("abs({})", of(self, Float)),
            10 => format!("(-{})", of(self, Float)),
            11 => format!("max({}, {})", of(self, Float), of(self, Float)),
            12 => format!("({} / {})", of(self, Float), self.choices.one(&["4", "0.3", "-7"])),
            _ => format!("({} ** 2)", self.choices.one(&["1.5", "0.25", "12.0"])),
        }
    }

    fn bool(&mut self, depth: u32) -> String {
        use Type::{Bool, Float, Int, Ints, Map, Nested, Pair, Set, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(30) {
            0 => format!("({} {} {})", of(self, Int), self.comparison(), of(self, Int)),
            1 => {
                let (a, b) = (self.comparison(), self.comparison());
                format!("({} {a} {} {b} {})", of(self, Int), of(self, Int), of(self, Int))
            }
            2 => format!("({} {} {})", of(self, Float), self.comparison(), of(self, Int)),
            3 => format!("({} {} {})", of(self, Text), self.comparison(), of(self, Text)),
            4 => format!("({} {} {})", of(self, Ints), self.comparison(), of(self, Ints)),
            5 => format!("({} == {})", of(self, Map), of(self, Map)),
            6 => format!("({} {} {})", of(self, Set), self.comparison(), of(self, Set)),
            7 => format!("({} {} {})", of(self, Pair), self.comparison(), of(self, Pair)),
            8 => format!("(not {})", of(self, Bool)),
            9 => format!("({} and {})", of(self, Bool), of(self, Bool)),
            10 => format!("({} or {})", of(self, Bool), of(self, Bool)),
            11 => format!("({} in {})", of(self, Int), of(self, Ints)),
            12 => format!("({} not in {})", of(self, Int), of(self, Set)),
            13 => format!("({} in {})", of(self, Text), of(self, Text)),
            14 => format!("({} in {})", of(self, Text), of(self, Map)),
            15 => format!("({} in {})", of(self, Text), of(self, Texts)),
            16 => {
                let kind = self.any_type();
                format!("bool({})", of(self, kind))
            }
            17 => {
                let kind = self.any_type();
                let class = self.choices.one(&[
                    "int",
                    "(str, list)",
                    "bool",
                    "dict",
                    "float",
                    "(tuple, set)",
                    "object",
                ]);
                format!("isinstance({}, {class})", of(self, kind))
            }
            18 => format!("any({})", of(self, Ints)),
            19 => format!("all({})", of(self, Texts)),
            20 => format!("any(x {} 1 for x in {})", self.comparison(), of(self, Ints)),
            21 => format!("all(t.islower() for t in {})", of(self, Texts)),
            22 => {
                let method = self.choices.one(&[
                    "isdigit",
                    "isalpha",
                    "isupper",
                    "islower",
                    "isspace",
                    "isalnum",
                    "isidentifier",
                    "istitle",
                    "isnumeric",
                    "isascii",
                    "isdecimal",
                    "isprintable",
                ]);
                format!("{}.{method}()", of(self, Text))
            }
            23 => format!(
                "{}.startswith({})",
                of(self, Text),
                self.choices.one(&["'a'", "('H', 'n')", "''", "'lo', 3"])
            ),
            24 => {
                format!("{}.endswith({})", of(self, Text), self.choices.one(&["'c'", "('d', ' ')", "'\\n'"]))
            }
            25 => format!("({} is None)", of(self, Nested)),
            26 => format!(
                "{}.{}({})",
                of(self, Set),
                self.choices.one(&["issubset", "issuperset", "isdisjoint"]),
                of(self, Set)
            ),
            27 => format!("({} == {})", of(self, Nested), of(self, Nested)),
            28 => format!("({} != {})", of(self, Int), of(self, Text)),
            _ => format!("({} is not None)", of(self, Text)),
        }
    }

    fn comparison(&mut self) -> &'static str {
        self.choices.one(&["<", "<=", "==", "!=", ">", ">="])
    }

    #[allow(clippy::too_many_lines, reason = "a grammar is a list")]
    fn text(&mut self, depth: u32) -> String {
        use Type::{Bool, Float, Int, Ints, Nested, Pair, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(44) {
            0 => format!("({} + {})", of(self, Text), of(self, Text)),
            1 => format!("({} * {})", of(self, Text), self.small()),
            2 => {
                let method =
                    self.choices.one(&["upper", "lower", "title", "capitalize", "swapcase", "casefold"]);
                format!("{}.{method}()", of(self, Text))
            }
            3 => {
                let method = self.choices.one(&["strip", "lstrip", "rstrip"]);
                let what = self.choices.one(&["", "'ax '", "'c'", "None"]);
                format!("{}.{method}({what})", of(self, Text))
            }
            4 => {
                let what = self.choices.one(&["'a', 'zz'", "'X', ''", "'', '-'", "'a', 'b', 1", "' ', '_'"]);
                format!("{}.replace({what})", of(self, Text))
            }
            5 => {
                let method = self.choices.one(&["center", "ljust", "rjust"]);
                let fill = self.choices.one(&["", ", '*'"]);
                format!("{}.{method}({}{fill})", of(self, Text), self.choices.one(&["7", "12", "0", "5"]))
            }
            6 => format!("{}.zfill({})", of(self, Text), self.small()),
            7 => format!("{}.removeprefix({})", of(self, Text), self.choices.one(&["'a'", "'He'", "'zz'"])),
            8 => format!("{}.removesuffix({})", of(self, Text), self.choices.one(&["'c'", "'ld'", "''"])),
            9 => format!("{}.expandtabs({})", of(self, Text), self.small()),
            10 => format!("{}.join({})", self.choices.one(&["','", "''", "' - '"]), of(self, Texts)),
            11 => {
                let method = self.choices.one(&["partition", "rpartition"]);
                format!(
                    "{}.{method}({})[{}]",
                    of(self, Text),
                    self.choices.one(&["','", "'X'", "' '"]),
                    self.choices.below(3)
                )
            }
            12 | 13 => format!("{}[{}]", of(self, Text), self.slice()),
            14 => format!("str({})", of(self, Int)),
            15 => format!("str({})", of(self, Float)),
            16 => format!("str({})", of(self, Nested)),
            17 => format!("repr({})", of(self, Text)),
            18 => format!("repr({})", of(self, Pair)),
            19 => format!("{}({})", self.choices.one(&["hex", "oct", "bin"]), of(self, Int)),
            20 => format!("chr({})", self.choices.one(&["65", "233", "8364", "97 + 2"])),
            21 => format!("format({}, '{}')", of(self, Int), self.int_format()),
            22 => format!("format({}, '{}')", of(self, Float), self.float_format()),
            23 => format!("format({}, '{}')", of(self, Text), self.text_format()),
            24 => format!("f'{{{}}}'", braced(&of(self, Int))),
            25 => format!("f'<{{{}:{}}}>'", braced(&of(self, Int)), self.int_format()),
            26 => format!("f'<{{{}:{}}}>'", braced(&of(self, Float)), self.float_format()),
            27 => {
                let name = self.name_of(Text).unwrap_or_else(|| "str()".to_owned());
                format!("f'{{{name}!r}}|{{{name}:{}}}|{{{name}!s:>9}}'", self.text_format())
            }
            28 => {
                let name = self.name_of(Int).unwrap_or_else(|| "int(4)".to_owned());
                format!("f'{{{name}=}} {{{name}:{{3 + 4}}}}{{{{}}}}'")
            }
            29 => {
                let spec =
                    self.choices.one(&["%d", "%5d", "%-6d|", "%+d", "%05d", "%x", "%s", "%r", "%o", "%3d%%"]);
                format!("('{spec}' % {})", of(self, Int))
            }
            30 => {
                let spec =
                    self.choices.one(&["%.2f", "%8.3f", "%e", "%g", "%s", "%r", "%d", "%.0f", "%+.1f", "%G"]);
                format!("('{spec}' % {})", of(self, Float))
            }
            31 => {
                let spec = self.choices.one(&["%s", "%r", "%10s|", "%-10s|", "%.2s"]);
                format!("('{spec} %s' % ({}, {}))", of(self, Text), of(self, Int))
            }
            32 => format!("('%(a)s-%(b)03d' % {{'a': {}, 'b': {}}})", of(self, Text), of(self, Int)),
            33 => format!("'{{}}:{{:>4}}'.format({}, {})", of(self, Text), of(self, Int)),
            34 => format!(
                "'{{1}} {{0!r}} {{x[0]}}'.format({}, {}, x={})",
                of(self, Text),
                of(self, Float),
                of(self, Pair)
            ),
            35 => format!("'{{:{{w}}.{{p}}f}}'.format({}, w=9, p=2)", of(self, Float)),
            36 => format!("({} if {} else {})", of(self, Text), of(self, Bool), of(self, Text)),
            37 => format!("({} or {})", of(self, Text), of(self, Text)),
            38 => format!("{}[1]", of(self, Pair)),
            39 => format!("({} or ['q'])[{}]", of(self, Texts), self.choices.one(&["0", "-1"])),
            40 => format!("{}.translate(str.maketrans('abc', 'xyz'))", of(self, Text)),
            41 => format!("{}.encode('utf-8').decode()", of(self, Text)),
            42 => format!("str({})", of(self, Ints)),
            _ => format!("max({}, key=len, default='none')", of(self, Texts)),
        }
    }

    fn int_format(&mut self) -> &'static str {
        self.choices.one(&[
            "d", "5d", "05d", "+d", ",", "_", "x", "#x", "X", "b", "#010b", "o", "<6", ">6", "^7", "*^9d",
            " d", "e", ".2f", "%", "=+8d", "08,d", "n",
        ])
    }

    fn float_format(&mut self) -> &'static str {
        self.choices.one(&[
            ".2f", "8.3f", "e", ".3e", "g", ".3g", "%", ".1%", ",.2f", "+.1f", "010.2f", "<9.1f", "^9.0f",
            "", "G", "E", "_.3f", "=+9.2f",
        ])
    }

    fn text_format(&mut self) -> &'static str {
        self.choices.one(&["", "10", "<10", ">10", "^10", "*^12", ".2", "-<8.3", "s", "🎉>5"])
    }

    fn ints(&mut self, depth: u32) -> String {
        use Type::{Int, Ints, Map, Set, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(26) {
            0 => format!("[{}, {}]", of(self, Int), of(self, Int)),
            1 => format!("({} + {})", of(self, Ints), of(self, Ints)),
            2 => format!("({} * {})", of(self, Ints), self.choices.one(&["2", "0", "1", "-1"])),
            3 | 4 => format!("{}[{}]", of(self, Ints), self.slice()),
            5 => format!(
                "list(range({}))",
                self.choices.one(&["4", "2, 6", "10, 0, -3", "0", "1, 10, 4", "-3, 3"])
            ),
            6 => format!("sorted({})", of(self, Ints)),
            7 => format!("sorted({}, reverse=True)", of(self, Ints)),
            8 => format!(
                "sorted({}, key=lambda x: {})",
                of(self, Ints),
                self.choices.one(&["-x", "x % 3", "(x % 2, -x)", "abs(x - 2)"])
            ),
            9 => format!("[x * {} for x in {}]", of(self, Int), of(self, Ints)),
            10 => format!("[x for x in {} if x {} {}]", of(self, Ints), self.comparison(), of(self, Int)),
            11 => format!("[x + y for x in {} for y in (1, 10) if x != y]", of(self, Ints)),
            12 => format!("list(map(lambda x: x - 1, {}))", of(self, Ints)),
            13 => format!("list(filter(None, {}))", of(self, Ints)),
            14 => format!("list(filter(lambda x: x % 2 == 1, {}))", of(self, Ints)),
            15 => format!("[*{}, {}, *{}]", of(self, Ints), of(self, Int), of(self, Ints)),
            16 => format!("list(reversed({}))", of(self, Ints)),
            17 => format!("list({}.values())", of(self, Map)),
            18 => format!("sorted({})", of(self, Set)),
            19 => format!("[i * n for i, n in enumerate({}, {})]", of(self, Ints), self.small()),
            20 => {
                let (a, b) = (of(self, Ints), of(self, Ints));
                let a = self.choices.one(&["A", "iter(A)", "map(abs, A)", "(x for x in A)"]).replace('A', &a);
                format!("[a - b for a, b in zip({a}, {b})]")
            }
            21 => format!("[len(t) for t in {}]", of(self, Texts)),
            22 => format!("list(map(len, {}))", of(self, Texts)),
            23 => format!("[x for x in {} for _ in range(x % 3)]", of(self, Ints)),
            24 => format!("list({}.encode())", of(self, Text)),
            _ => format!("list({})", of(self, Ints)),
        }
    }

    fn texts(&mut self, depth: u32) -> String {
        use Type::{Ints, Map, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(22) {
            0 => format!("[{}, {}]", of(self, Text), of(self, Text)),
            1 => format!("{}.split()", of(self, Text)),
            2 => format!(
                "{}.split({})",
                of(self, Text),
                self.choices.one(&["','", "'X'", "' ', 1", "None, 1", "'b', maxsplit=1"])
            ),
            3 => format!("{}.rsplit({})", of(self, Text), self.choices.one(&["','", "'.', 1", "None, 1"])),
            4 => format!("{}.splitlines({})", of(self, Text), self.choices.one(&["", "True"])),
            5 => format!("list({})", of(self, Text)),
            6 => format!("[str(x) for x in {}]", of(self, Ints)),
            7 => format!("sorted({})", of(self, Texts)),
            8 => format!("sorted({}, key=str.lower)", of(self, Texts)),
            9 => format!("sorted({}, key=len, reverse=True)", of(self, Texts)),
            10 => format!("list({})", of(self, Map)),
            11 => format!("[f'{{k}}={{v}}' for k, v in {}.items()]", of(self, Map)),
            12 => format!("[k for k, v in sorted({}.items(), key=lambda kv: kv[1])]", of(self, Map)),
            13 => format!("{}[{}]", of(self, Texts), self.slice()),
            14 => format!("({} + {})", of(self, Texts), of(self, Texts)),
            15 => format!("[t.strip() for t in {} if t]", of(self, Texts)),
            16 => format!("list({}.partition('X'))", of(self, Text)),
            17 => format!("list(map(str.upper, {}))", of(self, Texts)),
            18 => format!("list(map(str, {}))", of(self, Ints)),
            19 => format!("list(dict.fromkeys({}))", of(self, Texts)),
            20 => format!("sorted(set({}))", of(self, Texts)),
            _ => format!("[a + b for a, b in zip({}, 'xyz')]", of(self, Texts)),
        }
    }

    fn map(&mut self, depth: u32) -> String {
        use Type::{Bool, Int, Ints, Map, Text, Texts};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(14) {
            0 => format!("{{{}: {}, 'k': {}}}", of(self, Text), of(self, Int), of(self, Int)),
            1 => format!("dict(a={}, c={})", of(self, Int), of(self, Int)),
            2 => format!("dict(zip({}, {}))", of(self, Texts), of(self, Ints)),
            3 => format!("{{t: len(t) for t in {}}}", of(self, Texts)),
            4 => format!("({} | {})", of(self, Map), of(self, Map)),
            5 => format!("{{**{}, 'x': {}}}", of(self, Map), of(self, Int)),
            6 => format!("dict.fromkeys({}, 0)", of(self, Texts)),
            7 => format!("{{k: v for k, v in {}.items() if v > {}}}", of(self, Map), of(self, Int)),
            8 => format!("dict(sorted({}.items()))", of(self, Map)),
            9 => format!("{{k: i for i, k in enumerate({})}}", of(self, Texts)),
            10 => format!("dict({} if {} else {})", of(self, Map), of(self, Bool), of(self, Map)),
            11 => format!("dict({}, z=1)", of(self, Map)),
            12 => format!("{}.copy()", of(self, Map)),
            _ => format!("dict([('p', {}), ('q', {})])", of(self, Int), of(self, Int)),
        }
    }

    fn set(&mut self, depth: u32) -> String {
        use Type::{Int, Ints, Set};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(8) {
            0 => format!("{{{}, {}}}", of(self, Int), of(self, Int)),
            1 => format!("set({})", of(self, Ints)),
            2 => {
                let sign = self.choices.one(&["|", "&", "-", "^"]);
                format!("({} {sign} {})", of(self, Set), of(self, Set))
            }
            3 => {
                let method =
                    self.choices.one(&["union", "intersection", "difference", "symmetric_difference"]);
                format!("{}.{method}({})", of(self, Set), of(self, Ints))
            }
            4 => format!("{{x % 4 for x in {}}}", of(self, Ints)),
            5 => format!("{{x for x in {} if x > 0}}", of(self, Set)),
            6 => format!("{}.copy()", of(self, Set)),
            _ => format!("{{*{}, *{}}}", of(self, Ints), of(self, Set)),
        }
    }

    fn pair(&mut self, depth: u32) -> String {
        use Type::{Int, Pair, Text};
        let of = |me: &mut Self, kind| me.expression(kind, depth);
        match self.choices.below(4) {
            0 => format!("({}, {})", of(self, Int), of(self, Text)),
            1 => format!("min({}, {})", of(self, Pair), of(self, Pair)),
            2 => format!("max([{}, {}], key=lambda p: p[0])", of(self, Pair), of(self, Pair)),
            _ => format!("({})[:2]", of(self, Pair)),
        }
    }

    fn nested(&mut self, depth: u32) -> String {
        let (a, b) = (self.any_type(), self.any_type());
        let (a, b) = (self.expression(a, depth), self.expression(b, depth));
        match self.choices.below(8) {
            0 => format!("[{a}, {b}]"),
            1 => format!("({a}, {b})"),
            2 => format!("{{'a': {a}, 'b': [{b}]}}"),
            3 => format!("{{1: {a}, 2.5: {b}, None: 0, (1, 'x'): 'y', True: 'one'}}"),
            4 => format!("list(zip([{a}, {b}], 'ab'))"),
            5 => format!("list(enumerate(({a}, {b})))"),
            6 => format!("({a} and {b})"),
            _ => format!("({a} or {b})"),
        }
    }

    // --- statements ---

    #[allow(clippy::too_many_lines, reason = "a grammar is a list")]
    fn statement(&mut self) -> String {
        let kind = self.any_type();
        match self.choices.below(36) {
            0..=3 => {
                let value = self.expression(kind, DEPTH);
                format!("{} = {value}", self.new_name(kind))
            }
            4 => self.augmented(),
            5 => self.change(),
            6 => self.change(),
            7 => {
                let (a, b) = (self.expression(Type::Int, 2), self.expression(Type::Text, 2));
                match self.choices.below(4) {
                    0 => format!("{}, {} = {a}, {b}", self.new_name(Type::Int), self.new_name(Type::Text)),
                    1 => format!(
                        "({}, [{}]), {} = ({a}, [{b}]), 0",
                        self.new_name(Type::Int),
                        self.new_name(Type::Text),
                        self.new_name(Type::Int)
                    ),
                    2 => {
                        let items = self.expression(Type::Ints, 2);
                        format!(
                            "{}, *{} = [{a}, *{items}]",
                            self.new_name(Type::Int),
                            self.new_name(Type::Ints)
                        )
                    }
                    _ => {
                        let items = self.expression(Type::Ints, 2);
                        format!(
                            "*{}, {} = [*{items}, {a}]",
                            self.new_name(Type::Ints),
                            self.new_name(Type::Int)
                        )
                    }
                }
            }
            8 => {
                // Two names for one object, and a change through one of them.
                let value = self.expression(Type::Ints, 2);
                let (a, b) = (self.new_name(Type::Ints), self.new_name(Type::Ints));
                format!("{a} = {b} = {value}\n{a}.append({})\n{b} += [7]", self.expression(Type::Int, 1))
            }
            9 => {
                let name = self.new_name(kind);
                format!(
                    "if {}:\n    {name} = {}\nelif {}:\n    {name} = {}\nelse:\n    {name} = {}",
                    self.expression(Type::Bool, 2),
                    self.fresh_value(kind),
                    self.expression(Type::Bool, 1),
                    self.fresh_value(kind),
                    self.fresh_value(kind)
                )
            }
            10 => self.for_loop(),
            11 => {
                let name = self.new_name(Type::Ints);
                let start = self.expression(Type::Int, 1);
                let end = self.choices.one(&["", "\nelse:\n    NAME.append(-1)"]).replace("NAME", &name);
                format!(
                    "n, {name} = ({start}) % 9, []\nwhile n > 0:\n    n -= {}\n    if n == 4:\n        {}\n    {name}.append(n){end}",
                    self.choices.one(&["1", "2"]),
                    self.choices.one(&["continue", "break", "pass"]),
                )
            }
            12..=14 => self.attempt(),
            15 => self.matching(),
            16..=19 => self.function(),
            20..=22 => self.class(),
            23 => {
                let name = self.unlisted();
                format!("{name} = {}\ndel {name}", self.expression(kind, 2))
            }
            24 => {
                let name = self.new_name(Type::Int);
                let other = self.new_name(Type::Bool);
                format!(
                    "if ({name} := {}) > 3:\n    {other} = True\nelse:\n    {other} = False",
                    self.expression(Type::Int, 2)
                )
            }
            25 => {
                let (a, b) = (self.new_name(Type::Int), self.new_name(Type::Int));
                let c = self.new_name(Type::Ints);
                format!(
                    "{a}, {b} = {}, {}\n{a}, {b} = {b}, {a}\n{c} = [y for x in range(6) if (y := x * {a}) > 3]",
                    self.expression(Type::Int, 2),
                    self.expression(Type::Int, 2)
                )
            }
            26 => {
                let name = self.new_name(Type::Ints);
                format!("import contextlib\n{name} = []\nwith contextlib.suppress({}):\n    {name}.append(1)\n    {}\n    {name}.append(2)",
                    self.choices.one(&["Exception", "ArithmeticError", "LookupError, ValueError, TypeError, NameError, AttributeError, ArithmeticError"]),
                    self.choices.one(&["1 // 0", "{}['x']", "pass", "int('x')"]).replace("1 // 0", "1 // (1 - 1)"))
                    .replace("suppress(ArithmeticError)", "suppress(Exception)")
            }
            27 => {
                // Slices as targets.
                let name = self.new_name(Type::Ints);
                let value = self.expression(Type::Ints, 1);
                let act = self.choices.one(&[
                    "NAME[1:2] = [8, 9]",
                    "NAME[:0] = [4]",
                    "del NAME[:1]",
                    "NAME[len(NAME):] = (5, 6)",
                    "del NAME[::2]",
                    "NAME[:] = []",
                ]);
                format!("{name} = list({value})\n{}", act.replace("NAME", &name))
            }
            28 => {
                let name = self.new_name(Type::Nested);
                let value = self.expression(kind, 2);
                format!(
                    "{name} = {{'d': {{'e': [{value}]}}}}\n{name}['d']['f'] = {}\n{name}['d']['e'].append({})",
                    self.expression(Type::Int, 1),
                    self.expression(Type::Text, 1)
                )
            }
            29 => {
                let name = self.new_name(Type::Texts);
                format!(
                    "{name} = []\nfor a, (b, c) in [(1, ('x', 2)), ({}, ('y', 4))]:\n    {name}.append(f'{{a}}{{b}}{{c}}')",
                    self.expression(Type::Int, 2)
                )
            }
            30 => {
                let name = self.new_name(Type::Int);
                format!(
                    "assert {} or True, 'never'\n{name} = {}",
                    self.expression(Type::Bool, 2),
                    self.expression(Type::Int, 2)
                )
            }
            31 => self.library(),
            _ => {
                let value = self.expression(kind, DEPTH + 1);
                format!("{} = {value}", self.new_name(kind))
            }
        }
    }

    /// A value that is no name, so that nothing is shared by accident of a branch.
    fn fresh_value(&mut self, of: Type) -> String {
        match of {
            Type::Ints | Type::Texts => format!("list({})", self.expression(of, 1)),
            Type::Map => format!("dict({})", self.expression(of, 1)),
            Type::Set => format!("set({})", self.expression(of, 1)),
            _ => self.expression(of, 1),
        }
    }

    fn augmented(&mut self) -> String {
        let (of, signs, value): (Type, &[&str], Type) = match self.choices.below(5) {
            0 => (Type::Int, &["+=", "-=", "*=", "|=", "&=", "^="], Type::Int),
            1 => (Type::Text, &["+="], Type::Text),
            2 => (Type::Ints, &["+="], Type::Ints),
            3 => (Type::Set, &["|=", "&=", "-=", "^="], Type::Set),
            _ => (Type::Map, &["|="], Type::Map),
        };
        match self.name_of(of) {
            Some(name) => format!("{name} {} {}", self.choices.one(signs), self.expression(value, 2)),
            None => {
                let value = self.expression(of, 2);
                format!("{} = {value}", self.new_name(of))
            }
        }
    }

    /// Methods that change what they are called on, and what they give.
    fn change(&mut self) -> String {
        let of = [Type::Ints, Type::Map, Type::Set, Type::Texts][self.choices.below(4)];
        let Some(name) = self.name_of(of) else {
            let value = self.expression(of, 2);
            return format!("{} = {value}", self.new_name(of));
        };
        let acts: &[&str] = match of {
            Type::Ints => &[
                "N.append(I)",
                "N.extend(L)",
                "N.insert(1, I)",
                "V = N.pop() if N else None",
                "N.sort()",
                "N.reverse()",
                "N.sort(key=lambda x: -x)",
                "N[:] = N[::-1]",
                "if N:\n    N[0] = I",
                "if N:\n    del N[-1]",
                "N.clear()",
                "V = N.copy()",
                "if I in N:\n    N.remove(I)",
                "V = N.index(N[-1]) if N else -1",
                "N.sort(reverse=True)",
                "N.insert(-1, I)",
                "V = N.append(3)",
                "N *= 2",
                "if len(N) > 2:\n    N[1] += 5",
                "if N:\n    V = N.pop(0)",
            ],
            Type::Map => &[
                "N['new'] = I",
                "N.update(M)",
                "N.update(a=I, w=2)",
                "V = N.pop('a', None)",
                "V = N.setdefault('s', I)",
                "if 'a' in N:\n    del N['a']",
                "N['c'] = N.get('c', 0) + 1",
                "N.update([('t', I)])",
                "V = list(N.items())",
                "if N:\n    V = N.popitem()",
                "V = [*N.keys()]",
                "N |= {'u': 1}",
                "for k in list(N):\n    N[k] += 1",
                "N['l'] = I\nN['l'] += 1",
                "V = N == dict(N)",
            ],
            Type::Set => &[
                "N.add(I)",
                "N.discard(I)",
                "N.update(L)",
                "N |= {99}",
                "V = len(N)",
                "N -= {1}",
                "N.clear()",
                "V = 1 in N",
            ],
            _ => &[
                "N.append(T)",
                "N.extend(X)",
                "N.sort()",
                "N.reverse()",
                "V = ','.join(N)",
                "N += [T]",
                "N.insert(0, T)",
                "N.sort(key=len)",
            ],
        };
        let act = self.choices.one(acts);
        let int = self.expression(Type::Int, 1);
        let mut act = act.replace('N', &name).replace('I', &int);
        if act.contains('L') && of != Type::Map {
            act = act.replace("(L)", &format!("({})", self.expression(Type::Ints, 1)));
        }
        act = act.replace("(M)", &format!("({})", self.expression(Type::Map, 1)));
        act = act.replace("(X)", &format!("({})", self.expression(Type::Texts, 1)));
        if of == Type::Texts {
            let text = self.expression(Type::Text, 1);
            act = act
                .replace("(T)", &format!("({text})"))
                .replace("[T]", &format!("[{text}]"))
                .replace(" T)", &format!(" {text})"));
        }
        act.replace("V = ", &format!("{} = ", self.unlisted()))
    }

    fn for_loop(&mut self) -> String {
        let name = self.new_name(Type::Ints);
        let items = self.expression(Type::Ints, 2);
        let limit = self.expression(Type::Int, 1);
        match self.choices.below(5) {
            0 => format!("{name} = []\nfor x in {items}:\n    {name}.append(x * 2)"),
            1 => format!(
                "{name} = []\nfor x in {items}:\n    if x == {limit}:\n        break\n    {name}.append(x)\nelse:\n    {name} = {name} + [-1]"
            ),
            2 => format!(
                "{name} = []\nfor i, x in enumerate({items}):\n    if x % 2:\n        continue\n    {name} += [i, x]"
            ),
            3 => format!(
                "{name} = []\nfor k, v in {}.items():\n    {name}.append(v)\n    if len({name}) > 3:\n        break",
                self.expression(Type::Map, 2)
            ),
            _ => format!(
                "{name} = []\nfor x in {items}:\n    for y in (1, 2, 3):\n        if y == 2 and x > 1:\n            break\n        {name}.append(x + y)"
            ),
        }
    }

    /// Something that raises, as Python would.
    fn failing(&mut self) -> String {
        self.choices
            .one(&[
                "1 // 0",
                "5 % 0",
                "1.0 / 0",
                "[][0]",
                "{}['x']",
                "(1, 2)[5]",
                "int('x')",
                "float('abc')",
                "'a' + 1",
                "1 + 'a'",
                "[1] + (2,)",
                "undefined_name",
                "None.attribute",
                "'a'.missing()",
                "[].pop()",
                "{}.popitem()",
                "[1].remove(2)",
                "[1].index(2)",
                "'a'.index('z')",
                "len(5)",
                "'a' < 1",
                "[1] < ['a']",
                "sorted([1, 'a'])",
                "max([])",
                "sum(['a'])",
                "{[]: 1}",
                "{[1]}",
                "next(iter([]))",
                "'%d' % 'x'",
                "'%s %s' % (1,)",
                "'{}'.format()",
                "'{0}{1}'.format(1)",
                "'{a}'.format(b=1)",
                "int([])",
                "int(None)",
                "ord('ab')",
                "chr(-1)",
                "'a' * 'b'",
                "[] * 1.5",
                "-'a'",
                "~1.5",
                "1 << -1",
                "(lambda x: x)()",
                "(lambda: 0)(1)",
                "(lambda a: a)(b=1)",
                "list(5)",
                "dict([1])",
                "dict([(1, 2, 3)])",
                "set([[]])",
                "'a'['b']",
                "[1]['x']",
                "{1: 2}.missing",
                "''.join([1])",
                "'abc'.split('')",
                "range(1, 2, 0)",
                "1 in 5",
                "'a' in 5",
                "1 in 'a'",
                "5()",
                "'x'()",
                "b'a' + 'a'",
                "'a'.encode() + 'b'",
                "b'\\xff'.decode()",
                "bytes('a')",
                "{}.pop('q')",
                "set().pop()",
                "{1}.remove(2)",
                "abs('a')",
                "round('a')",
                "sum([1], 'a')",
                "isinstance(1, 'int')",
                "getattr(1, 'nope')",
                "zip(1)",
                "enumerate(5)",
                "map(None, 1)",
                "[1, 2].sort(key=5)",
                "int('12', 1)",
                "int(float('inf'))",
                "int(float('nan'))",
                "2 ** 'a'",
                "f'{1:q}'",
                "format('a', 'd')",
                "(1).x",
                "[*5]",
                "{**5}",
                "print(*5)",
                "not_here()",
                "'a'.center()",
                "'a'.zfill('b')",
                "tuple(1)",
                "reversed(5)",
                "min(1)",
                "max(1, 'a')",
                "any(1)",
                "hash([])",
                "pow(2, -1, 0)",
                "divmod(1, 0)",
                "'abc'[10]",
                "{'a': 1}[0]",
            ])
            .to_owned()
    }

    fn attempt(&mut self) -> String {
        let name = self.new_name(Type::Texts);
        let act = match self.choices.below(4) {
            0 => format!(
                "raise {}({})",
                self.choices.one(&["ValueError", "KeyError", "RuntimeError", "OSError"]),
                self.expression(Type::Text, 1)
            ),
            1 => self.expression(Type::Int, 2),
            _ => self.failing(),
        };
        let class = self.choices.one(&[
            "Exception",
            "ValueError",
            "(TypeError, KeyError)",
            "LookupError",
            "ArithmeticError",
            "KeyError",
            "TypeError",
            "AttributeError",
            "NameError",
            "StopIteration",
            "(ValueError, Exception)",
            "BaseException",
            "ZeroDivisionError",
            "IndexError",
        ]);
        match self.choices.below(6) {
            0 => format!(
                "{name} = ['0']\ntry:\n    {act}\n    {name}.append('body')\nexcept {class}:\n    {name}.append('caught')\nexcept Exception as e:\n    {name}.append(type(e).__name__)\nelse:\n    {name}.append('else')\nfinally:\n    {name}.append('finally')"
            ),
            1 => format!(
                "{name} = []\ntry:\n    try:\n        {act}\n    finally:\n        {name}.append('inner')\nexcept {class} as e:\n    {name}.append('outer')\nexcept Exception:\n    pass"
            ),
            2 => format!(
                "def attempt():\n    try:\n        {act}\n        return ['no']\n    except {class}:\n        return ['yes']\n    finally:\n        {name}.append('f')\n{name} = []\ntry:\n    {name} += attempt()\nexcept Exception as e:\n    {name}.append(e.__class__.__name__)"
            ),
            3 => format!(
                "{name} = []\nfor i in range(3):\n    try:\n        if i == 1:\n            {act}\n        {name}.append(str(i))\n    except {class}:\n        {name}.append('x')\n        continue\n    except Exception:\n        break\nelse:\n    {name}.append('done')"
            ),
            4 => format!(
                "class Own({}):\n    pass\n{name} = []\ntry:\n    try:\n        {act}\n    except {class} as e:\n        raise Own('o') from e\nexcept Own as e:\n    {name}.append(str(e))\nexcept Exception:\n    {name}.append('other')",
                self.choices.one(&["Exception", "ValueError", "LookupError"])
            ),
            _ => {
                // One in many ends the module.
                if self.choices.below(6) == 0 {
                    format!("{name} = ['last']\n{act}")
                } else {
                    format!(
                        "{name} = []\ntry:\n    {act}\nexcept Exception as e:\n    {name} = [e.__class__.__name__]"
                    )
                }
            }
        }
    }

    fn matching(&mut self) -> String {
        let name = self.new_name(Type::Texts);
        match self.choices.below(4) {
            0 => format!(
                "match {}:\n    case 0 | 1:\n        {name} = ['low']\n    case int(x) if x < 0:\n        {name} = ['negative', str(x)]\n    case 255:\n        {name} = ['byte']\n    case x:\n        {name} = [str(x)]",
                self.expression(Type::Int, 2)
            ),
            1 => format!(
                "match {}:\n    case []:\n        {name} = ['empty']\n    case [x]:\n        {name} = ['one', str(x)]\n    case [x, *rest] if len(rest) > 2:\n        {name} = ['many', str(rest)]\n    case [_, y] | [_, y, _]:\n        {name} = [str(y)]\n    case _:\n        {name} = []",
                self.expression(Type::Ints, 2)
            ),
            2 => format!(
                "match {}:\n    case {{'a': 1, **rest}}:\n        {name} = [str(rest)]\n    case {{'a': x}} if x != 0:\n        {name} = ['a', str(x)]\n    case {{}}:\n        {name} = ['map']",
                self.expression(Type::Map, 2)
            ),
            _ => format!(
                "match {}:\n    case (0, _):\n        {name} = ['zero']\n    case (int() as n, str(s)) if s:\n        {name} = [s, str(n)]\n    case _:\n        {name} = ['none']",
                self.expression(Type::Pair, 2)
            ),
        }
    }

    #[allow(clippy::too_many_lines, reason = "a grammar is a list")]
    fn function(&mut self) -> String {
        let (int, other) = (self.expression(Type::Int, 2), self.expression(Type::Int, 1));
        let text = self.expression(Type::Text, 1);
        let ints = self.expression(Type::Ints, 1);
        let name = self.new_name(Type::Nested);
        match self.choices.below(18) {
            0 => format!(
                "def f(a, b=2, *c, d={other}, **e):\n    return [a, b, c, d, e]\n{name} = f({int}, {}, x=1)",
                self.choices.one(&["5", "*[6, 7]", "d=3", "*(1,), **{'d': 8}"])
            ),
            1 => format!(
                "def f(n):\n    if n < 2:\n        return 1\n    return n * f(n - 1)\n{name} = f(({int}) % 12)"
            ),
            2 => format!(
                "def counter(start):\n    def up(by=1):\n        nonlocal start\n        start += by\n        return start\n    return up\nc = counter({int})\nc()\n{name} = [c(), c({other})]"
            ),
            3 => format!(
                "total = 0\ndef add(x):\n    global total\n    total += x\n    return total\n{name} = [add(x) for x in {ints}] + [total]"
            ),
            4 => format!(
                "def gen(items):\n    for x in items:\n        if x < 0:\n            return\n        yield x\n        yield x + 1\n{name} = list(gen({ints}))"
            ),
            5 => format!(
                "def gen():\n    yield 1\n    yield from {ints}\n    yield {int}\n{name} = [x for x in gen() if x]"
            ),
            6 => format!(
                "def twice(f):\n    def inner(*args, **kw):\n        return [f(*args, **kw), f(*args, **kw)]\n    return inner\n@twice\ndef g(a, b=1):\n    return a + b\n{name} = g({int}, b={other})"
            ),
            7 => format!(
                "def f(x, acc=[]):\n    acc.append(x)\n    return acc\nf({int})\n{name} = list(f({other}))"
            ),
            8 => format!(
                "def f(x):\n    if x > 3:\n        return 'big'\n    elif x:\n        return x\n{name} = [f({int}), f({other})]"
            ),
            9 => format!(
                "def f(items):\n    for i, x in enumerate(items):\n        if x > 2:\n            return i\n    else:\n        return 'none'\n{name} = f({ints})"
            ),
            10 => format!(
                "def f(*, key, other=None):\n    return {{'key': key, 'other': other}}\n{name} = f(other={int}, key={text})"
            ),
            11 => format!("fs = [lambda x, i=i: x + i for i in range(3)]\n{name} = [f({int}) for f in fs]"),
            12 => format!(
                "def outer():\n    x = {int}\n    def inner():\n        x = 5\n        return x\n    return inner(), x\n{name} = outer()"
            ),
            13 => format!(
                "from functools import reduce\n{name} = reduce(lambda a, b: a * 2 + b, {ints}, {other})"
            ),
            14 => {
                format!("def f(a, /, b, *, c):\n    return (a, b, c)\n{name} = f({int}, b={other}, c={text})")
            }
            15 => format!(
                "def f():\n    try:\n        return {int}\n    finally:\n        log.append('f')\nlog = []\n{name} = [f(), log]"
            ),
            16 => format!(
                "def f(s: str, n: int = 3) -> str:\n    \"\"\"Doc.\"\"\"\n    out = ''\n    while n:\n        out += s[:1]\n        n -= 1\n    return out or None\n{name} = f({text})"
            ),
            _ => format!("x = {int}\ndef f():\n    return x\nx = {other}\n{name} = [f(), (lambda: x)()]"),
        }
    }

    #[allow(clippy::too_many_lines, reason = "a grammar is a list")]
    fn class(&mut self) -> String {
        let (int, other) = (self.expression(Type::Int, 2), self.expression(Type::Int, 1));
        let text = self.expression(Type::Text, 1);
        let name = self.new_name(Type::Nested);
        match self.choices.below(16) {
            0 => format!(
                "class A:\n    X = {int}\n    Y = X + 1\n    def get(self):\n        return self.X\nclass B(A):\n    X = {other}\n{name} = [A().get(), B().get(), A.Y, B.Y]"
            ),
            1 => format!(
                "class P:\n    def __init__(self, x, y=0):\n        self.x = x\n        self.y = y\n    def total(self):\n        return self.x + self.y\np = P({int})\np.y += {other}\n{name} = [p.total(), p.x]"
            ),
            2 => format!(
                "class A:\n    def __init__(self, n):\n        self.items = [n]\nclass B(A):\n    def __init__(self, n):\n        super().__init__(n + 1)\n        self.items.append(n)\n{name} = B({int}).items"
            ),
            3 => format!(
                "class A:\n    def __init__(self):\n        self._v = {int}\n    @property\n    def v(self):\n        return self._v * 2\n    @classmethod\n    def make(cls):\n        return cls()\n    @staticmethod\n    def twice(n):\n        return n * 2\n{name} = [A().v, A.make().v, A.twice({other})]"
            ),
            4 => format!(
                "from dataclasses import dataclass, field\n@dataclass\nclass D:\n    a: int\n    b: str = 'd'\n    c: list = field(default_factory=list)\nd = D({int}, c=[{other}])\n{name} = [d.a, d.b, d.c, d == D({int}, 'd', [{other}])]"
            ),
            5 => format!(
                "from enum import Enum\nclass E(Enum):\n    A = {int}\n    B = 'b'\n{name} = [E.A.value, E.B.name, E('b') is E.B, [m.name for m in E]]"
            ),
            6 => format!(
                "from collections import namedtuple\nN = namedtuple('N', 'x y')\nn = N({int}, y={text})\n{name} = [n.x, n[1], n._replace(x=2).x, list(n)]"
            ),
            7 => format!(
                "class L:\n    def __init__(self, items):\n        self.items = items\n    def __len__(self):\n        return len(self.items)\n    def __getitem__(self, i):\n        return self.items[i]\n    def __contains__(self, x):\n        return x in self.items\nl = L([{int}, {other}])\n{name} = [len(l), l[0], {other} in l, bool(L([]))]"
            ),
            8 => format!(
                "class T:\n    def __init__(self, v):\n        self.v = v\n    def __eq__(self, other):\n        return self.v == other.v\n    def __lt__(self, other):\n        return self.v < other.v\n    def __add__(self, other):\n        return T(self.v + other.v)\n    def __str__(self):\n        return f'T{{self.v}}'\n    def __repr__(self):\n        return 'T()'\na, b = T({int}), T({other})\n{name} = [a == b, a < b, (a + b).v, str(a), repr([b]), f'{{a}}']"
            ),
            9 => format!(
                "class C:\n    n = 0\n    def __call__(self, x):\n        C.n += 1\n        return x + C.n\nc = C()\n{name} = [c({int}), c({other}), C.n, c.n]"
            ),
            10 => format!(
                "class A:\n    def who(self):\n        return 'A'\nclass B(A):\n    def who(self):\n        return 'B' + super().who()\nclass C(A):\n    def who(self):\n        return 'C' + super().who()\nclass D(B, C):\n    pass\n{name} = [D().who(), issubclass(D, A), [k.__name__ for k in D.__mro__]]"
            ),
            11 => format!(
                "class M:\n    def __enter__(self):\n        log.append('in')\n        return {int}\n    def __exit__(self, *args):\n        log.append('out')\n        return {}\nlog = []\ntry:\n    with M() as v:\n        log.append(v)\n        {}\nexcept Exception:\n    log.append('raised')\n{name} = log",
                self.choices.one(&["False", "True"]),
                self.failing()
            ),
            12 => format!(
                "class A:\n    pass\na = A()\na.x = {int}\nsetattr(a, 'y', {other})\n{name} = [a.x, getattr(a, 'y'), getattr(a, 'z', 'none'), hasattr(a, 'x'), hasattr(a, 'q'), dict(vars(a))]"
            ),
            13 => format!(
                "class A:\n    items = []\n    def add(self, x):\n        self.items.append(x)\nA().add({int})\nA().add({other})\n{name} = A.items"
            ),
            14 => format!(
                "class A:\n    x = {int}\n    ys = [i for i in range(3)]\n    def f(self):\n        return type(self).__name__, isinstance(self, A), isinstance(5, A)\n    g = lambda self: self.x\nclass B(A): pass\n{name} = [B().f(), B().g(), issubclass(B, A), A.ys]"
            ),
            _ => format!(
                "class I:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return iter(range(self.n))\n{name} = [list(I(({int}) % 5)), sum(I(3)), [x for x in I(2)]]"
            ),
        }
    }

    fn library(&mut self) -> String {
        let name = self.new_name(Type::Nested);
        let ints = self.expression(Type::Ints, 1);
        let texts = self.expression(Type::Texts, 1);
        let nested = self.expression(Type::Nested, 1);
        match self.choices.below(8) {
            0 => format!(
                "import copy\na = [{nested}]\nb = copy.deepcopy(a)\na.append(1)\n{name} = [a, b, copy.copy(a)]"
            ),
            1 => format!("import json\n{name} = json.loads(json.dumps({{'a': {ints}, 'b': {texts}}}))"),
            2 => format!("import itertools\n{name} = list(itertools.chain({ints}, {texts}))"),
            3 => format!(
                "from collections import OrderedDict, defaultdict\nd = defaultdict(list)\nfor x in {ints}:\n    d[x % 2].append(x)\n{name} = [dict(d), dict(OrderedDict(a=1))]"
            ),
            4 => format!(
                "import operator\n{name} = sorted([(2, 'b'), (1, 'c')], key=operator.itemgetter({})), operator.add(1, 2)",
                self.choices.below(2)
            ),
            5 => format!("import string\n{name} = string.ascii_lowercase[:5] + string.digits[-2:]"),
            6 => format!("import functools\n{name} = functools.partial(lambda a, b: [a, b], 1)({nested})"),
            _ => format!("import ast\n{name} = ast.literal_eval('[1, (2.5, \"a\"), {{\"k\": None}}]')"),
        }
    }
}

/// An expression within the braces of a format string in single quotes; quotes and
/// backslashes cannot stand there in every version, so such an expression is replaced.
fn braced(expression: &str) -> String {
    let mut written = String::new();
    if expression.contains(['\'', '"', '\\', '{', '}', ':', '!', '=']) {
        written.push_str("40 + 2");
    } else {
        let _ = write!(written, "({expression})");
    }
    written
}
