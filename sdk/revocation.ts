import type * as pulumi from "@pulumi/pulumi";
import type { RevocationOutputs } from "../provider/resources/revocation/state";
import type { Declared } from "./outputs";
import { DigicertResource } from "./resource";

/** What is to be revoked: exactly one of `certificateId`, `serialNumber`, and `orderId` with `wholeOrder: true`. */
export interface RevocationArgs {
  /** CertCentral's id of the certificate. */
  readonly certificateId?: pulumi.Input<number | string> | undefined;
  /** Hexadecimal; colons, blanks and case do not matter. */
  readonly serialNumber?: pulumi.Input<string> | undefined;
  /** The certificate's order. With `wholeOrder` the target itself; else optional: CertCentral cannot be asked about a certificate alone, and with it more can be seen before and after. */
  readonly orderId?: pulumi.Input<number | string> | undefined;
  /** Revokes every certificate of the order (primary, reissues, duplicates), and the order: nothing can be reissued on it any more. Default: `false`. */
  readonly wholeOrder?: pulumi.Input<boolean> | undefined;
  /** TLS only; CertCentral ignores it elsewhere. Default: CertCentral's, `unspecified`. */
  readonly reason?:
    | pulumi.Input<"unspecified" | "keyCompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation">
    | undefined;
  /** For the administrator who reads the request, which also says what it is about: `… (pulumi: certificate 1001)`. CertCentral drops it when no request is made. */
  readonly comments?: pulumi.Input<string> | undefined;
  /** Default: `false`. Needs an administrator's API key; without one a request is made instead. */
  readonly skipApproval?: pulumi.Input<boolean> | undefined;
  /** Default: `false`, which ends with `status: "pending"` and a warning when an administrator has to approve; the next `pulumi up` asks what became of it. */
  readonly awaitApproval?: pulumi.Input<boolean> | undefined;
  /** Seconds that `awaitApproval` waits: `approval`, default 3600. */
  readonly timeouts?:
    | pulumi.Input<{
        /** Seconds for an administrator. Default: 3600. */
        approval?: pulumi.Input<number> | undefined;
      }>
    | undefined;
}

const OUTPUTS: Declared<Revocation, RevocationOutputs> = {
  status: undefined,
  requestId: undefined,
  revokedAt: undefined,
  rejection: undefined,
};

/**
 * The revocation of one certificate, or of an order with all its certificates. What is revoked already counts as done.
 * It cannot be undone: removing this resource changes nothing. Another target is another revocation.
 *
 * Not for a certificate that a `Certificate` of the same program keeps, which would replace it again and again: remove that
 * resource instead (its `onDelete` revokes). Refused whichever provider that one has, and as
 * long as its step is not over (`dependsOn`); what another stack keeps is not seen.
 */
export class Revocation extends DigicertResource {
  /** `revoked`; `pending` while an administrator has to approve; `rejected`; `unknown` when the answer was lost. */
  declare readonly status: pulumi.Output<"revoked" | "pending" | "rejected" | "unknown">;
  /** Of CertCentral's request, where approval was needed. */
  declare readonly requestId: pulumi.Output<number | null>;
  /** ISO 8601, UTC. `null` for what was revoked before. */
  declare readonly revokedAt: pulumi.Output<string | null>;
  /** Why it was not revoked, in a sentence. */
  declare readonly rejection: pulumi.Output<string | null>;

  constructor(name: string, args: RevocationArgs, opts?: pulumi.CustomResourceOptions) {
    super("Revocation", name, OUTPUTS, args, opts);
  }
}
