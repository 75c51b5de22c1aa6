// What the prober measures and the calendar says: states, months, budgets, stops.

import {ask} from './asking.js';
import {age, byId, emptyRow, field, make, minutes, moment, redraw, rowsOf, tag, why} from './drawing.js';

const KINDS = {UP: 'good', DEGRADED: 'warn', SCHEDULED: 'warn', UNSCHEDULED: 'bad', UNKNOWN: 'soft', NOT_OBSERVABLE: 'soft'};
const BURNS_FAST = 1;
const MOSTLY = 0.99;
const ROWS_USUALLY = 16;
const PARTIES = {NETWORK: 'network', CENTRAL: 'central services', NATIONAL: 'national administration', THIRD: 'third party'};
const TYPES = {S: 'scheduled', U: 'unscheduled', N: 'not implemented'};
const words = text => text.toLowerCase().replaceAll('_', ' ');

let answer = {isMeasured: false, services: []};

function budget(service) {
  if (service.budgetLeftMinutes === undefined) return [make('span', {class: 'soft'}, 'no target')];
  const isMissed = service.budgetLeftMinutes < 0;
  return [make('span', {class: isMissed ? 'bad' : ''}, isMissed ? minutes(-service.budgetLeftMinutes) + ' over' : minutes(service.budgetLeftMinutes) + ' left'),
    why(service.burnRate === undefined ? `target ${service.target} %` : `target ${service.target} %, burns at ${service.burnRate}`)];
}

/** While hardly anything was seen, anything is possible. */
const percent = (service, text) => !text || service.unknownMinutes > MOSTLY * service.windowMinutes ? 'not known yet' : text.replace('-', ' – ') + ' %';
const share = part => part > 0 && part < 0.001 ? '< 0.1 %' : (100 * part).toFixed(1) + ' %';

function serviceRow(service, now) {
  const down = service.unscheduledMinutes + service.scheduledMinutes;
  return make('tr', {class: service.members ? 'group' : ''},
    make('th', {scope: 'row'}, service.service, why([service.title === service.service ? '' : service.title, service.members ? `${service.members} members` : ''].filter(Boolean).join(', '))),
    field('Now', {}, tag(KINDS[service.state], words(service.state)), why(`for ${age(now - Date.parse(service.since))}`)),
    field('Month so far', {class: 'num'}, percent(service, service.published)),
    field('Without planned', {class: 'num'}, percent(service, service.withoutPlanned)),
    field('Down', {class: 'num' + (service.unscheduledMinutes ? ' bad' : '')}, minutes(down),
      service.members && down ? why('of all members together') : null,
      service.scheduledMinutes ? why(`${minutes(service.scheduledMinutes)} of it planned`) : null),
    field('Unknown', {class: 'num'}, service.windowMinutes ? share(service.unknownMinutes / service.windowMinutes) : '–'),
    field('Error budget', {class: service.burnRate > BURNS_FAST ? 'bad' : ''}, ...budget(service)));
}

function showServices() {
  const [first] = answer.services;
  byId('a-hint').textContent = answer.hint || (first
    ? `${first.period}, window ${first.window}, ${answer.zone}. Planned downtime counts; what nobody saw, such as the days before measuring began, makes an interval.` : '');
  byId('a-hint').classList.toggle('warn', Boolean(answer.hint));
  const isDown = service => service.state === 'UNSCHEDULED' || service.state === 'SCHEDULED';
  const shown = byId('a-all').checked ? answer.services
    : answer.services.filter(service => service.members || service.target !== undefined || isDown(service)).slice(0, ROWS_USUALLY);
  byId('a-more').textContent = answer.services.length > shown.length ? `all ${answer.services.length} services` : 'all services';
  byId('a-tools').hidden = !answer.isMeasured;
  const minute = Math.floor(Date.now() / 60000) * 60000;
  redraw(rowsOf('t-services'), [shown, minute, answer.isMeasured], () => shown.length
    ? shown.map(service => serviceRow(service, Date.now()))
    : [emptyRow(7, answer.isMeasured ? 'Nothing is declared to be measured; name services in services.yaml.'
      : make('span', {}, 'Nothing is measured. Run ', make('code', {}, './ccn prober'), ' on a machine of its own, if you can: then a dead gateway is measured by somebody.'))]);
}

function stop(it) {
  const kind = it.isOver ? 'soft' : it.state === 'started' ? 'bad' : 'warn';
  const notice = it.type !== 'S' ? TYPES[it.type] : it.isInTime ? 'announced in time' : 'announced late: counts as unscheduled';
  return make('tr', {},
    field('From', {class: 'when'}, moment(it.from, false)), field('To', {class: 'when'}, it.to ? moment(it.to, false) : 'open'),
    make('th', {scope: 'row'}, it.service, why(it.note)),
    field('State', {}, tag(kind, it.isOver && it.state === 'announced' ? 'over' : it.state), why(notice)),
    field('Cause', {}, words(it.cause), why(PARTIES[it.party])),
    field('Confirmed', {class: 'num'}, it.told ? `${it.acknowledged.length} of ${it.told}` : '–'));
}

function showStops(stops) {
  redraw(rowsOf('t-stops'), [stops, answer.isMeasured], () => stops.length
    ? stops.map(stop)
    : [emptyRow(6, 'Nothing is announced. ', make('code', {}, './ccn unavailability announce SERVICE --from … --to …'), ' announces a stop.')]);
}

export async function showAvailability() {
  const [now, stops] = await Promise.all([ask('api/v1/availability'), ask('api/v1/unavailability?limit=20')]);
  answer = now;
  showServices();
  showStops(stops);
}

export function listenToAvailability() {
  byId('a-all').addEventListener('change', showServices);
}
