// "1,000 characters allowed" becomes "212 characters left" while typing; read out once a second at most.
import { enhance } from "./enhance.js";
import { word } from "./words.js";

function begin(field) {
  const most = Number(field.dataset.count);
  const shown = document.getElementById(`${field.id}-count`);
  if (!most || !shown) return;
  const spoken = shown.cloneNode(false);
  spoken.removeAttribute("id");
  spoken.className = "sr-only";
  spoken.setAttribute("role", "status");
  shown.after(spoken);
  let waiting = 0;
  const tell = () => {
    const left = most - [...field.value].length;
    const number = new Intl.NumberFormat(document.documentElement.lang || "en").format(Math.abs(left));
    const empty = field.value === "";
    const text = word(empty ? "count-allowed" : left < 0 ? "count-over" : "count-left", { count: number });
    shown.textContent = text;
    shown.classList.toggle("field-foot--over", left < 0);
    field.setCustomValidity(left < 0 ? text : "");
    clearTimeout(waiting);
    if (!empty) waiting = setTimeout(() => (spoken.textContent = text), 1000);
  };
  field.addEventListener("input", tell);
  field.form?.addEventListener("input", (event) => event.target === field.form && tell());
  if (field.value) tell();
}

export function startCounters() {
  enhance("[data-count]", begin);
}
