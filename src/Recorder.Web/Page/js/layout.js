// Lays the panel out in millimetres. One millimetre is so large that each pixel of the display is whole device pixels.

const DISPLAY_MM = 77, DISPLAY_PIXELS = 256;
const LAYOUTS = { wide: { widthMm: 150, heightMm: 92 }, tall: { widthMm: 86, heightMm: 174 } };
const LEAST_USE = 0.85;

function wholeScale(layout, widthPx, heightPx) {
  const pixelsPerMm = Math.min(widthPx / layout.widthMm, heightPx / layout.heightMm) * devicePixelRatio;
  return Math.floor(pixelsPerMm * DISPLAY_MM / DISPLAY_PIXELS + 1e-6);
}

function choose() {
  const width = document.documentElement.clientWidth, height = innerHeight;
  const whole = wholeScale(LAYOUTS.wide, width - 24, Math.max(height - 24, 520));
  if (whole >= 2 * Math.min(devicePixelRatio, 1.5)) return { name: 'wide', scale: whole };
  const widest = Math.min(width - 4, 620) * devicePixelRatio / LAYOUTS.tall.widthMm * DISPLAY_MM / DISPLAY_PIXELS;
  const floor = Math.floor(widest);
  return { name: 'tall', scale: floor / widest >= LEAST_USE ? floor : widest };
}

/** Keeps the panel and its display in scale with the window. */
export function keepLaidOut(panel, display) {
  const lay = () => {
    const { name, scale } = choose();
    panel.dataset.layout = name;
    panel.style.setProperty('--mm', `${scale * DISPLAY_PIXELS / DISPLAY_MM / devicePixelRatio}px`);
    display.setScale(scale);
  };
  lay();
  addEventListener('resize', lay);
}
