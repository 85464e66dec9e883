// What the browser does for itself: says when data is old, holds patches, ticks times, animates, and listens to keys.
// Everything works without it but the patches. The design is in design/ui.md, sections 3 to 5.
(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; SameSite=Lax`; };
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const dialog = $('#dialog'), dialogBody = $('#dialog-body');
  const connected = body.hasAttribute('ws-connect');

  // Durations and times. The server's text is the same for everybody; this makes of it what its reader prefers.
  const two = (n) => String(n).padStart(2, '0');
  const lasting = (seconds) => {
    const s = Math.max(0, Math.floor(seconds)), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    if (d) return `${d}d ${two(h)}h ${two(m)}m`;
    if (h) return `${h}h ${two(m)}m ${two(s % 60)}s`;
    return m ? `${m}m ${two(s % 60)}s` : `${s}s`;
  };
  const clock = (date, utc) => utc
    ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`
    : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const shown = (element, now) => {
    const date = new Date(element.dateTime), age = (now - date) / 1000;
    if (element.dataset.tick === 'lasting') return lasting(age);
    const mode = root.dataset.time;
    if (mode === 'relative') return age < 1 ? 'now' : `${lasting(age)} ago`;
    const day = now - date < 72000000 ? '' : mode === 'utc' ? `${date.toISOString().slice(0, 10)} ` : `${date.toLocaleDateString()} `;
    return day + clock(date, mode === 'utc');
  };
  const tick = () => {
    const now = Date.now();
    for (const element of $$('time[data-tick]')) {
      const frozen = body.classList.contains('frozen') && element.closest('.live');
      const text = shown(element, frozen ? Math.min(now, lastHeard()) : now);
      if (element.textContent !== text) element.textContent = text;
    }
  };

  // Old data never looks live: the banner says since when, and the sections lose their colour.
  let heard = Date.now(), open = false, closedAt = Date.now(), closedFor = '', retry = 0;
  const strip = () => $('#strip');
  const feedLost = () => strip()?.dataset.feed === 'lost';
  const lastHeard = () => feedLost() ? Date.parse(strip().dataset.asOf) : heard;
  const banner = () => {
    if (!connected) return;
    const silent = Date.now() - heard > 15000, frozen = (!open && Date.now() - closedAt > 2500) || silent || feedLost();
    const wait = Math.max(0, Math.ceil(((feedLost() && open ? Date.parse(strip().dataset.retryAt) : retry) - Date.now()) / 1000));
    const again = wait > 0 ? `trying again in ${wait} s.` : 'trying again now.';
    const since = `Data frozen at ${clock(new Date(lastHeard()), root.dataset.time === 'utc')}, ${again}`;
    const text = closedFor || (open && feedLost() ? `${since} ${strip().dataset.why}` : since);
    body.classList.toggle('frozen', frozen);
    $('#banner').hidden = !frozen;
    if (frozen && $('#banner').textContent !== text) $('#banner').textContent = text;
  };
  const signedOut = async () => { if ((await fetch('/live/session', { redirect: 'manual' })).type === 'opaqueredirect') closedFor = 'You are signed out here. Reload the page to sign in again.'; };
  if (window.htmx) htmx.config.wsReconnectDelay = (tries) => { if (tries) signedOut().catch(() => {}); const delay = Math.min(5000, 500 * 2 ** tries) * (0.5 + Math.random() / 2); retry = Date.now() + delay; return delay; };
  body.addEventListener('htmx:wsOpen', () => { open = true; heard = Date.now(); closedFor = ''; banner(); });
  body.addEventListener('htmx:wsClose', ({ detail }) => {
    if (open) closedAt = Date.now();
    open = false;
    const code = detail.event.code;
    if (![1006, 1011, 1012, 1013].includes(code)) { // the extension comes back after these only
      const delay = 300 + Math.random() * 700;
      retry = Date.now() + delay;
      setTimeout(() => detail.socketWrapper.reconnect(), delay);
    }
    banner();
  });
  body.addEventListener('click', (event) => {
    if (body.classList.contains('frozen') && event.target.closest('.live .actions a, .live a.action')) event.preventDefault();
  }, true);

  // Hold: the latest of each section waits, and is a snapshot by itself.
  let holding = false;
  const held = new Map();
  let updates = 0;
  const place = (row, from) => $$('[data-row]', from).findIndex((each) => each.id === row.id);
  const mustHold = (news) => {
    if (holding || document.hidden || dialog.open || !getSelection().isCollapsed) return true;
    const row = $('[data-row]:hover');
    const section = row?.closest('.live'), next = section && news.find((each) => each.id === section.id);
    return Boolean(next) && place(row, next) >= 0 && place(row, next) !== place(row, section);
  };
  const holdButton = () => {
    const button = $('#hold');
    if (!button) return;
    button.setAttribute('aria-pressed', holding);
    button.textContent = held.size ? `${updates} update${updates === 1 ? '' : 's'} held` : holding ? 'Holding' : 'Hold';
  };
  const release = () => {
    if (!held.size || mustHold([...held.values()])) return holdButton();
    const news = [...held.values()];
    held.clear();
    updates = 0;
    holdButton();
    for (const section of news) {
      const target = document.getElementById(section.id);
      if (target) { Idiomorph.morph(target, section.outerHTML, { morphStyle: 'outerHTML' }); htmx.process(document.getElementById(section.id)); }
    }
    patched();
  };
  body.addEventListener('htmx:wsBeforeMessage', (event) => {
    heard = Date.now();
    const news = [...new DOMParser().parseFromString(event.detail.message, 'text/html').body.children];
    if (!mustHold(news)) { news.forEach((section) => held.delete(section.id)); return; }
    event.preventDefault();
    updates += 1;
    for (const section of news) {
      if (section.id === 'strip' && !document.hidden && !holding) { Idiomorph.morph(strip(), section.outerHTML, { morphStyle: 'outerHTML' }); } else { held.set(section.id, section); }
    }
    holdButton();
  });
  body.addEventListener('htmx:wsAfterMessage', () => patched());

  // What enters and leaves is seen (section 3); with reduced motion it appears and vanishes at once.
  if (window.Idiomorph) {
    Object.assign(Idiomorph.defaults, { ignoreActiveValue: true });
    Object.assign(Idiomorph.defaults.callbacks, {
      beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS'),
      afterNodeAdded: (node) => {
        if (node.nodeType !== 1 || still.matches || !node.matches('[data-row], [data-leave]')) return;
        node.classList.add('entering');
        node.addEventListener('animationend', () => node.classList.remove('entering'), { once: true });
      },
      beforeNodeRemoved: (node) => {
        if (node.nodeType !== 1 || still.matches || document.hidden || !node.matches('[data-row], [data-leave]')) return true;
        if (node.classList.contains('leaving')) return false;
        node.classList.add('leaving');
        node.inert = true;
        setTimeout(() => { if (node.classList.contains('leaving')) node.remove(); }, 220);
        return false;
      },
    });
  }

  // One polite voice, for what became stuck only, at most every 5 s.
  let known = new Set($$('[data-state=stuck][data-row]').map((row) => row.id)), spokenAt = 0, unsaid = [];
  const patched = () => {
    tick();
    banner();
    const stuck = $$('[data-state=stuck][data-row]');
    unsaid.push(...stuck.filter((row) => !known.has(row.id)).map((row) => `${row.dataset.name} became stuck`));
    known = new Set(stuck.map((row) => row.id));
    const looked = $('#since-looked');
    const since = looked ? Number(strip().dataset.changes) - Number(looked.dataset.changes) : 0;
    if (since > 0) looked.firstChild.textContent = `${since} change${since === 1 ? '' : 's'} since you looked. `;
  };
  const speak = () => {
    if (!unsaid.length || Date.now() - spokenAt < 5000) return;
    $('#spoken').textContent = unsaid.slice(0, 3).join(', ') + (unsaid.length > 3 ? ` and ${unsaid.length - 3} more` : '');
    unsaid = [];
    spokenAt = Date.now();
  };

  // The one dialog: whatever a link gets; of a whole page only what it says.
  body.addEventListener('htmx:beforeSwap', ({ detail }) => {
    const link = detail.requestConfig?.elt;
    if (!link?.matches('a[hx-get]:not([hx-target])')) return;
    detail.target = dialogBody;
    detail.shouldSwap = true;
    detail.isError = false;
    detail.swapOverride = 'innerHTML';
    if (detail.serverResponse.includes('<main id="main"')) detail.selectOverride = '#main > *';
  });
  body.addEventListener('htmx:afterSwap', ({ detail }) => { if (detail.target === dialogBody) show(); });
  let opener = null;
  const show = () => {
    dialog.setAttribute('aria-labelledby', $('h1[id], h2[id]', dialogBody)?.id ?? 'dialog-title');
    if (!dialog.open) { opener = document.activeElement; dialog.showModal(); }
    ($('[autofocus]', dialogBody) ?? dialog).focus();
  };
  dialog.addEventListener('close', () => {
    dialogBody.replaceChildren();
    (opener?.id && document.getElementById(opener.id) || opener)?.focus?.();
    release();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) { event.preventDefault(); dialog.close(); }
  });

  // Switches and keys.
  const turn = (values, value) => values[(values.indexOf(value) + 1) % values.length];
  const labels = () => {
    if (!$('#switches')) return;
    $('#theme-switch span').textContent = root.dataset.themeChoice;
    $('#time-switch span').textContent = root.dataset.time;
  };
  const theme = () => {
    const next = root.dataset.themeChoice = turn(['auto', 'light', 'dark'], root.dataset.themeChoice);
    if (next === 'auto') root.removeAttribute('data-theme'); else root.dataset.theme = next;
    cookie('theme', next);
    labels();
  };
  const hold = () => { holding = !holding; if (holding) holdButton(); else release(); };
  const help = () => {
    dialogBody.replaceChildren($('#help').content.cloneNode(true));
    const keys = $('#keys-switch');
    keys.checked = root.dataset.keys === 'on';
    keys.addEventListener('change', () => { root.dataset.keys = keys.checked ? 'on' : 'off'; cookie('keys', root.dataset.keys); });
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
  const actions = { '?': help, p: hold, t: theme, j: () => move(1), k: () => move(-1), g: () => { went = Date.now(); }, '/': () => ($('[data-search]') ?? $('main input[type=search]'))?.focus() };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
    if (event.key === 'Enter' && event.target.matches('[data-row]')) return void $('a[href]', event.target)?.click();
    if (root.dataset.keys === 'off' || dialog.open) return;
    const place = Date.now() - went < 1500 && $(`[data-key="${CSS.escape(event.key)}"]`);
    went = 0;
    const action = place ? () => place.click() : Object.hasOwn(actions, event.key) && actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  if (connected) {
    $('#switches').hidden = false;
    $('#hold').addEventListener('click', hold);
    $('#theme-switch').addEventListener('click', theme);
    $('#help-open').addEventListener('click', help);
    $('#time-switch').addEventListener('click', () => { root.dataset.time = turn(['relative', 'local', 'utc'], root.dataset.time); cookie('time', root.dataset.time); labels(); tick(); });
    document.addEventListener('visibilitychange', release);
    document.addEventListener('selectionchange', () => { if (held.size) release(); });
    document.addEventListener('pointerover', () => { if (held.size) release(); });
  }
  document.addEventListener('click', async (event) => {
    const copy = event.target.closest('[data-copy]');
    if (!copy) return;
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy)?.textContent ?? '');
    $('#spoken').textContent = 'Copied';
  });
  labels();
  tick();
  setInterval(() => { tick(); banner(); speak(); }, 1000);
})();
