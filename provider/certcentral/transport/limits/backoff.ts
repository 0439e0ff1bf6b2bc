export interface Patience {
  readonly first: number;
  readonly most: number;
  /** The waits add up to no more than this. */
  readonly total: number;
}

/** How long to wait before each next try, in milliseconds: doubling up to `most`, ending before `total` is spent. */
export function* backoff({ first, most, total }: Patience): Generator<number, void> {
  let spent = 0;
  for (let wait = Math.min(first, most); spent + wait <= total; wait = Math.min(wait * 2, most)) {
    spent += wait;
    yield wait;
  }
}

/** Shortens each wait by up to half, so that many who failed together do not come back together. */
export function* jittered(waits: Iterable<number>, random: () => number): Generator<number, void> {
  for (const wait of waits) yield Math.ceil(wait * (1 - random() / 2));
}
