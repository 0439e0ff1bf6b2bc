import type { Range } from "../awkward/switch";

/** Rolling windows: a call passes when each window has room. Times are kept only as far back as the longest window reaches. */
export class Windows {
  #calls: number[] = [];

  admit(at: number, limits: readonly Range[], countRefused: boolean): boolean {
    const reach = Math.max(0, ...limits.map(([, seconds]) => seconds)) * 1000;
    let stale = 0;
    while ((this.#calls[stale] ?? at) <= at - reach && stale < this.#calls.length) stale++;
    if (stale > 0) this.#calls = this.#calls.slice(stale);
    const room = limits.every(([calls, seconds]) => this.#within(at - seconds * 1000) < calls);
    if (limits.length > 0 && (room || countRefused)) this.#calls.push(at);
    return room;
  }

  #within(since: number): number {
    let low = 0;
    let high = this.#calls.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#calls[middle] ?? 0) <= since) low = middle + 1;
      else high = middle;
    }
    return this.#calls.length - low;
  }
}
