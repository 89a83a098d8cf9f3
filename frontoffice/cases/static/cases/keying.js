// Keying by keyboard alone: Enter goes on to the next field, and from the last one to the next sheet.
function fieldsOf(form) {
  return [...form.querySelectorAll("[data-keyed]")];
}

function onKey(event) {
  const form = event.target.closest?.("form[data-keying]");
  if (!form || event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("[data-keyed]")) return;
  const fields = fieldsOf(form);
  const next = fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
  event.preventDefault();
  if (next) {
    next.focus();
    next.select?.();
  } else if (!event.shiftKey) form.requestSubmit(form.querySelector("[data-last]") ?? undefined);
}

function begin() {
  const form = document.querySelector("form[data-keying]");
  if (!form) return;
  const fields = fieldsOf(form);
  const first = form.querySelector("[aria-invalid]") ?? fields.find((field) => !field.value) ?? fields[0];
  first?.focus();
}

document.addEventListener("keydown", onKey);
document.addEventListener("htmx:load", (event) => event.detail.elt.querySelector?.("form[data-keying]") && begin());
begin();
