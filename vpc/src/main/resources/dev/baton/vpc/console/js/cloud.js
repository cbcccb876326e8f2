// What follows from the cloud's state. Pure: no page, no server.

const BUSY = ['Pending', 'Creating', 'Associating', 'Unassociating', 'Modifying', 'Deleting', 'Releasing', 'Starting', 'Stopping'];

/** How a status word is shown: busy while it will change by itself. */
export function tone(status) {
  if (BUSY.includes(status)) return 'busy';
  return status === 'Stopped' ? 'off' : 'good';
}

/** What people call a resource: an address by itself, anything else by its name. */
export function nameOf(state, id) {
  const address = [...state.eips, ...state.haVips].find((each) => each.id === id)?.address;
  const found = [...state.instances, ...state.vpcs, ...state.vSwitches].find((each) => each.id === id);
  return address ?? (found?.name || found?.hostName || id);
}

export function eipOf(state, haVip) {
  return state.eips.find((eip) => eip.target === haVip.id);
}

/** The tutorial's drawing as data: what is bound to what, and which lines are in effect. */
export function drawing(state, haVip) {
  const eip = eipOf(state, haVip);
  const instances = haVip.members.map((id) => {
    const instance = state.instances.find((each) => each.id === id);
    const isMaster = haVip.master === id;
    return { id, name: nameOf(state, id), address: instance?.address ?? '', status: instance?.status ?? '', isMaster, isLeaving: haVip.leaving === id };
  });
  return {
    haVip: { id: haVip.id, name: haVip.name, address: haVip.address, status: haVip.status },
    eip: eip ? { address: eip.address, status: eip.status, inEffect: eip.status === 'InUse' } : null,
    instances,
    master: nameOf(state, haVip.master),
  };
}

/** The instances that could be bound to the HaVip. */
export function bindable(state, haVip) {
  return state.instances.filter((each) => each.vSwitch === haVip.vSwitch && !haVip.members.includes(each.id));
}

/** What can be done with an instance in this state. */
export function powers(status) {
  if (status === 'Running') return ['stop', 'force', 'reboot'];
  if (status === 'Stopped') return ['start', 'release'];
  return [];
}

/** The title of the page in an HTTP answer; empty if it is none. */
export function titleOf(answer) {
  return /^HTTP\/1\.[01] 200 /.test(answer) ? (/<title>([^<]*)<\/title>/.exec(answer)?.[1] ?? '') : '';
}

/** The body of an HTTP answer. */
export function bodyOf(answer) {
  const end = answer.indexOf('\r\n\r\n');
  return end < 0 ? '' : answer.slice(end + 4);
}
