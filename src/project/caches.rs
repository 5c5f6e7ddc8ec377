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
