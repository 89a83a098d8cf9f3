// After a part of the page changed, focus lands where reading should go on, never back at the top by accident.
let before = null;

function focusOn(element) {
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: false });
}

function afterSettle(event) {
  const target = event.detail.elt ?? event.detail.target;
  if (!target?.isConnected) return;
  const summary = target.matches?.(".error-summary") ? target : target.querySelector?.(".error-summary");
  if (summary) {
    focusOn(summary);
    return;
  }
  const asks = "[data-focus], [autofocus]";
  const wanted = target.matches?.(asks) ? target : target.querySelector?.(asks);
  if (wanted) {
    focusOn(wanted);
    return;
  }
  const lost = document.activeElement === document.body || document.activeElement === null;
  if (!lost || !before) return;
  const heading = target.querySelector?.("main h1, main h2, h1, h2, h3");
  focusOn(heading ?? target);
}

export function startFocus() {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const trigger = event.detail.requestConfig?.triggeringEvent;
    before = trigger?.isTrusted || trigger?.type === "submit" ? event.detail.elt : null;
  });
  document.addEventListener("htmx:afterSettle", afterSettle);
  const summary = document.querySelector(".error-summary");
  if (summary) focusOn(summary);
}
