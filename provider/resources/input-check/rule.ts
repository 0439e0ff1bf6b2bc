/** A rule across inputs. It runs only when every input it needs is known: that is how `check` survives previews. */
export interface Rule<Inputs> {
  readonly needs: readonly (keyof Inputs & string)[];
  readonly holds: (inputs: Partial<Inputs>, now: Date) => boolean;
  /** Which input, and what to do about it. */
  readonly say: (inputs: Partial<Inputs>, now: Date) => string;
}
