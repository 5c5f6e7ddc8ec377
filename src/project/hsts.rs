//! How far HSTS is rolled out.

use super::{Fact, Known, Project};

/// The steps of a careful roll-out: each is a promise that browsers remember for
/// longer, and for more hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HstsStep {
    Off,
    /// Less than a day: an error is forgotten soon.
    Minutes,
    /// From a day to a year.
    Day,
    /// A year, for this host.
    Year,
    /// A year, for its subdomains too.
    Subdomains,
    /// And on the browsers' own list.
    Preload,
}

impl HstsStep {
    /// The first step.
    pub const FIRST: i128 = 300;
    pub const DAY: i128 = 86_400;
    /// What the preload list asks for, too.
    pub const YEAR: i128 = 31_536_000;

    /// The step's number, of five.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl Project {
    /// The step of the settings, known by `SECURE_HSTS_SECONDS`.
    pub fn hsts_step(&self) -> Fact<Known<HstsStep>> {
        let seconds = self.settings.int("SECURE_HSTS_SECONDS")?;
        let step = match *seconds {
            ..=0 => HstsStep::Off,
            1..HstsStep::DAY => HstsStep::Minutes,
            HstsStep::DAY..HstsStep::YEAR => HstsStep::Day,
            _ if !*self.settings.truthy("SECURE_HSTS_INCLUDE_SUBDOMAINS")? => HstsStep::Year,
            _ if !*self.settings.truthy("SECURE_HSTS_PRELOAD")? => HstsStep::Subdomains,
            _ => HstsStep::Preload,
        };
        Ok(seconds.with(step))
    }
}
