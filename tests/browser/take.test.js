import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Panel } from './lib/panel.js';
import { Recorder, until } from './lib/recorder.js';

let recorder, panel;
before(async () => { recorder = await Recorder.create(); panel = await Panel.open(recorder.url); });
after(async () => { await panel?.close(); await recorder?.remove(); });

test('REC records and its light becomes steady', async () => {
  await panel.press('record');
  const state = await recorder.until('recording', now => now.transport === 'recording');
  assert.equal(state.running.number, 1);
  assert.equal(state.running.tracks, 16);
  await panel.steady('record', 1500);
});

test('REC during a take does nothing', async () => {
  await panel.press('record');
  await panel.page.waitForTimeout(300);
  const state = await recorder.snapshot();
  assert.deepEqual([state.transport, state.running.number], ['recording', 1]);
});

test('MARK sets a marker at the touch', async () => {
  await panel.press('mark');
  await recorder.until('a marker', state => state.running.markers === 1);
});

test('a tapped STOP ends nothing', async () => {
  await panel.press('stop');
  await panel.page.waitForTimeout(800);
  assert.equal((await recorder.snapshot()).transport, 'recording');
});

test('a connection that is lost while STOP is held ends nothing', async () => {
  await panel.page.evaluate(() => new Promise((resolve, reject) => {
    const other = new WebSocket(`ws://${location.host}/panel`);
    other.onerror = reject;
    other.onclose = resolve;
    other.onopen = () => {
      other.send(JSON.stringify({ control: 'stop', action: 'down' }));
      setTimeout(() => other.close(), 100);
    };
  }));
  await panel.page.waitForTimeout(900);
  assert.equal((await recorder.snapshot()).transport, 'recording');
});

test('BACK and MARK cut: the next take begins at this frame', async () => {
  await panel.page.keyboard.down('b');
  await panel.press('mark');
  await panel.page.keyboard.up('b');
  const state = await recorder.until('T2 runs', now => now.running?.number === 2 && now.takes.length === 1);
  assert.equal(state.takes[0].number, 1);
  assert.equal(state.takes[0].lostSeconds, 0);
});

test('STOP held for half a second ends the take, whole', async () => {
  await panel.page.waitForTimeout(1000);
  await panel.press('stop', 800);
  const state = await recorder.until('idle', now => now.transport === 'idle' && now.takes.length === 2);
  assert.equal(state.takes[0].number, 2);
  assert.equal(state.takes[0].tracks, 16);
  assert.ok(state.takes[0].seconds > 0.5, `${state.takes[0].seconds} s`);
  assert.match(state.message.happened, /^T2 stored: 0:00:\d\d, 16 tracks\.$/);
  await until('STOP says it is stored', () => panel.lamp('stop'));
  assert.equal(await panel.lamp('record'), false);
});

test('the takes stand on the desk with their files to download', async () => {
  await panel.page.locator('.take-number', { hasText: 'T2' }).waitFor();
  const tracks = (await recorder.files()).filter(file => /^takes\/T0002\/.*\.wav$/.test(file.path));
  assert.equal(tracks.length, 16);
  const bytes = new Uint8Array(await (await fetch(`${recorder.url}files/${tracks[0].path.split('/').map(encodeURIComponent).join('/')}`)).arrayBuffer());
  assert.equal(bytes.length, tracks[0].bytes);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, 4)), 'RIFF');
  assert.ok(existsSync(join(recorder.session, tracks[0].path)));
});

test('PLAY plays the open take, STOP stops it', async () => {
  await panel.press('play');
  await recorder.until('playing', state => state.transport === 'playing' && state.open.playheadSeconds > 0.2);
  assert.ok(await panel.lamp('play'));
  await panel.press('play');
  await recorder.until('paused', state => state.transport === 'paused');
  await panel.press('stop');
  await recorder.until('idle', state => state.transport === 'idle');
});

test('a take is named, starred and binned from the desk', async () => {
  const name = panel.page.getByLabel('Name of take 2');
  await name.fill('Song 4');
  await name.press('Enter');
  await recorder.until('a name', state => state.takes[0].name === 'Song 4');
  await panel.page.getByLabel('Star take 2').click();
  await recorder.until('a star', state => state.takes[0].isStarred);
  await panel.page.getByLabel('Bin take 1').click();
  await recorder.until('one take', state => state.takes.length === 1);
  assert.ok((await recorder.command('restoreTake', { number: 1 })).accepted);
  await recorder.until('two takes', state => state.takes.length === 2);
});

test('the page has had no trouble', () => assert.deepEqual(panel.errors, []));
