'use strict';
// The operator's page. Everything shown comes from /api/v1 of the same port and is put in as text, never as markup.

const LOOK_MS = 2000;
const SLOW_MS = 5000;
const LATE_MS = 15 * 60 * 1000;
const CERTIFICATE_DAYS = 14;

const byId = id => document.getElementById(id);
let token = '';
let last = null;
let drawn = {};

/** An element with attributes and children; text stays text. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  for (const child of children) if (child !== undefined && child !== null) element.append(child);
  return element;
}

/** Draws a part anew only if what it shows has changed, so that nobody loses the place he is at. */
function redraw(target, data, draw) {
  const seen = JSON.stringify(data);
  if (drawn[target.id] === seen) return;
  drawn[target.id] = seen;
  target.replaceChildren(...draw());
}

function emptyRow(columns, text) {
  return make('tr', {class: 'empty'}, make('td', {colspan: columns}, text));
}

async function ask(path, options = {}) {
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const answer = await fetch(path, {headers, cache: 'no-store', signal: AbortSignal.timeout(8000), ...options});
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.detail || answer.statusText), {status: answer.status});
  return body;
}

// --- words for numbers

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const number = value => whole.format(value || 0).replace(/,/g, '\u202f');

function rate(value) {
  return value >= 100 ? number(value) : value >= 10 ? value.toFixed(1) : value > 0 ? value.toFixed(2) : '0';
}

function age(ms) {
  if (ms === undefined) return '–';
  const s = Math.round(ms / 1000);
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min';
  if (s < 172800) return Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
  return Math.floor(s / 86400) + ' days';
}

function seconds(value) {
  return value === null || value === undefined ? '–' : value < 1 ? Math.round(value * 1000) + ' ms' : value.toFixed(1) + ' s';
}

const clock = iso => new Date(iso).toLocaleTimeString('en-GB');
const moment = iso => new Date(iso).toLocaleString('en-GB', {dateStyle: 'short', timeStyle: 'medium'});
const date = iso => iso.slice(0, 10);
const shortQueue = address => address.split('@')[0];

function tell(text, isBad) {
  const said = byId('said');
  said.textContent = text;
  said.className = isBad ? 'bad' : '';
  said.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { said.hidden = true; }, 8000);
}

// --- how things stand

function showState(overview) {
  const state = byId('state');
  state.className = 'state ' + (overview.ready ? 'ready' : 'bad');
  const text = overview.ready ? 'ready' : 'not ready: ' + overview.detail;
  if (state.textContent !== text) state.textContent = text;
  byId('who').textContent = `${overview.gateway} · network ${overview.network} · ${overview.environment}`;
  byId('foot').textContent = `Version ${overview.version}, up for ${age(Date.now() - Date.parse(overview.startedAt))}. ${overview.detail}`;
}

function showGone(failure) {
  const state = byId('state');
  state.className = 'state bad';
  state.textContent = 'no answer';
  byId('foot').textContent = 'What is shown is old: ' + failure.message;
}

function figure(id, text, isAlarm) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
  element.parentElement.classList.toggle('alarm', Boolean(isAlarm));
}

function showNumbers(overview, queues, nodes) {
  const now = {at: performance.now(), stored: overview.total.stored};
  if (last && now.at > last.at) {
    figure('n-rate', rate(Math.max(0, now.stored - last.stored) * 1000 / (now.at - last.at)));
  }
  last = now;
  const waiting = queues.filter(queue => queue.role !== 'REPORT' && queue.messages > 0);
  const oldest = Math.max(0, ...waiting.map(queue => queue.oldestMs || 0));
  const off = Object.values(overview.unaccounted).reduce((sum, value) => sum + value, 0);
  figure('n-stored', number(overview.total.stored));
  figure('n-queued', number(queues.reduce((sum, queue) => sum + queue.messages, 0)));
  figure('n-oldest', oldest ? age(oldest) : '–', oldest > LATE_MS);
  figure('n-nodes', nodes.filter(node => node.connected).length + ' / ' + nodes.length);
  figure('n-dead', number(overview.deadLetters), overview.deadLetters > 0);
  figure('n-off', number(off), off > 0);
}

/** One application of one domain. */
function cellOf(domain, application, queues, nodes) {
  const ours = nodes.filter(node => node.domain === domain && node.applications.includes(application));
  const inbox = queues.filter(queue => queue.domain === domain && queue.application === application && queue.role !== 'REPORT');
  const connected = ours.filter(node => node.connected).length;
  const waiting = inbox.reduce((sum, queue) => sum + queue.messages, 0);
  const oldest = Math.max(0, ...inbox.map(queue => queue.oldestMs || 0));
  const seen = ours.some(node => node.lastSeen);
  const state = connected ? (oldest > LATE_MS ? 'late' : 'up') : seen || waiting ? 'down' : 'idle';
  const words = {up: 'connected', late: 'late', down: 'down', idle: ours.length ? 'not seen' : 'no node'}[state];
  return {state, words, waiting, oldest: waiting ? age(oldest) : ''};
}

function showMap(queues, nodes) {
  const domains = [...new Set(queues.map(queue => queue.domain))].sort();
  // What lives stands first: a network may have many applications, and few of them here.
  const columns = [...new Set(queues.map(queue => queue.application))].sort()
    .map(name => ({name, cells: domains.map(domain => cellOf(domain, name, queues, nodes))}));
  const isIdle = column => column.cells.every(cell => cell.state === 'idle');
  const sorted = [...columns.filter(column => !isIdle(column)), ...columns.filter(isIdle)];
  const applications = sorted.map(column => column.name);
  const rows = domains.map((domain, row) => ({domain, cells: sorted.map(column => column.cells[row])}));
  redraw(named(byId('map').tHead, 'map-head'), applications, () => [make('tr', {}, make('th', {scope: 'col'}, 'Domain'),
    ...applications.map(name => make('th', {scope: 'col'}, name)))]);
  redraw(named(byId('map').tBodies[0], 'map-body'), rows, () => rows.map(row => make('tr', {},
    make('th', {scope: 'row'}, row.domain),
    ...row.cells.map(cell => make('td', {class: 'cell ' + cell.state},
      make('b', {}, cell.words), cell.waiting ? ` · ${number(cell.waiting)} wait, ${cell.oldest}` : '')))));
}

function named(element, id) {
  element.id = element.id || id;
  return element;
}

function showQueues(queues) {
  const filter = byId('q-filter').value.trim().toLowerCase();
  const shown = queues
    .filter(queue => byId('q-all').checked || queue.messages > 0)
    .filter(queue => `${queue.queue} ${queue.application}`.toLowerCase().includes(filter))
    .sort((a, b) => b.messages - a.messages)
    .slice(0, 300);
  const rows = shown.map(queue => [queue.queue, queue.application, queue.messages, queue.onLease,
    queue.messages ? age(queue.oldestMs) : '–', queue.consumers, queue.depthMax]);
  redraw(named(byId('t-queues').tBodies[0], 'queue-rows'), [rows, filter], () => rows.length
    ? rows.map(([name, application, messages, inHand, oldest, consumers, most]) => make('tr', {},
      make('td', {class: 'mono'}, name), make('td', {}, application), make('td', {class: 'num'}, number(messages)),
      make('td', {class: 'num'}, number(inHand)), make('td', {class: 'num'}, oldest),
      make('td', {class: 'num' + (messages && !consumers ? ' bad' : '')}, String(consumers)),
      make('td', {}, make('meter', {class: 'bar', min: 0, max: most, value: messages, 'aria-label': `${messages} of ${most}`}))))
    : [emptyRow(7, filter ? 'No queue matches.' : 'Every queue is empty.')]);
}

function showNodes(nodes) {
  const rows = nodes.map(node => {
    const days = node.certificateEnds ? (Date.parse(node.certificateEnds) - Date.now()) / 86400000 : null;
    return {
      node: node.node.split('@')[0], domain: node.domain, applications: node.applications.join(', '),
      state: node.connected ? 'good' : node.lastSeen ? 'bad' : 'soft',
      words: node.connected ? 'since ' + clock(node.sessions[0].since) + (node.sessions.length > 1 ? `, ${node.sessions.length} sessions` : '')
        : node.lastSeen ? 'gone at ' + clock(node.lastSeen) : 'not seen',
      agent: node.connected ? `${node.sessions[0].agent} from ${node.sessions[0].remote.replace(/^\//, '')}` : '',
      ends: node.certificateEnds ? date(node.certificateEnds) : '', soon: days !== null && days < CERTIFICATE_DAYS,
      clock: node.connected ? `${node.clockAheadMs > 0 ? '+' : ''}${node.clockAheadMs} ms` : '', off: Math.abs(node.clockAheadMs) > 10000,
    };
  });
  const order = {good: 0, bad: 1, soft: 2};
  rows.sort((a, b) => order[a.state] - order[b.state] || a.domain.localeCompare(b.domain));
  redraw(named(byId('t-nodes').tBodies[0], 'node-rows'), rows, () => rows.map(row => make('tr', {},
    make('td', {}, row.node), make('td', {}, row.domain), make('td', {}, row.applications),
    make('td', {}, make('span', {class: 'tag ' + row.state}, row.words)), make('td', {class: 'soft'}, row.agent),
    make('td', {class: row.soon ? 'bad' : ''}, row.ends), make('td', {class: 'num' + (row.off ? ' bad' : '')}, row.clock))));
}

// --- charts

const SVG = 'http://www.w3.org/2000/svg';

function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A round number at or above the largest value. */
function ceiling(value) {
  if (value <= 0) return 1;
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value);
}

/** Lines over time. Each is [colour, values]; null leaves a gap. */
function chart(id, times, lines, words) {
  const width = 600, height = 180, left = 64, bottom = 158, top = 10;
  const most = ceiling(Math.max(0, ...lines.flatMap(line => line[1]).filter(value => value !== null)));
  const from = times.length ? times[0] : 0, span = Math.max(1, (times.length ? times[times.length - 1] : 1) - from);
  const x = time => left + (width - left - 8) * (time - from) / span;
  const y = value => bottom - (bottom - top) * value / most;
  const parts = [];
  for (const share of [0, 0.5, 1]) {
    parts.push(svg('line', {class: 'grid', x1: left, x2: width - 8, y1: y(most * share), y2: y(most * share)}));
    parts.push(svg('text', {x: left - 8, y: y(most * share) + 4, 'text-anchor': 'end'}, words(most * share)));
  }
  for (const [colour, values] of lines) {
    let path = '', isOpen = false;
    values.forEach((value, i) => {
      if (value === null) { isOpen = false; return; }
      path += (isOpen ? 'L' : 'M') + x(times[i]).toFixed(1) + ' ' + y(value).toFixed(1);
      isOpen = true;
    });
    parts.push(svg('path', {class: colour, d: path || 'M0 0'}));
  }
  if (times.length) {
    parts.push(svg('text', {x: left, y: height - 4}, clock(times[0])));
    parts.push(svg('text', {x: width - 8, y: height - 4, 'text-anchor': 'end'}, clock(times[times.length - 1])));
  } else {
    parts.push(svg('text', {x: width / 2, y: height / 2, 'text-anchor': 'middle'}, 'the first beat comes within seconds'));
  }
  byId(id).replaceChildren(...parts);
}

async function showPulse() {
  const beats = await ask('api/v1/pulse');
  const times = beats.map(beat => Date.parse(beat.at));
  chart('c-rate', times, [['a', beats.map(beat => beat.stored)], ['b', beats.map(beat => beat.delivered)],
    ['c', beats.map(beat => beat.refused)]], value => rate(value));
  chart('c-time', times, [['c', beats.map(beat => beat.putMostSeconds)], ['a', beats.map(beat => beat.putHalfSeconds)]], seconds);
}

// --- dead letters, refusals, trails

function confirmed(text, word) {
  const dialog = byId('d-ask');
  byId('ask').textContent = text;
  byId('b-ask').textContent = word;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'ok'), {once: true}));
}

async function change(letter, verb, question, word) {
  if (!token) { byId('d-token').showModal(); return; }
  if (!await confirmed(question, word)) return;
  try {
    const answer = await ask(`api/v1/dead-letters/${letter.id}/${verb}`, {method: 'POST'});
    tell(`Message ${letter.messageId}: ${answer.done}.`);
  } catch (failure) {
    if (failure.status === 401) become('');
    tell(failure.message, true);
  }
  drawn['dead-rows'] = '';
  await showDeadLetters();
}

function idButton(id) {
  return make('button', {type: 'button', class: 'mono', title: 'Where has it been?', onclick: () => {
    byId('f-id').value = id;
    find(id);
    byId('find').scrollIntoView();
  }}, id);
}

async function showDeadLetters() {
  const letters = await ask('api/v1/dead-letters?limit=50');
  redraw(named(byId('t-dead').tBodies[0], 'dead-rows'), letters, () => letters.length
    ? letters.map(letter => make('tr', {},
      make('td', {class: 'num'}, moment(letter.at)), make('td', {}, idButton(letter.messageId), make('span', {class: 'why'}, letter.type)),
      make('td', {}, letter.sender), make('td', {class: 'mono'}, letter.to),
      make('td', {}, make('span', {class: 'tag bad'}, letter.refusal.name), make('span', {class: 'why'}, letter.reason)),
      make('td', {}, make('div', {class: 'actions'},
        make('button', {type: 'button', class: 'retry', onclick: () => change(letter, 'retry',
          `Put ${letter.messageId} back into ${letter.to}? Its receiver gets it again.`, 'Put back')}, 'Put back'),
        make('button', {type: 'button', class: 'danger', onclick: () => change(letter, 'discard',
          `Throw ${letter.messageId} away? It will not be delivered any more; the evidence of it stays.`, 'Throw away')}, 'Throw away')))))
    : [emptyRow(6, 'None. Every message was taken, or waits for its receiver.')]);
}

async function showRefusals() {
  const refusals = await ask('api/v1/refusals?limit=50');
  redraw(named(byId('t-refusals').tBodies[0], 'refusal-rows'), refusals, () => refusals.length
    ? refusals.map(refusal => make('tr', {},
      make('td', {class: 'num'}, clock(refusal.at)), make('td', {}, refusal.sender), make('td', {class: 'mono'}, refusal.to || '–'),
      make('td', {}, make('span', {class: 'tag warn'}, `${refusal.refusal.code} ${refusal.refusal.name}`),
        make('span', {class: 'why'}, refusal.reason)),
      make('td', {}, refusal.remedy)))
    : [emptyRow(5, 'Nothing has been refused since this gateway started.')]);
}

const STATES = {QUEUED: 'warn', DELIVERED: 'good', EXPIRED: 'bad', DEAD_LETTERED: 'bad', PURGED: 'soft'};
const STEPS = {ACCEPTED: 'accepted and durable', DELIVERED: 'taken', EXPIRED: 'expired, not taken in time',
  DEAD_LETTERED: 'given up', REVIVED: 'put back into its queue', PURGED: 'thrown away'};

function trailOf(trail) {
  const steps = trail.steps.map(step => make('li', {}, make('time', {datetime: step.at}, moment(step.at)),
    make('b', {}, STEPS[step.what] || step.what), step.by ? ' by ' + step.by : '', step.report ? ` · ${step.report} sealed` : '',
    step.reason ? make('span', {class: 'why'}, `${step.refusal ? step.refusal.name + ': ' : ''}${step.reason}`) : null,
    step.remedy ? make('span', {class: 'why'}, step.remedy) : null));
  if (trail.state === 'QUEUED') {
    steps.push(make('li', {class: 'soft'}, `waits in ${trail.to} for its receiver`));
  }
  return make('article', {class: 'trail'},
    make('p', {}, make('span', {class: 'tag ' + (STATES[trail.state] || 'soft')}, trail.state.toLowerCase().replace('_', ' ')),
      ` ${trail.type} from ${trail.sender} to `, make('span', {class: 'mono'}, trail.to)),
    make('p', {class: 'soft mono'}, `message ${trail.messageId}, acceptance ${trail.acceptanceId}`),
    make('ol', {}, ...steps));
}

let finding = 0;

/** Answers may overtake each other; only that to the last question is shown. */
async function find(id) {
  const mine = ++finding;
  let shown;
  try {
    shown = (await ask('api/v1/messages/' + encodeURIComponent(id.trim()))).map(trailOf);
  } catch (failure) {
    shown = [make('p', {class: 'bad'}, failure.message)];
  }
  if (mine === finding) byId('trail').replaceChildren(...shown);
}

// --- the operator

function become(text) {
  token = text;
  const button = byId('operator');
  button.textContent = text ? 'Operator: may change things' : 'Operator: read only';
  button.classList.toggle('on', Boolean(text));
}

async function offer(text) {
  become(text);
  if (!text) return;
  try {
    await ask('api/v1/operator');
    tell('You may now put back and throw away dead letters.');
  } catch (failure) {
    become('');
    tell(failure.message, true);
  }
}

byId('operator').addEventListener('click', () => token ? become('') : byId('d-token').showModal());
byId('d-token').addEventListener('close', () => {
  const field = byId('token');
  const text = field.value.trim();
  field.value = '';
  if (byId('d-token').returnValue === 'ok' && text) offer(text);
});
// Return in the field means "use it", not the first button of the form.
byId('token').addEventListener('keydown', event => {
  if (event.key === 'Enter') { event.preventDefault(); byId('d-token').close('ok'); }
});
byId('f-find').addEventListener('submit', event => { event.preventDefault(); find(byId('f-id').value); });
let queuesSeen = [];
byId('q-filter').addEventListener('input', () => showQueues(queuesSeen));
byId('q-all').addEventListener('change', () => showQueues(queuesSeen));

// --- again and again

async function look() {
  try {
    const [overview, queues, nodes] = await Promise.all([ask('api/v1/overview'), ask('api/v1/queues'), ask('api/v1/nodes')]);
    queuesSeen = queues;
    showState(overview);
    showNumbers(overview, queues, nodes);
    showMap(queues, nodes);
    showQueues(queues);
    showNodes(nodes);
  } catch (failure) {
    showGone(failure);
  }
  setTimeout(look, document.hidden ? 5 * LOOK_MS : LOOK_MS);
}

async function lookSlowly() {
  try {
    await Promise.all([showPulse(), showDeadLetters(), showRefusals()]);
  } catch (failure) {
    showGone(failure);
  }
  setTimeout(lookSlowly, document.hidden ? 5 * SLOW_MS : SLOW_MS);
}

look();
lookSlowly();
