//! The screen, a region a file. Views draw a state and say what was asked for;
//! what follows from it is decided in [`super::state`].

pub mod announcer;
pub mod checklist;
pub mod clear_dialog;
pub mod editor;
pub mod environments_view;
pub mod file_panel;
pub mod filter_bar;
pub mod finding;
pub mod give_list;
pub mod go_to;
pub mod item;
pub mod judged;
pub mod limits;
mod log_routes;
pub mod notices;
pub mod page;
pub mod pickers;
pub mod preferences;
pub mod problems;
pub mod proof;
pub mod results;
pub mod samples;
pub mod served;
pub mod settings_view;
pub mod stages;
pub mod tabs;
pub mod top_bar;
pub mod trail;
pub mod variables_view;
pub mod verdict;
pub mod view_links;
pub mod what_if_bar;

pub use page::{Page, PageProps};
