//! Firefox: geckodriver, WebDriver BiDi, and privileged scripts for what both do not cover.

use std::{env, path::Path};

use http::Method;
use serde_json::{Map, Value, json};
use thirtyfour::{
    Capabilities, CapabilitiesHelper, DesiredCapabilities, RequestData, SessionId, WebDriver,
    bidi::modules::browsing_context::Viewport,
    common::command::FormatRequestData,
    error::{WebDriverError, WebDriverResult},
};

use super::{
    driver::Program,
    make::{BrowserCommands, CONTROLS, PageWork, Site},
    webdriver::{ask_about, elements, press, run},
};
use crate::story::line::NetworkLine;

/// The commands of Firefox.
pub(super) struct Firefox;

impl BrowserCommands for Firefox {
    fn driver(&self) -> Program {
        Program {
            variable: "GECKODRIVER",
            name: "geckodriver",
            arguments: &["--port=0", "--websocket-port=0", "--allow-system-access"],
            ready: "Listening on 127.0.0.1:",
            missing: "`cargo xtask test` installs it; by hand: `cargo install geckodriver` and `apt-get install \
                      firefox-esr`, or name them in GECKODRIVER and FIREFOX.",
        }
    }

    fn capabilities(&self, profile: &Path, site: Site, line: Option<&NetworkLine>) -> WebDriverResult<Capabilities> {
        let mut firefox = DesiredCapabilities::firefox();
        if let Some(path) = env::var_os("FIREFOX") {
            firefox.set_firefox_binary(&path.to_string_lossy())?;
        }
        for argument in ["--profile", &profile.to_string_lossy(), "-headless", "--width=1280", "--height=986"] {
            firefox.add_arg(argument)?;
        }
        let mut prefs: Map<String, Value> =
            SILENT.iter().map(|(name, value)| ((*name).to_owned(), value.json())).collect();
        let mut set = |name: &str, value: Value| drop(prefs.insert(name.to_owned(), value));
        match site {
            Site::Usual | Site::OnALine | Site::InZone(_) => {}
            Site::StoresNothing => set("network.cookie.cookieBehavior", json!(2)),
            Site::LargeText => set("font.size.variable.x-western", json!(32)),
        }
        // Everything that is not on this machine goes to a proxy that does not exist.
        set("network.proxy.type", json!(1));
        set("network.proxy.socks", json!("127.0.0.1"));
        set("network.proxy.socks_port", json!(line.map_or(DISCARD, |line| line.address().port())));
        set("network.proxy.socks_remote_dns", json!(true));
        // With a network line, addresses of this machine use the proxy, too.
        set("network.proxy.allow_hijacking_localhost", json!(line.is_some()));
        let options = firefox.as_mut().get_mut("moz:firefoxOptions").and_then(Value::as_object_mut);
        options.expect("options, for there are arguments").insert("prefs".to_owned(), prefs.into());
        firefox.enable_bidi()?;
        Ok(firefox.into())
    }

    fn process(&self) -> &'static str {
        "moz:processID"
    }

    fn opened(&self, session: &WebDriver) {
        self.before_each_page(session, NOTE);
    }

    fn before_each_page(&self, session: &WebDriver, script: &str) {
        let added = run(async {
            session.bidi().await?.script().add_preload_script(format!("() => {{ {script} }}")).await?;
            WebDriverResult::Ok(())
        });
        added.unwrap_or_else(|error| panic!("no script before each page: {error}"));
    }

    fn resize(&self, session: &WebDriver, width: u32, height: u32) {
        let resized = run(async {
            let tab = session.window().await?.to_string().into();
            let size = Some(Viewport { width, height });
            session.bidi().await?.browsing_context().set_viewport(tab, size).await?;
            WebDriverResult::Ok(())
        });
        resized.unwrap_or_else(|error| panic!("the page does not become {width} × {height}: {error}"));
    }

    fn becomes_touch(&self, session: &WebDriver, width: u32, height: u32) {
        self.resize(session, width, height);
        set_prefs(
            session,
            &[("ui.primaryPointerCapabilities", Some(FINGER)), ("ui.allPointerCapabilities", Some(FINGER))],
        );
    }

    fn prefers(&self, session: &WebDriver, features: &[(&str, &str)]) {
        let wanted = |name: &str| features.iter().find(|(feature, _)| *feature == name).map(|(_, value)| *value);
        let scheme = match wanted("prefers-color-scheme") {
            Some("dark") => 0,
            _ => 1,
        };
        let prefs = [
            ("layout.css.prefers-color-scheme.content-override", Some(scheme)),
            ("ui.prefersReducedMotion", wanted("prefers-reduced-motion").map(|value| i64::from(value == "reduce"))),
            ("browser.display.document_color_use", wanted("forced-colors").map(|_| 2)),
        ];
        set_prefs(session, &prefs);
    }

    fn travels_to(&self, _: &WebDriver, zone: &str) {
        panic!("nothing takes Firefox to {zone}");
    }

    fn lives_in(&self, _: &WebDriver, locale: &str) {
        panic!("nothing takes Firefox to {locale}");
    }

    fn allows_notifications(&self, session: &WebDriver) {
        set_prefs(session, &[("permissions.default.desktop-notification", Some(1))]);
    }

    fn slows_down(&self, _: &WebDriver, _: u32) {
        panic!("nothing makes Firefox slow");
    }

    fn page_work(&self, _: &WebDriver) -> PageWork {
        panic!("Firefox does not say what its page is busy with");
    }

    fn pastes(&self, session: &WebDriver, text: &str) {
        privileged_script(session, CLIPBOARD, vec![json!(text)]);
        press(session, "Ctrl+v");
    }

    fn composes(&self, session: &WebDriver, text: &str) {
        privileged_script(session, COMPOSE, vec![json!(text)]);
    }

    fn ends_composing(&self, session: &WebDriver, text: &str) {
        privileged_script(session, "window.__composer.commitCompositionWith(arguments[0])", vec![json!(text)]);
    }

    fn clears_site_data(&self, session: &WebDriver, _: &str) {
        privileged_script(session, CLEAR, Vec::new());
    }

    fn console(&self, session: &WebDriver) -> Vec<String> {
        let page = run(session.execute("return self.__written?.splice(0) ?? []", Vec::new()));
        let page = page.map(|lines| lines.json().clone()).unwrap_or_default();
        let browser = privileged_script(session, COMPLAINTS, Vec::new());
        let lines = [page, browser];
        let lines = lines.iter().filter_map(Value::as_array).flatten();
        lines.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn accessible_tree(&self, session: &WebDriver) -> String {
        let lines = accessible_elements(session).into_iter().map(|(role, name)| format!("{role} “{name}”"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn nameless(&self, session: &WebDriver) -> Vec<String> {
        let told = accessible_elements(session).into_iter();
        told.filter(|(role, name)| CONTROLS.contains(&role.as_str()) && name.is_empty()).map(|(role, _)| role).collect()
    }
}

/// The role and name of every element that may have a role.
fn accessible_elements(session: &WebDriver) -> Vec<(String, String)> {
    let listed = run(session.execute(ACCESSIBLE, Vec::new())).map(|listed| listed.json().clone()).unwrap_or_default();
    let elements = elements(session, listed);
    let asked = elements.iter().map(|element| {
        let role = ask_about(session, element, "computedrole").unwrap_or_default();
        (role, ask_about(session, element, "computedlabel").unwrap_or_default().trim().to_owned())
    });
    asked.filter(|(role, _)| !["", "none", "generic"].contains(&role.as_str())).collect()
}

/// Sets preferences of the running browser; `None` resets one.
fn set_prefs(session: &WebDriver, prefs: &[(&str, Option<i64>)]) {
    let script = "for (const [name, value] of arguments[0]) {
        if (value === null) Services.prefs.clearUserPref(name); else Services.prefs.setIntPref(name, value);
    }";
    privileged_script(session, script, vec![json!(prefs)]);
}

/// Runs a script with the browser's own privileges.
fn privileged_script(session: &WebDriver, script: &str, given: Vec<Value>) -> Value {
    let ran = run(async {
        session.cmd(Context("chrome")).await?;
        let ran = session.execute(script, given).await;
        session.cmd(Context("content")).await?;
        Ok::<_, WebDriverError>(ran?.json().clone())
    });
    ran.unwrap_or_else(|error| panic!("{error}\nin {script}"))
}

/// Selects whether the following scripts are the page's or privileged.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("session/{session}/moz/context")).add_body(json!({ "context": self.0 }))
    }
}

/// The value of a preference.
#[derive(Clone, Copy)]
enum Pref {
    Is(bool),
    Says(&'static str),
    Number(i64),
}

impl Pref {
    fn json(self) -> Value {
        match self {
            Self::Is(value) => json!(value),
            Self::Says(value) => json!(value),
            Self::Number(value) => json!(value),
        }
    }
}

/// Emulates a mouse and prevents activity of the browser's own, beyond what geckodriver does to that end.
const SILENT: [(&str, Pref); 20] = [
    ("intl.accept_languages", Pref::Says("en-US")),
    ("layout.css.prefers-color-scheme.content-override", Pref::Number(1)),
    ("ui.primaryPointerCapabilities", Pref::Number(MOUSE)),
    ("ui.allPointerCapabilities", Pref::Number(MOUSE)),
    ("app.normandy.enabled", Pref::Is(false)),
    ("app.shield.optoutstudies.enabled", Pref::Is(false)),
    ("browser.region.network.url", Pref::Says("")),
    ("browser.safebrowsing.malware.enabled", Pref::Is(false)),
    ("browser.safebrowsing.phishing.enabled", Pref::Is(false)),
    ("browser.search.update", Pref::Is(false)),
    ("datareporting.policy.dataSubmissionEnabled", Pref::Is(false)),
    ("dom.push.connection.enabled", Pref::Is(false)),
    ("extensions.getAddons.cache.enabled", Pref::Is(false)),
    ("extensions.systemAddon.update.enabled", Pref::Is(false)),
    ("network.captive-portal-service.enabled", Pref::Is(false)),
    ("network.connectivity-service.enabled", Pref::Is(false)),
    ("network.trr.mode", Pref::Number(5)),
    ("security.remote_settings.crlite_filters.enabled", Pref::Is(false)),
    ("toolkit.telemetry.unified", Pref::Is(false)),
    ("toolkit.telemetry.server", Pref::Says("")),
];

/// A port at which nothing listens.
const DISCARD: u16 = 9;

/// A fine pointer that can hover, as Firefox encodes it: without a screen there is none.
const MOUSE: i64 = 2 | 4;
/// A coarse pointer that cannot hover.
const FINGER: i64 = 1;

/// Puts a text on the browser's own clipboard, since there is no screen.
const CLIPBOARD: &str = "
    const { classes, interfaces } = Components;
    classes['@mozilla.org/widget/clipboardhelper;1'].getService(interfaces.nsIClipboardHelper).copyString(arguments[0]);";

/// Clears what all sites have stored: this browser has visited only one.
const CLEAR: &str = "
    const all = Components.interfaces.nsIClearDataService.CLEAR_DOM_STORAGES;
    return new Promise((done) => Services.clearData.deleteData(all, () => done()));";

/// Records the page's console messages, which the browser would not show.
const NOTE: &str = "
    self.__written = [];
    for (const level of ['warn', 'error']) {
        const write = console[level];
        console[level] = (...words) => {
            self.__written.push(`${level === 'error' ? 'SEVERE' : 'WARNING'}: ${words.join(' ')}`);
            write.apply(console, words);
        };
    }";

/// What the browser has complained of since the last call, about pages and not about itself.
const COMPLAINTS: &str = "
    const said = Services.console.getMessageArray();
    Services.console.reset();
    const ofPages = said.filter((one) => one instanceof Components.interfaces.nsIScriptError && one.innerWindowID > 0
        && /^(https?|blob):/.test(one.sourceName));
    return ofPages.map((one) => `${one.flags & 1 ? 'WARNING' : 'SEVERE'}: ${one.category} ${one.sourceName} ${one.errorMessage}`);";

/// Composes text like an input method, as the browser's own tests do.
const COMPOSE: &str = "
    const [text] = arguments, { classes, interfaces } = Components;
    if (!window.__composer) {
        window.__composer = classes['@mozilla.org/text-input-processor;1'].createInstance(interfaces.nsITextInputProcessor);
    }
    const composer = window.__composer;
    composer.beginInputTransactionForTests(window);
    composer.setPendingCompositionString(text);
    composer.appendClauseToPendingComposition(text.length, composer.ATTR_RAW_CLAUSE);
    composer.setCaretInPendingComposition(text.length);
    composer.flushPendingComposition();";

/// Elements that may have a role, through shadow roots, if they are visible and not behind a dialog.
const ACCESSIBLE: &str = "
    const css = `a[href], button, summary, input, textarea, select, dialog, section, ul, ol, li, h1, h2, h3, h4, output, [role]`;
    const all = (node) => [...node.querySelectorAll('*')].flatMap(
        (e) => [...(e.matches(css) ? [e] : []), ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
    const seen = all(document).filter((e) => e.checkVisibility({ visibilityProperty: true })
        && !e.closest('[aria-hidden=true], [inert]'));
    const open = seen.filter((e) => e.matches('dialog:modal'));
    return seen.filter((e) => !open.length || e.closest('dialog:modal'));";
