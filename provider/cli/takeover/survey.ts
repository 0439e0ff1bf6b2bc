import { listOrders, type OrderSummary, pages } from "../../certcentral";
import { publicKeyPem } from "../../pki/keys/public-key-pem";
import type { Ctx } from "../../resources/order/context";
import { downloadLeaf } from "../../resources/order/download";
import { observeOrderPage } from "../../resources/order/observe";
import type { ObservedOrder } from "../../resources/order/observed-order";
import { isUntold, toldByLeaf } from "../../resources/order/told-by-leaf";
import { type Declared, declare, faultsIn, namesFor } from "./declared";
import { type Filters, isNamed, listArgsOf } from "./filters";
import { forOneOrder } from "./one-order";
import { prove } from "./prove";
import { counted, type Found, type LeftOut } from "./report";
import { isToldByList, standingInList, standingOf } from "./standing";

export interface SurveyOptions {
  readonly filters: Filters;
  /** Tries each by reading only. */
  readonly prove: boolean;
}

/** How many orders are read at a time; the client keeps to DigiCert's limits. */
const AT_ONCE = 16;

/** The account's orders, what each is, and how those that can be taken over are declared. Reads only. */
export const survey = async ({ filters, prove: proving }: SurveyOptions, ctx: Ctx): Promise<Found> => {
  const { progress } = ctx.run.log;
  const listed: OrderSummary[] = [];
  for await (const { orders, page } of pages(ctx.api, listOrders, listArgsOf(filters), ctx.run)) {
    listed.push(...orders);
    progress(`listed ${listed.length} of ${page.total ?? listed.length} orders`);
  }
  const wanted = [...new Map(listed.map((order) => [order.orderId, order])).values()].filter((order) =>
    isNamed(order, filters.name),
  );
  const names = namesFor(wanted.map((order) => ({ orderId: order.orderId, called: calledIn(order) })));
  let done = 0;
  const reading: Reading = { shown: 0, unread: [] };
  const all = await eachOf(wanted, AT_ONCE, async (order) => {
    const one = await look(order, names.get(order.orderId) ?? String(order.orderId), proving, reading, ctx);
    progress(`${proving ? "read and tried" : "read"} ${++done} of ${wanted.length} orders`);
    return one;
  });
  const [first] = reading.unread;
  // Not a word of any order: that is no account without certificates, but somebody who may not look, or is not answered by CertCentral.
  if (reading.shown === 0 && first !== undefined)
    throw new Error(
      [`none of ${counted(reading.unread.length, "order")} could be read: nothing was written`, ...first].join("\n"),
    );
  return {
    taken: all.flatMap((one) => ("publicKey" in one ? [one] : [])),
    left: all.flatMap((one) => ("publicKey" in one ? [] : [one])),
    proven: proving,
  };
};

const calledIn = ({ certificate, productNameId }: OrderSummary): string =>
  certificate.commonName ?? certificate.dnsNames[0] ?? productNameId ?? "certificate";

/** How many orders' pages were shown, and why the others were not, in lines. */
interface Reading {
  shown: number;
  readonly unread: (readonly string[])[];
}

/** One order: declared, or left out and why. */
const look = async (
  summary: OrderSummary,
  name: string,
  proving: boolean,
  reading: Reading,
  ctx: Ctx,
): Promise<Declared | LeftOut> => {
  const left = ({ is, why, todo }: Omit<LeftOut, "orderId" | "called">): LeftOut => ({
    orderId: summary.orderId,
    called: calledIn(summary),
    is,
    why,
    todo,
  });
  if (isToldByList(summary)) return left(standingInList(summary));
  const seen = await forOneOrder(() => read(summary.orderId, ctx));
  if (!seen.ok) {
    reading.unread.push(seen.lines);
    return left({ is: "unreadable", why: seen.lines.join("; "), todo: "look at the order in CertCentral" });
  }
  reading.shown++;
  const { observed, publicKey } = seen.value;
  const now = ctx.run.now();
  const standing = standingOf(observed, publicKey, now);
  if (standing.is !== "takable") return left(standing);
  const declared = declare({ name, summary, observed, publicKey: standing.publicKey, notes: standing.notes, now });
  const faults = faultsIn(declared, now);
  if (faults.length > 0) return left(refused(faults));
  if (!proving) return declared;
  const tried = await forOneOrder(() => prove(declared, ctx));
  return tried.ok ? { ...declared, certificateId: tried.value } : left(refused(tried.lines));
};

const refused = (lines: readonly string[]): Omit<LeftOut, "orderId" | "called"> => ({
  is: "refused",
  why: lines.join("; "),
  todo: "mend what the sentence names, then run takeover again; or leave the order to CertCentral",
});

/** The order's own page, and the certificate where that leaves something out. */
const read = async (orderId: number, ctx: Ctx): Promise<{ observed: ObservedOrder; publicKey: string | undefined }> => {
  const observed = await observeOrderPage(orderId, ctx);
  const { primary, csr } = observed;
  const onFile = csr === undefined ? undefined : publicKeyPem(csr);
  if (primary?.certificateId === undefined || primary.life === "ended" || (onFile !== undefined && !isUntold(primary)))
    return { observed, publicKey: onFile };
  const { certificateId, serialNumber } = primary;
  const leaf = await forOneOrder(() => downloadLeaf({ certificateId, serialNumber }, { names: [] }, ctx));
  return leaf.ok
    ? {
        observed: { ...observed, primary: toldByLeaf(primary, leaf.value, ctx.run.now()) },
        publicKey: publicKeyPem(leaf.value.certificatePem),
      }
    : { observed, publicKey: onFile };
};

/** The same work on each, so many at a time; the results in the order of what was given. Nothing is begun after a failure. */
const eachOf = async <Thing, Value>(
  things: readonly Thing[],
  atOnce: number,
  work: (thing: Thing) => Promise<Value>,
): Promise<Value[]> => {
  const values: Value[] = [];
  const queue = [...things.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, thing] = next;
      values[i] = await work(thing);
    }
  };
  const stop = (error: unknown): never => {
    queue.length = 0;
    throw error;
  };
  await Promise.all(Array.from({ length: atOnce }, () => worker().catch(stop)));
  return values;
};
