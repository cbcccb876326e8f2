// The tutorial's drawing: EIP, HaVip and instances; dashed lines for what is bound, a solid one for what is in effect.
import { tone } from './cloud.js';

const SPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 900;
const BOX = { width: 208, height: 68 };
const COLUMNS = { eip: 12, haVip: 346, instance: 680 };
const ROW = 92;

function s(name, attributes, ...children) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Where everything stands; in the order of the drawing's instances. */
export function layout(count) {
  const rows = Math.max(count, 1);
  const height = rows * ROW + 24;
  const middle = height / 2;
  const instances = Array.from({ length: count }, (_, at) => ({ x: COLUMNS.instance, y: 12 + at * ROW + (ROW - BOX.height) / 2 }));
  const top = middle - BOX.height / 2;
  return { height, eip: { x: COLUMNS.eip, y: top }, haVip: { x: COLUMNS.haVip, y: top }, instances };
}

function line(from, to, kind, name) {
  const start = { x: from.x + BOX.width, y: from.y + BOX.height / 2 };
  const end = { x: to.x, y: to.y + BOX.height / 2 };
  const bend = (start.x + end.x) / 2;
  const path = `M${start.x} ${start.y}C${bend} ${start.y} ${bend} ${end.y} ${end.x} ${end.y}`;
  const group = s('g', { class: `line ${kind}`, 'data-line': name, 'data-kind': kind }, s('path', { d: path }));
  if (kind === 'solid') {
    group.append(s('circle', { r: 4, class: 'packet' }, s('animateMotion', { dur: '1.8s', repeatCount: 'indefinite', path })));
  }
  return group;
}

function box(at, kind, label, name, detail, status, statusText) {
  const text = (x, y, style, content, more = {}) => s('text', { x: at.x + x, y: at.y + y, class: style, ...more }, content);
  const group = s('g', { class: `box ${kind}` },
    s('rect', { x: at.x, y: at.y, width: BOX.width, height: BOX.height, rx: 12 }),
    text(16, 22, 'label', label), text(16, 42, 'name', name), text(16, 58, 'detail', detail));
  if (status) {
    group.append(
      s('circle', { cx: at.x + BOX.width - 18, cy: at.y + 18, r: 5, class: `dot ${tone(status)}` }),
      text(BOX.width - 30, 22, 'status', statusText, { 'text-anchor': 'end' }));
  }
  return group;
}

function empty(at, text) {
  return s('g', { class: 'box none' },
    s('rect', { x: at.x, y: at.y, width: BOX.width, height: BOX.height, rx: 12 }),
    s('text', { x: at.x + BOX.width / 2, y: at.y + BOX.height / 2 + 5, class: 'label', 'text-anchor': 'middle' }, text));
}

/** The SVG of a drawing (see cloud.js). */
export function draw(drawing, words) {
  const places = layout(drawing.instances.length);
  const description = words.t('drawing.description', {
    eip: drawing.eip?.address ?? words.t('drawing.none'), address: drawing.haVip.address,
    instances: drawing.instances.map((each) => each.name).join(', ') || words.t('drawing.none'), master: drawing.master || words.t('drawing.nobody'),
  });
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${places.height}`, class: 'drawing', role: 'img', 'aria-label': description });
  if (drawing.eip) svg.append(line(places.eip, places.haVip, drawing.eip.inEffect ? 'solid' : 'dashed', 'eip'));
  // The solid line last, above the others.
  drawing.instances.map((instance, at) => [instance, places.instances[at]])
    .sort(([a], [b]) => Number(a.isMaster) - Number(b.isMaster))
    .forEach(([instance, at]) => svg.append(line(places.haVip, at, instance.isMaster ? 'solid' : 'dashed', instance.id)));
  svg.append(drawing.eip
    ? box(places.eip, 'eip', 'EIP', drawing.eip.address, words.t('drawing.internet'), drawing.eip.status, drawing.eip.status)
    : empty(places.eip, words.t('drawing.noEip')));
  svg.append(box(places.haVip, 'havip', 'HaVip', drawing.haVip.address, drawing.haVip.name || drawing.haVip.id, drawing.haVip.status, drawing.haVip.status));
  drawing.instances.forEach((instance, at) => svg.append(
    box(places.instances[at], instance.isMaster ? 'instance master' : 'instance', words.t(instance.isMaster ? 'role.master' : 'role.backup'),
      instance.name, instance.address, instance.status, instance.status)));
  if (drawing.instances.length === 0) svg.append(empty({ x: COLUMNS.instance, y: places.haVip.y }, words.t('drawing.noInstance')));
  return svg;
}
