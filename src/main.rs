//! The widget's program: it only starts the library, which the tests can use too.

fn main() {
    alongside::start();
}
