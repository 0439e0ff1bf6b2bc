import type { AwkwardValues } from "./awkward/table";
import type * as facts from "./levers/types";

export type { AwkwardName, AwkwardValues } from "./awkward/table";
export type * from "./levers/types";

/** A lever that was pulled wrongly. */
export class LeverError extends Error {}

type Fetch = (
  url: string,
  init?: { method: string; headers: Record<string, string>; body: string },
) => Promise<Response>;

/** The levers of a running simulator, typed. `via` may be the `fetch` of an in-process one. */
export const levers = (leversUrl: string, via: Fetch = fetch) => {
  const pull = async <T>(method: string, path: string, body: object = {}): Promise<T> => {
    const init =
      method === "GET"
        ? undefined
        : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await via(leversUrl + path, init);
    const text = await response.text();
    if (!response.ok) throw new LeverError(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  };
  return {
    makeOrder: (wish: facts.OrderWish) => pull<facts.MadeOrder>("POST", "/orders", wish),
    orderIds: () => pull<number[]>("GET", "/orders"),
    order: (id: number | string) => pull<facts.OrderFacts>("GET", `/orders/${id}`),
    validate: (orderId: number | string) => pull<facts.OrderFacts>("POST", `/orders/${orderId}/validate`),
    reissue: (orderId: number | string, wish: facts.ReissueWish = {}) =>
      pull<facts.MadeReissue>("POST", `/orders/${orderId}/reissue`, wish),
    cancelReissue: (orderId: number | string, note?: string) =>
      pull<facts.OrderFacts>("POST", `/orders/${orderId}/cancel`, note === undefined ? {} : { note }),
    revokeOrder: (orderId: number | string, reason?: string) =>
      pull<facts.OrderFacts>("POST", `/orders/${orderId}/revoke`, reason === undefined ? {} : { reason }),
    revoke: (certificateId: number | string, reason?: string) =>
      pull<facts.OrderFacts>("POST", `/certificates/${certificateId}/revoke`, reason === undefined ? {} : { reason }),
    approve: (requestId: number | string, comment?: string) =>
      pull<facts.OrderFacts>("POST", `/requests/${requestId}/approve`, comment === undefined ? {} : { comment }),
    reject: (requestId: number | string, comment?: string) =>
      pull<facts.OrderFacts>("POST", `/requests/${requestId}/reject`, comment === undefined ? {} : { comment }),
    renew: (orderId: number | string, wish: facts.OrderWish = {}) =>
      pull<facts.OrderFacts>("POST", `/orders/${orderId}/renew`, wish),
    pickUp: (orderId: number | string, csr?: string) =>
      pull<facts.OrderFacts>("POST", `/orders/${orderId}/pickup`, csr === undefined ? {} : { csr }),
    makeContract: (wish: facts.ContractWish = {}) => pull<facts.MadeContract>("POST", "/acme-contracts", wish),
    contract: (id: number | string) => pull<facts.ContractFacts>("GET", `/acme-contracts/${id}`),
    contracts: () => pull<facts.ContractFacts[]>("GET", "/acme-contracts"),
    addCertificate: (contractId: number | string, certificate: { domain?: string; sans?: string[] } = {}) =>
      pull<facts.ContractFacts>("POST", `/acme-contracts/${contractId}/certificates`, certificate),
    makeCredential: (contractId: number | string, revokeExisting = false) =>
      pull<facts.MadeCredential>("POST", `/acme-contracts/${contractId}/credentials`, { revokeExisting }),
    revokeCredential: (contractId: number | string, credentialId: number | string) =>
      pull<facts.ContractFacts>("POST", `/acme-contracts/${contractId}/credentials/${credentialId}/revoke`),
    validateContract: (id: number | string) => pull<facts.ContractFacts>("POST", `/acme-contracts/${id}/validate`),
    eabKeys: () => pull<facts.EabFacts[]>("GET", "/eab-keys"),
    dns: () => pull<facts.DnsFacts>("GET", "/dns"),
    publish: (record: facts.PublishedRecord | facts.Outside) => pull<facts.DnsFacts>("POST", "/dns", record),
    withdraw: (like: Partial<facts.PublishedRecord> = {}) => pull<facts.DnsFacts>("DELETE", "/dns", like),
    makeKey: (wish: facts.KeyWish) => pull<facts.MadeKey>("POST", "/keys", wish),
    withdrawKey: (apiKey: string) => pull<undefined>("DELETE", "/keys", { apiKey }),
    clock: () => pull<facts.ClockFacts>("GET", "/clock"),
    advance: (seconds: number) => pull<facts.ClockFacts>("POST", "/clock", { advance: seconds }),
    fault: (fault: Omit<facts.Fault, "times"> & { times?: number }) => pull<facts.Fault[]>("POST", "/faults", fault),
    faults: () => pull<facts.Fault[]>("GET", "/faults"),
    clearFaults: () => pull<undefined>("DELETE", "/faults"),
    history: () => pull<facts.HistoryEntry[]>("GET", "/history"),
    clearHistory: () => pull<undefined>("DELETE", "/history"),
    unknown: () => pull<facts.UnknownRoute[]>("GET", "/unknown"),
    awkward: () => pull<facts.ShownSwitch[]>("GET", "/awkward"),
    setAwkward: (values: Partial<AwkwardValues>) => pull<facts.ShownSwitch[]>("PUT", "/awkward", values),
    reset: () => pull<undefined>("POST", "/reset"),
  };
};

export type Levers = ReturnType<typeof levers>;
