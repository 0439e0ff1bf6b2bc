import { day, each, listed } from "../wording";
import type { NamedCredential } from "./state";

/** Why something is done, or what the user should know before it is. Codes are stable; sentences may be reworded. */
export type Reason =
  | { readonly code: "contract-changed"; readonly from: number; readonly to: number }
  /** What becomes of the pair of a resource that is replaced. */
  | {
      readonly code: "replaced-pair";
      readonly acmeContractId: number;
      readonly credential: NamedCredential;
      /** Hours after which it is revoked; absent where it stays. */
      readonly revokedAfterHours?: number;
    }
  | { readonly code: "unknown-input"; readonly inputs: readonly string[] }
  | { readonly code: "trigger-changed" }
  | { readonly code: "rotation-due"; readonly ageDays: number; readonly rotateAfterDays: number }
  | { readonly code: "revoked-elsewhere"; readonly credential?: NamedCredential }
  | { readonly code: "missing-elsewhere"; readonly credential?: NamedCredential }
  | { readonly code: "never-made" }
  | { readonly code: "answer-lost"; readonly since: string }
  | { readonly code: "id-unread" }
  | { readonly code: "retire-due"; readonly credentials: readonly NamedCredential[] }
  | { readonly code: "revocation-listed"; readonly credentialIds: readonly number[] }
  | { readonly code: "revocation-left"; readonly credentialIds: readonly number[] }
  | { readonly code: "existing-spared"; readonly credentials: readonly NamedCredential[] }
  | { readonly code: "listed-own"; readonly credentialId: number }
  | { readonly code: "status-unknown"; readonly status: string }
  | { readonly code: "retirement-off" }
  | {
      readonly code: "contract-ends";
      readonly acmeContractId: number;
      readonly validTill: string;
      readonly daysLeft: number;
    }
  | { readonly code: "contract-ended"; readonly acmeContractId: number; readonly validTill: string };

/** `credential 512 (key id …9xQz, made 2026-11-22 10:15 UTC)`. */
export const namedCredential = ({ credentialId, kidHint, createdAt }: NamedCredential): string => {
  const about = [
    ...(kidHint === undefined ? [] : [`key id …${kidHint}…`]),
    ...(createdAt === undefined ? [] : [`made ${day(createdAt)} ${createdAt.slice(11, 16)} UTC`]),
  ];
  return `credential ${credentialId}${about.length === 0 ? "" : ` (${about.join(", ")})`}`;
};

export const namedCredentials = (credentials: readonly NamedCredential[]): string =>
  each(credentials.map(namedCredential));

const requestOwner = (credential: NamedCredential | undefined): string =>
  credential === undefined ? "the pair" : namedCredential(credential);

/** One sentence, without capital or full stop, naming what a person recognises; never a key. Pure. */
export const sentence = (reason: Reason): string => {
  switch (reason.code) {
    case "contract-changed":
      return `ACME contract ${reason.from} replaced by contract ${reason.to}`;
    case "replaced-pair": {
      const pair = `${namedCredential(reason.credential)} (ACME contract ${reason.acmeContractId})`;
      return reason.revokedAfterHours === undefined
        ? `${pair} stays active, among previousCredentials (superseded.action: "keep")`
        : `${pair} is revoked by the first pulumi up ${reason.revokedAfterHours} hours or more after the replacement (superseded.action: "revoke")`;
    }
    case "unknown-input":
      return `${listed(reason.inputs)} not known before it is applied`;
    case "trigger-changed":
      return "triggers changed";
    case "rotation-due":
      return `the pair is ${reason.ageDays} days old, and rotates after ${reason.rotateAfterDays}`;
    case "revoked-elsewhere":
      return `${requestOwner(reason.credential)} was revoked outside of Pulumi`;
    case "missing-elsewhere":
      return `${requestOwner(reason.credential)} is not listed by its contract any more`;
    case "never-made":
      return "no pair yet";
    case "answer-lost":
      return `the answer to an earlier regenerate never came (${day(reason.since)} ${reason.since.slice(11, 16)} UTC), and its secret is lost`;
    case "id-unread":
      return "finds out the id of the pair, which could not be read when it was made";
    case "retire-due":
      return `revokes replaced ${namedCredentials(reason.credentials)}`;
    case "revocation-listed":
      return `revokes credential ${each(reason.credentialIds.map(String))} as listed in revokeCredentialIds`;
    case "revocation-left":
      return `goes on revoking credential ${each(reason.credentialIds.map(String))} (revokeExisting)`;
    case "existing-spared":
      return `revokeExisting has NOT revoked ${namedCredentials(reason.credentials)}: it may be in use by another resource of the program, or by this one under another name (only the very first pair of a contract revokes what existed); list what nobody uses in revokeCredentialIds, or take revokeExisting out of the program`;
    case "listed-own":
      return `credential ${reason.credentialId} is the pair that this resource keeps and is not revoked: change triggers to get another one first`;
    case "status-unknown":
      return `DigiCert calls the pair "${reason.status}", which this release does not know: nothing is done about it`;
    case "retirement-off":
      return 'superseded.action: "revoke" cannot be kept for the current pair: its credential id is not known, so it will stay active when it is replaced';
    case "contract-ends":
      return `ACME contract ${reason.acmeContractId} ends on ${day(reason.validTill)}, in ${reason.daysLeft} days: after that no client can get certificates with these credentials; renew it in CertCentral`;
    case "contract-ended":
      return `ACME contract ${reason.acmeContractId} ended on ${day(reason.validTill)}: its credentials get no certificates any more and are not rotated (if it was renewed: pulumi refresh)`;
  }
};
