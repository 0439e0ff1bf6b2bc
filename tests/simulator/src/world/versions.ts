import { LONGEST_LAG_SECONDS } from "../awkward/limits";
import type { AwkwardName } from "../awkward/table";
import type { Certificate, Order, Request, Version } from "./facts";
import type { World } from "./world";

const copyOf = (c: Certificate): Certificate => ({ ...c, proven: new Map(c.proven) });

const certificatePrint = (c: Certificate): unknown[] => [
  c.id,
  c.approvedAt,
  c.rejectedAt,
  c.canceledAt,
  c.issued?.serial,
  c.revoked?.at,
  c.revocationDue,
  c.proven.size,
  c.asked.key?.spkiSha256,
];

const requestPrint = (r: Request): unknown[] => [r.id, r.decision?.at];

const printOf = (order: Order): string =>
  JSON.stringify([
    order.canceledAt,
    order.revokedAt,
    order.renewedBy,
    order.certificates.map(certificatePrint),
    order.requests.map(requestPrint),
  ]);

const factsOf = ({ canceledAt, revokedAt, renewedBy, certificates, requests }: Order): Version["facts"] => ({
  certificates: certificates.map(copyOf),
  requests: requests.map((r) => ({ ...r })),
  ...(canceledAt === undefined ? {} : { canceledAt }),
  ...(revokedAt === undefined ? {} : { revokedAt }),
  ...(renewedBy === undefined ? {} : { renewedBy }),
});

const secondsSince = (world: World, { at }: Version): number => (world.now.getTime() - at.getTime()) / 1000;

/** Keeps the order as it is now, if it is not as it was; what no lag can reach any more is dropped. */
export const remember = (world: World, order: Order, at: Date): void => {
  const print = printOf(order);
  if (order.versions.at(-1)?.print === print) return;
  order.versions.push({ at, facts: factsOf(order), print, looks: new Map() });
  const settled = order.versions.findLastIndex((v) => secondsSince(world, v) > LONGEST_LAG_SECONDS);
  if (settled > 0) order.versions.splice(0, settled);
};

/** Only as it is now: nobody sees how it came to be. */
export const forgetVersions = (order: Order): void => void order.versions.splice(0, order.versions.length - 1);

/** What is looked at. */
type Place = "order" | "reissues" | "duplicates" | "orders" | "requests" | `request ${number}`;

const lagOf = (place: Place): Extract<AwkwardName, `${string}Lag`> => {
  if (place === "order") return "orderPageLag";
  return place.startsWith("request ") ? "requestPageLag" : "listLag";
};

/** The order as this page or list shows it, which counts as a look; the oldest version there is when all are too young. */
export const seenAt = (world: World, order: Order, place: Place): Order => {
  const [looks, seconds] = world.awkward[lagOf(place)];
  if (looks === 0 && seconds === 0) return order;
  const isShown = (v: Version): boolean => {
    const age = secondsSince(world, v);
    return age > LONGEST_LAG_SECONDS || (age >= seconds && (v.looks.get(place) ?? 0) >= looks);
  };
  const version = order.versions.findLast(isShown) ?? order.versions[0];
  for (const v of order.versions) v.looks.set(place, (v.looks.get(place) ?? 0) + 1);
  if (version === undefined || version === order.versions.at(-1)) return order;
  const { canceledAt: _c, revokedAt: _r, renewedBy: _n, ...rest } = order;
  return { ...rest, ...version.facts };
};
