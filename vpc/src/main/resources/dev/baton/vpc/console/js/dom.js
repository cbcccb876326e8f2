// Elements from plain data, and sections that are drawn anew only when what they show has changed.

/** An element. Properties that start with "on" are listeners, `null` and `false` are left out. */
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const drawn = new WeakMap();

/** Fills the section if `shown` differs from the last time; the focus stays where it was. */
export function fill(section, shown, draw) {
  const key = JSON.stringify(shown);
  if (drawn.get(section) === key) return;
  drawn.set(section, key);
  const focused = section.contains(document.activeElement) ? document.activeElement.id : '';
  section.replaceChildren(...[draw()].flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  if (focused) document.getElementById(focused)?.focus();
}

/** Asks in a modal dialog; resolves to the form's values, or to null. */
export function ask(title, fields, submit, cancel, danger = false) {
  return new Promise((resolve) => {
    const form = h('form', { method: 'dialog' }, h('h2', { id: 'dialog-title' }, title), fields,
      h('div', { class: 'row end' },
        h('button', { type: 'submit', value: 'no', formnovalidate: true, class: 'quiet' }, cancel),
        h('button', { type: 'submit', value: 'yes', class: danger ? 'danger' : 'primary', id: 'dialog-submit' }, submit)));
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? Object.fromEntries(new FormData(form)) : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A labelled input of a form. */
export function field(label, name, properties = {}, hint = '') {
  return h('label', { class: 'field' }, h('span', {}, label), h('input', { name, autocomplete: 'off', ...properties }),
    hint ? h('small', {}, hint) : null);
}

/** A labelled choice; options are pairs of value and text. */
export function choice(label, name, options, properties = {}) {
  return h('label', { class: 'field' }, h('span', {}, label),
    h('select', { name, ...properties }, options.map(([value, text]) => h('option', { value }, text))));
}
