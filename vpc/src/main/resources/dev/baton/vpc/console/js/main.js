// Wires the page together: key, language, theme, routes, the event stream, and the sections that show it.
import { Actions } from './actions.js';
import { Api, Refused } from './api.js';
import { h } from './dom.js';
import { haVipPage, overview, pageName, tutorialPage } from './pages.js';
import { scene } from './tutorial.js';
import { Words, firstLanguage } from './words.js';

const STRIP = 120;
const PATIENCE = 90_000;
const NOTHING = { vpcs: [], vSwitches: [], instances: [], haVips: [], eips: [], region: '', zone: '' };
const find = (id) => document.getElementById(id);

class App {
  state = NOTHING;
  lines = [];
  probe = null;
  strip = Array(STRIP).fill('');
  playing = false;
  memory = JSON.parse(sessionStorage.getItem('tutorial') ?? '{}');
  actions = new Actions(this);
  #watched = null;
  #stream = new AbortController();
  #waiting = new Set();
  #page = null;

  async begin() {
    const given = /^#key=([\w-]+)$/.exec(location.hash);
    if (given) {
      sessionStorage.setItem('baton.key', given[1]);
      history.replaceState(null, '', '#/');
    }
    this.api = new Api(sessionStorage.getItem('baton.key') ?? '');
    addEventListener('hashchange', () => this.route());
    find('skip').addEventListener('click', (event) => { event.preventDefault(); find('main').focus(); });
    find('language').addEventListener('click', () => this.speak(this.words.language === 'en' ? 'zh' : 'en'));
    find('theme').addEventListener('click', () => this.paint(localStorage.getItem('baton.theme') === 'dark' ? 'light' : 'dark'));
    if (localStorage.getItem('baton.theme')) this.paint(localStorage.getItem('baton.theme'));
    await this.speak(firstLanguage(localStorage.getItem('baton.language'), navigator.language));
  }

  paint(theme) {
    localStorage.setItem('baton.theme', theme);
    document.documentElement.style.colorScheme = theme;
  }

  async speak(language) {
    localStorage.setItem('baton.language', language);
    this.words = await Words.load(language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = this.words.t('title');
    find('skip').textContent = this.words.t('skip');
    find('language').textContent = language === 'en' ? '中文' : 'English';
    find('language').lang = language === 'en' ? 'zh-CN' : 'en';
    find('theme').textContent = this.words.t('theme');
    this.route();
  }

  route() {
    const [, page, id] = location.hash.split('/');
    this.#page = page === 'havip' ? haVipPage(this, decodeURIComponent(id ?? '')) : page === 'tutorial' ? tutorialPage(this) : overview(this);
    find('nav').replaceChildren(...[['', 'nav.overview'], ['tutorial', 'nav.tutorial']].map(([to, key]) => h('a', {
      href: `#/${to}`, 'aria-current': (page ?? '') === to ? 'page' : null,
    }, this.words.t(key))));
    find('main').replaceChildren(...this.#page.frame);
    this.#watched ??= '-';
    this.watch(this.#page.haVip ?? '');
    this.refresh();
  }

  /** Whose public address shall be tried; the event stream begins anew if it is another one's. */
  watch(haVip) {
    if (this.#watched === haVip) return;
    this.#watched = haVip;
    this.#stream.abort();
    this.#stream = new AbortController();
    this.probe = null;
    this.strip = Array(STRIP).fill('');
    const stream = this.#stream;
    this.api.follow(haVip, (name, data) => stream === this.#stream && this.#told(name, data), stream.signal).catch((error) => this.#shut(error));
  }

  #told(name, data) {
    if (name === 'open') this.lines = [];
    if (name === 'open' || name === 'lost') {
      find('live').textContent = this.words.t(name === 'open' ? 'live.on' : 'live.off');
      find('live').dataset.on = String(name === 'open');
    }
    if (name === 'state') this.state = data;
    if (name === 'line') this.lines = [...this.lines, data].slice(-500);
    if (name === 'probe') {
      this.probe = data;
      if (data.address) this.strip = [...this.strip, data.answers ? 'good' : data.everAnswered ? 'bad' : 'off'].slice(-STRIP);
    }
    this.#waiting.forEach((look) => look());
    this.refresh();
  }

  refresh() {
    this.#page?.update();
  }

  call(product, action, parameters) {
    const given = Object.entries({ RegionId: this.state.region, ...parameters }).filter(([, value]) => value !== '' && value !== undefined);
    return this.api.call(product, action, Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  }

  userData(host) {
    return this.api.json(`user-data?host=${host}`);
  }

  /** Resolves when the state is so. */
  until(isSo) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!isSo(this.state)) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(this.state);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(this.words.t('tutorial.late')));
      }, PATIENCE);
      this.#waiting.add(look);
      look();
    });
  }

  /** Plays a step of the tutorial; one at a time. */
  async play(work, isLast = false) {
    if (this.playing) return;
    this.playing = true;
    this.refresh();
    try {
      await work(this.#player());
      if (isLast) this.memory = {};
    } catch (error) {
      this.notice(error);
    }
    this.playing = false;
    sessionStorage.setItem('tutorial', JSON.stringify(this.memory));
    this.refresh();
  }

  #player() {
    return {
      zone: () => this.state.zone,
      vpc: (action, parameters) => this.call('Vpc', action, parameters),
      ecs: (action, parameters) => this.call('Ecs', action, parameters),
      userData: (host) => this.userData(host),
      until: async (isSo) => scene(await this.until((state) => isSo(scene(state)))),
      page: async (address) => {
        const answer = await this.#read(address);
        this.memory.shown = answer || '-';
        this.memory.shownAt = address;
        return pageName(answer);
      },
    };
  }

  /** The web server may still be starting; where packets go nowhere there is no use in waiting. */
  async #read(address) {
    for (let left = 20; ; left--) {
      const { answer, isTried } = await this.api.json(`page?address=${encodeURIComponent(address)}`);
      if (answer || !isTried || left === 0) return answer;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  notice(error) {
    const notice = h('div', { class: 'notice', role: 'alert' }, h('strong', {}, error instanceof Refused ? error.code : this.words.t('notice.failed')), h('span', {}, error.message));
    notice.append(h('button', { type: 'button', class: 'quiet', onclick: () => notice.remove() }, this.words.t('notice.close')));
    find('notices').append(notice);
  }

  #shut(error) {
    if (!(error instanceof Refused)) throw error;
    const form = h('form', { class: 'card door', onsubmit: (event) => {
      event.preventDefault();
      location.hash = `#key=${new FormData(event.target).get('key').replace(/^.*#key=/, '').trim()}`;
      location.reload();
    } }, h('h1', {}, this.words.t('door.title')), h('p', {}, this.words.t('door.text')),
    h('label', { class: 'field' }, h('span', {}, this.words.t('door.key')), h('input', { name: 'key', required: true, autocomplete: 'off' })),
    h('button', { class: 'primary', type: 'submit' }, this.words.t('door.open')));
    this.#page = null;
    find('main').replaceChildren(form);
  }
}

new App().begin();
