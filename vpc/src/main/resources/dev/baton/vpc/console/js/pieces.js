// Parts that several pages show.
import { fill, h } from './dom.js';
import { bodyOf, nameOf, powers, titleOf, tone } from './cloud.js';
import { clockTime, sentence } from './words.js';

export function pill(status) {
  return h('span', { class: `pill ${tone(status)}` }, status);
}

/** A button that acts and cannot be pressed again meanwhile. */
export function button(id, text, act, style = '') {
  return h('button', {
    id, type: 'button', class: style,
    onclick: async (event) => {
      event.target.disabled = true;
      try {
        await act();
      } finally {
        event.target.disabled = false;
      }
    },
  }, text);
}

export function powerButtons(app, instance, prefix) {
  return powers(instance.status).map((what) => button(
    `${prefix}-${what}-${instance.id}`, app.words.t(`power.${what}`), () => app.actions.power(instance, what), what === 'release' || what === 'force' ? 'small warn' : 'small'));
}

export function table(caption, heads, rows, empty) {
  return rows.length === 0 ? h('p', { class: 'empty' }, empty) : h('div', { class: 'wide' },
    h('table', {}, h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))), h('tbody', {}, rows)));
}

/** The newest lines first. */
export function timeline(app) {
  const names = (id) => nameOf(app.state, id);
  const lines = app.lines.slice(-100).sort((a, b) => b.at.localeCompare(a.at) || b.number - a.number);
  return lines.length === 0 ? h('p', { class: 'empty' }, app.words.t('timeline.empty')) : h('ol', { class: 'timeline', reversed: true },
    lines.map((line) => {
      const said = sentence(app.words, line, names);
      return h('li', { class: said.kind, 'data-topic': line.topic }, h('time', { datetime: line.at }, clockTime(line.at)), h('span', {}, said.text),
        said.cause ? h('em', {}, said.cause) : null);
    }));
}

/** What the prober says, with the last seconds as a strip. */
export function reachability(section, app) {
  const probe = app.probe;
  const known = Boolean(probe?.address);
  // Measured since somebody looks, or told before by the timeline.
  const last = app.lines.findLast((line) => line.topic === 'OUTAGE' && line.details[1] === probe?.address);
  const outage = (probe?.outageMillis ?? -1) < 0 && last ? Number(last.details[0]) : probe?.outageMillis;
  fill(section, [app.words.language, probe, outage, known && app.strip], () => {
    if (!known) return h('p', { class: 'empty' }, app.words.t('probe.none'));
    const word = probe.answers ? 'probe.answers' : probe.everAnswered ? 'probe.silent' : 'probe.never';
    return [
      h('p', { class: `answer ${probe.answers ? 'good' : probe.everAnswered ? 'bad' : 'off'}`, 'data-answers': String(probe.answers) },
        app.words.t(word, { address: probe.address, millis: app.words.whole(probe.silenceMillis) })),
      h('div', { class: 'strip', 'aria-hidden': 'true' }, app.strip.map((each) => h('i', { class: each }))),
      h('p', { class: 'figure', 'data-outage': String(outage) },
        h('strong', {}, outage < 0 ? '–' : app.words.whole(outage)), ' ms ', h('span', {}, app.words.t('probe.outage'))),
      h('p', { class: 'hint' }, app.words.t('probe.how')),
    ];
  });
}

/** A page as somebody on the internet sees it. */
export function webPage(app, address, answer) {
  const title = titleOf(answer);
  return h('figure', { class: 'browser', 'data-title': title },
    h('figcaption', {}, h('span', { class: 'lights', 'aria-hidden': 'true' }), h('span', { class: 'address' }, `http://${address}/`)),
    title ? h('iframe', { sandbox: '', srcdoc: bodyOf(answer), title }) : h('p', { class: 'empty' }, app.words.t('page.none')));
}
