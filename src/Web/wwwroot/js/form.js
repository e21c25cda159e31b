// Saving without leaving the page: a refusal comes back with everything typed, and a server that is away or a session that
// ended changes nothing on the screen. Without this script the same forms work as plain ones.
import { watch } from './draft.js';
import './combobox.js';

// The form that a request saves. Parts of a form ask questions of their own (a letter that looks the same): those are no saving.
const sent = event => event.detail.elt.matches?.('form[data-save]') ? event.detail.elt : null;

// A form cannot carry NUL, which comes along when pasting: another control character in its place is refused at its field.
document.addEventListener('htmx:configRequest', event => {
  const { parameters } = event.detail;
  if (!sent(event)) return;
  for (const name of Object.keys(parameters))
    if (typeof parameters[name] === 'string' && parameters[name].includes('\0')) parameters[name] = parameters[name].replaceAll('\0', '\u0001');
});

// Registered: on to the stamp. The session ended: the form stays and says so, instead of leaving for the sign-in page.
document.addEventListener('htmx:beforeOnLoad', event => {
  const form = sent(event);
  if (!form) return;
  const { xhr } = event.detail;
  if (xhr.status === 401 || new URL(xhr.responseURL || location.href).pathname === '/account/sign-in') {
    event.preventDefault();
    notice(form, 'signed-out');
  } else if (xhr.status === 200 && xhr.getResponseHeader('HX-Redirect')) {
    form.dispatchEvent(new Event('draft:done'));
  }
});

document.addEventListener('htmx:responseError', async event => {
  const form = sent(event);
  if (!form) return;
  const { status } = event.detail.xhr;
  if (status === 400 && !form.dataset.renewed && await renew(form)) form.requestSubmit();
  else notice(form, status === 503 ? 'unavailable' : status === 413 ? 'too-large' : 'failed');
});

document.addEventListener('htmx:sendError', event => {
  const form = sent(event);
  if (form) notice(form, 'offline');
});

document.addEventListener('htmx:afterSettle', event => {
  for (const form of document.querySelectorAll('form[data-save]')) if (!form.dataset.watched) start(form);
  if (event.detail.requestConfig?.verb === 'post')
    (document.querySelector('[data-focus]') ?? document.querySelector('[aria-invalid="true"]'))?.focus();
});

for (const form of document.querySelectorAll('form[data-save]')) start(form);

function start(form) {
  form.dataset.watched = 'true';
  wire(form);
  watch(form);
  depend(form);
}

// The page was open for longer than its token lives: a new one, and once more.
async function renew(form) {
  form.dataset.renewed = 'true';
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[name="__RequestVerificationToken"]');
  const token = form.querySelector('[name="__RequestVerificationToken"]');
  if (!fresh || !token) return false;
  token.value = fresh.value;
  return true;
}

function notice(form, kind) {
  for (const element of form.querySelectorAll('[data-notice]')) element.hidden = element.dataset.notice !== kind;
  const shown = form.querySelector(`[data-notice="${kind}"]`);
  shown?.scrollIntoView({ block: 'nearest' });
  shown?.querySelector('strong')?.focus();
}

// Parts of a form that depend on a choice: fields for one direction or way of delivery, an end date only when there is one.
// Rows of a list: the server draws a few for those without a script; here one at a time.
function wire(form) {
  form.addEventListener('change', () => depend(form));
  form.addEventListener('click', event => rows(form, event));
  form.addEventListener('session:over', () => { if (form.querySelector('[data-notice="signed-out"]')?.hidden) notice(form, 'signed-out'); });
  const list = form.querySelector('[data-rows]');
  if (!list) return;
  form.addEventListener('draft:rows', event => {
    const wanted = new Set(event.detail.map(([name]) => /Parties\[(\d+)\]/.exec(name)?.[1]).filter(Boolean)).size;
    while (list.children.length < wanted && add(list));
  });
  while (list.children.length > 1 && [...list.lastElementChild.querySelectorAll('input')].every(field => field.value === '' && !field.ariaInvalid))
    list.lastElementChild.remove();
  for (const button of form.querySelectorAll('[data-row-add], [data-row-remove]')) button.hidden = false;
}

function depend(form) {
  const values = new FormData(form);
  for (const element of form.querySelectorAll('[data-when]')) {
    const [name, wanted] = element.dataset.when.split('=');
    element.hidden = !wanted.split(',').includes(values.get(name) ?? '');
  }
  for (const element of form.querySelectorAll('[data-text-by]')) {
    const text = element.dataset[`text${values.get(element.dataset.textBy) ?? ''}`];
    if (text) element.textContent = text;
  }
}

function rows(form, event) {
  if (event.target.closest('[data-row-add]')) {
    const row = add(form.querySelector('[data-rows]'));
    row?.querySelector('input')?.focus();
  }
  const gone = event.target.closest('[data-row-remove]');
  if (gone) {
    const row = gone.closest('[data-row]');
    for (const field of row.querySelectorAll('input')) field.value = '';
    if (row.parentElement.children.length > 1) row.remove();
    [...form.querySelectorAll('[data-row]')].forEach(number);
  }
}

function add(list) {
  if (list.children.length >= Number(list.dataset.rows)) return null;
  const row = list.lastElementChild.cloneNode(true);
  for (const field of row.querySelectorAll('input')) {
    field.value = '';
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
  for (const error of row.querySelectorAll('.as-err')) error.remove();
  row.hidden = false;
  list.append(row);
  number(row, list.children.length - 1);
  return row;
}

function number(row, index) {
  for (const element of row.querySelectorAll('[name], [id], [for]'))
    for (const attribute of ['name', 'id', 'for'])
      if (element.hasAttribute(attribute))
        element.setAttribute(attribute, element.getAttribute(attribute).replace(/([[_])\d+([\]_])/, `$1${index}$2`));
}
