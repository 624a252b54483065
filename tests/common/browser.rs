//! One person's browser: a real Chromium with a profile of its own, driven through WebDriver.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, RequestData, SessionId,
    WebDriver, WebElement,
    common::command::{Actions, Command as Ask, FormatRequestData},
    error::{WebDriverError, WebDriverResult},
};
use tokio::runtime::Runtime;

use super::{line::Line, relay_process::root};

/// The stories call plain functions; what WebDriver does meanwhile runs here.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime for WebDriver"));

/// What a browser may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// What every page may.
    Usual,
    /// It refuses to store anything for any page.
    StoresNothing,
    /// It shows text twice as large.
    LargeText,
    /// It has a line of its own, which can be cut.
    OnALine,
}

/// A browser that is open. Closing it keeps the profile; dropping it does not.
pub struct Browser {
    driver: Driver,
    profile: TempDir,
    site: Site,
    line: Option<Line>,
    session: Mutex<Option<WebDriver>>,
}

impl Browser {
    /// Opens one with an empty profile.
    pub fn open(site: Site) -> Self {
        let driver = Driver::start();
        let profile = tempfile::tempdir().expect("a folder for a browser profile");
        let line = (site == Site::OnALine).then(Line::lay);
        let browser = Self { driver, profile, site, line, session: Mutex::new(None) };
        browser.open_again();
        browser
    }

    /// Closes every window, as a person does who goes home.
    pub fn close(&self) {
        if let Some(session) = self.slot().take() {
            run(session.quit()).expect("the browser closes");
        }
    }

    /// Dies without a chance to tidy up, as when the battery is empty.
    pub fn crash(&self) {
        let session = self.slot().take().expect("the browser is open");
        let process = session.capabilities().get("goog:processID").and_then(Value::as_u64);
        let process = process.expect("chromedriver says which process it is").to_string();
        let killed = Command::new("kill").args(["-KILL", &process]).status();
        assert!(killed.is_ok_and(|status| status.success()), "the browser dies");
        // What is left of the session: the driver finds out now.
        let _ = run(session.quit());
    }

    /// Opens it again, with the profile it had.
    pub fn open_again(&self) {
        *self.slot() = Some(self.connect());
        self.before_each_page(LISTEN);
    }

    /// Loads this address.
    pub fn goto(&self, address: &str) {
        run(self.session().goto(address)).unwrap_or_else(|error| panic!("{address} does not load: {error}"));
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        run(self.session().refresh()).expect("the page reloads");
    }

    /// What the address bar shows.
    pub fn address(&self) -> String {
        run(self.session().current_url()).expect("an address").to_string()
    }

    /// What the tab is called.
    pub fn title(&self) -> String {
        run(self.session().title()).expect("a title")
    }

    /// Opens another tab of this profile and looks at it; the number names it.
    pub fn new_tab(&self) {
        let session = self.session();
        let tab = run(session.new_tab()).expect("a new tab");
        run(session.switch_to_window(tab)).expect("the new tab shows");
    }

    /// Looks at the tab with this number, counted from 0 as they were opened.
    pub fn look_at_tab(&self, number: usize) {
        let session = self.session();
        let tabs = run(session.windows()).expect("tabs");
        run(session.switch_to_window(tabs[number].clone())).expect("the tab shows");
    }

    /// Runs a script and brings back what it returns (a promise is awaited).
    pub fn script(&self, script: &str, given: Vec<Value>) -> Result<Value, String> {
        run(self.session().execute(script, given)).map(|answer| answer.json().clone()).map_err(said)
    }

    /// A command of the DevTools protocol.
    pub fn devtools(&self, command: &str, given: Value) -> Value {
        let answer = run(self.session().cdp().send_raw(command, given));
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The elements that a script returned.
    pub fn elements(&self, returned: Value) -> Vec<WebElement> {
        let handle = self.session().handle().clone();
        let listed = returned.as_array().cloned().unwrap_or_default();
        listed.into_iter().filter_map(|element| WebElement::from_json(element, handle.clone()).ok()).collect()
    }

    /// The role assistive technology is told.
    pub fn role_of(&self, element: &WebElement) -> Result<String, String> {
        self.ask_about(element, "computedrole")
    }

    /// The name assistive technology is told.
    pub fn name_of(&self, element: &WebElement) -> Result<String, String> {
        self.ask_about(element, "computedlabel")
    }

    /// Clicks it with the mouse.
    pub fn click(&self, element: &WebElement) -> Result<(), String> {
        run(element.click()).map_err(said)
    }

    /// Presses keys one after the other, wherever the focus is: `"Tab"`, `"Alt+ArrowUp"`, `"?"`.
    pub fn press(&self, keys: &str) {
        let mut actions = Vec::new();
        let keys: Vec<&str> = if keys == "+" { vec!["+"] } else { keys.split('+').collect() };
        for key in &keys {
            actions.push(json!({ "type": "keyDown", "value": key_value(key) }));
        }
        for key in keys.iter().rev() {
            actions.push(json!({ "type": "keyUp", "value": key_value(key) }));
        }
        self.perform(actions);
    }

    /// Types wherever the focus is, a key a letter.
    pub fn types(&self, text: &str) {
        self.types_with_pauses(text, 0);
    }

    /// The same, so many milliseconds between two keys.
    pub fn types_with_pauses(&self, text: &str, between: u64) {
        let mut actions = Vec::new();
        for letter in text.chars() {
            let value = if letter == '\n' { key_value("Enter") } else { letter.to_string() };
            actions.extend([json!({ "type": "keyDown", "value": value }), json!({ "type": "keyUp", "value": value })]);
            if between > 0 {
                actions.push(json!({ "type": "pause", "duration": between }));
            }
        }
        if !actions.is_empty() {
            self.perform(actions);
        }
    }

    /// Moves the mouse there, in pixels from the page's upper left corner.
    pub fn point_at(&self, x: i64, y: i64) {
        let movement = json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y });
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": [movement] });
        let actions = Ask::PerformActions(Actions::from(json!([mouse])));
        run(self.session().handle().cmd(actions)).expect("the mouse moves");
    }

    /// Runs this before anything else of every page that is opened from now on.
    pub fn before_each_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// The line of a browser that is [`Site::OnALine`].
    pub fn line(&self) -> &Line {
        self.line.as_ref().expect("this browser has a line that can be cut")
    }

    /// Gives the window's page this size in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Becomes a phone of this size, used with a finger.
    pub fn becomes_touch(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 2 }));
        self.devtools("Emulation.setEmitTouchEventsForMouse", json!({ "enabled": true, "configuration": "mobile" }));
    }

    /// Asks for light or dark colours, motion, forced colours: `("prefers-color-scheme", "dark")`.
    pub fn prefers(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// What the page wrote to its console since the last look, and what the browser complained of.
    pub fn console(&self) -> Vec<String> {
        let entries = run(self.session().browser_log()).unwrap_or_default();
        entries.into_iter().map(|entry| format!("{}: {}", entry.level, entry.message)).collect()
    }

    /// The page as assistive technology is told it, a line an element.
    pub fn accessible_tree(&self) -> String {
        let tree = run(self.session().cdp().send_raw("Accessibility.getFullAXTree", json!({})));
        tree.map_or_else(|error| format!("(no tree: {error})"), |tree| outline(&tree["nodes"]))
    }

    /// What can be used and has no name, by the browser's own account.
    pub fn nameless(&self) -> Vec<String> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({}));
        let used = [
            "button",
            "link",
            "textbox",
            "checkbox",
            "radio",
            "radiogroup",
            "combobox",
            "spinbutton",
            "slider",
            "tab",
            "menuitem",
            "menuitemcheckbox",
            "dialog",
            "region",
            "searchbox",
            "menu",
            "tablist",
            "timer",
            "Date",
            "InputTime",
            "DisclosureTriangle",
        ];
        let text = |node: &Value, key: &str| node[key]["value"].as_str().unwrap_or_default().trim().to_owned();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        nodes
            .filter(|node| node["ignored"] != json!(true))
            .filter(|node| used.contains(&text(node, "role").as_str()) && text(node, "name").is_empty())
            .map(|node| format!("{} {}", text(node, "role"), node["properties"]))
            .collect()
    }

    /// A picture of the page, kept as `target/browser-tests/<name>.png`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let path = root().join("target/browser-tests").join(format!("{name}.png"));
        if let (Some(folder), Ok(picture)) = (path.parent(), run(self.session().screenshot_as_png())) {
            let kept = fs::create_dir_all(folder).and_then(|()| fs::write(&path, picture));
            kept.unwrap_or_else(|error| eprintln!("{} is not kept: {error}", path.display()));
        }
        path
    }

    /// Is there a browser to look at?
    pub fn is_open(&self) -> bool {
        self.slot().is_some()
    }

    fn perform(&self, actions: Vec<Value>) {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        let actions = Ask::PerformActions(Actions::from(json!([keyboard])));
        run(self.session().handle().cmd(actions)).expect("keys are pressed");
    }

    fn ask_about(&self, element: &WebElement, what: &'static str) -> Result<String, String> {
        let about = About { element: element.element_id().to_string(), what };
        let answer: WebDriverResult<String> = run(async { self.session().handle().cmd(about).await?.value() });
        answer.map_err(said)
    }

    fn connect(&self) -> WebDriver {
        let opened = self.capabilities().and_then(|chrome| run(WebDriver::new(&self.driver.address, chrome)));
        opened.unwrap_or_else(|error| panic!("Chromium does not open: {error}\nCHROME names another one."))
    }

    fn capabilities(&self) -> WebDriverResult<ChromeCapabilities> {
        let mut chrome = DesiredCapabilities::chrome();
        if let Some(path) = env::var_os("CHROME") {
            chrome.set_binary(&path.to_string_lossy())?;
        }
        chrome.add_arg(&format!("--user-data-dir={}", self.profile.path().display()))?;
        if let Some(line) = &self.line {
            chrome.add_arg(&line.flag())?;
            // Addresses of this machine, too.
            chrome.add_arg("--proxy-bypass-list=<-loopback>")?;
        }
        for flag in FLAGS {
            chrome.add_arg(flag)?;
        }
        let mut prefs = json!({ "intl.accept_languages": "en-US" });
        match self.site {
            Site::Usual | Site::OnALine => {}
            Site::StoresNothing => prefs["profile.default_content_setting_values.cookies"] = json!(2),
            Site::LargeText => prefs["webkit.webprefs.default_font_size"] = json!(32),
        }
        chrome.add_experimental_option("prefs", prefs)?;
        chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        Ok(chrome)
    }

    fn session(&self) -> WebDriver {
        self.slot().clone().expect("the browser is open")
    }

    fn slot(&self) -> MutexGuard<'_, Option<WebDriver>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(session) = self.slot().take() {
            // It may have crashed: then that is what the test says.
            let _ = run(session.quit());
        }
    }
}

/// Waits for WebDriver's answer.
fn run<T>(answer: impl Future<Output = T>) -> T {
    RUNTIME.block_on(answer)
}

fn said(error: WebDriverError) -> String {
    let text = error.to_string();
    text.lines().take(3).collect::<Vec<_>>().join(" ")
}

/// Notes whatever a polite region of the page says, before the next line takes its place.
const LISTEN: &str = "
    self.__said = [];
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        new MutationObserver(() => root.querySelectorAll('[aria-live=polite]').forEach((region) => {
            const line = region.textContent;
            if (line && line !== region.__line) self.__said.push(line);
            region.__line = line;
        })).observe(root, { childList: true, characterData: true, subtree: true });
        return root;
    };";

const FLAGS: [&str; 13] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
    "--window-size=1280,900",
    "--lang=en-US",
    "--password-store=basic",
];

/// A chromedriver of one's own. Dropping it kills it.
struct Driver {
    address: String,
    child: Child,
    _says: BufReader<ChildStdout>,
}

impl Driver {
    /// One that found a port free for both kinds of address: chromedriver looks for one once, and ends where another
    /// program was quicker.
    fn start() -> Self {
        (0..5).find_map(|_| Self::try_start()).expect("chromedriver ends at once, five times in a row")
    }

    fn try_start() -> Option<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let spawned = Command::new(&program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!(
                "There is no {} to drive a browser with ({error}). `cargo xtask test` installs it; by hand: \
                 `apt-get install chromium chromium-driver`, or name them in CHROMEDRIVER and CHROME.",
                program.display()
            )
        });
        let mut says = BufReader::new(child.stdout.take().expect("what it says"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = says.read_line(&mut line).expect("what it says");
            if read == 0 {
                let _ = child.wait();
                return None;
            }
            if let Some((_, port)) = line.trim_end_matches(['.', '\n']).split_once("successfully on port ") {
                break port;
            }
        };
        Some(Self { address: format!("http://127.0.0.1:{port}"), child, _says: says })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// What assistive technology is told of an element: endpoints that the library has no name for.
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

/// WebDriver's letter for a key.
fn key_value(key: &str) -> String {
    let letter = match key {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Ctrl" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Delete" => '\u{e017}',
        single => return single.to_owned(),
    };
    letter.to_string()
}

/// The tree of nodes as indented lines of role and name.
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
    let role = text("role");
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
