//! What axe-core says of a page: the rules of WCAG 2.2, levels A and AA, and good practice.

use std::{env, fs};

use serde_json::Value;

use super::person::Person;

impl Person {
    /// What in the page breaks a rule of accessibility: a line for each rule and element. Contrast is not asked of a page that is
    /// dimmed on purpose, nor in forced colours, which axe-core does not see.
    #[track_caller]
    pub fn broken_rules(&self, asks_contrast: bool) -> Vec<String> {
        if self.ask_page("return typeof axe") != "object" {
            self.ask_page(&rules());
        }
        let broken = self.ask_page(&format!("const asksContrast = {asks_contrast};{RUN}"));
        broken.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// The source of axe-core.
fn rules() -> String {
    let file = env::var_os("ALONGSIDE_AXE").expect("ALONGSIDE_AXE names axe-core’s script: run `cargo xtask test`");
    fs::read_to_string(file).expect("axe-core can be read")
}

/// A page without a heading of its own is as it should be where the widget is a strip, or a guest in another page. The area of a box
/// that takes presses is larger than the element (`looks.rs` measures it), and what lies half below a bar can be scrolled. Nobody
/// says the initial of a badge to press the button that it stands in.
const RUN: &str = "
    const rules = {
        'page-has-heading-one': { enabled: false },
        'target-size': { enabled: true },
        'color-contrast': { enabled: asksContrast },
    };
    const { violations } = await axe.run(document, { resultTypes: ['violations'], elementRef: true, rules });
    const isLarge = ({ element, failureSummary }) => element.matches('.box') || failureSummary.includes('partially obscured');
    const isFine = {
        'target-size': isLarge,
        'label-content-name-mismatch': ({ element }) => element.querySelector('.who'),
    };
    return violations.flatMap(({ id, nodes }) => nodes
        .filter((node) => !isFine[id]?.(node))
        .map((node) => `${id} · ${node.target.flat().at(-1)} · ${node.failureSummary.replaceAll('\\n', ' ')}`))";
