// data-print on a hidden button: it appears only where there is script to print with.
import { enhance } from "./enhance.js";

export function startPrinting() {
  enhance("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
