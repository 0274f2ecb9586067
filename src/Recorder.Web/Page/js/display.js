// The picture that the display really shows, four bits a pixel, in the light of its sixteen greys.

const LIT = [255, 240, 190];
const GAMMA = 0.86;

// Little-endian RGBA of each grey; black is a shade of the glass, not a hole in it.
const palette = Uint32Array.from({ length: 16 }, (_, grey) => {
  const [r, g, b] = LIT.map(full => Math.round(full * (grey / 15) ** GAMMA));
  return (255 << 24 | b << 16 | g << 8 | r) >>> 0;
});

export class Display {
  #canvas;
  #glow;
  #native = document.createElement('canvas');
  #pixels = null;
  #scale = 2;
  pictures = 0;

  constructor(canvas, glow) {
    this.#canvas = canvas;
    this.#glow = glow.getContext('2d');
  }

  /** Device pixels for each pixel of the display; whole numbers are drawn without any smoothing. */
  setScale(scale) {
    this.#scale = Math.ceil(scale);
    this.#canvas.classList.toggle('whole', Number.isInteger(scale));
    if (this.#pixels) { this.#size(); this.#paint(); }
  }

  show({ width, height, packed }) {
    if (this.#native.width !== width || this.#native.height !== height || !this.#pixels) {
      Object.assign(this.#native, { width, height });
      this.#pixels = this.#native.getContext('2d').createImageData(width, height);
      this.#size();
    }
    const words = new Uint32Array(this.#pixels.data.buffer);
    for (let i = 0; i < packed.length; i++) {
      words[2 * i] = palette[packed[i] >> 4];
      words[2 * i + 1] = palette[packed[i] & 15];
    }
    this.#native.getContext('2d').putImageData(this.#pixels, 0, 0);
    this.#paint();
    this.pictures++;
  }

  #size() {
    this.#canvas.width = this.#native.width * this.#scale;
    this.#canvas.height = this.#native.height * this.#scale;
    this.#glow.canvas.height = this.#glow.canvas.width * this.#native.height / this.#native.width;
  }

  #paint() {
    const context = this.#canvas.getContext('2d', { alpha: false });
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#native, 0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#scale >= 4) this.#gaps(context);
    this.#glow.drawImage(this.#native, 0, 0, this.#glow.canvas.width, this.#glow.canvas.height);
  }

  // Between the pixels of an OLED lies a dark line; seen only when they are large.
  #gaps(context) {
    context.fillStyle = 'rgb(0 0 0 / 28%)';
    for (let x = this.#scale - 1; x < this.#canvas.width; x += this.#scale) context.fillRect(x, 0, 1, this.#canvas.height);
    for (let y = this.#scale - 1; y < this.#canvas.height; y += this.#scale) context.fillRect(0, y, this.#canvas.width, 1);
  }
}
