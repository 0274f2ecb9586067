// The sound check: listens to all inputs, says of each what an engineer would, and does what it proposes.

import { post } from '../api.js';
import { clock } from '../format.js';
import { element } from './element.js';

const button = (kind, text, click) => element(`button.${kind}`, { type: 'button', text, on: { click } });
const write = (target, text) => { if (target.textContent !== text) target.textContent = text; };
const inputs = count => count === 1 ? '1 input' : `${count} inputs`;

// Stays what it is while its words change twice a second: a press that has begun must not lose its button.
class Row {
  #name = element('strong');
  #verdict = element('span.verdict');
  #advice = element('span.advice.soft');
  #apply;

  constructor(input) {
    this.#apply = button('quiet', '', () => post('applySoundCheck', { input }));
    this.element = element('li.checked', {}, this.#name, this.#verdict, this.#advice, this.#apply);
  }

  show({ input, name, verdict, sentences, proposal }) {
    write(this.#name, `${input + 1} ${name}`.trimEnd());
    write(this.#verdict, verdict);
    write(this.#advice, sentences.join(' '));
    write(this.#apply, `Apply ${proposal}`);
    this.#apply.setAttribute('aria-label', `Apply to input ${input + 1}: ${proposal}`);
    this.#apply.hidden = proposal === '';
    this.#advice.hidden = sentences.length === 0;
    this.element.classList.toggle('good', sentences.length === 0);
  }
}

export class SoundCheck {
  #said = element('p.said.soft');
  #listen = button('strong', 'Listen', () => post('startSoundCheck'));
  #enough = button('strong', 'Heard enough', () => post('endSoundCheck'));
  #all = button('quiet', 'Apply all', () => { this.#isAsking = true; this.#showAll(); });
  #question = element('div.question', { hidden: true });
  #asked = element('span');
  #list = element('ol.checks');
  #rows = [];
  #proposed = 0;
  #isAsking = false;

  constructor(root) {
    this.#question.append(this.#asked, button('quiet', 'No', () => this.#answer(false)), button('quiet', 'Yes, apply', () => this.#answer(true)));
    root.append(element('div.head', {}, element('h2', { text: 'Sound check' }), element('span.gap'), this.#all, this.#listen, this.#enough),
      this.#said, this.#question, this.#list);
  }

  show({ soundCheck }) {
    const { isListening, seconds, inputs: checks } = soundCheck;
    write(this.#said, isListening ? `Listening for ${clock(seconds)}: play the loudest song and pause once.` : seconds > 0 ? `Heard for ${clock(seconds)}.` : 'Play the loudest song and pause once.');
    write(this.#listen, checks.length ? 'Listen anew' : 'Listen');
    this.#listen.hidden = isListening;
    this.#enough.hidden = !isListening;
    while (this.#rows.length < checks.length) {
      const row = new Row(checks[this.#rows.length].input);
      this.#rows.push(row);
      this.#list.append(row.element);
    }
    for (const row of this.#rows.splice(checks.length)) row.element.remove();
    this.#rows.forEach((row, i) => row.show(checks[i]));
    this.#proposed = checks.filter(check => check.proposal).length;
    this.#showAll();
  }

  // Gains are no step that undo takes back, so it is asked first, as on the panel.
  #showAll() {
    this.#isAsking &&= this.#proposed > 0;
    write(this.#asked, `Apply what is proposed for ${inputs(this.#proposed)}?`);
    this.#question.hidden = !this.#isAsking;
    this.#all.hidden = this.#proposed === 0 || this.#isAsking;
  }

  #answer(isYes) {
    this.#isAsking = false;
    this.#showAll();
    if (isYes) post('applySoundCheck');
  }
}
