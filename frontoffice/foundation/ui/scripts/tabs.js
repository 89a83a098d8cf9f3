// Tabs in one page: arrows move, the chosen panel shows, and the address keeps it.
import { enhance } from "./enhance.js";

function begin(tabs) {
  const list = tabs.querySelector("[role=tablist]");
  if (!list) return;
  const all = [...list.querySelectorAll("[role=tab]")];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const choose = (tab, focus) => {
    for (const one of all) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      const its = panel(one);
      if (its) its.hidden = !on;
    }
    if (focus) tab.focus();
    tabs.dispatchEvent(new CustomEvent("ui:tab", { bubbles: true, detail: { tab } }));
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab, false);
  });
  list.addEventListener("keydown", (event) => {
    const now = all.indexOf(event.target.closest("[role=tab]"));
    const steps = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 };
    if (now < 0 || !(event.key in steps)) return;
    event.preventDefault();
    choose(all[(steps[event.key] + all.length) % all.length], true);
  });
  const wanted = all.find((tab) => `#${tab.getAttribute("aria-controls")}` === window.location.hash);
  choose(wanted ?? all.find((tab) => tab.getAttribute("aria-selected") === "true") ?? all[0], false);
}

export function startTabs() {
  enhance("[data-tabs]", begin);
}
