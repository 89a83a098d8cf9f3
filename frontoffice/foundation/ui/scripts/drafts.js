// What is being written is kept in the browser under the form's name until the server has it.
import { enhance } from "./enhance.js";
import { forget, names, recall, remember } from "./memory.js";
import { make, word } from "./words.js";

const LONGEST = 7 * 24 * 3600 * 1000;
const ON_ITS_WAY = 10 * 1000;
const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset"]);

function place(form) {
  return form.dataset.keepIn === "session" ? "session" : "local";
}

function slot(form) {
  return `draft:${form.dataset.keep}`;
}

function keptControls(form) {
  return [...form.elements].filter(
    (control) => control.name && !NEVER.has(control.type) && !control.closest("[data-keep-not]"),
  );
}

function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function changed(control) {
  if (isChoice(control)) return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT") return [...control.options].some((one) => one.selected !== one.defaultSelected);
  return control.value !== control.defaultValue;
}

function take(form) {
  const values = {};
  let any = false;
  for (const control of keptControls(form)) {
    any ||= changed(control);
    if (!isChoice(control)) values[control.name] = control.value;
    else if (control.checked) values[control.name] = [...(values[control.name] ?? []), control.value];
  }
  return any ? { values, key: form.elements.namedItem("idempotency_key")?.value, at: Date.now() } : null;
}

function keep(form) {
  const draft = take(form);
  if (draft) remember(slot(form), draft, place(form));
  else forget(slot(form), place(form));
}

function put(form, draft) {
  let any = false;
  for (const control of keptControls(form)) {
    const value = draft.values[control.name];
    if (isChoice(control)) {
      const on = (value ?? []).includes?.(control.value) ?? false;
      any ||= control.checked !== on;
      control.checked = on;
    } else if (typeof value === "string" && control.value !== value) {
      control.value = value;
      any = true;
    }
  }
  const key = form.elements.namedItem("idempotency_key");
  if (key && draft.key) key.value = draft.key;
  return any;
}

function tellRestored(form, at) {
  const time = new Intl.DateTimeFormat(document.documentElement.lang || "en", { timeStyle: "short", dateStyle: "short" });
  const discard = make("button", { type: "button", class: "usa-button usa-button--unstyled" }, word("draft-discard"));
  const notice = make("div", { class: "draft-notice", role: "status" }, word("draft-restored", { at: time.format(at) }), discard);
  discard.addEventListener("click", () => {
    forget(slot(form), place(form));
    form.reset();
    notice.remove();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    keptControls(form)[0]?.focus();
  });
  form.prepend(notice);
}

// What the page came with may be newer, kept by the server when it was typed elsewhere (data-kept-at).
function isOld(form, draft) {
  return Date.now() - draft.at > LONGEST || draft.at < Date.parse(form.dataset.keptAt);
}

function begin(form) {
  const draft = recall(slot(form), place(form));
  if (draft && isOld(form, draft)) forget(slot(form), place(form));
  else if (draft && !form.hasAttribute("data-failed")) {
    if (put(form, draft)) {
      tellRestored(form, draft.at);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    } else forget(slot(form), place(form));
  }
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.isConnected && keep(form), 300);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.stopKeeping = () => clearTimeout(waiting);
}

// Forgotten before the answer is shown, so that the fresh form in the answer starts empty.
function onTaken(event) {
  const form = event.detail.requestConfig?.elt?.closest?.("form[data-keep]");
  if (!form || event.detail.requestConfig.verb === "get") return;
  const { xhr } = event.detail;
  if (xhr.status >= 200 && xhr.status < 300 && !xhr.responseText.includes("data-failed")) {
    form.stopKeeping?.();
    forget(slot(form), place(form));
  }
}

export function startDrafts() {
  enhance("form[data-keep]", begin);
  document.addEventListener("htmx:beforeOnLoad", onTaken);
  window.addEventListener("pagehide", () => {
    for (const form of document.querySelectorAll("form[data-keep]:not([data-sending])")) {
      // The next page may have been asked for before the server had what it has now.
      if (Date.now() - (form.keptAt ?? 0) > ON_ITS_WAY) keep(form);
    }
  });
  // A shared computer must not keep one person's words for the next.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-forget-drafts]")) return;
    for (const form of document.querySelectorAll("form[data-keep]")) form.removeAttribute("data-keep");
    for (const kind of ["local", "session"]) {
      for (const name of names(kind)) if (name.startsWith("draft:") || name.startsWith("sent:")) forget(name, kind);
    }
  });
}
