// The page: one panel like the one on the machine, and below it the desk with everything at once.

import { buildControls } from './controls.js';
import { Desk } from './desk/desk.js';
import { Display } from './display.js';
import { Hands } from './hands.js';
import { keepLaidOut } from './layout.js';
import { Link, lightBits } from './link.js';
import { spoken } from './spoken.js';

const panel = document.getElementById('panel');
const { elements, lamps } = buildControls(panel);
const display = new Display(document.getElementById('picture'), document.getElementById('glow'));
keepLaidOut(panel, display);

const link = new Link();
const hands = new Hands(link, elements);
const desk = new Desk(document);
const note = panel.querySelector('.offline-note');
const voice = document.getElementById('spoken');

const setOffline = offline => {
  document.body.classList.toggle('offline', offline);
  note.hidden = !offline;
};

link.addEventListener('picture', event => display.show(event.detail));
link.addEventListener('lights', event => {
  for (const [light, lamp] of Object.entries(lamps)) lamp.classList.toggle('lit', (event.detail & lightBits[light]) !== 0);
});
link.addEventListener('levels', event => desk.showLevels(event.detail));
link.addEventListener('state', event => {
  desk.show(event.detail);
  const words = spoken(event.detail);
  if (voice.textContent !== words) voice.textContent = words;
  document.title = `${event.detail.transport === 'recording' ? '● ' : ''}Recorder`;
});
link.addEventListener('up', () => setOffline(false));
link.addEventListener('down', () => { hands.forget(); setOffline(true); });
link.open();
