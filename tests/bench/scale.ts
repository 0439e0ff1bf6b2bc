import { refreshOf, reissuesOf, type Way } from "../scale/scenarios";
import type { Figure } from "./figure";

const REISSUES: Readonly<Record<Way, number>> = { direct: 5.3, "approved by itself": 6.5, "approved by a person": 6.5 };

/** P2, P3 and P5 at several sizes, on the discrete clock: the same on every machine. */
export const scale = async (sizes: readonly number[], progress: (line: string) => void): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const size of sizes) {
    progress(`a refresh of ${size}`);
    const refresh = await refreshOf(size);
    figures.push(
      {
        id: "P2",
        what: `requests for each of ${size} to refresh`,
        value: refresh.requestsEach,
        unit: "requests",
        bar: 1.02,
      },
      { id: "P3", what: "the time of it", value: refresh.seconds, unit: "seconds" },
      {
        id: "P3",
        what: "the same ÷ what the limits allow",
        value: refresh.timeToFloor,
        unit: "times",
        ...(size >= 1000 && { bar: 1.02 }),
      },
    );
    for (const [way, bar] of Object.entries(REISSUES) as [Way, number][]) {
      progress(`${size} reissues, ${way}`);
      const reissues = await reissuesOf(size, way);
      // Chance decides how often ten are looked at.
      const held = size >= 100 ? { bar } : {};
      figures.push(
        {
          id: "P5",
          what: `requests for each of ${size} reissues, ${way}`,
          value: reissues.requestsEach,
          unit: "requests",
          ...held,
        },
        { id: "P5t", what: "the time of them", value: reissues.seconds, unit: "seconds" },
        {
          id: "P5t",
          what: "the same ÷ what the limits allow",
          value: reissues.timeToFloor,
          unit: "times",
          ...(size >= 500 && { bar: 1.05 }),
        },
      );
    }
  }
  return figures;
};
