// Single keys: N new, S series, R reply, E edit, A annex, D assign, / search, J K move, Enter open, ? help. Off in fields; Ctrl+Enter saves from anywhere in a form.
const typing = element => element?.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable], dialog, [popover]');

document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest('form') ?? document.querySelector('form[data-save]');
    if (form?.dataset.save !== undefined) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;

  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act?.()) event.preventDefault();
});

const keys = {
  'n': () => follow('[data-key="n"]'),
  's': () => follow('[data-key="s"]'),
  'r': () => follow('[data-key="r"]'),
  'e': () => follow('[data-key="e"]'),
  'd': () => follow('[data-key="d"]'),
  'a': () => follow('[data-key="a"]'),
  '/': () => focus('[data-key="/"]'),
  '?': () => open('keys-help'),
  'j': () => move(1),
  'k': () => move(-1),
  'Enter': () => document.activeElement === document.body && follow('.as-reg tr.cursor a'),
};

function follow(selector) {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
}

function focus(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  field?.select?.();
  return Boolean(field);
}

function open(id) {
  const dialog = document.getElementById(id);
  dialog?.showModal();
  return Boolean(dialog);
}

function move(step) {
  const rows = [...document.querySelectorAll('.as-reg tr.it')];
  if (rows.length === 0) return false;
  const now = rows.findIndex(row => row.classList.contains('cursor'));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now < 0 ? 0 : now + step))];
  rows[now]?.classList.remove('cursor');
  next.classList.add('cursor');
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
