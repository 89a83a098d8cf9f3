// Anything that takes over a second says that it is being worked on. What only looks for news stays silent.
import { word } from "./words.js";

const PATIENCE = 1000;
let under = 0;
let clock = 0;

function line() {
  let element = document.getElementById("ui-working");
  if (!element) {
    element = document.createElement("div");
    element.id = "ui-working";
    element.className = "working";
    element.setAttribute("role", "status");
    document.body.append(element);
  }
  return element;
}

function silent(event) {
  const trigger = event.detail.elt?.getAttribute?.("hx-trigger") ?? "";
  return trigger.includes("every ") || event.detail.elt?.hasAttribute?.("data-silent");
}

export function startWorking() {
  // The server must not take a page that asks for news by itself for a person who is there.
  document.addEventListener("htmx:configRequest", (event) => {
    if (silent(event)) event.detail.headers["X-Unattended"] = "1";
  });
  document.addEventListener("htmx:beforeSend", (event) => {
    if (silent(event)) return;
    under += 1;
    event.detail.xhr.counted = true;
    if (under > 1) return;
    clock = setTimeout(() => {
      const element = line();
      element.hidden = false;
      element.textContent = word("working");
    }, PATIENCE);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.xhr?.counted) return;
    event.detail.xhr.counted = false;
    under = Math.max(0, under - 1);
    if (under) return;
    clearTimeout(clock);
    const element = document.getElementById("ui-working");
    if (element) {
      element.hidden = true;
      element.textContent = "";
    }
  });
}
