// Menus are popovers: the browser closes them, this places them and moves through them with the arrows.
import { enhance } from "./enhance.js";

function place(button, list) {
  const at = button.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  const room = window.innerWidth - 8;
  const rightward = at.left + box.width <= room;
  const left = rightward ? at.left : Math.max(8, Math.min(at.right, room) - box.width);
  const below = at.bottom + 4 + box.height <= window.innerHeight;
  list.style.left = `${Math.round(left)}px`;
  list.style.top = `${Math.round(below ? at.bottom + 4 : Math.max(8, at.top - 4 - box.height))}px`;
}

function items(list) {
  return [...list.querySelectorAll("a[href], button:not([disabled])")];
}

function move(event, list) {
  const all = items(list);
  const now = all.indexOf(document.activeElement);
  const steps = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 };
  if (!(event.key in steps) || !all.length) return;
  event.preventDefault();
  all[(steps[event.key] + all.length) % all.length].focus();
}

function begin(list) {
  const button = document.querySelector(`[popovertarget="${list.id}"]`);
  if (!button) return;
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(button, list);
    items(list)[0]?.focus();
  });
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.showPopover();
  });
  list.addEventListener("keydown", (event) => move(event, list));
  list.addEventListener("click", (event) => {
    if (event.target.closest("a, button:not([type=submit], [popovertarget])")) list.hidePopover();
  });
}

export function startMenus() {
  enhance(".menu-list[popover]", begin);
  window.addEventListener("resize", () => {
    for (const list of document.querySelectorAll(".menu-list:popover-open")) list.hidePopover();
  });
}
