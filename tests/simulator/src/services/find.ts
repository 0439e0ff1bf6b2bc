import { notFound } from "../api/answer";
import type { Call } from "../api/call";
import type { Certificate, Order, Request } from "../world/facts";
import { primaryOf } from "../world/status";
import type { World } from "../world/world";

/** What belongs to another account does not exist for this key. */
const own = <T extends { accountId: number }>(call: Call, thing: T | undefined): T | undefined =>
  thing?.accountId === call.key.accountId ? thing : undefined;

const isId = (text: string): boolean => /^\d{1,15}$/.test(text);
const hex = (text: string): string => text.replaceAll(":", "").toUpperCase();

/** By order id, or by thumbprint or serial number of the primary certificate. */
export const findOrder = (call: Call, identifier = call.params["order"] ?? ""): Order => {
  const wanted = hex(identifier);
  const order =
    own(call, isId(identifier) ? call.world.orders.get(Number(identifier)) : undefined) ??
    ordersOf(call).find((o) => {
      const issued = primaryOf(o)?.issued;
      return issued !== undefined && (issued.serial === wanted || issued.thumbprint === wanted);
    });
  if (order === undefined) throw notFound("order");
  return order;
};

export const ordersOf = (call: Call): Order[] =>
  [...call.world.orders.values()].filter((o) => own(call, o) !== undefined);

/** By certificate id or serial number. */
export const findCertificate = (call: Call): { order: Order; certificate: Certificate } => {
  const identifier = call.params["certificate"] ?? "";
  const serial = hex(identifier);
  const certificate =
    (isId(identifier) ? call.world.certificates.get(Number(identifier)) : undefined) ??
    [...call.world.certificates.values()].find((c) => c.issued?.serial === serial);
  const order = own(call, certificate && call.world.orders.get(certificate.orderId));
  if (certificate === undefined || order === undefined) throw notFound("certificate");
  return { order, certificate };
};

export const findRequest = (call: Call): { order: Order; request: Request } => {
  const request = call.world.requests.get(Number(call.params["request"]));
  const order = own(call, request && call.world.orders.get(request.orderId));
  if (request === undefined || order === undefined) throw notFound("request");
  return { order, request };
};

export const accountOf = ({ world, key }: Call): ReturnType<World["accountOf"]> => world.accountOf(key);
