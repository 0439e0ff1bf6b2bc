import * as pulumi from "@pulumi/pulumi";
import type { ValidationOutputs } from "../provider/resources/certificate-validation/state";
import type { Certificate } from "./certificate";
import type { Declared } from "./outputs";
import { DigicertResource, fullChain } from "./resource";

interface Common {
  /** Whatever comes of publishing the records (ids, host names): so that the check comes after it. Nothing else is done with it. */
  readonly validationRecords?: pulumi.Input<unknown> | undefined;
  /** Seconds: `issuance` (default 600) for the records to be seen and for DigiCert to issue. */
  readonly timeouts?:
    | pulumi.Input<{
        /** Seconds. Default: 600. */
        issuance?: pulumi.Input<number> | undefined;
      }>
    | undefined;
}

/** Which certificate: itself, or by its order and its `issuanceId`. */
export type CertificateValidationArgs = Common &
  (
    | {
        /** With `waitForIssuance: false`, or it waits itself. */
        readonly certificate: Certificate;
        readonly orderId?: undefined;
        readonly issuanceId?: undefined;
      }
    | {
        readonly certificate?: undefined;
        /** The certificate's order. */
        readonly orderId: pulumi.Input<number | string>;
        /** The certificate's output: the next `pulumi up` after a reissue validates again because it has changed. */
        readonly issuanceId: pulumi.Input<string>;
        /** SHA-256 of the SubjectPublicKeyInfo that the certificate must carry, hexadecimal. Default: the key that CertCentral has on file. */
        readonly publicKeySha256?: pulumi.Input<string> | undefined;
        /** The names that it must carry. Default: those that CertCentral tells. */
        readonly names?: pulumi.Input<pulumi.Input<string>[]> | undefined;
      }
  );

const OUTPUTS: Declared<CertificateValidation, ValidationOutputs, "fullChainPem"> = {
  status: undefined,
  certificateId: undefined,
  serialNumber: undefined,
  certificatePem: undefined,
  chainPem: undefined,
  notBefore: undefined,
  notAfter: undefined,
  missingNames: undefined,
};

/** What is known of the certificate that is asked for: while one is pending, the outputs still show its predecessor. */
const expected = (certificate: Certificate) => {
  const asked = pulumi.all([pulumi.output(certificate.pending), certificate.publicKeySha256, certificate.issuedNames]);
  return {
    orderId: certificate.id,
    issuanceId: certificate.issuanceId,
    publicKeySha256: asked.apply(([pending, key]) => pending?.publicKeySha256 ?? (pending ? undefined : key)),
    names: asked.apply(([pending, , names]) => pending?.names ?? names),
  };
};

/**
 * The second half of a certificate whose domains have to be proven: has DigiCert look for the records that the program has
 * published, waits until the certificate is issued, and hands it out. The first half is a `Certificate` with
 * `waitForIssuance: false`, whose `dcvRecords` say what to publish.
 *
 * Use this resource's outputs, not the certificate's: they are there only once the certificate is.
 */
export class CertificateValidation extends DigicertResource {
  /** `issued`, or `pending` after a step that ended without the certificate. */
  declare readonly status: pulumi.Output<"issued" | "pending">;
  /** Of the certificate that was issued. */
  declare readonly certificateId: pulumi.Output<number>;
  /** Hexadecimal. */
  declare readonly serialNumber: pulumi.Output<string>;
  /** The certificate alone, PEM, LF. Proven to carry the key and the names that were asked for. */
  declare readonly certificatePem: pulumi.Output<string>;
  /** Its issuers, in order, without the root, PEM. */
  declare readonly chainPem: pulumi.Output<string>;
  /** ISO 8601, UTC. */
  declare readonly notBefore: pulumi.Output<string>;
  /** ISO 8601, UTC. */
  declare readonly notAfter: pulumi.Output<string>;
  /** After a step that ended without the certificate: the domains whose control is still to be proven. */
  declare readonly missingNames: pulumi.Output<string[] | null>;

  constructor(name: string, args: CertificateValidationArgs, opts?: pulumi.CustomResourceOptions) {
    const { certificate, ...given } = args;
    const which = certificate === undefined ? {} : expected(certificate);
    super("CertificateValidation", name, OUTPUTS, { ...given, ...which }, opts);
  }

  /** The certificate followed by its issuers, as servers want it. */
  get fullChainPem(): pulumi.Output<string> {
    return fullChain(this.certificatePem, this.chainPem);
  }
}
