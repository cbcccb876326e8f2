// The texts of one language, and what is said with them.

/** Replaces {name} by its value. */
export function filled(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The language to begin with: what was chosen before, else the browser's. */
export function firstLanguage(stored, preferred) {
  if (stored === 'en' || stored === 'zh') return stored;
  return (preferred ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export class Words {
  constructor(language, texts) {
    this.language = language;
    this.texts = texts;
  }

  static async load(language) {
    const response = await fetch(`i18n/${language}.json`);
    return new Words(language, await response.json());
  }

  /** A text by its key. */
  t(key, values) {
    return filled(this.texts[key] ?? key, values);
  }

  has(key) {
    return key in this.texts;
  }

  whole(number) {
    return new Intl.NumberFormat(this.language).format(number);
  }
}

/** Hours to milliseconds, in the visitor's time. */
export function clockTime(iso) {
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** A line of the timeline as a sentence, with its cause. `nameOf` gives a resource's name. */
export function sentence(words, line, nameOf) {
  const [first, second, third] = line.details;
  if (line.topic === 'CALLED') {
    return { text: words.t(first ? 'line.CALLED.refused' : 'line.CALLED', { action: line.about }), cause: first ?? '', kind: first ? 'bad' : 'call' };
  }
  if (line.topic === 'OUTAGE') {
    return { text: words.t('line.OUTAGE', { millis: words.whole(Number(first)), address: second }), cause: '', kind: 'bad' };
  }
  const about = nameOf(line.about);
  if (line.topic === 'MASTER_MOVED') {
    const key = second ? (first ? 'line.MASTER_MOVED' : 'line.MASTER_FOUND') : 'line.MASTER_LOST';
    const text = words.t(key, { about, from: nameOf(first), to: nameOf(second) });
    return { text, cause: third ? words.t(`cause.${third}`) : '', kind: second ? 'good' : 'bad' };
  }
  const isWord = words.has(`detail.${first}`);
  const text = words.t(`line.${line.topic}`, { about, detail: first ? nameOf(first) : '' });
  return { text, cause: isWord ? words.t(`detail.${first}`) : line.topic === 'FAILED' ? first : '', kind: line.topic === 'FAILED' ? 'bad' : 'fact' };
}
