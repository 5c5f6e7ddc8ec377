//! `CACHES`, and what in the project relies on it.

use std::rc::Rc;

use super::Project;
use super::fact::{Fact, Known, Origin};

/// What a cache backend keeps its entries in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheKind {
    /// The memory of one process.
    Local,
    /// Nothing: every look-up misses.
    Dummy,
    Files,
    Database,
    /// A server that all processes share.
    Server,
    Other,
}

impl CacheKind {
    /// The kind behind a dotted path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        if lower.contains("locmem") {
            Self::Local
        } else if lower.contains("dummy") {
            Self::Dummy
        } else if lower.contains("filebased") {
            Self::Files
        } else if lower.ends_with("databasecache") {
            Self::Database
        } else if lower.contains("redis")
            || lower.contains("memcached")
            || lower.contains("valkey")
            || lower.contains("memcache")
        {
            Self::Server
        } else {
            Self::Other
        }
    }
}

impl Project {
    /// The kind of a cache alias; none where the alias is not defined.
    pub fn cache(&self, alias: &str) -> Fact<Option<Known<CacheKind>>> {
        if !self.settings.is_set("CACHES")? {
            return Ok((alias == "default").then(|| Known {
                name: "CACHES".into(),
                value: CacheKind::Local,
                origin: Origin::Default,
                place: None,
            }));
        }
        let backend: Option<Known<Rc<str>>> = self.settings.text_at("CACHES", &[alias, "BACKEND"])?;
        Ok(backend.map(|backend| backend.with(CacheKind::of(&backend.value))))
    }

    /// Settings by which something keeps in this cache what all processes must see:
    /// counters of attempts and requests, sessions.
    #[must_use]
    pub fn cache_users(&self, alias: &str) -> Vec<&'static str> {
        let text = |name: &str| {
            let known = self.settings.get(name).ok().flatten();
            known.and_then(|known| known.as_str().map(str::to_owned))
        };
        let of = |name: &str| text(name).as_deref().unwrap_or("default") == alias;
        let mut users = Vec::new();
        if text("SESSION_ENGINE").as_deref() == Some("django.contrib.sessions.backends.cache")
            && of("SESSION_CACHE_ALIAS")
        {
            users.push("SESSION_ENGINE");
        }
        if self.uses("axes", "django-axes")
            && text("AXES_HANDLER").as_deref() == Some("axes.handlers.cache.AxesCacheHandler")
            && of("AXES_CACHE")
        {
            users.push("AXES_HANDLER");
        }
        if alias == "default" {
            let classes = self.classes("REST_FRAMEWORK", &["DEFAULT_THROTTLE_CLASSES"]);
            if self.uses("rest_framework", "djangorestframework")
                && classes.is_ok_and(|classes| classes.is_some_and(|classes| !classes.is_empty()))
            {
                users.push("DEFAULT_THROTTLE_CLASSES");
            }
            let limits = self.settings.get("ACCOUNT_RATE_LIMITS").ok().flatten();
            if self.uses("allauth.account", "django-allauth")
                && limits.is_none_or(|limits| limits.truthy() != Some(false))
            {
                users.push("ACCOUNT_RATE_LIMITS");
            }
        }
        users
    }

    /// How sessions are kept: the last part of `SESSION_ENGINE`, and its cache's kind.
    pub fn session_cache(&self) -> Fact<Option<Known<CacheKind>>> {
        let engine = self.settings.str("SESSION_ENGINE")?;
        if &*engine.value != "django.contrib.sessions.backends.cache" {
            return Ok(None);
        }
        let alias = self.settings.str("SESSION_CACHE_ALIAS")?;
        self.cache(&alias.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backends_are_told_by_their_path() {
        for (path, kind) in [
            ("django.core.cache.backends.locmem.LocMemCache", CacheKind::Local),
            ("django.core.cache.backends.redis.RedisCache", CacheKind::Server),
            ("django_redis.cache.RedisCache", CacheKind::Server),
            ("django.core.cache.backends.memcached.PyMemcacheCache", CacheKind::Server),
            ("django.core.cache.backends.db.DatabaseCache", CacheKind::Database),
            ("config.caches.Own", CacheKind::Other),
        ] {
            assert_eq!(CacheKind::of(path), kind, "{path}");
        }
    }
}
