//! Where a setting was written, and by which statement.

use super::Project;
use crate::source::Place;

impl Project {
    /// The narrowest place that shows a setting of the files.
    #[must_use]
    pub fn place_of(&self, setting: &str) -> Option<Place> {
        let binding = self.settings.binding(setting)?;
        binding.value.place.or_else(|| binding.history.last().map(|event| event.place))
    }

    /// The text of the statement that made a setting last.
    #[must_use]
    pub fn statement_of(&self, setting: &str) -> Option<&str> {
        let event = self.settings.binding(setting)?.history.last()?;
        Some(self.tree.text(event.place))
    }
}
