//! The table of lines, and what each is read as.

mod tongues;

use tongues::{
    Tongue::{self, American, Arabic, British, French, German, Hebrew, Japanese, Russian, Spanish},
    names,
};

use super::*;

/// A Saturday.
const TODAY: Day = Day { year: 2026, month: 11, day: 28 };

fn vocabulary(tongue: Tongue) -> Vocabulary {
    let people =
        ["Ana", "Ben", "Alexandra Konstantinou", "Alexandra Meyer", "יהונתן", "Дмитрий", "José María", "O’Neil"];
    Vocabulary {
        today: TODAY,
        names: names(tongue),
        next_session: Some(Day { year: 2026, month: 12, day: 9 }),
        people: people.map(str::to_owned).into(),
    }
}

/// A line as the table writes it: the title, then its chips.
fn written(line: &TypedLine, people: &[String]) -> String {
    let chips = line.chips.iter().map(|chip| match &chip.meant {
        Meant::Minutes(minutes) => format!(" | {minutes} min"),
        Meant::Due(day) => format!(" | {}", day.write()),
        Meant::Member(index) => format!(" | @{}", people[*index]),
        Meant::Link(link) => format!(" | {link}"),
    });
    let chips: String = chips.collect();
    format!("{}{chips}", line.title)
}

fn check(tongue: Tongue, takes: Takes, cases: &[(&str, &str)]) {
    let vocabulary = vocabulary(tongue);
    let as_read = |line: &str| written(&read(line, takes, &vocabulary, &[]), &vocabulary.people);
    let wrong: Vec<_> = cases.iter().filter(|(line, wanted)| as_read(line) != *wanted).collect();
    let read: Vec<_> = wrong.iter().map(|(line, _)| as_read(line)).collect();
    assert_eq!(read, wrong.iter().map(|(_, wanted)| (*wanted).to_owned()).collect::<Vec<_>>());
}

/// Each stays as it is.
fn check_letters(tongue: Tongue, takes: Takes, lines: &[&str]) {
    let cases: Vec<(&str, &str)> = lines.iter().map(|line| (*line, *line)).collect();
    check(tongue, takes, &cases);
}

#[test]
fn minutes_are_read_off_a_point() {
    check(
        British,
        Takes::POINT,
        &[
            ("Budget 15m", "Budget | 15 min"),
            ("Budget 15M", "Budget | 15 min"),
            ("Budget 15min", "Budget | 15 min"),
            ("Budget 15 min", "Budget | 15 min"),
            ("Budget 15\u{a0}min", "Budget | 15 min"),
            ("Budget 15 mins", "Budget | 15 min"),
            ("Budget 15 minu", "Budget | 15 min"),
            ("Budget 15 minutes", "Budget | 15 min"),
            ("Budget 15 min.", "Budget | 15 min"),
            ("Budget 15'", "Budget | 15 min"),
            ("Budget (10 min)", "Budget | 10 min"),
            ("Budget [10m]", "Budget | 10 min"),
            ("Budget - 10 min", "Budget | 10 min"),
            ("Budget – 10 min", "Budget | 10 min"),
            ("Budget, 10 min", "Budget | 10 min"),
            ("Budget: 10 min", "Budget | 10 min"),
            ("Budget 1h", "Budget | 60 min"),
            ("Budget 1 hour", "Budget | 60 min"),
            ("Budget 2 hrs", "Budget | 120 min"),
            ("Budget 1.5h", "Budget | 90 min"),
            ("Budget 1,5 hours", "Budget | 90 min"),
            ("Budget 1h30", "Budget | 90 min"),
            ("Budget 1h30m", "Budget | 90 min"),
            ("Budget 1h 30m", "Budget | 90 min"),
            ("15m Budget", "Budget | 15 min"),
            ("15m: Budget", "Budget | 15 min"),
            ("15 min: Budget", "Budget | 15 min"),
            ("15 min – Budget", "Budget | 15 min"),
            ("(15 min) Budget", "Budget | 15 min"),
            ("Ravi 15m", "Ravi | 15 min"),
            ("Version 2 10m", "Version 2 | 10 min"),
            ("Budget @ben 15m", "Budget | @Ben | 15 min"),
            ("Budget 15m @ben", "Budget | 15 min | @Ben"),
            ("Budget (10 min, @ben)", "Budget | 10 min | @Ben"),
            ("Бюджет 15 min", "Бюджет | 15 min"),
            ("תקציב 15m", "תקציב | 15 min"),
            ("تقرير ١٥ min", "تقرير | 15 min"),
            ("\u{200f}תקציב\u{200f} 15m\u{200e}", "\u{200f}תקציב\u{200f} | 15 min"),
        ],
    );
}

#[test]
fn what_only_looks_like_minutes_stays() {
    check_letters(
        British,
        Takes::POINT,
        &[
            "at 15m depth",
            "Dive to 15m",
            "a depth of 15m",
            "Swim 15 m",
            "every 15 min",
            "the first 15 min",
            "only 5 min",
            "in 10 min",
            "15 minutes of silence",
            "15 min later",
            "15 min walk",
            "3.5 hours a week",
            "15m deep",
            "5 min late, again",
            "10m or more",
            "Who runs 15m?",
            "“Budget 15m”",
            "Budget (see the notes 10 min)",
            "0m",
            "Plan 0 min",
            "Plan 5000 min",
            "Plan 15mm",
            "Plan 15x",
            "B15m",
            "Series M",
            "15m",
            "1984 was",
            "Room 101",
            "min max",
            "Budget friday",
            "Budget https://example.org",
        ],
    );
}

#[test]
fn a_due_day_is_read_off_a_task() {
    check(
        American,
        Takes::TASK,
        &[
            ("Send the notes today", "Send the notes | 2026-11-28"),
            ("Send the notes tonight", "Send the notes | 2026-11-28"),
            ("Send the notes tomorrow", "Send the notes | 2026-11-29"),
            ("Send the notes TOMORROW", "Send the notes | 2026-11-29"),
            ("Send the notes fri", "Send the notes | 2026-12-04"),
            ("Send the notes fri.", "Send the notes | 2026-12-04"),
            ("Send the notes frid", "Send the notes | 2026-12-04"),
            ("Send the notes friday", "Send the notes | 2026-12-04"),
            ("Send the notes by Friday", "Send the notes | 2026-12-04"),
            ("Send the notes due by fri", "Send the notes | 2026-12-04"),
            ("Send the notes due: fri", "Send the notes | 2026-12-04"),
            ("Send the notes (fri)", "Send the notes | 2026-12-04"),
            ("Send the notes, fri", "Send the notes | 2026-12-04"),
            ("Fri: send the notes", "send the notes | 2026-12-04"),
            ("Tomorrow – send the notes", "send the notes | 2026-11-29"),
            ("Send the notes tues", "Send the notes | 2026-12-01"),
            ("Send the notes wed", "Send the notes | 2026-12-02"),
            ("Send the notes saturday", "Send the notes | 2026-12-05"),
            ("Send the notes on sun", "Send the notes | 2026-11-29"),
            ("Send the notes sun.", "Send the notes | 2026-11-29"),
            ("Send the notes by sat", "Send the notes | 2026-12-05"),
            ("Send the notes this friday", "Send the notes | 2026-12-04"),
            ("Send the notes next friday", "Send the notes | 2026-12-04"),
            ("Send the notes next saturday", "Send the notes | 2026-12-05"),
            ("Send the notes next week", "Send the notes | 2026-11-30"),
            ("Send the notes next session", "Send the notes | 2026-12-09"),
            ("Send the notes in 3 days", "Send the notes | 2026-12-01"),
            ("Send the notes in 2 weeks", "Send the notes | 2026-12-12"),
            ("Send the notes in a week", "Send the notes | 2026-12-05"),
            ("Send the notes 4 dec", "Send the notes | 2026-12-04"),
            ("Send the notes 4 Dec.", "Send the notes | 2026-12-04"),
            ("Send the notes dec 4", "Send the notes | 2026-12-04"),
            ("Send the notes December 4th", "Send the notes | 2026-12-04"),
            ("Send the notes 4th of december", "Send the notes | 2026-12-04"),
            ("Send the notes by the 4th of December", "Send the notes | 2026-12-04"),
            ("Send the notes Fri 4 Dec", "Send the notes | 2026-12-04"),
            ("Send the notes Fri 5 Dec", "Send the notes Fri | 2026-12-05"),
            ("Send the notes Friday, 4 December", "Send the notes | 2026-12-04"),
            ("Send the notes 27 nov", "Send the notes | 2027-11-27"),
            ("Send the notes 28 nov", "Send the notes | 2026-11-28"),
            ("Send the notes 29 feb", "Send the notes | 2028-02-29"),
            ("Send the notes 3 may", "Send the notes | 2027-05-03"),
            ("Send the notes may 3", "Send the notes | 2027-05-03"),
            ("Send the notes march 3, 2028", "Send the notes | 2028-03-03"),
            ("Send the notes 3 sept 2027", "Send the notes | 2027-09-03"),
            ("Send the notes 12/5", "Send the notes | 2026-12-05"),
            ("Send the notes 12/5/26", "Send the notes | 2026-12-05"),
            ("Send the notes 2026-12-05", "Send the notes | 2026-12-05"),
            ("Send half by 1/2", "Send half | 2027-01-02"),
            ("Send the notes fri @ben", "Send the notes | 2026-12-04 | @Ben"),
            ("Send the notes @ben by fri", "Send the notes | @Ben | 2026-12-04"),
            ("Call Eva friday, friday", "Call Eva friday | 2026-12-04"),
            ("Talk for 15 min tomorrow", "Talk for 15 min | 2026-11-29"),
        ],
    );
}

#[test]
fn dates_are_read_in_the_order_and_with_the_names_of_the_language() {
    check(
        British,
        Takes::TASK,
        &[
            ("Send it 12/5", "Send it | 2027-05-12"),
            ("Send it 4/12", "Send it | 2026-12-04"),
            ("Send it 4/12/2027", "Send it | 2027-12-04"),
            ("Send it next sunday", "Send it | 2026-12-06"),
        ],
    );
    check(
        German,
        Takes::TASK,
        &[
            ("Notizen senden Freitag", "Notizen senden | 2026-12-04"),
            ("Notizen senden am Freitag", "Notizen senden | 2026-12-04"),
            ("Notizen senden Fr.", "Notizen senden | 2026-12-04"),
            ("Notizen senden 4.12.", "Notizen senden | 2026-12-04"),
            ("Notizen senden 4.12.2027", "Notizen senden | 2027-12-04"),
            ("Notizen senden 4. Dezember", "Notizen senden | 2026-12-04"),
            ("Notizen senden am 4. Dez.", "Notizen senden | 2026-12-04"),
            ("Notizen senden 3. März", "Notizen senden | 2027-03-03"),
            ("Send the notes friday", "Send the notes | 2026-12-04"),
            ("Notizen senden morgen", "Notizen senden | 2026-11-29"),
            ("Notizen senden übermorgen", "Notizen senden | 2026-11-30"),
            ("Notizen senden in 3 Tagen", "Notizen senden | 2026-12-01"),
            ("Notizen senden in 2 Wochen", "Notizen senden | 2026-12-12"),
            ("Notizen senden in 3 Teilen", "Notizen senden in 3 Teilen"),
            ("Notizen senden nächste Woche", "Notizen senden | 2026-11-30"),
            ("Heute: Notizen senden", "Notizen senden | 2026-11-28"),
            ("Notizen senden tomorrow", "Notizen senden | 2026-11-29"),
            ("Der Morgen danach", "Der Morgen danach"),
            ("So wie immer, aber so", "So wie immer, aber so"),
            ("Was ich do", "Was ich do"),
            ("Mehr als 4.5", "Mehr als 4.5"),
            ("Der Mai", "Der Mai"),
        ],
    );
    check(
        French,
        Takes::TASK,
        &[
            ("Envoyer les notes vendredi", "Envoyer les notes | 2026-12-04"),
            ("Envoyer les notes le 4 décembre", "Envoyer les notes | 2026-12-04"),
            ("Envoyer les notes 4 déc.", "Envoyer les notes | 2026-12-04"),
            ("Envoyer les notes le 1er mars", "Envoyer les notes | 2027-03-01"),
            ("Envoyer les notes demain", "Envoyer les notes | 2026-11-29"),
            ("Envoyer les notes la semaine prochaine", "Envoyer les notes | 2026-11-30"),
            ("Envoyer les notes dans 3 jours", "Envoyer les notes | 2026-12-01"),
            ("Envoyer les notes dans 2 semaines", "Envoyer les notes | 2026-12-12"),
            ("Préparer le jeu", "Préparer le jeu"),
            ("Aller à la mer", "Aller à la mer"),
            ("Il y a mai", "Il y a mai"),
        ],
    );
    check(
        Spanish,
        Takes::TASK,
        &[
            ("Enviar las notas el viernes", "Enviar las notas | 2026-12-04"),
            ("Enviar las notas 4 de diciembre", "Enviar las notas | 2026-12-04"),
            ("Enviar las notas 4 de diciembre de 2027", "Enviar las notas | 2027-12-04"),
            ("Enviar las notas mañana", "Enviar las notas | 2026-11-29"),
            ("Enviar las notas pasado mañana", "Enviar las notas | 2026-11-30"),
            ("Enviar las notas dentro de 3 días", "Enviar las notas | 2026-12-01"),
            ("Enviar las notas en 2 semanas", "Enviar las notas | 2026-12-12"),
            ("Ir al mar", "Ir al mar"),
        ],
    );
    check(
        Hebrew,
        Takes::TASK,
        &[
            ("לשלוח את הסיכום יום שישי", "לשלוח את הסיכום | 2026-12-04"),
            ("לשלוח את הסיכום 4 בדצמבר", "לשלוח את הסיכום | 2026-12-04"),
            ("לשלוח את הסיכום @יהונתן", "לשלוח את הסיכום | @יהונתן"),
            ("שבת", "שבת"),
        ],
    );
    check(
        Arabic,
        Takes::TASK,
        &[
            ("إرسال الملاحظات الجمعة", "إرسال الملاحظات | 2026-12-04"),
            ("إرسال الملاحظات ٤ ديسمبر", "إرسال الملاحظات | 2026-12-04"),
            ("إرسال الملاحظات ٤/١٢", "إرسال الملاحظات | 2026-12-04"),
            ("إرسال الملاحظات خلال ٣ أيام", "إرسال الملاحظات | 2026-12-01"),
            ("إرسال الملاحظات بعد 11 يومًا", "إرسال الملاحظات | 2026-12-09"),
            ("إرسال الملاحظات، @ben", "إرسال الملاحظات | @Ben"),
            ("Send it next week", "Send it | 2026-12-07"),
        ],
    );
    check(
        Japanese,
        Takes::TASK,
        &[
            ("メモを送る 12月4日", "メモを送る | 2026-12-04"),
            ("メモを送る 金曜日", "メモを送る | 2026-12-04"),
            ("メモを送る 12/4", "メモを送る | 2026-12-04"),
            ("メモを送る 日", "メモを送る 日"),
        ],
    );
    check(
        Russian,
        Takes::TASK,
        &[
            ("Отправить заметки 4 декабря", "Отправить заметки | 2026-12-04"),
            ("Отправить заметки 4.12.", "Отправить заметки | 2026-12-04"),
            ("Отправить заметки пятница", "Отправить заметки | 2026-12-04"),
            ("Отправить заметки @дмитрий", "Отправить заметки | @Дмитрий"),
        ],
    );
}

#[test]
fn ordinary_prose_keeps_its_words() {
    check_letters(
        American,
        Takes::TASK,
        &[
            "1984 was",
            "may",
            "It may",
            "Enjoy the sun",
            "In the sun",
            "march on",
            "In March",
            "the second",
            "second",
            "we sat down",
            "We sat",
            "Friday",
            "Friday deploys went wrong",
            "Tomorrow is another day",
            "Friday’s notes",
            "Read it fridays",
            "every friday",
            "since friday",
            "last Friday",
            "after tomorrow",
            "The 4 Dec",
            "What is due",
            "Today is friday",
            "Happy Friday",
            "Are you free friday?",
            "Not on friday!",
            "We met on Monday.",
            "a “friday”",
            "next",
            "next year",
            "Do it next time",
            "in 3 hours",
            "50/50",
            "Open 24/7",
            "Cut it 1/2",
            "Send 13/45",
            "30 feb",
            "Sent 4 dec 2020",
            "Sent 2020-12-04",
            "Version 3.5",
            "Call 555-12-34",
            "Budget 15m",
            "me@friday.example",
            "ana@ben.org",
            "@nobody notes",
            "Ask ben",
            "e.g. dec",
            "ftp://example.org/a",
            "javascript:alert(1)",
            "example.org/a",
            "#1 goal",
        ],
    );
}

#[test]
fn a_member_is_read_wherever_the_name_is_marked() {
    check(
        British,
        Takes::TASK,
        &[
            ("Send the notes @ben", "Send the notes | @Ben"),
            ("Send the notes @Ben,", "Send the notes | @Ben"),
            ("Send the notes (@ben)", "Send the notes | @Ben"),
            ("@ben: send the notes", "send the notes | @Ben"),
            ("@ben send the notes", "send the notes | @Ben"),
            ("Ask @ben about the notes", "Ask Ben about the notes | @Ben"),
            ("Lunch with @ben", "Lunch with Ben | @Ben"),
            ("Send it @alexandra konstantinou", "Send it | @Alexandra Konstantinou"),
            ("Send it @alexandra konstantinou fri", "Send it | @Alexandra Konstantinou | 2026-12-04"),
            ("Send it @alexandra", "Send it @alexandra"),
            ("Send it @josé", "Send it | @José María"),
            ("Send it @JOSÉ MARÍA", "Send it | @José María"),
            ("Send it @o’neil", "Send it | @O’Neil"),
            ("Send it @ana @ben", "Send it @ana | @Ben"),
            ("Send it @be", "Send it @be"),
            ("@ben", "@ben"),
        ],
    );
}

#[test]
fn an_address_is_taken_out_of_a_task() {
    check(
        British,
        Takes::TASK,
        &[
            ("Read this https://example.org/a?b=c", "Read this | https://example.org/a?b=c"),
            ("Read this http://example.org/a.", "Read this. | http://example.org/a"),
            ("https://example.org/a Read this", "Read this | https://example.org/a"),
            ("Read https://example.org/a fri", "Read | https://example.org/a | 2026-12-04"),
            ("Read https://example.org/a before we meet", "Read before we meet | https://example.org/a"),
            (
                "See https://www.example.org/a/ for details",
                "See example.org/a for details | https://www.example.org/a/",
            ),
            ("https://example.org/a", "example.org/a | https://example.org/a"),
            ("Read (https://example.org/a)", "Read | https://example.org/a"),
            ("Read https://example.org/a_(b)", "Read | https://example.org/a_(b)"),
            ("Write mailto:eva@example.org", "Write | mailto:eva@example.org"),
            ("Read HTTPS://example.org", "Read | HTTPS://example.org"),
            ("Read https://", "Read https://"),
            ("Read https://e", "Read https://e"),
            ("https://a.example https://b.example", "https://a.example | https://b.example"),
        ],
    );
}

#[test]
fn what_was_made_letters_again_stays_letters_while_the_line_goes_on() {
    let vocabulary = vocabulary(American);
    let keeps = |line: &str, chip: usize| {
        let read = read(line, Takes::TASK, &vocabulary, &[]);
        KeptLetters::of(line, &read.chips[chip]).unwrap()
    };
    let as_read = |line: &str, kept: &KeptLetters| {
        written(&read(line, Takes::TASK, &vocabulary, std::slice::from_ref(kept)), &vocabulary.people)
    };
    let kept = keeps("Send fri", 0);
    assert_eq!(as_read("Send fri", &kept), "Send fri");
    assert_eq!(as_read("Send frida", &kept), "Send frida", "as its letters go");
    assert_eq!(as_read("Please send fri", &kept), "Please send fri", "as others come before it");
    assert_eq!(as_read("Send fri @ben", &kept), "Send fri | @Ben", "and others are read beside it");
    let kept = keeps("Send fri @ben", 1);
    assert_eq!(as_read("Send fri @ben", &kept), "Send @ben | 2026-12-04");
}
