//! Days of the calendar, only to be read, compared and shown.

use std::fmt;
use std::str::FromStr;

/// A day. Comparing compares time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// A day by its numbers.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// Days since 1 March of year 0, so that differences can be taken.
    const fn number(self) -> i64 {
        let (year, month) = (self.year as i64, self.month as i64);
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (month * 153 + 2) / 5
            + self.day as i64
    }

    /// How many days lie between; negative if `later` is earlier.
    #[must_use]
    pub const fn days_until(self, later: Self) -> i64 {
        later.number() - self.number()
    }
}

/// `YYYY-MM-DD`.
impl FromStr for Date {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.trim().split('-');
        let mut number = || parts.next().and_then(|part| part.parse::<u16>().ok()).ok_or(());
        let (year, month, day) = (number()?, number()?, number()?);
        if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(());
        }
        Ok(Self::new(year, month as u8, day as u8))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_shown_and_counted() {
        let day: Date = "2026-02-28".parse().expect("a day");
        assert_eq!(day.to_string(), "2026-02-28");
        assert_eq!(day.days_until(Date::new(2026, 3, 1)), 1);
        assert_eq!(Date::new(2024, 2, 28).days_until(Date::new(2024, 3, 1)), 2);
        assert_eq!(Date::new(2026, 1, 1).days_until(Date::new(2025, 1, 1)), -365);
        for text in ["", "2026", "2026-13-01", "2026-01-01-01", "today"] {
            assert_eq!(text.parse::<Date>(), Err(()), "{text}");
        }
    }
}
