// A field for a contact (ARIA 1.2 combobox): offers contacts while one types, adds the one that is missing. What was typed
// stays a plain name unless a contact is picked; without this script it always does.
const wait = 120;
let box = null; // the open list: { field, list, options, at }
let asking = null;
let timer = 0;

document.addEventListener('focusin', event => {
  const wrapper = event.target.closest?.('[data-contact]');
  if (wrapper && event.target.matches('input:not([type="hidden"])')) ready(wrapper, event.target);
});

document.addEventListener('input', event => {
  const wrapper = event.target.closest?.('[data-contact]');
  if (!wrapper || event.target.type === 'hidden') return;
  ready(wrapper, event.target);
  mark(wrapper);
  clearTimeout(timer);
  timer = setTimeout(() => ask(wrapper, event.target), wait);
});

// Before keys.js and the form see it: Enter picks here, Escape closes the list and nothing else.
document.addEventListener('keydown', event => {
  const wrapper = event.target.closest?.('[data-contact]');
  if (!wrapper || event.isComposing || event.ctrlKey || event.metaKey) return;
  const open = box?.field === event.target;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (open) move(event.key === 'ArrowDown' ? 1 : -1);
    else ask(wrapper, event.target);
  } else if (open && event.key === 'Enter' && box.at >= 0) {
    event.preventDefault();
    event.stopPropagation();
    choose(wrapper, box.options[box.at]);
  } else if (open && event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}, true);

document.addEventListener('focusout', event => {
  if (box?.field === event.target) close();
});

// Pressed, not clicked: the focus stays in the field.
document.addEventListener('pointerdown', event => {
  const option = event.target.closest?.('[data-contact] [role="option"]');
  if (!option) return;
  event.preventDefault();
  choose(option.closest('[data-contact]'), option);
});

document.addEventListener('change', event => {
  if (event.target.matches?.('form')) for (const wrapper of event.target.querySelectorAll('[data-contact]')) mark(wrapper); // a draft came in
});
document.addEventListener('htmx:afterSettle', markAll);
markAll();

function markAll() {
  for (const wrapper of document.querySelectorAll('[data-contact]')) mark(wrapper);
}

function ready(wrapper, field) {
  if (field.getAttribute('role') === 'combobox' && field.getAttribute('aria-controls') === `${field.id}_list`) return;
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-expanded', 'false');
  field.setAttribute('aria-controls', `${field.id}_list`);
  wrapper.querySelector('.as-options')?.remove();
  const list = document.createElement('ul');
  list.className = 'as-options';
  list.id = `${field.id}_list`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', wrapper.dataset.contact);
  list.hidden = true;
  field.after(list);
}

async function ask(wrapper, field) {
  asking?.abort();
  const typed = field.value.trim();
  if (typed.length < 2) return close();
  const mine = asking = new AbortController();
  let answer = null;
  try {
    answer = await fetch(`/contacts/suggest?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
    if (!answer.ok || answer.redirected) return close();
    show(wrapper, field, new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('ul'));
  } catch { /* away or overtaken: the name can be typed all the same */ }
}

function show(wrapper, field, found) {
  if (!found || document.activeElement !== field) return;
  const list = wrapper.querySelector('.as-options');
  list.replaceChildren(...found.querySelectorAll('[role="option"]'));
  const options = [...list.children];
  options.forEach((option, i) => { option.id = `${list.id}_${i}`; });
  say(found.dataset.said);
  if (options.length === 0) return close();
  box = { field, list, options, at: -1 };
  list.hidden = false;
  field.setAttribute('aria-expanded', 'true');
  field.removeAttribute('aria-activedescendant');
}

function move(step) {
  const { options, field } = box;
  options[box.at]?.setAttribute('aria-selected', 'false');
  box.at = box.at < 0 && step < 0 ? options.length - 1 : (box.at + step + options.length) % options.length;
  options[box.at].setAttribute('aria-selected', 'true');
  options[box.at].scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', options[box.at].id);
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  if (!box) return;
  box.list.hidden = true;
  box.field.setAttribute('aria-expanded', 'false');
  box.field.removeAttribute('aria-activedescendant');
  box = null;
}

function choose(wrapper, option) {
  close();
  if (option.dataset.add !== undefined) return add(wrapper, option.dataset.add);
  pick(wrapper, option.dataset.id, option.dataset.name);
  // A party's NIP comes along, unless one was typed.
  const nip = wrapper.closest('[data-row]')?.querySelector('input[name$=".Nip"]');
  if (nip?.value === '' && option.dataset.nip) nip.value = option.dataset.nip;
}

async function add(wrapper, name) {
  const form = wrapper.closest('form');
  const body = new URLSearchParams({ name, key: crypto.randomUUID().replaceAll('-', ''), __RequestVerificationToken: form?.querySelector('[name="__RequestVerificationToken"]')?.value ?? '' });
  try {
    const answer = await fetch('/contacts/new?handler=Quick', { method: 'POST', body });
    const made = answer.redirected ? null : await answer.json().catch(() => null);
    if (answer.ok && made?.id) pick(wrapper, made.id, made.name);
    else tell(wrapper, made?.message ?? wrapper.dataset.contactFailed);
  } catch {
    tell(wrapper, wrapper.dataset.contactFailed);
  }
}

function pick(wrapper, id, name) {
  const field = wrapper.querySelector('input:not([type="hidden"])');
  field.value = name;
  hidden(wrapper, 'ContactId').value = id;
  hidden(wrapper, 'ContactName').value = name;
  mark(wrapper);
  say(wrapper.dataset.contactPicked);
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

// The hint says whether the name is a contact's: it is, as long as nobody edits it.
function mark(wrapper) {
  const id = hidden(wrapper, 'ContactId');
  const name = hidden(wrapper, 'ContactName');
  const field = wrapper.querySelector('input:not([type="hidden"])');
  const picked = Boolean(id?.value) && name.value === field.value.trim();
  wrapper.classList.toggle('as-picked', picked);
  tell(wrapper, picked ? wrapper.dataset.contactPicked : '');
}

function hidden(wrapper, name) { return wrapper.querySelector(`input[type="hidden"][name$="${name}"]`); }

function tell(wrapper, text) {
  let note = wrapper.querySelector('.as-contact-note');
  if (!note && text) {
    note = document.createElement('div');
    note.className = 'as-hint as-contact-note';
    wrapper.append(note);
  }
  if (!note) return;
  note.textContent = text;
  note.hidden = !text;
}

function say(text) {
  const place = document.getElementById('announce');
  if (place) place.textContent = text ?? '';
}
