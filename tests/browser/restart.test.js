import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Panel } from './lib/panel.js';
import { Recorder, until } from './lib/recorder.js';

let recorder, panel;
before(async () => { recorder = await Recorder.create(); panel = await Panel.open(recorder.url); });
after(async () => { await panel?.close(); await recorder?.remove(); });

test('a killed host costs no frame: the next one finds the take running', async () => {
  await recorder.command('startTake');
  const before = await recorder.until('recording', state => state.transport === 'recording' && state.running.seconds > 1);
  await recorder.kill();
  const note = panel.page.locator('.offline-note');
  await until('the page greys', () => note.isVisible());
  assert.equal(await note.textContent(), 'The recorder goes on without this page. Reconnecting.');
  assert.deepEqual(await panel.under('.offline-note'), [], 'the note lies over a control or its print');

  const [killedAt, gap] = [Date.now(), 3000];
  await pause(gap);
  await recorder.start();
  const found = await recorder.until('the take is found', state => state.running?.number === before.running.number);
  assert.ok(found.running.seconds >= before.running.seconds + gap / 1000, `${before.running.seconds} s, then ${found.running.seconds} s`);
  assert.ok(found.running.seconds <= before.running.seconds + (Date.now() - killedAt) / 1000 + 3);
  assert.equal(found.message.happened, 'Panel restarted.');
  assert.equal(found.message.safe, `T${before.running.number} ran on.`);

  await recorder.command('endTake');
  const ended = await recorder.until('stored', state => !state.running && state.takes.length === 1);
  assert.equal(ended.takes[0].lostSeconds, 0);
  const lengths = new Set((await recorder.files()).filter(file => /T0001\/.*\.wav$/.test(file.path)).map(file => file.bytes));
  assert.equal(lengths.size, 1, 'all tracks are equally long');
});

test('the page comes back by itself', async () => {
  await until('the page is live again', async () => !await panel.page.locator('.offline-note').isVisible());
  const seen = panel.pictures;
  await until('pictures arrive', () => panel.pictures > seen + 10);
});

test('a killed engine costs only the time until the next one: the take goes on', async () => {
  await recorder.command('startTake');
  const before = await recorder.until('recording', state => state.transport === 'recording' && state.running.seconds > 1);
  execFileSync('pkill', ['-KILL', '-f', `engine .*${recorder.session}`]);
  const found = await recorder.until('the take goes on', state => state.transport === 'recording' && state.running?.seconds > before.running.seconds + 1);
  assert.equal(found.running.number, before.running.number);
  const told = await recorder.until('it is told', state => state.message?.happened.startsWith('Recording restarted itself') && state.message);
  assert.match(told.message.safe, /^T\d+ goes on\. \d+\.\d\d s are missing, marked\.$/);
  await panel.steady('record', 500);

  await recorder.command('endTake');
  const ended = await recorder.until('stored', state => !state.running && state.takes.some(take => take.number === before.running.number));
  const take = ended.takes.find(one => one.number === before.running.number);
  assert.ok(take.lostSeconds > 0 && take.lostSeconds < 10, `${take.lostSeconds} s between the two engines`);
  assert.ok(take.seconds >= found.running.seconds);
});
