// The controls of the panel: what is printed on them, and their elements.

const icons = {
  record: '<circle cx="12" cy="12" r="6"/>',
  stop: '<rect x="6.5" y="6.5" width="11" height="11" rx="1"/>',
  play: '<path d="M8 5.5v13l10.5-6.5z"/>',
  mark: '<path d="M7 4h10v16l-5-4.2L7 20z"/>',
  mix: '<path d="M6 4h1.6v16H6zM11.2 4h1.6v16h-1.6zM16.4 4H18v16h-1.6z"/><rect x="4" y="13" width="5.6" height="3.6" rx=".8"/><rect x="9.2" y="7" width="5.6" height="3.6" rx=".8"/><rect x="14.4" y="10.5" width="5.6" height="3.6" rx=".8"/>',
  master: '<path d="M3.5 12h2l1.6-5 2.6 11 2.7-14 2.6 12 1.7-6 1 2h2.8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"/>',
  power: '<path d="M12 4v8M7.6 6.6a7 7 0 1 0 8.8 0" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
};

const knob = (id, print, label) => ({ id, kind: 'knob', print, label });
const button = (id, print, key, second, label) => ({ id, kind: 'button', print, key, second, label: label ?? print });

export const controls = [
  ...Array.from({ length: 8 }, (_, i) => ({ ...knob(`knob${i + 1}`, `${i + 1}`, `Knob ${i + 1}`), key: `${i + 1}` })),
  { ...knob('main', 'MAIN', 'Main knob'), key: '0', second: 'undo' },
  button('back', 'BACK', 'b', '', 'Back'),
  button('record', 'REC', 'r', 'reach back', 'Record'),
  button('stop', 'STOP', 's', 'off (2 s)', 'Stop, hold to end a take'),
  button('play', 'PLAY', 'p', 'compare', 'Play'),
  button('mark', 'MARK', 'm', 'cut here', 'Mark'),
  button('mix', 'MIX', 'x', 'quick mix', 'Mix'),
  button('master', 'MASTER', 'a', 'make master', 'Master'),
  button('power', 'POWER', undefined, '', 'Power, hold to switch off'),
];

const lampOf = { record: 'record', stop: 'stop', play: 'play', mark: 'mark', mix: 'mix', master: 'master', back: 'back' };

/** Puts every control on the panel; returns elements by id, and lamps by light. */
export function buildControls(panel) {
  const elements = {}, lamps = {};
  for (const control of controls) {
    const place = document.createElement('div');
    place.className = `place ${control.kind}-place`;
    place.dataset.control = control.id;
    place.innerHTML = control.kind === 'knob' ? knobHtml(control) : buttonHtml(control);
    panel.append(place);
    elements[control.id] = place.querySelector('button');
    if (lampOf[control.id]) lamps[lampOf[control.id]] = place;
  }
  const clip = document.createElement('div');
  clip.className = 'place clip-place';
  clip.innerHTML = '<i class="lamp"></i><span class="print">CLIP<br>WARN</span>';
  panel.append(clip);
  lamps.clipWarn = clip;
  return { elements, lamps };
}

const title = control => `${control.label}${control.key ? `. Key ${control.key.toUpperCase()}.` : ''}`;

function knobHtml(control) {
  return `<button type="button" class="knob" data-id="${control.id}" aria-roledescription="endless knob"
    aria-label="${title(control)} Arrow keys turn, Enter presses."><i class="knurl"></i><i class="cap"></i><i class="pointer"></i></button>
    <span class="print" aria-hidden="true">${control.print}</span>
    ${control.second ? `<span class="second" aria-hidden="true">${control.second}</span>` : ''}`;
}

function buttonHtml(control) {
  const icon = icons[control.id] ? `<svg viewBox="0 0 24 24" aria-hidden="true">${icons[control.id]}</svg>` : '';
  return `<button type="button" class="key" data-id="${control.id}" aria-label="${title(control)}"${control.second ? ` title="BACK + ${control.print}: ${control.second}"` : ''}>
    <i class="lamp"></i>${icon}</button><span class="print" aria-hidden="true">${control.print}</span>
    ${control.second ? `<span class="second" aria-hidden="true">${control.second}</span>` : ''}`;
}
