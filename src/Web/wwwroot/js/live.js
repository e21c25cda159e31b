// The tenant as it stands, on every open page. The hub sends the whole status on connect and on each change; an older
// version is dropped. Where WebSockets are blocked the page asks every ten seconds.
const body = document.body;
const listeners = new Set();
const drawn = Number(body.dataset.version);
let version = drawn;
let shell;
let failures = 0;

/** Calls back with { kind, id, number } for each new or changed entry, and with null after messages may have been missed. */
export function onEntry(listener) { listeners.add(listener); }

const hub = new signalR.HubConnectionBuilder()
  .withUrl('/hubs/tenant', { transport: signalR.HttpTransportType.WebSockets, skipNegotiation: true })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => pause(previousRetryCount) })
  .configureLogging(signalR.LogLevel.None)
  .build();

hub.on('status', apply);
hub.on('entry', entry => { refreshSoon(); tell(entry); });
hub.onreconnecting(() => { failures = 1; });
hub.onreconnected(() => { failures = 0; tell(null); });
hub.onclose(start);
start();

async function start() {
  try {
    await hub.start();
    if (failures > 0) tell(null);
    failures = 0;
    offline(false);
  } catch {
    failures++;
    setTimeout(start, pause(failures));
  }
}

// Half a second at first, doubling to half a minute, with jitter: a restarted server is not met by everybody at once.
function pause(tries) { return Math.min(30_000, 500 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2); }

setInterval(async () => {
  if (hub.state === signalR.HubConnectionState.Connected) return;
  try {
    const answer = await fetch('/live/status', { headers: { Accept: 'application/json' }, redirect: 'manual' });
    if (isOver(answer)) over();
    else if (answer.ok) { offline(false); apply(await answer.json()); tell(null); }
    else offline(true);
  } catch {
    offline(true);
  }
}, 10_000);

// The session ended, or the company is gone. A form that is being typed into stays and says so; other pages go to sign in.
function isOver(answer) { return answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 404; }

function over() {
  const form = document.querySelector('form[data-save]');
  if (form) form.dispatchEvent(new Event('session:over'));
  else location.reload();
}

function offline(is) { const note = document.getElementById('offline'); if (note) note.hidden = !is; }

function tell(entry) { for (const listener of listeners) listener(entry); }

function apply(status) {
  if (status.version < version) return;
  version = status.version;
  for (const kind of ['correspondence', 'contracts']) meter(kind, status[kind]);
  // Whatever changes words, and not only figures, is drawn by the server.
  const now = [status.state, status.package, status.validUntil, status.deletionAt ?? '', status.month,
    status.correspondence.limit ?? '', status.contracts.limit ?? ''].join('|');
  if (shell !== now) {
    if (shell !== undefined || status.version !== drawn) refreshSoon();
    if (shell !== undefined) tell(null);
    shell = now;
  }
}

function meter(kind, { used, limit }) {
  for (const element of document.querySelectorAll(`[data-meter="${kind}"]`)) {
    const before = Number(element.dataset.used);
    if (before === used || String(limit ?? '') !== element.dataset.limit) continue;
    element.dataset.used = used;
    element.querySelector('b').textContent = limit == null ? used : `${used}/${limit}`;
    element.setAttribute('aria-label', element.dataset.label.replace('{used}', used));
    if (limit == null) continue;
    element.setAttribute('aria-valuenow', used);
    element.classList.toggle('full', used >= limit);
    element.classList.toggle('warn', used < limit && used >= limit * 0.8);
    element.querySelectorAll('.as-ticks i').forEach((tick, index) => tick.classList.toggle('on', index < used));
    element.querySelector('.as-bar rect + rect')?.setAttribute('width', `${Math.min(100, 100 * used / limit)}%`);
    if (element.closest('#live-meters')) announce(element, before, used, limit);
  }
}

function announce(element, before, used, limit) {
  const text = used >= limit && before < limit ? element.dataset.sayFull
    : used === limit - 1 && before < used ? element.dataset.sayLast
    : used >= limit * 0.8 && before < limit * 0.8 ? element.dataset.sayWarn : null;
  if (text) document.getElementById('announce').textContent = text.replace('{used}', used);
}

let timer;
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 150);
}

async function refresh() {
  const answer = await fetch('/live/shell', { redirect: 'manual' }).catch(() => null);
  if (answer && isOver(answer)) return over();
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const root = fresh.querySelector('[data-writable]');
  if (!root || Number(root.dataset.version) < version) return;
  body.dataset.writable = root.dataset.writable;
  for (const element of fresh.querySelectorAll('[id^="live-"]')) {
    const old = document.getElementById(element.id);
    if (old && old.outerHTML !== element.outerHTML && !old.contains(document.activeElement)) old.replaceWith(element);
  }
  for (const element of document.querySelectorAll('[data-count]')) {
    const count = root.dataset[element.dataset.count];
    if (count !== undefined) element.textContent = count;
  }
  for (const button of document.querySelectorAll('[data-write]')) {
    if (body.dataset.writable === 'false') button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}
