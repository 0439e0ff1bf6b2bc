import { Refusal } from "../../contract/refusal";
import { Unfinished } from "../../contract/unfinished";
import { allOf, type CertificateFacts, isLive, type OrderFacts, reissuePending } from "../certificate/facts";
import { fetchLeaf } from "../certificate/fetch";
import { type Ctx, look } from "../certificate/look";
import { nameSet } from "../certificate/names";
import { listed } from "../certificate/reasons";
import type { Wish } from "../certificate/wish";
import type { ValidationInputs } from "./inputs";
import { caaLines, lookForProofs, type Missing, missingLines } from "./prove";
import { dcvPauses, issuancePauses } from "./schedule";
import type { ValidationState } from "./state";

/** Seconds that are waited for records to be seen and for DigiCert to issue. */
const ISSUANCE_TIMEOUT = 600;

/**
 * Has the domains of a pending issuance checked until it is issued, and hands the certificate out, proven by its key and
 * names. Writes nothing but `check-dcv`, which is a look. What is issued already is taken at once.
 */
export const validate = async (
  inputs: ValidationInputs,
  was: ValidationState | undefined,
  ctx: Ctx,
): Promise<ValidationState> => {
  const { run } = ctx;
  const { orderId } = inputs;
  const start = run.now().getTime();
  const patience = (inputs.timeouts?.issuance ?? ISSUANCE_TIMEOUT) * 1000;
  const pauses = { proofs: dcvPauses(), issuance: issuancePauses() };
  let lookedTwice = false;
  let beforeId = was?.asked.issuanceKey === inputs.issuanceKey ? was.beforeId : undefined;
  for (;;) {
    const sight = await see(inputs, ctx);
    if (!sight.pending) return await taken(sight, inputs, beforeId, ctx);
    beforeId ??= sight.facts.primary?.certificateId;

    const missing = await lookForProofs(orderId, ctx);
    if (missing.justProven && !lookedTwice) {
      lookedTwice = true;
      continue;
    }
    const left = start + patience - run.now().getTime();
    const approval = sight.facts.openReissueRequests;
    const byPerson = missing.names.length === 0 ? approval.length > 0 : missing.method === "email";
    if (left <= 0 || byPerson) {
      const state = pendingState(inputs, was, missing.names, beforeId);
      throw new Unfinished(String(orderId), state, await pendingLines(inputs, approval, missing, ctx));
    }
    run.log.progress(progress(missing.names, run.now().getTime() - start));
    const pause = (missing.names.length > 0 ? pauses.proofs : pauses.issuance).next().value;
    await run.sleep(Math.min(pause, left));
  }
};

interface Sight {
  readonly facts: OrderFacts;
  readonly pending: boolean;
}

const see = async ({ orderId, publicKeySha256 }: ValidationInputs, ctx: Ctx): Promise<Sight> => {
  const facts = await look(orderId, ctx);
  const pending = neverIssued(facts) || reissuePending(facts);
  const { primary } = facts;
  const another = publicKeySha256 !== undefined && primary?.key !== undefined && !carries(primary, publicKeySha256);
  // A duplicate is never the order's own certificate: its list has to be read.
  return { pending, facts: another && !pending ? await look(orderId, ctx, { duplicates: true }) : facts };
};

const neverIssued = (facts: OrderFacts): boolean =>
  facts.primary === undefined && ["pending", "processing", "needs_approval"].includes(facts.status);

const carries = ({ key }: CertificateFacts, fingerprint: string): boolean => key?.fingerprint === fingerprint;

/** Nothing is pending any more: the certificate that is there now, if it is the awaited one. */
const taken = async (
  { facts }: Sight,
  inputs: ValidationInputs,
  beforeId: number | undefined,
  ctx: Ctx,
): Promise<ValidationState> => {
  const { orderId, publicKeySha256 } = inputs;
  const { primary } = facts;
  const found =
    publicKeySha256 === undefined || primary?.key === undefined || carries(primary, publicKeySha256)
      ? primary
      : allOf(facts).find((c) => c.duplicate && isLive(c, ctx.run.now()) && carries(c, publicKeySha256));
  if (found?.certificateId === undefined)
    throw new Refusal([
      primary === undefined
        ? `order ${orderId} is ${facts.status} and has no certificate`
        : `order ${orderId} holds certificate ${primary.certificateId}, which carries another key than the one that was asked for`,
      "run pulumi up --refresh: it shows what happened to the certificate, and repairs it",
    ]);
  if (found.certificateId === beforeId)
    throw new Refusal([
      `the pending reissue of order ${orderId} came to nothing: it was rejected or cancelled, and certificate ${beforeId} is still the order's`,
      "run pulumi up again: the certificate's own row says who did it, and what to do",
    ]);
  if (!isLive(found, ctx.run.now()))
    throw new Refusal([
      `certificate ${found.certificateId} of order ${orderId} is ${found.status === "issued" ? "expired" : found.status}`,
      "run pulumi up --refresh: it shows what happened to the certificate, and repairs it",
    ]);
  const leaf = await fetchLeaf(found.certificateId, found.serialNumber, wishOf(inputs, found), ctx);
  return {
    version: 1,
    asked: inputs,
    status: "issued",
    certificateId: found.certificateId,
    serialNumber: leaf.serialNumber,
    certificatePem: leaf.certificatePem,
    chainPem: leaf.chainPem,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
  };
};

/** What the certificate has to prove: what was asked for, as far as we are told, else what CertCentral has on file. */
const wishOf = ({ publicKeySha256, names }: ValidationInputs, found: CertificateFacts): Wish => {
  const fingerprint = publicKeySha256 ?? found.key?.fingerprint;
  return {
    names: names === undefined || names.length === 0 ? found.names : nameSet(names),
    ...(fingerprint === undefined ? {} : { key: { fingerprint, name: found.key?.name ?? "key" } }),
  };
};

/** The certificate that was handed out before stays in the outputs: it is still alive. */
const pendingState = (
  inputs: ValidationInputs,
  was: ValidationState | undefined,
  missing: readonly string[],
  beforeId: number | undefined,
): ValidationState => {
  const { missingNames: _, beforeId: __, ...rest } = was ?? {};
  return {
    ...rest,
    version: 1,
    asked: inputs,
    status: "pending",
    ...(missing.length > 0 ? { missingNames: missing } : {}),
    ...(beforeId === undefined ? {} : { beforeId }),
  };
};

const progress = (missing: readonly string[], ms: number): string =>
  missing.length > 0
    ? `waiting for proof of control of ${listed(missing)} (${Math.round(ms / 1000)} s)`
    : `waiting for DigiCert to issue (${Math.round(ms / 1000)} s)`;

const pendingLines = async (
  inputs: ValidationInputs,
  approval: readonly number[],
  missing: Missing,
  ctx: Ctx,
): Promise<string[]> => {
  const { orderId, timeouts } = inputs;
  const approved =
    approval.length === 0
      ? []
      : [
          `request ${listed(approval.map(String))} to reissue order ${orderId} waits for approval by a CertCentral administrator`,
        ];
  if (missing.names.length > 0) return [...approved, ...(await missingLines(orderId, missing, ctx))];
  if (approval.length > 0)
    return [
      ...approved,
      "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  return [
    `the domains of order ${orderId} are proven, but DigiCert has not issued the certificate within ${timeouts?.issuance ?? ISSUANCE_TIMEOUT} s`,
    ...(await caaLines(orderId, ctx)),
    "run pulumi up again: it continues to wait, and asks for nothing twice (timeouts.issuance sets how long)",
  ];
};

/** The live facts of a validation that waits. What was issued is the certificate's own business: nothing is asked about it. */
export const read = async (was: ValidationState, ctx: Ctx): Promise<ValidationState> => {
  if (was.status === "issued") return was;
  const sight = await see(was.asked, ctx);
  if (sight.pending) return was;
  try {
    return await taken(sight, was.asked, was.beforeId, ctx);
  } catch (error) {
    // A refresh describes; what came to nothing is said by the next up.
    if (Refusal.is(error)) return was;
    throw error;
  }
};
