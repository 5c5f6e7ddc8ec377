//! Where programs are.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Where a program is, if it is on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    find(program, &env::var_os("PATH")?)
}

/// Where a program is, if it is on this PATH.
pub(crate) fn find(program: &str, path: &OsString) -> Option<PathBuf> {
    // npm's programs are `.cmd` files on Windows.
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    env::split_paths(path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))))
        .find(|candidate| candidate.is_file())
}
