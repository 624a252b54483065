//! WebDriver's requests as plain calls.

use std::sync::LazyLock;

use http::Method;
use serde_json::{Value, json};
use thirtyfour::{
    RequestData, SessionId, WebDriver, WebElement,
    common::command::{Actions, Command, FormatRequestData},
    error::{WebDriverError, WebDriverResult},
};
use tokio::runtime::Runtime;

use super::keys;

/// Runs WebDriver's requests: the stories call plain functions.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime for WebDriver"));

pub(super) fn press(session: &WebDriver, keys: &str) {
    perform(session, "key", keys::chord(keys));
}

/// Performs actions of one input device: the keyboard or the mouse.
pub(super) fn perform(session: &WebDriver, device: &str, actions: Vec<Value>) {
    let device = json!({ "type": device, "id": device, "actions": actions });
    let actions = Command::PerformActions(Actions::from(json!([device])));
    run(session.handle().cmd(actions)).expect("keyboard and mouse obey");
}

/// The elements that a script has returned.
pub(super) fn elements(session: &WebDriver, returned: Value) -> Vec<WebElement> {
    let listed = returned.as_array().cloned().unwrap_or_default();
    listed.into_iter().filter_map(|element| WebElement::from_json(element, session.handle().clone()).ok()).collect()
}

pub(super) fn ask_about(session: &WebDriver, element: &WebElement, what: &'static str) -> Result<String, String> {
    let about = About { element: element.element_id().to_string(), what };
    let answer: WebDriverResult<String> = run(async { session.handle().cmd(about).await?.value() });
    answer.map_err(error_text)
}

/// Waits for WebDriver's answer.
pub(super) fn run<T>(answer: impl Future<Output = T>) -> T {
    RUNTIME.block_on(answer)
}

pub(super) fn error_text(error: WebDriverError) -> String {
    let text = error.to_string();
    text.lines().take(3).collect::<Vec<_>>().join(" ")
}

/// Asks for an element's computed role or name: endpoints that the library does not cover.
#[derive(Debug)]
struct About {
    element: String,
    what: &'static str,
}

impl FormatRequestData for About {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::GET, format!("session/{session}/element/{}/{}", self.element, self.what))
    }
}
