// The way to the server: one key in a header, calls by the API's own names, and server-sent events.

/** Splits what has come of an event stream into whole events and the rest. */
export function takeEvents(text) {
  const parts = text.split('\n\n');
  const rest = parts.pop();
  const events = parts.map((part) => {
    const event = { name: 'message', data: '' };
    for (const line of part.split('\n')) {
      if (line.startsWith('event: ')) event.name = line.slice(7);
      if (line.startsWith('data: ')) event.data += line.slice(6);
    }
    return event;
  });
  return { events, rest };
}

/** A refusal, with the API's code. */
export class Refused extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

export class Api {
  constructor(key) {
    this.key = key;
  }

  async json(path, options = {}) {
    const response = await fetch(`api/${path}`, { ...options, headers: { 'X-Console-Key': this.key, 'Content-Type': 'application/json' } });
    const body = await response.json();
    if (!response.ok) throw new Refused(body.Code ?? String(response.status), body.Message);
    return body;
  }

  call(product, action, parameters) {
    return this.json('call', { method: 'POST', body: JSON.stringify({ product, action, parameters }) });
  }

  /** Calls `tell(name, data)` for each event until the signal says stop; comes back after a break. */
  async follow(haVip, tell, signal) {
    while (!signal.aborted) {
      try {
        await this.#once(haVip, tell, signal);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      if (!signal.aborted) {
        tell('lost', null);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  async #once(haVip, tell, signal) {
    const response = await fetch(`api/events?havip=${encodeURIComponent(haVip)}`, { headers: { 'X-Console-Key': this.key }, signal });
    if (response.status === 401) throw new Refused('InvalidConsoleKey', '');
    if (!response.ok) return;
    tell('open', null);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const taken = takeEvents(rest + value);
      rest = taken.rest;
      taken.events.forEach((event) => tell(event.name, JSON.parse(event.data)));
    }
  }
}
