import assert from 'node:assert/strict';
import test from 'node:test';

const page = new URL('../../main/resources/dev/baton/vpc/console/js/', import.meta.url);
const { bindable, drawing, nameOf, powers, titleOf, tone } = await import(new URL('cloud.js', page));
const { layout } = await import(new URL('drawing.js', page));
const { filled, firstLanguage, sentence, Words } = await import(new URL('words.js', page));
const { takeEvents } = await import(new URL('api.js', page));
const { STEPS, clear, current, scene } = await import(new URL('tutorial.js', page));

const instance = (id, name, status = 'Running') => ({ id, name, status, address: `172.16.0.${id}`, vpc: 'v', vSwitch: 's' });
const state = () => ({
  vpcs: [{ id: 'v', name: 'tutorial', status: 'Available' }],
  vSwitches: [{ id: 's', vpc: 'v', status: 'Available' }],
  instances: [instance('1', 'HA1'), instance('2', 'HA2'), instance('3', 'other')],
  haVips: [{ id: 'h', name: 'tutorial', address: '172.16.0.222', status: 'InUse', vpc: 'v', vSwitch: 's', master: '1', members: ['1', '2'], leaving: '' }],
  eips: [{ id: 'e', name: 'tutorial', address: '139.196.75.13', status: 'InUse', target: 'h' }],
});

test('the line of the master alone is solid', () => {
  const shown = drawing(state(), state().haVips[0]);
  assert.deepEqual(shown.instances.map((each) => each.isMaster), [true, false]);
  assert.equal(shown.eip.inEffect, true);
  assert.equal(shown.master, 'HA1');
});

test('an EIP that is on its way is not in effect', () => {
  const now = state();
  now.eips[0].status = 'Associating';
  assert.equal(drawing(now, now.haVips[0]).eip.inEffect, false);
});

test('what can be bound is on the vSwitch and not bound yet', () => {
  assert.deepEqual(bindable(state(), state().haVips[0]).map((each) => each.name), ['other']);
});

test('boxes do not overlap', () => {
  const { instances, height } = layout(10);
  instances.slice(1).forEach((each, at) => assert.ok(each.y - instances[at].y > 70));
  assert.ok(instances.at(-1).y + 70 < height);
});

test('names, tones and powers', () => {
  assert.equal(nameOf(state(), 'h'), '172.16.0.222');
  assert.equal(nameOf(state(), 'gone'), 'gone');
  assert.deepEqual(['Creating', 'InUse', 'Stopped'].map(tone), ['busy', 'good', 'off']);
  assert.deepEqual(powers('Starting'), []);
  assert.equal(titleOf('HTTP/1.1 200 OK\r\n\r\n<title>Welcome to HA1</title>'), 'Welcome to HA1');
  assert.equal(titleOf('HTTP/1.1 502 Bad\r\n\r\n<title>no</title>'), '');
});

test('event streams are taken apart wherever they are cut', () => {
  const text = 'event: state\ndata: {"a":1}\n\nevent: line\ndata: {}\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const first = takeEvents(text.slice(0, cut));
    const second = takeEvents(first.rest + text.slice(cut));
    assert.deepEqual([...first.events, ...second.events].map((each) => each.name), ['state', 'line']);
  }
});

test('languages and sentences', () => {
  assert.equal(firstLanguage(null, 'zh-CN'), 'zh');
  assert.equal(firstLanguage('en', 'zh-CN'), 'en');
  assert.equal(filled('{a} and {b}', { a: 1 }), '1 and {b}');
  const words = new Words('en', { 'line.MASTER_FOUND': '{to} has {about}', 'cause.ANNOUNCED': 'announced' });
  const line = { topic: 'MASTER_MOVED', about: 'h', details: ['', '2', 'ANNOUNCED'] };
  assert.deepEqual(sentence(words, line, (id) => nameOf(state(), id)), { text: 'HA2 has 172.16.0.222', cause: 'announced', kind: 'good' });
});

test('the tutorial goes on where the cloud is', () => {
  const empty = { vpcs: [], vSwitches: [], instances: [], haVips: [], eips: [] };
  assert.equal(STEPS[current(scene(empty), {})].id, 'network');
  assert.equal(STEPS[current(scene(state()), {})].id, 'open');
  const moved = state();
  moved.haVips[0].master = '2';
  moved.instances[0].status = 'Stopped';
  const memory = { first: 'Welcome to HA1', off: '1' };
  assert.equal(STEPS[current(scene(moved), memory)].id, 'again');
  assert.equal(STEPS[current(scene(moved), { ...memory, second: 'Welcome to HA2' })].id, 'return');
  moved.instances[0].status = 'Running';
  assert.equal(current(scene(moved), { ...memory, second: 'Welcome to HA2' }), STEPS.length);
});

test('releasing everything releases what depends on others first', async () => {
  const now = state();
  const called = [];
  const effects = {
    UnassociateEipAddress: () => { now.eips[0].status = 'Available'; now.eips[0].target = ''; },
    ReleaseEipAddress: () => { now.eips = []; },
    UnassociateHaVip: ({ InstanceId }) => { now.haVips[0].members = now.haVips[0].members.filter((each) => each !== InstanceId); },
    DeleteHaVip: () => { now.haVips = []; },
    DeleteInstance: ({ InstanceId }) => { now.instances = now.instances.filter((each) => each.id !== InstanceId); },
    DeleteVSwitch: () => { now.vSwitches = []; },
    DeleteVpc: () => { now.vpcs = []; },
  };
  const call = async (action, parameters) => { called.push(action); effects[action](parameters); };
  const until = async (isSo) => { assert.ok(isSo(scene(now))); return scene(now); };
  await clear({ vpc: call, ecs: call, until }, scene(now));
  assert.deepEqual(called, ['UnassociateEipAddress', 'ReleaseEipAddress', 'UnassociateHaVip', 'UnassociateHaVip', 'DeleteHaVip', 'DeleteInstance', 'DeleteInstance', 'DeleteVSwitch', 'DeleteVpc']);
  assert.deepEqual(now.instances.map((each) => each.name), ['other']);
});
