// Single-key shortcuts, declared on the controls themselves: data-key="r", or "g q" for two in a row.
// They sleep while typing, can be switched off (WCAG 2.1.4), and "?" lists those of this very page.
import { openDialog } from "./dialogs.js";
import { recall, remember } from "./memory.js";
import { make } from "./words.js";

let pressed = [];
let forgetting = 0;

function isOff() {
  return recall("keys") === "off";
}

function typing(target) {
  if (!(target instanceof Element)) return false;
  const free = "[type=checkbox],[type=radio],[type=button],[type=submit],[type=reset],[type=file]";
  if (target.matches("input") && target.matches(free)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role=combobox], [role=listbox]");
}

function seen(control) {
  return control.checkVisibility?.({ visibilityProperty: true }) ?? control.offsetParent !== null;
}

// What stands in a closed menu can be reached by its key as long as the menu's own button is there.
function within(control) {
  const menu = control.closest(".menu-list[popover]:not(:popover-open)");
  const button = menu && document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  return button ? seen(button) : seen(control);
}

function reachable() {
  const root = document.querySelector("dialog[open]") ?? document;
  return [...root.querySelectorAll("[data-key]")].filter((control) => within(control) && !control.disabled);
}

function act(control) {
  if (control.matches("input:not([type=checkbox],[type=radio]), textarea, select")) {
    control.focus();
    control.select?.();
  } else {
    if (control.matches("button, input, [tabindex]")) control.focus();
    control.click();
  }
}

function nameOf(control) {
  const itsLabel = control.id ? document.querySelector(`label[for="${CSS.escape(control.id)}"]`) : null;
  if (control.dataset.keyLabel) return control.dataset.keyLabel;
  if (control.getAttribute("aria-label")) return control.getAttribute("aria-label");
  const text = (itsLabel ?? control).cloneNode(true);
  for (const hint of text.querySelectorAll("kbd, svg, .sr-only")) hint.remove();
  return text.textContent.trim().replace(/\s+/g, " ");
}

function keyCaps(keys) {
  return keys.split(" ").flatMap((key, place) => [...(place ? [" "] : []), make("kbd", {}, key)]);
}

// Keys that no control carries stand in the markup too, each with what must be on the page for it to work.
function others() {
  const rows = [...document.querySelectorAll("[data-keycap]")];
  return rows.filter((row) => {
    const where = row.dataset.keyWhere;
    return !where || [...document.querySelectorAll(where)].some((one) => one.tagName === "DIALOG" || seen(one));
  });
}

function isSingle(keys) {
  return keys.split(" ").every((key) => key.length === 1);
}

function listed() {
  const rows = new Map();
  const add = (keys, name) => {
    if (!rows.has(keys) && !(isOff() && isSingle(keys))) rows.set(keys, name);
  };
  for (const control of reachable()) add(control.dataset.key, nameOf(control));
  for (const row of others()) {
    if (row.dataset.keyTyped) rows.set(row.dataset.keycap, row.dataset.keyLabel);
    else add(row.dataset.keycap, row.dataset.keyLabel);
  }
  return rows;
}

function draw(dialog) {
  const list = dialog.querySelector(".keys-list");
  list.replaceChildren();
  for (const [keys, name] of listed()) {
    list.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...keyCaps(keys))));
  }
  dialog.querySelector("[data-keys-switch]").checked = !isOff();
}

// Presses the control of this key on the page; false where there is none.
export function press(keys) {
  const control = reachable().find((one) => one.dataset.key === keys);
  if (control) act(control);
  return Boolean(control);
}

export function showKeys(from) {
  const dialog = document.getElementById("ui-keys");
  if (!dialog || dialog.open) return;
  draw(dialog); // before it opens: then only its own keys would be there
  openDialog(dialog, from);
}

function onKey(event) {
  if (isOff() || event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length !== 1 || event.key === " " || event.isComposing || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    showKeys(document.activeElement);
    return;
  }
  pressed = [...pressed, event.key.toLowerCase()].slice(-2);
  clearTimeout(forgetting);
  forgetting = setTimeout(() => (pressed = []), 1000);
  const find = (keys) => reachable().find((control) => control.dataset.key === keys);
  const control = (pressed.length === 2 && find(pressed.join(" "))) || find(pressed.at(-1));
  if (!control) return;
  event.preventDefault();
  pressed = [];
  act(control);
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-shows-keys]");
    if (opener) showKeys(opener);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    remember("keys", event.target.checked ? "on" : "off");
    const dialog = document.getElementById("ui-keys");
    dialog?.close();
    showKeys(document.activeElement);
  });
}

export { isOff as keysAreOff, typing };
