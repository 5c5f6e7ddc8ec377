//! Small pieces that views are made of. They know words and looks, not the state.

mod code_frame;
mod copy_button;
mod dialog;
mod icon;
mod made;
mod status_mark;

pub use code_frame::CodeFrame;
pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use icon::{Drawn, Icon};
pub use made::{made, told, words};
pub use status_mark::StatusMark;
