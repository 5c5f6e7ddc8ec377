//! The page. It sees reports and messages, never the engine.

pub mod client;
pub mod lock;
pub mod root;
mod start;

pub use start::{listens, mount};
