/** What an update would do. */
export type Action =
  | "nothing"
  | "reissue"
  | "regenerate"
  | "revoke"
  | "validate"
  | "resume"
  | "retire"
  | "remember"
  | "replace"
  /** Something is to be done, and cannot be as long as things are as they were last seen: a step looks, and changes nothing. */
  | "blocked";

/** What a change of one input means. */
export type Change =
  /** Another object altogether: a new resource first, then the old one is deleted. */
  | "replace"
  /** The issued thing itself differs: it has to be asked for again. */
  | "reissue"
  /** A new pair of credentials has to be made. */
  | "regenerate"
  /** Something may have to be revoked. */
  | "retire"
  /** A setting that delete needs from state: stored, no request is sent. */
  | "remember"
  /** A setting that only the next request uses: no update at all. */
  | "ignore";

/**
 * What would be done, and why. `reasons` is never empty unless `action` is `nothing`;
 * `warnings` are for the user's eyes and change nothing.
 */
export interface Plan<Reason> {
  readonly action: Action;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Reason[];
}
