import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Panel } from './lib/panel.js';
import { Recorder, until } from './lib/recorder.js';

let recorder, panel;
before(async () => {
  recorder = await Recorder.create();
  panel = await Panel.open(recorder.url);
  await recorder.command('startTake');
  await recorder.until('ten seconds recorded', state => state.running?.seconds > 10, 30_000);
  await recorder.command('endTake');
  await recorder.until('stored', state => state.open?.number === 1);
});
after(async () => { await panel?.close(); await recorder?.remove(); });

const done = (kind, withinMs = 120_000) => recorder.until(`${kind} is done`, state => {
  if (state.job?.kind === kind && state.job.phase === 'failed') throw new Error(state.job.sentence);
  return state.job?.kind === kind && state.job.phase === 'done';
}, withinMs);

test('BACK and MIX make a quick mix that says what it did and leaves what a hand has set', async () => {
  await recorder.command('setStrip', { strip: 0, parameter: 'faderDb', value: -7.5 });
  await panel.page.keyboard.down('b');
  await panel.press('mix');
  await panel.page.keyboard.up('b');
  const state = await done('quickMix');
  assert.ok(state.mix.quickMixMoves.length >= 3, `${state.mix.quickMixMoves.length} moves`);
  assert.ok(state.mix.sceneNames.length >= 2, state.mix.sceneNames.join());
  assert.equal(state.mix.strips[0].values.faderDb, -7.5);
  assert.ok(state.mix.strips.some(strip => strip.values.faderDb !== 0 && strip.values.faderDb !== -7.5));
  await panel.page.locator('.moves li').first().waitFor();
});

test('BACK and MASTER make a master with a certificate measured on the file', async () => {
  await panel.page.keyboard.down('b');
  await panel.press('master');
  await panel.page.keyboard.up('b');
  await done('master');
  const { master } = await recorder.until('a certificate', state => state.master.certificate);
  assert.equal(master.certificate.version, 1);
  assert.ok(Math.abs(master.certificate.integratedLufs + 14) < 0.2, `${master.certificate.integratedLufs} LUFS`);
  assert.ok(master.certificate.truePeakDbtp <= -1, `${master.certificate.truePeakDbtp} dBTP`);
  assert.equal(master.certificate.passed, true);
  await panel.page.locator('.certificate.passed').waitFor();
});

test('the page chooses aim, album and formats, and says of the version what a person says', async () => {
  await panel.page.getByRole('combobox', { name: 'Aim' }).selectOption('loud');
  await recorder.until('the aim', state => state.master.values.targetLufs === -9);
  await recorder.command('undo');
  await recorder.until('undone', state => state.master.values.targetLufs === -14);
  await panel.page.getByLabel('FLAC').check();
  await recorder.until('flac', state => state.master.formats.find(format => format.word === 'flac').isOn);
  await panel.page.getByLabel('songs as far apart as mixed').check();
  await recorder.until('the album', state => state.master.isAlbum);
  await panel.page.getByLabel('Note for this version').fill('voice up');
  await panel.page.getByLabel('Note for this version').press('Enter');
  await recorder.until('the note', state => state.master.certificate.note === 'voice up');
  await panel.page.getByLabel('approved').check();
  await recorder.until('the approval', state => state.master.certificate.isApproved);
  await recorder.command('setAlbum', { on: false });
});

test('EXPORT copies masters to the stick and reads them back', async () => {
  const offered = await recorder.until('an offer', state => state.storage.offers.some(offer => offer.choice === 'masters' && offer.fits));
  assert.equal(offered.storage.stickLabel, 'DRUMS');
  await panel.page.locator('.offer').first().click();
  const { message } = await done('export');
  assert.match(message.happened, /^SAFE TO REMOVE stick DRUMS\.$/);
  const files = readdirSync(recorder.stick, { recursive: true }).filter(file => statSync(join(recorder.stick, file)).isFile());
  assert.ok(files.some(file => file.endsWith('.wav')), files.join());
  assert.ok(!files.some(file => file.endsWith('.part')));
  const list = files.find(file => file.endsWith('SHA256SUMS'));
  assert.match(readFileSync(join(recorder.stick, list), 'utf8'), /^[0-9a-f]{64} {2}/);
});

test('a second master is a new version, the first stays', async () => {
  await recorder.command('startMaster');
  await recorder.until('version 2', state => state.master.certificate?.version === 2, 120_000);
  const masters = (await recorder.files()).filter(file => /^masters\/.*\.wav$/.test(file.path));
  assert.ok(masters.length >= 2, masters.map(file => file.path).join());
  for (const file of masters) assert.ok(existsSync(join(recorder.session, file.path)));
});

test('REC goes before a job, which goes on when the take has ended', async () => {
  await recorder.command('startMaster');
  await recorder.command('startTake');
  await recorder.until('recording', state => state.transport === 'recording');
  const { job } = await recorder.snapshot();
  assert.ok(['waiting', 'paused', 'done'].includes(job.phase), job.phase);
  await recorder.command('endTake');
  await done('master');
});

test('without a stick the export says so', async () => {
  await until('the page has had no trouble', () => panel.errors.length === 0);
  const { rename } = await import('node:fs/promises');
  await rename(recorder.stick, `${recorder.stick}-pulled`);
  await recorder.until('the stick is out', state => state.storage.stickLabel === null);
  const reply = await recorder.command('startExport', { choice: 'masters' });
  assert.equal(reply.accepted, false);
  assert.match(reply.sentence, /stick/);
});
