// Size and kind are checked before anything is sent; the server checks again by what is inside.
import { enhance } from "./enhance.js";
import { icon, make, word } from "./words.js";

function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const shape = { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang || "en", shape).format(bytes / 1000 ** step);
}

function accepted(file, accept) {
  const kinds = accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  if (!kinds.length) return true;
  return kinds.some((kind) => {
    if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
    return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
  });
}

function problem(file, input) {
  const most = Number(input.dataset.maxBytes);
  if (most && file.size > most) return word("file-too-large", { name: file.name, size: size(file.size), most: size(most) });
  if (file.size === 0) return word("file-empty", { name: file.name });
  if (!accepted(file, input.accept)) return word("file-wrong-kind", { name: file.name });
  return "";
}

function setFiles(input, files) {
  const kept = new DataTransfer();
  for (const file of files) kept.items.add(file);
  input.files = kept.files;
}

function row(file, remove) {
  const label = word("file-remove", { name: file.name });
  const button = make("button", { type: "button", class: "usa-button usa-button--plain usa-button--icon", "aria-label": label }, icon("close"));
  button.addEventListener("click", remove);
  const name = make("span", { class: "file-item-name" }, file.name);
  return make("li", { class: "file-item" }, icon("attach_file"), name, make("span", { class: "file-item-size" }, size(file.size)), button);
}

function begin(picker) {
  const input = picker.querySelector("input[type=file]");
  const list = make("ul", { class: "file-list", role: "list", "aria-label": word("file-chosen") });
  const error = make("p", { class: "usa-error-message", role: "alert" });
  picker.after(error, list);
  let held = [];
  const show = () => {
    setFiles(input, held);
    list.replaceChildren(...held.map((file) => row(file, () => {
      held = held.filter((other) => other !== file);
      show();
      input.focus();
    })));
    list.hidden = held.length === 0;
  };
  const add = () => {
    const problems = [...input.files].map((file) => problem(file, input)).filter(Boolean);
    const good = [...input.files].filter((file) => !problem(file, input));
    if (!input.multiple && good.length) held = [];
    for (const file of good) {
      if (!held.some((other) => other.name === file.name && other.size === file.size)) held.push(file);
    }
    error.textContent = problems.join(" ");
    error.hidden = problems.length === 0;
    show();
  };
  input.addEventListener("change", add);
  input.form?.addEventListener("reset", () => {
    held = [];
    setTimeout(show);
  });
  for (const name of ["dragenter", "dragover"]) picker.addEventListener(name, () => picker.setAttribute("data-over", ""));
  for (const name of ["dragleave", "drop"]) picker.addEventListener(name, () => picker.removeAttribute("data-over"));
  error.hidden = true;
  list.hidden = true;
}

export function startFiles() {
  enhance(".file-picker", begin);
}
