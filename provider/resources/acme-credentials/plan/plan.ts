import type { Change, Plan } from "../../../contract/plan";
import { present } from "../../../contract/present";
import { type Given, isUnknown } from "../../../contract/unknown";
import { named } from "../credential-list";
import { type AcmeCredentialsInputs, GRACE_HOURS, onChange } from "../inputs";
import type { Reason } from "../reasons";
import { askedDigests, said } from "../requested-inputs";
import type { AcmeCredentialsState, NamedCredential, PreviousCredential } from "../state";

export type AcmeCredentialsPlan = Plan<Reason>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long before its end a contract is worth a warning. */
export const NEAR_END_DAYS = 30;

/**
 * What has to happen so that state becomes what is wanted, and why. A pure function: no network, no clock of its own;
 * it never throws, whatever is unknown.
 */
export const plan = (
  prior: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  now: Date,
): AcmeCredentialsPlan => {
  const contract = given.acmeContractId;
  if (isUnknown(contract))
    return {
      action: "regenerate",
      reasons: [{ code: "unknown-input", inputs: ["acmeContractId", ...unknownAmong(given, "regenerate")] }],
      warnings: [],
    };
  if (contract !== prior.requestedInputs.acmeContractId)
    return {
      action: "replace",
      reasons: [
        { code: "contract-changed", from: prior.requestedInputs.acmeContractId, to: contract },
        ...replacedPair(prior, knownInputs(given)),
      ],
      warnings: [],
    };

  const inputs = knownInputs(given);
  const making = reasonsToMake(prior, given, inputs, now);
  const taking = reasonsToTake(prior, given, inputs, now, making.length > 0);
  const warnings = warningsFor(prior, inputs, now, making.length > 0);
  if (making.length > 0) return { action: "regenerate", reasons: [...making, ...taking], warnings };
  if (taking.length > 0) return { action: "retire", reasons: taking, warnings };
  if (prior.idUnknown === "unread") return { action: "resume", reasons: [{ code: "id-unread" }], warnings };
  const unknown = unknownAmong(given, "ignore").filter((input) => input !== "revokeExisting");
  return unknown.length > 0
    ? { action: "remember", reasons: [{ code: "unknown-input", inputs: unknown }], warnings }
    : { action: "nothing", reasons: [], warnings };
};

/** What a replacement leaves behind is superseded, as by a rotation. */
const replacedPair = (prior: AcmeCredentialsState, { superseded }: AcmeCredentialsInputs): Reason[] => {
  const { credential } = own(prior) ?? {};
  if (credential === undefined || prior.status === "revoked" || prior.status === "missing") return [];
  return [
    {
      code: "replaced-pair",
      acmeContractId: prior.requestedInputs.acmeContractId,
      credential,
      ...(superseded?.action === "revoke" ? { revokedAfterHours: superseded.afterHours ?? GRACE_HOURS } : {}),
    },
  ];
};

const inputNames = Object.keys(onChange) as (keyof AcmeCredentialsInputs)[];

const unknownAmong = (given: Given<AcmeCredentialsInputs>, change: Change): (keyof AcmeCredentialsInputs)[] =>
  inputNames.filter((input) => onChange[input] === change && isUnknown(given[input]));

const knownInputs = (given: Given<AcmeCredentialsInputs>): AcmeCredentialsInputs =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && !isUnknown(value)),
  ) as AcmeCredentialsInputs;

/** Why a new pair is needed. */
const reasonsToMake = (
  prior: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  inputs: AcmeCredentialsInputs,
  now: Date,
): Reason[] => {
  const lost: Reason[] = prior.pending === undefined ? [] : [{ code: "answer-lost", since: prior.pending.since }];
  if (prior.kid === undefined) return lost.length > 0 ? lost : [{ code: "never-made" }];
  const unknown = unknownAmong(given, "regenerate");
  const asked: Reason[] = [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(triggered(prior, inputs) ? [{ code: "trigger-changed" } as const] : []),
    ...gone(prior),
  ];
  const reasons = asked.length > 0 ? asked : rotation(prior, inputs, now);
  // An earlier pair that still works needs no successor only because one was lost.
  return reasons.length > 0 ? [...reasons, ...lost] : [];
};

const triggered = (prior: AcmeCredentialsState, { triggers }: AcmeCredentialsInputs): boolean =>
  said(triggers) !== "" && said(triggers) !== askedDigests(prior).triggers;

const own = ({
  credentialId,
  kidHint,
  createdAt,
}: AcmeCredentialsState): { credential: NamedCredential } | undefined =>
  credentialId === undefined
    ? undefined
    : {
        credential: present({ credentialId, kidHint, createdAt }),
      };

const gone = (prior: AcmeCredentialsState): Reason[] => {
  if (prior.status === "revoked") return [{ code: "revoked-elsewhere", ...own(prior) }];
  if (prior.status === "missing") return [{ code: "missing-elsewhere", ...own(prior) }];
  return [];
};

const rotation = (prior: AcmeCredentialsState, { rotateAfterDays }: AcmeCredentialsInputs, now: Date): Reason[] => {
  if (rotateAfterDays === undefined || prior.createdAt === undefined || contractIsOver(prior, now)) return [];
  const age = now.getTime() - Date.parse(prior.createdAt);
  return age < rotateAfterDays * DAY ? [] : [{ code: "rotation-due", ageDays: Math.floor(age / DAY), rotateAfterDays }];
};

const contractIsOver = ({ validTill }: AcmeCredentialsState, now: Date): boolean =>
  validTill !== undefined && Date.parse(validTill) <= now.getTime();

/** Why something is revoked. Pairs of ours only, and what the user named by its id. */
const reasonsToTake = (
  prior: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  inputs: AcmeCredentialsInputs,
  now: Date,
  making: boolean,
): Reason[] => {
  const unknown = unknownAmong(given, "retire");
  const ids = stillListed(prior, inputs).filter((id) => making || id !== prior.credentialId);
  const left = leftToRevoke(prior, inputs);
  const due = dueForRetirement(prior, inputs, now);
  return [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(ids.length > 0 ? [{ code: "revocation-listed", credentialIds: ids } as const] : []),
    ...(left.length > 0 ? [{ code: "revocation-left", credentialIds: left } as const] : []),
    ...(due.length > 0 ? [{ code: "retire-due", credentials: due.map(named) } as const] : []),
  ];
};

/** What the user listed and is not known to be revoked. */
export const stillListed = (prior: AcmeCredentialsState | undefined, inputs: AcmeCredentialsInputs): number[] => [
  ...new Set((inputs.revokeCredentialIds ?? []).filter((id) => !prior?.revokedCredentialIds.includes(id))),
];

/** What `revokeExisting` is not done with; a program that does not say it any more wants none of it. */
export const leftToRevoke = (prior: AcmeCredentialsState, inputs: AcmeCredentialsInputs): readonly number[] =>
  inputs.revokeExisting === true ? prior.pendingRevocations : [];

/** What it left alone, for the user to decide. */
const leftAlone = (prior: AcmeCredentialsState, inputs: AcmeCredentialsInputs): readonly NamedCredential[] =>
  inputs.revokeExisting === true
    ? prior.sparedCredentials.filter(({ credentialId }) => !inputs.revokeCredentialIds?.includes(credentialId))
    : [];

/**
 * The replaced pairs of ours that the user wants gone by now. None as long as the current pair is not there to be used:
 * the one before it may be all that clients have.
 */
export const dueForRetirement = (
  prior: AcmeCredentialsState,
  { superseded }: AcmeCredentialsInputs,
  now: Date,
): readonly PreviousCredential[] => {
  if (superseded?.action !== "revoke" || prior.status !== "active") return [];
  const grace = (superseded.afterHours ?? GRACE_HOURS) * HOUR;
  return prior.previousCredentials.filter(({ replacedAt }) => Date.parse(replacedAt) + grace <= now.getTime());
};

/** When a pair that is replaced now will be due; `undefined` when it is kept. */
export const retirementOf = ({ superseded }: AcmeCredentialsInputs, replacedAt: Date): Date | undefined =>
  superseded?.action === "revoke"
    ? new Date(replacedAt.getTime() + (superseded.afterHours ?? GRACE_HOURS) * HOUR)
    : undefined;

const KNOWN_STATUS: ReadonlySet<string> = new Set(["active", "revoked", "missing", "none"]);

const warningsFor = (
  prior: AcmeCredentialsState,
  inputs: AcmeCredentialsInputs,
  now: Date,
  making: boolean,
): Reason[] => {
  const { credentialId } = prior;
  const spared = leftAlone(prior, inputs);
  return [
    ...contractWarning(prior, now),
    ...(spared.length > 0 ? [{ code: "existing-spared", credentials: spared } as const] : []),
    ...(KNOWN_STATUS.has(prior.status) ? [] : [{ code: "status-unknown", status: prior.status } as const]),
    ...(credentialId !== undefined && !making && stillListed(prior, inputs).includes(credentialId)
      ? [{ code: "listed-own", credentialId } as const]
      : []),
    ...(prior.idUnknown === "not-found" && prior.status === "active" && inputs.superseded?.action === "revoke"
      ? [{ code: "retirement-off" } as const]
      : []),
  ];
};

/** The end of the contract, when it is near or past. */
export const contractWarning = (
  { requestedInputs, validTill }: Pick<AcmeCredentialsState, "requestedInputs" | "validTill">,
  now: Date,
): Reason[] => {
  if (!endsSoon(validTill, now) || validTill === undefined) return [];
  const { acmeContractId } = requestedInputs;
  const left = Date.parse(validTill) - now.getTime();
  return left <= 0
    ? [{ code: "contract-ended", acmeContractId, validTill }]
    : [{ code: "contract-ends", acmeContractId, validTill, daysLeft: Math.floor(left / DAY) }];
};

export const endsSoon = (validTill: string | undefined, now: Date): boolean =>
  validTill !== undefined && Date.parse(validTill) - now.getTime() < NEAR_END_DAYS * DAY;
