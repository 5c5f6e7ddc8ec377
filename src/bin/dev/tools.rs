//! The programs that building and testing need: found, or installed with cargo, or
//! named together with how to get them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::programs::find;

/// The version of Trunk that the build is known to work with.
const TRUNK: &str = "0.21.14";

/// A machine that is ready: where the programs are, for the commands that use them.
pub(crate) struct Machine {
    root: PathBuf,
    path: OsString,
}

impl Machine {
    /// Finds or installs what `trunk build` needs, saying what it does.
    pub(crate) fn prepare(root: PathBuf) -> Result<Self, String> {
        let mut folders = vec![root.join("target/tools/bin"), cargo_home().join("bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(folders).map_err(|error| error.to_string())?;
        let machine = Self { root, path };
        machine.wasm_target()?;
        machine.wasm_bindgen()?;
        machine.trunk()?;
        Ok(machine)
    }

    /// A command that sees the tools.
    pub(crate) fn command(&self, program: &str) -> Command {
        // A bare name would be looked up in this process's own PATH on some systems.
        let program = find(program, &self.path).map_or_else(|| program.into(), PathBuf::into_os_string);
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// Builds the page into `dist/`.
    pub(crate) fn build_page(&self) -> Result<(), String> {
        println!("Building the page. The first time takes some minutes.");
        let mut build = self.command("trunk");
        // Trunk asks its home page for a newer version, and does not know NO_COLOR=1.
        build.args(["build", "--release"]).env("TRUNK_SKIP_VERSION_CHECK", "true").env_remove("NO_COLOR");
        run(&mut build)
    }

    fn wasm_target(&self) -> Result<(), String> {
        let mut ask = self.command("rustc");
        ask.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]);
        if output(&mut ask).is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
            return Ok(());
        }
        if find("rustup", &self.path).is_none() {
            return Err("The wasm32-unknown-unknown target is missing, and there is no rustup to add it. \
                        Get it from your distribution, or install Rust from https://rustup.rs"
                .to_owned());
        }
        println!("Adding the wasm32-unknown-unknown target.");
        run(self.command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
    }

    fn wasm_bindgen(&self) -> Result<(), String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock"))
            .map_err(|error| format!("Cargo.lock: {error}"))?;
        let version = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
        self.cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &version)
    }

    fn trunk(&self) -> Result<(), String> {
        self.cargo_tool("trunk", "trunk", TRUNK)
    }

    /// Finds a tool of exactly this version, or installs it: into cargo's own folder, or,
    /// where another version lives there that someone may need, into `target/tools`.
    fn cargo_tool(&self, program: &str, package: &str, version: &str) -> Result<(), String> {
        let found = output(self.command(program).arg("--version"));
        if found.as_deref().and_then(|text| text.split_whitespace().nth(1)) == Some(version) {
            return Ok(());
        }
        println!("Installing {package} {version} with cargo. It is compiled once and takes some minutes.");
        let mut install = self.command("cargo");
        install.args(["install", package, "--version", version]);
        if found.is_some() {
            install.arg("--root").arg(self.root.join("target/tools"));
        }
        // These run for seconds, so the time to compile them counts for more than their speed.
        install
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        let mut locked = self.command("cargo");
        locked.args(install.get_args()).arg("--locked");
        locked.envs(install.get_envs().filter_map(|(name, value)| Some((name, value?))));
        // A mirror of the registry can lack one of the versions that the tool was locked to.
        run(&mut locked).or_else(|_| run(&mut install)).map_err(|error| {
            format!(
                "{error}\n{package} {version} could not be installed. It is needed on PATH; \
                 try: cargo install {package} --version {version}"
            )
        })
    }
}

/// Runs to the end; an error says what was run.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = show(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}` could not be run: {error}")),
    }
}

fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn cargo_home() -> PathBuf {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .unwrap_or_else(|| env::home_dir().unwrap_or_default().join(".cargo"))
}

/// The version of a package that stands in the lock file once.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    Some(rest.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_versions() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
