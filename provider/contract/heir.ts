/** Who still uses what a deleted resource kept, as far as this operation saw. */
export type Heir =
  /** Nobody: what is proven to be ours may go. `inherited` is what others, deleted before in this operation, left to it. */
  | { readonly is: "nobody"; readonly inherited: readonly string[] }
  /** Another resource, or the replacement of the deleted one. */
  | {
      readonly is: "holder";
      /** `resource web`, or `its replacement`. */
      readonly name: string;
      /** Whether it keeps a thing, in words: `certificate 1001`. */
      readonly keeps: (thing: string) => boolean;
      /** Whether it will retire the thing in time. */
      readonly retires: (thing: string) => boolean;
    }
  /** A resource that the program names, and that is not there yet, or could not be made. */
  | { readonly is: "unsettled"; readonly name: string };

export const NOBODY: Heir = { is: "nobody", inherited: [] };
