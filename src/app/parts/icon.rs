//! Drawings, each a line of one pen in a field of 24.

use yew::prelude::*;

use crate::model::Status;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Check,
    Cross,
    Warning,
    Server,
    Person,
    Unknown,
    Minus,
    Chevron,
    Close,
    Plus,
    Copy,
    Shield,
    Search,
    External,
    Back,
    Into,
    File,
    Folder,
    Globe,
    Sliders,
    Trash,
    Sample,
    Drop,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12.3l2.8 2.8l5.2-5.6",
            Self::Cross => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM9.2 9.2l5.6 5.6M14.8 9.2l-5.6 5.6",
            Self::Warning => "M12 4L2.8 20h18.4zM12 10.2v4.3M12 17.2v.1",
            Self::Server => "M4 4.5h16V11H4zM4 13h16v6.5H4zM7.6 7.7v.1M7.6 16.2v.1M11 7.75h5.5M11 16.25h5.5",
            Self::Person => {
                "M10 11a3.6 3.6 0 1 0 0-7.2a3.6 3.6 0 0 0 0 7.2M3.2 20.2c0-3.6 3-6 6.8-6c1.3 0 2.5.3 3.5.8\
                 M14.8 18.2l2.2 2.2l4-4.4"
            }
            Self::Unknown => "M14 3H6v18h12V7zM14 3v4h4M10 12.1a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1M12 17.6v.1",
            Self::Minus => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8.2 12h7.6",
            Self::Chevron => "M6 9l6 6l6-6",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Copy => "M9 9h11v11H9zM6 15H4V4h11v2",
            Self::Shield => {
                "M12 3l7.5 2.8v5.7c0 4.6-3.1 8-7.5 9.5c-4.4-1.5-7.5-4.9-7.5-9.5V5.8zM8.8 11.8l2.3 2.3l4.2-4.5"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3l5.2 5.2",
            Self::External => "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
            Self::Back => "M19 12H5M11 6l-6 6l6 6",
            Self::Into => "M4 5v5a4 4 0 0 0 4 4h11M14.5 9.5L19 14l-4.5 4.5",
            Self::File => "M14 3H6v18h12V7zM14 3v4h4",
            Self::Folder => "M3 5.5h6.5L12 8h9v11H3z",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M3 12h18M12 3c4.5 5 4.5 13 0 18M12 3c-4.5 5-4.5 13 0 18"
            }
            Self::Sliders => "M4 7.5h8M18 7.5h2M15 5v5M4 16.5h2M12 16.5h8M9 14v5",
            Self::Trash => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
            Self::Sample => "M8.5 3h7M10 3v6.2L4.6 20.5h14.8L14 9.2V3M7.6 15h8.8",
            Self::Drop => "M12 3.5v11M7.5 10.2l4.5 4.5l4.5-4.5M4 15.5v5h16v-5",
        }
    }
}

impl From<Status> for Icon {
    fn from(status: Status) -> Self {
        match status {
            Status::Fail => Self::Cross,
            Status::Attention => Self::Warning,
            Status::Open => Self::Server,
            Status::Manual => Self::Person,
            Status::NoData => Self::Unknown,
            Status::Pass => Self::Check,
            Status::NotApplicable => Self::Minus,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DrawnProps {
    pub icon: Icon,
}

/// An icon; always beside words, so it is hidden from screen readers.
#[component]
pub fn Drawn(props: &DrawnProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={props.icon.path()} />
        </svg>
    }
}
