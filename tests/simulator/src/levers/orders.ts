import { HASHES } from "../pki/sign";
import { DIGICERT } from "../world/accounts";
import { ask } from "../world/ask";
import { endOfDays } from "../world/dates";
import { cancelReissue, carryOutRevoke, decide } from "../world/decide";
import { type Asked, type Certificate, DCV_METHODS, type Order, type Person } from "../world/facts";
import { productNamed, wantsCommonName } from "../world/products";
import { settle } from "../world/settle";
import { isPending, orderStatus, primaryOf, requestStatus } from "../world/status";
import { forgetVersions } from "../world/versions";
import type { World } from "../world/world";
import { orderFacts } from "./facts";
import { BadPull, type Pull, readWish } from "./lever";
import { keyOf } from "./make";
import type { MadeOrder, MadeReissue, OrderFacts, OrderWish, ReissueWish } from "./types";

export const findOrder = ({ world, params }: Pull): Order => {
  const order = world.orders.get(Number(params["id"]));
  if (order === undefined) throw new BadPull(`there is no order ${params["id"]}`, 404);
  return order;
};

/** The person an order of this account belongs to, and who acts in its console. */
const somebody = (world: World, accountId: number): Person =>
  [...world.keys.values()].find((k) => k.accountId === accountId && k.family === "services")?.person ?? DIGICERT;

const readHash = (name: string | undefined): Asked["hash"] => {
  const hash = HASHES.find((h) => h === (name ?? "sha256"));
  if (hash === undefined) throw new BadPull(`signatureHash is one of ${HASHES.join(", ")}`);
  return hash;
};

const readKey = async (csr: string | undefined, commonName: string): Promise<NonNullable<Asked["key"]>> => {
  const key = await keyOf(csr, commonName);
  if (typeof key === "string") throw new BadPull(`csr: ${key}`);
  return key;
};

const ORDER = {
  product: "text",
  commonName: "text",
  dnsNames: "texts",
  emails: "texts",
  csr: "text",
  validityDays: "number",
  orderValidityDays: "number",
  signatureHash: "text",
  profileOption: "text",
  approval: "flag",
  dcv: "flag",
  dcvMethod: "text",
  autoReissue: "flag",
  alternativeOrderId: "text",
  provisioningMethod: "text",
  account: "text",
} as const satisfies Record<keyof OrderWish, string>;

const MAIN = "main";

/** POST /orders: an issued order. */
export const makeOrder = async ({ world, body }: Pull): Promise<MadeOrder> => {
  const wish: OrderWish = readWish(body, ORDER);
  const product = productNamed(wish.product ?? "ssl_basic");
  if (product === undefined) throw new BadPull(`no product is called ${wish.product}`);
  if (wantsCommonName(product) && !wish.commonName) throw new BadPull("commonName is needed");
  const dcvMethod = DCV_METHODS.find((m) => m === (wish.dcvMethod ?? "dns-txt-token"));
  if (dcvMethod === undefined) throw new BadPull(`dcvMethod is one of ${DCV_METHODS.join(", ")}`);
  const key = await readKey(wish.csr, wish.commonName ?? "unnamed");
  const hash = readHash(wish.signatureHash);
  const account = world.account(wish.account ?? MAIN);
  const days = wish.orderValidityDays ?? 365;
  const now = world.now;
  const person = somebody(world, account.id);
  const organization = account.organizations[0];
  const order: Order = {
    id: world.nextId("order"),
    accountId: account.id,
    product,
    createdAt: now,
    coverageTill: endOfDays(now, days),
    orderValidity: days % 365 === 0 ? { years: days / 365 } : { days },
    ...(product.family === "dv" || organization === undefined ? {} : { organizationId: organization.id }),
    user: person,
    dcvMethod,
    ...(wish.approval === undefined ? {} : { approval: wish.approval }),
    ...(wish.dcv === undefined ? {} : { dcv: wish.dcv }),
    autoRenew: false,
    autoReissue: wish.autoReissue ?? false,
    ...(wish.alternativeOrderId === undefined ? {} : { alternativeOrderId: wish.alternativeOrderId }),
    ...(product.family === "code-signing" ? { provisioningMethod: wish.provisioningMethod ?? "email" } : {}),
    disableRenewalNotifications: false,
    notes: [],
    certificates: [],
    requests: [],
    changes: [],
    versions: [],
    paymentMethod: "balance",
    customFields: [],
  };
  const asked: Asked = {
    ...(wish.commonName === undefined ? {} : { commonName: wish.commonName }),
    dnsNames: wish.dnsNames ?? [],
    emails: wish.emails ?? [],
    key,
    ...(["ship_token", "client_app"].includes(wish.provisioningMethod ?? "") ? { keyMadeElsewhere: true } : {}),
    hash,
    serverPlatformId: -1,
    ...(wish.validityDays === undefined ? {} : { wish: { days: wish.validityDays, certain: true } }),
    ...(wish.profileOption === undefined ? {} : { profileOption: wish.profileOption }),
    pss: false,
  };
  world.orders.set(order.id, order);
  const { certificate } = ask(world, order, "original", asked, {
    by: person,
    at: now,
    skipApproval: true,
    proven: true,
    slowSeconds: 0,
    pollsLeft: 0,
  });
  settle(world);
  forgetVersions(order);
  return { orderId: order.id, certificateId: certificate.id };
};

export const showOrder = (pull: Pull): OrderFacts => orderFacts(pull.world, findOrder(pull));

const REISSUE = {
  csr: "text",
  commonName: "text",
  dnsNames: "texts",
  signatureHash: "text",
  approval: "flag",
  comments: "text",
  storeAsDuplicate: "flag",
  slowSeconds: "number",
} as const satisfies Record<keyof ReissueWish, string>;

/** POST /orders/:id/reissue: somebody else, in the console. */
export const reissueElsewhere = async (pull: Pull): Promise<MadeReissue> => {
  const { world } = pull;
  const order = findOrder(pull);
  const wish: ReissueWish = readWish(pull.body, REISSUE);
  const before = primaryOf(order)?.asked;
  const status = orderStatus(order, world.now, { issuedWhileReissuePending: false });
  if (before === undefined || status !== "issued")
    throw new BadPull(`order ${order.id} is ${status}; only an issued order is reissued`, 409);
  const commonName = wish.commonName ?? before.commonName;
  const { wish: _, ...rest } = before;
  const asked: Asked = {
    ...rest,
    ...(commonName === undefined ? {} : { commonName }),
    dnsNames: wish.dnsNames ?? before.dnsNames,
    key: await readKey(wish.csr, commonName ?? "unnamed"),
    hash: wish.signatureHash === undefined ? before.hash : readHash(wish.signatureHash),
  };
  const { certificate, request } = ask(world, order, wish.storeAsDuplicate === true ? "duplicate" : "reissue", asked, {
    by: { ...DIGICERT, id: 2, firstName: "Somebody", lastName: "Else", email: "somebody.else@example.com" },
    at: world.now,
    skipApproval: wish.approval !== true,
    approvalNeeded: wish.approval,
    comments: wish.comments,
    source: "reissue",
    slowSeconds: wish.slowSeconds ?? 0,
    pollsLeft: 0,
  });
  settle(world);
  return { orderId: order.id, certificateId: certificate.id, requestId: request?.id ?? null };
};

/** POST /orders/:id/validate: all domains proven. */
export const validate = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  for (const c of order.certificates.filter(isPending))
    for (const name of c.toProve) if (!c.proven.has(name)) c.proven.set(name, pull.world.now);
  pull.world.touch(order);
  settle(pull.world);
  return orderFacts(pull.world, order);
};

/** POST /orders/:id/cancel: somebody cancels the pending reissue in the console. */
export const cancel = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  const { note } = readWish(pull.body, { note: "text" });
  if (!cancelReissue(pull.world, order, DIGICERT, note))
    throw new BadPull(`order ${order.id} has no pending reissue`, 409);
  settle(pull.world);
  return orderFacts(pull.world, order);
};

const revokeBody = { reason: "text" } as const;

/** POST /orders/:id/revoke */
export const revokeOrder = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  const { reason } = readWish(pull.body, revokeBody);
  carryOutRevoke(pull.world, order, reason === undefined ? {} : { revocationReason: reason });
  settle(pull.world);
  return orderFacts(pull.world, order);
};

/** POST /certificates/:id/revoke */
export const revokeCertificate = (pull: Pull): OrderFacts => {
  const { world, params } = pull;
  const certificate: Certificate | undefined = world.certificates.get(Number(params["id"]));
  const order = certificate && world.orders.get(certificate.orderId);
  if (order === undefined || certificate?.issued === undefined)
    throw new BadPull(`there is no issued certificate ${params["id"]}`, 404);
  const { reason } = readWish(pull.body, revokeBody);
  carryOutRevoke(world, order, {
    certificateId: certificate.id,
    ...(reason === undefined ? {} : { revocationReason: reason }),
  });
  settle(world);
  return orderFacts(world, order);
};

/** POST /requests/:id/approve and /reject: an administrator decides. */
export const decision =
  (verdict: "approved" | "rejected") =>
  (pull: Pull): OrderFacts => {
    const { world, params } = pull;
    const request = world.requests.get(Number(params["id"]));
    const order = request && world.orders.get(request.orderId);
    if (request === undefined || order === undefined) throw new BadPull(`there is no request ${params["id"]}`, 404);
    const { comment } = readWish(pull.body, { comment: "text" });
    if (requestStatus(request) !== "pending")
      throw new BadPull(`request ${request.id} is ${requestStatus(request)} already`, 409);
    decide(
      world,
      request,
      verdict,
      { ...DIGICERT, id: 3, firstName: "Alma", lastName: "Admin", email: "alma.admin@example.com" },
      comment,
    );
    settle(world);
    return orderFacts(world, order);
  };
