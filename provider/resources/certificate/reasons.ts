import { few } from "../../contract/text/few";
import type { Pending } from "../order/ownership/pending";
import { day, each, listed, type NamedCertificate, namedCertificate } from "../wording";
import type { Ended } from "./plan/ended";
import type { Unproven } from "./promotion/spec";

/** What time or others did to the certificate. */
type Drift =
  | { readonly code: "expires-soon"; readonly daysLeft: number; readonly minDays: number; readonly notAfter: string }
  | { readonly code: "expired"; readonly notAfter: string }
  | { readonly code: "revoked-elsewhere" }
  | { readonly code: "key-changed-elsewhere"; readonly certificateId?: number; readonly key?: string }
  | {
      readonly code: "names-changed-elsewhere";
      readonly certificateId?: number;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly code: "common-name-changed-elsewhere"; readonly certificateId?: number; readonly commonName: string }
  | { readonly code: "hash-changed-elsewhere"; readonly certificateId?: number; readonly hash: string };

/** What `onDrift` is about. */
export const DRIFT: Readonly<Record<Drift["code"], true>> = {
  "expires-soon": true,
  expired: true,
  "revoked-elsewhere": true,
  "key-changed-elsewhere": true,
  "names-changed-elsewhere": true,
  "common-name-changed-elsewhere": true,
  "hash-changed-elsewhere": true,
};

/** `reported`: told only, and nothing is sent for it (`onDrift: "report"`). */
export type DriftReason = Drift & { readonly reported?: true };

/** Why something is done, or what the user should know before it is. Codes are stable; sentences may be reworded. */
export type Reason =
  | DriftReason
  | { readonly code: "order-changed"; readonly from: number; readonly to: number }
  | { readonly code: "kind-changed"; readonly duplicate: boolean }
  /** What becomes of the certificates of a resource that is replaced. */
  | {
      readonly code: "replaced-certificates";
      readonly orderId: number;
      readonly certificates: readonly NamedCertificate[];
      /** Issued by this resource; else only found. */
      readonly ours: boolean;
      /** Hours after which they are revoked; absent where they stay. */
      readonly revokedAfterHours?: number;
    }
  /** What becomes of the reissue that a resource which is replaced had asked for, and that was not finished when it was last seen. */
  | {
      readonly code: "replaced-request";
      readonly orderId: number;
      readonly requestIds: readonly number[];
      /** Else it is left as it is. */
      readonly cancelled: boolean;
    }
  | { readonly code: "unknown-input"; readonly inputs: readonly string[] }
  | { readonly code: "key-changed"; readonly from?: string; readonly to: string }
  | { readonly code: "key-changed-again" }
  | { readonly code: "names-added"; readonly names: readonly string[] }
  | { readonly code: "names-removed"; readonly names: readonly string[] }
  | { readonly code: "common-name-changed"; readonly from?: string; readonly to: string }
  | { readonly code: "hash-changed"; readonly from: string; readonly to: string }
  | { readonly code: "field-changed"; readonly inputs: readonly string[] }
  | { readonly code: "trigger-changed" }
  /** The key of a revoked certificate would be certified again. */
  | { readonly code: "key-unchanged"; readonly certificateId?: number }
  /** The same, where the revocation said that the key is compromised. */
  | { readonly code: "key-compromised"; readonly certificateId?: number; readonly key: string }
  /** `requires`: a reissue would change these into what the earlier stage has not proven, or did until its certificate ended. */
  | { readonly code: "not-proven"; readonly fields: readonly Unproven[]; readonly ended?: string }
  /** The same of a difference that no reissue makes. */
  | { readonly code: "proof-differs"; readonly fields: readonly Unproven[]; readonly ended?: string }
  /** `untold`: nothing that is shown of it differs, and not all of it is shown. */
  | { readonly code: "matches-elsewhere"; readonly certificateId?: number; readonly untold?: true }
  | { readonly code: "never-issued" }
  | {
      readonly code: "pending-request";
      readonly requestIds: readonly number[];
      readonly phase: string;
      /** Something else is wanted now. */
      readonly instead: boolean;
      /** Somebody else asked for it, and it fits. */
      readonly foreign: boolean;
      readonly certificateId?: number;
      /** The certificate that is handed out until then is over. */
      readonly ended?: Ended;
    }
  /** Nothing can be reissued on the order, as it was last seen. */
  | {
      readonly code: "order-closed";
      readonly orderId: number;
      readonly status: string;
      readonly renewedOrderId?: number;
    }
  | { readonly code: "order-renewed"; readonly orderId: number; readonly renewedOrderId: number }
  | {
      readonly code: "pending-elsewhere";
      readonly orderId: number;
      readonly requestIds: readonly number[];
      readonly person?: string;
      readonly certificateId?: number;
      readonly names: readonly string[];
      /** A step of this resource that was killed had asked for it. */
      readonly own?: true;
      /** It stands in the way of a reissue; or is waited for, since it fits; or nothing is wanted that it stands in the way of; or it is ours, and something else is wanted. */
      readonly verdict: "blocks" | "fits" | "stands" | "unwanted";
    }
  | { readonly code: "retire-due"; readonly certificates: readonly NamedCertificate[] }
  | { readonly code: "retirement-rejected"; readonly sentences: readonly string[] }
  | { readonly code: "settings-changed"; readonly inputs: readonly string[] }
  | {
      readonly code: "removal-revokes";
      readonly names: readonly string[];
      readonly certificates: readonly NamedCertificate[];
      readonly allowed: boolean;
    }
  | {
      readonly code: "coverage-ends";
      readonly orderId: number;
      readonly orderValidTill: string;
      readonly notAfter: string;
      readonly daysLeft: number;
      readonly renewedOrderId?: number;
    }
  | { readonly code: "ends-meanwhile"; readonly daysLeft: number; readonly notAfter: string }
  | { readonly code: "asked-no-longer"; readonly daysLeft: number; readonly notAfter: string; readonly date: string }
  | { readonly code: "inputs-ignored"; readonly product: string; readonly inputs: readonly string[] }
  | {
      readonly code: "min-days-capped";
      readonly asked: number;
      readonly lifeDays: number;
      readonly counted: number;
    }
  | { readonly code: "validity-cut"; readonly asked: number; readonly most: number }
  | { readonly code: "product-refuses"; readonly sentences: readonly string[] }
  | { readonly code: "product-doubts"; readonly sentences: readonly string[] }
  | {
      readonly code: "rejected-before";
      readonly sentence: string;
      /** Something else is wanted by now: it is asked for. */
      readonly again: boolean;
    };

/** A changed key is all that a new certificate is needed for. Pure. */
export const isForKeyAlone = (reasons: readonly Reason[]): boolean => {
  const codes = reasons.map(({ code }) => code).filter((code) => code !== "pending-request");
  return codes.length > 0 && codes.every((code) => code === "key-changed");
};

const certificate = (id: number | undefined): string => (id === undefined ? "a certificate" : `certificate ${id}`);

const unproven = ({ field, here, proven }: Unproven): string =>
  `${field} ${here} (${proven === null ? "it does not tell its own" : `it has ${proven}`})`;

const lapsed = (ended: string): string =>
  `its proof ended with its certificate on ${day(ended)}: renew that with pulumi up there`;

const PHASES: Readonly<Record<string, string>> = {
  unknown: "an earlier request whose answer never came",
  approval: "a request that waits for approval",
  validation: "an issuance that waits for domain validation",
  pickup: "an issuance that waits for whoever has the token or the invitation",
  issuing: "an issuance that DigiCert is working on",
  issued: "an issuance that is finished",
} satisfies Record<Pending["phase"], string>;

/** Whether it says that what was lost may be asked for again. Pure. */
export const looksForLost = (reason: Reason): boolean =>
  reason.code === "pending-request" && reason.phase === "unknown" && !reason.instead;

/** What becomes of a request where something else is wanted: one that is nowhere to be seen was never seen to end. */
const INSTEAD = ", which is cancelled if it is found; else DigiCert may issue both";

/** One sentence, without capital or full stop, naming values that a person recognises. Pure. */
export const sentence = (reason: Reason): string =>
  "reported" in reason ? `${told(reason)}; nothing is sent for it (onDrift: "report")` : told(reason);

const told = (reason: Reason): string => {
  switch (reason.code) {
    case "order-changed":
      return `order ${reason.from} replaced by order ${reason.to}`;
    case "kind-changed":
      return reason.duplicate
        ? "a duplicate instead of the order's primary certificate"
        : "the order's primary certificate instead of a duplicate";
    case "replaced-certificates": {
      const what = `${each(reason.certificates.map(namedCertificate))} (order ${reason.orderId})`;
      if (!reason.ours) return `${what}, only found there, stays valid`;
      return reason.revokedAfterHours === undefined
        ? `${what} stays valid, among supersededCertificates (superseded.action: "keep")`
        : `${what} is revoked by the first pulumi up ${reason.revokedAfterHours} hours or more after the replacement (superseded.action: "revoke")`;
    }
    case "replaced-request": {
      const requests = reason.requestIds.length === 0 ? "" : ` (request ${each(reason.requestIds.map(String))})`;
      const what = `the reissue of order ${reason.orderId} that was asked for${requests}`;
      return reason.cancelled
        ? `${what} is cancelled if it still waits`
        : `${what} is left as it is: have it rejected in CertCentral if it is no longer wanted`;
    }
    case "unknown-input":
      return `${listed(reason.inputs)} not known before it is applied`;
    case "key-changed":
      return reason.from === undefined
        ? `key changed (to ${reason.to})`
        : `key changed (${reason.from} → ${reason.to})`;
    case "key-changed-again":
      return "key changed again: does the program make one at each run?";
    case "names-added":
      return `adds ${listed(reason.names)}`;
    case "names-removed":
      return `removes ${each(reason.names)}`;
    case "common-name-changed":
      return reason.from === undefined
        ? `common name becomes ${reason.to}`
        : `common name changed (${reason.from} → ${reason.to})`;
    case "hash-changed":
      return `signature hash changed (${reason.from} → ${reason.to})`;
    case "field-changed":
      return `${listed(reason.inputs)} changed`;
    case "trigger-changed":
      return "triggers changed";
    case "expires-soon":
      return `${reason.daysLeft} days left, below ${reason.minDays}`;
    case "expired":
      return `expired on ${day(reason.notAfter)}`;
    case "revoked-elsewhere":
      return "revoked outside of Pulumi";
    case "key-unchanged":
      return `${certificate(reason.certificateId)} was revoked, and its key would be certified again: if it may be compromised, change it (give a new CSR) before you apply`;
    case "key-compromised":
      return `${certificate(reason.certificateId)} was revoked because its key (${reason.key}) is compromised: make a new key, and give its CSR`;
    case "key-changed-elsewhere":
      return `reissued outside of Pulumi with another key (${certificate(reason.certificateId)}${reason.key === undefined ? "" : `, ${reason.key}`})`;
    case "names-changed-elsewhere":
      return `reissued outside of Pulumi with other names (${[
        certificate(reason.certificateId),
        ...(reason.added.length > 0 ? [`has ${listed(reason.added)}`] : []),
        ...(reason.removed.length > 0 ? [`lacks ${each(reason.removed)}`] : []),
      ].join("; ")})`;
    case "common-name-changed-elsewhere":
      return `reissued outside of Pulumi with another common name (${certificate(reason.certificateId)}, ${reason.commonName})`;
    case "hash-changed-elsewhere":
      return `reissued outside of Pulumi with another signature hash (${certificate(reason.certificateId)}, ${reason.hash})`;
    case "not-proven":
      return [
        `requires: the earlier stage has not proven ${listed(reason.fields.map(unproven))}`,
        ...(reason.ended === undefined ? [] : [lapsed(reason.ended)]),
        "make the change there first and run pulumi up there, or take it back here; renewal and repair of what is in use need no proof",
      ].join("; ");
    case "proof-differs":
      return [
        ...(reason.fields.length === 0
          ? []
          : [`requires: differs from what the earlier stage has proven: ${listed(reason.fields.map(unproven))}`]),
        ...(reason.ended === undefined ? [] : [`requires: ${lapsed(reason.ended)}`]),
        "a reissue that would change it is refused, renewal and repair are not",
      ].join("; ");
    case "matches-elsewhere":
      return reason.untold
        ? `takes over ${certificate(reason.certificateId)} if it is as wanted, which CertCentral did not show`
        : `takes over ${certificate(reason.certificateId)}, which is as wanted`;
    case "never-issued":
      return "not issued yet";
    case "pending-request":
      if (looksForLost(reason))
        return "looks for what became of an earlier request whose answer never came, and asks again if nothing did";
      if (reason.phase === "issued" && !reason.instead)
        return `takes ${certificate(reason.certificateId)}, which was asked for and has been issued`;
      return [
        reason.instead ? "instead of" : reason.foreign ? "waits for" : "continues",
        `${PHASES[reason.phase] ?? "an unfinished issuance"}${reason.foreign ? ", asked for by somebody else" : ""}`,
        ...(reason.requestIds.length > 0 ? [`(request ${each(reason.requestIds.map(String))})`] : []),
        ...(reason.ended === undefined ? [] : [`while the certificate in use is ${reason.ended}`]),
      ]
        .join(" ")
        .concat(reason.instead && !reason.foreign && reason.phase !== "issued" ? INSTEAD : "");
    case "order-closed":
      return reason.renewedOrderId === undefined
        ? `order ${reason.orderId} is ${reason.status}: nothing can be reissued on it; place a new order in CertCentral and set its orderId`
        : `order ${reason.orderId} is ${reason.status}, and renewed as order ${reason.renewedOrderId}: set orderId: ${reason.renewedOrderId}`;
    case "order-renewed":
      return `order ${reason.orderId} is renewed as order ${reason.renewedOrderId}: set orderId: ${reason.renewedOrderId}`;
    case "pending-elsewhere": {
      const what = [
        `${reason.own ? "an earlier run that was stopped" : (reason.person ?? "somebody else")} asked for a reissue of order ${reason.orderId}`,
        ...(reason.requestIds.length > 0 ? [`request ${each(reason.requestIds.map(String))}`] : []),
        ...(reason.certificateId === undefined ? [] : [`certificate ${reason.certificateId}`]),
        ...(reason.names.length === 0 ? [] : [`for ${listed(reason.names)}`]),
      ].join(", ");
      return {
        blocks: `${what}, which is not finished: let it finish, or have it cancelled in CertCentral, then run pulumi up --refresh`,
        fits: `${what}, which is what is wanted: waits for it`,
        stands: `${what}, which is not finished: ${reason.own ? "have it cancelled in CertCentral if it is not wanted" : "nothing else can be reissued until it is"}`,
        unwanted: `${what}, which is cancelled`,
      }[reason.verdict];
    }
    case "retire-due":
      return `revokes superseded ${each(reason.certificates.map(namedCertificate))}`;
    case "retirement-rejected":
      return reason.sentences.length > 1
        ? `${each(reason.sentences)}; this resource leaves them alone, and does not ask again: revoke them in CertCentral if they have to go`
        : `${each(reason.sentences)}; this resource leaves it alone, and does not ask again: revoke it in CertCentral if it has to go`;
    case "settings-changed":
      return `${listed(reason.inputs)} (no request is sent)`;
    case "removal-revokes":
      return (
        (reason.allowed
          ? `removing ${each(reason.names)}: within 72 hours of the new issuance DigiCert revokes `
          : `removing ${each(reason.names)} is refused without allowSanRemoval: true, for within 72 hours of the new issuance DigiCert would revoke `) +
        `every earlier certificate of the order${reason.certificates.length > 0 ? `, among them ${each(reason.certificates.map(namedCertificate))}` : ""}`
      );
    case "coverage-ends":
      return `not reissued: order ${reason.orderId} is covered until ${reason.orderValidTill} only, and the certificate lives until ${day(reason.notAfter)}; ${reason.renewedOrderId === undefined ? "renew the order before then and set the new orderId" : `it is renewed as order ${reason.renewedOrderId}: set orderId: ${reason.renewedOrderId} before then`}`;
    case "ends-meanwhile":
      return `${reason.daysLeft} days left of the certificate in use, until ${day(reason.notAfter)}, and nothing has taken its place yet`;
    case "asked-no-longer":
      return `not reissued with ${reason.daysLeft} days left, for customExpirationDate asks for no longer life than until ${reason.date}; set a later one`;
    case "inputs-ignored":
      return `${listed(reason.inputs)}: ignored by CertCentral for ${reason.product}, and never a reason to reissue; remove ${reason.inputs.length === 1 ? "it" : "them"}`;
    case "min-days-capped":
      return `minDaysRemaining: ${reason.asked} counts as ${reason.counted}, two thirds of the ${reason.lifeDays} days that the certificate lives: more would reissue it again and again`;
    case "validity-cut":
      return `validityDays: ${reason.asked} will be cut to ${reason.most}, the most that DigiCert gives a public TLS certificate today`;
    case "product-refuses":
      return `the next reissue would be refused: ${few(reason.sentences).join("; ")}`;
    case "product-doubts":
      return few(reason.sentences).join("; ");
    case "rejected-before":
      return reason.again
        ? `asked again, with other inputs: ${reason.sentence}`
        : `not sent again: ${reason.sentence}; change the inputs, or a value in triggers once the reason is dealt with`;
  }
};
