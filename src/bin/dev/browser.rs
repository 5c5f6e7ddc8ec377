//! Finds the browser that tests run in, and its driver.

use std::env;
use std::path::PathBuf;

use crate::programs::on_path;

/// A Chromium and the driver that steers it.
pub(crate) struct Browser {
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Looks where `CHROME` and `CHROMEDRIVER` say, then on PATH.
    pub(crate) fn find() -> Result<Self, String> {
        let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
        let program = named("CHROME").or_else(|| {
            ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
                .into_iter()
                .find_map(on_path)
                .or_else(|| {
                    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
                    mac.is_file().then_some(mac)
                })
        });
        let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"));
        match (program, driver) {
            (Some(program), Some(driver)) => Ok(Self { program, driver }),
            (program, _) => {
                let missing = if program.is_none() { "Chromium" } else { "chromedriver" };
                Err(format!(
                    "{missing} is missing. On Debian or Ubuntu: apt-get install chromium chromium-driver; \
                     elsewhere: https://googlechromelabs.github.io/chrome-for-testing/ \
                     (or set CHROME and CHROMEDRIVER to where they are)"
                ))
            }
        }
    }
}
