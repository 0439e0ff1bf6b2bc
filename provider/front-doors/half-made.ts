import type { PartialFailure } from "../contract/partial-failure";
import type { Bag } from "../contract/resource";

/** A create that failed half-way: as which instance, and what it left. */
export interface HalfMade {
  readonly instance: string | undefined;
  readonly failure: PartialFailure;
}

/**
 * What creates of this process left behind. An `onError` hook has the engine call `create` again in the same command, with nothing to
 * tell that there was a first one: its request is ours, and is gone on with as the next `pulumi up` would.
 */
export class HalfMades {
  readonly #byUrn = new Map<string, HalfMade & { readonly asked: string }>();

  left(urn: string, asked: Bag, half: HalfMade): void {
    if (urn !== "") this.#byUrn.set(urn, { ...half, asked: JSON.stringify(asked) });
  }

  /** What a create left that was asked for the same. */
  of(urn: string, asked: Bag): HalfMade | undefined {
    const half = this.#byUrn.get(urn);
    return half?.asked === JSON.stringify(asked) ? half : undefined;
  }

  /** The same; it is told once. */
  take(urn: string, asked: Bag): HalfMade | undefined {
    const half = this.of(urn, asked);
    this.#byUrn.delete(urn);
    return half;
  }
}
