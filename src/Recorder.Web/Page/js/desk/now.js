// What happens at this moment: transport, what is safe, what is left, the message, the job.

import { post } from '../api.js';
import { bytes, clock, timeLeft } from '../format.js';
import { element, refresh } from './element.js';

const headlines = {
  idle: 'Listening', starting: 'Starting', recording: 'Recording', ending: 'Storing', playing: 'Playing', paused: 'Paused', overdubbing: 'Overdubbing',
};
const jobNames = { quickMix: 'Quick mix', master: 'Master', export: 'Export', cardTest: 'Card test', stems: 'Stems' };
const jobPhases = { waiting: 'waits', running: '', paused: 'paused', done: 'done', failed: 'failed', cancelled: 'cancelled' };

export class Now {
  #line = element('div.headline');
  #message = element('div.message-place');
  #job = element('div.job-place');
  #facts = element('dl.facts');

  constructor(root) { root.append(this.#line, this.#message, this.#job, this.#facts); }

  show(state) {
    const take = state.running ?? state.open;
    const seconds = state.running ? state.running.seconds : state.open?.playheadSeconds ?? 0;
    refresh(this.#line, [state.transport, take?.number, take?.name, clock(seconds)], () => [
      element(`span.state.${state.transport}`, { text: headlines[state.transport] }),
      element('span.what', { text: take ? [`T${take.number}`, take.name].filter(Boolean).join(' ') : `REC = new T${state.nextTakeNumber}` }),
      element('span.clock', { text: clock(seconds) }),
    ]);
    this.#showMessage(state.message);
    this.#showJob(state.job);
    this.#showFacts(state);
  }

  #showMessage(message) {
    refresh(this.#message, message, () => !message || (message.isSeen && !message.isStillTrue) ? [] : [
      element(`div.message.${message.kind}`, {},
        element('strong', { text: message.happened }), element('span', { text: message.safe }), element('span', { text: message.do }),
        message.isSeen ? null : element('button.quiet', { type: 'button', text: 'Seen', on: { click: () => post('markAlarmSeen') } })),
    ]);
  }

  #showJob(job) {
    refresh(this.#job, job, () => {
      if (!job) return [];
      const active = ['waiting', 'running', 'paused'].includes(job.phase);
      const left = job.phase === 'running' && job.secondsLeft != null ? `${clock(job.secondsLeft)} left` : jobPhases[job.phase];
      const counts = job.export && active
        ? `${job.export.filesDone} of ${job.export.files} files, ${bytes(job.export.copiedBytes)} copied, ${bytes(job.export.verifiedBytes)} read back` : '';
      return [element(`div.job.${job.phase}`, {},
        element('div.job-line', {}, element('strong', { text: jobNames[job.kind] }), element('span', { text: job.subject }), element('span.gap'), element('span.soft', { text: left }),
          active ? element('button.quiet', { type: 'button', text: 'Cancel', on: { click: () => post('cancelJob') } }) : null),
        active ? element('progress', { max: 1, value: job.progress, 'aria-label': jobNames[job.kind] }) : null,
        counts ? element('p.soft', { text: counts }) : null,
        job.sentence ? element('p', { text: job.sentence }) : null)];
    });
  }

  #showFacts(state) {
    const { engine, storage, running } = state, audio = state.interface;
    const facts = [
      ['Interface', audio.isPresent ? audio.name : 'none: plug one in'],
      ['Format', audio.isPresent ? `${audio.channels} inputs, ${audio.rateHz / 1000} kHz, ${audio.format}` : ''],
      ['Room for', timeLeft(storage.secondsLeft)],
      ['REC reaches back', `${Math.floor(engine.memorySeconds)} s`],
      ['Not yet on disk', running ? `${engine.unsafeSeconds.toFixed(1)} s` : ''],
      ['Lost', running?.lostSeconds ? `${running.lostSeconds.toFixed(2)} s` : ''],
      ['Battery', state.batteryPercent == null ? '' : `${state.batteryPercent} %`],
      ['Stick', storage.stickLabel ? `${storage.stickLabel}, ${bytes(storage.stickFreeBytes)} free` : 'none'],
      ['Engine', engine.isConnected ? '' : 'does not answer'],
    ].filter(([, value]) => value);
    refresh(this.#facts, facts, () => facts.map(([name, value]) => element('div', {}, element('dt', { text: name }), element('dd', { text: value }))));
  }
}
