// The next draft comes up by itself, so a key that is still pressed, or pressed twice, must not release it unread:
// the shortcut of a button with data-rests sleeps that many milliseconds after the page has come.
for (const button of document.querySelectorAll("[data-rests][data-key]")) {
  const key = button.dataset.key;
  button.removeAttribute("data-key");
  setTimeout(() => button.setAttribute("data-key", key), Number(button.dataset.rests));
}
