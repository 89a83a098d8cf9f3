// j and k, or the arrows, move through a list marked data-list; the row's link keeps the focus.
import { keysAreOff, typing } from "./keys.js";

function rows(list) {
  return [...list.querySelectorAll("[data-row]")];
}

function current(list) {
  const all = rows(list);
  const focused = all.findIndex((row) => row.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("data-current"));
}

function step(list, by) {
  const all = rows(list);
  const now = current(list);
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  const link = next?.querySelector("a[href], button");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("[popover]:popover-open")) return;
  const inside = event.target.closest?.("[data-list]");
  const arrows = { ArrowDown: 1, ArrowUp: -1 };
  const letters = keysAreOff() ? {} : { j: 1, k: -1 };
  const list = inside ?? (document.querySelector("dialog[open]") ?? document).querySelector("[data-list]");
  const by = (inside && arrows[event.key]) || letters[event.key];
  if (!list || !by) return;
  event.preventDefault();
  step(list, by);
}

export function startLists() {
  document.addEventListener("keydown", onKey);
}
