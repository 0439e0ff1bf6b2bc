import type { Reason } from "./reasons";

/** What docs/reasons.md tells about a reason. The compiler counts the codes. */
type Words<Code extends Reason["code"]> = {
  readonly example: Extract<Reason, { code: Code }>;
  readonly when: string;
  /** For the person who reads the row. */
  readonly todo: string;
};

const credential = { credentialId: 512, kidHint: "9xQz", createdAt: "2026-11-22T10:15:00Z" };

export const words: { readonly [Code in Reason["code"]]: Words<Code> } = {
  "replaced-pair": {
    example: { code: "replaced-pair", acmeContractId: 77, credential },
    when: "Beside `contract-changed`: what becomes of the pair of the contract before.",
    todo: "Have clients use the new pair; decide about the old one with `superseded`.",
  },
  "contract-changed": {
    example: { code: "contract-changed", from: 77, to: 78 },
    when: "`acmeContractId` is another contract.",
    todo: "Nothing: a replacement. Clients need the new pair.",
  },
  "unknown-input": {
    example: { code: "unknown-input", inputs: ["triggers"] },
    when: "An input comes from a resource that this preview only plans.",
    todo: "Nothing.",
  },
  "trigger-changed": {
    example: { code: "trigger-changed" },
    when: "A value in `triggers` changed.",
    todo: "Give the new pair to the clients.",
  },
  "rotation-due": {
    example: { code: "rotation-due", ageDays: 91, rotateAfterDays: 90 },
    when: "The pair is older than `rotateAfterDays`.",
    todo: "Give the new pair to the clients, before the old one is retired.",
  },
  "revoked-elsewhere": {
    example: { code: "revoked-elsewhere", credential },
    when: "A refresh saw that somebody revoked the pair.",
    todo: "Find out why. Clients get no certificates until they have the new pair.",
  },
  "missing-elsewhere": {
    example: { code: "missing-elsewhere", credential },
    when: "A refresh did not find the pair in its contract's list.",
    todo: "As above.",
  },
  "never-made": {
    example: { code: "never-made" },
    when: "An earlier run ended before there was a pair.",
    todo: "Nothing.",
  },
  "answer-lost": {
    example: { code: "answer-lost", since: "2026-11-22T10:15:00Z" },
    when: "The answer to an earlier request never came. A secret is shown once, so it is gone.",
    todo: "Nothing: one new pair is made. To be rid of the lost one, put its id (output `orphanCandidates`) into `revokeCredentialIds`.",
  },
  "id-unread": {
    example: { code: "id-unread" },
    when: "The list of credentials could not be read after the pair was made.",
    todo: "Nothing. Nothing is sent but reads.",
  },
  "retire-due": {
    example: { code: "retire-due", credentials: [credential] },
    when: '`superseded: { action: "revoke" }`, and the grace of a replaced pair is over.',
    todo: "Make sure that no client uses it any more.",
  },
  "revocation-listed": {
    example: { code: "revocation-listed", credentialIds: [509] },
    when: "`revokeCredentialIds` lists a credential that is still active.",
    todo: "Nothing: you asked for it.",
  },
  "revocation-left": {
    example: { code: "revocation-left", credentialIds: [509] },
    when: "`revokeExisting: true`, and an earlier run ended before all were revoked.",
    todo: "Nothing.",
  },
  "existing-spared": {
    example: { code: "existing-spared", credentials: [credential] },
    when: "Warning: `revokeExisting: true`, and something on the contract had been revoked before this resource's first pair, which may have been renamed or replaced; or another resource of the program, which may keep one of these, had not said so in two runs.",
    todo: "List what nobody uses in `revokeCredentialIds`, or take `revokeExisting` out of the program.",
  },
  "listed-own": {
    example: { code: "listed-own", credentialId: 512 },
    when: "Warning: `revokeCredentialIds` lists the pair that this resource keeps.",
    todo: "Take it off the list, or change a value in `triggers` first.",
  },
  "status-unknown": {
    example: { code: "status-unknown", status: "suspended" },
    when: "Warning: DigiCert gives the pair a status that this release does not know.",
    todo: "Look in CertCentral; look for a newer release.",
  },
  "retirement-off": {
    example: { code: "retirement-off" },
    when: "Warning: the id of the pair could not be found out for certain.",
    todo: "After the next rotation, revoke the old pair in CertCentral, or by `revokeCredentialIds`.",
  },
  "contract-ends": {
    example: { code: "contract-ends", acmeContractId: 77, validTill: "2026-12-10T00:00:00Z", daysLeft: 18 },
    when: "Warning: the contract ends soon.",
    todo: "Renew it in CertCentral.",
  },
  "contract-ended": {
    example: { code: "contract-ended", acmeContractId: 77, validTill: "2026-11-10T00:00:00Z" },
    when: "Warning: the contract has ended.",
    todo: "Renew it in CertCentral, then `pulumi refresh`.",
  },
};
