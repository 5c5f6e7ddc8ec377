//! The page's program.

fn main() {
    console_error_panic_hook::set_once();
    django_preflight::app::mount();
}
