import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Panel } from './lib/panel.js';
import { Recorder, until } from './lib/recorder.js';

let recorder, panel;
before(async () => { recorder = await Recorder.create(); panel = await Panel.open(recorder.url); });
after(async () => { await panel?.close(); await recorder?.remove(); });

const cue = async index => (await recorder.snapshot()).cues[index];
const third = state => state.cues[1].channelsDb[2];

test('the simulated interface has two musicians\' own mixes, both off', async () => {
  const { cues } = await recorder.until('cues are there', state => state.cues.length > 0);
  assert.deepEqual(cues.map(one => one.levelDb), [-60, -60]);
  await panel.page.locator('#cues').getByText('off: turn Level up').waitFor();
});

test('a phone opens one of them and turns its level, a channel and the click', async () => {
  const phone = await Panel.open(`${recorder.url}#cues`, { viewport: { width: 390, height: 844 }, hasTouch: true });
  try {
    const part = phone.page.locator('#cues');
    await part.getByLabel('Whose mix').selectOption('1');
    await part.getByLabel('Level of my mix').focus();
    for (let i = 0; i < 6; i++) await phone.page.keyboard.press('PageUp');
    await recorder.until('the second cue is on', state => state.cues[1].levelDb > -60);
    await part.getByLabel('Click in my mix').focus();
    await phone.page.keyboard.press('PageUp');
    await recorder.until('its click is louder', state => state.cues[1].clickDb > -12);
    await part.getByLabel('Level of channel 3 in my mix').focus();
    await phone.page.keyboard.press('ArrowDown');
    await recorder.until('its third channel is softer', state => third(state) < 0 && third(state) > -1);
    assert.deepEqual([(await cue(0)).levelDb, (await cue(0)).channelsDb], [-60, []]);
    assert.equal((await recorder.snapshot()).mix.strips[2].values.faderDb, 0);
    assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth), 390);
    const box = await part.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, `from ${box.x} to ${box.x + box.width}`);
    assert.ok(box.y < 844 && box.y + box.height > 0, `the address leads there, at ${box.y}`);
    if (process.env.RECORDER_PICTURES) await part.screenshot({ path: `${process.env.RECORDER_PICTURES}/cues-phone.png` });
    assert.deepEqual(phone.errors, []);
  } finally {
    await phone.close();
  }
});

test('M silences a channel there and brings it back as it was', async () => {
  const part = panel.page.locator('#cues'), was = third(await recorder.snapshot());
  await part.getByLabel('Whose mix').selectOption('1');
  await part.getByLabel('Mute channel 3 in my mix').click();
  await recorder.until('silent', state => third(state) === -60);
  await until('the page has seen it', async () => await part.getByLabel('Mute channel 3 in my mix').getAttribute('aria-pressed') === 'true');
  await part.getByLabel('Mute channel 3 in my mix').click();
  await recorder.until('as it was', state => third(state) === was);
  if (process.env.RECORDER_PICTURES) await part.screenshot({ path: `${process.env.RECORDER_PICTURES}/cues-desk.png` });
});

test('the panel turns the same values, and the page follows', async () => {
  await panel.press('main');
  await panel.turn('main', 6);
  await panel.press('main');
  await panel.press('main');
  await panel.turn('knob3', -3);
  await recorder.until('softer', state => third(state) < -1 && third(state) > -3);
  await panel.page.locator('#cues').getByLabel('Whose mix').selectOption('1');
  const level = panel.page.locator('#cues').getByLabel('Level of channel 3 in my mix');
  await until('the page shows it', async () => await level.getAttribute('aria-valuetext') === `${third(await recorder.snapshot()).toFixed(1)} dB`);
  await panel.press('back');
});

test('what was set is there again after the program was killed', async () => {
  const was = await cue(1);
  await new Promise(resolve => setTimeout(resolve, 1500));
  await recorder.kill();
  await recorder.start();
  await recorder.until('the cues are there again', state => state.cues.length === 2);
  assert.deepEqual(await cue(1), was);
});

test('the page has had no trouble', () => assert.deepEqual(panel.errors, []));
