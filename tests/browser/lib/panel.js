// The page in headless Chromium, and a hand on its panel.

import { chromium } from 'playwright-core';
import { until } from './recorder.js';

const PICTURE = 1;
const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export class Panel {
  static async open(url, { viewport = { width: 1280, height: 800 }, hasTouch = false } = {}) {
    const panel = new Panel();
    panel.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet });
    panel.page = await panel.browser.newPage({ viewport, hasTouch });
    panel.errors = [];
    panel.pictures = 0;
    panel.page.on('pageerror', error => panel.errors.push(String(error)));
    panel.page.on('websocket', socket => socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' && payload[0] === PICTURE) panel.pictures++;
    }));
    await panel.page.goto(url);
    await until('the first picture', () => panel.pictures > 0);
    return panel;
  }

  close() { return this.browser.close(); }

  control(id) { return this.page.locator(`[data-id="${id}"]`); }

  /** The controls, lights and prints of the panel that an element lies over, by name. */
  under(selector) {
    return this.page.evaluate(selector => {
      const over = document.querySelector(selector).getBoundingClientRect();
      return [...document.querySelectorAll('.panel .place .knob, .panel .place .key, .panel .place .lamp, .panel .print, .panel .second')]
        .filter(part => {
          const box = part.getBoundingClientRect();
          return box.width > 0 && box.left < over.right && box.right > over.left && box.top < over.bottom && box.bottom > over.top;
        })
        .map(part => part.closest('.place')?.dataset.control ?? part.textContent);
    }, selector);
  }

  /** Lit or dark at this moment. */
  lamp(id) { return this.page.locator(`[data-control="${id}"]`).evaluate(place => place.classList.contains('lit')); }

  /** Waits until a lamp has been lit without a break for this long. */
  async steady(id, forMs) {
    await until(`${id} burns steadily`, async () => {
      for (const end = Date.now() + forMs; Date.now() < end;)
        if (!await this.lamp(id)) return false;
      return true;
    }, 20_000);
  }

  async press(id, holdMs = 0) { await this.control(id).click({ delay: holdMs }); }

  /** Turns by so many notches of a wheel, up when positive. */
  async turn(id, notches) {
    await this.control(id).hover();
    for (let i = 0; i < Math.abs(notches); i++) await this.page.mouse.wheel(0, notches > 0 ? -120 : 120);
  }

  /** Turns as a touchpad does, in small steps that go downwards. */
  async crumble(id, steps, px) {
    await this.control(id).hover();
    for (let i = 0; i < steps; i++) await this.page.mouse.wheel(0, px);
  }

  async drag(id, upPx) {
    const box = await this.control(id).boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x, y - upPx, { steps: 6 });
    await this.page.mouse.up();
  }

  /** How many of the display's 256 x 64 pixels are lit, and a fingerprint of where. */
  picture() {
    return this.page.locator('#picture').evaluate(canvas => {
      const small = new OffscreenCanvas(256, 64).getContext('2d');
      small.imageSmoothingEnabled = false;
      small.drawImage(canvas, 0, 0, 256, 64);
      const { data } = small.getImageData(0, 0, 256, 64);
      let lit = 0, print = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] > 40) { lit++; print = (print * 31 + i) | 0; }
      return { lit, print };
    });
  }

  /** Pictures a second over a stretch of time. */
  async picturesPerSecond(overMs) {
    const [first, start] = [this.pictures, Date.now()];
    await this.page.waitForTimeout(overMs);
    return (this.pictures - first) / ((Date.now() - start) / 1000);
  }
}
