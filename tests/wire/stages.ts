import type { OrderWish } from "../simulator/src/levers-client";
import { type Bench, DAY_SECONDS, listed, oneLine } from "../simulator/src/testing/bench";

/** What stands for the ids of a vector's request, and whose key is used. */
export interface Scene {
  readonly ids?: Readonly<Record<string, string | number | null | undefined>>;
  readonly key?: string;
}

export type Stage = (b: Bench) => Promise<Scene>;

/** Ids as the vectors write them. */
export const [ORDER, CERTIFICATE, REQUEST, ORGANIZATION] = ["112233", "100001", "332211", "117483"];

export const order = async (b: Bench, desired: OrderWish = {}) =>
  await b.levers.makeOrder({ commonName: "example.com", dnsNames: ["sub.example.com"], ...desired });

export const organizationId = async (b: Bench): Promise<number> =>
  Number(listed((await b.call("GET", "/organization")).body["organizations"])[0]?.["id"]);

export const ask = (b: Bench, orderId: number, more: object = {}, kind = "reissue") =>
  b.call("POST", `/order/certificate/${orderId}/${kind}`, {
    certificate: {
      common_name: "example.com",
      dns_names: ["sub.example.com"],
      csr: oneLine(),
      signature_hash: "sha256",
    },
    ...more,
  });

export const place = async (
  b: Bench,
  product: string,
  commonName = "example.com",
  more: object = {},
  names: object = {},
): Promise<number> => {
  const { body } = await b.call("POST", `/order/certificate/${product}`, {
    certificate: {
      common_name: commonName,
      csr: oneLine(),
      signature_hash: "sha256",
      server_platform: { id: 2 },
      ...names,
    },
    organization: { id: await organizationId(b) },
    order_validity: { years: 1 },
    ...more,
  });
  return Number(body["id"]);
};

/** An issued order. */
export const issued =
  (desired: OrderWish = {}): Stage =>
  async (b) => {
    const { orderId, certificateId } = await order(b, desired);
    const serial = (await b.levers.order(orderId)).certificates[0]?.serialNumber;
    return { ids: { [ORDER]: orderId, "118": orderId, [CERTIFICATE]: certificateId, "0B5A1D7F6C2E": serial } };
  };

/** An order with a reissue that waits for its names to be proven. */
export const unproven =
  (dcvMethod: string, dnsNames: string[], published: readonly string[] = []): Stage =>
  async (b) => {
    const { orderId } = await order(b, { product: "ssl_dv_rapidssl", dnsNames, dcvMethod, dcv: true });
    const certificate = { common_name: "example.com", dns_names: dnsNames, csr: oneLine(), signature_hash: "sha256" };
    await ask(b, orderId, { certificate, skip_approval: true });
    const value = (await b.levers.order(orderId)).dcvRandomValue ?? "";
    for (const name of published) await b.levers.publish({ name, type: "TXT", value });
    return { ids: { [ORDER]: orderId } };
  };

/** A request for a reissue; the key is another one where that is the point. */
export const requested =
  (decision?: "rejected", role?: "standard"): Stage =>
  async (b) => {
    const { orderId } = await order(b, { approval: true });
    const { body } = await ask(b, orderId, { comments: "new key" });
    const id = Number(listed(body["requests"])[0]?.["id"]);
    if (decision) await b.levers.reject(id, "not today");
    const key = role && (await b.levers.makeKey({ family: "services", role })).apiKey;
    return { ids: { [REQUEST]: id, [ORDER]: orderId }, ...(key === undefined ? {} : { key }) };
  };

export const contract: Stage = async (b) => {
  const { acmeContractId, credentials } = await b.levers.makeContract({
    sans: ["example.com", "*.example.org"],
    autoRenew: true,
    credentials: 2,
  });
  const [first, second] = credentials;
  await b.levers.revokeCredential(acmeContractId, second?.credentialId ?? 0);
  return { ids: { "123": acmeContractId, "12345": acmeContractId, "1": first?.credentialId } };
};

export const rejectedOrder = async (b: Bench): Promise<void> => {
  await b.levers.setAwkward({ approvalGate: true });
  const id = await place(b, "ssl_plus", "example.net");
  await b.levers.reject((await b.levers.order(id)).requests[0]?.id ?? 0);
  await b.levers.setAwkward({ approvalGate: false });
};

export const quiet: Stage = async (b) => {
  await order(b);
  await b.levers.advance(DAY_SECONDS);
  return {};
};

export const troubled =
  (kind: string, stage: Stage): Stage =>
  async (b) => {
    const scene = await stage(b);
    await b.levers.fault({ kind });
    return scene;
  };

export const withKey =
  (key: string | ((b: Bench) => Promise<string>), stage: Stage): Stage =>
  async (b) => ({ ...(await stage(b)), key: typeof key === "string" ? key : await key(b) });

export const switched =
  (values: Parameters<Bench["levers"]["setAwkward"]>[0], stage: Stage): Stage =>
  async (b) => {
    const scene = await stage(b);
    await b.levers.setAwkward(values);
    return scene;
  };

export const emails = ["jo@example.com"];
export const family = (product: string, desired: OrderWish = {}): Stage => issued({ product, ...desired });
export const plain = issued({ dnsNames: [] });
