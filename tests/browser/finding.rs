//! How stories find elements, tested on a page that is not ours.

use alongside_testkit::story::{
    browser::{Browser, Make, Site},
    element::{self, Finds},
};

const PAGE: &str = r#"data:text/html,<!doctype html><main></main><script>
const outer = document.querySelector("main").attachShadow({ mode: "open" });
outer.innerHTML = `<section aria-label="Agenda"><div id="host"></div></section>
  <section aria-label="Tasks"><ul aria-label="Tasks"><li aria-label="Call Eva"><input type="checkbox" aria-label="Done: Call Eva"></li></ul></section>
  <button hidden>Start</button><div role="button" aria-hidden="true">Start</div>
  <button id="start"><svg aria-hidden="true"></svg> Start </button><output aria-label="Sync">Sent</output>`;
const inner = outer.getElementById("host").attachShadow({ mode: "open" });
inner.innerHTML = `<label for="name">Your <b>name</b></label><input id="name"><textarea aria-label="Notes"></textarea>`;
outer.getElementById("start").onclick = () => setTimeout(() => outer.querySelector("output").textContent = "Ben has it", 200);
</script>"#;

#[test]
fn things_are_found_by_role_and_name_through_shadow_roots() {
    let browser = Browser::open(Make::of_the_stories(), Site::Usual);
    browser.goto(&PAGE.replace('#', "%23").replace('\n', " "));

    browser.region("Agenda").textbox("Your name").type_text("Ana 🌱 Ünal");
    browser.textbox("Your name").reads("Ana 🌱 Ünal");
    assert_eq!(element::focus(&browser), "textbox “Your name”");
    browser.press("Tab");
    browser.types("two lines\nof notes");
    browser.textbox("Notes").reads("two lines\nof notes");

    browser.region("Tasks").textbox("Your name").is_gone();
    browser.region("Tasks").list("Tasks").has_rows(&["Call Eva"]);
    browser.checkbox("Done: …").click();
    browser.checkbox("Done: Call Eva").is_ticked(true);

    browser.button("Start").click();
    browser.status("Sync").reads("Ben has it");

    browser.screenshot("finding");
    assert!(browser.accessible_tree().contains("checkbox “Done: Call Eva”"), "{}", browser.accessible_tree());
}
