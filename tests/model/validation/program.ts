import type { Bag } from "../../../provider/contract/resource";
import type { Program } from "../../in-process-engine/engine";
import { said } from "../story";

export const CERTIFICATE = "web";
export const VALIDATION = "validated";

/**
 * A certificate and the validation that follows it. `between` stands for the resources that depend on the certificate, and
 * that the validation depends on.
 */
export const validating = (certificate: Bag, more: Bag, between: (certificate: Bag) => Promise<void>): Program => [
  { kind: "Certificate", name: CERTIFICATE, inputs: certificate },
  {
    kind: "CertificateValidation",
    name: VALIDATION,
    dependsOn: [CERTIFICATE],
    inputs: async (outputsOf) => {
      const outputs = outputsOf(CERTIFICATE);
      await between(outputs);
      return { ...wired(outputs), ...more };
    },
  },
];

interface Pending {
  readonly publicKeySha256?: string;
  readonly names?: readonly string[];
}

/** What the class makes of the certificate's outputs (sdk/certificate-validation.ts). */
const wired = (outputs: Bag): Bag => {
  const pending = outputs["pending"] as Pending | null;
  return said({
    orderId: outputs["orderId"],
    issuanceId: outputs["issuanceId"],
    publicKeySha256: pending === null ? outputs["publicKeySha256"] : pending.publicKeySha256,
    names: pending?.names ?? outputs["issuedNames"],
  });
};
