// Starts `recorder demo` on a free port with folders of its own, and asks it over its plain interface.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = process.env.RECORDER_PROGRAM
  ?? join(root, 'src/Recorder.App/bin', process.env.RECORDER_CONFIGURATION ?? 'Debug', 'net10.0/recorder');
const STARTS_WITHIN_MS = 40_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Asks again and again until the answer is true or the time is over; answers come from the recorder, not from a clock. */
export async function until(what, ask, withinMs = 60_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await pause(50);
  }
}

export class Recorder {
  #process = null;

  static async create() {
    const recorder = new Recorder();
    recorder.folder = await mkdtemp(join(tmpdir(), 'recorder-browser-'));
    recorder.stick = join(recorder.folder, 'DRUMS');
    recorder.session = join(recorder.folder, 'data', 'session');
    recorder.port = await freePort();
    recorder.url = `http://127.0.0.1:${recorder.port}/`;
    await recorder.start();
    return recorder;
  }

  async start() {
    const words = ['demo', '--data', join(this.folder, 'data'), '--stick', this.stick, '--port', `${this.port}`];
    const started = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    started.stdout.on('data', text => { said += text; });
    started.stderr.on('data', text => { said += text; });
    this.#process = started;
    await until(`the address is printed\n${said}`, () => {
      if (started.exitCode !== null) throw new Error(`recorder demo ended with ${started.exitCode}: ${said}`);
      return said.includes(this.url);
    }, STARTS_WITHIN_MS);
    await this.until('inputs are there', state => state.inputs.length > 0);
  }

  /** SIGKILL, as a crash would. */
  async kill() {
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Ends host and engine, a running take first, and removes what they wrote. */
  async remove() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const state = await this.snapshot();
      if (state.running) {
        await this.command('endTake');
        await this.until('the take is stored', now => !now.running);
      }
      const ended = new Promise(resolve => this.#process.once('exit', resolve));
      await this.command('powerOff');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async snapshot() { return (await fetch(`${this.url}api/snapshot`)).json(); }

  async files() { return (await fetch(`${this.url}api/files`)).json(); }

  async command(command, values = {}) {
    const answer = await fetch(`${this.url}api/command`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ command, ...values }),
    });
    return answer.json();
  }

  /** Waits until the snapshot is as asked; returns it. */
  until(what, isSo, withinMs) {
    return until(what, async () => {
      const state = await this.snapshot();
      return isSo(state) && state;
    }, withinMs);
  }
}
