import { CertCentralError, checkDcv, type NameValidation, orderInfo } from "../../../certcentral/index";
import type { Ctx } from "../../order/context";
import { dcvRecordsOf, namesIn, openProofs, tokenInForce } from "../../order/dcv/dcv";
import type { DcvRecord } from "../../order/dcv/dcv-record";
import { listed } from "../../wording";
import { wayOf } from "./dcv-methods";

/** What is missing, after DigiCert was made to look. */
export interface Missing {
  readonly names: readonly string[];
  readonly method: string | undefined;
  readonly proofs: readonly NameValidation[];
  /** DigiCert was made to look, and found everything: perhaps it has issued by now. */
  readonly justProven?: boolean;
}

/** The documented refusals that say "not found (yet)": https://dev.digicert.com/certcentral-apis/services-api/errors.html */
const NOT_THERE = ["file_random_value_not_found", "invalid_dns_txt"];

/**
 * What is still to be proven. Where something is, DigiCert is made to look for it first (`check-dcv`, which changes nothing but
 * what DigiCert knows). A refusal is never the end: what the order itself says afterwards counts.
 */
export const lookForProofs = async (orderId: number, ctx: Ctx): Promise<Missing> => {
  const before = await openProofs(orderId, ctx);
  if (before.length === 0) return { names: [], method: undefined, proofs: [] };
  const method = before[0]?.method;
  if (wayOf(method).by === "person") return { names: unique(namesIn(before)), method, proofs: before };
  try {
    // Its order_status is not asked: an order can read `issued` while its reissue waits.
    const { names } = await ctx.api.send(checkDcv, { orderId }, ctx.run);
    const open = names.filter(({ status }) => status !== undefined && status !== "approved").map(({ name }) => name);
    // The check names what it looked at; names that wait for something else are not its business.
    if (names.length > 0)
      return {
        names: unique(open),
        method,
        proofs: before.filter((p) => touches(p, open)),
        justProven: open.length === 0,
      };
  } catch (error) {
    if (!CertCentralError.is(error) || !error.saysNo) throw error;
    if (!NOT_THERE.some((code) => error.says(code))) ctx.run.log.info(`check-dcv of order ${orderId}: ${error.what}`);
  }
  const after = await openProofs(orderId, ctx);
  return { names: unique(namesIn(after)), method, proofs: after, justProven: after.length === 0 };
};

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
const touches = (proof: NameValidation, names: readonly string[]): boolean =>
  names.some((name) => proof.nameScope === name || proof.dnsNames.includes(name));

/** What somebody has to publish, in words: the domains, the random value in force, and where each goes. */
export const missingLines = async (orderId: number, missing: Missing, ctx: Ctx): Promise<string[]> => {
  const { names, method, proofs } = missing;
  const lines = [
    `order ${orderId} waits for proof of control of ${listed(names)}${method === undefined ? "" : ` (${method})`}`,
  ];
  const way = wayOf(method);
  if (way.by === "person") return [...lines, way.todo, AGAIN];
  const token = await tokenInForce(orderId, ctx);
  const records = dcvRecordsOf(proofs, method, token);
  return [
    ...lines,
    ...(records.length > 0
      ? records.slice(0, MOST_RECORDS).map(published)
      : ["publish what CertCentral shows for the order"]),
    ...(records.length > MOST_RECORDS ? [`and ${records.length - MOST_RECORDS} more of that kind`] : []),
    AGAIN,
  ];
};

const MOST_RECORDS = 5;
const AGAIN =
  "then run pulumi up again: it looks at once, and asks for nothing twice (timeouts.issuance: how long it waits)";

const published = ({ type, name, value }: DcvRecord): string => {
  if (type === "HTTP") return `missing: a file at ${name} with the text ${value}`;
  return `missing: ${type} ${name} ${type === "TXT" ? JSON.stringify(value) : value}`;
};

/** What DNS itself says against the issuance, where CertCentral tells: a CAA record that names another CA, for one. */
export const caaLines = async (orderId: number, { api, run }: Ctx): Promise<string[]> => {
  try {
    const { caaStatus = {} } = await api.send(orderInfo, { orderId, includeCaaStatus: true }, run);
    return Object.entries(caaStatus).map(([domain, message]) => `${domain}: ${message}`);
  } catch (error) {
    if (CertCentralError.is(error)) return [];
    throw error;
  }
};
