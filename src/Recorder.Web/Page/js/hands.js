// Turns mouse, touch, wheel and keys into the movements of a hand. How long something is held, the recorder times itself.

import { controls } from './controls.js';

const DRAG_PX_PER_DETENT = 5;
const DRAG_STARTS_PX = 4;
const PRESS_AFTER_STILL_MS = 120;
const WHEEL_PX_PER_DETENT = 40;
const WHEEL_NOTCH = 120;
const LEAST_NOTCH_PX = 50;
const DEGREES_PER_DETENT = 15;
const STICKY_ENDS_MS = 2500;

const byKey = new Map(controls.filter(control => control.key).map(control => [control.key, control]));

export class Hands {
  #link;
  #elements;
  #held = new Set();
  #wheelRest = new Map();
  #angles = new Map();
  #sticky = false;
  #stickyTimer = 0;

  constructor(link, elements) {
    this.#link = link;
    this.#elements = elements;
    for (const [id, element] of Object.entries(elements)) {
      element.addEventListener('contextmenu', event => event.preventDefault());
      element.addEventListener('keydown', event => this.#elementKey(event, id));
      element.addEventListener('keyup', event => this.#elementKey(event, id));
      if (element.classList.contains('knob')) this.#takeKnob(id, element);
      else this.#takeButton(id, element);
    }
    document.addEventListener('keydown', event => this.#pageKey(event));
    document.addEventListener('keyup', event => this.#pageKey(event));
    // A window that loses the keyboard never sees the key come up: that is a slipped finger, not a tap.
    addEventListener('blur', () => this.releaseAll());
    document.addEventListener('visibilitychange', () => document.hidden && this.releaseAll());
  }

  /** Lets go of everything without its action. */
  releaseAll() {
    for (const id of [...this.#held]) this.#lift(id, 'release');
    this.#sticky = false;
  }

  /** Forgets what is held: the recorder has let go of it when the link broke. */
  forget() {
    for (const id of this.#held) this.#show(id, false);
    this.#held.clear();
    this.#sticky = false;
  }

  #press(id) {
    if (this.#held.has(id)) return;
    this.#held.add(id);
    this.#show(id, true);
    this.#link.move(id, 'down');
    this.#keepSticky();
  }

  #lift(id, action = 'up') {
    if (!this.#held.delete(id)) return;
    this.#show(id, false);
    this.#link.move(id, action);
    if (this.#sticky && id !== 'back') this.#endSticky('up');
  }

  #turn(id, detents) {
    if (!detents) return;
    const angle = (this.#angles.get(id) ?? 0) + detents * DEGREES_PER_DETENT;
    this.#angles.set(id, angle);
    this.#elements[id].style.setProperty('--angle', `${angle}deg`);
    this.#link.move(id, 'turn', detents);
    this.#keepSticky();
  }

  #show(id, down) { this.#elements[id].classList.toggle('down', down); }

  #takeButton(id, element) {
    element.addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      if (id === 'back' && event.pointerType === 'touch') this.#tapBack();
      else this.#press(id);
    });
    const isStickyBack = event => id === 'back' && event.pointerType === 'touch';
    element.addEventListener('pointerup', event => isStickyBack(event) || this.#lift(id));
    element.addEventListener('pointercancel', event => isStickyBack(event) || this.#lift(id, 'release'));
  }

  // With one finger BACK cannot be held while another control is used, so a touch leaves it down until the next
  // control has acted; touched again, it was the tap that goes home.
  #tapBack() {
    if (this.#held.has('back')) {
      this.#endSticky('release');
      this.#link.move('back', 'down');
      this.#link.move('back', 'up');
      return;
    }
    this.#press('back');
    this.#sticky = true;
    this.#keepSticky();
  }

  #keepSticky() {
    if (!this.#sticky) return;
    clearTimeout(this.#stickyTimer);
    this.#stickyTimer = setTimeout(() => this.#held.size === 1 && this.#endSticky('release'), STICKY_ENDS_MS);
  }

  #endSticky(action) {
    clearTimeout(this.#stickyTimer);
    this.#sticky = false;
    this.#lift('back', action);
  }

  #takeKnob(id, element) {
    element.addEventListener('wheel', event => {
      event.preventDefault();
      this.#turn(id, this.#wheelDetents(id, event));
    }, { passive: false });
    element.addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      this.#follow(id, element, event);
    });
  }

  // A drag turns without pressing; a finger that rests presses; one that rests and then moves turns the pressed knob.
  #follow(id, element, start) {
    const ending = new AbortController();
    let lastY = start.clientY, lastX = start.clientX, rest = 0, dragging = false;
    const still = setTimeout(() => this.#press(id), PRESS_AFTER_STILL_MS);
    const on = (type, handler) => element.addEventListener(type, event => event.pointerId === start.pointerId && handler(event), { signal: ending.signal });
    on('pointermove', event => {
      if (!dragging && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < DRAG_STARTS_PX) return;
      dragging = true;
      clearTimeout(still);
      rest += (lastY - event.clientY) + (event.clientX - lastX);
      [lastX, lastY] = [event.clientX, event.clientY];
      const detents = Math.trunc(rest / DRAG_PX_PER_DETENT);
      rest -= detents * DRAG_PX_PER_DETENT;
      this.#turn(id, detents);
    });
    const finish = action => {
      clearTimeout(still);
      ending.abort();
      if (!dragging && action === 'up') this.#press(id);
      this.#lift(id, action);
      if (dragging && this.#sticky) this.#keepSticky();
    };
    on('pointerup', () => finish('up'));
    on('pointercancel', () => finish('release'));
  }

  // A wheel's notch is one detent; what a touchpad sends in crumbs adds up to one.
  #wheelDetents(id, event) {
    const notches = event.wheelDeltaY / WHEEL_NOTCH;
    if (notches && Number.isInteger(notches) && Math.abs(event.deltaY) >= LEAST_NOTCH_PX) return notches;
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * WHEEL_PX_PER_DETENT / 3;
    const sum = (this.#wheelRest.get(id) ?? 0) - pixels / WHEEL_PX_PER_DETENT;
    const detents = Math.trunc(sum);
    this.#wheelRest.set(id, sum - detents);
    return detents;
  }

  #elementKey(event, id) {
    if (event.key !== 'Enter' && event.key !== ' ') return this.#arrow(event, id);
    event.preventDefault();
    if (event.type === 'keyup') this.#lift(id);
    else if (!event.repeat) this.#press(id);
  }

  #arrow(event, id) {
    const detents = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 5, PageDown: -5 }[event.key];
    if (!detents || !this.#elements[id].classList.contains('knob')) return;
    event.preventDefault();
    if (event.type === 'keydown') this.#turn(id, detents);
  }

  #pageKey(event) {
    const control = byKey.get(event.key.toLowerCase());
    if (!control || event.target.closest?.('input, textarea, select')) return;
    if (event.type === 'keyup') { if (control.kind === 'button') this.#lift(control.id); return; }
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (control.kind === 'knob') this.#elements[control.id].focus({ preventScroll: true });
    else this.#press(control.id);
  }
}
