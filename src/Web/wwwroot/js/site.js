// What every page needs: dialogs, the menu on a phone, passwords one may look at, forms that are sent once.
import './draft.js';
import './keys.js';

document.addEventListener('click', event => {
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }

  const pane = event.target.closest('[data-menu-pane]');
  if (pane) pane.closest('.as-menu').dataset.pane = pane.dataset.menuPane;

  const reveal = event.target.closest('[data-reveal]');
  if (reveal) {
    const field = document.getElementById(reveal.dataset.reveal);
    field.type = field.type === 'password' ? 'text' : 'password';
    reveal.setAttribute('aria-pressed', String(field.type === 'text'));
  }

  const locked = event.target.closest('[data-write]');
  if (locked && document.body.dataset.writable === 'false') {
    event.preventDefault();
    event.stopPropagation();
    document.querySelector('#live-banner strong')?.focus();
  }
}, true);

// A plain form is sent once, however often the button is pressed; forms of form.js look after themselves.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.writeForm !== undefined && document.body.dataset.writable === 'false') {
    event.preventDefault();
    event.stopPropagation();
    document.querySelector('#live-banner strong')?.focus();
    return;
  }
  if (form.hasAttribute('hx-post') || form.method !== 'post') return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = 'true';
}, true);

// A page brought back by the Back button may be sent again.
addEventListener('pageshow', event => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// After a refusal or a mistake the reader starts where it is told.
(document.querySelector('[data-focus]') ?? document.querySelector('[aria-invalid="true"]'))?.focus();
