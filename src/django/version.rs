//! Release series of Django: `5.2`.

use std::fmt;
use std::str::FromStr;

/// A release series. From 2028 on, series are years: `2028` is 2028.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u16,
    pub minor: u16,
}

impl Version {
    /// The series that a project can be judged by, oldest first.
    pub const ALL: &'static [Self] = &[
        Self::new(3, 2),
        Self::new(4, 0),
        Self::new(4, 1),
        Self::new(4, 2),
        Self::new(5, 0),
        Self::new(5, 1),
        Self::new(5, 2),
        Self::new(6, 0),
        Self::new(6, 1),
    ];

    /// The newest series with long-term support, by which a project is judged
    /// that does not tell its own.
    pub const NEWEST_LTS: Self = Self::new(5, 2);

    /// The series after 6.2, which the deprecations of 6.0 and 6.1 end with.
    pub const YEAR_2028: Self = Self::new(2028, 0);

    /// A series by its numbers.
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }

    /// Whether this series is not older than `major.minor`.
    #[must_use]
    pub const fn at_least(self, major: u16, minor: u16) -> bool {
        self.major > major || self.major == major && self.minor >= minor
    }

    /// The series to judge by: this one, or the nearest of [`Self::ALL`].
    #[must_use]
    pub fn nearest(self) -> Self {
        Self::ALL.iter().copied().rfind(|known| *known <= self).unwrap_or(Self::ALL[0])
    }

    /// The address of a page of Django's documentation for this series, such as
    /// `ref/settings/#debug`.
    #[must_use]
    pub fn docs(self, path: &str) -> String {
        format!("https://docs.djangoproject.com/en/{self}/{path}")
    }
}

/// `5.2`, `5.2.1`, `v5.2rc1`, `2028`: what follows the series is not looked at.
impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let version: pep440_rs::Version = text.trim().parse().map_err(|_| ())?;
        (&version).try_into()
    }
}

impl TryFrom<&pep440_rs::Version> for Version {
    type Error = ();

    fn try_from(version: &pep440_rs::Version) -> Result<Self, ()> {
        let number = |index: usize| {
            let number = version.release().get(index).copied().unwrap_or_default();
            u16::try_from(number).map_err(|_| ())
        };
        Ok(Self::new(number(0)?, number(1)?))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.major >= 2028 && self.minor == 0 {
            write!(f, "{}", self.major)
        } else {
            write!(f, "{}.{}", self.major, self.minor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_read_ordered_and_shown() {
        for (text, shown) in
            [("5.2", "5.2"), ("v4.2.30", "4.2"), ("6.1rc1", "6.1"), ("2028", "2028"), ("5", "5.0")]
        {
            assert_eq!(text.parse::<Version>().map(|version| version.to_string()).as_deref(), Ok(shown));
        }
        assert_eq!("main".parse::<Version>(), Err(()));
        assert!(Version::new(4, 2) < Version::new(5, 0) && Version::YEAR_2028 > Version::new(6, 2));
        assert!(Version::new(5, 1).at_least(5, 1) && !Version::new(5, 0).at_least(5, 1));
        assert!(Version::ALL.is_sorted());
    }

    #[test]
    fn the_nearest_known_series_judges() {
        for (given, judged) in [((2, 2), (3, 2)), ((5, 2), (5, 2)), ((6, 2), (6, 1)), ((2028, 0), (6, 1))] {
            assert_eq!(Version::new(given.0, given.1).nearest(), Version::new(judged.0, judged.1));
        }
    }

    #[test]
    fn documentation_is_that_of_the_series() {
        assert_eq!(
            Version::new(5, 2).docs("ref/settings/#debug"),
            "https://docs.djangoproject.com/en/5.2/ref/settings/#debug"
        );
    }
}
