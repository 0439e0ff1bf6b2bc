import { type Cost, Fleet, together } from "./fleet";
import { floorOf, LIMITS } from "./floor";

/*
 * What many certificates cost, at any size: what the tests hold to their bars, and what docs/performance.md shows.
 */

export interface Measured extends Cost {
  readonly certificates: number;
  readonly requestsEach: number;
  /** Time taken ÷ the shortest time in which the answered requests can be made under the limits. */
  readonly timeToFloor: number;
}

const measured = (certificates: number, cost: Cost): Measured => ({
  ...cost,
  certificates,
  requestsEach: cost.requests / certificates,
  timeToFloor:
    cost.seconds /
    floorOf(
      cost.sent.filter(({ status }) => status !== 429),
      LIMITS,
    ),
});

/** A refresh of so many certificates on which nothing happened. */
export const refreshOf = async (size: number): Promise<Measured> => {
  const fleet = await Fleet.of(size);
  const provider = fleet.process();
  return measured(size, await fleet.each(fleet.orders, 128, (orderId) => fleet.refresh(provider, orderId), [provider]));
};

/** How a reissue comes to be issued. */
export type Way =
  /** `skipApproval: true`. */
  | "direct"
  /** No approvals are asked for in the account: the request is approved as it is made. */
  | "approved by itself"
  /** An administrator approves within a second or two, and `timeouts.approval` waits for it. */
  | "approved by a person";

const WISHES: Readonly<Record<Way, Readonly<Record<string, unknown>>>> = {
  direct: { skipApproval: true },
  "approved by itself": {},
  "approved by a person": { timeouts: { approval: 600 } },
};

/** So many reissues, sixteen at once, issued one to three seconds after nothing stands in the way any more. */
export const reissuesOf = async (size: number, way: Way, seed = 7): Promise<Measured> => {
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [1, 3] }, seed, way === "approved by a person");
  const provider = fleet.process();
  if (way === "approved by a person") fleet.approveWithin(500, 2_000, provider);
  return measured(
    size,
    await fleet.each(fleet.orders, 16, (orderId) => fleet.reissue(provider, orderId, WISHES[way]), [provider]),
  );
};

/** So many reissues by four processes on as many machines, which share a key and know nothing of each other. */
export const strangersOf = async (
  size: number,
  limitCountsRefused: boolean,
  seed = 7,
): Promise<Measured & { readonly slowestToFastest: number }> => {
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [1, 3], limitCountsRefused }, seed);
  const processes = [1, 2, 3, 4].map(() => fleet.process());
  const begun = fleet.clock.now;
  const costs = await fleet.all(
    processes.map((process, i) => ({
      orders: fleet.orders.filter((_, place) => place % processes.length === i),
      atOnce: 16,
      work: (orderId: number) => fleet.reissue(process, orderId, WISHES.direct),
      processes: [process],
    })),
  );
  const seconds = costs.map((cost) => cost.seconds);
  return {
    ...measured(size, together(costs, (fleet.clock.now - begun) / 1000)),
    slowestToFastest: Math.max(...seconds) / Math.min(...seconds),
  };
};

/** What each reissue costs anyway that is issued in its own time: list, order, reissue, whose turn it is, the look that finds it, the download. */
const EACH_ANYWAY = 6;

/** So many reissues, 128 at once, that wait ten minutes for their issuance. */
export const slowReissuesOf = async (
  size: number,
  statusChangesShowReissue: "at-once" | "late" | "never",
  seed = 7,
): Promise<Measured & { readonly beyond: number; readonly foundWithin: number }> => {
  const slow = 600;
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [slow, slow], statusChangesShowReissue }, seed);
  const provider = fleet.process();
  const asked = new Map<string, number>();
  provider.wire.onSent = ({ at, call }, _, path) => {
    if (call === "POST /order/certificate/*/reissue") asked.set(path.split("/").at(-2) ?? "", at);
  };
  let foundWithin = 0;
  const work = async (orderId: number): Promise<void> => {
    await fleet.reissue(provider, orderId, { ...WISHES.direct, timeouts: { issuance: 3 * slow } });
    foundWithin = Math.max(foundWithin, (fleet.clock.now - (asked.get(String(orderId)) ?? 0)) / 1000 - slow);
  };
  const cost = measured(size, await fleet.each(fleet.orders, 128, work, [provider]));
  return { ...cost, beyond: cost.requests - EACH_ANYWAY * size, foundWithin };
};
