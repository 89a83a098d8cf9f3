// Passkeys: asks the browser for one and sends what it answers with the form around the button.
(() => {
  const BASE = "-_";
  const bytes = (text) => {
    const plain = text.replace(/[-_]/g, (mark) => "+/"[BASE.indexOf(mark)]);
    return Uint8Array.from(atob(plain + "=".repeat((4 - (plain.length % 4)) % 4)), (mark) => mark.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = [...new Uint8Array(buffer)].map((byte) => String.fromCharCode(byte)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const withBytes = (given) => (given || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function toCreate(asked) {
    return {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    };
  }

  function toGet(asked) {
    return { ...asked, challenge: bytes(asked.challenge), allowCredentials: withBytes(asked.allowCredentials) };
  }

  function answered(credential) {
    const { response } = credential;
    const told = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      told.attestationObject = text(response.attestationObject);
      told.transports = response.getTransports ? response.getTransports() : [];
    } else {
      told.authenticatorData = text(response.authenticatorData);
      told.signature = text(response.signature);
      told.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || null,
      response: told,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  async function options(button) {
    if (button.dataset.passkeyOptions) return JSON.parse(document.getElementById(button.dataset.passkeyOptions).textContent);
    const answer = await fetch(button.form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // A key that is kept in the device or the key itself can sign in without a name; any other is a second factor only.
  function shaped(asked, alone) {
    const selection = { ...asked.authenticatorSelection };
    if (alone) Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return { ...asked, authenticatorSelection: selection };
  }

  async function ask(button) {
    const told = await options(button);
    if (button.dataset.passkey === "create") {
      const box = button.form.elements.namedItem("passwordless");
      const asked = shaped(told.creation_options.publicKey, Boolean(box && box.checked));
      return navigator.credentials.create({ publicKey: toCreate(asked) });
    }
    return navigator.credentials.get({ publicKey: toGet(told.request_options.publicKey) });
  }

  async function use(button) {
    const notice = button.form.querySelector("[data-passkey-failed]");
    if (notice) notice.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      button.form.elements.namedItem("credential").value = JSON.stringify(answered(await ask(button)));
      button.form.submit();
    } catch {
      button.removeAttribute("aria-busy");
      if (notice) notice.hidden = false;
    }
  }

  function start() {
    const able = Boolean(window.PublicKeyCredential && navigator.credentials);
    for (const button of document.querySelectorAll("[data-passkey]")) {
      if (!able) continue;
      button.hidden = false;
      button.addEventListener("click", () => use(button));
    }
    for (const told of document.querySelectorAll("[data-passkey-unable]")) told.hidden = able;
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
