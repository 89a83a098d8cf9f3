// Small comforts where there is script; every page works without.

// In a box for one question the enter key asks it, as people expect; with shift it begins a new line.
for (const box of document.querySelectorAll("textarea[data-enter]")) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A link to a part of a page is followed as any link; where the browser allows, its address is also copied.
for (const link of document.querySelectorAll("a[data-copy]")) {
  link.addEventListener("click", () => {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(() => {
      document.querySelector(".passage-copied")?.remove();
      const said = document.createElement("span");
      said.className = "passage-copied";
      said.setAttribute("role", "status");
      said.textContent = link.dataset.copied;
      link.after(said);
    }, () => {});
  });
}
