//! The engine's program, run in a worker.

fn main() {
    console_error_panic_hook::set_once();
    django_preflight::worker::listen();
}
