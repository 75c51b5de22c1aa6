// Single messages: where one has been, what nobody could take, what was refused.

import {ask, askForSome, askForToken, become, confirmed, isOperator, tell} from './asking.js';
import {byId, bytes, clock, emptyRow, field, forget, make, moment, redraw, rowsOf, tag, why} from './drawing.js';

const SHOWN = 50;
const SHORT = 24;
const STATES = {QUEUED: 'warn', DELIVERED: 'good', EXPIRED: 'bad', DEAD_LETTERED: 'bad', PURGED: 'soft'};
const STEPS = {ACCEPTED: 'accepted and durable', DELIVERED: 'taken', EXPIRED: 'expired, not taken in time',
  DEAD_LETTERED: 'given up', REVIVED: 'put back into its queue', PURGED: 'thrown away'};

/** An id that leads to where its message has been. */
export function idButton(id) {
  return make('button', {type: 'button', class: 'mono id', 'data-key': id, title: `${id}: where has it been?`, onclick: () => {
    byId('d-letter').close();
    byId('f-id').value = id;
    find(id);
    byId('find').scrollIntoView();
  }}, id.length > SHORT ? `${id.slice(0, 12)}…${id.slice(-10)}` : id);
}

// --- where is my message?

function trailOf(trail) {
  const steps = trail.steps.map(step => make('li', {}, make('time', {datetime: step.at}, moment(step.at)),
    make('b', {}, STEPS[step.what] || step.what), step.by ? ' by ' + step.by : '', step.report ? ` · ${step.report} sealed` : '',
    step.reason ? why(`${step.refusal ? step.refusal.name + ': ' : ''}${step.reason}`) : null, why(step.remedy)));
  if (trail.state === 'QUEUED') {
    steps.push(make('li', {class: 'soft'}, `waits in ${trail.to} for its receiver`));
  }
  return make('article', {class: 'trail'},
    make('p', {}, tag(STATES[trail.state] || 'soft', trail.state.toLowerCase().replace('_', ' ')),
      ` ${trail.type} from ${trail.sender} to `, make('span', {class: 'mono'}, trail.to)),
    make('p', {class: 'soft mono'}, `message ${trail.messageId}, acceptance ${trail.acceptanceId}`,
      trail.correlationId ? `, correlation ${trail.correlationText || trail.correlationId}` : ''),
    make('ol', {}, ...steps));
}

let finding = 0;

/** Answers may overtake each other; only that to the last question is shown. */
async function find(text) {
  const id = text.trim();
  const mine = ++finding;
  let shown;
  try {
    const {body, hasMore} = await askForSome('api/v1/messages/' + encodeURIComponent(id));
    const many = body.length > 1 ? `${body.length} messages have this id${hasMore ? ', and earlier ones that are not shown' : ''}; oldest first.` : '';
    shown = [...many ? [make('p', {class: 'hint'}, many)] : [], ...body.map(trailOf)];
  } catch (failure) {
    shown = [make('p', {class: 'bad'}, failure.message)];
  }
  if (mine === finding) byId('trail').replaceChildren(...shown);
}

// --- dead letters

async function change(letter, verb, question, word) {
  if (!isOperator()) { askForToken(); return; }
  if (!await confirmed(question, word)) return;
  try {
    const answer = await ask(`api/v1/dead-letters/${letter.id}/${verb}`, {method: 'POST'});
    tell(`Message ${letter.messageId}: ${answer.done}.`);
  } catch (failure) {
    if (failure.status === 401) become('');
    tell(failure.message, true);
  }
  forget(rowsOf('t-dead'));
  await showDeadLetters();
}

/** What stands on a dead letter. Its payload is never shown. */
async function inspect(letter) {
  try {
    const header = await ask('api/v1/dead-letters/' + letter.id);
    const lines = {
      'Given up': moment(letter.at), Why: `${letter.refusal.code} ${letter.refusal.name}: ${letter.reason}`, Type: header.type,
      Kind: header.kind.toLowerCase(), From: header.sender, To: header.to, 'Reply to': header.replyTo || '–',
      'Message id': idButton(header.messageId), Acceptance: letter.acceptanceId,
      Correlation: header.correlationId ? idButton(header.correlationText || header.correlationId) : '–',
      Priority: String(header.priority), Created: moment(header.createdAt), Expires: header.expiresAt ? moment(header.expiresAt) : 'never',
      Content: `${header.contentType || 'of no stated type'}, ${bytes(letter.length)}`, Reports: header.reports.join(', ') || 'none wanted',
    };
    byId('letter').replaceChildren(...Object.entries(lines).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
    byId('d-letter').showModal();
  } catch (failure) {
    tell(failure.message, true);
  }
}

function letterRow(letter) {
  const button = (kind, verb, word, act) => make('button', {type: 'button', class: kind, 'data-key': verb + letter.id,
    'aria-label': `${word} ${letter.messageId}`, onclick: act}, word);
  return make('tr', {},
    field('When', {class: 'when'}, moment(letter.at)), field('Message', {}, idButton(letter.messageId), why(letter.type)),
    field('From', {}, letter.sender), field('To', {class: 'mono'}, letter.to),
    field('Why', {}, tag('bad', letter.refusal.name), why(letter.reason)),
    field('Do', {}, make('div', {class: 'actions'},
      button('inspect', 'inspect', 'Look', () => inspect(letter)),
      button('retry', 'retry', 'Put back', () => change(letter, 'retry',
        `Put ${letter.messageId} back into ${letter.to}? Its receiver gets it again.`, 'Put back')),
      button('danger discard', 'discard', 'Throw away', () => change(letter, 'discard',
        `Throw ${letter.messageId} away? It will not be delivered any more; the evidence of it stays.`, 'Throw away')))));
}

export async function showDeadLetters() {
  const letters = await ask(`api/v1/dead-letters?limit=${SHOWN}`);
  redraw(rowsOf('t-dead'), letters, () => letters.length
    ? letters.map(letterRow)
    : [emptyRow(6, 'None. Every message was taken, or waits for its receiver.')]);
}

// --- refusals

export async function showRefusals() {
  const refusals = await ask(`api/v1/refusals?limit=${SHOWN}`);
  redraw(rowsOf('t-refusals'), refusals, () => refusals.length
    ? refusals.map(refusal => make('tr', {},
      field('When', {class: 'when'}, clock(refusal.at)), field('Sender', {}, refusal.sender), field('To', {class: 'mono'}, refusal.to || '–'),
      field('Refusal', {}, tag('warn', `${refusal.refusal.code} ${refusal.refusal.name}`), why(refusal.reason)),
      field('What helps', {}, refusal.remedy)))
    : [emptyRow(5, 'Nothing has been refused since this gateway started.')]);
}

export function listenForIds() {
  byId('f-find').addEventListener('submit', event => { event.preventDefault(); find(byId('f-id').value); });
  byId('f-id').addEventListener('search', () => { if (!byId('f-id').value) byId('trail').replaceChildren(); });
}
