// A tempo tapped by hand, as the panel reads it: the middle of the last intervals, so that one that was off does not count.

const MOST_INTERVALS = 5;
// 30 in a minute; whoever waits for longer begins anew.
const LONGEST_MS = 2000;
const MS_PER_MINUTE = 60_000;

export class TapTempo {
  #intervalsMs = [];
  #lastMs = -Infinity;

  /** A tap; the tempo in beats a minute from the second one on, null at the first. */
  tap(nowMs) {
    const intervalMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (!(intervalMs > 0 && intervalMs <= LONGEST_MS)) {
      this.#intervalsMs = [];
      return null;
    }
    this.#intervalsMs = [...this.#intervalsMs, intervalMs].slice(-MOST_INTERVALS);
    const sorted = [...this.#intervalsMs].sort((a, b) => a - b);
    return MS_PER_MINUTE * 2 / (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]);
  }
}
