//! Content security policies: Django's own, and those of django-csp.

use std::rc::Rc;

use super::{Fact, Project};
use crate::python::{Kind, Value};

impl Project {
    /// The policies that are set, by the name of their setting.
    pub fn policies(&self) -> Fact<Vec<(Rc<str>, Value)>> {
        let mut found = Vec::new();
        if self.django.version.at_least(6, 0) {
            for name in ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"] {
                if self.settings.binding(name).is_some() {
                    found.push((name.into(), self.settings.dict(name)?.value));
                }
            }
        }
        for name in ["CONTENT_SECURITY_POLICY", "CONTENT_SECURITY_POLICY_REPORT_ONLY"] {
            if self.settings.binding(name).is_some() {
                self.settings.dict(name)?;
                let directives = self.settings.path(name, &["DIRECTIVES"])?;
                found.extend(directives.map(|policy| (name.into(), policy.value)));
            }
        }
        Ok(found)
    }
}

/// The sources of a directive: a list, or one text with spaces.
#[must_use]
pub fn sources_of(value: &Value) -> Vec<String> {
    match &value.kind {
        Kind::Str(text) => text.split_whitespace().map(str::to_owned).collect(),
        Kind::Object(name) => vec![name.to_string()],
        _ => value.items().unwrap_or_default().iter().flat_map(sources_of).collect(),
    }
}
