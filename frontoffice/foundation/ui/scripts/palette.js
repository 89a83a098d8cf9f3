// Ctrl-K: go to a case, a customer, an article or a page by a few letters, or do something with the case that is open.
import htmx from "htmx.org";

import { openDialog } from "./dialogs.js";
import { press } from "./keys.js";
import { word } from "./words.js";

const PAUSE = 120;
let asked = 0;
let waiting = 0;

const dialog = () => document.getElementById("ui-palette");
const input = () => document.getElementById("ui-palette-q");
const list = () => document.getElementById("ui-palette-list");
const options = () => [...list().querySelectorAll("[role=option]")];

function say(sentence) {
  document.getElementById("ui-palette-said").textContent = sentence;
}

function mark(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) input().setAttribute("aria-activedescendant", option.id);
  else input().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function marked() {
  return options().find((one) => one.getAttribute("aria-selected") === "true");
}

async function ask() {
  asked += 1;
  const mine = asked;
  const query = new URLSearchParams({ q: input().value.trim(), here: window.location.pathname });
  const answer = await fetch(`${dialog().dataset.address}?${query}`, { credentials: "same-origin" }).catch(() => null);
  if (mine !== asked) return;
  if (!answer?.ok || answer.redirected) {
    say(word("palette-failed"));
    return;
  }
  const html = await answer.text();
  if (mine !== asked) return;
  list().innerHTML = html;
  htmx.process(list());
  const said = list().querySelector("[data-palette-said]");
  say(said?.content.textContent ?? "");
  list().hidden = !options().length;
  mark(options()[0]);
}

function choose(option) {
  const presses = option.dataset.presses;
  const target = option.getAttribute("hx-target");
  dialog().close();
  if (presses && press(presses)) return;
  if (target && !document.querySelector(target)) {
    window.location.assign(option.href);
    return;
  }
  if (presses) window.location.assign(option.href);
  else option.click();
}

export function openPalette(from = document.activeElement) {
  if (!dialog() || dialog().open) return;
  document.querySelector("dialog[open]")?.close();
  input().value = "";
  list().replaceChildren();
  list().hidden = true;
  say("");
  openDialog(dialog(), from);
  input().focus();
  ask();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    if (!dialog()) return;
    event.preventDefault();
    openPalette();
    return;
  }
  if (!dialog()?.open || event.isComposing || event.target !== input()) return;
  const all = options();
  const at = all.indexOf(marked());
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) mark(all[(at + step + all.length) % all.length]);
  else if (event.key === "Enter" && marked()) {
    // What was typed since the last answer is asked for first: Enter must not choose what is about to go.
    if (waiting) {
      clearTimeout(waiting);
      waiting = 0;
      ask().then(() => marked() && choose(marked()));
    } else choose(marked());
  } else return;
  event.preventDefault();
}

function onClick(event) {
  if (event.target.closest?.("[data-opens-palette]")) {
    openPalette();
    return;
  }
  const option = event.target.closest?.("#ui-palette-list [role=option]");
  if (!option || !dialog()?.open || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  choose(option);
}

export function startPalette() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick, true);
  document.addEventListener("input", (event) => {
    if (event.target !== input()) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      ask();
    }, PAUSE);
  });
}
