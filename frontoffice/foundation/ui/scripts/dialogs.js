// Native dialogs: data-opens="id" opens one, data-closes closes it; focus goes back where it came from.
import { enhance } from "./enhance.js";

const cameFrom = new WeakMap();

export function openDialog(dialog, from = document.activeElement) {
  if (dialog.open) return;
  cameFrom.set(dialog, from);
  dialog.showModal();
}

function begin(dialog) {
  dialog.addEventListener("close", () => {
    const from = cameFrom.get(dialog);
    if (from?.isConnected) from.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && event.detail > 0) dialog.close();
  });
  if (dialog.hasAttribute("data-open-now")) openDialog(dialog);
}

function onClick(event) {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      openDialog(dialog, opener);
    }
    return;
  }
  if (event.target.closest?.("[data-closes]")) {
    event.preventDefault();
    event.target.closest("dialog")?.close();
  }
}

export function startDialogs() {
  document.addEventListener("click", onClick);
  enhance("dialog", begin);
  document.addEventListener("ui:close-dialog", () => document.querySelector("dialog[open]")?.close());
}
