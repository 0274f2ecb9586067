// Numbers as people read them.

export function clock(seconds) {
  const whole = Math.floor(seconds ?? 0), pad = n => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

export function timeLeft(seconds) {
  if (seconds == null) return 'unknown';
  const minutes = Math.floor(seconds / 60);
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min` : `${minutes} min`;
}

export function bytes(count) {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} GB`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} MB`;
  return `${Math.max(1, Math.round(count / 1e3))} kB`;
}

export const signed = (value, digits = 1) => {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`;
};

/** A value with its unit, as its declaration says. */
export function shown({ spec }, value) {
  if (spec.unit === 'dB' && spec.warp === 'fader' && value <= spec.minimum) return 'off';
  if (spec.key === 'pan') return Math.abs(value) < 0.005 ? 'C' : `${value < 0 ? 'L' : 'R'}${Math.round(Math.abs(value) * 100)}`;
  const digits = spec.unit === 'dB' ? signed(value, spec.decimals) : value.toFixed(spec.decimals);
  return spec.unit ? `${digits} ${spec.unit}` : digits;
}

/** Where a level lies on a meter, 0 to 1: -20…0 dBFS takes three quarters of the way. */
export function meterPlace(linear) {
  if (!(linear > 0.001)) return 0;
  const db = Math.min(20 * Math.log10(linear), 0);
  return db >= -20 ? 0.25 + (db + 20) / 20 * 0.75 : (db + 60) / 40 * 0.25;
}
