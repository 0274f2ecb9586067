// The takes: open, play, name, star, bin, and their files to carry away.

import { loadFiles, post } from '../api.js';
import { bytes, clock } from '../format.js';
import { element, nameField, refresh } from './element.js';

const TAKE_IN_PATH = /(?:^|\/)T0*(\d+)(?=\D|$)/i;
const encodePath = path => path.split('/').map(encodeURIComponent).join('/');

export class Takes {
  #list = element('div.take-list');
  #title = element('div.head');
  #unfolded = new Set();
  #files = [];
  #state = null;
  #filesOf = '';

  constructor(root) { root.append(this.#title, this.#list); }

  show(state) {
    this.#state = state;
    this.#fetchFiles(state);
    refresh(this.#title, [state.sessionName, state.takes.length], () => [
      element('h2', { text: 'Takes' }), element('span.soft', { text: `${state.sessionName}, ${state.takes.length === 1 ? '1 take' : `${state.takes.length} takes`}` }),
    ]);
    this.#draw();
  }

  // Files come and go when takes end and jobs finish; between those nothing is asked for.
  async #fetchFiles(state) {
    const mark = JSON.stringify([state.takes.map(take => [take.number, take.seconds, take.note]), state.job?.phase, state.master.certificate?.version]);
    if (mark === this.#filesOf) return;
    this.#filesOf = mark;
    try { this.#files = await loadFiles(); } catch { this.#filesOf = ''; }
    this.#draw();
  }

  #draw() {
    const { takes, open, running } = this.#state;
    if (this.#list.contains(document.activeElement) && document.activeElement.matches('input')) return;
    refresh(this.#list, [takes, open?.number, running?.number, [...this.#unfolded], this.#files], () => takes.length
      ? takes.map(take => this.#row(take, open?.number === take.number))
      : [element('p.soft', { text: running ? `T${running.number} is being recorded and stands here when it has ended.` : 'No take yet. Press REC.' })]);
  }

  #row(take, isOpen) {
    const name = nameField(`Name of take ${take.number}`, text => post('renameTake', { number: take.number, name: text }));
    name.show(take.name);
    name.field.placeholder = 'name it';
    const files = this.#files.filter(file => Number(TAKE_IN_PATH.exec(file.path)?.[1]) === take.number && /\.(wav|flac|mp3|opus|json|rpp|txt)$/i.test(file.path));
    const unfolded = this.#unfolded.has(take.number);
    const fold = () => { if (!this.#unfolded.delete(take.number)) this.#unfolded.add(take.number); this.#draw(); };
    const row = element(`div.take${isOpen ? '.open' : ''}`, {},
      element('button.star', { type: 'button', text: take.isStarred ? '★' : '☆', 'aria-label': `Star take ${take.number}`, 'aria-pressed': `${take.isStarred}`,
        on: { click: () => post('starTake', { number: take.number, starred: !take.isStarred }) } }),
      element('button.take-number', { type: 'button', text: `T${take.number}`, title: 'Open: PLAY, MIX and MASTER mean it', on: { click: () => post('openTake', { number: take.number }) } }),
      name.field,
      element('span.soft', { text: take.startedAt ? startTime(take.startedAt) : '' }),
      element('span.length', { text: clock(take.seconds) }),
      element('span.soft', { text: `${take.tracks} tr` }),
      element(`span.note${take.lostSeconds ? '.lost' : ''}`, { text: take.note }),
      element('button.quiet', { type: 'button', text: 'Play', on: { click: async () => { if (await post('openTake', { number: take.number })) post('play'); } } }),
      element('button.quiet', { type: 'button', text: unfolded ? 'Files ▴' : `Files ${files.length || ''} ▾`, 'aria-expanded': `${unfolded}`, disabled: !files.length, on: { click: fold } }),
      element('button.quiet', { type: 'button', text: 'Bin', 'aria-label': `Bin take ${take.number}`, on: { click: () => post('binTake', { number: take.number }) } }));
    return unfolded ? element('div.take-block', {}, row, element('ul.files', {}, ...files.map(fileLine))) : row;
  }
}

const startTime = text => new Date(text).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

const fileLine = file => element('li', {},
  element('a', { href: `/files/${encodePath(file.path)}`, download: true, text: file.path.split('/').pop() }), element('span.soft', { text: bytes(file.bytes) }));
