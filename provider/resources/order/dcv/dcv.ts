import { CertCentralError, dcvRandomValue, type NameValidation, orderValidation } from "../../../certcentral/index";
import type { Ctx } from "../context";
import type { DcvRecord } from "./dcv-record";

const PROVEN = new Set(["approved", "valid", "validated", "active", "complete", "completed", "issued"]);

/**
 * The domains whose control is still to be proven; empty when none are, or when CertCentral does not tell. Whose turn it is
 * decides whether waiting makes sense, and only this page says it.
 */
export const openProofs = async (orderId: number, { api, run }: Ctx): Promise<NameValidation[]> => {
  try {
    const { names } = await api.send(orderValidation, { orderId }, run);
    return names.filter(({ status }) => status !== undefined && !PROVEN.has(status));
  } catch (error) {
    if (CertCentralError.is(error) && error.code !== "no-key") return [];
    throw error;
  }
};

export const namesIn = (proofs: readonly NameValidation[]): string[] => proofs.flatMap(({ dnsNames }) => dnsNames);

/** The methods that work with a random value, and how each publishes it. */
export const RECORDS: Readonly<Record<string, (domain: string, token: string) => Omit<DcvRecord, "domain">>> = {
  "dns-txt-token": (domain, token) => ({ type: "TXT", name: domain, value: token }),
  // https://docs.digicert.com/en/certcentral/manage-certificates/domain-control-validation-methods.html
  "dns-cname-token": (domain, token) => ({ type: "CNAME", name: `${token}.${domain}`, value: "dcv.digicert.com" }),
  "http-token": (domain, token) => ({
    type: "HTTP",
    name: `http://${domain}/.well-known/pki-validation/fileauth.txt`,
    value: token,
  }),
};

/** The records that prove what is open, one a domain; none for a method that works without a random value. Pure. */
export const dcvRecordsOf = (
  proofs: readonly NameValidation[],
  method: string | undefined,
  token: string | undefined,
): DcvRecord[] => {
  const records = new Map<string, DcvRecord>();
  for (const proof of proofs) {
    const domain = proof.nameScope ?? proof.dnsNames[0];
    const record = RECORDS[proof.method ?? method ?? ""];
    if (domain === undefined || record === undefined || token === undefined || records.has(domain)) continue;
    records.set(domain, { domain, ...record(domain, token) });
  }
  return [...records.values()].sort((a, b) => (a.domain < b.domain ? -1 : 1));
};

/** The order's random value as it is in force; `undefined` when there is none to be had. */
export const tokenInForce = async (orderId: number, { api, run }: Ctx): Promise<string | undefined> => {
  try {
    return (await api.send(dcvRandomValue, { orderId }, run)).dcvRandomValue;
  } catch (error) {
    if (CertCentralError.is(error) && error.code !== "no-key") return undefined;
    throw error;
  }
};

export const DAY = 86_400_000;
