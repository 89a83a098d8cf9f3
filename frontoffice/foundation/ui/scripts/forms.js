// A guarded form is sent once. If it can't be sent, the text stays, and sending again carries the same key.
import { recall, remember } from "./memory.js";
import { icon, make, word } from "./words.js";

const KEY = "idempotency_key";
const TOKEN = "csrfmiddlewaretoken";

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bodyMark(form) {
  const parts = [];
  for (const [name, value] of new FormData(form)) {
    if (name === KEY || name === TOKEN) continue;
    parts.push(`${name}=${typeof value === "string" ? value : `${value.name}:${value.size}`}`);
  }
  let mark = 5381;
  for (const letter of parts.join("&")) mark = ((mark * 33) ^ letter.codePointAt(0)) >>> 0;
  return mark;
}

// Only after an answer is known does a changed form count as a new act and get a new key.
function settleKey(form) {
  const field = form.elements.namedItem(KEY);
  if (!field) return;
  const answered = recall(`sent:${field.value}`, "session");
  if (answered !== null && answered !== bodyMark(form)) field.value = freshKey();
}

function buttonsOf(form) {
  return [...form.elements].filter((control) => control.type === "submit");
}

function lock(form) {
  form.dataset.sending = "true";
  for (const button of buttonsOf(form)) {
    button.setAttribute("aria-disabled", "true");
    if (button === form.lastSubmitter) button.setAttribute("aria-busy", "true");
  }
}

function unlock(form) {
  delete form.dataset.sending;
  for (const button of buttonsOf(form)) {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
}

function clearNotice(form) {
  form.querySelector(":scope > .form-notice")?.remove();
}

function notSent(form, why) {
  clearNotice(form);
  const again = make("button", { type: "submit", class: "usa-button usa-button--outline" }, word("send-again"));
  const words = make("div", { class: "alert-body" }, make("p", {}, word(why)), again);
  const notice = make("div", { class: "alert alert--error form-notice", role: "alert" }, icon("error"), words);
  form.prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

function whyRefused(status) {
  if (status === 403) return "not-sent-signed-out";
  if (status === 409) return "not-sent-in-progress";
  if (status === 413) return "not-sent-too-large";
  if (status === 429) return "not-sent-too-often";
  return status >= 500 ? "not-sent-server" : "not-sent-refused";
}

// After signing in again elsewhere the page's token is stale; take the new one from a fresh copy of the page.
async function refreshToken(form) {
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = fresh.querySelector(`input[name="${TOKEN}"]`)?.value;
    if (token && form.elements.namedItem(TOKEN)) form.elements.namedItem(TOKEN).value = token;
  } catch {
    // Still offline; the next try says so again.
  }
}

function guarded(event) {
  const form = event.detail.elt?.closest?.("form[data-guard]");
  return form && event.detail.requestConfig?.verb !== "get" ? form : null;
}

function onAnswer(event) {
  const form = guarded(event);
  if (!form) return;
  unlock(form);
  const { xhr, successful } = event.detail;
  if (!successful || !xhr.status) return;
  const key = form.elements.namedItem(KEY);
  if (key) remember(`sent:${key.value}`, bodyMark(form), "session");
  if (form.isConnected && form.hasAttribute("data-reset")) {
    form.reset();
    if (key) key.value = freshKey();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function onNativeSubmit(event) {
  const form = event.target;
  form.lastSubmitter = event.submitter;
  if (!form.matches("form[data-guard]")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  settleKey(form);
  clearNotice(form);
  const byScript = form.closest("[hx-boost='true']") || form.matches("[hx-post],[hx-put],[hx-patch],[hx-delete]");
  if (!byScript) lock(form);
}

function ctrlEnter(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const form = event.target.closest?.("form");
  if (!form || !event.target.matches("textarea, input, select")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-main-submit]") ?? undefined);
}

export function startForms() {
  document.addEventListener("submit", onNativeSubmit, true);
  document.addEventListener("keydown", ctrlEnter);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = guarded(event);
    if (!form) return;
    if (form.dataset.sending) event.preventDefault();
    else lock(form);
  });
  document.addEventListener("htmx:afterRequest", onAnswer);
  for (const lost of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
    document.addEventListener(lost, (event) => {
      const form = guarded(event);
      if (form) notSent(form, "not-sent-offline");
    });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const form = guarded(event);
    if (!form) return;
    notSent(form, whyRefused(event.detail.xhr.status));
    if (event.detail.xhr.status === 403) refreshToken(form);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) unlock(form);
  });
}
