//! Names in other scripts than ours.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn a_name_written_from_right_to_left_turns_no_sentence_around() {
    let story = Story::begin();
    let (ana, dana) = (story.person("Ana"), story.person("דנה"));
    ana.starts_a_room();
    dana.joins_by(&ana.invite_link());
    ana.sees("דנה");
    dana.adds_point("שלום");
    dana.adds_task("3 calls");
    dana.chooses("3 calls", "Owner");
    dana.field("Owner: 3 calls").choose("Ana");
    dana.press("Escape");
    ana.tasks().row("3 calls").mentions("דנה asks");
    dana.button("Session …").click();
    dana.dialog("Session").button("Close session").click();
    dana.press("Escape");
    ana.reads("דנה closed session 1");
    // Every text of ours begins at its left, with what is filled in standing apart from it.
    ana.page_becomes(
        "sentences go from left to right",
        "const flipped = deep('main .bar > span, main .asks, main .toast').filter((e) => e.matches(':dir(rtl)'));
         const bare = deep('main .bar > span, main .asks').filter((e) => e.textContent.includes('דנה') && !e.querySelector('bdi'));
         return flipped.length === 0 && bare.length === 0 || [...flipped, ...bare].map((e) => e.outerHTML)",
    );
    // And each title in its own direction.
    ana.page_becomes(
        "titles have their own direction",
        "const titles = deep('.agenda textarea.title, .tasks textarea.title').map((e) => e.matches(':dir(rtl)'));
         return titles.join() === 'true,false' || titles",
    );
}
