//! Chromium: chromedriver, and the DevTools protocol for what WebDriver does not cover.

use std::{env, path::Path};

use serde_json::{Value, json};
use thirtyfour::{
    Capabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
    error::WebDriverResult,
};

use super::{
    driver::Program,
    make::{BrowserCommands, CONTROLS, PageWork, Site},
    webdriver::run,
};
use crate::story::line::NetworkLine;

/// The commands of Chromium.
pub(super) struct Chromium;

impl BrowserCommands for Chromium {
    fn driver(&self) -> Program {
        Program {
            variable: "CHROMEDRIVER",
            name: "chromedriver",
            arguments: &["--port=0"],
            ready: "successfully on port ",
            missing: "`cargo xtask test` installs it; by hand: `apt-get install chromium chromium-driver`, or name them \
                      in CHROMEDRIVER and CHROME.",
        }
    }

    fn capabilities(&self, profile: &Path, site: Site, line: Option<&NetworkLine>) -> WebDriverResult<Capabilities> {
        let mut chrome = DesiredCapabilities::chrome();
        if let Some(path) = env::var_os("CHROME") {
            chrome.set_binary(&path.to_string_lossy())?;
        }
        chrome.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        if let Some(line) = line {
            chrome.add_arg(&format!("--proxy-server=socks5://{}", line.address()))?;
            // Use the proxy for addresses of this machine, too.
            chrome.add_arg("--proxy-bypass-list=<-loopback>")?;
        }
        for flag in FLAGS {
            chrome.add_arg(flag)?;
        }
        let mut prefs = json!({ "intl.accept_languages": "en-US" });
        match site {
            Site::Usual | Site::OnALine | Site::InZone(_) => {}
            Site::StoresNothing => prefs["profile.default_content_setting_values.cookies"] = json!(2),
            Site::LargeText => prefs["webkit.webprefs.default_font_size"] = json!(32),
        }
        chrome.add_experimental_option("prefs", prefs)?;
        chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        Ok(chrome.into())
    }

    fn process(&self) -> &'static str {
        "goog:processID"
    }

    fn before_each_page(&self, session: &WebDriver, script: &str) {
        devtools(session, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    fn resize(&self, session: &WebDriver, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        devtools(session, "Emulation.setDeviceMetricsOverride", size);
    }

    fn becomes_touch(&self, session: &WebDriver, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        devtools(session, "Emulation.setDeviceMetricsOverride", size);
        devtools(session, "Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 2 }));
    }

    fn touches(&self, session: &WebDriver, event: &str, at: Option<(i64, i64)>) {
        let fingers: Vec<Value> = at.into_iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
        devtools(session, "Input.dispatchTouchEvent", json!({ "type": event, "touchPoints": fingers }));
    }

    fn prefers(&self, session: &WebDriver, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        devtools(session, "Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    fn travels_to(&self, session: &WebDriver, zone: &str) {
        devtools(session, "Emulation.setTimezoneOverride", json!({ "timezoneId": zone }));
    }

    fn lives_in(&self, session: &WebDriver, locale: &str) {
        devtools(session, "Emulation.setLocaleOverride", json!({ "locale": locale }));
    }

    fn allows_notifications(&self, session: &WebDriver) {
        devtools(session, "Browser.grantPermissions", json!({ "permissions": ["notifications"] }));
    }

    fn slows_down(&self, session: &WebDriver, times: u32) {
        devtools(session, "Emulation.setCPUThrottlingRate", json!({ "rate": times }));
    }

    fn page_work(&self, session: &WebDriver) -> PageWork {
        devtools(session, "Performance.enable", json!({}));
        let metrics = devtools(session, "Performance.getMetrics", json!({}));
        let of = |name: &str| {
            let metric = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
            metric.and_then(|metric| metric["value"].as_f64()).unwrap_or_else(|| panic!("no metric {name}")) * 1000.0
        };
        PageWork {
            script: of("ScriptDuration"),
            style: of("RecalcStyleDuration"),
            layout: of("LayoutDuration"),
            all: of("TaskDuration"),
        }
    }

    fn pastes(&self, session: &WebDriver, text: &str) {
        let untouched = run(session.execute(PASTE, vec![json!(text)])).map(|untouched| untouched.json().clone());
        if untouched.is_ok_and(|untouched| untouched == json!(true)) {
            devtools(session, "Input.insertText", json!({ "text": text }));
        }
    }

    fn composes(&self, session: &WebDriver, text: &str) {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        devtools(session, "Input.imeSetComposition", composition);
    }

    fn ends_composing(&self, session: &WebDriver, text: &str) {
        devtools(session, "Input.insertText", json!({ "text": text }));
    }

    fn clears_site_data(&self, session: &WebDriver, origin: &str) {
        devtools(session, "Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" }));
    }

    fn console(&self, session: &WebDriver) -> Vec<String> {
        let entries = run(session.browser_log()).unwrap_or_default();
        entries.into_iter().map(|entry| format!("{}: {}", entry.level, entry.message)).collect()
    }

    fn accessible_tree(&self, session: &WebDriver) -> String {
        let tree = run(session.cdp().send_raw("Accessibility.getFullAXTree", json!({})));
        tree.map_or_else(|error| format!("(no tree: {error})"), |tree| outline(&tree["nodes"]))
    }

    fn nameless(&self, session: &WebDriver) -> Vec<String> {
        let tree = devtools(session, "Accessibility.getFullAXTree", json!({}));
        let text = |node: &Value, key: &str| node[key]["value"].as_str().unwrap_or_default().trim().to_owned();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        nodes
            .filter(|node| node["ignored"] != json!(true))
            .filter(|node| {
                let role = text(node, "role");
                CONTROLS.iter().chain(&OWN_ROLES_OF_CONTROLS).any(|used| *used == role) && text(node, "name").is_empty()
            })
            .map(|node| format!("{} {}", text(node, "role"), node["properties"]))
            .collect()
    }
}

/// Sends a command of the DevTools protocol.
fn devtools(session: &WebDriver, command: &str, given: Value) -> Value {
    run(session.cdp().send_raw(command, given)).unwrap_or_else(|error| panic!("{command}: {error}"))
}

/// What the tree says of an element without a role whose content is announced as it changes.
const ANNOUNCED: &str = "announced";

/// The accessibility tree as indented lines of role and name.
fn outline(nodes: &Value) -> String {
    let nodes: Vec<&Value> = nodes.as_array().map(|nodes| nodes.iter().collect()).unwrap_or_default();
    let mut lines = String::new();
    if let Some(first) = nodes.first() {
        add_lines(&mut lines, &nodes, first, 0);
    }
    lines
}

fn add_lines(lines: &mut String, nodes: &[&Value], node: &Value, depth: usize) {
    let text = |key: &str| node[key]["value"].as_str().unwrap_or_default();
    let is_live = |property: &Value| property["name"] == "live" && property["value"]["value"] == "polite";
    let role = match text("role") {
        "generic" if node["properties"].as_array().is_some_and(|all| all.iter().any(is_live)) => ANNOUNCED,
        role => role,
    };
    let dull = node["ignored"] == json!(true) || ["none", "generic", "InlineTextBox"].contains(&role);
    if !dull {
        let (name, value) = (text("name"), text("value"));
        lines.push_str(&"  ".repeat(depth));
        lines.push_str(&format!("{role} “{name}”"));
        if !value.is_empty() {
            lines.push_str(&format!(" = “{value}”"));
        }
        lines.push('\n');
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|node| node["nodeId"] == *child) {
            add_lines(lines, nodes, child, depth + usize::from(!dull));
        }
    }
}

/// Dispatches a paste event to the focused element, since a page without a screen cannot use the clipboard. Returns
/// whether the page left it to the browser.
const PASTE: &str = r#"
let e = document.activeElement;
while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
const data = new DataTransfer();
data.setData("text/plain", arguments[0]);
const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true });
return e.dispatchEvent(paste);
"#;

/// Roles that only this browser's tree has.
const OWN_ROLES_OF_CONTROLS: [&str; 3] = ["Date", "InputTime", "DisclosureTriangle"];

const FLAGS: [&str; 19] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Half of the processes that a browser starts are for things that no story uses, and cost a second of a core.
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-features=SpareRendererForSitePerProcess,AudioServiceOutOfProcess,MediaRouter,OptimizationHints,Translate",
    "--disable-search-engine-choice-screen",
    "--window-size=1280,900",
    "--lang=en-US",
    "--password-store=basic",
    // Emulates a mouse (a fine pointer that can hover), since without a screen there is none.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];
