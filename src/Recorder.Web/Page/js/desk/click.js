// The click: tempo, bars, count-in and level, on and off, as on the panel. It is heard in the phones and nowhere else.

import { post, tell } from '../api.js';
import { element } from './element.js';
import { Fader } from './fader.js';
import { TapTempo } from './tap.js';

const SWITCHES = ['on', 'whileIdle'];
const TEMPO = 'tempoBpm';

export class Click {
  #parameters;
  #faders = {};
  #switches = {};
  #take = element('span.soft');
  #taps = new TapTempo();

  constructor(root, parameters) {
    this.#parameters = parameters.click;
    const keys = Object.keys(this.#parameters).filter(key => !SWITCHES.includes(key));
    root.append(
      element('div.head', {}, element('h2', { text: 'Click' }), this.#take, element('span.gap'), this.#tapButton(), ...SWITCHES.map(key => this.#switch(key))),
      element('div.values', {}, ...keys.map(key => this.#row(key))));
  }

  show({ click, open }) {
    for (const [key, fader] of Object.entries(this.#faders)) fader.show(this.#valueOf(click, key));
    for (const [key, button] of Object.entries(this.#switches)) {
      const isOn = String(this.#valueOf(click, key) >= 0.5);
      if (button.getAttribute('aria-pressed') !== isOn) button.setAttribute('aria-pressed', isOn);
    }
    const text = !open ? '' : click.take
      ? `T${open.number}: ${click.take.tempoBpm.toFixed(0)}, ${click.take.beatsPerBar} in a bar` : `T${open.number} was recorded without`;
    if (this.#take.textContent !== text) this.#take.textContent = text;
  }

  #row(key) {
    const parameter = this.#parameters[key];
    const fader = this.#faders[key] = new Fader(parameter, value => this.#set(key, value));
    return element('div.value', {}, element('span', { text: parameter.spec.name }), fader.track, fader.readout);
  }

  #switch(key) {
    const { name, help } = this.#parameters[key].spec;
    const button = this.#switches[key] = element('button.quiet', {
      type: 'button', text: name, title: help, 'aria-pressed': 'false',
      on: { click: () => this.#set(key, button.getAttribute('aria-pressed') === 'true' ? 0 : 1) },
    });
    return button;
  }

  // A finger means the moment it comes down; keys, and what presses for people who have neither, send a click alone.
  #tapButton() {
    return element('button.quiet', {
      type: 'button', text: 'Tap', title: 'Tap the tempo.',
      on: {
        pointerdown: event => { if (event.isPrimary && event.button === 0) this.#tap(event.timeStamp); },
        click: event => { if (event.detail === 0) this.#tap(event.timeStamp); },
      },
    });
  }

  #tap(nowMs) {
    const bpm = this.#taps.tap(nowMs), { minimum, maximum } = this.#parameters[TEMPO].spec;
    if (bpm == null) tell('Tap on.');
    else this.#set(TEMPO, Math.min(Math.max(Math.round(bpm), minimum), maximum));
  }

  #set(parameter, value) { return post('setClick', { parameter, value }); }

  // What nobody has set is not in the state.
  #valueOf(click, key) { return click.values[key] ?? this.#parameters[key].spec.default; }
}
