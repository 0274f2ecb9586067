// Every strip at once: name, pan, level, mute, solo, arm, and what goes in and comes out.

import { post } from '../api.js';
import { meterPlace } from '../format.js';
import { element, nameField, refresh } from './element.js';
import { Fader } from './fader.js';

const toggle = (text, label, click) => element('button.toggle', { type: 'button', text, 'aria-label': label, 'aria-pressed': 'false', on: { click } });
const press = (button, on) => { if (button.getAttribute('aria-pressed') !== String(on)) button.setAttribute('aria-pressed', on); };

class Strip {
  constructor(number, parameters) {
    const set = (parameter, value) => post('setStrip', { strip: number, parameter, value });
    this.name = nameField(`Name of input ${number + 1}`, name => post('nameInput', { input: number, name }));
    this.pan = new Fader(parameters.pan, value => set('pan', value), { label: `Pan ${number + 1}` });
    this.level = new Fader(parameters.faderDb, value => set('faderDb', value), { upright: true, label: `Level ${number + 1}` });
    this.input = element('i.meter', { title: 'input' }, element('i.rms'), element('i.peak'));
    this.output = element('i.meter', { title: 'after the fader' }, element('i.rms'), element('i.peak'));
    this.mute = toggle('M', `Mute ${number + 1}`, () => set('mute', this.values.mute >= 0.5 ? 0 : 1));
    this.solo = toggle('S', `Solo ${number + 1}`, () => set('solo', this.values.solo >= 0.5 ? 0 : 1));
    this.arm = toggle('●', `Record input ${number + 1}`, () => post('armInput', { input: number, armed: !this.isArmed }));
    this.arm.classList.add('arm');
    this.element = element('div.strip', { role: 'group', 'aria-label': `Strip ${number + 1}` },
      element('div.top', {}, element('span.number', { text: `${number + 1}` }), this.arm), this.name.field,
      this.pan.track, this.pan.readout,
      element('div.throw', {}, this.input, this.level.track, this.output),
      this.level.readout,
      element('div.toggles', {}, this.mute, this.solo));
  }

  show(strip, input) {
    this.values = strip.values;
    this.isArmed = input?.isArmed ?? false;
    this.name.show(strip.name || input?.name || '');
    this.pan.show(strip.values.pan);
    this.level.show(strip.values.faderDb);
    press(this.mute, strip.values.mute >= 0.5);
    press(this.solo, strip.values.solo >= 0.5);
    press(this.arm, this.isArmed);
    this.arm.hidden = !input;
    this.element.classList.toggle('muted', strip.values.mute >= 0.5);
    this.element.classList.toggle('clipped', input?.hasClipped ?? false);
  }
}

// Shown as soon as somebody is in it.
class Group {
  constructor(number, parameters) {
    const set = (parameter, value) => post('setGroup', { group: number, parameter, value });
    this.name = element('span.title');
    this.level = new Fader(parameters.levelDb, value => set('levelDb', value), { upright: true, label: `Level of group ${number + 1}` });
    this.mute = toggle('M', `Mute group ${number + 1}`, () => set('mute', this.values.mute >= 0.5 ? 0 : 1));
    this.solo = toggle('S', `Solo group ${number + 1}`, () => set('solo', this.values.solo >= 0.5 ? 0 : 1));
    this.element = element('div.strip.return', { role: 'group', 'aria-label': `Group ${number + 1}`, hidden: true },
      this.name, element('div.throw', {}, this.level.track), this.level.readout, element('div.toggles', {}, this.mute, this.solo));
  }

  show(group, isUsed) {
    this.values = group.values;
    this.element.hidden = !isUsed;
    if (this.name.textContent !== group.name) this.name.textContent = group.name;
    this.level.show(group.values.levelDb);
    press(this.mute, group.values.mute >= 0.5);
    press(this.solo, group.values.solo >= 0.5);
  }
}

function drawMeter(meter, rms, peak) {
  meter.firstChild.style.transform = `scaleY(${meterPlace(rms)})`;
  meter.lastChild.style.transform = `translateY(${-100 * meterPlace(peak)}%)`;
}

export class Mixer {
  #parameters;
  #strips = [];
  #groups = [];
  #bus;
  #head = element('div.head');
  #console = element('div.console');

  constructor(root, parameters) {
    this.#parameters = parameters;
    this.#bus = this.#buildBus();
    root.append(this.#head, this.#console);
    this.#console.append(this.#bus.element);
  }

  show(state) {
    const { mix, inputs } = state;
    while (this.#strips.length < mix.strips.length) {
      const strip = new Strip(this.#strips.length, this.#parameters.strip);
      this.#strips.push(strip);
      (this.#groups[0] ?? this.#bus).element.before(strip.element);
    }
    for (const strip of this.#strips.splice(mix.strips.length)) strip.element.remove();
    this.#strips.forEach((strip, i) => strip.show(mix.strips[i], inputs[i]));
    while (this.#groups.length < mix.groups.length) {
      const group = new Group(this.#groups.length, this.#parameters.group);
      this.#groups.push(group);
      this.#bus.element.before(group.element);
    }
    this.#groups.forEach((group, i) => group.show(mix.groups[i], mix.strips.some(strip => strip.group === i)));
    for (const [key, fader] of Object.entries(this.#bus.faders)) fader.show(mix.bus[key]);
    this.#bus.phones.show(state.phonesDb);
    this.#showHead(state);
  }

  showLevels({ inputs, strips, values }) {
    for (let i = 0; i < Math.min(inputs, this.#strips.length); i++)
      drawMeter(this.#strips[i].input, values[3 * i + 1], values[3 * i + 2]);
    const first = 3 * inputs;
    for (let i = 0; i < Math.min(strips, this.#strips.length); i++)
      drawMeter(this.#strips[i].output, values[first + 3 * i + 1], values[first + 3 * i]);
    const bus = first + 3 * strips;
    drawMeter(this.#bus.left, values[bus], values[bus]);
    drawMeter(this.#bus.right, values[bus + 1], values[bus + 1]);
  }

  #buildBus() {
    const { bus, strip } = this.#parameters;
    const set = (parameter, value) => post('setBus', { parameter, value });
    const faders = {
      reverbReturnDb: new Fader(bus.reverbReturnDb, value => set('reverbReturnDb', value), { upright: true }),
      delayReturnDb: new Fader(bus.delayReturnDb, value => set('delayReturnDb', value), { upright: true }),
      busFaderDb: new Fader(bus.busFaderDb, value => set('busFaderDb', value), { upright: true }),
    };
    const phonesSpec = { ...strip.faderDb, spec: { ...strip.faderDb.spec, name: 'Headphones', help: 'Headphone level; a new output starts at off.' } };
    const phones = new Fader(phonesSpec, levelDb => post('setPhones', { levelDb }), { upright: true });
    const left = element('i.meter', {}, element('i.rms'), element('i.peak'));
    const right = element('i.meter', {}, element('i.rms'), element('i.peak'));
    const column = (title, fader, ...meters) => element('div.strip.return', {},
      element('span.title', { text: title }), element('div.throw', {}, fader.track, ...meters), fader.readout);
    return {
      faders, phones, left, right,
      element: element('div.buses', {},
        column('Reverb', faders.reverbReturnDb), column('Delay', faders.delayReturnDb),
        column('Mix', faders.busFaderDb, left, right), column('Phones', phones)),
    };
  }

  #showHead(state) {
    const { mix, undoName, redoName } = state;
    refresh(this.#head, [mix.sceneName, mix.isEdited, mix.sceneNames, undoName, redoName], () => [
      element('h2', { text: 'Mix' }),
      mix.sceneNames.length > 1
        ? element('label.scene', {}, 'Scene', this.#sceneChoice(mix))
        : element('span.scene', { text: mix.sceneName }),
      mix.isEdited ? element('span.soft', { text: 'changed' }) : null,
      element('span.gap'),
      element('button.quiet', { type: 'button', text: undoName ? `Undo ${undoName}` : 'Undo', disabled: !undoName, on: { click: () => post('undo') } }),
      element('button.quiet', { type: 'button', text: redoName ? `Redo ${redoName}` : 'Redo', disabled: !redoName, on: { click: () => post('redo') } }),
      element('button.quiet', { type: 'button', text: 'Clear clips', on: { click: () => post('clearClips') } }),
      element('button.strong', { type: 'button', text: 'Quick mix', on: { click: () => post('startQuickMix') } }),
    ]);
  }

  #sceneChoice(mix) {
    const choice = element('select', { on: { change: () => post('recallScene', { name: choice.value }) } },
      ...mix.sceneNames.map(name => element('option', { text: name, selected: name === mix.sceneName })));
    return choice;
  }
}
