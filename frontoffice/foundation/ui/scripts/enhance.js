// One way to bring markup to life, on first load and whenever HTMX puts a part in.
const known = [];
const done = new WeakMap();

export function enhance(selector, begin) {
  known.push({ selector, begin });
}

export function enhanceBelow(root) {
  for (const kind of known) {
    const found = [...root.querySelectorAll(kind.selector)];
    if (root.matches?.(kind.selector)) found.unshift(root);
    for (const element of found) {
      const had = done.get(element) ?? new Set();
      if (had.has(kind)) continue;
      had.add(kind);
      done.set(element, had);
      kind.begin(element);
    }
  }
}
