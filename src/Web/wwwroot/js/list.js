// A register that is open at its newest page: a new entry comes in at the top, a changed one is drawn anew in its place.
// Each flashes once. Nothing moves while somebody searches or has gone further down.
import { onEntry } from './live.js';

onEntry(entry => {
  const list = document.querySelector('[data-live-list]');
  if (!list) return;
  if (entry === null) return missed(list);
  if (entry.kind === list.dataset.liveList) draw(list, entry.id);
});

async function draw(list, id) {
  const url = new URL(location.href);
  url.searchParams.set('handler', 'Row');
  url.searchParams.set('id', id);
  const answer = await fetch(url).catch(() => null);
  if (answer?.status !== 200) return;
  place(list, new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

// After a broken connection, or when the package changed: whatever is new on the first page, and the months' use.
async function missed(list) {
  const url = new URL(location.href);
  url.searchParams.delete('cursor');
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  place(list, fresh);
}

function place(list, fresh) {
  const table = list.querySelector('tbody');
  const rows = [...fresh.querySelectorAll('tr.it')];
  if (!table) return rows.length > 0 && location.reload(); // the empty state becomes a list
  for (const heading of fresh.querySelectorAll('tr.month')) month(table, heading.dataset.month)?.replaceWith(heading.cloneNode(true));
  for (const row of rows.reverse()) {
    const old = document.getElementById(row.id);
    if (old) {
      if (old.innerHTML === row.innerHTML) continue;
      row.classList.toggle('cursor', old.classList.contains('cursor'));
      old.replaceWith(row);
    } else if (list.dataset.first === 'true') {
      if (!month(table, row.dataset.month)) table.prepend(month(fresh, row.dataset.month));
      month(table, row.dataset.month).after(row);
    } else continue;
    row.classList.add('fresh');
  }
}

function month(root, name) { return root.querySelector(`tr.month[data-month="${name}"]`); }
