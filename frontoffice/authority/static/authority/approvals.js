// j and k open what they come to, and the list shows which ask stands open. Keys sleep while typing and can be
// switched off (the kit sees to that).
function choose(link) {
  for (const row of document.querySelectorAll("#approvals [data-row][data-current]")) {
    row.removeAttribute("data-current");
    row.querySelector("[aria-current]")?.removeAttribute("aria-current");
  }
  link.closest("[data-row]").setAttribute("data-current", "");
  link.setAttribute("aria-current", "true");
}

document.addEventListener("click", (event) => {
  const opened = event.target.closest?.("#approvals .queue-link[hx-push-url]");
  if (opened && !event.ctrlKey && !event.metaKey && !event.shiftKey) choose(opened);
});
document.addEventListener("keydown", (event) => {
  const moved = event.defaultPrevented && (event.key === "j" || event.key === "k");
  const link = document.activeElement;
  if (moved && link?.matches("#approvals .queue-link[hx-push-url]")) link.click();
});
