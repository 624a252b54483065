//! A language of nobody's, for tests: English in accents and brackets, and longer. What is on the screen without them is not in the texts.

use crate::Packed;

/// The tag that languages of this kind have in Unicode's CLDR.
pub const PSEUDO: &str = "en-XA";

/// The source language in accents, 40 % longer.
pub fn pseudo(source: &Packed) -> Packed {
    let all = |texts: &str| texts.lines().map(|line| pseudo_line(line) + "\n").collect();
    Packed {
        tag: PSEUDO.to_owned(),
        early: all(&source.early),
        late: all(&source.late),
        pressed: all(&source.pressed),
        page: all(&source.page),
    }
}

/// A text, or its plural forms.
fn pseudo_line(line: &str) -> String {
    let mut forms = line.split('\t');
    let whole = forms.next().map(|text| if text.is_empty() { String::new() } else { pseudo_text(text) });
    let forms = forms.map(|form| {
        let (digit, text) = form.split_at(form.len().min(1));
        format!("\t{digit}{}", pseudo_text(text))
    });
    whole.into_iter().chain(forms).collect()
}

fn pseudo_text(text: &str) -> String {
    let (mut accented, mut in_place, mut letters) = (String::from("["), false, 0);
    for letter in text.chars() {
        in_place = letter == '{' || in_place && letter != '}';
        if in_place || letter == '}' {
            accented.push(letter);
            continue;
        }
        letters += 1;
        let plain = "AEIOUYaeiouyCcNnSsDdGgHhJjKkLlRrTtWwZzBbFfMmPpVvXxQq";
        let with = "ÅÉÎÖÛÝåéîöûýÇçÑñŠšÐðĜĝĤĥĴĵĶķĻļŔŕŢţŴŵŽžƁƀƑƒḾḿÞþṼṽẊẋɊɋ";
        let found = plain.chars().zip(with.chars()).find(|(each, _)| *each == letter);
        accented.push(found.map_or(letter, |(_, accented)| accented));
    }
    // Long words break a layout, and short ones do not.
    accented.extend(" ~~~~".chars().cycle().take(letters * 2 / 5));
    accented + "]"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_forms_stay_and_letters_do_not() {
        assert_eq!(pseudo_line("Discussed: {title}"), "[Ðîšçûššéð: {title} ~~~]");
        assert_eq!(pseudo_line("\t1{n} point\t5{n} points"), "\t1[{n} þöîñţ ~]\t5[{n} þöîñţš ~]");
    }
}
