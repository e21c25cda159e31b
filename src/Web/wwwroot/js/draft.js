// Nothing typed is ever lost: an unsaved form is kept on this device, per account, company and form, every two seconds.
// It goes when the entry is registered, when it is dropped, when one signs out on purpose, and after a week: whoever finds
// this device later finds no letters.
const prefix = `draft:${document.body.dataset.account}:`;
const skipped = new Set(['__RequestVerificationToken']);
const longest = 7 * 24 * 60 * 60 * 1000;

for (const [key, kept] of Object.entries(localStorage)) if (key.startsWith('draft:') && isOld(kept)) localStorage.removeItem(key);

const done = document.querySelector('[data-draft-done]');
if (done) localStorage.removeItem(prefix + done.dataset.draftDone);

document.addEventListener('submit', event => {
  if (event.target.matches('[data-sign-out]')) clear();
});

/** Starts keeping a form, and brings back what this device has of it. */
export function watch(form) {
  const key = prefix + form.dataset.draft;
  let last;
  const keep = () => {
    const now = snapshot(form);
    if (now === last) return;
    last = now;
    store(form, key, now);
  };
  if (form.dataset.pristine !== 'true') keep(); // it came back with what was typed
  else restore(form, key);
  last = snapshot(form);
  const timer = setInterval(() => {
    if (form.isConnected) keep();
    else clearInterval(timer);
  }, 2000);
  form.addEventListener('submit', keep);
  addEventListener('pagehide', () => { if (form.isConnected && !form.dataset.saved) keep(); });
  const drop = () => {
    form.dataset.saved = 'true';
    clearInterval(timer);
    localStorage.removeItem(key);
  };
  form.querySelector('[data-draft-drop]')?.addEventListener('click', drop);
  form.addEventListener('draft:done', drop);
}

function snapshot(form) {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !skipped.has(name)));
}

function store(form, key, fields) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: JSON.parse(fields) }));
    note(form, Date.now());
  } catch { /* a full or forbidden store must not disturb the typing */ }
}

function restore(form, key) {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(key) ?? 'null'); } catch { return; }
  if (!kept?.fields?.length) return;
  form.dispatchEvent(new CustomEvent('draft:rows', { detail: kept.fields }));
  const seen = new Map();
  for (const [name, value] of kept.fields) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    const radio = fields.find(field => field.type === 'radio' && field.value === value);
    if (radio) radio.checked = true;
    else if (fields[0]?.type === 'checkbox') fields[0].checked = fields[0].checked || fields[0].value === value;
    else if (fields[nth]) fields[nth].value = value;
  }
  form.dispatchEvent(new Event('change', { bubbles: true }));
  note(form, kept.at);
}

function note(form, at) {
  const element = form.querySelector('[data-draft-note]');
  if (!element) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' }).format(at);
  element.textContent = element.dataset.draftNote.replace('{time}', time);
  element.hidden = false;
}

function isOld(kept) {
  try { return !(Date.now() - JSON.parse(kept).at < longest); } catch { return true; }
}

function clear() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
}
