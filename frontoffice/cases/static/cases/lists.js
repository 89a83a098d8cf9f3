// Choosing many rows of a list: all of the page at once, and how many are chosen.
function boxes() {
  return [...document.querySelectorAll("[data-chooses]")];
}

function tell() {
  const said = document.querySelector("[data-chosen]");
  const all = document.querySelector("[data-chooses-all]");
  const chosen = boxes().filter((box) => box.checked).length;
  if (said) said.textContent = String(chosen);
  if (all) {
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && chosen < boxes().length;
  }
}

// What is chosen stands beside the row also while its choices are folded away.
function sayChoices(choices) {
  const words = [...choices.querySelectorAll("input:checked")].map((box) => box.closest("label").textContent.trim());
  const chips = words.map((word) => Object.assign(document.createElement("span"), { className: "builder-chosen", textContent: word }));
  choices.querySelector("summary").replaceChildren(...chips);
}

document.addEventListener("change", (event) => {
  const choices = event.target.closest?.(".builder-choices");
  if (choices) sayChoices(choices);
  if (event.target.matches?.("[data-chooses-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.matches?.("[data-chooses], [data-chooses-all]")) tell();
});

for (const shown of document.querySelectorAll("[data-with-script]")) shown.hidden = false;
tell();
