//! `CSRF_FAILURE_VIEW`, as `check` looks at it: imported, and held against the
//! arguments that it is called with.

use super::entries::given_module;
use super::{Fact, Project};
use crate::python::Definition;

/// What Django finds at the dotted path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureView {
    /// It takes a request and a reason.
    Works,
    /// It is a function, and does not.
    Refuses,
    /// The module is there, and has no such name: `ViewDoesNotExist`.
    NotInModule,
    /// The package is there, and has no such module: `ViewDoesNotExist`.
    NoModule,
    /// The path has no dot: `ImportError`.
    NoPath,
    /// Only an import can tell.
    Unseen,
}

/// Django's own.
const DEFAULT: &str = "django.views.csrf.csrf_failure";

impl Project {
    /// What Django finds at `CSRF_FAILURE_VIEW`, as `django.urls.get_callable` looks for it.
    pub fn failure_view(&self) -> Fact<FailureView> {
        let path = self.settings.str("CSRF_FAILURE_VIEW")?;
        let path = &*path.value;
        let Some((module, name)) = path.rsplit_once('.') else { return Ok(FailureView::NoPath) };
        if path == DEFAULT {
            return Ok(FailureView::Works);
        }
        let find = |module: &str| given_module(&self.tree, &self.deployment.routes.folder, module);
        let Some(file) = find(module) else {
            let package = module.rsplit_once('.').and_then(|(package, _)| find(package));
            let is_missing = self.tree.complete && package.is_some();
            return Ok(if is_missing { FailureView::NoModule } else { FailureView::Unseen });
        };
        Ok(match self.definition(file, name) {
            Definition::Function(signature) if signature.binds(1, &["reason"]) => FailureView::Works,
            Definition::Function(_) => FailureView::Refuses,
            // A package's names may be its modules.
            Definition::Absent if self.tree.file(file).name() != "__init__.py" => FailureView::NotInModule,
            Definition::Absent | Definition::Unclear => FailureView::Unseen,
        })
    }
}
