import * as z from "zod";
import { type CertCentral, listOrders, type OrderFilter, orderInfo, pages, readOnly } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Bag } from "../../contract/resource";
import type { Log, Run } from "../../contract/run";
import { id } from "../../resources/input-check/id";
import type { Settings } from "../../settings/settings";
import { toEngine } from "../marshal";
import { runFor, type Surroundings } from "../surroundings";

/*
 * What programs can ask without keeping anything: orders, as CertCentral shows them. Through the plugin, or from the program itself.
 */

const SILENT: Log = { info: () => {}, warn: () => {}, progress: () => {}, debug: () => {} };

/** Answers with plain data. Fails with what to do. */
export const ask = async (name: FunctionName, args: Bag, settings: Settings, around: Surroundings): Promise<Bag> => {
  const refused = settings.problems.services;
  if (refused.length > 0) throw new Refusal(refused);
  return toEngine(await FUNCTIONS[name](args, readOnly(around.connect(settings)), runFor(SILENT, settings, around)));
};

/** By the names that programs know them by. */
export const FUNCTIONS = {
  getOrder: async (args: Bag, api: CertCentral, run: Run): Promise<Bag> => {
    const { orderId } = given(GetOrder, args);
    const { requests: _, caaStatus: __, product, ...order } = await api.send(orderInfo, { orderId }, run);
    return {
      ...order,
      productNameId: product.nameId,
      // What differs with the day of the question would look like a change.
      certificate: { ...order.certificate, daysRemaining: undefined },
    };
  },
  getOrders: async (args: Bag, api: CertCentral, run: Run): Promise<Bag> => {
    const { limit, ...named } = given(GetOrders, args);
    const filters: Partial<Record<OrderFilter, string>> = Object.fromEntries(
      Object.entries(named).filter(([, value]) => value !== undefined),
    );
    const orders: Bag[] = [];
    for await (const page of pages(api, listOrders, { filters, limit }, run)) {
      orders.push(
        ...page.orders.map((order) => ({ ...order, certificate: { ...order.certificate, daysRemaining: undefined } })),
      );
      if (orders.length >= limit) break;
    }
    return { orders: orders.slice(0, limit) };
  },
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

const GetOrder = z.strictObject({ orderId: id });
const text = z.string().trim().min(1).optional();
/** Filters of CertCentral's own; `limit` is how many orders at most. */
const GetOrders = z.strictObject({
  status: text,
  commonName: text,
  domainName: text,
  productNameId: text,
  limit: z.number().int().min(1).max(1000).default(100),
});

const given = <Args>(schema: z.ZodType<Args>, args: Bag): Args => {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new Refusal(parsed.error.issues.map(({ path, message }) => `${path.join(".") || "arguments"}: ${message}`));
};
