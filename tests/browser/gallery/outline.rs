//! What a screen reader reads of a page, as a text that is the same each time: the accessibility tree, without what was announced, with `#`
//! for numbers and `…` for keys and addresses.

/// The outline of an accessibility tree in lines of role and name, indented by two blanks.
pub fn of(tree: &str) -> String {
    let (mut outline, mut skipped_below) = (String::new(), None);
    let mut names: Vec<String> = Vec::new();
    for line in tree.lines() {
        let depth = (line.len() - line.trim_start().len()) / 2;
        if skipped_below.is_some_and(|skipped| depth > skipped) {
            continue;
        }
        // What was said, aloud or in a toast.
        let is_passing = ["announced", "button “Show: "].iter().any(|said| line.trim_start().starts_with(said));
        skipped_below = is_passing.then_some(depth);
        if skipped_below.is_some() {
            continue;
        }
        let name = line.split_once('“').map_or("", |(_, name)| name.rsplit_once('”').map_or(name, |(name, _)| name));
        names.truncate(depth);
        let is_said =
            line.trim_start().starts_with("StaticText") && names.last().is_some_and(|above| above.contains(name));
        names.push(name.to_owned());
        if !is_said {
            outline.push_str(&steady(line));
            outline.push('\n');
        }
    }
    outline
}

/// Numbers as `#`, and words that are too long for words as `…`.
fn steady(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let of_hash = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
        let has_hash = word.contains('…') && word.chars().filter(|letter| of_hash(*letter)).count() >= 4;
        if has_hash || word.chars().count() > 30 {
            return "…".to_owned();
        }
        let mut steady = String::new();
        for letter in word.chars() {
            match letter {
                '0'..='9' if steady.ends_with('#') => {}
                '0'..='9' => steady.push('#'),
                letter => steady.push(letter),
            }
        }
        steady
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The first line that differs, if one does.
pub fn difference(before: &str, now: &str) -> Option<String> {
    if before == now {
        return None;
    }
    let at = before.lines().zip(now.lines()).take_while(|(before, now)| before == now).count();
    let line = |of: &str| of.lines().nth(at).unwrap_or("(the end)").trim().to_owned();
    Some(format!("line {}: “{}”, and now “{}”", at + 1, line(before), line(now)))
}

#[test]
fn an_outline_is_the_same_each_time() {
    let tree = "main “”\n  heading “Ana and Ben”\n    StaticText “Ana and Ben”\n  announced “”\n    paragraph “”\n      StaticText “Ben joined”\n  \
                textbox “Link” = “http://127.0.0.1:42697/#r.iHRFQH6r6UPHQONjvebqgg”\n  timer “24:59”\n  StaticText “…4b20”";
    assert_eq!(of(tree), "main “”\n  heading “Ana and Ben”\n  textbox “Link” = …\n  timer “#:#”\n  StaticText …\n");
    assert_eq!(difference("a\nb", "a\nb"), None);
    assert!(difference("a\nb", "a\nc").is_some_and(|difference| difference.starts_with("line 2")));
    assert!(difference("a\n", "a\nb\n").is_some_and(|difference| difference.contains("(the end)")));
}
