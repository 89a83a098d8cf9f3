// What the browser may remember. Private windows and full storage must never break a page.
function store(kind) {
  try {
    return kind === "session" ? window.sessionStorage : window.localStorage;
  } catch {
    return null;
  }
}

export function recall(name, kind = "local") {
  try {
    return JSON.parse(store(kind)?.getItem(`ui:${name}`) ?? "null");
  } catch {
    return null;
  }
}

export function remember(name, value, kind = "local") {
  try {
    store(kind)?.setItem(`ui:${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(name, kind = "local") {
  try {
    store(kind)?.removeItem(`ui:${name}`);
  } catch {
    // Nothing was kept, so nothing has to go.
  }
}

export function names(kind = "local") {
  try {
    return Object.keys(store(kind) ?? {}).filter((name) => name.startsWith("ui:")).map((name) => name.slice(3));
  } catch {
    return [];
  }
}
