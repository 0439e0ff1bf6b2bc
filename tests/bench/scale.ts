import {
  refreshOf,
  reissuesOf,
  type Shows,
  slowApprovalsOf,
  slowReissuesOf,
  slowValidationsOf,
  strangersOf,
  type Way,
} from "../scale/scenarios";
import type { Figure } from "./figure";

/** Requests for each reissue, at most. */
const REISSUES: Readonly<Record<Way, number>> = { direct: 5.3, "approved by itself": 6.5, "approved by a person": 6.5 };

/** Who waits ten minutes, as the list of status changes shows it, and what is asked meanwhile at most. */
const WAITING: readonly (readonly [what: string, of: typeof slowReissuesOf, shows: Shows, requests: number])[] = [
  ["reissues wait for DigiCert", slowReissuesOf, "at-once", 60],
  ["reissues wait for DigiCert", slowReissuesOf, "late", 1000],
  ["reissues wait for DigiCert", slowReissuesOf, "never", 1000],
  ["requests wait for an administrator", slowApprovalsOf, "at-once", 60],
  ["requests wait for an administrator", slowApprovalsOf, "never", 1000],
  ["validations wait for DigiCert", slowValidationsOf, "never", 1000],
];
const SHOWN: Readonly<Record<Shows, string>> = { "at-once": "shown at once", late: "shown late", never: "never shown" };

/** P2 to P5 and P7 on the discrete clock, at several sizes: the same on every machine. */
export const scale = async (sizes: readonly number[], progress: (line: string) => void): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const size of sizes) {
    progress(`a refresh of ${size}`);
    const refresh = await refreshOf(size);
    const ratio = refresh.timeToFloor;
    figures.push(
      { id: "P2", what: "refresh: requests each", size, value: refresh.requestsEach, unit: "requests", bar: 1.02 },
      { id: "P3", what: "refresh: time", size, value: refresh.seconds, unit: "seconds" },
      { id: "P3", what: "refresh: time ÷ floor", size, value: ratio, unit: "times", ...from(1000, size, 1.02) },
    );
    // Beyond a thousand they grow alike.
    for (const way of size > 1000 ? (["direct"] as const) : (Object.keys(REISSUES) as Way[])) {
      progress(`${size} reissues, ${way}`);
      const reissues = await reissuesOf(size, way);
      const what = `reissue, ${way}`;
      figures.push(
        // Chance decides how often ten are looked at.
        {
          id: "P5",
          what: `${what}: requests each`,
          size,
          value: reissues.requestsEach,
          unit: "requests",
          ...from(100, size, REISSUES[way]),
        },
        { id: "P5t", what: `${what}: time`, size, value: reissues.seconds, unit: "seconds" },
        // A few are over before a limit is felt.
        {
          id: "P5t",
          what: `${what}: time ÷ floor`,
          size,
          value: reissues.timeToFloor,
          unit: "times",
          ...(way === "direct" && from(500, size, 1.05)),
        },
      );
    }
  }
  const many = Math.max(...sizes) >= 100 ? 100 : 24;
  for (const [waits, of, shows, requests] of WAITING) {
    progress(`${many} ${waits}, ${SHOWN[shows]}`);
    const { beyond, foundWithin } = await of(many, shows);
    const what = `${waits} for ten minutes, ${SHOWN[shows]}`;
    figures.push(
      { id: "P4", what: `${what}: requests for it`, size: many, value: beyond, unit: "requests", bar: requests },
      { id: "P4", what: `${what}: found within`, size: many, value: foundWithin, unit: "seconds", bar: 120 },
    );
  }
  const size = Math.max(...sizes) >= 100 ? 500 : 20;
  for (const counted of [false, true]) {
    progress(`${size} reissues by four processes with one key, refusals count: ${counted}`);
    const { failed, refused, timeToFloor, slowestToFastest } = await strangersOf(size, counted);
    const what = `reissues by four strangers, refused calls ${counted ? "count" : "do not count"}`;
    figures.push(
      { id: "P7", what: `${what}: failed`, size, value: failed.length, unit: "reissues", bar: 0 },
      { id: "P7", what: `${what}: refused (429)`, size, value: refused, unit: "requests", ...from(500, size, 60) },
      { id: "P7", what: `${what}: time ÷ floor`, size, value: timeToFloor, unit: "times", ...from(500, size, 1.1) },
      {
        id: "P7",
        what: `${what}: slowest ÷ fastest`,
        size,
        value: slowestToFastest,
        unit: "times",
        ...from(500, size, 1.3),
      },
    );
  }
  return figures;
};

/** A bar that holds from a size on. */
const from = (least: number, size: number, bar: number): { readonly bar?: number } => (size >= least ? { bar } : {});
