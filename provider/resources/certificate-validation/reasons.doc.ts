import type { Reason } from "./reasons";

/** What docs/reasons.md tells about a reason. The compiler counts the codes. */
type Words<Code extends Reason["code"]> = {
  readonly example: Extract<Reason, { code: Code }>;
  readonly when: string;
  /** For the person who reads the row. */
  readonly todo: string;
};

export const words: { readonly [Code in Reason["code"]]: Words<Code> } = {
  "unknown-input": {
    example: { code: "unknown-input", inputs: ["issuanceId"] },
    when: "The certificate is about to be reissued, or comes from a resource that this preview only plans.",
    todo: "Nothing.",
  },
  "order-changed": {
    example: { code: "order-changed", from: 118, to: 240 },
    when: "The certificate of another order is to be validated.",
    todo: "Nothing: a replacement, of which CertCentral sees nothing.",
  },
  "issuance-changed": {
    example: { code: "issuance-changed" },
    when: "`issuanceId` changed: the certificate was reissued.",
    todo: "Nothing. Its records have to be published, which the program does.",
  },
  "names-missing": {
    example: { code: "names-missing", names: ["example.com"] },
    when: "An earlier run ended before DigiCert had seen these domains' records.",
    todo: "Publish the certificate's `dcvRecords`, or wait for DNS, then run `pulumi up` again.",
  },
  "not-issued-yet": {
    example: { code: "not-issued-yet" },
    when: "An earlier run ended before DigiCert had issued the certificate.",
    todo: "Run `pulumi up` again. `timeouts.issuance` sets how long it waits.",
  },
};
