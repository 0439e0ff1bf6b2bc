import { PartialFailure } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Run } from "../../../contract/run";
import { until } from "../../../contract/until";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { toldKey } from "../../../pki/keys/public-key";
import { nameSet } from "../../../pki/names/names";
import type { Ctx } from "../../order/context";
import { downloadLeaf } from "../../order/download";
import { mayLive, type ObservedCertificate } from "../../order/observed-order";
import { crowdOf, type Waiter } from "../../order/waiting/crowd";
import { each, listed, namedCertificate } from "../../wording";
import type { ValidationInputs } from "../inputs";
import type { ValidationState } from "../state";
import { caaLines, lookForProofs, type Missing, missingLines } from "./dcv-check";
import { wayOf } from "./dcv-methods";
import { REFRESH, type Shown, see, showsNews } from "./observe";
import { dcvPauses, issuancePauses } from "./poll-schedule";

/** While many wait, how long a look at the order's page stands for everything else, in milliseconds. */
const WHOLE_EVERY = 300_000;

/** Seconds that are waited for records to be seen and for DigiCert to issue. */
const ISSUANCE_TIMEOUT = 600;

/**
 * Has the domains of a pending issuance checked until it is issued, and hands the certificate out, proven by its key and
 * names. Writes nothing but `check-dcv`, which is a look. What is issued already is taken at once.
 */
export const validate = async (
  inputs: ValidationInputs,
  prior: ValidationState | undefined,
  ctx: Ctx,
): Promise<ValidationState> => {
  const { run } = ctx;
  const { orderId } = inputs;
  const timeoutMs = (inputs.timeouts?.issuance ?? ISSUANCE_TIMEOUT) * 1000;
  const byWhom = { proofs: dcvPauses(), issuance: issuancePauses() };
  let lookedTwice = false;
  const crowd = crowdOf(ctx.api);
  let waiter: Waiter | undefined;
  let wholeAt = run.now().getTime();
  let before: Looked | undefined;
  const look = async (within: Run): Promise<Looked> => {
    const looking = { ...ctx, run: within };
    const sight = await see(inputs, looking);
    if (sight.is === "over") throw new Refusal(sight.lines);
    if (sight.is === "there") return sight;
    const missing = await lookForProofs(orderId, looking);
    if (missing.justProven && !lookedTwice) {
      lookedTwice = true;
      return look(within);
    }
    if (waiter === undefined && missing.names.length === 0) {
      // When it was asked for is not told, so neither is whether the feed shows it soon after.
      waiter = { orderId, since: Number.NEGATIVE_INFINITY, known: sight.shown.known };
      crowd.join(waiter);
    }
    return { is: "waiting", approval: sight.approval, missing, shown: sight.shown };
  };
  /** A missing proof is asked for as often as DigiCert looks for it; an issuance, when there is something to see. */
  const lookIfDue = async (within: Run): Promise<Looked> => {
    const isLast = within.deadline !== undefined && run.now().getTime() >= within.deadline.getTime();
    if (before?.is === "waiting" && before.missing.names.length === 0 && !isLast && waiter !== undefined) {
      if (!(await crowd.isDue(waiter, within))) return before;
      const isWhole = !crowd.isMany || run.now().getTime() - wholeAt >= WHOLE_EVERY;
      if (!isWhole && !(await showsNews(inputs, before.shown, { ...ctx, run: within }))) return before;
    }
    wholeAt = run.now().getTime();
    before = await look(within);
    return before;
  };
  const { seen } = await until(
    lookIfDue,
    (looked) => {
      if (looked.is === "there") return undefined;
      const { missing, approval } = looked;
      const byPerson = missing.names.length === 0 ? approval.length > 0 : wayOf(missing.method).by === "person";
      return {
        timeoutMs: byPerson ? 0 : timeoutMs,
        pauses: missing.names.length > 0 ? byWhom.proofs : byWhom.issuance,
        progress: (ms) => {
          const text = progress(missing.names, ms);
          return missing.names.length > 0 ? text : crowd.progress(text, run);
        },
      };
    },
    run,
  ).finally(() => waiter && crowd.leave(waiter));
  if (seen.is === "waiting") {
    const state = pendingState(inputs, prior, seen.missing.names);
    throw new PartialFailure(String(orderId), state, await pendingLines(inputs, seen.approval, seen.missing, ctx));
  }
  const state = await taken(seen.certificate, inputs, ctx);
  if (state.certificateId !== prior?.certificateId) run.log.info(`issued: ${namedCertificate(state)}`);
  return state;
};

/** What one look shows: the awaited certificate, or whom it waits for. */
type Looked =
  | { readonly is: "there"; readonly certificate: ObservedCertificate }
  | {
      readonly is: "waiting";
      readonly approval: readonly number[];
      readonly missing: Missing;
      readonly shown: Shown;
    };

/** The awaited certificate is there: it is handed out once it has proven itself. */
export const taken = async (
  found: ObservedCertificate,
  inputs: ValidationInputs,
  ctx: Ctx,
): Promise<ValidationState> => {
  const { certificateId } = found;
  if (certificateId === undefined)
    throw new Refusal([`order ${inputs.orderId} does not tell the id of its certificate`, "run pulumi up again"]);
  if (!mayLive(found, ctx.run.now()))
    throw new Refusal([
      `certificate ${certificateId} of order ${inputs.orderId} is ${found.status === "issued" ? "expired" : found.status}`,
      REFRESH,
    ]);
  const leaf = await downloadLeaf({ ...found, certificateId }, desiredOf(inputs, found), ctx);
  if (Date.parse(leaf.notAfter) <= ctx.run.now().getTime())
    throw new Refusal([`certificate ${certificateId} of order ${inputs.orderId} is expired`, REFRESH]);
  return {
    requestedInputs: inputs,
    status: "issued",
    certificateId,
    serialNumber: leaf.serialNumber,
    certificatePem: leaf.certificatePem,
    chainPem: leaf.chainPem,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
  };
};

/** What the certificate has to prove: what was asked for, as far as we are told, else what CertCentral has on file. */
const desiredOf = ({ publicKeySha256, names }: ValidationInputs, found: ObservedCertificate): CertificateSpec => {
  const key = toldKey({ ...found.key, ...present({ publicKeySha256 }) });
  return present({ names: names === undefined || names.length === 0 ? found.names : nameSet(names), key });
};

/** The certificate that was handed out before stays in the outputs: it is still alive. */
const pendingState = (
  inputs: ValidationInputs,
  prior: ValidationState | undefined,
  missing: readonly string[],
): ValidationState => {
  const { missingNames: _, ...rest } = prior ?? {};
  return {
    ...rest,
    requestedInputs: inputs,
    status: "pending",
    ...(missing.length > 0 ? { missingNames: missing } : {}),
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
          `request ${each(approval.map(String))} to reissue order ${orderId} waits for approval by a CertCentral administrator`,
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
export const read = async (prior: ValidationState, ctx: Ctx): Promise<ValidationState> => {
  if (prior.status === "issued") return prior;
  const sight = await see(prior.requestedInputs, ctx);
  if (sight.is !== "there") return prior;
  try {
    return await taken(sight.certificate, prior.requestedInputs, ctx);
  } catch (error) {
    // A refresh describes; what cannot be handed out is said by the next up.
    if (Refusal.is(error)) return prior;
    throw error;
  }
};
