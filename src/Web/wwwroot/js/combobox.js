// Fields for whom a letter is from or to and for parties (ARIA 1.2 combobox): offers contacts while one types, adds the one
// that is missing. What was typed stays a plain name unless a contact is picked; without this script it always does. A pick
// travels in two hidden fields, ContactId and ContactName: the server takes it as long as the name is still the one picked.
const fields = 'form[data-save] input[name="Form.Correspondent"], form[data-save] input[name^="Form.Parties["][name$="].Name"]';
const wait = 120;
const picks = new Map(); // names picked on this page: a form that comes back refused has lost its hidden fields
let words = null; // the texts, from the first answer
let box = null; // the open list: { field, list, options, at }
let asking = null;
let timer = 0;

document.addEventListener('focusin', event => { if (event.target.matches?.(fields)) ready(event.target); });

document.addEventListener('input', event => {
  const field = event.target;
  if (!field.matches?.(fields)) return;
  ready(field);
  mark(field);
  clearTimeout(timer);
  timer = setTimeout(() => ask(field), wait);
});

// Before the form and keys.js see it: Enter picks, Escape closes the list and nothing else.
document.addEventListener('keydown', event => {
  const field = event.target;
  if (!field.matches?.(fields) || event.isComposing || event.ctrlKey || event.metaKey) return;
  const open = box?.field === field;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (open) move(event.key === 'ArrowDown' ? 1 : -1);
    else ask(field);
  } else if (open && event.key === 'Enter' && box.at >= 0) choose(box.options[box.at]);
  else if (open && event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener('focusout', event => { if (box?.field === event.target) close(); });

// Pressed, not clicked: the focus stays in the field.
document.addEventListener('pointerdown', event => {
  const option = event.target.closest?.('.as-options [role="option"]');
  if (!option || !box) return;
  event.preventDefault();
  choose(option);
});

document.addEventListener('click', event => { if (event.target.closest?.('[data-row-add], [data-row-remove]')) markAll(); });
document.addEventListener('change', event => { if (event.target.matches?.('form')) markAll(); }); // a draft came in
document.addEventListener('htmx:afterSettle', markAll);
markAll();

function markAll() {
  for (const field of document.querySelectorAll(fields)) mark(field);
}

function ready(field) {
  const id = `${field.id}_list`;
  if (field.getAttribute('aria-controls') === id) return;
  field.parentElement.classList.add('as-combo');
  field.parentElement.querySelector('.as-options')?.remove();
  const list = document.createElement('ul');
  list.className = 'as-options';
  list.id = id;
  list.setAttribute('role', 'listbox');
  list.hidden = true;
  field.after(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', id]]) field.setAttribute(name, value);
}

async function ask(field) {
  asking?.abort();
  const typed = field.value.trim();
  if (typed.length < 2) return close();
  const mine = asking = new AbortController();
  const found = await suggest(typed, mine.signal);
  if (!found || mine.signal.aborted || document.activeElement !== field) return;
  close();
  const list = field.parentElement.querySelector('.as-options');
  list.setAttribute('aria-label', words.list);
  list.replaceChildren(...found.querySelectorAll('[role="option"]'));
  const options = [...list.children];
  options.forEach((option, i) => { option.id = `${list.id}_${i}`; });
  say(found.dataset.said);
  if (options.length === 0) return;
  box = { field, list, options, at: -1 };
  list.hidden = false;
  field.setAttribute('aria-expanded', 'true');
}

// Null when the server is away or the session over: the name can be typed all the same.
async function suggest(typed, signal) {
  try {
    const answer = await fetch(`/contacts/suggest?q=${encodeURIComponent(typed)}`, { signal });
    if (!answer.ok || answer.redirected) return null;
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('ul');
    words ??= { ...found.dataset };
    return found;
  } catch {
    return null;
  }
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
  if (!box) return;
  box.list.hidden = true;
  box.field.setAttribute('aria-expanded', 'false');
  box.field.removeAttribute('aria-activedescendant');
  box = null;
}

function choose(option) {
  const { field } = box;
  close();
  if (option.dataset.add !== undefined) return add(field, option.dataset.add);
  pick(field, option.dataset.id, option.dataset.name);
  // A party's NIP comes along, unless one was typed.
  const nip = field.closest('[data-row]')?.querySelector('input[name$=".Nip"]');
  if (nip?.value === '' && option.dataset.nip) nip.value = option.dataset.nip;
}

async function add(field, name) {
  const token = field.form.elements.namedItem('__RequestVerificationToken')?.value ?? '';
  const body = new URLSearchParams({ name, key: crypto.randomUUID().replaceAll('-', ''), __RequestVerificationToken: token });
  const answer = await fetch('/contacts/new?handler=Quick', { method: 'POST', body }).catch(() => null);
  const made = answer && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (answer?.ok && made?.id) pick(field, made.id, made.name);
  else tell(field, made?.message ?? words.failed);
}

function pick(field, id, name) {
  picks.set(name, id);
  field.value = name;
  hidden(field, 'ContactId').value = id;
  hidden(field, 'ContactName').value = name;
  mark(field);
  say(words.picked);
}

// Says whether the name is a contact's: it is, as long as nobody edits it.
async function mark(field) {
  const [id, name] = [hidden(field, 'ContactId'), hidden(field, 'ContactName')];
  const typed = field.value.trim();
  if (field.getAttribute('aria-invalid') === 'true') picks.delete(typed); // refused: merged meanwhile
  if (!id.value && picks.has(typed)) [id.value, name.value] = [picks.get(typed), typed];
  const picked = Boolean(id.value) && name.value === typed;
  field.parentElement.classList.toggle('as-picked', picked);
  if (picked && !words) await suggest('', undefined);
  tell(field, picked ? words?.picked ?? '' : '');
}

function hidden(field, which) {
  const name = field.name.replace(/[^.]*$/, which);
  const there = field.form.elements.namedItem(name);
  if (there) return there;
  const made = document.createElement('input');
  made.type = 'hidden';
  made.name = name;
  field.parentElement.append(made);
  return made;
}

function tell(field, text) {
  let note = field.parentElement.querySelector('.as-contact-note');
  if (!note && text) {
    note = document.createElement('div');
    note.className = 'as-hint as-contact-note';
    field.parentElement.append(note);
  }
  if (!note) return;
  note.textContent = text;
  note.hidden = !text;
}

function say(text) {
  const place = document.getElementById('announce');
  if (place) place.textContent = text ?? '';
}
