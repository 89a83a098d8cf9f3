// USWDS's combo box, started wherever one appears, and speaking the page's language.
import comboBox from "@uswds/uswds/js/usa-combo-box";

import { enhance } from "./enhance.js";
import { word } from "./words.js";

function translate(box) {
  const none = box.querySelector(".usa-combo-box__list-option--no-results");
  if (none && none.textContent !== word("combo-none")) none.textContent = word("combo-none");
  const status = box.querySelector(".usa-combo-box__status");
  const found = /^(\d+) result/.exec(status?.textContent ?? "");
  const wanted = found ? word("combo-results", { count: found[1] }) : word("combo-none");
  if (status?.textContent && status.textContent !== wanted) status.textContent = wanted;
}

function begin(box) {
  if (!box.dataset.enhanced) comboBox.enhanceComboBox(box);
  box.querySelector(".usa-combo-box__clear-input")?.setAttribute("aria-label", word("combo-clear"));
  box.querySelector(".usa-combo-box__toggle-list")?.setAttribute("aria-label", word("combo-open"));
  const input = box.querySelector(".usa-combo-box__input");
  const select = box.querySelector("select");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select?.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  // A draft that is put back sets the select; what stands in the input has to follow it.
  const follow = () => {
    const chosen = select?.selectedOptions[0];
    if (chosen?.value && input.value !== chosen.text) input.value = chosen.text;
  };
  follow();
  select?.form?.addEventListener("input", (event) => event.target === select.form && follow());
  new MutationObserver(() => translate(box)).observe(box, { childList: true, subtree: true });
}

export function startCombos() {
  comboBox.on(document.body);
  enhance(".usa-combo-box", begin);
}
