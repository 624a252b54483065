//! The widget's program: it only starts the library, which tests can use, too.

fn main() {
    alongside::start();
}
