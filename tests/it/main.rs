//! The tests that see the package from outside, in one program.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "tests read the repository")]

mod canary;
mod catalogue;
mod cpython;
mod deploy_check;
mod environments;
mod evaluate;
mod examples;
mod golden;
mod hostile;
mod library;
mod logging;
mod noise;
mod order;
mod possible;
mod program;
mod readers;
mod rehearsal;
mod served;
mod startup;
mod tidy;
mod understood;
#[cfg(feature = "web")]
mod views;
