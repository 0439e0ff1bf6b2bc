import { HASHES } from "../pki/sign";
import { CONTAINER } from "../views/order";
import { DAY, endOfDays } from "../world/dates";
import { type Asked, DCV_METHODS, type Order } from "../world/facts";
import { isLongCommonName } from "../world/names";
import { type Product, productNamed, wantsCommonName } from "../world/products";
import { ask } from "../world/requests/ask";
import { settle } from "../world/settle";
import { primaryOf } from "../world/status";
import { forgetVersions } from "../world/versions";
import { BadPull, type Pull, readWish } from "./lever";
import { keyOf } from "./make";
import { ownerOf } from "./people";
import { age, arriveAt, knownState, requireFitting, startOf } from "./states";
import type { MadeOrder, OrderState, OrderWish } from "./types";

export const findOrder = ({ world, params }: Pull): Order => {
  const order = world.orders.get(Number(params["id"]));
  if (order === undefined) throw new BadPull(`there is no order ${params["id"]}`, 404);
  return order;
};

export const readHash = (name: string | undefined): Asked["hash"] => {
  const hash = HASHES.find((h) => h === (name ?? "sha256"));
  if (hash === undefined) throw new BadPull(`signatureHash is one of ${HASHES.join(", ")}`);
  return hash;
};

export const readKey = (csr: string | undefined, commonName: string): NonNullable<Asked["key"]> => {
  const key = keyOf(csr, commonName);
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
  state: "text",
  ageDays: "number",
  containerId: "number",
} as const satisfies Record<keyof OrderWish, string>;

const MAIN = "main";

const readProduct = (wish: OrderWish): Product => {
  const product = productNamed(wish.product ?? "ssl_basic");
  if (product === undefined) throw new BadPull(`no product is called ${wish.product}`);
  if (!wantsCommonName(product)) return product;
  if (!wish.commonName) throw new BadPull("commonName is needed");
  if (isLongCommonName(wish.commonName)) throw new BadPull("commonName is longer than 64 characters");
  return product;
};

const askedFor = (wish: OrderWish, state: OrderState): Asked => ({
  ...(wish.commonName === undefined ? {} : { commonName: wish.commonName }),
  dnsNames: wish.dnsNames ?? [],
  emails: wish.emails ?? [],
  ...(state === "waiting_pickup" ? {} : { key: readKey(wish.csr, wish.commonName ?? "unnamed") }),
  ...(["ship_token", "client_app"].includes(wish.provisioningMethod ?? "") ? { keyMadeElsewhere: true } : {}),
  hash: readHash(wish.signatureHash),
  serverPlatformId: -1,
  ...(wish.validityDays === undefined ? {} : { wish: { days: wish.validityDays, certain: true } }),
  ...(wish.profileOption === undefined ? {} : { profileOption: wish.profileOption }),
  pss: false,
});

/** An order of the state that is wished for, made `ageDays` ago. */
export const orderOf = (pull: Pull, wish: OrderWish): Order => {
  const { world } = pull;
  const product = readProduct(wish);
  const state = wish.state ?? "issued";
  requireFitting(state, product);
  const dcvMethod = DCV_METHODS.find((m) => m === (wish.dcvMethod ?? "dns-txt-token"));
  if (dcvMethod === undefined) throw new BadPull(`dcvMethod is one of ${DCV_METHODS.join(", ")}`);
  const asked = askedFor(wish, state);
  const account = world.account(wish.account ?? MAIN);
  const days = wish.orderValidityDays ?? 365;
  const createdAt = new Date(world.now.getTime() - age(wish, state, days) * DAY);
  const organization = account.organizations[0];
  const order: Order = {
    id: world.nextId("order"),
    accountId: account.id,
    product,
    createdAt,
    coverageTill: endOfDays(createdAt, days),
    orderValidity: days % 365 === 0 ? { years: days / 365 } : { days },
    ...(product.family === "dv" || organization === undefined ? {} : { organizationId: organization.id }),
    user: ownerOf(world, account.id),
    containerId: wish.containerId ?? CONTAINER.id,
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
  world.orders.set(order.id, order);
  const { certificate } = ask(world, order, "original", asked, {
    by: order.user,
    at: createdAt,
    pollsLeft: 0,
    ...startOf(state),
  });
  settle(world);
  arriveAt(state, pull, order, certificate, () => void renewalOf(pull, order, {}));
  settle(world);
  forgetVersions(order);
  return order;
};

/** Somebody renews the order: the new one has its product, names and division, and a key of its own. */
export const renewalOf = (pull: Pull, old: Order, wish: OrderWish): Order => {
  const { commonName, dnsNames, emails } = primaryOf(old)?.asked ?? { dnsNames: [], emails: [] };
  const renewal = orderOf(pull, {
    product: old.product.nameId,
    ...(commonName === undefined ? {} : { commonName }),
    dnsNames: [...dnsNames],
    emails: [...emails],
    containerId: old.containerId,
    account: String(old.accountId),
    ...wish,
  });
  renewal.renewalOf = old.id;
  old.renewedBy = renewal.id;
  pull.world.touch(old);
  return renewal;
};

export const readOrderWish = ({ body }: Pull): OrderWish => {
  const { state, ...wish } = readWish(body, ORDER);
  return { ...wish, ...(state === undefined ? {} : { state: knownState(state) }) };
};

/** POST /orders: an issued order, or one of another state. */
export const makeOrder = (pull: Pull): MadeOrder => {
  const order = orderOf(pull, readOrderWish(pull));
  return { orderId: order.id, certificateId: order.certificates[0]?.id ?? 0 };
};
