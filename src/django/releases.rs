//! When series of Django and Python were released, and until when they are supported.
//!
//! Dates from endoflife.date (MIT); patches and Pythons from PyPI and Django's
//! installation FAQ.

use super::{Date, Version};
use crate::requirements::{self, Requirement};

/// One release series of Django.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    pub series: Version,
    pub released: Date,
    /// The last day of bug fixes; security fixes go on.
    pub mainstream_end: Date,
    /// The last day of security fixes.
    pub support_end: Date,
    pub long_term: bool,
    /// The newest patch: 19 for 5.2.19.
    pub latest_patch: u16,
    /// When that patch came out.
    pub patched: Date,
    /// The lowest and highest series of Python it runs on.
    pub pythons: ((u32, u32), (u32, u32)),
}

/// What fixes a series still gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    Mainstream,
    SecurityOnly,
    Ended,
}

impl Release {
    /// What fixes the series gets on a day.
    #[must_use]
    pub fn support(&self, today: Date) -> Support {
        if today > self.support_end {
            Support::Ended
        } else if today > self.mainstream_end {
            Support::SecurityOnly
        } else {
            Support::Mainstream
        }
    }

    /// The newest patch in full: `5.2.19`.
    #[must_use]
    pub fn latest(&self) -> String {
        format!("{}.{}", self.series, self.latest_patch)
    }

    /// Whether the series runs on this Python.
    #[must_use]
    pub fn runs_on(&self, python: (u32, u32)) -> bool {
        self.pythons.0 <= python && python <= self.pythons.1
    }
}

/// The release series, if the table holds it.
#[must_use]
pub fn release(series: Version) -> Option<&'static Release> {
    RELEASES.iter().find(|release| release.series == series)
}

/// What fixes a series gets on a day. A series that is older than the table has
/// ended; of one that is newer nothing is known.
#[must_use]
pub fn support(series: Version, today: Date) -> Option<Support> {
    match release(series) {
        Some(release) => Some(release.support(today)),
        None => (series < RELEASES[0].series).then_some(Support::Ended),
    }
}

/// The series that still get security fixes on a day, oldest first.
pub fn supported(today: Date) -> impl Iterator<Item = &'static Release> {
    RELEASES
        .iter()
        .filter(move |release| release.support(today) != Support::Ended && release.released <= today)
}

/// The series of which a requirement admits some release, oldest first.
#[must_use]
pub fn admitted(requirement: &Requirement) -> Vec<Version> {
    let admits = |release: &&Release| {
        let Version { major, minor } = release.series;
        (0..=u64::from(release.latest_patch)).any(|patch| {
            let numbers = [u64::from(major), u64::from(minor), patch];
            requirement.admits(&requirements::Version::new(numbers))
        })
    };
    RELEASES.iter().filter(admits).map(|release| release.series).collect()
}

/// The last day of security fixes for a series of Python, if the table holds it.
#[must_use]
pub fn python_support_end(series: (u32, u32)) -> Option<Date> {
    PYTHONS.iter().find(|(known, _)| *known == series).map(|(_, end)| *end)
}

/// Every series of Python in the table, oldest first.
pub fn pythons() -> impl DoubleEndedIterator<Item = (u32, u32)> {
    PYTHONS.iter().map(|(series, _)| *series)
}

const fn v(major: u16, minor: u16) -> Version {
    Version::new(major, minor)
}

/// Oldest first.
pub static RELEASES: &[Release] = &[
    Release {
        series: v(1, 8),
        released: Date::new(2015, 4, 1),
        mainstream_end: Date::new(2015, 12, 1),
        support_end: Date::new(2018, 4, 1),
        long_term: true,
        latest_patch: 19,
        patched: Date::new(2018, 3, 6),
        pythons: ((2, 7), (3, 5)),
    },
    Release {
        series: v(1, 9),
        released: Date::new(2015, 12, 1),
        mainstream_end: Date::new(2016, 8, 1),
        support_end: Date::new(2017, 4, 4),
        long_term: false,
        latest_patch: 13,
        patched: Date::new(2017, 4, 4),
        pythons: ((2, 7), (3, 5)),
    },
    Release {
        series: v(1, 10),
        released: Date::new(2016, 8, 1),
        mainstream_end: Date::new(2017, 4, 4),
        support_end: Date::new(2017, 12, 2),
        long_term: false,
        latest_patch: 8,
        patched: Date::new(2017, 9, 5),
        pythons: ((2, 7), (3, 5)),
    },
    Release {
        series: v(1, 11),
        released: Date::new(2017, 4, 4),
        mainstream_end: Date::new(2017, 12, 2),
        support_end: Date::new(2020, 4, 1),
        long_term: true,
        latest_patch: 29,
        patched: Date::new(2020, 3, 4),
        pythons: ((2, 7), (3, 7)),
    },
    Release {
        series: v(2, 0),
        released: Date::new(2017, 12, 2),
        mainstream_end: Date::new(2018, 8, 1),
        support_end: Date::new(2019, 4, 1),
        long_term: false,
        latest_patch: 13,
        patched: Date::new(2019, 2, 12),
        pythons: ((3, 4), (3, 7)),
    },
    Release {
        series: v(2, 1),
        released: Date::new(2018, 8, 1),
        mainstream_end: Date::new(2019, 4, 1),
        support_end: Date::new(2019, 12, 2),
        long_term: false,
        latest_patch: 15,
        patched: Date::new(2019, 12, 2),
        pythons: ((3, 5), (3, 7)),
    },
    Release {
        series: v(2, 2),
        released: Date::new(2019, 4, 1),
        mainstream_end: Date::new(2019, 12, 2),
        support_end: Date::new(2022, 4, 11),
        long_term: true,
        latest_patch: 28,
        patched: Date::new(2022, 4, 11),
        pythons: ((3, 5), (3, 9)),
    },
    Release {
        series: v(3, 0),
        released: Date::new(2019, 12, 2),
        mainstream_end: Date::new(2020, 8, 3),
        support_end: Date::new(2021, 4, 6),
        long_term: false,
        latest_patch: 14,
        patched: Date::new(2021, 4, 6),
        pythons: ((3, 6), (3, 9)),
    },
    Release {
        series: v(3, 1),
        released: Date::new(2020, 8, 4),
        mainstream_end: Date::new(2021, 4, 6),
        support_end: Date::new(2021, 12, 7),
        long_term: false,
        latest_patch: 14,
        patched: Date::new(2021, 12, 7),
        pythons: ((3, 6), (3, 9)),
    },
    Release {
        series: v(3, 2),
        released: Date::new(2021, 4, 6),
        mainstream_end: Date::new(2021, 12, 7),
        support_end: Date::new(2024, 4, 1),
        long_term: true,
        latest_patch: 25,
        patched: Date::new(2024, 3, 4),
        pythons: ((3, 6), (3, 10)),
    },
    Release {
        series: v(4, 0),
        released: Date::new(2021, 12, 7),
        mainstream_end: Date::new(2022, 8, 3),
        support_end: Date::new(2023, 4, 1),
        long_term: false,
        latest_patch: 10,
        patched: Date::new(2023, 2, 14),
        pythons: ((3, 8), (3, 10)),
    },
    Release {
        series: v(4, 1),
        released: Date::new(2022, 8, 3),
        mainstream_end: Date::new(2023, 4, 5),
        support_end: Date::new(2023, 12, 1),
        long_term: false,
        latest_patch: 13,
        patched: Date::new(2023, 11, 1),
        pythons: ((3, 8), (3, 11)),
    },
    Release {
        series: v(4, 2),
        released: Date::new(2023, 4, 3),
        mainstream_end: Date::new(2023, 12, 4),
        support_end: Date::new(2026, 4, 7),
        long_term: true,
        latest_patch: 30,
        patched: Date::new(2026, 4, 7),
        pythons: ((3, 8), (3, 12)),
    },
    Release {
        series: v(5, 0),
        released: Date::new(2023, 12, 4),
        mainstream_end: Date::new(2024, 8, 7),
        support_end: Date::new(2025, 4, 2),
        long_term: false,
        latest_patch: 14,
        patched: Date::new(2025, 4, 2),
        pythons: ((3, 10), (3, 12)),
    },
    Release {
        series: v(5, 1),
        released: Date::new(2024, 8, 7),
        mainstream_end: Date::new(2025, 4, 2),
        support_end: Date::new(2025, 12, 3),
        long_term: false,
        latest_patch: 15,
        patched: Date::new(2025, 12, 2),
        pythons: ((3, 10), (3, 13)),
    },
    Release {
        series: v(5, 2),
        released: Date::new(2025, 4, 2),
        mainstream_end: Date::new(2025, 12, 3),
        support_end: Date::new(2028, 4, 30),
        long_term: true,
        latest_patch: 19,
        patched: Date::new(2026, 11, 3),
        pythons: ((3, 10), (3, 14)),
    },
    Release {
        series: v(6, 0),
        released: Date::new(2025, 12, 3),
        mainstream_end: Date::new(2026, 8, 4),
        support_end: Date::new(2027, 4, 30),
        long_term: false,
        latest_patch: 10,
        patched: Date::new(2026, 11, 3),
        pythons: ((3, 12), (3, 14)),
    },
    Release {
        series: v(6, 1),
        released: Date::new(2026, 8, 5),
        mainstream_end: Date::new(2027, 4, 30),
        support_end: Date::new(2027, 12, 31),
        long_term: false,
        latest_patch: 3,
        patched: Date::new(2026, 11, 3),
        pythons: ((3, 12), (3, 15)),
    },
];

/// Series of Python and the ends of their support, oldest first. Where only the
/// month is known, the end is its last day.
const PYTHONS: &[((u32, u32), Date)] = &[
    ((2, 6), Date::new(2013, 10, 29)),
    ((2, 7), Date::new(2020, 1, 1)),
    ((3, 0), Date::new(2009, 6, 27)),
    ((3, 1), Date::new(2012, 4, 9)),
    ((3, 2), Date::new(2016, 2, 20)),
    ((3, 3), Date::new(2017, 9, 29)),
    ((3, 4), Date::new(2019, 3, 18)),
    ((3, 5), Date::new(2020, 9, 30)),
    ((3, 6), Date::new(2021, 12, 23)),
    ((3, 7), Date::new(2023, 6, 27)),
    ((3, 8), Date::new(2024, 10, 7)),
    ((3, 9), Date::new(2025, 10, 31)),
    ((3, 10), Date::new(2026, 10, 31)),
    ((3, 11), Date::new(2027, 10, 31)),
    ((3, 12), Date::new(2028, 10, 31)),
    ((3, 13), Date::new(2029, 10, 31)),
    ((3, 14), Date::new(2030, 10, 31)),
    ((3, 15), Date::new(2031, 10, 31)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirements;
    use crate::source::{SourceFile, Tree};

    #[test]
    fn support_ends_when_its_days_are_over() {
        for (series, today, support) in [
            ("5.2", "2025-12-03", Support::Mainstream),
            ("5.2", "2025-12-04", Support::SecurityOnly),
            ("5.2", "2028-05-01", Support::Ended),
            ("4.2", "2026-04-07", Support::SecurityOnly),
            ("4.2", "2026-04-08", Support::Ended),
            ("1.4", "2026-04-08", Support::Ended),
        ] {
            let today = today.parse().expect("a day");
            assert_eq!(super::support(series.parse().expect("a series"), today), Some(support), "{series}");
        }
        assert_eq!(super::support(Version::YEAR_2028, Date::new(2026, 1, 1)), None);
        let now: Vec<String> = supported(crate::django::DATA_DATE).map(Release::latest).collect();
        assert_eq!(now, ["5.2.19", "6.0.10", "6.1.3"]);
    }

    #[test]
    fn every_series_to_judge_by_is_in_the_table() {
        assert!(RELEASES.is_sorted_by_key(|release| release.series));
        for series in Version::ALL {
            let release = release(*series).expect("in the table");
            assert!(
                release.released < release.mainstream_end && release.mainstream_end < release.support_end
            );
        }
        let newest_lts = RELEASES.iter().rfind(|release| release.long_term).expect("one");
        assert_eq!(newest_lts.series, Version::NEWEST_LTS);
        assert!(PYTHONS.is_sorted());
    }

    #[test]
    fn a_requirement_admits_series() {
        for (specifier, oldest, newest) in [
            ("==5.2.1", "5.2", "5.2"),
            (">=4.2,<6", "4.2", "5.2"),
            ("~=5.1.3", "5.1", "5.1"),
            ("~=5.1", "5.1", "5.2"),
            (">=5.2.8", "5.2", "6.1"),
            ("!=5.2,<=5.2", "1.8", "5.1"),
        ] {
            let tree = Tree::new([SourceFile::new("requirements.txt", format!("Django{specifier}"))], true);
            let read = requirements::read(&tree);
            let admitted = admitted(read.find("django").expect("required"));
            let ends = (admitted.first().map(ToString::to_string), admitted.last().map(ToString::to_string));
            assert_eq!(ends, (Some(oldest.to_owned()), Some(newest.to_owned())), "{specifier}");
        }
    }

    #[test]
    fn pythons_fit_or_do_not() {
        let release = release(Version::new(5, 2)).expect("in the table");
        assert!(release.runs_on((3, 10)) && release.runs_on((3, 14)) && !release.runs_on((3, 9)));
        assert_eq!(python_support_end((3, 9)), Some(Date::new(2025, 10, 31)));
        assert_eq!(python_support_end((9, 9)), None);
    }
}
