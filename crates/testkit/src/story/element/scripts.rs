//! The scripts that find elements in a page, and do what WebDriver has no command for.

/// Every element that matches, through shadow roots.
pub(super) const DEEP: &str = r#"
const deep = (css, node = document) => [...node.querySelectorAll("*")].flatMap(
  (e) => [...(e.matches(css) ? [e] : []), ...(e.shadowRoot ? deep(css, e.shadowRoot) : [])]
);
"#;

/// Visible candidates below a root, through shadow roots, whose text may be the name.
pub(super) const CANDIDATES: &str = r#"
const [root, css, name] = arguments;
const plain = (text) => (text ?? "").replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ").trim();
const all = [];
const walk = (node) => {
  for (const e of node.querySelectorAll("*")) {
    if (e.matches(css)) all.push(e);
    if (e.shadowRoot) walk(e.shadowRoot);
  }
};
walk(root ?? document);
const words = (e) => [
  e.getAttribute("aria-label"), e.getAttribute("title"), e.getAttribute("placeholder"), e.textContent,
  ...(e.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => {
    const label = id && e.getRootNode().getElementById(id);
    return label && (label.value ?? label.textContent);
  }),
  ...[...(e.labels ?? [])].map((label) => label.textContent),
];
const seen = all.filter((e) => e.checkVisibility({ visibilityProperty: true }));
const likely = seen.filter((e) => words(e).some((text) => plain(text).includes(plain(name))));
return likely.slice(0, 40);
"#;

/// The visible rows of a list.
pub(super) const ROWS: &str = r#"
return [...arguments[0].children].filter((e) => e.matches("li, [role=listitem]") && e.checkVisibility());
"#;

/// The focused element, through shadow roots.
pub(super) const FOCUSED: &str = r#"
let e = document.activeElement;
while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
return e ? [e] : [];
"#;

/// Chooses an option by its text.
pub(super) const CHOOSE: &str = r#"
const [e, wanted] = arguments;
const options = [...e.options];
const option = options.find((option) => option.text.trim() === wanted);
if (!option) return options.map((option) => option.text);
e.focus();
e.value = option.value;
e.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
e.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
return true;
"#;

/// Sets a field's value as its picker does.
pub(super) const SET: &str = r#"
const [e, value] = arguments;
e.focus();
e.value = value;
e.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
e.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
"#;

/// Which elements may have a role, before the browser is asked.
pub(super) fn candidates_for(role: &'static str) -> &'static str {
    match role {
        "button" => "button, summary, input[type=button], input[type=submit], [role=button]",
        "link" => "a[href], [role=link]",
        "textbox" => {
            "textarea, input:not([type]), input[type=text], input[type=url], input[type=email], [role=textbox], \
             [contenteditable]"
        }
        "checkbox" => "input[type=checkbox], [role=checkbox]",
        "switch" => "[role=switch], input[switch]",
        "radio" => "input[type=radio], [role=radio]",
        "radiogroup" => "[role=radiogroup]",
        "combobox" => "select, [role=combobox], input[list]",
        "spinbutton" => "input[type=number], [role=spinbutton]",
        "slider" => "input[type=range], [role=slider]",
        "searchbox" => "input[type=search], [role=searchbox]",
        "field" => "input, textarea, select",
        "list" => "ul, ol, menu, [role=list]",
        "listitem" => "li, [role=listitem]",
        "region" => "section, [role=region]",
        "group" => "fieldset, details, [role=group]",
        "dialog" => "dialog, [role=dialog]",
        "menu" => "[role=menu]",
        "menuitem" => "[role=menuitem]",
        "tab" => "[role=tab]",
        "tablist" => "[role=tablist]",
        "tabpanel" => "[role=tabpanel]",
        "heading" => "h1, h2, h3, h4, [role=heading]",
        "status" => "output, [role=status]",
        "alert" => "[role=alert]",
        "timer" => "[role=timer]",
        _ => "*",
    }
}

/// A paste event whose clipboard holds HTML and no text.
pub(super) const PASTE_HTML: &str = "const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', arguments[1]);
    const paste = { clipboardData, bubbles: true, cancelable: true, composed: true };
    arguments[0].dispatchEvent(new ClipboardEvent('paste', paste));";

/// A text without the marks that keep what is written from right to left apart: nobody sees or hears them.
pub(super) fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
