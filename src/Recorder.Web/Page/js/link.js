// The socket to the recorder: pictures, lights, levels and state come in, movements go out.

const PICTURE = 1, LIGHTS = 2, LEVELS = 3;
const SILENT_MS = 3000;
const RETRY_MS = 700;

export const lightBits = { record: 1, stop: 2, play: 4, mark: 8, mix: 16, master: 32, back: 64, clipWarn: 128 };

export class Link extends EventTarget {
  #socket = null;
  #heardAt = 0;
  #early = [];

  open() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/panel`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#heardAt = performance.now();
      this.#tell('up');
      this.#early?.forEach(movement => socket.send(movement));
      this.#early = null;
    };
    socket.onmessage = message => this.#take(message.data);
    socket.onclose = () => this.#lost(socket);
    this.#socket = socket;
    this.#watch(socket);
  }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }

  /**
   * Sends one movement of a control: action is down, up, turn or release. A page just opened looks ready before it is: what is
   * pressed then waits for the first connection. Later, cut off, the page is grey and nothing waits to happen at a wrong time.
   */
  move(control, action, detents = 0) {
    const movement = JSON.stringify({ control, action, detents });
    if (this.isOpen) this.#socket.send(movement);
    else this.#early?.push(movement);
  }

  // A network that went away does not close a socket; silence does.
  #watch(socket) {
    const timer = setInterval(() => {
      if (socket !== this.#socket) return clearInterval(timer);
      if (this.isOpen && performance.now() - this.#heardAt > SILENT_MS) { this.#lost(socket); socket.close(); }
    }, 500);
  }

  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#early = null;
    this.#tell('down');
    setTimeout(() => this.open(), RETRY_MS);
  }

  #take(data) {
    this.#heardAt = performance.now();
    if (typeof data === 'string') return this.#tell('state', JSON.parse(data));
    const view = new DataView(data);
    const kind = view.getUint8(0);
    if (kind === PICTURE) {
      this.#tell('lights', view.getUint8(1));
      const picture = { width: view.getUint16(2, true), height: view.getUint16(4, true), packed: new Uint8Array(data, 8) };
      this.#tell('picture', picture);
    } else if (kind === LIGHTS) {
      this.#tell('lights', view.getUint8(1));
    } else if (kind === LEVELS) {
      this.#tell('levels', { inputs: view.getUint8(1), strips: view.getUint8(2), values: new Float32Array(data, 4) });
    }
  }

  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}
