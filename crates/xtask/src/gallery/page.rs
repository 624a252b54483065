//! The page of the gallery, from the pictures that are there. It works from a file, without a script.

use std::{fmt::Write, fs, path::Path};

use crate::{
    error::{AboutFile, Result},
    place,
};

/// Writes `index.html` into the folder of the pictures.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let pictures: Vec<Picture> =
        place::files(folder)?.iter().filter_map(|file| Picture::read(&place::relative(file, folder))).collect();
    let page = folder.join("index.html");
    fs::write(&page, html(&pictures)).about(&page)?;
    println!("{} pictures", pictures.len());
    Ok(())
}

/// A picture, and what its path says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Picture {
    path: String,
    chapter: String,
    state: String,
    width: u32,
    height: u32,
    tab: String,
    scheme: String,
    person: String,
}

impl Picture {
    fn read(path: &str) -> Option<Self> {
        let mut folders = path.splitn(3, '/');
        let (chapter, state, name) = (folders.next()?, folders.next()?, folders.next()?.strip_suffix(".png")?);
        let mut parts = name.splitn(4, '_');
        let (size, tab, scheme, person) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (width, height) = size.split_once('x')?;
        Some(Self {
            path: path.to_owned(),
            chapter: chapter.to_owned(),
            // Its number is only for the order.
            state: state.split_once(' ').map_or(state, |(_, words)| words).to_owned(),
            width: width.parse().ok()?,
            height: height.parse().ok()?,
            tab: tab.to_owned(),
            scheme: scheme.to_owned(),
            person: person.split_once(' ').map_or(person, |(_, name)| name).to_owned(),
        })
    }

    /// What stands in one row: a size, at one tab.
    fn row(&self) -> (u32, u32, &str) {
        (self.width, self.height, &self.tab)
    }
}

fn html(pictures: &[Picture]) -> String {
    let (mut contents, mut body) = (String::new(), String::new());
    let chapters = pictures.chunk_by(|one, other| one.chapter == other.chapter);
    for (at, chapter) in chapters.enumerate() {
        let title = text(&chapter[0].chapter);
        add(&mut contents, format_args!("<li><a href=\"#c{at}\">{title}</a><ol>"));
        add(&mut body, format_args!("<section id=\"c{at}\"><h2>{title}</h2>\n"));
        for (nth, state) in chapter.chunk_by(|one, other| one.state == other.state).enumerate() {
            let title = text(&state[0].state);
            add(&mut contents, format_args!("<li><a href=\"#c{at}s{nth}\">{title}</a></li>"));
            add(&mut body, format_args!("<h3 id=\"c{at}s{nth}\"><a href=\"#c{at}s{nth}\">{title}</a></h3>\n"));
            let mut state = state.to_vec();
            state.sort_by(|one, other| one.row().cmp(&other.row()).then_with(|| one.path.cmp(&other.path)));
            state.chunk_by(|one, other| one.row() == other.row()).for_each(|row| add_row(&mut body, row));
        }
        contents.push_str("</ol></li>\n");
        body.push_str("</section>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Alongside: gallery</title><style>{STYLE}</style></head>\n<body><h1>Alongside</h1>\n{CHOICES}\n\
         <details><summary>{} pictures</summary><ol class=\"contents\">{contents}</ol></details>\n{body}</body></html>\n",
        pictures.len()
    )
}

fn add_row(body: &mut String, row: &[Picture]) {
    let Picture { width, height, tab, .. } = &row[0];
    let tab = if tab.is_empty() { String::new() } else { format!(" · {}", text(tab)) };
    add(body, format_args!("<div class=\"row\" data-width=\"{}\"><h4>{width} × {height}{tab}</h4>", size(*width)));
    for Picture { path, width, height, scheme, person, .. } in row {
        let (path, person) = (address(path), text(person));
        add(
            body,
            format_args!(
                "<figure class=\"{scheme}\"><a href=\"{path}\"><img loading=\"lazy\" decoding=\"async\" src=\"{path}\" width=\"{width}\" \
                 height=\"{height}\" alt=\"{person}, {scheme}\" style=\"--w: {width}px\"></a><figcaption>{person}, {scheme}</figcaption></figure>"
            ),
        );
    }
    body.push_str("</div>\n");
}

/// Which of the choices of size a width belongs to.
fn size(width: u32) -> &'static str {
    match width {
        ..600 => "narrow",
        600..1080 => "medium",
        _ => "wide",
    }
}

fn add(to: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = to.write_fmt(what);
}

fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A path as the address of a file below the page.
fn address(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => address.push(char::from(byte)),
            _ => add(&mut address, format_args!("%{byte:02X}")),
        }
    }
    address
}

/// What is shown, and how large.
const CHOICES: &str = "<form>
<fieldset><legend>Widths</legend><label><input type=\"checkbox\" id=\"narrow\" checked>to 599</label><label><input type=\"checkbox\" id=\"medium\" checked>to 1079</label><label><input type=\"checkbox\" id=\"wide\" checked>above</label></fieldset>
<fieldset><legend>Colours</legend><label><input type=\"checkbox\" id=\"light\" checked>light</label><label><input type=\"checkbox\" id=\"dark\" checked>dark</label></fieldset>
<fieldset><legend>Size</legend><label><input type=\"radio\" name=\"scale\">a third</label><label><input type=\"radio\" name=\"scale\" id=\"half\" checked>half</label><label><input type=\"radio\" name=\"scale\" id=\"whole\">whole</label></fieldset>
</form>";

const STYLE: &str = "
:root { color-scheme: light dark; --scale: .34; }
:root:has(#half:checked) { --scale: .5; }
:root:has(#whole:checked) { --scale: 1; }
body { font: 15px/1.6 system-ui, sans-serif; margin: 24px; background: light-dark(#eee, #222); }
h1, h2, h3, h4 { font-weight: 600; margin: 0; }
h2 { margin-block-start: 64px; font-size: 24px; }
h3 { margin-block: 40px 8px; font-size: 17px; }
h3 a { color: inherit; text-decoration: none; }
h4 { font-weight: 400; inline-size: 100%; opacity: .7; }
form { display: flex; flex-wrap: wrap; gap: 8px 32px; position: sticky; top: 0; z-index: 1; padding-block: 8px; background: inherit; }
body > form { background: light-dark(#eee, #222); }
fieldset { border: 0; padding: 0; margin: 0; display: flex; gap: 12px; }
legend { float: left; margin-inline-end: 12px; opacity: .7; }
label { display: flex; gap: 4px; }
.contents { columns: 20em; }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-block-end: 16px; }
figure { margin: 0; }
figcaption { font-size: 12px; opacity: .7; }
img { display: block; inline-size: calc(var(--w) * var(--scale)); block-size: auto; box-shadow: 0 0 0 1px light-dark(#ccc, #444); }
:root:has(#narrow:not(:checked)) [data-width=narrow], :root:has(#medium:not(:checked)) [data-width=medium], :root:has(#wide:not(:checked)) [data-width=wide],
:root:has(#light:not(:checked)) figure.light, :root:has(#dark:not(:checked)) figure.dark { display: none; }
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_its_picture_shows() {
        let picture = Picture::read("4 The clock/07 Paused, by <Ben>/320x640_Now_dark_2 Ben.png").unwrap();
        assert_eq!(picture.chapter, "4 The clock");
        assert_eq!(picture.state, "Paused, by <Ben>");
        assert_eq!(picture.row(), (320, 640, "Now"));
        assert_eq!((picture.scheme.as_str(), picture.person.as_str()), ("dark", "Ben"));
        assert_eq!(Picture::read("index.html"), None);
        let page = html(&[picture]);
        assert!(
            page.contains("src=\"4%20The%20clock/07%20Paused%2C%20by%20%3CBen%3E/320x640_Now_dark_2%20Ben.png\""),
            "{page}"
        );
        assert!(page.contains(">Paused, by &lt;Ben></a></h3>") && page.contains("<h4>320 × 640 · Now</h4>"), "{page}");
    }

    #[test]
    fn what_belongs_together_stands_in_one_row() {
        let path = |size: &str, scheme: &str, person: &str| format!("1 A/01 B/{size}__{scheme}_{person}.png");
        let pictures: Vec<Picture> =
            [path("1280x900", "dark", "1 Ana"), path("1280x900", "light", "2 Ben"), path("320x640", "dark", "1 Ana")]
                .iter()
                .filter_map(|path| Picture::read(path))
                .collect();
        let page = html(&pictures);
        assert_eq!(page.matches("class=\"row\"").count(), 2);
        assert!(page.find("320 × 640") < page.find("1280 × 900"), "the narrow row comes first");
    }
}
