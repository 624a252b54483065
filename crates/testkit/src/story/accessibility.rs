//! What axe-core says of a page: the rules of WCAG 2.2, levels A and AA, and good practice.

use std::{env, fs};

use serde_json::Value;

use super::person::Person;

impl Person {
    /// What in the page breaks a rule of accessibility: a line for each rule and element.
    #[track_caller]
    pub fn broken_rules(&self) -> Vec<String> {
        if self.ask_page("return typeof axe") != "object" {
            self.ask_page(&rules());
        }
        let broken = self.ask_page(RUN);
        broken.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// The source of axe-core.
fn rules() -> String {
    let file = env::var_os("ALONGSIDE_AXE").expect("ALONGSIDE_AXE names axe-core’s script: run `cargo xtask test`");
    fs::read_to_string(file).expect("axe-core can be read")
}

/// A page without a heading of its own is as it should be where the widget is a strip, or a guest in another page.
const RUN: &str = "
    const rules = { 'page-has-heading-one': { enabled: false }, 'target-size': { enabled: true } };
    const { violations } = await axe.run(document, { resultTypes: ['violations'], rules });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
        `${id} · ${node.target.flat().at(-1)} · ${node.failureSummary.replaceAll('\\n', ' ')}`))";
