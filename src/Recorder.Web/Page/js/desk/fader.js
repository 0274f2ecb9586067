// A fader or a small slider for one declared parameter: relative drag, wheel, arrows, Home and End, double click for the default.

import { shown } from '../format.js';
import { element } from './element.js';

const SEND_EVERY_MS = 40;
const HAND_LEADS_MS = 400;

export class Fader {
  #parameter;
  #send;
  #isUpright;
  #value = null;
  #movedAt = -Infinity;
  #sendTimer = 0;

  /** parameter: { spec, curve }; send gets each new value; options: { upright, label }. */
  constructor(parameter, send, { upright = false, label = parameter.spec.name } = {}) {
    this.#parameter = parameter;
    this.#send = send;
    this.#isUpright = upright;
    const { spec } = parameter;
    this.track = element(`div.fader.${upright ? 'upright' : 'flat'}`, {
      role: 'slider', tabindex: '0', 'aria-label': label, title: spec.help, 'aria-orientation': upright ? 'vertical' : 'horizontal',
      'aria-valuemin': spec.minimum, 'aria-valuemax': spec.maximum,
      on: {
        pointerdown: event => this.#grab(event), keydown: event => this.#key(event),
        dblclick: () => this.#set(spec.default),
      },
    }, element('i.rail'), element('i.zero'), element('i.thumb'));
    this.track.addEventListener('wheel', event => { event.preventDefault(); this.#step(-Math.sign(event.deltaY)); }, { passive: false });
    this.track.style.setProperty('--zero', this.#place(spec.warp === 'fader' || spec.minimum < 0 ? 0 : spec.default));
    this.readout = element('output.readout');
  }

  /** Shows the recorder's value, unless a hand here has just moved it. */
  show(value) {
    if (performance.now() - this.#movedAt > HAND_LEADS_MS) this.#draw(value);
  }

  #draw(value) {
    if (value === this.#value) return;
    this.#value = value;
    const text = shown(this.#parameter, value);
    this.track.style.setProperty('--at', this.#place(value));
    this.track.setAttribute('aria-valuenow', value);
    this.track.setAttribute('aria-valuetext', text);
    this.readout.textContent = text;
  }

  #set(value) {
    this.#movedAt = performance.now();
    this.#draw(value);
    // The newest value goes out at a steady pace, the last one always.
    this.#sendTimer ||= setTimeout(() => { this.#sendTimer = 0; this.#send(this.#value); }, SEND_EVERY_MS);
  }

  // What has steps of its own moves by them, as under a knob.
  #step(detents) {
    const { curve, spec } = this.#parameter;
    if (spec.step) this.#set(this.#bounded(Math.round(this.#value / spec.step) * spec.step + detents * spec.step));
    else this.#set(this.#at(this.#place(this.#value) + detents * 2 / (curve.length - 1)));
  }

  #grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.track.focus({ preventScroll: true });
    this.track.setPointerCapture(event.pointerId);
    const box = this.track.getBoundingClientRect();
    const start = this.#place(this.#value);
    const ending = new AbortController();
    const move = now => this.#set(this.#at(start + (this.#isUpright
      ? (event.clientY - now.clientY) / box.height : (now.clientX - event.clientX) / box.width)));
    this.track.addEventListener('pointermove', move, { signal: ending.signal });
    for (const type of ['pointerup', 'pointercancel'])
      this.track.addEventListener(type, () => ending.abort(), { signal: ending.signal });
  }

  #key(event) {
    const { minimum, maximum, warp } = this.#parameter.spec;
    // A level never goes all the way up at one key.
    const end = { Home: minimum, End: warp === 'fader' ? undefined : maximum }[event.key];
    const detents = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!detents && end === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (detents) this.#step(detents);
    else this.#set(end);
  }

  // The way is read from the declaration's curve; between its points it is straight.
  #at(place) {
    const { curve } = this.#parameter;
    const at = Math.min(Math.max(place, 0), 1) * (curve.length - 1), low = Math.floor(at);
    return this.#bounded(curve[low] + (curve[Math.min(low + 1, curve.length - 1)] - curve[low]) * (at - low));
  }

  // Within the range, and with no more digits than are shown.
  #bounded(value) {
    const { minimum, maximum, warp, decimals } = this.#parameter.spec;
    const steps = warp === 'fader' ? 10 : 10 ** decimals;
    return Math.round(Math.min(Math.max(value, minimum), maximum) * steps) / steps;
  }

  #place(value) {
    const { curve } = this.#parameter;
    const above = curve.findIndex(point => point >= value);
    if (above <= 0) return above < 0 ? 1 : 0;
    return (above - 1 + (value - curve[above - 1]) / (curve[above] - curve[above - 1])) / (curve.length - 1);
  }
}
