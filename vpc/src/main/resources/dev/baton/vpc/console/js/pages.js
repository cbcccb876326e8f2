// The pages: overview, a HaVip, the tutorial. Each gives a frame once, and fills its sections whenever something is new.
import { fill, h } from './dom.js';
import { drawing, eipOf, nameOf } from './cloud.js';
import { draw } from './drawing.js';
import { button, pill, powerButtons, reachability, table, timeline, webPage } from './pieces.js';
import { STEPS, clear, current, pageName, scene } from './tutorial.js';

const card = (id, heading, actions = []) => {
  const body = h('div', { class: 'body' });
  return { body, card: h('section', { class: 'card', id, 'aria-labelledby': `${id}-heading` }, h('div', { class: 'row' }, h('h2', { id: `${id}-heading` }, heading), h('span', { class: 'grow' }), actions), body) };
};

export function overview(app) {
  const { words, actions } = app;
  const filter = h('select', { id: 'vpc-filter', 'aria-label': words.t('filter.vpc'), onchange: () => app.refresh() });
  const haVips = card('havips', words.t('havips.title'), [filter, button('create-havip', words.t('havip.create'), () => actions.createHaVip(), 'primary')]);
  const instances = card('instances', words.t('instances.title'), [button('create-instance', words.t('instance.create'), () => actions.createInstance())]);
  const networks = card('networks', words.t('networks.title'), [button('create-network', words.t('network.create'), () => actions.createNetwork())]);
  const lines = card('timeline', words.t('timeline.title'));
  const isShown = (each) => !filter.value || each.vpc === filter.value;
  const update = () => {
    const { state } = app;
    const chosen = filter.value;
    fill(filter, [state.vpcs], () => [h('option', { value: '' }, words.t('filter.all')), state.vpcs.map((vpc) => h('option', { value: vpc.id, selected: vpc.id === chosen }, vpc.name || vpc.id))]);
    fill(haVips.body, [state, filter.value], () => haVipTable(app, state.haVips.filter(isShown)));
    fill(instances.body, [state.instances, filter.value], () => instanceTable(app, state.instances.filter(isShown)));
    fill(networks.body, [state.vpcs, state.vSwitches, state.eips], () => [networkTable(app), eipTable(app)]);
    fill(lines.body, [app.lines.length, app.lines.at(-1), state.instances], () => timeline(app));
  };
  const invitation = h('section', { class: 'card hero' }, h('div', {}, h('h1', {}, words.t('hero.title')), h('p', {}, words.t('hero.text'))),
    h('a', { class: 'button primary', href: '#/tutorial', id: 'to-tutorial' }, words.t('hero.play')));
  return { frame: [invitation, h('div', { class: 'columns' }, h('div', {}, haVips.card, instances.card, networks.card), lines.card)], update };
}

function haVipTable(app, haVips) {
  const { words, state } = app;
  return table(words.t('havips.title'), ['HaVip', words.t('field.address'), words.t('field.status'), 'EIP', words.t('field.master'), words.t('field.bound'), ''],
    haVips.map((haVip) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: `#/havip/${haVip.id}`, id: `open-${haVip.id}` }, haVip.name || haVip.id)),
      h('td', { class: 'mono' }, haVip.address), h('td', {}, pill(haVip.status)), h('td', { class: 'mono' }, eipOf(state, haVip)?.address ?? '–'),
      h('td', {}, nameOf(state, haVip.master) || '–'), h('td', {}, haVip.members.map((id) => nameOf(state, id)).join(', ') || '–'),
      h('td', { class: 'acts' }, button(`release-${haVip.id}`, words.t('action.release'), () => app.actions.releaseHaVip(haVip), 'small warn')))),
    words.t('havips.empty'));
}

function instanceTable(app, instances) {
  const { words } = app;
  return table(words.t('instances.title'), [words.t('field.instance'), words.t('field.address'), words.t('field.status'), ''],
    instances.map((each) => h('tr', {}, h('th', { scope: 'row' }, nameOf(app.state, each.id), h('small', {}, each.id)),
      h('td', { class: 'mono' }, each.address), h('td', {}, pill(each.status)), h('td', { class: 'acts' }, powerButtons(app, each, 'list')))),
    words.t('instances.empty'));
}

function networkTable(app) {
  const { words, state } = app;
  return table(words.t('networks.title'), ['VPC', words.t('field.vpcCidr'), words.t('field.vSwitch'), words.t('field.status')],
    state.vpcs.map((vpc) => h('tr', {}, h('th', { scope: 'row' }, vpc.name || vpc.id), h('td', { class: 'mono' }, vpc.cidr),
      h('td', { class: 'mono' }, state.vSwitches.filter((each) => each.vpc === vpc.id).map((each) => each.cidr).join(', ') || '–'), h('td', {}, pill(vpc.status)))),
    words.t('networks.empty'));
}

function eipTable(app) {
  const { words, state } = app;
  if (state.eips.length === 0) return null;
  return table('EIP', ['EIP', words.t('field.status'), words.t('field.target'), ''],
    state.eips.map((eip) => h('tr', {}, h('th', { scope: 'row', class: 'mono' }, eip.address), h('td', {}, pill(eip.status)), h('td', {}, nameOf(state, eip.target) || '–'),
      h('td', { class: 'acts' }, eip.status === 'Available' ? button(`release-${eip.id}`, words.t('action.release'), () => app.actions.releaseEip(eip), 'small warn') : null))), '');
}

export function haVipPage(app, id) {
  const { words, actions } = app;
  const find = () => app.state.haVips.find((each) => each.id === id);
  const picture = card('picture', words.t('drawing.title'), [
    button('bind-eip', words.t('bind.eip'), () => find() && actions.bindEip(find())), button('bind-instance', words.t('bind.instance'), () => find() && actions.bind(find()), 'primary')]);
  const members = card('members', words.t('members.title'));
  const probe = card('probe', words.t('probe.title'));
  const lines = card('timeline', words.t('timeline.title'));
  const head = h('div', { class: 'head' });
  const update = () => {
    const haVip = find();
    fill(head, [haVip], () => [h('a', { href: '#/' }, `← ${words.t('havips.title')}`), h('h1', {}, haVip ? haVip.name || haVip.id : id), haVip ? pill(haVip.status) : null, h('span', { class: 'mono' }, haVip?.address ?? '')]);
    const shown = haVip && drawing(app.state, haVip);
    fill(picture.body, [shown], () => (shown ? [draw(shown, words), legend(words)] : h('p', { class: 'empty' }, words.t('havip.gone'))));
    fill(members.body, [shown, app.state.eips], () => (shown ? memberTable(app, haVip, shown) : null));
    reachability(probe.body, app);
    fill(lines.body, [app.lines.length, app.lines.at(-1), app.state.instances], () => timeline(app));
  };
  return { haVip: id, frame: [head, picture.card, h('div', { class: 'columns' }, h('div', {}, members.card, lines.card), probe.card)], update };
}

function legend(words) {
  return h('p', { class: 'legend' }, h('span', { class: 'key solid' }), words.t('legend.solid'), h('span', { class: 'key dashed' }), words.t('legend.dashed'));
}

function memberTable(app, haVip, shown) {
  const { words } = app;
  const eip = eipOf(app.state, haVip);
  const rows = shown.instances.map((each) => {
    const instance = app.state.instances.find((one) => one.id === each.id);
    return h('tr', {}, h('th', { scope: 'row' }, each.name, h('small', {}, each.id)), h('td', { class: 'mono' }, each.address),
      h('td', {}, pill(each.status)), h('td', { 'data-role': each.id }, words.t(each.isMaster ? 'role.master' : 'role.backup')),
      h('td', { class: 'acts' }, instance ? powerButtons(app, instance, 'member') : null,
        button(`unbind-${each.id}`, words.t('action.unbind'), () => app.actions.unbind(haVip, each.id), 'small warn')));
  });
  if (eip) {
    rows.push(h('tr', {}, h('th', { scope: 'row' }, 'EIP'), h('td', { class: 'mono' }, eip.address), h('td', {}, pill(eip.status)), h('td', {}, '–'),
      h('td', { class: 'acts' }, button(`unbind-${eip.id}`, words.t('action.unbind'), () => app.actions.unbindEip(eip), 'small warn'))));
  }
  return table(words.t('members.title'), [words.t('field.bound'), words.t('field.address'), words.t('field.status'), words.t('field.role'), ''], rows, words.t('members.empty'));
}

export function tutorialPage(app) {
  const { words } = app;
  const steps = card('steps', words.t('tutorial.title'));
  const picture = card('picture', words.t('drawing.title'));
  const page = card('page', words.t('page.title'));
  const probe = card('probe', words.t('probe.title'));
  const lines = card('timeline', words.t('timeline.title'));
  const update = () => {
    const now = scene(app.state);
    const at = current(now, app.memory);
    const shown = now.haVip && drawing(app.state, now.haVip);
    app.watch(now.haVip?.id ?? '');
    fill(steps.body, [at, app.playing, app.memory], () => stepList(app, now, at));
    fill(picture.body, [shown], () => (shown ? [draw(shown, words), legend(words)] : h('p', { class: 'empty' }, words.t('drawing.soon'))));
    fill(page.body, [app.memory.shown, now.eip?.address], () => (app.memory.shown ? webPage(app, app.memory.shownAt, app.memory.shown) : h('p', { class: 'empty' }, words.t('page.soon'))));
    reachability(probe.body, app);
    fill(lines.body, [app.lines.length, app.lines.at(-1), app.state.instances], () => timeline(app));
  };
  return { frame: [h('div', { class: 'stage' }, steps.card, h('div', {}, picture.card, h('div', { class: 'pair' }, page.card, probe.card), lines.card))], update };
}

function stepList(app, now, at) {
  const { words } = app;
  const isOver = at === STEPS.length;
  return [
    h('p', { class: 'hint' }, words.t('tutorial.intro')),
    h('ol', { class: 'steps' }, STEPS.map((step, number) => h('li', {
      class: number < at ? 'done' : number === at ? 'now' : 'later', 'data-step': step.id, 'data-state': number < at ? 'done' : number === at ? 'now' : 'later', 'aria-current': number === at ? 'step' : null,
    }, h('strong', {}, words.t(`step.${step.id}`)), number <= at ? h('p', {}, words.t(`step.${step.id}.text`)) : null, result(app, step.id), number === at ? stepButtons(app, step, now) : null))),
    isOver ? h('p', { class: 'verdict', role: 'status', id: 'verdict' }, words.t(app.memory.first === app.memory.second ? 'tutorial.overQuiet' : 'tutorial.over', { first: app.memory.first, second: app.memory.second })) : null,
    at > 0 ? button('tutorial-clear', words.t(isOver ? 'tutorial.restart' : 'tutorial.clear'), () => app.play((player) => clear(player, scene(app.state)), true), isOver ? 'primary' : 'quiet') : null,
  ];
}

function stepButtons(app, step, now) {
  const { words } = app;
  if (app.playing) return h('p', { class: 'working', role: 'status' }, words.t('tutorial.working'));
  return h('div', { class: 'row' }, (step.choices ?? ['']).map((choice, at) => button(
    choice ? `step-${step.id}-${choice}` : `step-${step.id}`, words.t(choice ? `step.${step.id}.${choice}` : `step.${step.id}.do`),
    () => app.play((player) => step.act(player, now, app.memory, choice)), at === 0 ? 'primary' : '')));
}

function result(app, id) {
  const seen = id === 'open' ? app.memory.first : id === 'again' ? app.memory.second : '';
  return seen ? h('p', { class: 'seen' }, seen === 'none' ? app.words.t('page.none') : `“${seen}”`) : null;
}

export { pageName };
