//! Facts about one person's project: which settings hold, which Django, which
//! packages, which files. Facts only: what they mean is for the rules.

mod assumed;
mod backups;
mod caches;
mod calls;
mod code;
mod cors;
mod credentials;
mod databases;
mod dependencies;
mod deployment;
mod entries;
mod fact;
mod failure_view;
mod folders;
mod hsts;
mod imports;
mod installed;
mod list_edit;
mod log_files;
mod logging;
mod mail;
mod mask;
mod middleware;
mod named;
mod names;
mod nested;
mod order;
mod paths;
mod place;
mod plain_reads;
mod policies;
mod probes;
mod read;
mod reader;
mod rewrite;
mod secret;
mod servers;
mod settings;
mod shared;
mod snippet;
mod storages;
mod topology;
mod tracker;
mod web_server;

pub use assumed::{Assumed, environment_lines};
pub use caches::CacheKind;
pub use calls::{Argument, Call};
pub use code::{blank_texts, calls};
pub use credentials::{
    Credential, Opens, contains, is_key_placeholder, is_password_name, is_placeholder, is_plausible,
    url_has_password,
};
pub use databases::{Age, Database, Engine};
pub use dependencies::Runtime;
pub use deployment::{
    Command, Copy, Deployment, Holds, Image, Location, Pipeline, Port, Server, ServerSetting, Service, Stack,
    Stage, Started, UrlRoute, Variable, content_lines, is_for_debug, is_for_development,
};
pub use fact::{Fact, Known, Origin, Undecided, limit_words};
pub use failure_view::FailureView;
pub use hsts::HstsStep;
pub use list_edit::{ListEdit, ListTarget, Slot};
pub use log_files::LogFile;
pub use logging::{ADMIN_EMAIL, Cause, End, Event, Handler, Lost, Refusal, Route, Stop, Why};
pub use mail::OLD_MAIL_SETTINGS;
pub use mask::{mask_code, mask_environment, mask_passwords, mask_plain, mask_words};
pub use middleware::Order;
pub use named::NamedPath;
pub use paths::{is_inside, is_relative, normal_path, path_of};
pub use policies::sources_of;
pub use probes::Probe;
pub use read::{EntryModule, Input, Project, Target};
pub use reader::{Reader, Style};
pub use rewrite::Rewrite;
pub use secret::{is_marked, is_secret_name, looks_like_secret, mask_text, mask_value};

pub use servers::{is_async_server, is_public_host, is_server_package, server_programs};
pub use settings::{Items, Settings, View};
pub use snippet::list_code;
pub use storages::Storage;
pub use topology::{SchemeToldBy, Served};
pub use web_server::SentHsts;
