// Making elements, words for numbers, charts. Text stays text: nothing here reads markup.

export const byId = id => document.getElementById(id);

/** An element with attributes and children. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child !== undefined && child !== null) element.append(child);
  return element;
}

const drawn = new Map();

/** Draws a part anew only if what it shows has changed, so that nobody loses the place he is at. */
export function redraw(target, data, draw) {
  const seen = JSON.stringify(data);
  if (drawn.get(target) === seen) return;
  const held = target.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  drawn.set(target, seen);
  target.replaceChildren(...draw());
  if (held) [...target.querySelectorAll('[data-key]')].find(element => element.dataset.key === held)?.focus();
}

export const forget = target => drawn.delete(target);

export const rowsOf = id => byId(id).tBodies[0];

export function emptyRow(columns, ...text) {
  return make('tr', {class: 'empty'}, make('td', {colspan: columns}, ...text));
}

/** A field of a table; its name stands before it where the table becomes a list. */
export function field(name, attributes, ...children) {
  return make('td', {'data-name': name, ...attributes}, ...children);
}

export const tag = (kind, text) => make('span', {class: 'tag ' + kind}, text);
export const why = text => text ? make('span', {class: 'why'}, text) : null;

// --- words for numbers

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
export const number = value => whole.format(value || 0).replace(/,/g, '\u202f');

export function rate(value) {
  return value >= 100 ? number(value) : value >= 10 ? value.toFixed(1) : value > 0 ? value.toFixed(2) : '0';
}

export function bytes(value) {
  if (value < 1000) return value + ' B';
  const power = Math.min(3, Math.floor(Math.log10(value) / 3));
  return (value / 1000 ** power).toFixed(value / 1000 ** power < 10 ? 1 : 0) + ' ' + ['B', 'kB', 'MB', 'GB'][power];
}

export function age(ms) {
  if (ms === undefined) return '–';
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min';
  if (s < 172800) return Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
  return Math.floor(s / 86400) + ' days';
}

export function minutes(value) {
  const m = Math.round(Math.abs(value));
  const text = m < 120 ? m + ' min' : Math.floor(m / 60) + ' h ' + m % 60 + ' min';
  return value < 0 ? '−' + text : text;
}

export function seconds(value) {
  return value === null || value === undefined ? '–' : value < 1 ? Math.round(value * 1000) + ' ms' : value.toFixed(1) + ' s';
}

export const clock = iso => new Date(iso).toLocaleTimeString('en-GB');
export const date = iso => iso.slice(0, 10);

const two = value => String(value).padStart(2, '0');

/** Day and time as they sort; the year only where it is another. */
export function moment(iso, withSeconds = true) {
  const at = new Date(iso);
  const year = at.getFullYear() === new Date().getFullYear() ? '' : at.getFullYear() + '-';
  const time = `${two(at.getHours())}:${two(at.getMinutes())}` + (withSeconds ? ':' + two(at.getSeconds()) : '');
  return `${year}${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
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

function line(values, x, y) {
  let path = '', isOpen = false;
  values.forEach((value, i) => {
    if (value === null) { isOpen = false; return; }
    path += (isOpen ? 'L' : 'M') + x(i).toFixed(1) + ' ' + y(value).toFixed(1);
    isOpen = true;
  });
  return path || 'M0 0';
}

/** Lines over time. Each has a colour, a name and values; null leaves a gap. */
export function chart(id, times, lines, words) {
  const width = 600, height = 170, left = 60, bottom = 146, top = 10;
  const known = lines.flatMap(each => each.values).filter(value => value !== null);
  const most = ceiling(Math.max(0, ...known));
  const from = times.length ? times[0] : 0, span = Math.max(1, (times.length ? times[times.length - 1] : 1) - from);
  const x = i => left + (width - left - 8) * (times[i] - from) / span;
  const y = value => bottom - (bottom - top) * value / most;
  const parts = [];
  for (const share of [0, 0.5, 1]) {
    parts.push(svg('line', {class: 'grid', x1: left, x2: width - 8, y1: y(most * share), y2: y(most * share)}));
    parts.push(svg('text', {x: left - 8, y: y(most * share) + 4, 'text-anchor': 'end'}, words(most * share)));
  }
  for (const each of lines) parts.push(svg('path', {class: each.colour, d: line(each.values, x, y)}));
  const said = lines.map(each => {
    const last = each.values.filter(value => value !== null).at(-1);
    return `${each.name} ${last === undefined ? 'none' : words(last)}`;
  });
  if (!known.length) {
    parts.push(svg('text', {x: width / 2, y: height / 2, 'text-anchor': 'middle'}, times.length
      ? 'nothing was put in the last hour' : 'the first beat comes within seconds'));
  }
  if (times.length) {
    parts.push(svg('text', {x: left, y: height - 4}, clock(times[0])));
    parts.push(svg('text', {x: width - 8, y: height - 4, 'text-anchor': 'end'}, clock(times.at(-1))));
  }
  byId(id).setAttribute('aria-label', `${byId(id).dataset.title}, latest: ${said.join(', ')}`);
  byId(id).replaceChildren(...parts);
}
