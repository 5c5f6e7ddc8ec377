//! The contributor's command: sets up the machine, builds and shows the page, runs every
//! test. `cargo start` and `cargo verify` are aliases in `.cargo/config.toml`.
#![allow(clippy::disallowed_methods, reason = "it builds and runs programs; the engine is not in it")]
#![allow(clippy::print_stdout, reason = "what it says is its purpose")]

mod browser;
mod finish;
mod programs;
mod serve;
mod tools;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

use browser::Browser;
use serve::Server;
use tools::{Machine, run};

const USAGE: &str = "\
cargo start  [--port PORT] [--no-open]   set up, build the page, serve it on this machine and open it
cargo verify                             set up, build the page, run every test
";

/// Tried when no port was asked for, and then any that is free.
const PORT: u16 = 8080;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["start", options @ ..] => start(options),
        ["test"] => test(),
        ["post-build"] => finish::run(),
        ["--help" | "-h" | "help"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("The words are not understood.\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository: cargo tells it, and otherwise it is where this was compiled.
fn root() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).into(), PathBuf::from)
}

fn start(options: &[&str]) -> Result<(), String> {
    let (mut port, mut open) = (None, true);
    let mut options = options.iter();
    while let Some(&option) = options.next() {
        match option {
            "--no-open" => open = false,
            "--port" => {
                let given = options.next().and_then(|port| port.parse::<u16>().ok());
                port = Some(given.ok_or("--port needs a number from 0 to 65535")?);
            }
            _ => return Err(format!("{option} is not understood.\n{USAGE}")),
        }
    }

    let root = root();
    Machine::prepare(root.clone())?.build_page()?;
    let dist = root.join("dist");
    let server = match port {
        Some(port) => Server::start(dist, port).map_err(|error| format!("Port {port}: {error}"))?,
        None => Server::start(dist.clone(), PORT)
            .or_else(|_| Server::start(dist, 0))
            .map_err(|error| format!("No port on this machine can be served: {error}"))?,
    };
    println!("\nDjango Preflight is at {}\nCtrl+C ends it.", server.url());
    if open && !open_in_browser(&server.url()) {
        println!("No browser could be opened from here: open the address yourself.");
    }
    loop {
        thread::park();
    }
}

/// Opens an address in the person's browser; false if there is none to be seen.
fn open_in_browser(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        if env::var_os("DISPLAY").is_none() && env::var_os("WAYLAND_DISPLAY").is_none() {
            return false;
        }
        Command::new("xdg-open")
    };
    command.arg(url).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Native tests come last, so that their results are what one sees.
fn test() -> Result<(), String> {
    let root = root();
    let machine = Machine::prepare(root)?;
    let browser = Browser::find();
    match &browser {
        Ok(_) => {}
        Err(missing) if in_ci() => return Err(missing.clone()),
        Err(missing) => println!("{missing}\nThe tests in the browser are skipped."),
    }
    machine.build_page()?;
    if let Ok(browser) = &browser {
        println!("Testing the messages in {}.", browser.program.display());
        let mut web = machine.command("cargo");
        web.args(["test", "--target", "wasm32-unknown-unknown", "--test", "web"]);
        run(web.env("CHROMEDRIVER", &browser.driver))?;
    }
    println!("Testing the tools.");
    run(machine.command("cargo").args([
        "test",
        "--no-default-features",
        "--features",
        "tools",
        "--bin",
        "dev",
    ]))?;
    println!("Testing everything else, the page in the browser included.");
    run(machine.command("cargo").arg("test").arg("--no-fail-fast"))
}

fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
