// Behind an @ in a note the names of colleagues are offered, to be chosen by key. Without this a whole name works too.
const LIST = "names-offered";
const TYPED = /(?:^|[\s(])@([\p{L}'’.-]*(?: [\p{L}'’.-]*)?)$/u;
let asked = 0;

const area = () => document.getElementById("write-text");
const list = () => document.getElementById(LIST);
const isNote = () => document.querySelector("#write [name=kind][value=note]")?.checked;

function typedName(text) {
  if (!isNote() || text.selectionStart !== text.selectionEnd) return null;
  return TYPED.exec(text.value.slice(0, text.selectionStart))?.[1] ?? null;
}

function close() {
  asked += 1;
  list()?.remove();
  for (const name of ["aria-activedescendant", "aria-controls", "aria-expanded", "aria-autocomplete", "role"]) {
    area()?.removeAttribute(name);
  }
}

function mark(option) {
  for (const one of list().children) one.setAttribute("aria-selected", String(one === option));
  area().setAttribute("aria-activedescendant", option.id);
}

function show(people) {
  close();
  if (!people.length) return;
  const text = area();
  const box = document.createElement("ul");
  box.id = LIST;
  box.className = "names";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", text.dataset.namesLabel);
  people.forEach((person, number) => {
    const option = document.createElement("li");
    option.id = `${LIST}-${number}`;
    option.setAttribute("role", "option");
    option.dataset.name = person.name;
    const post = document.createElement("span");
    post.textContent = person.post;
    option.append(person.name, post);
    box.append(option);
  });
  text.after(box);
  text.setAttribute("role", "combobox");
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-expanded", "true");
  text.setAttribute("aria-controls", LIST);
  mark(box.firstElementChild);
}

async function offer() {
  const text = area();
  const typed = text && typedName(text);
  if (typed === null || typed === undefined) return close();
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${text.dataset.names}?${new URLSearchParams({ q: typed })}`);
  if (!answer.ok || mine !== asked) return undefined;
  const { people } = await answer.json();
  if (mine === asked) show(people);
  return undefined;
}

function choose(option) {
  const text = area();
  const end = text.selectionStart;
  const start = end - typedName(text).length;
  text.setRangeText(`${option.dataset.name} `, start, end, "end");
  close();
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

function onKey(event) {
  const box = list();
  if (!box || event.target !== area()) return;
  const options = [...box.children];
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(options[(at + step + options.length) % options.length]);
  else if (event.key === "Enter" || event.key === "Tab") choose(options[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("input", (event) => event.target === area() && offer());
document.addEventListener("keydown", onKey, true);
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(`#${LIST} [role=option]`);
  if (!option) return;
  event.preventDefault();
  choose(option);
});
document.addEventListener("focusout", (event) => event.target === area() && close());
