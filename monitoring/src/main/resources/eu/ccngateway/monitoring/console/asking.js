// Asking the gateway, and who asks. The token is kept here until the page is closed, and sent in a header only.

import {byId} from './drawing.js';

let token = '';

export const isOperator = () => Boolean(token);

async function answer(path, options) {
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const got = await fetch(path, {headers, cache: 'no-store', signal: AbortSignal.timeout(8000), ...options});
  const body = await got.json();
  if (!got.ok) throw Object.assign(new Error(body.detail || got.statusText), {status: got.status});
  return {body, hasMore: got.headers.has('ccn-more')};
}

export const ask = async (path, options = {}) => (await answer(path, options)).body;
export const askForSome = (path, options = {}) => answer(path, options);

export function tell(text, isBad) {
  const said = byId('said');
  said.textContent = text;
  said.className = isBad ? 'bad' : '';
  said.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { said.hidden = true; }, 8000);
}

export function become(text) {
  token = text;
  const button = byId('operator');
  button.textContent = text ? 'Operator: may change things' : 'Operator: read only';
  button.classList.toggle('on', Boolean(text));
}

export const askForToken = () => byId('d-token').showModal();

async function offer(text) {
  become(text);
  try {
    await ask('api/v1/operator');
    tell('You may now put back and throw away dead letters.');
  } catch (failure) {
    become('');
    tell(failure.message, true);
  }
}

/** True once the question was answered with yes. */
export function confirmed(text, word) {
  const dialog = byId('d-ask');
  byId('ask').textContent = text;
  byId('b-ask').textContent = word;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'ok'), {once: true}));
}

export function listenForToken() {
  byId('operator').addEventListener('click', () => token ? become('') : askForToken());
  byId('d-token').addEventListener('close', () => {
    const text = byId('token').value.trim();
    byId('token').value = '';
    if (byId('d-token').returnValue === 'ok' && text) offer(text);
  });
  // Return in the field means "use it", not the first button of the form.
  byId('token').addEventListener('keydown', event => {
    if (event.key === 'Enter') { event.preventDefault(); byId('d-token').close('ok'); }
  });
}
