//! A link as a QR code, for a camera.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use crate::strings::{Key, t};

/// Modules of quiet around the code.
const QUIET: i32 = 3;

/// The code, dark on white whatever the colours of the page are; nothing for a text too long for one.
pub fn qr_code(text: &str) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Low) else { return html! {} };
    let whole = code.size() + 2 * QUIET;
    html! {
        <svg class="qr" role="img" aria-label={t(Key::QrCode)} viewBox={format!("0 0 {whole} {whole}")} shape-rendering="crispEdges">
            <path d={path(&code)} />
        </svg>
    }
}

/// A rectangle for each run of dark modules in a row.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_covers_the_dark_modules_and_no_other() {
        let code = QrCode::encode_text("https://alongside.example/#1.AAECAwQF", QrCodeEcc::Low).expect("it fits");
        let path = path(&code);
        let mut drawn = Vec::new();
        for run in path.split('M').skip(1) {
            let numbers: Vec<i32> =
                run.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
            let [x, y, run, ..] = numbers[..] else { panic!("{run}") };
            drawn.extend((x..x + run).map(|x| (x - QUIET, y - QUIET)));
        }
        let mut dark: Vec<(i32, i32)> = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))).collect();
        dark.retain(|(x, y)| code.get_module(*x, *y));
        drawn.sort_unstable();
        dark.sort_unstable();
        assert_eq!(drawn, dark);
    }
}
