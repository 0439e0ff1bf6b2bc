import type { Sent } from "./wire";

/** Calls in seconds. */
export const LIMITS = [
  [100, 5],
  [1000, 180],
] as const;

/**
 * The shortest time in which these requests can be sent by one who keeps to DigiCert's limits and cannot know when a call is counted:
 * at some moment between its sending and its answer. So a place is free again a whole window after the answer. In seconds, from the first
 * request to the last answer, each taking as long as it took.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html
 */
export const floorOf = (
  sent: readonly Sent[],
  limits: readonly (readonly [calls: number, seconds: number])[],
): number => {
  const took = [...sent].sort((a, b) => a.left - b.left).map(({ left, answered }) => answered - left);
  /** When each of the calls so far was answered, in the order of the answers. */
  const answers: number[] = [];
  let now = 0;
  for (const [index, ms] of took.entries()) {
    for (const [calls, seconds] of limits) {
      const first = index < calls ? undefined : answers[index - calls];
      if (first !== undefined) now = Math.max(now, first + seconds * 1000);
    }
    const answered = now + ms;
    const place = answers.findIndex((other) => other > answered);
    answers.splice(place === -1 ? answers.length : place, 0, answered);
  }
  return (answers.at(-1) ?? 0) / 1000;
};
