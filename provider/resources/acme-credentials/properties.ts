import { type Settled, type Touched, touchedIn, unsettledIn } from "../../contract/properties";
import type { AcmeCredentialsInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { AcmeCredentialsOutputs } from "./state";

type Property = keyof (AcmeCredentialsInputs & AcmeCredentialsOutputs);

const TOUCHED: Touched<Reason, Property> = {
  "contract-changed": ["acmeContractId"],
  "replaced-pair": ["credentialId"],
  "unknown-input": ({ inputs }) => inputs as Property[],
  "trigger-changed": ["triggers"],
  "rotation-due": ["createdAt"],
  "revoked-elsewhere": ["status"],
  "missing-elsewhere": ["status"],
  "never-made": ["status"],
  "answer-lost": ["status"],
  "id-unread": ["credentialId"],
  "retire-due": ["previousCredentials"],
  "revocation-listed": ["revokeCredentialIds"],
  "revocation-left": ["pendingRevocations"],
  "existing-spared": ["sparedCredentials"],
  "listed-own": ["revokeCredentialIds"],
  "status-unknown": ["status"],
  "retirement-off": ["superseded"],
  "contract-ends": ["validTill"],
  "contract-ended": ["validTill"],
};

const SETTLED: Settled<AcmeCredentialsOutputs> = {
  status: "made",
  directoryUrl: "made",
  kid: "made",
  hmacKey: "made",
  validTill: "made",
  createdAt: "made",
  credentialId: "made",
  previousCredentials: "kept",
  orphanCandidates: "kept",
  pendingRevocations: "kept",
  sparedCredentials: "kept",
};

export const touches = touchedIn(TOUCHED);
export const unsettled = unsettledIn(SETTLED);
export const secretOutputs = ["kid", "hmacKey"] as const satisfies (keyof AcmeCredentialsOutputs)[];
