// While somebody writes on a case: @ names colleagues (in notes), :: puts in text modules, ?? passages, all by key.
// What a text module leaves open stays marked [[so]]; nothing is sent before it is filled in.
const LIST = "offered";
const BLANK = /\[\[([^[\]\n]{1,80})\]\]/;
const PAUSE = { names: 0, modules: 80, passages: 250 };
const KINDS = [
  { name: "names", typed: /(?:^|[\s(])@([\p{L}'’.-]*(?: [\p{L}'’.-]*)?)$/u, sign: 1 },
  { name: "modules", typed: /(?:^|[\s(])::([\p{L}\p{N}-]{0,30}(?: [\p{L}\p{N}-]{1,30}){0,2})$/u, sign: 2 },
  { name: "passages", typed: /(?:^|[\s(])\?\?(\p{L}[^\n?]{0,79})$/u, sign: 2 },
];
let open = null;
let asked = 0;
let waiting = 0;

const words = () => document.getElementById("offer-words");
const list = () => document.getElementById(LIST);
const isBox = (text) => text.id === "write-text";
const isNote = () => Boolean(document.querySelector("#write [name=kind][value=note]")?.checked);

function address(text, kind) {
  if (kind === "names") return isBox(text) && isNote() ? text.dataset.names : null;
  return words()?.dataset[kind] ?? null;
}

// What is being asked for where the cursor stands.
function wish(text) {
  if (!text.matches?.("textarea") || !text.closest("[data-offers]")) return null;
  if (text.selectionStart !== text.selectionEnd) return null;
  const before = text.value.slice(0, text.selectionStart);
  for (const kind of KINDS) {
    const found = kind.typed.exec(before);
    const url = found && address(text, kind.name);
    if (url) return { text, kind: kind.name, typed: found[1], from: before.length - found[1].length - kind.sign, url };
  }
  return null;
}

function say(sentence) {
  const said = document.getElementById("offer-said");
  if (said && said.textContent !== sentence) said.textContent = sentence;
}

function shut() {
  asked += 1;
  clearTimeout(waiting);
  list()?.remove();
  if (open) {
    const names = ["aria-activedescendant", "aria-controls", "aria-expanded", "aria-autocomplete", "aria-haspopup", "role"];
    for (const name of names) open.text.removeAttribute(name);
  }
  open = null;
}

function mark(option) {
  for (const one of list().children) one.setAttribute("aria-selected", String(one === option));
  open.text.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function part(className, text) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

function draw(item, number) {
  const option = document.createElement("li");
  option.id = `${LIST}-${number}`;
  option.setAttribute("role", "option");
  option.append(part("offered-label", item.label));
  if (item.detail) option.append(part("offered-detail", item.detail));
  if (item.shows) option.append(part("offered-shows", item.shows));
  if (cannotGo(item)) option.setAttribute("aria-disabled", "true");
  return option;
}

// What is for staff only can't be sent to a customer; a note may hold it.
function cannotGo(item) {
  return Boolean(item.internal) && isBox(open.text) && !isNote();
}

function show(wished, items) {
  shut();
  if (!items.length) {
    say(words().dataset.none);
    return;
  }
  open = { ...wished, items };
  const box = document.createElement("ul");
  box.id = LIST;
  box.className = `offered offered--${wished.kind}`;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", words().dataset[`label${wished.kind}`]);
  box.append(...items.map(draw));
  wished.text.after(box);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "true", "aria-controls": LIST };
  for (const [name, value] of Object.entries(states)) wished.text.setAttribute(name, value);
  mark(box.firstElementChild);
  box.scrollIntoView({ block: "nearest" });
  say(words().dataset.said.replace("{count}", String(items.length)));
}

async function ask(wished) {
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${wished.url}?${new URLSearchParams({ q: wished.typed })}`).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const { items } = await answer.json();
  const now = wish(wished.text);
  if (mine === asked && now?.typed === wished.typed && document.activeElement === wished.text) show(now, items);
}

function offer(text) {
  const wished = wish(text);
  if (!wished) {
    if (open || waiting) shut();
    return;
  }
  clearTimeout(waiting);
  waiting = setTimeout(ask, open ? PAUSE[wished.kind] : PAUSE[wished.kind] / 2, wished);
}

// Instead of what was typed to get it.
function put(text, from, to, inserted) {
  text.setRangeText(inserted, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  const blank = BLANK.exec(inserted);
  if (blank) text.setSelectionRange(from + blank.index, from + blank.index + blank[0].length);
}

function choose(option) {
  const { text, kind, from, items } = open;
  const item = items[[...list().children].indexOf(option)];
  if (cannotGo(item)) return;
  const to = text.selectionStart;
  shut();
  if (kind === "passages" && isBox(text) && !isNote()) {
    text.setRangeText("", from, to, "end");
    document.dispatchEvent(new CustomEvent("desk:cite", { detail: { reference: item.reference, words: item.text } }));
  } else if (kind === "passages") put(text, from, to, `“${item.text}” ${item.citation}`);
  else put(text, from, to, kind === "names" ? `@${item.label} ` : item.text);
}

function onKey(event) {
  if (!open || event.target !== open.text || event.isComposing) return;
  const options = [...list().children];
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (step && plain) mark(options[(at + step + options.length) % options.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && plain) choose(options[at]);
  else if (event.key === "Escape") shut();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// ---- blanks

function blanksOf(text) {
  return [...text.value.matchAll(new RegExp(BLANK, "g"))];
}

function goTo(text, blank) {
  text.focus();
  text.setSelectionRange(blank.index, blank.index + blank[0].length);
}

function drawBlanks(text) {
  const left = blanksOf(text);
  text.toggleAttribute("data-blanks", left.length > 0);
  let line = text.parentElement.querySelector(`:scope > .blanks`);
  if (!left.length) return line?.remove();
  if (!line) {
    line = document.createElement("p");
    line.className = "blanks";
    text.after(line);
  }
  const buttons = left.map((blank) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "blank";
    button.textContent = blank[1];
    button.addEventListener("click", () => goTo(text, blanksOf(text).find((one) => one[1] === blank[1]) ?? blank));
    return button;
  });
  line.replaceChildren(part("blanks-label", words()?.dataset.blanks ?? ""), ...buttons);
  return undefined;
}

function onSubmit(event) {
  if (event.submitter?.formNoValidate) return;
  const text = [...event.target.querySelectorAll("[data-offers] textarea, textarea")].find(
    (one) => one.closest("[data-offers]") && blanksOf(one).length,
  );
  if (!text) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  drawBlanks(text);
  goTo(text, blanksOf(text)[0]);
  say(words()?.dataset.fill ?? "");
}

function onInput(event) {
  const text = event.target;
  if (text.matches?.("textarea") && text.closest("[data-offers]")) {
    offer(text);
    drawBlanks(text);
  } else if (text.id === "write" && document.getElementById("write-text")) drawBlanks(document.getElementById("write-text"));
}

// From the dialog to choose from: where one writes, below what was written.
function onClick(event) {
  const puts = event.target.closest?.("[data-puts-in]");
  const text = document.getElementById("write-text");
  if (!puts || !text) return;
  event.preventDefault();
  const dialog = puts.closest("dialog");
  const inserted = puts.dataset.putsIn;
  dialog?.addEventListener("close", () => put(text, text.selectionStart, text.selectionEnd, inserted), { once: true });
  dialog?.close();
}

document.addEventListener("input", onInput);
document.addEventListener("keydown", onKey, true);
document.addEventListener("click", onClick);
window.addEventListener("submit", onSubmit, true);
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(`#${LIST} [role=option]`);
  if (!option) return;
  event.preventDefault();
  choose(option);
});
document.addEventListener("focusout", (event) => open && event.target === open.text && shut());
document.addEventListener("htmx:load", (event) => {
  if (open && !open.text.isConnected) shut();
  for (const text of event.detail.elt.querySelectorAll?.("[data-offers] textarea") ?? []) drawBlanks(text);
});
for (const text of document.querySelectorAll("[data-offers] textarea")) drawBlanks(text);
