import type { Change, Plan } from "../../contract/plan";
import { type Given, isUnknown } from "../../contract/unknown";
import { askedDigests, said } from "./asked";
import { named } from "./credential-list";
import { type AcmeCredentialsInputs, GRACE_HOURS, onChange } from "./inputs";
import type { Reason } from "./reasons";
import type { AcmeCredentialsState, NamedCredential, PreviousCredential } from "./state";

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
  was: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  now: Date,
): AcmeCredentialsPlan => {
  const contract = given.acmeContractId;
  if (isUnknown(contract))
    return {
      action: "regenerate",
      because: [{ code: "unknown-input", inputs: ["acmeContractId", ...unknownAmong(given, "regenerate")] }],
      warnings: [],
    };
  if (contract !== was.asked.acmeContractId)
    return {
      action: "replace",
      because: [{ code: "contract-changed", from: was.asked.acmeContractId, to: contract }],
      warnings: [],
    };

  const wanted = knownInputs(given);
  const making = reasonsToMake(was, given, wanted, now);
  const taking = reasonsToTake(was, given, wanted, now, making.length > 0);
  const warnings = warningsFor(was, wanted, now, making.length > 0);
  if (making.length > 0) return { action: "regenerate", because: [...making, ...taking], warnings };
  if (taking.length > 0) return { action: "retire", because: taking, warnings };
  if (was.idUnknown === "unread") return { action: "resume", because: [{ code: "id-unread" }], warnings };
  const unknown = unknownAmong(given, "ignore").filter((input) => input !== "revokeExisting");
  return unknown.length > 0
    ? { action: "remember", because: [{ code: "unknown-input", inputs: unknown }], warnings }
    : { action: "nothing", because: [], warnings };
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
  was: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  wanted: AcmeCredentialsInputs,
  now: Date,
): Reason[] => {
  const lost: Reason[] = was.pending === undefined ? [] : [{ code: "answer-lost", since: was.pending.since }];
  if (was.kid === undefined) return lost.length > 0 ? lost : [{ code: "never-made" }];
  const unknown = unknownAmong(given, "regenerate");
  const asked: Reason[] = [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(triggered(was, wanted) ? [{ code: "trigger-changed" } as const] : []),
    ...gone(was),
  ];
  const because = asked.length > 0 ? asked : rotation(was, wanted, now);
  // An earlier pair that still works needs no successor only because one was lost.
  return because.length > 0 ? [...because, ...lost] : [];
};

const triggered = (was: AcmeCredentialsState, { triggers }: AcmeCredentialsInputs): boolean =>
  said(triggers) !== "" && said(triggers) !== askedDigests(was).triggers;

const own = ({
  credentialId,
  kidHint,
  createdAt,
}: AcmeCredentialsState): { credential: NamedCredential } | undefined =>
  credentialId === undefined
    ? undefined
    : {
        credential: {
          credentialId,
          ...(kidHint === undefined ? {} : { kidHint }),
          ...(createdAt === undefined ? {} : { createdAt }),
        },
      };

const gone = (was: AcmeCredentialsState): Reason[] => {
  if (was.status === "revoked") return [{ code: "revoked-elsewhere", ...own(was) }];
  if (was.status === "missing") return [{ code: "missing-elsewhere", ...own(was) }];
  return [];
};

const rotation = (was: AcmeCredentialsState, { rotateAfterDays }: AcmeCredentialsInputs, now: Date): Reason[] => {
  if (rotateAfterDays === undefined || was.createdAt === undefined || contractIsOver(was, now)) return [];
  const age = now.getTime() - Date.parse(was.createdAt);
  return age < rotateAfterDays * DAY ? [] : [{ code: "rotation-due", ageDays: Math.floor(age / DAY), rotateAfterDays }];
};

const contractIsOver = ({ validTill }: AcmeCredentialsState, now: Date): boolean =>
  validTill !== undefined && Date.parse(validTill) <= now.getTime();

/** Why something is revoked. Pairs of ours only, and what the user named by its id. */
const reasonsToTake = (
  was: AcmeCredentialsState,
  given: Given<AcmeCredentialsInputs>,
  wanted: AcmeCredentialsInputs,
  now: Date,
  making: boolean,
): Reason[] => {
  const unknown = unknownAmong(given, "retire");
  const ids = stillListed(was, wanted).filter((id) => making || id !== was.credentialId);
  const left = leftToRevoke(was, wanted);
  const due = dueForRetirement(was, wanted, now);
  return [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(ids.length > 0 ? [{ code: "revocation-listed", credentialIds: ids } as const] : []),
    ...(left.length > 0 ? [{ code: "revocation-left", credentialIds: left } as const] : []),
    ...(due.length > 0 ? [{ code: "retire-due", credentials: due.map(named) } as const] : []),
  ];
};

/** What the user listed and is not known to be revoked. */
export const stillListed = (was: AcmeCredentialsState | undefined, wanted: AcmeCredentialsInputs): number[] => [
  ...new Set((wanted.revokeCredentialIds ?? []).filter((id) => !was?.revokedCredentialIds.includes(id))),
];

/** What `revokeExisting` is not done with; a program that does not say it any more wants none of it. */
export const leftToRevoke = (was: AcmeCredentialsState, wanted: AcmeCredentialsInputs): readonly number[] =>
  wanted.revokeExisting === true ? was.toRevoke : [];

/** What it left alone, for the user to decide. */
const leftAlone = (was: AcmeCredentialsState, wanted: AcmeCredentialsInputs): readonly NamedCredential[] =>
  wanted.revokeExisting === true
    ? was.sparedCredentials.filter(({ credentialId }) => !wanted.revokeCredentialIds?.includes(credentialId))
    : [];

/**
 * The replaced pairs of ours that the user wants gone by now. None as long as the current pair is not there to be used:
 * the one before it may be all that clients have.
 */
export const dueForRetirement = (
  was: AcmeCredentialsState,
  { retire }: AcmeCredentialsInputs,
  now: Date,
): readonly PreviousCredential[] => {
  if (retire?.previous !== "revoke" || was.status !== "active") return [];
  const grace = (retire.afterHours ?? GRACE_HOURS) * HOUR;
  return was.previousCredentials.filter(({ replacedAt }) => Date.parse(replacedAt) + grace <= now.getTime());
};

/** When a pair that is replaced now will be due; `undefined` when it is kept. */
export const retirementOf = ({ retire }: AcmeCredentialsInputs, replacedAt: Date): Date | undefined =>
  retire?.previous === "revoke"
    ? new Date(replacedAt.getTime() + (retire.afterHours ?? GRACE_HOURS) * HOUR)
    : undefined;

const KNOWN_STATUS: ReadonlySet<string> = new Set(["active", "revoked", "missing", "none"]);

const warningsFor = (
  was: AcmeCredentialsState,
  wanted: AcmeCredentialsInputs,
  now: Date,
  making: boolean,
): Reason[] => {
  const { credentialId } = was;
  const spared = leftAlone(was, wanted);
  return [
    ...contractWarning(was, now),
    ...(spared.length > 0 ? [{ code: "existing-spared", credentials: spared } as const] : []),
    ...(KNOWN_STATUS.has(was.status) ? [] : [{ code: "status-unknown", status: was.status } as const]),
    ...(credentialId !== undefined && !making && stillListed(was, wanted).includes(credentialId)
      ? [{ code: "listed-own", credentialId } as const]
      : []),
    ...(was.idUnknown === "not-found" && was.status === "active" && wanted.retire?.previous === "revoke"
      ? [{ code: "retirement-off" } as const]
      : []),
  ];
};

/** The end of the contract, when it is near or past. */
export const contractWarning = (
  { asked, validTill }: Pick<AcmeCredentialsState, "asked" | "validTill">,
  now: Date,
): Reason[] => {
  if (!endsSoon(validTill, now) || validTill === undefined) return [];
  const { acmeContractId } = asked;
  const left = Date.parse(validTill) - now.getTime();
  return left <= 0
    ? [{ code: "contract-ended", acmeContractId, validTill }]
    : [{ code: "contract-ends", acmeContractId, validTill, daysLeft: Math.floor(left / DAY) }];
};

export const endsSoon = (validTill: string | undefined, now: Date): boolean =>
  validTill !== undefined && Date.parse(validTill) - now.getTime() < NEAR_END_DAYS * DAY;
