// The finish: the master's values, its certificate, what the quick mix did, what can go to the stick.

import { post } from '../api.js';
import { bytes } from '../format.js';
import { element, refresh } from './element.js';
import { Fader } from './fader.js';
import { Making } from './making.js';

const SHOWN = ['targetLufs', 'lowDb', 'bodyDb', 'airDb', 'warmth', 'compressionPercent', 'widthPercent', 'ceilingDbtp'];
const number = (value, digits, unit) => value == null ? '–' : `${value.toFixed(digits)} ${unit}`;

export class Finish {
  #faders;
  #making;
  #certificate = element('div.certificate-place');
  #moves = element('div.moves-place');
  #offers = element('div.offers-place');

  constructor(root, parameters) {
    this.#faders = Object.fromEntries(SHOWN.map(key =>
      [key, new Fader(parameters.master[key], value => post('setMaster', { parameter: key, value }))]));
    this.#making = new Making(parameters.aims);
    const [options, said] = this.#making.parts;
    root.append(
      element('div.head', {}, element('h2', { text: 'Master' }), element('span.gap'),
        element('button.strong', { type: 'button', text: 'Make master', on: { click: () => post('startMaster') } })),
      element('div.values', {}, ...SHOWN.map(key =>
        element('div.value', {}, element('span', { text: parameters.master[key].spec.name }), this.#faders[key].track, this.#faders[key].readout))),
      options, this.#certificate, said, this.#moves, this.#offers);
  }

  show(state) {
    for (const [key, fader] of Object.entries(this.#faders)) fader.show(state.master.values[key]);
    this.#making.show(state);
    this.#showCertificate(state.master.certificate);
    const moves = state.mix.quickMixMoves;
    refresh(this.#moves, moves, () => moves.length ? [
      element('h3', { text: `Quick mix: ${moves.length} moves` }),
      element('ol.moves', {}, ...moves.map(move => element('li', {}, element('strong', { text: move.track }), ` ${move.sentence}`))),
    ] : []);
    this.#showOffers(state.storage);
  }

  #showCertificate(certificate) {
    refresh(this.#certificate, certificate, () => certificate ? [
      element(`div.certificate${certificate.passed ? '.passed' : ''}`, {},
        element('h3', { text: `Certificate, version ${certificate.version}: ${certificate.passed ? 'passed' : 'not passed'}` }),
        element('dl', {},
          ...[['Loudness', number(certificate.integratedLufs, 1, 'LUFS')], ['True peak', number(certificate.truePeakDbtp, 2, 'dBTP')],
            ['Range', number(certificate.loudnessRangeLu, 1, 'LU')], ['Limiter', number(certificate.limiterMaxDb, 1, 'dB')],
            ['Stereo', number(certificate.correlation, 2, '')]].map(([name, value]) =>
            element('div', {}, element('dt', { text: name }), element('dd', { text: value })))),
        element('p', { text: `${certificate.made} ${certificate.sentence}`.trim() }), element('p.soft', { text: certificate.fileName })),
    ] : []);
  }

  #showOffers(storage) {
    refresh(this.#offers, [storage.stickLabel, storage.offers], () => [
      element('h3', { text: storage.stickLabel ? `Export to stick ${storage.stickLabel}` : 'Export: put a stick in' }),
      ...storage.offers.map(offer => element('button.offer', {
        type: 'button', disabled: !offer.fits || !storage.stickLabel, on: { click: () => post('startExport', { choice: offer.choice }) },
      }, element('strong', { text: offer.label }), element('span.soft', { text: offer.formats }), element('span', { text: bytes(offer.bytes) }), element('span.soft', { text: offer.fits ? '' : 'does not fit' }))),
    ]);
  }
}
