// What is live in the browser: it says when data is old, holds patches, ticks times and animates. page.js has the rest.
(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const dialog = $('#dialog');
  const connected = body.hasAttribute('data-ws-connect');

  // Durations and times. The server's text is the same for everybody; this makes of it what its reader prefers.
  const two = (n) => String(n).padStart(2, '0');
  const lasting = (seconds) => {
    const s = Math.max(0, Math.floor(seconds)), d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
    if (d) return `${d}d ${two(h)}h ${two(m)}m`;
    if (h) return `${h}h ${two(m)}m ${two(s % 60)}s`;
    return m ? `${m}m ${two(s % 60)}s` : `${s}s`;
  };
  const clock = (date, utc) => utc ? `${date.toISOString().slice(11, 19)} UTC` : [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const shown = (element, now) => {
    const date = new Date(element.dateTime), age = (now - date) / 1000, utc = root.dataset.time === 'utc';
    if (element.dataset.tick === 'lasting') return lasting(age);
    if (root.dataset.time === 'relative') return age < 1 ? 'now' : `${lasting(age)} ago`;
    return (age < 72000 ? '' : `${utc ? date.toISOString().slice(0, 10) : date.toLocaleDateString()} `) + clock(date, utc);
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
  const signedOut = async () => { // also refreshes the tokens of an OpenID provider, which the handshake of a WebSocket cannot
    if ((await fetch('/live/session')).status === 401) closedFor = 'You are signed out here. Reload the page to sign in again.';
  };
  if (window.htmx) htmx.config.wsReconnectDelay = (tries) => {
    if (tries) signedOut().catch(() => {});
    const delay = Math.min(5000, 500 * 2 ** tries) * (0.5 + Math.random() / 2);
    retry = Date.now() + delay;
    return delay;
  };
  body.addEventListener('htmx:wsOpen', () => { open = true; heard = Date.now(); closedFor = ''; banner(); });
  body.addEventListener('htmx:wsClose', ({ detail }) => {
    if (open) closedAt = Date.now();
    open = false;
    if (![1006, 1011, 1012, 1013].includes(detail.event.code)) { // the extension comes back after these only
      const delay = 300 + Math.random() * 700;
      retry = Date.now() + delay;
      setTimeout(() => signedOut().catch(() => {}).then(() => detail.socketWrapper.reconnect()), delay);
    }
    banner();
  });
  body.addEventListener('click', (event) => {
    if (body.classList.contains('frozen') && event.target.closest('.live .actions a, .live a.action')) {
      event.preventDefault();
      event.stopPropagation(); // htmx listens at the link itself
    }
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
    $('#hold').setAttribute('aria-pressed', holding);
    $('#hold').textContent = held.size ? `${updates} update${updates === 1 ? '' : 's'} held` : holding ? 'Holding' : 'Hold';
  };
  const patch = (section) => {
    const target = document.getElementById(section.id);
    if (!target) return;
    Idiomorph.morph(target, section.outerHTML, { morphStyle: 'outerHTML' });
    htmx.process(document.getElementById(section.id));
  };
  const release = () => {
    if (!held.size || mustHold([...held.values()])) return holdButton();
    held.forEach(patch);
    held.clear();
    updates = 0;
    holdButton();
    patched();
  };
  body.addEventListener('htmx:wsBeforeMessage', (event) => {
    heard = Date.now();
    const news = [...new DOMParser().parseFromString(event.detail.message, 'text/html').body.children];
    if (!mustHold(news)) { news.forEach((section) => held.delete(section.id)); return; }
    event.preventDefault();
    updates += 1;
    news.forEach((section) => section.id === 'strip' && !document.hidden && !holding ? patch(section) : held.set(section.id, section));
    holdButton();
  });
  body.addEventListener('htmx:wsAfterMessage', () => patched());

  // Rows fade in and out; with reduced motion they appear and vanish at once.
  if (window.Idiomorph) {
    Idiomorph.defaults.ignoreActiveValue = true;
    Object.assign(Idiomorph.defaults.callbacks, {
      beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS') && !(name === 'tabindex' && node.matches('[data-row]')),
      afterNodeAdded: (node) => {
        if (node.nodeType !== 1 || still.matches || !node.matches('[data-row], [data-leave]')) return;
        node.classList.add('entering');
        node.addEventListener('animationend', () => node.classList.remove('entering'), { once: true });
      },
      beforeNodeRemoved: (node) => {
        if (node.nodeType !== 1 || still.matches || document.hidden || !node.matches('[data-row], [data-leave]')) return true;
        if (node.classList.contains('leaving')) return false;
        node.classList.add('leaving');
        node.inert = true; // a row that comes back meanwhile has lost both through the morph
        setTimeout(() => { if (node.classList.contains('leaving')) node.remove(); }, 220);
        return false;
      },
    });
  }

  // Announces executions that became stuck, at most every 5 s.
  let known = new Set($$('[data-state=stuck][data-row]').map((row) => row.id)), spokenAt = 0, unsaid = [];
  const patched = () => {
    tick();
    banner();
    const stuck = $$('[data-state=stuck][data-row]'), looked = $('#since-looked');
    unsaid.push(...stuck.filter((row) => !known.has(row.id)).map((row) => `${row.dataset.name} became stuck`));
    known = new Set(stuck.map((row) => row.id));
    const since = looked ? Number(strip().dataset.changes) - Number(looked.dataset.changes) : 0;
    if (since > 0 && (holding || !looked.dataset.live)) looked.firstChild.textContent = `${since} change${since === 1 ? '' : 's'} since you looked. `;
  };

  // The first page of a list is requested again after changes, at most every 3 s, unless it is held.
  let requested = 0;
  const refresh = async () => {
    const looked = $('#since-looked');
    if (!looked?.dataset.live || Date.now() - requested < 3000 || mustHold([])) return;
    if (Number(strip().dataset.changes) <= Number(looked.dataset.changes)) return;
    requested = Date.now();
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const sections = ['list', 'since-looked'].map((id) => next.getElementById(id));
    if (sections.includes(null) || mustHold(sections)) return;
    sections.forEach(patch);
    patched();
  };
  const speak = () => {
    if (!unsaid.length || Date.now() - spokenAt < 5000) return;
    $('#spoken').textContent = unsaid.slice(0, 3).join(', ') + (unsaid.length > 3 ? ` and ${unsaid.length - 3} more` : '');
    [unsaid, spokenAt] = [[], Date.now()];
  };

  if (connected) {
    $('#switches').hidden = false;
    $('#hold').addEventListener('click', () => { holding = !holding; if (holding) holdButton(); else release(); });
    dialog.addEventListener('close', release);
    ['visibilitychange', 'selectionchange', 'pointerover'].forEach((name) => document.addEventListener(name, () => { if (held.size) release(); }));
  }
  document.addEventListener('sluice:times', tick);
  tick();
  setInterval(() => { tick(); banner(); speak(); refresh().catch(() => {}); }, 1000);
})();
