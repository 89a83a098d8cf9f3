// Short confirmations. One with an undo stays half a minute; focus or pointer on it stops the clock.
import { enhance } from "./enhance.js";
import { icon, make, word } from "./words.js";

const SHORT = 8000;
const LONG = 30000;
const MOST = 3;

function begin(toast) {
  const long = toast.querySelector("form, a") || toast.matches(".toast--warning, .toast--error");
  let clock = 0;
  const leave = () => toast.remove();
  const go = () => {
    clearTimeout(clock);
    clock = setTimeout(leave, long ? LONG : SHORT);
  };
  const stay = () => clearTimeout(clock);
  toast.querySelector(".toast-close")?.addEventListener("click", leave);
  for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, stay);
  for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, go);
  go();
}

export function showToast({ text, tone = "success" }) {
  const region = document.getElementById("toasts");
  if (!region) return;
  const close = make("button", { type: "button", class: "toast-close", "aria-label": word("close") }, icon("close"));
  const drawing = icon(tone === "success" ? "check_circle" : tone);
  const toast = make("div", { class: `toast toast--${tone}` }, drawing, make("span", { class: "toast-text" }, text), close);
  region.append(toast);
  begin(toast);
  // Whoever works fast is not walled in by what went well; what can be undone stays.
  const told = [...region.querySelectorAll(".toast--success")].filter((one) => !one.querySelector("form, a"));
  for (const old of told.slice(0, -MOST)) old.remove();
}

export function startToasts() {
  enhance(".toast", begin);
  // The server asks for one with the header HX-Trigger: {"ui:toast": {"text": "…", "tone": "success"}}.
  document.addEventListener("ui:toast", (event) => showToast(event.detail));
}
