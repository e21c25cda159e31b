// A series of letters by keyboard: Enter saves from every field, Esc ends, Alt with a key does the rest. What is typed while a
// letter is on its way to the server belongs to the next one.
const form = () => document.querySelector('form[data-series]');
let sent;

document.addEventListener('keydown', event => {
  const here = form();
  if (!here || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter' && !event.altKey && event.target.matches?.('select')) act(event, () => here.requestSubmit());
  if (event.key === 'Escape') act(event, () => document.querySelector('[data-key="Escape"]').click());
  if (!event.altKey) return;
  if (event.key === 'ArrowDown' && !event.target.matches?.('select')) act(event, () => again(here));
  if (event.key === 'ArrowUp' && !event.target.matches?.('select')) act(event, () => document.querySelector('[data-series-correct]')?.click());
  if (event.code === 'KeyU') act(event, () => document.querySelector('[data-series-annul]')?.click());
  if (event.code === 'KeyK') act(event, () => pin(here, event.target.closest?.('[data-pin]')));
});

document.addEventListener('htmx:beforeRequest', event => {
  const field = document.activeElement;
  if (event.detail.elt === form()) sent = field?.matches?.('input') ? { field, length: field.value.length } : null;
});

document.addEventListener('htmx:afterSettle', () => {
  const subject = form()?.elements['Form.Subject'];
  // A refusal comes back with what was sent: only an empty field is the next letter's.
  const rest = sent?.field.value.slice(sent.length);
  if (rest && subject && subject.value === '') subject.value = rest;
  sent = null;
});

function act(event, what) {
  event.preventDefault();
  event.stopPropagation();
  what();
}

function again(here) {
  const subject = here.elements['Form.Subject'];
  if (subject.value === '') subject.value = here.elements['Form.Last'].value;
  subject.focus();
}

function pin(here, field) {
  if (!field) return;
  const stays = field.classList.toggle('as-pinned');
  field.querySelector('.opt').textContent = stays ? field.dataset.pinOn : field.dataset.pinOff;
  here.elements['Form.Loose'].value = [...here.querySelectorAll('[data-pin]:not(.as-pinned)')].map(loose => loose.dataset.pin).join(' ');
}
