// The screen of a contact: its clock runs, customers are picked by keys, Escape leaves a field so that the keys work.
const byId = (id) => document.getElementById(id);

function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

// The server's clock counts: what the browser's says may be hours off.
function tick() {
  for (const shown of document.querySelectorAll("[data-clock]")) {
    shown.dataset.read ??= String(Date.now());
    const before = (Date.parse(shown.dataset.now) - Date.parse(shown.dataset.clock)) / 1000;
    shown.textContent = span(before + (Date.now() - Number(shown.dataset.read)) / 1000);
  }
}

function rows() {
  return [...document.querySelectorAll("#found .found-row")];
}

function inSearch(event) {
  const search = byId("whom-q");
  const found = rows();
  const at = found.indexOf(event.target);
  if (event.target !== search && at < 0) return;
  if (event.key === "ArrowDown" && found.length) {
    event.preventDefault();
    found[Math.min(at + 1, found.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (found[at - 1] ?? search).focus();
  } else if (event.key === "Enter" && event.target === search && !event.ctrlKey) {
    event.preventDefault();
    if (search.value.trim() && found.length) found[0].click();
    else if (!search.value.trim()) byId("contact-topic")?.focus();
    else search.dataset.picks = "true";
  }
}

function leaveField(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const field = event.target.closest?.("input, textarea, select");
  const choices = field?.closest(".usa-combo-box")?.querySelector(".usa-combo-box__list");
  if (!field || (choices && !choices.hidden)) return;
  event.stopPropagation(); // the combo box would take the focus back, and a search box empty itself
  event.preventDefault();
  field.blur();
}

function start() {
  if (!byId("clock")) return;
  setInterval(tick, 1000);
  tick();
  document.addEventListener("keydown", inSearch);
  document.addEventListener("keydown", leaveField, true);
  // Enter that came before the answer picks the first one once it is there.
  document.addEventListener("htmx:afterSettle", (event) => {
    const search = byId("whom-q");
    if (event.detail.target?.id === "found" && search?.dataset.picks) {
      delete search.dataset.picks;
      rows()[0]?.click();
    }
    if (event.detail.target?.id === "whom") (byId("contact-topic") ?? search)?.focus();
    tick();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.target.closest("#log")) {
      event.preventDefault();
      byId("log")?.requestSubmit(byId("log").querySelector("[data-main-submit]"));
    }
  });
  // What was added as a purpose is no longer the one being typed.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-adds]") || !event.detail.successful) return;
    const box = byId("contact-topic")?.closest(".usa-combo-box");
    box?.querySelector(".usa-combo-box__clear-input")?.click();
    byId("contact-topic")?.focus();
  });
  if (document.querySelector("[data-failed]")) return;
  (document.querySelector(".whom-is") ? byId("contact-topic") : byId("whom-q"))?.focus();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
