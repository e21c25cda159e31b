// Files of an entry: several at once, dropped anywhere on the page, each with its progress; and the preview beside.
// Without this script the same form sends one file, and the preview opens in a tab of its own.
const MOST = 25 * 1024 * 1024;
const form = () => document.querySelector('form[data-attach]');

enhance();

document.addEventListener('submit', event => {
  if (!event.target.matches('form[data-attach]')) return;
  event.preventDefault();
  send([...event.target.elements.file.files]);
});

document.addEventListener('change', event => {
  if (event.target.matches('form[data-attach] input[type="file"]') && event.target.files.length > 0) send([...event.target.files]);
});

for (const kind of ['dragenter', 'dragover'])
  document.addEventListener(kind, event => {
    if (!mayTake(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    document.body.dataset.drop = form().dataset.drop;
  });

document.addEventListener('dragleave', event => { if (!event.relatedTarget) delete document.body.dataset.drop; });

document.addEventListener('drop', event => {
  if (!mayTake(event)) return;
  event.preventDefault();
  delete document.body.dataset.drop;
  send([...event.dataTransfer.files]);
});

document.addEventListener('click', event => {
  const link = event.target.closest('a[data-preview]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    preview(link);
  }
  if (event.target.closest('[data-preview-close]')) closePreview();
});

document.addEventListener('keydown', event => { if (event.key === 'Escape' && !document.querySelector('dialog[open]')) closePreview(); });

function enhance() {
  const own = form();
  if (!own) return;
  own.elements.file.multiple = true;
  own.elements.file.required = false;
  const label = own.querySelector('label[data-many]');
  label.textContent = label.dataset.many;
  own.querySelector('[data-attach-send]').hidden = true;
  own.querySelector('[data-scripted]').hidden = false;
}

function mayTake(event) {
  return form() && document.body.dataset.writable !== 'false' && !form().querySelector('fieldset').disabled && event.dataTransfer?.types.includes('Files');
}

// One after the other: each has the whole line, and a refusal for want of room is told of the right file.
async function send(files) {
  const own = form();
  const list = own.querySelector('[data-sending-list]');
  own.querySelector('#attach-problem')?.remove();
  own.elements.file.value = '';
  list.hidden = false;
  const rows = files.map(file => ({ file, row: add(list, file) }));
  let done = 0;
  for (const { file, row } of rows) {
    if (row.stopped) continue;
    if (await sendOne(own, file, row)) {
      done++;
      await redraw();
      row.element.remove();
    }
  }
  if (done === 0) return;
  const said = document.getElementById('announce');
  if (said) said.textContent = own.dataset.said.replace('{count}', done);
  if (list.children.length === 0) list.hidden = true;
}

function add(list, file) {
  const { sending, stop, stopped } = form().dataset;
  const element = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = file.name;
  const progress = document.createElement('progress');
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute('aria-label', `${file.name}: ${sending}`);
  const word = document.createElement('span');
  word.className = 'muted num';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-bare btn-sm';
  button.textContent = '×';
  button.setAttribute('aria-label', `${stop}: ${file.name}`);
  element.append(name, progress, word, button);
  list.append(element);
  const row = { element, progress, word, button, stopped: false };
  button.addEventListener('click', () => {
    row.stopped = true;
    row.request?.abort();
    fail(row, stopped);
  });
  return row;
}

function fail(row, text) {
  row.progress.remove();
  row.button.remove();
  row.word.className = 'as-err';
  row.word.setAttribute('role', 'alert');
  row.word.textContent = text;
}

function sendOne(own, file, row) {
  const { offline, session, refused, size } = own.dataset;
  if (file.size > MOST) {
    fail(row, size);
    return Promise.resolve(false);
  }
  return new Promise(resolve => {
    const request = row.request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file, file.name);
    request.open('POST', own.action);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('RequestVerificationToken', own.elements.__RequestVerificationToken.value);
    request.upload.addEventListener('progress', event => {
      if (!event.lengthComputable) return;
      row.progress.value = event.loaded / event.total;
      row.word.textContent = `${Math.floor(100 * event.loaded / event.total)}%`;
    });
    request.addEventListener('load', () => {
      if (request.status === 201) return resolve(true);
      const away = new URL(request.responseURL || location.href).pathname === '/account/sign-in';
      fail(row, request.status === 401 || away ? session : request.status === 413 ? size : detail(request) ?? refused);
      resolve(false);
    });
    request.addEventListener('error', () => { fail(row, offline); resolve(false); });
    request.addEventListener('abort', () => resolve(false));
    request.send(body);
  });
}

function detail(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return [problem.title, problem.detail].filter(Boolean).join('. ') || null;
  } catch {
    return null;
  }
}

// The list as the server draws it; the form and what it is just sending stay.
async function redraw() {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-attachments]');
  const shown = document.querySelector('[data-attachments]');
  if (!fresh || !shown) return;
  shown.querySelector('header').replaceWith(fresh.querySelector('header'));
  const inside = shown.querySelector('.in');
  for (const old of [...inside.children]) if (!old.matches('form')) old.remove();
  inside.prepend(...[...fresh.querySelector('.in').children].filter(part => !part.matches('form')));
}

function preview(link) {
  closePreview();
  const page = document.querySelector('.as-article');
  const aside = page?.querySelector(':scope > aside') ?? link.closest('[data-attachments]');
  const pane = document.createElement('section');
  pane.className = 'as-card as-preview';
  pane.setAttribute('aria-label', link.dataset.preview);
  const head = document.createElement('header');
  const title = document.createElement('h2');
  title.textContent = link.dataset.preview;
  title.tabIndex = -1;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn btn-bare btn-sm right';
  close.dataset.previewClose = '';
  close.textContent = '×';
  close.setAttribute('aria-label', link.closest('[data-attachments]').dataset.close);
  head.append(title, close);
  const frame = document.createElement('iframe');
  frame.src = link.href;
  frame.title = link.dataset.preview;
  pane.append(head, frame);
  aside.prepend(pane);
  page?.classList.add('as-previewing');
  pane.opener = link;
  title.focus();
}

function closePreview() {
  const pane = document.querySelector('.as-preview');
  if (!pane) return;
  document.querySelector('.as-previewing')?.classList.remove('as-previewing');
  pane.remove();
  if (pane.opener?.isConnected) pane.opener.focus();
}
