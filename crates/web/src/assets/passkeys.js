// Passkeys. A form with such a part asks the house for a challenge, the browser for its answer, and
// is then sent like any other form. Without this module the form is not shown, and the page says
// what passkeys need.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

// What a browser is asked, from the house's JSON.
function asked(options) {
  const own = { ...options, challenge: bytes(options.challenge) };
  if (options.user) {
    own.user = { ...options.user, id: bytes(options.user.id) };
    own.excludeCredentials = known(options.excludeCredentials);
  } else {
    own.allowCredentials = known(options.allowCredentials);
  }
  return own;
}

// What it answered, as JSON: older browsers have no toJSON of their own.
function answered(credential) {
  const given = credential.response;
  const response = { clientDataJSON: text(given.clientDataJSON) };
  if (given.attestationObject) {
    response.attestationObject = text(given.attestationObject);
    response.transports = given.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(given.authenticatorData);
    response.signature = text(given.signature);
    response.userHandle = given.userHandle ? text(given.userHandle) : null;
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response, extensions: {} });
}

async function challenge(part, form) {
  const body = new URLSearchParams(new FormData(form));
  const headers = { accept: "application/json" };
  const answer = await fetch(part.dataset.challenge, { method: "POST", headers, body });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.detail ?? read.title);
  return read;
}

async function run(part, form) {
  const { ceremony, publicKey } = await challenge(part, form);
  const options = { publicKey: asked(publicKey) };
  const credential = await navigator.credentials[part.dataset.passkey](options);
  form.elements.ceremony.value = ceremony;
  form.elements.credential.value = answered(credential);
  form.submit();
}

// A browser says by these names that its reader declined, or that the key is there already.
const named = { NotAllowedError: "declined", AbortError: "declined", InvalidStateError: "known" };

function offer(part) {
  const form = part.closest("form");
  const wrong = part.querySelector("[role=alert]");
  part.hidden = false;
  for (const other of document.querySelectorAll("[data-without-passkeys]")) other.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    wrong.textContent = "";
    run(part, form).catch((error) => {
      const say = named[error.name] ?? "failed";
      wrong.textContent = (error.name === "Error" && error.message) || part.dataset[say];
      delete form.dataset.asking;
    });
  });
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) offer(part);
}
