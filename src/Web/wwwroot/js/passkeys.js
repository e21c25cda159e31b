// The browser's passkey dialog between a button and its form: asks the server for a question, lets the device answer it, and
// sends the form with the answer. The forms are hidden until it is known that passkeys work here: they are bound to a name,
// never to an IP address.
const works = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined && !/^[\d.]+$|:/.test(location.hostname);

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !works;
  form.addEventListener('submit', event => {
    event.preventDefault();
    answer(form);
  });
}
for (const words of document.querySelectorAll('[data-passkey-off]')) words.hidden = works;

async function answer(form) {
  const message = form.querySelector('[data-passkey-message]');
  message.hidden = true;
  try {
    const asked = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) });
    if (asked.ok) {
      form.elements.Credential.value = JSON.stringify(await credential(form.dataset.passkey, await asked.json()));
      form.submit();
      return;
    }
    message.textContent = asked.status === 422 ? await asked.text() : message.dataset.passkeyMessage;
  } catch {
    message.textContent = message.dataset.passkeyMessage; // cancelled, timed out, no device
  }
  message.hidden = false;
  delete form.dataset.sent;
}

function credential(kind, question) {
  return kind === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
}
