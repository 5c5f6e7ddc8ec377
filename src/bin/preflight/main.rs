//! The native command; in a browser there is none.
#![allow(clippy::disallowed_methods, reason = "the engine is given what this program reads")]

#[cfg(not(target_arch = "wasm32"))]
mod command;
#[cfg(not(target_arch = "wasm32"))]
mod deploy;
mod rehearsal;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
