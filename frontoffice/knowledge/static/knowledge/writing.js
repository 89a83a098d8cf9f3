// Helps to write Markdown: tools above the text, their shortcuts, lists that go on by themselves.
// What is put in goes through the browser's own editing, so that it can be undone.
const area = document.querySelector("textarea[data-writer]");
const bar = document.querySelector("[data-writer-tools]");

function put(text, from, to, selectFrom, selectTo) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.setSelectionRange(selectFrom, selectTo);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function around(mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to);
  const before = value.slice(from - mark.length, from);
  if (before === mark && value.slice(to, to + mark.length) === mark) {
    put(words, from - mark.length, to + mark.length, from - mark.length, to - mark.length);
  } else {
    put(mark + words + mark, from, to, from + mark.length, to + mark.length);
  }
}

function wholeLines() {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  return [from, end < 0 ? value.length : end];
}

function lines(change) {
  const [from, to] = wholeLines();
  const made = area.value.slice(from, to).split("\n").map(change).join("\n");
  put(made, from, to, from + made.length, from + made.length);
}

function heading(marks) {
  lines((line) => {
    const text = line.replace(/^#{1,6}\s*/, "");
    return line.startsWith(`${marks} `) ? text : `${marks} ${text}`;
  });
}

function listed(begin, known) {
  lines((line, place) => (known.test(line) ? line.replace(known, "") : begin(place) + line.replace(/^(\s*)([-*]|\d+\.)\s+/, "$1")));
}

function block(text, selectText) {
  const { selectionEnd: at, value } = area;
  const before = value.slice(0, at);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const start = at + gap.length + text.indexOf(selectText);
  put(`${gap}${text}\n`, at, at, start, start + selectText.length);
}

const tools = {
  heading: () => heading("##"),
  subheading: () => heading("###"),
  bold: () => around("**"),
  italic: () => around("*"),
  bullets: () => listed(() => "- ", /^\s*[-*]\s+/),
  numbers: () => listed((place) => `${place + 1}. `, /^\s*\d+\.\s+/),
  link: (words) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = value.slice(from, to) || words;
    const address = "https://";
    const start = from + text.length + 3;
    put(`[${text}](${address})`, from, to, start, start + address.length);
  },
  table: (column) => block(`| ${column} 1 | ${column} 2 |\n| --- | --- |\n|  |  |`, `${column} 1`),
  callout: (title) => block(`> [!note] ${title}\n> `, title),
};

const keys = {
  "b": "bold", "i": "italic", "k": "link",
  "alt+2": "heading", "alt+3": "subheading", "alt+7": "numbers", "alt+8": "bullets", "alt+t": "table", "alt+c": "callout",
};

function use(name) {
  tools[name](bar.querySelector(`[data-tool="${name}"]`)?.dataset.text ?? "");
}

function goOn(event) {
  const { selectionStart: at, selectionEnd, value } = area;
  if (event.isComposing || at !== selectionEnd) return;
  const from = value.lastIndexOf("\n", at - 1) + 1;
  const item = /^(\s*)(?:([-*])|(\d+)\.|(>))\s+/.exec(value.slice(from, at));
  if (!item) return;
  event.preventDefault();
  if (value.slice(from, at).length === item[0].length) return put("", from, at, from, from);
  const next = `\n${item[1]}${item[2] ?? item[4] ?? `${Number(item[3]) + 1}.`} `;
  put(next, at, at, at + next.length, at + next.length);
}

function onKey(event) {
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) return goOn(event);
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey) return undefined;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const name = keys[`${event.altKey ? "alt+" : ""}${digit ?? event.key.toLowerCase()}`];
  if (!name) return undefined;
  event.preventDefault();
  return use(name);
}

function startBar() {
  const buttons = [...bar.querySelectorAll("[data-tool]")];
  buttons.forEach((button, place) => {
    button.tabIndex = place ? -1 : 0;
    button.addEventListener("click", () => use(button.dataset.tool));
  });
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -here, End: buttons.length - 1 - here };
    if (here < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const next = buttons[(here + steps[event.key] + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  bar.hidden = false;
}

function startSlug() {
  const title = document.querySelector("[data-slug-from]");
  const slug = document.querySelector("[data-slug-to]");
  if (!title || !slug) return;
  let own = slug.value !== "";
  slug.addEventListener("input", () => { own = slug.value !== ""; });
  title.addEventListener("input", () => {
    if (own) return;
    const plain = title.value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    slug.value = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 120);
  });
}

if (area && bar) {
  area.addEventListener("keydown", onKey);
  startBar();
}
startSlug();
