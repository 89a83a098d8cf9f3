// Before an idle session ends the person is told, and one press keeps it (WCAG 2.2.1). All tabs count as one.
import { openDialog } from "./dialogs.js";
import { recall, remember } from "./memory.js";

const WARNING = 120;
const SEEN = "seen";

function seenNow() {
  remember(SEEN, Date.now());
}

function left(limit) {
  return limit - (Date.now() - (recall(SEEN) ?? Date.now())) / 1000;
}

async function stay(dialog) {
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (answer.redirected) window.location.reload();
    else seenNow();
  } finally {
    dialog.close();
  }
}

export function startStaying() {
  const dialog = document.getElementById("ui-staying");
  const limit = Number(dialog?.dataset.idle);
  if (!limit) return;
  seenNow();
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !event.detail.requestConfig?.headers?.["X-Unattended"]) seenNow();
  });
  dialog.querySelector("[data-stays]").addEventListener("click", () => stay(dialog));
  setInterval(() => {
    const seconds = left(limit);
    if (seconds <= 0) window.location.reload();
    else if (seconds <= Math.min(WARNING, limit / 2)) openDialog(dialog);
    else if (dialog.open) dialog.close();
  }, 5000);
}
