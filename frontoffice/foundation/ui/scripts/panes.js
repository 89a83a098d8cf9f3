// Panes: their widths are kept, a pane can be folded away, and on a phone one shows at a time.
import { enhance } from "./enhance.js";
import { recall, remember } from "./memory.js";

const LEAST = 224;
const MOST = { queue: 512, aside: 576 };

function width(panes, side) {
  return panes.querySelector(`:scope > .pane--${side}`)?.getBoundingClientRect().width ?? 0;
}

function setWidth(panes, side, pixels, keep = true) {
  const wide = Math.round(Math.min(Math.max(pixels, LEAST), MOST[side]));
  panes.style.setProperty(`--pane-${side}`, `${wide}px`);
  panes.querySelector(`.pane-grip--${side}`)?.setAttribute("aria-valuenow", String(wide));
  if (keep) remember(`pane:${side}`, wide);
}

function drag(panes, grip, side) {
  grip.addEventListener("pointerdown", (event) => {
    const from = event.clientX;
    const began = width(panes, side);
    const toward = (side === "queue" ? 1 : -1) * (document.dir === "rtl" ? -1 : 1);
    const follow = (moved) => setWidth(panes, side, began + (moved.clientX - from) * toward, false);
    grip.setPointerCapture(event.pointerId);
    grip.dataset.dragging = "true";
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", () => {
      grip.removeEventListener("pointermove", follow);
      delete grip.dataset.dragging;
      setWidth(panes, side, width(panes, side));
    }, { once: true });
  });
  grip.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!by) return;
    event.preventDefault();
    setWidth(panes, side, width(panes, side) + (side === "queue" ? by : -by));
  });
}

function fold(panes, side) {
  const closed = new Set((panes.dataset.closed ?? "").split(" ").filter(Boolean));
  if (closed.has(side)) closed.delete(side);
  else closed.add(side);
  setClosed(panes, [...closed]);
  remember("panes:closed", [...closed]);
}

function setClosed(panes, sides) {
  const order = ["queue", "aside"].filter((side) => sides.includes(side));
  if (order.length) panes.dataset.closed = order.join(" ");
  else delete panes.dataset.closed;
  for (const button of document.querySelectorAll("[data-folds]")) {
    button.setAttribute("aria-pressed", String(order.includes(button.dataset.folds)));
  }
}

export function showPane(panes, name) {
  panes.dataset.show = name;
  for (const button of panes.querySelectorAll("[data-shows]")) {
    button.setAttribute("aria-pressed", String(button.dataset.shows === name));
  }
}

function begin(panes) {
  for (const grip of panes.querySelectorAll(":scope > .pane-grip")) {
    const side = grip.classList.contains("pane-grip--queue") ? "queue" : "aside";
    const kept = recall(`pane:${side}`);
    if (typeof kept === "number") setWidth(panes, side, kept, false);
    else grip.setAttribute("aria-valuenow", String(Math.round(width(panes, side))));
    drag(panes, grip, side);
  }
  setClosed(panes, recall("panes:closed") ?? []);
}

export function startPanes() {
  enhance("[data-panes]", begin);
  document.addEventListener("click", (event) => {
    const shows = event.target.closest?.("[data-shows]");
    const panes = shows?.closest("[data-panes]") ?? document.querySelector("[data-panes]");
    if (shows && panes) showPane(panes, shows.dataset.shows);
    const folds = event.target.closest?.("[data-folds]");
    if (folds && panes) fold(panes, folds.dataset.folds);
  });
  // A case loaded beside the queue becomes the page that a phone shows.
  document.addEventListener("htmx:afterSwap", (event) => {
    const pane = event.detail.target?.closest?.(".pane");
    const panes = pane?.closest("[data-panes]");
    if (panes && pane.classList.contains("pane--main") && event.detail.requestConfig?.verb === "get") showPane(panes, "main");
  });
}
