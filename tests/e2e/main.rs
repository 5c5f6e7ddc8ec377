//! The shipped page in a real browser: what `trunk build --release` left in `dist/`,
//! from a server that counts what it is asked for.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "tests read the repository")]

// The same finders and the same server as `cargo start`.
#[path = "../../src/bin/dev/browser.rs"]
mod browser;
mod page;
#[path = "../../src/bin/dev/programs.rs"]
mod programs;
#[path = "../../src/bin/dev/serve.rs"]
mod serve;

mod accessible;
mod bad_input;
mod engine;
mod intake;
mod privacy;
mod rules;
mod screen;
mod served;
mod start;
mod views;
