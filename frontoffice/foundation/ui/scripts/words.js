// What the script says to people. The sentences are in the page, so they are translated where the page is.
export function word(name, values = {}) {
  const holder = document.getElementById("ui-words");
  const sentence = holder?.querySelector(`[data-word="${name}"]`)?.textContent ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

export function icon(name) {
  const holder = document.getElementById("ui-words");
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${holder?.dataset.icons ?? ""}#${name}`);
  drawing.append(use);
  return drawing;
}

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
