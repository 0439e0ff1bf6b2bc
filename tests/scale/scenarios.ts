import { type Cost, Fleet, type Process, together } from "./fleet";
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

/**
 * What each costs anyway that comes in its own time. A reissue: list, order, reissue, whose turn it is, the look that finds it, the
 * download. With an approval: list, order, reissue, its request open and approved, list and order again, the download. With a
 * validation: list, order, reissue; list, order and domains, which find nothing; the same once more, which find it; the download.
 */
const ANYWAY = { reissue: 6, approval: 8, validation: 10 } as const;

/** When the list of status changes shows a reissue. */
export type Shows = "at-once" | "late" | "never";

/** So many requests, 128 at once, that an administrator approves ten minutes later, and that are issued at once then. */
export const slowApprovalsOf = async (
  size: number,
  statusChangesShowReissue: Shows,
  seed = 7,
): Promise<Measured & Waited> => {
  const slow = 600;
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [1, 3], statusChangesShowReissue }, seed, true);
  const provider = fleet.process();
  fleet.approveWithin(slow * 1000, slow * 1000, provider);
  return waitedFor(fleet, provider, "approval", slow, (orderId) =>
    fleet.reissue(provider, orderId, { timeouts: { approval: 3 * slow, issuance: 3 * slow } }),
  );
};

/** So many reissues that do not wait, each with a validation that waits ten minutes for it. */
export const slowValidationsOf = async (
  size: number,
  statusChangesShowReissue: Shows,
  seed = 7,
): Promise<Measured & Waited> => {
  const slow = 600;
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [slow, slow], statusChangesShowReissue }, seed);
  const provider = fleet.process();
  return waitedFor(fleet, provider, "validation", slow, async (orderId) => {
    await fleet.reissue(provider, orderId, { ...WISHES.direct, waitForIssuance: false });
    await fleet.validate(provider, orderId, { timeouts: { issuance: 3 * slow } });
  });
};

/** So many reissues, 128 at once, that wait ten minutes for their issuance. */
export const slowReissuesOf = async (
  size: number,
  statusChangesShowReissue: Shows,
  seed = 7,
): Promise<Measured & Waited> => {
  const slow = 600;
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [slow, slow], statusChangesShowReissue }, seed);
  const provider = fleet.process();
  return waitedFor(fleet, provider, "reissue", slow, (orderId) =>
    fleet.reissue(provider, orderId, { ...WISHES.direct, timeouts: { issuance: 3 * slow } }),
  );
};

export interface Waited {
  /** Requests beyond what each reissue costs anyway. */
  readonly beyond: number;
  /** Seconds from the moment that it could be found to the moment that it was. */
  readonly foundWithin: number;
}

/** What it costs to wait: each comes so many seconds after it was asked for. */
const waitedFor = async (
  fleet: Fleet,
  provider: Process,
  kind: keyof typeof ANYWAY,
  slow: number,
  work: (orderId: number) => Promise<void>,
): Promise<Measured & Waited> => {
  const asked = new Map<string, number>();
  const { onSent } = provider.wire;
  provider.wire.onSent = (sent, answer, path) => {
    onSent(sent, answer, path);
    if (sent.call === "POST /order/certificate/*/reissue") asked.set(path.split("/").at(-2) ?? "", sent.at);
  };
  let foundWithin = 0;
  const waiting = async (orderId: number): Promise<void> => {
    await work(orderId);
    foundWithin = Math.max(foundWithin, (fleet.clock.now - (asked.get(String(orderId)) ?? 0)) / 1000 - slow);
  };
  const size = fleet.orders.length;
  const cost = measured(size, await fleet.each(fleet.orders, 128, waiting, [provider]));
  return { ...cost, beyond: cost.requests - ANYWAY[kind] * size, foundWithin };
};
