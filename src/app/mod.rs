//! The page. It sees reports and messages, never the engine.

pub mod client;
pub mod compare;
pub mod download;
pub mod files;
pub mod focus;
pub mod lock;
pub mod parts;
pub mod python;
pub mod root;
mod samples;
mod start;
pub mod state;
pub mod storage;
pub mod strings;
pub mod summary;
#[cfg(test)]
mod testing;
pub mod views;
pub mod worth;

pub use samples::{SAMPLES, Sample};
pub use start::{listens, mount};
