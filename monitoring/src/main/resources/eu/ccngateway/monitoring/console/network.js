// How the network stands: numbers, the map, traffic, queues and what is in them, nodes.

import {ask} from './asking.js';
import {age, byId, bytes, chart, clock, date, emptyRow, field, make, moment, number, rate, redraw, rowsOf, seconds, tag, why} from './drawing.js';
import {idButton} from './messages.js';

const LATE_MS = 15 * 60 * 1000;
const CERTIFICATE_DAYS = 14;
const CLOCK_OFF_MS = 10000;
const ROWS_MAX = 300;
const BROWSED = 50;
const NAMED = 4;
const OFFS_KEPT = 15;

const offs = [];
let last = null;
let queuesSeen = [];
let nodesSeen = [];
let browsed = null;

export function showState(overview) {
  const state = byId('state');
  state.className = 'state ' + (overview.ready ? 'ready' : 'bad');
  const text = overview.ready ? 'ready' : 'not ready: ' + overview.detail;
  if (state.textContent !== text) state.textContent = text;
  byId('who').textContent = `${overview.gateway} · network ${overview.network} · ${overview.environment}`;
  byId('foot').textContent = `Version ${overview.version}, up for ${age(Date.now() - Date.parse(overview.startedAt))}. ${overview.detail}`;
}

export function showGone(failure) {
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

export function showNumbers(overview, queues, nodes) {
  const now = {at: performance.now(), stored: overview.total.stored};
  if (last && now.at > last.at) {
    figure('n-rate', rate(Math.max(0, now.stored - last.stored) * 1000 / (now.at - last.at)));
  }
  last = now;
  const waiting = queues.filter(queue => queue.role !== 'REPORT' && queue.messages > 0);
  const oldest = Math.max(0, ...waiting.map(queue => queue.oldestMs || 0));
  // Numbers move while they are read; what never agreed for half a minute is off.
  offs.push(Object.values(overview.unaccounted).reduce((sum, value) => sum + value, 0));
  if (offs.length > OFFS_KEPT) offs.shift();
  const off = offs.length < OFFS_KEPT ? 0 : Math.min(...offs);
  figure('n-stored', number(overview.total.stored));
  figure('n-queued', number(queues.reduce((sum, queue) => sum + queue.messages, 0)));
  figure('n-oldest', oldest ? age(oldest) : '–', oldest > LATE_MS);
  figure('n-nodes', nodes.filter(node => node.connected).length + ' / ' + nodes.length);
  figure('n-dead', number(overview.deadLetters), overview.deadLetters > 0);
  figure('n-off', number(off), off > 0);
}

// --- the map

const SIGNS = {up: '✓', late: '!', down: '✕', idle: '·'};

/** One application of one domain. */
function cellOf(domain, application, queues, nodes) {
  const ours = nodes.filter(node => node.domain === domain && node.applications.includes(application));
  const inbox = queues.filter(queue => queue.domain === domain && queue.application === application && queue.role !== 'REPORT');
  const connected = ours.filter(node => node.connected).length;
  const waiting = inbox.reduce((sum, queue) => sum + queue.messages, 0);
  const oldest = Math.max(0, ...inbox.map(queue => queue.oldestMs || 0));
  const seen = ours.some(node => node.lastSeen);
  const state = connected ? (oldest > LATE_MS ? 'late' : 'up') : seen || waiting ? 'down' : 'idle';
  const words = {up: 'connected', late: 'connected, and late', down: 'down', idle: ours.length ? 'not seen' : 'no node'}[state];
  return {state, words, waiting, oldest: waiting ? age(oldest) : ''};
}

export function showMap(queues, nodes) {
  const domains = [...new Set(queues.map(queue => queue.domain))].sort();
  // What lives stands first: a network may have many applications, and few of them here.
  const columns = [...new Set(queues.map(queue => queue.application))].sort()
    .map(name => ({name, cells: domains.map(domain => cellOf(domain, name, queues, nodes))}));
  const isIdle = column => column.cells.every(cell => cell.state === 'idle');
  const sorted = [...columns.filter(column => !isIdle(column)), ...columns.filter(isIdle)];
  const applications = sorted.map(column => column.name);
  const rows = domains.map((domain, row) => ({domain, cells: sorted.map(column => column.cells[row])}));
  redraw(byId('map').tHead, applications, () => [make('tr', {}, make('th', {scope: 'col'}, 'Domain'),
    ...applications.map(name => make('th', {scope: 'col'}, name)))]);
  redraw(byId('map').tBodies[0], rows, () => rows.length ? rows.map(row => make('tr', {},
    make('th', {scope: 'row'}, row.domain),
    ...row.cells.map(cell => make('td', {class: 'cell ' + cell.state, title: cell.words},
      make('b', {'aria-hidden': 'true'}, SIGNS[cell.state]), make('span', {class: 'unseen'}, cell.words),
      cell.waiting ? ` ${number(cell.waiting)} wait, ${cell.oldest}` : ''))))
    : [emptyRow(1, 'No domain is declared. Name domains and applications in the network file; it is taken up as it changes.')]);
}

// --- traffic

export async function showTraffic() {
  const beats = await ask('api/v1/pulse');
  const times = beats.map(beat => Date.parse(beat.at));
  const values = name => beats.map(beat => beat[name]);
  chart('c-rate', times, [{colour: 'a', name: 'stored', values: values('stored')}, {colour: 'b', name: 'delivered', values: values('delivered')},
    {colour: 'c', name: 'refused', values: values('refused')}], value => rate(value));
  chart('c-time', times, [{colour: 'c', name: '99 in 100', values: values('putMostSeconds')},
    {colour: 'a', name: 'half', values: values('putHalfSeconds')}], seconds);
}

// --- queues

export function showQueues(queues) {
  queuesSeen = queues;
  const filter = byId('q-filter').value.trim().toLowerCase();
  const matching = queues
    .filter(queue => byId('q-all').checked || queue.messages > 0)
    .filter(queue => `${queue.queue} ${queue.application}`.toLowerCase().includes(filter))
    .sort((a, b) => b.messages - a.messages || a.queue.localeCompare(b.queue));
  const rows = matching.slice(0, ROWS_MAX).map(queue => [queue.queue, queue.application, queue.messages, queue.onLease,
    queue.messages ? age(queue.oldestMs) : '–', queue.consumers, queue.depthMax]);
  redraw(rowsOf('t-queues'), [rows, filter, matching.length], () => rows.length
    ? [...rows.map(([name, application, messages, inHand, oldest, consumers, most]) => make('tr', {},
      make('th', {scope: 'row', class: 'mono'}, name), field('Application', {}, application),
      field('Messages', {class: 'num'}, number(messages)),
      field('In hand', {class: 'num'}, number(inHand)), field('Oldest', {class: 'num'}, oldest),
      field('Consumers', {class: 'num' + (messages && !consumers ? ' bad' : '')}, String(consumers)),
      field('Filled', {}, make('meter', {class: 'bar', min: 0, max: most, value: messages, 'aria-label': `${messages} of ${most}`})),
      field('', {}, make('button', {type: 'button', class: 'look', 'data-key': name, 'aria-label': 'Look into ' + name,
        onclick: () => browse(name)}, 'Look')))),
      ...matching.length > rows.length ? [emptyRow(8, `and ${matching.length - rows.length} more; filter to see them`)] : []]
    : [emptyRow(8, filter ? 'No queue matches. Empty ones are shown on demand.'
      : 'Every queue is empty: nothing waits for anybody. Tick the box to see them all.')]);
}

function browse(queue) {
  browsed = queue;
  byId('browse').hidden = false;
  byId('h-browse').textContent = queue;
  showBrowsed().then(() => { byId('browse').scrollIntoView({block: 'nearest'}); byId('h-browse').focus(); });
}

/** The head of the queue somebody looks into, as it is now. */
export async function showBrowsed() {
  if (!browsed) return;
  const queue = browsed;
  const messages = await ask(`api/v1/queues/${encodeURIComponent(queue)}/messages?limit=${BROWSED}`);
  if (queue !== browsed) return;
  const depth = queuesSeen.find(each => each.queue === queue)?.messages ?? messages.length;
  byId('browse-hint').textContent = depth > messages.length
    ? `The first ${messages.length} of ${number(depth)}, in the order in which they are handed out. Nothing is taken by looking.`
    : 'In the order in which they are handed out. Nothing is taken by looking.';
  redraw(rowsOf('t-browse'), [queue, messages], () => messages.length
    ? messages.map(message => make('tr', {},
      field('Message', {}, idButton(message.messageId), why(message.type)),
      field('Correlation', {}, message.correlationId ? idButton(message.correlationText || message.correlationId) : '–'),
      field('From', {}, message.sender), field('Kind', {}, message.kind.toLowerCase()),
      field('Priority', {class: 'num'}, String(message.priority)),
      field('Accepted', {class: 'when'}, moment(message.acceptedAt)),
      field('Expires', {class: 'when'}, message.expiresAt ? moment(message.expiresAt) : 'never'),
      field('Size', {class: 'num'}, bytes(message.length)),
      field('State', {}, message.inHand ? tag('good', 'in hand') : tag('soft', 'waits'),
        message.backOuts ? why(`rolled back ${message.backOuts} times`) : null)))
    : [emptyRow(9, 'Nothing is in it now.')]);
}

// --- nodes

const some = names => names.length > NAMED + 1 ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : names.join(', ');

function nodeRow(node) {
  const days = node.certificateEnds ? (Date.parse(node.certificateEnds) - Date.now()) / 86400000 : null;
  const [session] = node.sessions;
  return {
    node: node.node.split('@')[0], domain: node.domain, applications: some(node.applications),
    state: node.connected ? 'good' : node.lastSeen ? 'bad' : 'soft',
    words: node.connected ? 'since ' + clock(session.since) : node.lastSeen ? 'gone at ' + clock(node.lastSeen) : 'not seen',
    sessions: node.sessions.length > 1 ? `${node.sessions.length} sessions` : '',
    agent: session ? session.agent : '', remote: session ? session.remote.replace(/^\//, '') : '',
    ends: node.certificateEnds ? date(node.certificateEnds) : '–', days: days === null ? '' : `in ${Math.floor(days)} days`,
    soon: days !== null && days < CERTIFICATE_DAYS,
    clock: node.connected ? `${node.clockAheadMs > 0 ? '+' : ''}${node.clockAheadMs} ms` : '–', off: Math.abs(node.clockAheadMs) > CLOCK_OFF_MS,
  };
}

export function showNodes(nodes) {
  nodesSeen = nodes;
  const order = {bad: 0, good: 1, soft: 2};
  const all = nodes.map(nodeRow).sort((a, b) => order[a.state] - order[b.state] || a.domain.localeCompare(b.domain));
  const unseen = all.filter(row => row.state === 'soft').length;
  byId('n-unseen').textContent = `also the ${unseen} that this gateway has not seen since it started`;
  const rows = all.filter(row => row.state !== 'soft' || byId('n-all').checked).slice(0, ROWS_MAX);
  redraw(rowsOf('t-nodes'), rows, () => rows.length ? rows.map(row => make('tr', {},
    make('th', {scope: 'row'}, row.node), field('Domain', {}, row.domain), field('Applications', {}, row.applications),
    field('State', {}, tag(row.state, row.words), why(row.sessions)),
    field('Program', {}, row.agent || '–', why(row.remote)),
    field('Certificate', {class: row.soon ? 'bad' : ''}, row.ends, why(row.days)),
    field('Clock', {class: 'num' + (row.off ? ' bad' : '')}, row.clock)))
    : [emptyRow(7, 'No node has connected since this gateway started. Try ', make('code', {}, './ccn whoami --as NTA.FR'), '.')]);
}

export function listenToNetwork() {
  byId('q-filter').addEventListener('input', () => showQueues(queuesSeen));
  byId('q-all').addEventListener('change', () => showQueues(queuesSeen));
  byId('n-all').addEventListener('change', () => showNodes(nodesSeen));
  byId('b-browse').addEventListener('click', () => {
    const queue = browsed;
    browsed = null;
    byId('browse').hidden = true;
    [...document.querySelectorAll('#t-queues .look')].find(button => button.dataset.key === queue)?.focus();
  });
}
