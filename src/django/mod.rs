//! What is known of Django and the packages around it: tables, and questions to them.
//!
//! Knows nothing of the project at hand. The facts are those of Django's own
//! sources and release notes, of endoflife.date and of PyPI, as of [`DATA_DATE`].

mod date;
pub mod imports;
pub mod lifecycle;
pub mod middleware;
pub mod packages;
pub mod releases;
pub mod settings;
pub mod upgrades;
mod version;

pub use date::Date;
pub use version::Version;

/// The day of the newest fact in these tables.
pub const DATA_DATE: Date = Date::new(2026, 11, 23);
