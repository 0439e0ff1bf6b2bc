import { Secret } from "../../certcentral";
import type { AcmeCredentialsState } from "./state";
import { EMPTY } from "./state";

/** A pair as it is between two runs, made on the first day of November 2026. */
export const aPair = (more: Partial<AcmeCredentialsState> = {}): AcmeCredentialsState => ({
  ...EMPTY,
  requestedInputs: { acmeContractId: 12 },
  status: "active",
  directoryUrl: "https://acme.digicert.com/v2/acme/directory",
  kid: new Secret("kidA-and-more-AAAA"),
  hmacKey: new Secret("aG1hYy1rZXk"),
  validTill: "2027-11-01T00:00:00.000Z",
  createdAt: "2026-11-01T00:00:00.000Z",
  credentialId: 501,
  kidHint: "AAAA",
  knownCredentialIds: [500],
  ...more,
});
