//! The languages of the widget: two people who read in different ones, and a change while somebody writes.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
    relay_process::WidgetCopy,
};

use crate::{
    host::HostStory,
    looks::{furnished, looked_at},
    sync::is_kept_for_offline,
};

#[test]
fn two_people_read_one_room_in_two_languages() {
    let story = Story::begin();
    let (ana, ben) = (story.person_whose("Ana", Site::OnALine), story.person("Ben"));
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    chooses(&ana, "Language", "Deutsch");
    chooses(&ben, "Language", "العربية");
    ana.page_becomes("what she sees is marked as German", &speaks("de", "ltr"));
    ben.page_becomes("what he sees is marked as Arabic", &speaks("ar", "rtl"));

    ana.textbox("Punkt hinzufügen").enter("Say no to ops");
    ben.list("نقاط جدول الأعمال").row("Say no to ops").is_there();
    ben.hears("Ana: إضافة «Say no to ops»");
    ben.textbox("إضافة مهمة").enter("خطة النمو");
    ana.hears("Ben hat die Aufgabe „خطة النمو“ hinzugefügt");
    // Weekdays and near days are read in the language that is spoken, and in English.
    ana.textbox("Aufgabe hinzufügen").enter("Zahlen mitbringen morgen");
    ana.textbox("Aufgabe hinzufügen").enter("Call Eva tomorrow");
    // Days that are some way off, too.
    ana.textbox("Aufgabe hinzufügen").enter("Anrufen in 3 Tagen");
    ben.textbox("إضافة مهمة").enter("مراجعة خلال 3 أيام");
    for title in ["Anrufen", "مراجعة"] {
        ana.list("Aufgaben").row(title).is_there();
        ben.list("المهام").row(title).is_there();
    }
    for title in ["Zahlen mitbringen", "Call Eva"] {
        ana.list("Aufgaben").row(title).mentions("morgen");
        ben.list("المهام").row(title).mentions("غدًا");
    }

    // The choice is kept, with what it needs without a network.
    is_kept_for_offline(&ana);
    ana.page_becomes(
        "German is kept, too",
        "return (async () => {
            const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())));
            const kept = all.flat().map(({ url }) => url.split('/').pop()).filter((name) => name.endsWith('.txt'));
            return kept.length === 2 && kept.includes('de.txt') && kept.includes('de.room.txt') || kept; })()",
    );
    ana.line().cut();
    let address = ana.address();
    ana.goto("about:blank");
    ana.goto(&address);
    ana.textbox("Punkt hinzufügen").enter("Wachstumsplan");
    ana.line().mend();
    ben.list("نقاط جدول الأعمال").row("Wachstumsplan").is_there();
}

#[test]
fn another_language_pulls_nothing_from_under_a_hand() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Say no to ops");
    ana.notes().type_text("Eva asked tw");
    turns_to(&ana, "fr");
    ana.textbox("Notes").is_focused();
    ana.types("ice this week.");
    ben.notes().reads("Eva asked twice this week.");
    ana.textbox("Ajouter un point").type_text("Growth ");
    turns_to(&ana, "ar");
    ana.textbox("إضافة نقطة").is_focused();
    ana.types("plan");
    turns_to(&ana, "es");
    ana.press("Enter");
    ben.agenda().row("Growth plan").is_there();
    ana.textbox("Notas").reads("Eva asked twice this week.");
    // The page around it has chosen, so nobody is asked.
    ana.button("Menú").click();
    ana.dialog("Menú").button("Teclado").is_there();
    assert!(!ana.dialog("Menú").button("Idioma").is_here_now(), "the page has given the language");
}

#[test]
fn a_room_fits_in_long_words_and_from_right_to_left() {
    let story = Story::begin();
    let (ana, _ben) = furnished(&story);
    for (tag, menu, session) in [("de", "Menü", "Treffen 1"), ("ar", "القائمة", "الجلسة 1")] {
        turns_to(&ana, tag);
        ana.button(menu).is_there();
        looked_at(&ana, &format!("room-{tag}"));
        ana.button(session).click();
        looked_at(&ana, &format!("session-{tag}"));
        ana.press("Escape");
        ana.button(menu).click();
        looked_at(&ana, &format!("menu-{tag}"));
        ana.press("Escape");
    }
}

#[test]
fn a_language_is_chosen_before_there_is_a_room_and_among_the_rooms() {
    let story = Story::begin();
    let eva = story.person("Eva");
    eva.opens("/");
    unfolds(&eva, "Language");
    eva.radiogroup("Language").radio("Français").click();
    eva.heading("Une salle pour deux").is_there();
    eva.page_becomes("it is marked as French", &speaks("fr", "ltr"));
    looked_at(&eva, "first-screen-fr");
    eva.textbox("Ton nom").enter("Eva");
    eva.button("Menu").click();
    eva.dialog("Menu").button("Toutes les salles").click();
    eva.list("Salles").is_there();
    unfolds(&eva, "Langue");
    eva.radiogroup("Langue").radio("English").click();
    eva.list("Rooms").is_there();
}

/// Presses what unfolds the languages, by a key.
#[track_caller]
fn unfolds(person: &Person, name: &str) {
    person.page_becomes(
        &format!("{name} can be pressed"),
        &format!(
            "const [e] = deep('.languages summary'); e?.focus(); return e?.textContent === '{name}' || e?.textContent"
        ),
    );
    person.press("Enter");
}

/// The first words that are seen, and those that are seen where nothing else comes.
#[test]
fn what_the_page_says_without_its_modules_is_in_the_persons_language() {
    let widget = WidgetCopy::new();
    let story = Story::begin_with(&widget.options());
    let eva = story.person("Eva");
    widget.withholds_everything();
    eva.opens("/readyz");
    eva.ask_page("localStorage.setItem('alongside language', 'de')");
    eva.opens("/");
    let card = "const [card] = document.getElementsByClassName('before');";
    eva.page_becomes(
        "the card is in German",
        &format!("{card} return card.innerText.includes('Alongside konnte nicht geladen werden.') || card.innerText"),
    );
    widget.gives_them_back();
    eva.button("Noch einmal versuchen").click();
    eva.heading("Ein Raum für zwei").is_there();
    // What is seen first stands behind what came, and says in German that it still loads.
    eva.page_becomes(
        "the page's own words are in German",
        &format!("{card} return card.textContent.includes('Lädt noch.') || card.textContent"),
    );
}

/// An element's texts are the module's, and a page has one of those.
#[test]
fn inline_elements_of_one_page_speak_the_language_of_the_first_that_names_one() {
    let host = HostStory::begin();
    let ana = host.story.person("Ana");
    ana.goto(&host.page(
        "two",
        "<alongside-room></alongside-room><alongside-room lang='fr'></alongside-room><alongside-room lang='de'></alongside-room>",
    ));
    let all = |tag: &str| {
        ana.page_becomes(
            &format!("all are in {tag}, and marked so"),
            &format!(
                "const seen = deep('.widget').map((e) => [e.lang, e.querySelector('[data-title]')?.textContent].join()); return seen.length === 3 && seen.every((one) => one.startsWith('{tag}') && one === seen[0]) || seen"
            ),
        );
    };
    all("fr");
    ana.ask_page("document.querySelector('[lang=fr]').removeAttribute('lang')");
    all("de");
    ana.ask_page("document.querySelector('alongside-room').lang = 'es'");
    all("es");
    assert!(!ana.button("Idioma").is_here_now(), "the page has chosen");
}

/// Chooses a language in the menu.
#[track_caller]
fn chooses(person: &Person, dialog: &str, language: &str) {
    person.chooses_in_menu(dialog);
    person.dialog(dialog).find("radio", language).click();
    person.page_becomes("the dialog is closed by a key", "return deep('dialog[open]').length === 1");
    person.press("Escape");
}

/// The page around the element gives it another language.
#[track_caller]
pub fn turns_to(person: &Person, tag: &str) {
    person.ask_page(&format!("document.querySelector('alongside-room').lang = '{tag}'"));
    person.page_becomes(
        "the language has come",
        &format!("const [widget] = deep('.widget'); return widget.lang === '{tag}' || widget.lang"),
    );
}

/// What it is to be marked as a language.
fn speaks(tag: &str, dir: &str) -> String {
    format!("const [{{ lang, dir }}] = deep('.widget'); return lang === '{tag}' && dir === '{dir}' || [lang, dir]")
}
