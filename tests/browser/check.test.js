import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TapTempo } from '../../src/Recorder.Web/Page/js/desk/tap.js';
import { Panel } from './lib/panel.js';
import { Recorder, until } from './lib/recorder.js';

const KICK = 0, OH_R = 6;
const polarity = new RegExp(`^Apply to input ${OH_R + 1}: .*polarity`);

let recorder, panel;
before(async () => { recorder = await Recorder.create(); panel = await Panel.open(recorder.url); });
after(async () => { await panel?.close(); await recorder?.remove(); });

const picture = async (part, name) => { if (process.env.RECORDER_PICTURES) await part.screenshot({ path: `${process.env.RECORDER_PICTURES}/${name}.png` }); };
const key = async (part, name, ...keys) => {
  await part.getByRole('slider', { name, exact: true }).focus();
  for (const one of keys) await part.page().keyboard.press(one);
};
const inverted = state => state.mix.strips[OH_R].values.polarityInverted;

test('the click is switched, its values are turned by their own steps, and the panel has the same', async () => {
  const part = panel.page.locator('#click'), button = part.getByRole('button', { name: 'Click', exact: true });
  await button.click();
  await recorder.until('it is on', state => state.click.values.on === 1);
  await until('the page has seen it', async () => await button.getAttribute('aria-pressed') === 'true');
  await key(part, 'Tempo', 'ArrowUp', 'ArrowUp', 'ArrowUp');
  await recorder.until('three beats a minute faster', state => state.click.values.tempoBpm === 123);
  await key(part, 'Beats in a bar', 'ArrowDown');
  await recorder.until('three in a bar', state => state.click.values.beatsPerBar === 3);
  await key(part, 'Count-in', 'End');
  await recorder.until('four bars of count-in', state => state.click.values.countInBars === 4);
  await key(part, 'Count-in', 'ArrowUp', 'Home', 'ArrowUp', 'ArrowUp');
  await recorder.until('two bars of count-in', state => state.click.values.countInBars === 2);
  await key(part, 'Click level', 'ArrowDown', 'End');
  await recorder.until('softer, and End makes no level loud', state => state.click.values.levelDb < -12);
  await key(part, 'Click level', 'Home');
  await recorder.until('Home turns a level off', state => state.click.values.levelDb === -60);
  await part.getByRole('slider', { name: 'Click level', exact: true }).dblclick();
  await recorder.until('as it comes', state => state.click.values.levelDb === -12);
  await picture(part, 'click');
  await button.click();
  await recorder.until('it is off', state => state.click.values.on === 0);
});

test('the tempo is tapped: the middle of the last five intervals, and a long wait begins anew', async () => {
  const taps = new TapTempo();
  assert.deepEqual([0, 500, 1000, 1900, 2400, 2900, 3400].map(ms => taps.tap(ms)), [null, 120, 120, 120, 120, 120, 120]);
  assert.deepEqual([5401, 6001, 6601].map(ms => taps.tap(ms)), [null, 100, 100]);
  const part = panel.page.locator('#click'), tap = part.getByRole('button', { name: 'Tap' });
  await key(part, 'Tempo', 'Home');
  await recorder.until('slowest', state => state.click.values.tempoBpm === 40);
  await tap.click();
  await panel.page.getByText('Tap on.').waitFor();
  // A machine that is busy may take too long between two of them; the next one counts from there.
  await until('as fast as it is tapped', async () => {
    await tap.click();
    return (await recorder.snapshot()).click.values.tempoBpm > 40;
  });
});

test('the sound check listens, has a verdict for each input, and applies what it proposes when it was asked and answered', async () => {
  const part = panel.page.locator('#soundcheck');
  await recorder.command('setStrip', { strip: OH_R, parameter: 'polarityInverted', value: 1 });
  await part.getByRole('button', { name: 'Listen' }).click();
  const apply = part.getByRole('button', { name: polarity });
  await recorder.until('it has a verdict for all and finds one side upside down', ({ soundCheck, inputs }) =>
    soundCheck.inputs.length === inputs.length && soundCheck.inputs.every(input => input.verdict) && soundCheck.inputs[OH_R].polarity === false);
  await apply.waitFor();
  await picture(part, 'sound-check-listening');
  await part.getByRole('button', { name: 'Heard enough' }).click();
  const { soundCheck } = await recorder.until('it has heard enough', state => !state.soundCheck.isListening);
  await part.getByRole('button', { name: 'Listen anew' }).waitFor();
  await until('each input has its verdict on the page', async () =>
    JSON.stringify(await part.locator('li .verdict').allTextContents()) === JSON.stringify(soundCheck.inputs.map(input => input.verdict)));
  await part.getByRole('button', { name: 'Apply all' }).click();
  await part.getByText('Apply what is proposed for').waitFor();
  await picture(part, 'sound-check');
  await part.getByRole('button', { name: 'No', exact: true }).click();
  assert.equal(inverted(await recorder.snapshot()), 1);
  await part.getByRole('button', { name: 'Apply all' }).click();
  await part.getByRole('button', { name: 'Yes, apply' }).click();
  await recorder.until('it is the right way round', state => inverted(state) === 0);
  await recorder.command('undo');
  await recorder.until('one step of undo', state => inverted(state) === 1);
});

test('one input alone is applied by its own button', async () => {
  const part = panel.page.locator('#soundcheck');
  await part.getByRole('button', { name: 'Listen anew' }).click();
  await part.getByRole('button', { name: polarity }).click({ timeout: 60_000 });
  await recorder.until('the right way round', state => inverted(state) === 0);
  await part.getByRole('button', { name: 'Heard enough' }).click();
  await recorder.until('it has heard enough', state => !state.soundCheck.isListening);
});

test('a gain that is proposed is turned on the interface, and what comes in is as loud as it was meant', async () => {
  const part = panel.page.locator('#soundcheck');
  const kick = state => state.soundCheck.inputs[KICK];
  await recorder.command('setInputGain', { input: KICK, gainDb: -20 });
  await recorder.until('it is down', state => state.inputs[KICK].controls.gain.valueDb === -20);
  await part.getByRole('button', { name: 'Listen anew' }).click();
  await recorder.until('it is heard down', state => kick(state)?.truePeakDbtp < -25 && kick(state).gainDb > -15);
  await part.getByRole('button', { name: `Apply to input ${KICK + 1}: gain -20 to` }).click();
  await recorder.until('it is up', state => state.inputs[KICK].controls.gain.valueDb > -15);
  await recorder.until('it is heard up', state => kick(state).truePeakDbtp > -20);
  await part.getByRole('button', { name: 'Heard enough' }).click();
  await recorder.until('it has heard enough', state => !state.soundCheck.isListening);
});

test('both fit a phone', async () => {
  const phone = await Panel.open(recorder.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
  try {
    await until('the verdicts are there', async () => await phone.page.locator('#soundcheck li').count() > 0);
    for (const id of ['#click', '#soundcheck']) {
      const box = await phone.page.locator(id).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, `${id} from ${box.x} to ${box.x + box.width}`);
    }
    assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth), 390);
    await picture(phone.page.locator('#soundcheck'), 'sound-check-phone');
    await picture(phone.page.locator('#click'), 'click-phone');
    assert.deepEqual(phone.errors, []);
  } finally {
    await phone.close();
  }
});

test('the page has had no trouble', () => assert.deepEqual(panel.errors, []));
