import { thing } from "../revoke/target";
import type { RevocationState } from "./state";
import { targetOf } from "./target";

/** What is left behind when the resource goes. */
export const farewell = (was: RevocationState): { readonly level: "info" | "warn"; readonly text: string } => {
  const target = targetOf(was.asked);
  const name = target === undefined ? "a certificate" : thing(target);
  switch (was.status) {
    case "revoked":
      return { level: "info", text: `${name} stays revoked: a revocation cannot be undone` };
    case "pending":
      return {
        level: "warn",
        text: `request ${was.requestId} to revoke ${name} still waits for an administrator: have it rejected in CertCentral if it is no longer wanted`,
      };
    case "unknown":
      return {
        level: "warn",
        text: `it was never learned whether ${name} was revoked: look it up in CertCentral; a revocation cannot be undone`,
      };
    case "rejected":
      return { level: "info", text: `${name} was not revoked by this resource` };
  }
};
