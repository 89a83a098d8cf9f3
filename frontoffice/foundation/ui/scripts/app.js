// The screens' own behavior. Pages work without it; with it they lose nothing that was typed.
import htmx from "htmx.org";

import { enhanceBelow } from "./enhance.js";
import { startCombos } from "./combos.js";
import { startCounters } from "./counters.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startFiles } from "./files.js";
import { startFocus } from "./focus.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startLists } from "./lists.js";
import { startMenus } from "./menus.js";
import { startPalette } from "./palette.js";
import { startPanes } from "./panes.js";
import { startPrinting } from "./printing.js";
import { startStaying } from "./staying.js";
import { startTabs } from "./tabs.js";
import { startToasts } from "./toasts.js";
import { startWorking } from "./working.js";

window.htmx = htmx;

const parts = [
  startForms, startDrafts, startCounters, startFiles, startCombos, startDialogs, startMenus, startTabs,
  startToasts, startKeys, startLists, startPalette, startPanes, startPrinting, startFocus, startStaying, startWorking,
];

function start() {
  for (const part of parts) part();
  enhanceBelow(document.body);
  document.documentElement.dataset.ready = "true";
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
document.addEventListener("htmx:load", (event) => enhanceBelow(event.detail.elt));
