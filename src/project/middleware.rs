//! The order of `MIDDLEWARE`: what stands wrong, and the list that is right.

use super::list_edit::{ListEdit, Slot};
use super::order::fewest_moves;
use super::settings::Items;
use super::{Fact, Known, Project};
use crate::django::middleware::{
    ANY, BEFORE_ANY, CONSTRAINTS, Constraint, DOCUMENTED, Harm, KEPT_FIRST, When,
};
use crate::python::Kind;

/// Longer lists are not put in order.
const MAX_ENTRIES: usize = 120;

/// `MIDDLEWARE` held against the constraints.
#[derive(Debug, Clone)]
pub struct Order {
    pub items: Known<Items>,
    /// Constraints of which both sides are there, with their positions.
    pub pairs: Vec<(&'static Constraint, usize, usize)>,
}

impl Order {
    /// The pairs that stand the other way round.
    pub fn violations(&self) -> impl Iterator<Item = &(&'static Constraint, usize, usize)> {
        self.pairs.iter().filter(|(_, above, below)| above > below)
    }

    /// The path of an entry.
    #[must_use]
    pub fn path(&self, at: usize) -> &str {
        self.items.items[at].as_str().unwrap_or_default()
    }

    /// The class name of an entry.
    #[must_use]
    pub fn name(&self, at: usize) -> &str {
        let path = self.path(at);
        path.rsplit('.').next().unwrap_or(path)
    }
}

impl Project {
    /// The order of `MIDDLEWARE`, as far as its entries are known.
    pub fn middleware_order(&self) -> Fact<Order> {
        let items = self.settings.list("MIDDLEWARE")?;
        let mut pairs = Vec::new();
        for constraint in CONSTRAINTS {
            let Some(above) = items.position(constraint.above) else { continue };
            if !self.applies(constraint)? {
                continue;
            }
            if constraint.below == ANY {
                let others = items.strs().map(|(path, _)| path);
                // One that stands wrong says it; if all is well, the next one stands for all.
                let first = items.items[..above]
                    .iter()
                    .position(|item| item.as_str().is_some_and(|path| !BEFORE_ANY.contains(&path)));
                let next = (above + 1 < others.count()).then_some(above + 1);
                pairs.extend(first.or(next).map(|below| (constraint, above, below)));
            } else if let Some(below) = items.position(constraint.below) {
                // A class of the same name, the project's own for instance, may stand in for it.
                let class = constraint.above.rsplit('.').next().unwrap_or_default();
                let stands_in = |path: &str| path.rsplit('.').next() == Some(class);
                let above_it = &items.items[..below];
                if above < below || !above_it.iter().any(|item| item.as_str().is_some_and(stands_in)) {
                    pairs.push((constraint, above, below));
                }
            }
        }
        Ok(Order { items, pairs })
    }

    /// `MIDDLEWARE` with an entry where the constraints and Django's documentation have it.
    #[must_use]
    pub fn middleware_added(&self, entry: &str) -> Option<ListEdit> {
        self.middleware_with(entry, |others| {
            let is_above =
                |one: &Constraint, path: &str| one.above == path && (one.below == entry || one.below == ANY);
            let usual = |path: &str| DOCUMENTED.iter().position(|known| *known == path);
            let goes_before =
                |path: &String| usual(entry).is_some_and(|own| usual(path).is_some_and(|other| other < own));
            let last_above = others.iter().rposition(|path| {
                CONSTRAINTS.iter().any(|one| is_above(one, path)) || BEFORE_ANY.contains(&&**path)
            });
            let last_usual = others.iter().rposition(goes_before);
            let lowest = last_above.max(last_usual).map_or(0, |at| at + 1);
            let first_below = others
                .iter()
                .position(|path| CONSTRAINTS.iter().any(|one| one.above == entry && one.below == path));
            let wanted = if usual(entry).is_some() { lowest } else { others.len() };
            wanted.min(first_below.unwrap_or(others.len()))
        })
    }

    /// Middleware that reads the session, as the settings stand.
    pub fn session_readers(&self) -> Fact<Vec<&'static str>> {
        let mut readers = Vec::new();
        for constraint in CONSTRAINTS.iter().filter(|constraint| constraint.harm == Harm::NoSession) {
            if self.applies(constraint)? {
                readers.push(constraint.below);
            }
        }
        Ok(readers)
    }

    fn applies(&self, constraint: &Constraint) -> Fact<bool> {
        Ok(match constraint.when {
            When::Always => true,
            When::CsrfInSession => *self.settings.truthy("CSRF_USE_SESSIONS")?,
            When::MessagesInSession => {
                !self.settings.str("MESSAGE_STORAGE")?.value.ends_with(".CookieStorage")
            }
            When::OwnOrigins => {
                let setting = "WHITENOISE_ALLOW_ALL_ORIGINS";
                self.settings.is_set(setting)? && !*self.settings.truthy(setting)?
            }
            When::LocalePrefix => self.prefixes_language(),
            When::Until(version) => self.django.version < version,
        })
    }

    /// Whether URLs may begin with a language: not where URLs are given and none does.
    fn prefixes_language(&self) -> bool {
        self.python_mentions("i18n_patterns") || !self.python_mentions("urlpatterns")
    }

    /// The list with every constraint satisfied and the fewest entries moved: as a change
    /// of the statement that wrote it where that is enough. None where an entry that is
    /// not known would be passed by, or nothing has to move.
    #[must_use]
    pub fn middleware_in_order(&self, order: &Order) -> Option<ListEdit> {
        let items = &order.items;
        let length = items.items.len();
        if length > MAX_ENTRIES || order.violations().next().is_none() {
            return None;
        }
        let mut pairs: Vec<(usize, usize)> =
            order.pairs.iter().map(|&(_, above, below)| (above, below)).collect();
        // What asks for the top stands above all the rest.
        for (_, top, _) in order.pairs.iter().filter(|(constraint, ..)| constraint.below == ANY) {
            let below = |at: usize| at != *top && !BEFORE_ANY.contains(&order.path(at));
            pairs.extend((0..length).filter(|&at| below(at)).map(|at| (*top, at)));
        }
        let rank: Vec<usize> = (0..length)
            .map(|at| {
                let path = order.path(at);
                KEPT_FIRST.iter().position(|kept| *kept == path).unwrap_or_else(|| {
                    let named = CONSTRAINTS.iter().any(|one| one.above == path || one.below == path);
                    KEPT_FIRST.len() + usize::from(named)
                })
            })
            .collect();
        let hole = |at: usize| matches!(items.items[at].kind, Kind::Unknown(_) | Kind::Maybe(_));
        let elsewhere: Vec<bool> = match self.written_entries("MIDDLEWARE", items) {
            Some((_, own)) => (0..length).map(|at| !own[at] || hole(at)).collect(),
            None => (0..length).map(hole).collect(),
        };
        let holes: Vec<bool> = (0..length).map(hole).collect();
        // Entries that other statements add stay if they can: then one statement changes.
        [elsewhere, holes.clone()].iter().find_map(|fixed| {
            let positions = fewest_moves(length, &pairs, fixed, &rank)?;
            // What an entry does that is not known is not known either: nothing passes it.
            let passed = |now: usize| positions[..now].iter().any(|&other| other > positions[now]);
            if (0..length).any(|now| holes[positions[now]] && (now != positions[now] || passed(now))) {
                return None;
            }
            let slots: Vec<Slot> = positions.into_iter().map(Slot::Old).collect();
            self.list_edit("MIDDLEWARE", items, &slots)
        })
    }
}
