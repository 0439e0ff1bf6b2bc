/** Milliseconds between looks at something that takes its time, each longer than the one before, up to the longest. Never ends. */
export function* pauses({
  first,
  growth,
  longest,
}: {
  readonly first: number;
  readonly growth: number;
  readonly longest: number;
}): Generator<number, never> {
  for (let pause = first; ; pause = Math.min(pause * growth, longest)) yield pause;
}
