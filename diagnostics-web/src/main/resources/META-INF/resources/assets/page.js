// What a page does in the browser beside being live: the one dialog, switches, keys, copy. Everything works without it.
(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; SameSite=Lax`; };
  const dialog = $('#dialog'), dialogBody = $('#dialog-body');

  // The one dialog: whatever a link gets; of a whole page only what it says.
  body.addEventListener('htmx:beforeSwap', ({ detail }) => {
    const link = detail.requestConfig?.elt;
    if (!link?.matches('a[data-hx-get]:not([data-hx-target])')) return;
    Object.assign(detail, { target: dialogBody, shouldSwap: true, isError: false, swapOverride: 'innerHTML' });
    if (detail.serverResponse.includes('<main id="main"')) detail.selectOverride = '#main > *';
  });
  body.addEventListener('htmx:afterSwap', ({ detail }) => { if (detail.target === dialogBody) show(); });
  let opener = null;
  const show = () => {
    dialog.setAttribute('aria-labelledby', $('h1[id], h2[id]', dialogBody)?.id ?? 'dialog-empty');
    if (!dialog.open) { opener = document.activeElement; dialog.showModal(); }
    ($('[autofocus]', dialogBody) ?? dialog).focus();
  };
  dialog.addEventListener('close', () => {
    dialogBody.replaceChildren();
    (opener?.id && document.getElementById(opener.id) || opener)?.focus?.(); // a patch may have replaced it
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) { event.preventDefault(); dialog.close(); }
  });

  // Switches and keys.
  const turn = (name, key, ...values) => {
    const next = root.dataset[key] = values[(values.indexOf(root.dataset[key]) + 1) % values.length];
    cookie(name, next);
    labels();
    return next;
  };
  const labels = () => {
    $('#theme-switch span').textContent = root.dataset.themeChoice;
    $('#time-switch span').textContent = root.dataset.time;
  };
  const theme = () => {
    const next = turn('theme', 'themeChoice', 'auto', 'light', 'dark');
    if (next === 'auto') root.removeAttribute('data-theme'); else root.dataset.theme = next;
  };
  const help = () => {
    dialogBody.replaceChildren($('#help').content.cloneNode(true));
    $('#keys-switch').checked = root.dataset.keys === 'on';
    $('#keys-switch').addEventListener('change', ({ target }) => { root.dataset.keys = target.checked ? 'on' : 'off'; cookie('keys', root.dataset.keys); });
    show();
  };
  const move = (by) => {
    const rows = $$('main [data-row]').filter((row) => !row.inert), at = rows.indexOf(document.activeElement?.closest('[data-row]'));
    const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    $$('[data-row][tabindex]').forEach((each) => each.removeAttribute('tabindex'));
    row?.setAttribute('tabindex', '0');
    row?.focus();
  };
  let went = 0;
  const actions = { '?': help, p: () => $('#hold')?.click(), t: theme, j: () => move(1), k: () => move(-1), g: () => { went = Date.now(); }, '/': () => ($('[data-search]') ?? $('main input[type=search]'))?.focus() };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
    if (event.key === 'Enter' && event.target.matches('[data-row]')) return void $('a[href]', event.target)?.click();
    if (root.dataset.keys === 'off' || dialog.open || !$('#switches')) return;
    const place = Date.now() - went < 1500 && $(`[data-key="${CSS.escape(event.key)}"]`);
    went = 0;
    const action = place ? () => place.click() : Object.hasOwn(actions, event.key) && actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  if ($('#switches')) { // a page for who is not signed in has none
    $('#theme-switch').addEventListener('click', theme);
    $('#help-open').addEventListener('click', help);
    $('#time-switch').addEventListener('click', () => { turn('time', 'time', 'relative', 'local', 'utc'); document.dispatchEvent(new Event('sluice:times')); });
    labels();
  }

  // A log that is followed stays at its end, until somebody scrolls up.
  let atEnd = [];
  body.addEventListener('htmx:beforeSwap', () => { atEnd = $$('.log').filter((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 40); });
  body.addEventListener('htmx:afterSettle', () => { if ($('[data-follows=true]')) atEnd.forEach((log) => { log.scrollTop = log.scrollHeight; }); });

  // A file that is too large is refused before it is sent.
  document.addEventListener('change', ({ target }) => {
    if (!target.matches('input[type=file][data-max-bytes]')) return;
    const size = target.files[0]?.size ?? 0, max = Number(target.dataset.maxBytes);
    target.setCustomValidity(size > max ? `The file has ${Math.ceil(size / 1048576)} MiB, and at most ${max / 1048576} MiB are accepted.` : '');
    target.reportValidity();
  });

  document.addEventListener('click', async (event) => {
    const copy = event.target.closest('[data-copy]');
    if (!copy) return;
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy)?.textContent ?? '');
    $('#spoken').textContent = 'Copied';
  });
})();
