// The operator's page. Everything shown comes from /api/v1 of the same port.

import {ask, listenForToken} from './asking.js';
import {listenToAvailability, showAvailability} from './availability.js';
import {listenForIds, showDeadLetters, showRefusals} from './messages.js';
import {listenToNetwork, showBrowsed, showGone, showMap, showNodes, showNumbers, showQueues, showState, showTraffic} from './network.js';

const LOOK_MS = 2000;
const SLOW_MS = 5000;

async function look() {
  const [overview, queues, nodes] = await Promise.all([ask('api/v1/overview'), ask('api/v1/queues'), ask('api/v1/nodes')]);
  showState(overview);
  showNumbers(overview, queues, nodes);
  showMap(queues, nodes);
  showQueues(queues);
  showNodes(nodes);
}

const lookSlowly = () => Promise.all([showTraffic(), showBrowsed(), showDeadLetters(), showRefusals(), showAvailability()]);

/** Again and again; less often while nobody sees the page. */
async function again(what, everyMs) {
  try {
    await what();
  } catch (failure) {
    showGone(failure);
  }
  setTimeout(again, document.hidden ? 5 * everyMs : everyMs, what, everyMs);
}

listenForToken();
listenToNetwork();
listenToAvailability();
listenForIds();
again(look, LOOK_MS);
again(lookSlowly, SLOW_MS);
