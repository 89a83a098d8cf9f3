// The desk's own behavior: passages go into the reply where the cursor is, j and k open cases, what is new is in sight.
const byId = (id) => document.getElementById(id);

function cited() {
  return (byId("write")?.elements.namedItem("passages")?.value ?? "").split(" ").filter(Boolean);
}

function setCited(references) {
  byId("write").elements.namedItem("passages").value = references.join(" ");
}

function tellForm(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// The server draws the citations, so that they look and warn the same wherever they come from.
function drawChips() {
  const form = byId("write");
  const box = byId("chips");
  if (!form || !box) return;
  const drawn = [...box.querySelectorAll("[data-chip]")].map((chip) => chip.dataset.chip);
  const wanted = cited();
  if (drawn.join(" ") === wanted.join(" ")) return;
  const query = new URLSearchParams({ passages: wanted.join(" ") });
  window.htmx.ajax("GET", `${form.dataset.chips}?${query}`, { target: box, swap: "innerHTML" });
}

function insert(reference, words) {
  const text = byId("write-text");
  if (!text) return;
  const references = cited();
  if (!references.includes(reference)) references.push(reference);
  setCited(references);
  const [from, to] = [text.selectionStart, text.selectionEnd];
  const before = text.value.slice(0, from);
  const gap = before && !/\s$/.test(before) ? " " : "";
  const mark = `[${references.indexOf(reference) + 1}]`;
  text.setRangeText(`${gap}${words.trim()}${words.trim() ? " " : ""}${mark}`, from, to, "end");
  tellForm(text);
  drawChips();
  text.focus();
}

// Taking one out renumbers those after it, in the text too.
function takeOut(reference) {
  const references = cited();
  const gone = references.indexOf(reference) + 1;
  if (!gone) return;
  const text = byId("write-text");
  setCited(references.filter((one) => one !== reference));
  text.value = text.value.replace(/ ?\[(\d{1,2})\]/g, (mark, digits) => {
    const number = Number(digits);
    if (number === gone) return "";
    return number > gone && number <= references.length ? mark.replace(digits, String(number - 1)) : mark;
  });
  tellForm(text);
  drawChips();
  text.focus();
}

function choose(link) {
  for (const row of document.querySelectorAll("#queue [data-row][data-current]")) {
    row.removeAttribute("data-current");
    row.querySelector("[aria-current]")?.removeAttribute("aria-current");
  }
  link.closest("[data-row]").setAttribute("data-current", "");
  link.setAttribute("aria-current", "true");
}

function onClick(event) {
  const inserts = event.target.closest?.("[data-inserts]");
  if (inserts && byId("write-text")) {
    event.preventDefault();
    const dialog = inserts.closest("dialog");
    // The kit gives the focus back to where the dialog was opened from; here one goes on writing.
    dialog?.addEventListener("close", () => byId("write-text")?.focus(), { once: true });
    insert(inserts.dataset.inserts, inserts.dataset.words ?? "");
    dialog?.close();
    return;
  }
  const opened = event.target.closest?.("#queue .queue-link[hx-push-url]");
  if (opened && !event.ctrlKey && !event.metaKey && !event.shiftKey) choose(opened);
  // A shortcut clicks without giving the focus, which the dialog has to give back when it closes.
  const asks = event.target.closest?.('[hx-target="#dialog-here"]');
  if (asks && !event.isTrusted) asks.focus();
  const removes = event.target.closest?.("[data-removes]");
  if (removes) takeOut(removes.dataset.removes);
  // A shortcut pressed the choice: go on where one writes. Arrows and pointers stay on the choice.
  const kind = event.target.matches?.("#write input[name=kind]");
  if (kind && !event.isTrusted) byId("write-text")?.focus();
}

function onKey(event) {
  const moved = event.defaultPrevented && (event.key === "j" || event.key === "k");
  const link = document.activeElement;
  if (moved && link?.matches("#queue .queue-link")) link.click();
}

function showNewest(root) {
  const body = root.querySelector?.("[data-newest]") ?? (root.matches?.("[data-newest]") ? root : null);
  if (!body) return;
  const unread = body.querySelector(".entry-new-mark");
  if (unread) unread.scrollIntoView({ block: "start" });
  else body.scrollTop = body.scrollHeight;
}

// The line of the case in the list, where the list shows it, as it is after what was done.
function renewRow() {
  const fresh = document.querySelector("template[data-fresh-row]");
  const row = fresh?.content.firstElementChild;
  const shown = row && byId(row.id);
  if (shown) {
    const drawn = document.importNode(row, true);
    shown.replaceWith(drawn);
    window.htmx.process(drawn);
  }
  fresh?.remove();
}

function begin(root) {
  renewRow();
  showNewest(root);
  drawChips();
}

// What the server keeps need not be kept in this browser too, where it would hide what was typed on since in another.
function onKept(event) {
  const { requestConfig, successful } = event.detail;
  const form = byId("write");
  if (!successful || !form || requestConfig?.elt?.id !== "write-text") return;
  form.keptAt = Date.now();
  for (const control of form.elements) {
    if (control.name === "text" && control.value === requestConfig.parameters.text) control.defaultValue = control.value;
    if (control.name === "kind") control.defaultChecked = control.checked;
    if (control.name === "passages") control.defaultValue = control.value;
  }
}

document.addEventListener("desk:cite", (event) => insert(event.detail.reference, event.detail.words));
document.addEventListener("htmx:afterRequest", onKept);
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("input", (event) => event.target === byId("write") && drawChips());
document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
begin(document.body);
