//! A text field with line numbers and marked lines. The field is the browser's
//! own, so that every keyboard, screen reader and undo works; numbers and marks lie
//! under it in one grid and scroll as one with it.

use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::focus;
use crate::app::state::{Action, DocumentId, Intake, Jump, Refused};
use crate::app::strings::use_words;
use crate::model::Status;
use crate::source::{MAX_BYTES, Unreadable};

#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    pub document: DocumentId,
    pub path: Rc<str>,
    pub text: Rc<str>,
    /// Lines that findings speak of.
    pub marks: BTreeMap<u32, Status>,
    pub jump: Option<Jump>,
    /// The page is empty: the field invites to paste.
    pub landing: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let words = use_words();
    let scroller = use_node_ref();
    let field = use_node_ref();
    {
        let (scroller, field) = (scroller.clone(), field.clone());
        use_effect_with(props.jump.clone(), move |jump| {
            if let (Some(jump), Some(scroller), Some(field)) =
                (jump, scroller.cast::<Element>(), field.cast::<HtmlTextAreaElement>())
            {
                show_line(&scroller, &field, jump);
            }
        });
    }
    let oninput = {
        let (document, path, before) = (props.document, Rc::clone(&props.path), Rc::clone(&props.text));
        props.act.reform(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let text = field.value();
            if text.len() > MAX_BYTES {
                field.set_value(&before);
                let refused = Refused { path: path.to_string(), why: Unreadable::TooLarge(text.len()) };
                return Action::Give(Intake { refused: vec![refused], ..Intake::default() });
            }
            Action::Edit { document, text }
        })
    };
    let jumped = props.jump.as_ref().map(|jump| jump.line);
    let count = props.text.split('\n').count();
    html! {
        <div class="editor" ref={scroller} data-landing={props.landing.to_string()}>
            <div class="sheet">
                <pre class="gutter" aria-hidden="true">{ gutter(count, &props.marks) }</pre>
                <pre class="marks" aria-hidden="true">{ marked(&props.text, &props.marks, jumped) }</pre>
                <textarea
                    ref={field}
                    id={format!("text-{}", props.document)}
                    class="field"
                    rows={count.to_string()}
                    wrap="off"
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    aria-label={(words.text_of)(&props.path)}
                    placeholder={words.paste_here}
                    value={props.text.to_string()}
                    {oninput}
                />
            </div>
        </div>
    }
}

/// Line numbers: runs of plain ones as one text, marked ones by themselves.
fn gutter(count: usize, marks: &BTreeMap<u32, Status>) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut plain = String::new();
    for number in 1..=count as u32 {
        if let Some(status) = marks.get(&number) {
            parts.push(Html::from(std::mem::take(&mut plain)));
            parts.push(html! { <b data-tone={status.slug()}>{ number }</b> });
        } else {
            plain.push_str(&number.to_string());
        }
        plain.push('\n');
    }
    parts.push(Html::from(plain));
    parts.into_iter().collect()
}

/// The text again, unseen: it gives the sheet its width, and marked lines their ground.
fn marked(text: &str, marks: &BTreeMap<u32, Status>, jumped: Option<u32>) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut plain = String::new();
    for (line, number) in text.split('\n').zip(1u32..) {
        let status = marks.get(&number);
        if status.is_some() || jumped == Some(number) {
            parts.push(Html::from(std::mem::take(&mut plain)));
            parts.push(html! {
                <mark data-tone={status.map(|status| status.slug())} data-jumped={(jumped == Some(number)).then_some("true")}>
                    { line }
                </mark>
            });
        } else {
            plain.push_str(line);
        }
        plain.push('\n');
    }
    parts.push(Html::from(plain));
    parts.into_iter().collect()
}

/// Brings a line into view, a third down, and puts the caret on it.
fn show_line(scroller: &Element, field: &HtmlTextAreaElement, jump: &Jump) {
    let Jump { line, asked, .. } = *jump;
    let text = field.value();
    let units = |text: &str| text.encode_utf16().count() as u32;
    let mut start = 0;
    let mut length = 0;
    for (content, number) in text.split('\n').zip(1u32..) {
        if number == line {
            length = units(content);
            break;
        }
        start += units(content) + 1;
    }
    let height = f64::from(field.offset_height()) / f64::from(field.rows().max(1));
    let above = f64::from(line.saturating_sub(1)) * height;
    if asked {
        focus::without_scrolling(field);
        field.set_selection_range(start, start + length).expect("a text field has a selection");
    }
    scroller.set_scroll_top((above - f64::from(scroller.client_height()) / 3.0).max(0.0) as i32);
    scroller.set_scroll_left(0);
    if asked {
        focus::into_view("files");
    }
}
