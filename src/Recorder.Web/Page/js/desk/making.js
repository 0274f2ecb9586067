// How the master is made beyond its knobs: aim, reference, album, formats; and what is said of the newest version.

import { post } from '../api.js';
import { element, refresh } from './element.js';

const check = (text, isOn, change) => element('label.check', {},
  element('input', { type: 'checkbox', checked: isOn, on: { change: event => change(event.target.checked) } }), text);

const row = (name, ...controls) => element('div.choice', {}, element('span', { text: name }), element('div.controls', {}, ...controls));

export class Making {
  #options = element('div.options');
  #said = element('div.options');
  #aims;

  constructor(aims) { this.#aims = aims; }

  /** Where the options stand, and where what is said of the newest version. */
  get parts() { return [this.#options, this.#said]; }

  show({ master, open }) {
    const { certificate } = master;
    refresh(this.#options, [master.values.targetLufs, master.values.ceilingDbtp, master.isAlbum, master.albumTakes, master.reference, master.references, master.formats], () => [
      row('Aim', master.isAlbum ? element('span.soft', { text: 'by the album: its loudest song at -14 LUFS' }) : this.#aimChoice(master.values)),
      row('Reference', referenceChoice(master)),
      row('Album', check(master.albumTakes ? `songs as far apart as mixed: ${master.albumTakes} with a master` : 'songs as far apart as mixed', master.isAlbum, on => post('setAlbum', { on }))),
      row('Formats', ...master.formats.map(format => check(format.name, format.isOn, async on => {
        // What is refused stands as it stood.
        if (!await post('setMasterFormat', { format: format.word, on })) delete this.#options.dataset.shown;
      }))),
    ]);
    // A note being written is left alone.
    if (this.#said.contains(document.activeElement) && document.activeElement.matches('.note-field')) return;
    refresh(this.#said, certificate && [open?.number, certificate.version, certificate.note, certificate.isApproved], () => certificate ? [
      row(`Version ${certificate.version}`, noteField(certificate.note), check('approved', certificate.isApproved, approved => post('approveMaster', { approved }))),
    ] : []);
  }

  #aimChoice(values) {
    const chosen = this.#aims.find(aim => aim.integratedLufs === values.targetLufs && aim.ceilingDbtp === values.ceilingDbtp);
    const choice = element('select', { 'aria-label': 'Aim', on: { change: () => post('setAim', { aim: choice.value }) } },
      chosen ? null : element('option', { text: `${values.targetLufs.toFixed(1)} by hand`, selected: true, disabled: true }),
      ...this.#aims.map(aim => element('option', { value: aim.key, text: aim.words, selected: aim === chosen })));
    return choice;
  }
}

function referenceChoice(master) {
  const isGone = master.reference !== '' && !master.isReferenceThere;
  const choice = element('select', { 'aria-label': 'Reference', on: { change: () => post('setReference', { key: choice.value }) } },
    element('option', { value: '', text: 'none', selected: master.reference === '' }),
    isGone ? element('option', { value: master.reference, text: `${master.referenceName}: gone`, selected: true, disabled: true }) : null,
    ...master.references.map(offer => element('option', { value: offer.key, text: `${offer.name} (${offer.place})`, selected: offer.key === master.reference })));
  return choice;
}

function noteField(note) {
  const field = element('input.note-field', { 'aria-label': 'Note for this version', placeholder: 'note for this version', maxlength: 16, value: note, autocomplete: 'off' });
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') field.blur();
    if (event.key === 'Escape') { field.value = note; field.blur(); }
  });
  field.addEventListener('blur', () => { if (field.value.trim() !== note) post('noteMaster', { text: field.value.trim() }); });
  return field;
}
