// Below the panel: everything at once, with the same commands.

import { loadParameters } from '../api.js';
import { Click } from './click.js';
import { Cues } from './cues.js';
import { Finish } from './finish.js';
import { Mixer } from './mixer.js';
import { Now } from './now.js';
import { SoundCheck } from './soundcheck.js';
import { Takes } from './takes.js';

export class Desk {
  #parts = [];
  #mixer = null;
  #state = null;

  constructor(document) { this.#build(id => document.getElementById(id)); }

  /** Shows a whole state. */
  show(state) {
    this.#state = state;
    for (const part of this.#parts) part.show(state);
  }

  /** Moves the meters: { inputs, strips, values }. */
  showLevels(levels) { this.#mixer?.showLevels(levels); }

  async #build(root) {
    const parameters = await loadParameters();
    this.#mixer = new Mixer(root('mixer'), parameters);
    this.#parts = [new Now(root('now')), this.#mixer, new Cues(root('cues'), parameters),
      new SoundCheck(root('soundcheck')), new Click(root('click'), parameters), new Takes(root('takes')), new Finish(root('finish'), parameters)];
    if (this.#state) this.show(this.#state);
  }
}
