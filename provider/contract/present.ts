type Keys<T, Yes, No> = { [K in keyof T]-?: undefined extends T[K] ? Yes & K : No & K }[keyof T];

/** `T` where members that may be undefined are optional instead. */
export type Present<T> = { [K in Keys<T, never, keyof T>]: T[K] } & {
  [K in Keys<T, keyof T, never>]?: Exclude<T[K], undefined>;
};

/** Drops the members that are undefined: what was not told is absent, not there with nothing in it. */
export const present = <const T extends object>(value: T): Present<T> => {
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) kept[key] = member;
  return kept as Present<T>;
};
