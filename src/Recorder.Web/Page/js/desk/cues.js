// A musician's own mix: which one, how loud it is, its click, and a level for each channel. Only its own pair of outputs hears it.

import { post } from '../api.js';
import { element, refresh } from './element.js';
import { Fader } from './fader.js';

const CHOSEN = 'chosen-cue';
const outputs = cue => `outputs ${2 * cue + 3}–${2 * cue + 4}`;

class Channel {
  #name = element('span.cue-name');
  #mute;
  #level;
  #was;
  #now;

  constructor(cue, number, parameter) {
    const set = levelDb => post('setCueChannel', { cue, channel: number, levelDb });
    const { minimum, default: usual } = parameter.spec;
    this.#level = new Fader(parameter, set, { label: `Level of channel ${number + 1} in my mix` });
    this.#mute = element('button.toggle', {
      type: 'button', text: 'M', 'aria-label': `Mute channel ${number + 1} in my mix`, 'aria-pressed': 'false',
      on: { click: () => set(this.#now > minimum ? minimum : this.#was ?? usual) },
    });
    this.element = element('div.cue-channel', {}, this.#name, this.#level.track, this.#level.readout, this.#mute);
    this.#now = usual;
  }

  show(name, levelDb, parameter) {
    const isMuted = levelDb <= parameter.spec.minimum;
    if (!isMuted) this.#was = levelDb;
    this.#now = levelDb;
    if (this.#name.textContent !== name) this.#name.textContent = name;
    this.#level.show(levelDb);
    if (this.#mute.getAttribute('aria-pressed') !== String(isMuted)) this.#mute.setAttribute('aria-pressed', isMuted);
    this.element.classList.toggle('muted', isMuted);
  }
}

export class Cues {
  #root;
  #parameters;
  #head = element('div.head');
  #own = element('div.cue-own');
  #list = element('div.cue-channels');
  #cue = Number(localStorage.getItem(CHOSEN)) || 0;
  #shownCue = null;
  #level;
  #click;
  #channels = [];
  #state;

  constructor(root, parameters) {
    this.#root = root;
    this.#parameters = parameters.cue;
    root.append(this.#head, this.#own, this.#list);
  }

  show(state) {
    this.#state = state;
    const { cues, inputs } = state, { strips } = state.mix;
    const wasHidden = this.#root.hidden;
    this.#root.hidden = cues.length === 0;
    if (cues.length === 0) return;
    const cue = Math.min(this.#cue, cues.length - 1);
    if (cue !== this.#shownCue) this.#build(cue);
    this.#showHead(cue, cues);
    this.#level.show(cues[cue].levelDb);
    this.#click.show(cues[cue].clickDb);
    while (this.#channels.length < strips.length) {
      const channel = new Channel(cue, this.#channels.length, this.#parameters.channelDb);
      this.#channels.push(channel);
      this.#list.append(channel.element);
    }
    for (const channel of this.#channels.splice(strips.length)) channel.element.remove();
    const { channelDb } = this.#parameters;
    this.#channels.forEach((channel, i) => channel.show(
      `${i + 1} ${strips[i].name || inputs[i]?.name || ''}`, cues[cue].channelsDb[i] ?? channelDb.spec.default, channelDb));
    // Its address can be kept on a phone; there is nothing to go to before there are cues.
    if (wasHidden && location.hash === '#cues') this.#root.scrollIntoView();
  }

  // Anew for each: what a hand has on its way to one mix must not end in another.
  #build(cue) {
    const set = (parameter, value) => post('setCue', { cue, parameter, value });
    this.#shownCue = cue;
    this.#level = new Fader(this.#parameters.levelDb, value => set('levelDb', value), { label: 'Level of my mix' });
    this.#click = new Fader(this.#parameters.clickDb, value => set('clickDb', value), { label: 'Click in my mix' });
    const row = (text, fader) => element('div.value', {}, element('span', { text }), fader.track, fader.readout);
    this.#own.replaceChildren(row('Level', this.#level), row('Click', this.#click));
    this.#list.replaceChildren();
    this.#channels = [];
  }

  #showHead(cue, cues) {
    const isOff = cues[cue].levelDb <= this.#parameters.levelDb.spec.minimum;
    refresh(this.#head, [cue, cues.length, isOff], () => [
      element('h2', { text: 'My own mix' }),
      cues.length > 1
        ? element('label.scene', {}, 'Cue', this.#choice(cue, cues.length))
        : element('span.scene', { text: `Cue 1, ${outputs(0)}` }),
      isOff ? element('span.soft', { text: 'off: turn Level up' }) : null,
    ]);
  }

  #choice(cue, count) {
    const choice = element('select', { 'aria-label': 'Whose mix', on: { change: () => this.#choose(Number(choice.value)) } },
      ...Array.from({ length: count }, (_, i) => element('option', { value: i, text: `${i + 1}, ${outputs(i)}`, selected: i === cue })));
    return choice;
  }

  #choose(cue) {
    this.#cue = cue;
    localStorage.setItem(CHOSEN, cue);
    this.show(this.#state);
  }
}
