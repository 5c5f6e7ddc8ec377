//! `datetime`: dates, times and fixed time zones.
//!
//! They are kept as their ISO text, which tells the class: a date has no `T`, a
//! time has no date. Zones with rules are not followed: their offset depends on
//! tables of the server.

use std::fmt::Write as _;

use super::regex;
use super::text::quoted;
use super::{Failure, Outcome, bind, int_value, text_value, typed, whole};
use crate::python::value::{Kind, Value};

const DAY: i128 = 86_400_000_000;
const HOUR: i128 = 3_600_000_000;
const MINUTE: i128 = 60_000_000;
const SECOND: i128 = 1_000_000;
/// 1970-01-01 as a day counted from 0001-01-01, which is 1.
const EPOCH: i128 = 719_163;
const LAST_DAY: i128 = 3_652_059;

const NOT_FOLLOWED: Failure = Failure::Unsupported("this date or time");
/// What a date and time is made of, in the order of arguments.
const PARTS: [&str; 8] = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(crate) const ZONE: &str = "datetime.timezone";

/// A date, a time, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    /// Counted from 0001-01-01, which is 1.
    day: Option<i128>,
    /// Microseconds since midnight.
    clock: Option<i128>,
    /// Minutes east of UTC.
    offset: Option<i128>,
}

const fn leap(year: i128) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i128, month: i128) -> i128 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn before_year(year: i128) -> i128 {
    let year = year - 1;
    year * 365 + year / 4 - year / 100 + year / 400
}

fn ordinal(year: i128, month: i128, day: i128) -> Outcome<i128> {
    if !(1..=9999).contains(&year) {
        return Err(Failure::value_error(format!("year {year} is out of range")));
    }
    if !(1..=12).contains(&month) {
        return Err(Failure::value_error("month must be in 1..12"));
    }
    if day < 1 || day > days_in(year, month) {
        return Err(Failure::value_error("day is out of range for month"));
    }
    Ok(before_year(year) + (1..month).map(|month| days_in(year, month)).sum::<i128>() + day)
}

fn civil(ordinal: i128) -> (i128, i128, i128) {
    let mut year = (ordinal * 400 / 146_097).max(1);
    while before_year(year + 1) < ordinal {
        year += 1;
    }
    while before_year(year) >= ordinal {
        year -= 1;
    }
    let mut day = ordinal - before_year(year);
    let mut month = 1;
    while day > days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    (year, month, day)
}

fn clock_of(parts: [i128; 4]) -> Outcome<i128> {
    for (value, name, most) in [
        (parts[0], "hour", 23),
        (parts[1], "minute", 59),
        (parts[2], "second", 59),
        (parts[3], "microsecond", 999_999),
    ] {
        if !(0..=most).contains(&value) {
            return Err(Failure::value_error(format!("{name} must be in 0..{most}")));
        }
    }
    Ok(parts[0] * HOUR + parts[1] * MINUTE + parts[2] * SECOND + parts[3])
}

fn digits(text: &str, count: usize) -> Option<i128> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `HH:MM[:SS[.ffffff]]` and an offset.
fn clock_from_iso(text: &str) -> Option<(i128, Option<i128>)> {
    let (clock, offset) = match text.find(['+', '-', 'Z']) {
        Some(at) => (text.get(..at)?, Some(text.get(at..)?)),
        None => (text, None),
    };
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(whole, rest)| (whole, Some(rest)));
    let mut parts = [0; 4];
    let mut count = 0;
    for part in whole.split(':') {
        if count == 3 {
            return None;
        }
        parts[count] = digits(part, 2)?;
        count += 1;
    }
    if let Some(fraction) = fraction {
        if count != 3 {
            return None;
        }
        parts[3] = match fraction.len() {
            3 => digits(fraction, 3)? * 1000,
            6 => digits(fraction, 6)?,
            _ => return None,
        };
    }
    let offset = match offset {
        None => None,
        Some("Z") => Some(0),
        Some(text) => {
            let (hours, minutes) = text.get(1..)?.split_once(':')?;
            let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let size = hours * 60 + minutes;
            Some(if text.starts_with('-') { -size } else { size })
        }
    };
    Some((clock_of(parts).ok()?, offset))
}

impl Moment {
    /// From the ISO text that the evaluator keeps.
    fn of(text: &str) -> Option<Self> {
        let date = |text: &str| {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            ordinal(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).ok()
        };
        if let Some((day, clock)) = text.split_once('T') {
            let (clock, offset) = clock_from_iso(clock)?;
            return Some(Self { day: Some(date(day)?), clock: Some(clock), offset });
        }
        match date(text) {
            Some(day) => Some(Self { day: Some(day), clock: None, offset: None }),
            None => {
                let (clock, offset) = clock_from_iso(text)?;
                Some(Self { day: None, clock: Some(clock), offset })
            }
        }
    }

    const fn class(&self) -> &'static str {
        match (self.day, self.clock) {
            (Some(_), None) => "datetime.date",
            (Some(_), Some(_)) => "datetime.datetime",
            _ => "datetime.time",
        }
    }

    /// The clock's hours, minutes, seconds and microseconds.
    fn parts(&self) -> (i128, i128, i128, i128) {
        let clock = self.clock.unwrap_or(0);
        (clock / HOUR, clock / MINUTE % 60, clock / SECOND % 60, clock % SECOND)
    }

    fn iso(&self, separator: &str, precision: &str) -> Outcome<String> {
        let mut out = String::new();
        if let Some(day) = self.day {
            let (year, month, day) = civil(day);
            let _ = write!(out, "{year:04}-{month:02}-{day:02}");
            if self.clock.is_some() {
                out.push_str(separator);
            }
        }
        if self.clock.is_some() {
            let (hour, minute, second, micro) = self.parts();
            let full = format!("{hour:02}:{minute:02}:{second:02}");
            match precision {
                "auto" if micro == 0 => out.push_str(&full),
                "auto" | "microseconds" => {
                    let _ = write!(out, "{full}.{micro:06}");
                }
                "milliseconds" => {
                    let _ = write!(out, "{full}.{:03}", micro / 1000);
                }
                "seconds" => out.push_str(&full),
                "minutes" => out.push_str(&full[..5]),
                "hours" => out.push_str(&full[..2]),
                _ => return Err(Failure::value_error("Unknown timespec value")),
            }
            if let Some(offset) = self.offset {
                out.push_str(&offset_text(offset));
            }
        }
        Ok(out)
    }

    fn value(&self) -> Value {
        Value::unplaced(Kind::Date(self.iso("T", "auto").unwrap_or_default().into()))
    }

    /// Microseconds from the beginning of the calendar, in UTC if there is an offset.
    fn instant(&self) -> i128 {
        self.day.unwrap_or(0) * DAY + self.clock.unwrap_or(0) - self.offset.unwrap_or(0) * MINUTE
    }

    fn shifted(&self, micros: i128) -> Outcome<Self> {
        let overflow = || Failure::raises("OverflowError", "date value out of range");
        let day = self.day.ok_or(NOT_FOLLOWED)?;
        let total = match self.clock {
            Some(clock) => day * DAY + clock + micros,
            // A date looks at the days alone.
            None => (day + micros.div_euclid(DAY)) * DAY,
        };
        let day = total.div_euclid(DAY);
        if !(1..=LAST_DAY).contains(&day) {
            return Err(overflow());
        }
        let clock = self.clock.map(|_| total.rem_euclid(DAY));
        Ok(Self { day: Some(day), clock, offset: self.offset })
    }

    fn weekday(&self) -> i128 {
        (self.day.unwrap_or(1) + 6) % 7
    }

    /// The ISO year, week and weekday.
    fn iso_week(&self) -> (i128, i128, i128) {
        let day = self.day.unwrap_or(1);
        let weekday = self.weekday();
        let thursday = day - weekday + 3;
        let (year, ..) = civil(thursday.clamp(1, LAST_DAY));
        (year, (thursday - before_year(year) - 1) / 7 + 1, weekday + 1)
    }

    fn strftime(&self, format: &str) -> Outcome<String> {
        let (year, month, day) = self.day.map_or((1900, 1, 1), civil);
        let (hour, minute, second, micro) = self.parts();
        let start = before_year(year);
        let of_year = self.day.unwrap_or(start + 1) - start;
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let dated = Self { day: Some(self.day.unwrap_or(start + 1)), ..*self };
        let weekday = dated.weekday();
        let mut out = String::new();
        let mut rest = format.chars();
        while let Some(character) = rest.next() {
            if character != '%' {
                out.push(character);
                continue;
            }
            let _ = match rest.next() {
                Some('Y') if year >= 1000 => write!(out, "{year}"),
                Some('m') => write!(out, "{month:02}"),
                Some('d') => write!(out, "{day:02}"),
                Some('H') => write!(out, "{hour:02}"),
                Some('I') => write!(out, "{twelve:02}"),
                Some('M') => write!(out, "{minute:02}"),
                Some('S') => write!(out, "{second:02}"),
                Some('f') => write!(out, "{micro:06}"),
                Some('y') => write!(out, "{:02}", year % 100),
                Some('j') => write!(out, "{of_year:03}"),
                Some('p') => write!(out, "{}", if hour < 12 { "AM" } else { "PM" }),
                Some('a') => write!(out, "{}", &DAYS[weekday as usize][..3]),
                Some('A') => write!(out, "{}", DAYS[weekday as usize]),
                Some('b' | 'h') => write!(out, "{}", &MONTHS[month as usize - 1][..3]),
                Some('B') => write!(out, "{}", MONTHS[month as usize - 1]),
                Some('w') => write!(out, "{}", (weekday + 1) % 7),
                Some('u') => write!(out, "{}", weekday + 1),
                Some('F') if year >= 1000 => write!(out, "{year}-{month:02}-{day:02}"),
                Some('T') => write!(out, "{hour:02}:{minute:02}:{second:02}"),
                Some('G') if self.day.is_some() => write!(out, "{}", self.iso_week().0),
                Some('V') if self.day.is_some() => write!(out, "{:02}", self.iso_week().1),
                Some('z') => {
                    write!(out, "{}", self.offset.map_or(String::new(), |o| offset_text(o).replace(':', "")))
                }
                Some('Z') => write!(out, "{}", self.offset.map_or(String::new(), zone_text)),
                Some('%') => write!(out, "%"),
                _ => return Err(Failure::Unsupported("this format of a date")),
            };
        }
        Ok(out)
    }
}

fn offset_text(minutes: i128) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// `str(timezone)`.
fn zone_text(minutes: i128) -> String {
    if minutes == 0 { "UTC".to_owned() } else { format!("UTC{}", offset_text(minutes)) }
}

/// The offset of a fixed zone; none for `None`.
fn offset_of(value: Option<&Value>) -> Outcome<Option<i128>> {
    match value.map(|value| &value.kind) {
        None | Some(Kind::None) => Ok(None),
        Some(Kind::Typed(ZONE, text)) => match text.strip_prefix("UTC") {
            Some("") => Ok(Some(0)),
            Some(rest) => {
                clock_from_iso(&format!("00:00{rest}")).map(|(_, offset)| offset).ok_or(NOT_FOLLOWED)
            }
            None => Err(NOT_FOLLOWED),
        },
        Some(_) => Err(Failure::Unsupported("a time zone with rules")),
    }
}

fn zone(minutes: i128) -> Value {
    typed(ZONE, zone_text(minutes))
}

fn number(value: Option<&Value>, default: i128) -> Outcome<i128> {
    value.map_or(Ok(default), whole)
}

fn micros_of(value: &Value) -> Option<i128> {
    match value.kind {
        Kind::Timedelta(micros) => Some(micros),
        _ => None,
    }
}

fn moment(value: Option<&Value>) -> Outcome<Moment> {
    match value.map(|value| &value.kind) {
        Some(Kind::Date(text)) => Moment::of(text).ok_or(NOT_FOLLOWED),
        _ => Err(NOT_FOLLOWED),
    }
}

/// The functions and classes of `datetime`; none: not one of them.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    Some(match name {
        "datetime.date" => date(args, named),
        "datetime.datetime" => datetime(args, named),
        "datetime.time" => time(args, named),
        "datetime.timezone" => match args {
            [Value { kind: Kind::Timedelta(micros), .. }] if named.is_empty() => {
                if micros.abs() >= DAY {
                    Err(NOT_FOLLOWED)
                } else if micros % MINUTE == 0 {
                    Ok(zone(micros / MINUTE))
                } else {
                    Err(NOT_FOLLOWED)
                }
            }
            _ => Err(NOT_FOLLOWED),
        },
        "datetime.date.fromisoformat" => from_iso(args, false),
        "datetime.datetime.fromisoformat" => from_iso(args, true),
        "datetime.time.fromisoformat" => match args {
            [Value { kind: Kind::Str(text), .. }] => match clock_from_iso(text) {
                Some((clock, offset)) => Ok(Moment { day: None, clock: Some(clock), offset }.value()),
                None => Err(NOT_FOLLOWED),
            },
            _ => Err(NOT_FOLLOWED),
        },
        "datetime.datetime.strptime" => match args {
            [Value { kind: Kind::Str(text), .. }, Value { kind: Kind::Str(format), .. }] => {
                strptime(text, format).map(|moment| moment.value())
            }
            _ => Err(NOT_FOLLOWED),
        },
        "datetime.datetime.combine" => combine(args),
        "datetime.date.fromordinal" | "datetime.datetime.fromordinal" => from_ordinal(name, args),
        "datetime.datetime.utcfromtimestamp" => match args {
            [stamp] => from_stamp(stamp, None),
            _ => Err(NOT_FOLLOWED),
        },
        // Without a zone it is the server's.
        "datetime.datetime.fromtimestamp" => (|| {
            let arguments = bind(&["timestamp", "tz"], args, named)?;
            let offset = offset_of(arguments[1])?.ok_or(Failure::Unsupported("the server's time zone"))?;
            from_stamp(arguments[0].ok_or(NOT_FOLLOWED)?, Some(offset))
        })(),
        _ => return None,
    })
}

/// Attributes of the classes.
pub(crate) fn constant(name: &str) -> Option<Value> {
    let date = |text: &str| Value::unplaced(Kind::Date(text.into()));
    Some(match name {
        "datetime.timezone.utc" | "datetime.UTC" => zone(0),
        "datetime.date.min" => date("0001-01-01"),
        "datetime.date.max" => date("9999-12-31"),
        "datetime.datetime.min" => date("0001-01-01T00:00:00"),
        "datetime.datetime.max" => date("9999-12-31T23:59:59.999999"),
        "datetime.time.min" => date("00:00:00"),
        "datetime.time.max" => date("23:59:59.999999"),
        "datetime.timedelta.max" => Value::unplaced(Kind::Timedelta(999_999_999 * DAY + DAY - 1)),
        "datetime.timedelta.min" => Value::unplaced(Kind::Timedelta(-999_999_999 * DAY)),
        "datetime.timedelta.resolution" => Value::unplaced(Kind::Timedelta(1)),
        "datetime.MINYEAR" => int_value(1),
        "datetime.MAXYEAR" => int_value(9999),
        _ => return None,
    })
}

fn from_ordinal(name: &str, args: &[Value]) -> Outcome<Value> {
    let [day] = args else { return Err(NOT_FOLLOWED) };
    let day = whole(day)?;
    if !(1..=LAST_DAY).contains(&day) {
        return Err(NOT_FOLLOWED);
    }
    let clock = name.starts_with("datetime.datetime").then_some(0);
    Ok(Moment { day: Some(day), clock, offset: None }.value())
}

fn from_stamp(stamp: &Value, offset: Option<i128>) -> Outcome<Value> {
    let seconds = whole(stamp).map_err(|_| NOT_FOLLOWED)?;
    if !(-62_135_596_800..=253_402_300_799).contains(&seconds) {
        return Err(NOT_FOLLOWED);
    }
    let epoch = Moment { day: Some(EPOCH), clock: Some(0), offset };
    epoch.shifted(seconds * SECOND + offset.unwrap_or(0) * MINUTE).map(|moment| moment.value())
}

fn date(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let arguments = bind(&PARTS[..3], args, named)?;
    let part = |at: usize| arguments[at].ok_or(NOT_FOLLOWED).and_then(whole);
    let day = ordinal(part(0)?, part(1)?, part(2)?)?;
    Ok(Moment { day: Some(day), clock: None, offset: None }.value())
}

fn datetime(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let arguments = bind(&PARTS, args, named)?;
    let part = |at: usize| arguments[at].ok_or(NOT_FOLLOWED).and_then(whole);
    let day = ordinal(part(0)?, part(1)?, part(2)?)?;
    let clock = |at: usize| number(arguments[at], 0);
    let clock = clock_of([clock(3)?, clock(4)?, clock(5)?, clock(6)?])?;
    let offset = offset_of(arguments[7])?;
    Ok(Moment { day: Some(day), clock: Some(clock), offset }.value())
}

fn time(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let arguments = bind(&PARTS[3..], args, named)?;
    let clock = |at: usize| number(arguments[at], 0);
    let clock = clock_of([clock(0)?, clock(1)?, clock(2)?, clock(3)?])?;
    Ok(Moment { day: None, clock: Some(clock), offset: offset_of(arguments[4])? }.value())
}

fn combine(args: &[Value]) -> Outcome<Value> {
    let (date, time) = (moment(args.first())?, moment(args.get(1))?);
    if args.len() != 2 || date.day.is_none() || time.day.is_some() {
        return Err(NOT_FOLLOWED);
    }
    Ok(Moment { day: date.day, ..time }.value())
}

fn from_iso(args: &[Value], clocked: bool) -> Outcome<Value> {
    let [Value { kind: Kind::Str(text), .. }] = args else { return Err(NOT_FOLLOWED) };
    let invalid = || Failure::value_error(format!("Invalid isoformat string: {}", quoted(text)));
    if !text.is_ascii() {
        return Err(NOT_FOLLOWED);
    }
    let head = text.get(..10).unwrap_or(text);
    let plain = head.len() == 10 && head.as_bytes()[4] == b'-' && head.as_bytes()[7] == b'-';
    if !plain {
        // Weeks, and dates without hyphens, are rare; a text without a digit is none.
        return Err(if text.bytes().any(|byte| byte.is_ascii_digit()) { NOT_FOLLOWED } else { invalid() });
    }
    let (year, month, day) = match (digits(&head[..4], 4), digits(&head[5..7], 2), digits(&head[8..], 2)) {
        (Some(year), Some(month), Some(day)) => (year, month, day),
        _ => return Err(NOT_FOLLOWED),
    };
    let day = ordinal(year, month, day)?;
    if text.len() == 10 {
        let clock = clocked.then_some(0);
        return Ok(Moment { day: Some(day), clock, offset: None }.value());
    }
    if !clocked {
        return Err(invalid());
    }
    match clock_from_iso(&text[11..]) {
        Some((clock, offset)) => Ok(Moment { day: Some(day), clock: Some(clock), offset }.value()),
        None => Err(NOT_FOLLOWED),
    }
}

/// `datetime.strptime`, by a regular expression as CPython does it.
fn strptime(text: &str, format: &str) -> Outcome<Moment> {
    let mut pattern = String::new();
    let mut letters = Vec::new();
    let mut rest = format.chars().peekable();
    let names = |texts: &[&str], short: bool| {
        // The longer ones first, as CPython has them.
        let mut all: Vec<&str> = texts.iter().map(|text| if short { &text[..3] } else { text }).collect();
        crate::source::sort_by(&mut all, |a, b| b.len().cmp(&a.len()));
        all.join("|")
    };
    while let Some(character) = rest.next() {
        if super::is_space(character) {
            while rest.peek().copied().is_some_and(super::is_space) {
                rest.next();
            }
            pattern.push_str("\\s+");
            continue;
        }
        if character != '%' {
            pattern.push_str(&regex::escape(&character.to_string()));
            continue;
        }
        let letter = rest
            .next()
            .ok_or_else(|| Failure::value_error(format!("stray % in format {}", quoted(format))))?;
        let piece = match letter {
            'd' => "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]".to_owned(),
            'f' => "[0-9]{1,6}".to_owned(),
            'H' => "2[0-3]|[0-1]\\d|\\d".to_owned(),
            'I' => "1[0-2]|0[1-9]|[1-9]".to_owned(),
            'j' => return Err(NOT_FOLLOWED),
            'm' => "1[0-2]|0[1-9]|[1-9]".to_owned(),
            'M' => "[0-5]\\d|\\d".to_owned(),
            'S' => "6[0-1]|[0-5]\\d|\\d".to_owned(),
            'y' => "\\d\\d".to_owned(),
            'Y' => "\\d\\d\\d\\d".to_owned(),
            'z' => "[+-]\\d\\d:?[0-5]\\d|Z".to_owned(),
            'p' => "am|pm".to_owned(),
            'a' => names(&DAYS, true),
            'A' => names(&DAYS, false),
            'b' => names(&MONTHS, true),
            'B' => names(&MONTHS, false),
            '%' => {
                pattern.push('%');
                continue;
            }
            _ => return Err(NOT_FOLLOWED),
        };
        if letters.contains(&letter) {
            return Err(NOT_FOLLOWED);
        }
        letters.push(letter);
        pattern.push('(');
        pattern.push_str(&piece);
        pattern.push(')');
    }
    let compiled = regex::compile(&pattern, regex::IGNORECASE)?;
    let characters: Vec<char> = text.chars().collect();
    let mut search = regex::Search { pattern: &compiled, text: &characters, steps: 0 };
    let Some(spans) = search.find(0, regex::Mode::Match, false)? else {
        let message = format!("time data {} does not match format {}", quoted(text), quoted(format));
        return Err(Failure::value_error(message));
    };
    if spans[1] != Some(characters.len()) {
        let left: String = characters[spans[1].unwrap_or(0)..].iter().collect();
        return Err(Failure::value_error(format!("unconverted data remains: {left}")));
    }
    let (mut year, mut month, mut day) = (1900, 1, 1);
    let mut clock = [0; 4];
    let mut afternoon = None;
    let mut offset = None;
    for (at, letter) in letters.iter().enumerate() {
        let (from, to) = (spans[at * 2 + 2].unwrap_or(0), spans[at * 2 + 3].unwrap_or(0));
        let found: String = characters[from..to].iter().collect::<String>().to_ascii_lowercase();
        let number = found.trim().parse::<i128>().unwrap_or(0);
        let index = |names: &[&str]| {
            names.iter().position(|name| name.to_ascii_lowercase().starts_with(&found)).unwrap_or(0) as i128
        };
        match letter {
            'd' => day = number,
            'm' => month = number,
            'Y' => year = number,
            'y' => year = if number <= 68 { 2000 + number } else { 1900 + number },
            'H' => clock[0] = number,
            'I' => clock[0] = number,
            'M' => clock[1] = number,
            'S' => clock[2] = number,
            'f' => clock[3] = format!("{found:0<6}").parse().unwrap_or(0),
            'b' | 'B' => month = index(&MONTHS) + 1,
            'p' => afternoon = Some(found == "pm"),
            'z' if found == "z" => offset = Some(0),
            'z' => {
                let plain = found.replace(':', "");
                let size = digits(&plain[1..3], 2).unwrap_or(0) * 60 + digits(&plain[3..], 2).unwrap_or(0);
                offset = Some(if plain.starts_with('-') { -size } else { size });
            }
            _ => {}
        }
    }
    if letters.contains(&'I') {
        match afternoon {
            Some(true) => clock[0] = clock[0] % 12 + 12,
            _ => clock[0] %= 12,
        }
    }
    if clock[2] > 59 || offset.is_some_and(|offset| offset.abs() >= 1440) {
        return Err(NOT_FOLLOWED);
    }
    Ok(Moment { day: Some(ordinal(year, month, day)?), clock: Some(clock_of(clock)?), offset })
}

/// An attribute of a date, a time or a zone; none: it is a method, or not there.
pub(crate) fn attribute(text: &str, name: &str) -> Option<Value> {
    let moment = Moment::of(text)?;
    let (hour, minute, second, micro) = moment.parts();
    if let Some(day) = moment.day {
        let (year, month, day) = civil(day);
        match name {
            "year" => return Some(int_value(year)),
            "month" => return Some(int_value(month)),
            "day" => return Some(int_value(day)),
            _ => {}
        }
    }
    moment.clock?;
    Some(match name {
        "hour" => int_value(hour),
        "minute" => int_value(minute),
        "second" => int_value(second),
        "microsecond" => int_value(micro),
        "fold" => int_value(0),
        "tzinfo" => moment.offset.map_or(Value::unplaced(Kind::None), zone),
        _ => return None,
    })
}

/// Whether a date or a time has the method.
pub(crate) fn has_method(text: &str, name: &str) -> bool {
    const ALL: &[&str] = &["isoformat", "strftime", "replace", "fromisoformat", "min", "max", "resolution"];
    const OF_DAYS: &[&str] = &[
        "weekday",
        "isoweekday",
        "isocalendar",
        "toordinal",
        "ctime",
        "timetuple",
        "today",
        "fromordinal",
        "fromtimestamp",
        "fromisocalendar",
    ];
    const OF_CLOCKS: &[&str] = &["utcoffset", "tzname", "dst"];
    const OF_BOTH: &[&str] = &[
        "date",
        "time",
        "timetz",
        "timestamp",
        "astimezone",
        "utctimetuple",
        "now",
        "utcnow",
        "strptime",
        "combine",
        "utcfromtimestamp",
    ];
    let moment = Moment::of(text);
    let has_day = moment.is_none_or(|moment| moment.day.is_some());
    let has_clock = moment.is_none_or(|moment| moment.clock.is_some());
    ALL.contains(&name)
        || has_day && OF_DAYS.contains(&name)
        || has_clock && OF_CLOCKS.contains(&name)
        || has_day && has_clock && OF_BOTH.contains(&name)
}

/// `date.name(...)`.
pub(crate) fn method(text: &str, name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let moment = Moment::of(text).ok_or(NOT_FOLLOWED)?;
    let day = moment.day.ok_or(NOT_FOLLOWED);
    match (name, args) {
        ("isoformat", _) if moment.day.is_some() && moment.clock.is_some() => {
            let arguments = bind(&["sep", "timespec"], args, named)?;
            let text = |at: usize, default: &'static str| match arguments[at].map(|value| &value.kind) {
                None => Ok(default.to_owned()),
                Some(Kind::Str(text)) => Ok(text.to_string()),
                _ => Err(NOT_FOLLOWED),
            };
            let separator = text(0, "T")?;
            if separator.chars().count() != 1 {
                return Err(NOT_FOLLOWED);
            }
            moment.iso(&separator, &text(1, "auto")?).map(text_value)
        }
        ("isoformat", _) => {
            let names: &[&str] = if moment.clock.is_some() { &["timespec"] } else { &[] };
            let arguments = bind(names, args, named)?;
            let precision = arguments.first().copied().flatten().and_then(Value::as_str).unwrap_or("auto");
            moment.iso("", precision).map(text_value)
        }
        ("strftime" | "__format__", [Value { kind: Kind::Str(format), .. }]) if named.is_empty() => {
            moment.strftime(format).map(text_value)
        }
        ("weekday", []) => day.map(|_| int_value(moment.weekday())),
        ("isoweekday", []) => day.map(|_| int_value(moment.weekday() + 1)),
        ("toordinal", []) => day.map(int_value),
        ("date", []) if moment.clock.is_some() => {
            Ok(Moment { clock: None, offset: None, day: Some(day?) }.value())
        }
        ("time", []) if moment.clock.is_some() => {
            day?;
            Ok(Moment { day: None, offset: None, ..moment }.value())
        }
        ("timetz", []) if moment.clock.is_some() => {
            day?;
            Ok(Moment { day: None, ..moment }.value())
        }
        ("utcoffset", []) if moment.clock.is_some() => Ok(match moment.offset {
            Some(minutes) => Value::unplaced(Kind::Timedelta(minutes * MINUTE)),
            None => Value::unplaced(Kind::None),
        }),
        ("tzname", []) if moment.clock.is_some() => Ok(match moment.offset {
            Some(minutes) => text_value(zone_text(minutes)),
            None => Value::unplaced(Kind::None),
        }),
        ("timestamp", []) if moment.offset.is_some() => {
            day?;
            let micros = moment.instant() - EPOCH * DAY;
            #[expect(
                clippy::cast_precision_loss,
                reason = "below 2^53 seconds and micros it is exact enough"
            )]
            let seconds = micros as f64 / 1e6;
            Ok(Value::unplaced(Kind::Float(seconds)))
        }
        ("astimezone", [zone]) if moment.offset.is_some() => {
            let to = offset_of(Some(zone))?.ok_or(NOT_FOLLOWED)?;
            let moved = moment.shifted((to - moment.offset.unwrap_or(0)) * MINUTE)?;
            Ok(Moment { offset: Some(to), ..moved }.value())
        }
        ("replace", _) => replace(&moment, args, named),
        _ => Err(NOT_FOLLOWED),
    }
}

fn replace(moment: &Moment, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let (from, to) = match (moment.day, moment.clock) {
        (Some(_), None) => (0, 3),
        (None, _) => (3, 8),
        _ => (0, 8),
    };
    let given = bind(&PARTS[from..to], args, named)?;
    let given = |at: usize| if (from..to).contains(&at) { given[at - from] } else { None };
    let (year, month, day) = moment.day.map_or((1, 1, 1), civil);
    let (hour, minute, second, micro) = moment.parts();
    let day = match moment.day {
        Some(_) => Some(ordinal(number(given(0), year)?, number(given(1), month)?, number(given(2), day)?)?),
        None => None,
    };
    let clock = match moment.clock {
        Some(_) => Some(clock_of([
            number(given(3), hour)?,
            number(given(4), minute)?,
            number(given(5), second)?,
            number(given(6), micro)?,
        ])?),
        None => None,
    };
    let offset = match given(7) {
        Some(zone) => offset_of(Some(zone))?,
        None => moment.offset,
    };
    Ok(Moment { day, clock, offset }.value())
}

/// `left + right` and `left - right` where one is a date.
pub(crate) fn arithmetic(left: &Value, minus: bool, right: &Value) -> Outcome<Value> {
    match (&left.kind, &right.kind) {
        (Kind::Date(_), Kind::Date(_)) if minus => {
            let (one, other) = (moment(Some(left))?, moment(Some(right))?);
            if one.class() != other.class()
                || one.offset.is_some() != other.offset.is_some()
                || one.day.is_none()
            {
                return Err(NOT_FOLLOWED);
            }
            Ok(Value::unplaced(Kind::Timedelta(one.instant() - other.instant())))
        }
        (Kind::Date(_), _) => {
            let micros = micros_of(right).ok_or(NOT_FOLLOWED)?;
            moment(Some(left))?.shifted(if minus { -micros } else { micros }).map(|moment| moment.value())
        }
        (_, Kind::Date(_)) if !minus => {
            let micros = micros_of(left).ok_or(NOT_FOLLOWED)?;
            moment(Some(right))?.shifted(micros).map(|moment| moment.value())
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// The order of two dates or times; none where Python does not order them, or
/// where it is not followed.
pub(crate) fn order(left: &str, right: &str) -> Option<std::cmp::Ordering> {
    let (one, other) = (Moment::of(left)?, Moment::of(right)?);
    if one.class() != other.class() || one.offset.is_some() != other.offset.is_some() {
        return None;
    }
    Some(one.instant().cmp(&other.instant()))
}

/// Whether two dates or times are equal: of different classes they never are.
pub(crate) fn equal(left: &str, right: &str) -> Option<bool> {
    let (one, other) = (Moment::of(left)?, Moment::of(right)?);
    if one.class() != other.class() || one.offset.is_some() != other.offset.is_some() {
        return Some(false);
    }
    Some(one.instant() == other.instant())
}

/// The full name of the class.
pub(crate) fn class(text: &str) -> Option<&'static str> {
    Moment::of(text).map(|moment| moment.class())
}

/// `repr()`.
pub(crate) fn repr(text: &str) -> Option<String> {
    let moment = Moment::of(text)?;
    let mut parts: Vec<String> = Vec::new();
    if let Some(day) = moment.day {
        let (year, month, day) = civil(day);
        parts.extend([year, month, day].map(|part| part.to_string()));
    }
    if moment.clock.is_some() {
        let (hour, minute, second, micro) = moment.parts();
        parts.extend([hour, minute].map(|part| part.to_string()));
        if second != 0 || micro != 0 {
            parts.push(second.to_string());
        }
        if micro != 0 {
            parts.push(micro.to_string());
        }
        if let Some(offset) = moment.offset {
            parts.push(format!("tzinfo={}", zone_repr(offset)));
        }
    }
    Some(format!("{}({})", moment.class(), parts.join(", ")))
}

fn zone_repr(minutes: i128) -> String {
    if minutes == 0 {
        return "datetime.timezone.utc".to_owned();
    }
    let delta = Value::unplaced(Kind::Timedelta(minutes * MINUTE));
    format!("datetime.timezone({})", super::text::repr_of(&delta).unwrap_or_default())
}

/// `repr()` of a fixed zone.
pub(crate) fn repr_of_zone(text: &str) -> Option<String> {
    offset_of(Some(&typed(ZONE, text))).ok().flatten().map(zone_repr)
}

/// A date or a time written in ISO form, as TOML and YAML have it.
pub(crate) fn canonical(text: &str) -> Option<Value> {
    Moment::of(text).map(|moment| moment.value())
}

/// What makes equal dates and times equal keys.
pub(crate) fn hashable(text: &str) -> Option<String> {
    let moment = Moment::of(text)?;
    Some(format!("{} {} {}", moment.class(), moment.instant(), moment.offset.is_some()))
}
