//! Which middleware has to stand above which, and what happens if it does not.
//!
//! From Django's "Middleware ordering" and the classes themselves, and from the
//! documentation and source of each package. Where an order is only a matter of taste,
//! it is not in the table.

use super::Version;
use crate::model::{Text, text};

/// Two middleware, the first of which belongs above the second.
#[derive(Debug, Clone, Copy)]
pub struct Constraint {
    pub above: &'static str,
    /// A class, or [`ANY`].
    pub below: &'static str,
    pub weight: Weight,
    pub when: When,
    pub harm: Harm,
    /// Where the order is asked for.
    pub docs: &'static str,
}

/// How much hangs on an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Requests end with an exception.
    Crash,
    /// `check` itself complains.
    Checked,
    /// What the middleware is there for does not hold.
    Hard,
    /// It works, but worse.
    Advised,
}

/// What has to hold beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    /// `CSRF_USE_SESSIONS` is on.
    CsrfInSession,
    /// `MESSAGE_STORAGE` keeps messages in the session.
    MessagesInSession,
    /// URLs begin with a language: then the middleware redirects, and finds URLs by it.
    LocalePrefix,
    /// WhiteNoise does not allow all origins by itself, as it does unless told not to.
    OwnOrigins,
    /// Django is older.
    Until(Version),
}

/// What happens in the wrong order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    NoSession,
    NoUser,
    AnswersFirst,
    AnswersPlainly,
    HostUnchecked,
    Language,
    Vary,
    Tenant,
    Urlconf,
    Body,
    StaticSlow,
    NotMeasured,
    NotLast,
    NotFoundSeen,
    Address,
    CachedMark,
}

/// Stands for every other middleware.
pub const ANY: &str = "*";

pub const SECURITY: &str = "django.middleware.security.SecurityMiddleware";
pub const SESSION: &str = "django.contrib.sessions.middleware.SessionMiddleware";
pub const AUTHENTICATION: &str = "django.contrib.auth.middleware.AuthenticationMiddleware";
pub const LOGIN_REQUIRED: &str = "django.contrib.auth.middleware.LoginRequiredMiddleware";
pub const UPDATE_CACHE: &str = "django.middleware.cache.UpdateCacheMiddleware";
pub const FETCH_FROM_CACHE: &str = "django.middleware.cache.FetchFromCacheMiddleware";
pub const PROMETHEUS_BEFORE: &str = "django_prometheus.middleware.PrometheusBeforeMiddleware";
pub const PROMETHEUS_AFTER: &str = "django_prometheus.middleware.PrometheusAfterMiddleware";
const COMMON: &str = "django.middleware.common.CommonMiddleware";
const POLICY: &str = "django.middleware.csp.ContentSecurityPolicyMiddleware";
const CLICKJACKING: &str = "django.middleware.clickjacking.XFrameOptionsMiddleware";
const CSRF: &str = "django.middleware.csrf.CsrfViewMiddleware";
const MESSAGES: &str = "django.contrib.messages.middleware.MessageMiddleware";
const LOCALE: &str = "django.middleware.locale.LocaleMiddleware";
const GZIP: &str = "django.middleware.gzip.GZipMiddleware";
const CONDITIONAL: &str = "django.middleware.http.ConditionalGetMiddleware";
const BROKEN_LINKS: &str = "django.middleware.common.BrokenLinkEmailsMiddleware";
const REMOTE_USER: &str = "django.contrib.auth.middleware.RemoteUserMiddleware";
const PERSISTENT_USER: &str = "django.contrib.auth.middleware.PersistentRemoteUserMiddleware";
const FLATPAGES: &str = "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware";
const REDIRECTS: &str = "django.contrib.redirects.middleware.RedirectFallbackMiddleware";
const WAGTAIL_REDIRECTS: &str = "wagtail.contrib.redirects.middleware.RedirectMiddleware";
const WHITENOISE: &str = "whitenoise.middleware.WhiteNoiseMiddleware";
const CORS: &str = "corsheaders.middleware.CorsMiddleware";
const BROTLI: &str = "django_brotli.middleware.BrotliMiddleware";
const COMPRESSION: &str = "compression_middleware.middleware.CompressionMiddleware";
const HTML_MINIFY: &str = "htmlmin.middleware.HtmlMinifyMiddleware";
const MARK_REQUEST: &str = "htmlmin.middleware.MarkRequestMiddleware";
const PIPELINE_MINIFY: &str = "pipeline.middleware.MinifyHTMLMiddleware";
const MINIFY_HTML: &str = "django_minify_html.middleware.MinifyHtmlMiddleware";
const TOOLBAR: &str = "debug_toolbar.middleware.DebugToolbarMiddleware";
const SILK: &str = "silk.middleware.SilkyMiddleware";
const ALLOW_CIDR: &str = "allow_cidr.middleware.AllowCIDRMiddleware";
const TENANTS: &str = "django_tenants.middleware.main.TenantMainMiddleware";
const HOSTS_REQUEST: &str = "django_hosts.middleware.HostsRequestMiddleware";
const AXES: &str = "axes.middleware.AxesMiddleware";
const HIJACK: &str = "hijack.middleware.HijackUserMiddleware";
const IMPERSONATE: &str = "impersonate.middleware.ImpersonateMiddleware";
const OTP: &str = "django_otp.middleware.OTPMiddleware";
const OIDC: &str = "mozilla_django_oidc.middleware.SessionRefresh";
const AUDITLOG: &str = "auditlog.middleware.AuditlogMiddleware";
const XFF: &str = "xff.middleware.XForwardedForMiddleware";

/// Where either of two could move, the one that stands earlier here stays.
pub const KEPT_FIRST: &[&str] =
    &[MESSAGES, AUTHENTICATION, CSRF, COMMON, SESSION, SECURITY, LOCALE, CONDITIONAL, GZIP];

/// The order of Django's documentation, with what packages ask for in it: what is added
/// goes there.
pub const DOCUMENTED: &[&str] = &[
    SECURITY,
    POLICY,
    CORS,
    WHITENOISE,
    UPDATE_CACHE,
    GZIP,
    SESSION,
    CONDITIONAL,
    LOCALE,
    COMMON,
    CSRF,
    AUTHENTICATION,
    LOGIN_REQUIRED,
    MESSAGES,
    CLICKJACKING,
    FETCH_FROM_CACHE,
];

const DJANGO: &str = "ref/middleware/#middleware-ordering";
const WHITENOISE_DOCS: &str = "https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise";
const CORS_DOCS: &str = "https://github.com/adamchainz/django-cors-headers#setup";
const CIDR_DOCS: &str = "https://github.com/mozmeao/django-allow-cidr";
const PROMETHEUS_DOCS: &str = "https://github.com/django-commons/django-prometheus#quickstart";
const TENANTS_DOCS: &str = "https://django-tenants.readthedocs.io/en/latest/install.html";
const HTMLMIN_DOCS: &str = "https://github.com/cobrateam/django-htmlmin";
const XFF_DOCS: &str = "https://github.com/ferrix/xff";
const ERRORS: &str = "howto/error-reporting/#404-errors";
const CACHE: &str = "topics/cache/#order-of-middleware";

const fn pair(
    above: &'static str,
    below: &'static str,
    weight: Weight,
    harm: Harm,
    docs: &'static str,
) -> Constraint {
    Constraint { above, below, weight, when: When::Always, harm, docs }
}

const fn when(mut constraint: Constraint, when: When) -> Constraint {
    constraint.when = when;
    constraint
}

/// Every constraint. As a graph of classes it has no cycle, whatever holds.
pub const CONSTRAINTS: &[Constraint] = {
    use Harm::*;
    use Weight::*;
    &[
        // What reads the session, and the user, ends with an exception without them.
        pair(SESSION, AUTHENTICATION, Crash, NoSession, DJANGO),
        when(pair(SESSION, MESSAGES, Crash, NoSession, DJANGO), When::MessagesInSession),
        when(pair(SESSION, CSRF, Crash, NoSession, DJANGO), When::CsrfInSession),
        pair(AUTHENTICATION, REMOTE_USER, Crash, NoUser, DJANGO),
        pair(AUTHENTICATION, PERSISTENT_USER, Crash, NoUser, DJANGO),
        pair(AUTHENTICATION, LOGIN_REQUIRED, Checked, NoUser, DJANGO),
        pair(AUTHENTICATION, HIJACK, Crash, NoUser, "https://django-hijack.readthedocs.io/en/stable/"),
        pair(
            AUTHENTICATION,
            OIDC,
            Crash,
            NoUser,
            "https://mozilla-django-oidc.readthedocs.io/en/stable/installation.html",
        ),
        // These look for the user and go on without.
        pair(
            AUTHENTICATION,
            OTP,
            Hard,
            NoUser,
            "https://django-otp-official.readthedocs.io/en/stable/overview.html",
        ),
        pair(AUTHENTICATION, IMPERSONATE, Hard, NoUser, "https://pypi.org/project/django-impersonate/"),
        pair(
            AUTHENTICATION,
            AUDITLOG,
            Hard,
            NoUser,
            "https://django-auditlog.readthedocs.io/en/latest/usage.html",
        ),
        pair(
            AUTHENTICATION,
            AXES,
            Advised,
            NotLast,
            "https://django-axes.readthedocs.io/en/latest/2_installation.html",
        ),
        when(pair(SESSION, LOCALE, Advised, Language, DJANGO), When::Until(Version::new(4, 0))),
        when(
            pair(
                LOCALE,
                COMMON,
                Advised,
                Language,
                "topics/i18n/translation/#how-django-discovers-language-preference",
            ),
            When::LocalePrefix,
        ),
        // What answers by itself leaves out the headers of what stands below it.
        pair(SECURITY, COMMON, Advised, AnswersFirst, DJANGO),
        when(pair(SECURITY, LOCALE, Advised, AnswersFirst, DJANGO), When::LocalePrefix),
        pair(SECURITY, CSRF, Advised, AnswersFirst, DJANGO),
        pair(SECURITY, FETCH_FROM_CACHE, Advised, AnswersFirst, DJANGO),
        pair(SECURITY, WHITENOISE, Advised, AnswersPlainly, WHITENOISE_DOCS),
        pair(CORS, COMMON, Advised, AnswersFirst, CORS_DOCS),
        when(pair(CORS, WHITENOISE, Advised, AnswersFirst, CORS_DOCS), When::OwnOrigins),
        when(pair(CORS, LOCALE, Advised, AnswersFirst, CORS_DOCS), When::LocalePrefix),
        pair(CORS, CSRF, Advised, AnswersFirst, CORS_DOCS),
        pair(CORS, FETCH_FROM_CACHE, Advised, AnswersFirst, CORS_DOCS),
        // Static files need nothing of what these do.
        pair(WHITENOISE, SESSION, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, LOCALE, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, COMMON, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, CSRF, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, AUTHENTICATION, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, MESSAGES, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, UPDATE_CACHE, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, FETCH_FROM_CACHE, Advised, StaticSlow, WHITENOISE_DOCS),
        pair(WHITENOISE, GZIP, Advised, StaticSlow, WHITENOISE_DOCS),
        // The site cache.
        pair(UPDATE_CACHE, FETCH_FROM_CACHE, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, SESSION, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, LOCALE, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, GZIP, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, BROTLI, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, COMPRESSION, Hard, Vary, CACHE),
        pair(SESSION, FETCH_FROM_CACHE, Hard, Vary, CACHE),
        pair(LOCALE, FETCH_FROM_CACHE, Hard, Vary, CACHE),
        pair(GZIP, FETCH_FROM_CACHE, Hard, Vary, CACHE),
        pair(UPDATE_CACHE, HTML_MINIFY, Advised, CachedMark, HTMLMIN_DOCS),
        pair(FETCH_FROM_CACHE, MARK_REQUEST, Advised, CachedMark, HTMLMIN_DOCS),
        // What reads or changes the body finds it compressed.
        pair(GZIP, CONDITIONAL, Advised, Body, DJANGO),
        pair(GZIP, TOOLBAR, Advised, Body, DJANGO),
        pair(GZIP, SILK, Advised, Body, "https://github.com/jazzband/django-silk#installation"),
        pair(GZIP, HTML_MINIFY, Advised, Body, DJANGO),
        pair(GZIP, PIPELINE_MINIFY, Advised, Body, DJANGO),
        pair(GZIP, MINIFY_HTML, Advised, Body, "https://github.com/adamchainz/django-minify-html"),
        pair(GZIP, HIJACK, Advised, Body, DJANGO),
        pair(BROTLI, CONDITIONAL, Advised, Body, DJANGO),
        pair(BROTLI, TOOLBAR, Advised, Body, DJANGO),
        pair(BROTLI, SILK, Advised, Body, DJANGO),
        pair(BROTLI, HTML_MINIFY, Advised, Body, DJANGO),
        pair(BROTLI, PIPELINE_MINIFY, Advised, Body, DJANGO),
        pair(BROTLI, MINIFY_HTML, Advised, Body, DJANGO),
        pair(COMPRESSION, CONDITIONAL, Advised, Body, DJANGO),
        pair(COMPRESSION, TOOLBAR, Advised, Body, DJANGO),
        pair(COMPRESSION, SILK, Advised, Body, DJANGO),
        pair(COMPRESSION, HTML_MINIFY, Advised, Body, DJANGO),
        pair(COMPRESSION, PIPELINE_MINIFY, Advised, Body, DJANGO),
        pair(COMPRESSION, MINIFY_HTML, Advised, Body, DJANGO),
        // What turns a 404 into a page, and what mails about it.
        pair(SESSION, FLATPAGES, Advised, NotFoundSeen, DJANGO),
        pair(COMMON, FLATPAGES, Advised, NotFoundSeen, DJANGO),
        pair(CSRF, FLATPAGES, Advised, NotFoundSeen, DJANGO),
        pair(LOCALE, FLATPAGES, Advised, NotFoundSeen, DJANGO),
        pair(COMMON, REDIRECTS, Advised, NotFoundSeen, DJANGO),
        pair(LOCALE, REDIRECTS, Advised, NotFoundSeen, DJANGO),
        pair(COMMON, WAGTAIL_REDIRECTS, Advised, NotFoundSeen, DJANGO),
        pair(BROKEN_LINKS, FLATPAGES, Advised, NotFoundSeen, ERRORS),
        pair(BROKEN_LINKS, REDIRECTS, Advised, NotFoundSeen, ERRORS),
        // What says who the host is, or what of the site belongs to it.
        pair(ALLOW_CIDR, ANY, Hard, HostUnchecked, CIDR_DOCS),
        pair(TENANTS, SESSION, Hard, Tenant, TENANTS_DOCS),
        pair(TENANTS, LOCALE, Hard, Tenant, TENANTS_DOCS),
        pair(TENANTS, COMMON, Hard, Tenant, TENANTS_DOCS),
        pair(TENANTS, AUTHENTICATION, Hard, Tenant, TENANTS_DOCS),
        pair(TENANTS, FETCH_FROM_CACHE, Hard, Tenant, TENANTS_DOCS),
        pair(
            HOSTS_REQUEST,
            COMMON,
            Advised,
            Urlconf,
            "https://django-hosts.readthedocs.io/en/latest/#installation",
        ),
        pair(
            HOSTS_REQUEST,
            TOOLBAR,
            Advised,
            Urlconf,
            "https://django-hosts.readthedocs.io/en/latest/faq.html",
        ),
        pair(XFF, AXES, Advised, Address, XFF_DOCS),
        // The clock of the metrics.
        pair(PROMETHEUS_BEFORE, SECURITY, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(PROMETHEUS_BEFORE, WHITENOISE, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(PROMETHEUS_BEFORE, CORS, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(PROMETHEUS_BEFORE, SESSION, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(PROMETHEUS_BEFORE, COMMON, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(PROMETHEUS_BEFORE, PROMETHEUS_AFTER, Hard, NotMeasured, PROMETHEUS_DOCS),
        pair(SECURITY, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(SESSION, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(COMMON, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(CSRF, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(AUTHENTICATION, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
        pair(MESSAGES, PROMETHEUS_AFTER, Advised, NotMeasured, PROMETHEUS_DOCS),
    ]
};

/// What may stand above a middleware that asks for the top: it does not read the host.
pub const BEFORE_ANY: &[&str] = &[PROMETHEUS_BEFORE];

impl Harm {
    /// Why, as the end of a sentence that names who belongs above whom.
    #[must_use]
    pub const fn words(self) -> Text {
        match self {
            Self::NoSession => {
                text("the session has to be open by then", "сессия к этому моменту должна быть открыта")
            }
            Self::NoUser => {
                text("the user has to be known by then", "пользователь к этому моменту должен быть известен")
            }
            Self::AnswersFirst => text(
                "an answer given earlier lacks its headers",
                "в ответе, данном раньше, не будет его заголовков",
            ),
            Self::AnswersPlainly => text(
                "files are served without the redirect to HTTPS",
                "файлы отдаются без перенаправления на HTTPS",
            ),
            Self::HostUnchecked => {
                text("until then nothing checks the host", "до него хост никто не проверяет")
            }
            Self::Language => text("the language is set too late", "язык выбирается слишком поздно"),
            Self::Vary => text(
                "pages are cached without the headers they vary by",
                "страницы кешируются без учёта заголовков из Vary",
            ),
            Self::Tenant => text("the tenant is known too late", "тенант определяется слишком поздно"),
            Self::Urlconf => {
                text("the host decides which URLs hold", "от хоста зависит, какие адреса действуют")
            }
            Self::Body => text("compressed bytes are of no use there", "сжатые байты там уже не обработать"),
            Self::StaticSlow => text(
                "otherwise every static file goes through there",
                "иначе там проходит и каждый статический файл",
            ),
            Self::NotMeasured => text("what is outside is not measured", "что снаружи, то не измеряется"),
            Self::NotLast => text("axes asks to be the last", "axes просит стоять последним"),
            Self::NotFoundSeen => {
                text("a 404 may yet become another answer", "404 ещё может стать другим ответом")
            }
            Self::Address => {
                text("before it only the proxy's address is known", "до него виден только адрес прокси")
            }
            Self::CachedMark => {
                text("cached pages are minified again", "страницы из кеша сжимаются повторно")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes that can be reached by going down from one.
    fn reach(from: &str, seen: &mut Vec<&'static str>) {
        for constraint in CONSTRAINTS.iter().filter(|constraint| constraint.above == from) {
            if !seen.contains(&constraint.below) {
                seen.push(constraint.below);
                reach(constraint.below, seen);
            }
        }
    }

    #[test]
    fn no_class_stands_above_itself() {
        for constraint in CONSTRAINTS {
            let mut seen = Vec::new();
            reach(constraint.above, &mut seen);
            assert!(!seen.contains(&constraint.above), "{} is above itself", constraint.above);
            assert!(
                !BEFORE_ANY.contains(&constraint.below),
                "{} may stand above those that ask for the top",
                constraint.below
            );
        }
        // What asks for the top has nothing above it but what is excepted.
        for top in CONSTRAINTS.iter().filter(|constraint| constraint.below == ANY) {
            assert!(CONSTRAINTS.iter().all(|constraint| constraint.below != top.above));
        }
    }

    #[test]
    fn no_pair_stands_twice() {
        for (index, one) in CONSTRAINTS.iter().enumerate() {
            let again = |other: &Constraint| one.above == other.above && one.below == other.below;
            assert!(!CONSTRAINTS[index + 1..].iter().any(again), "{} and {}", one.above, one.below);
        }
    }

    #[test]
    fn the_documented_order_keeps_every_constraint() {
        let at = |path: &str| DOCUMENTED.iter().position(|known| *known == path);
        for one in CONSTRAINTS {
            if let (Some(above), Some(below)) = (at(one.above), at(one.below)) {
                assert!(above < below, "{} and {}", one.above, one.below);
            }
        }
    }
}
