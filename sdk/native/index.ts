import * as pulumi from "@pulumi/pulumi";
import type { Door } from "../door";
import * as dynamic from "../index";

/*
 * The same classes on the native plugin: a program that imports them from `pulumi-digicert/native` instead of `pulumi-digicert`
 * takes over what it has, as it is.
 */

export type {
  AcmeCredential,
  AcmeCredentialsArgs,
  CertificateArgs,
  CertificateValidationArgs,
  DcvRecord,
  GetOrderArgs,
  GetOrderResult,
  GetOrdersArgs,
  GetOrdersResult,
  OrderCertificate,
  OrderSummary,
  PendingIssuance,
  PreviousAcmeCredential,
  ProviderArgs,
  RejectedReissue,
  ReplacingCertificate,
  RevocationArgs,
  SupersededCertificate,
} from "../index";
export { getOrder, getOrderOutput, getOrders, getOrdersOutput } from "./functions";

const NATIVE: Door = "native";

/** An account of its own, for programs that work with more than one: give it to resources as `{ provider }`. */
export class Provider extends dynamic.Provider {
  protected static override readonly door = NATIVE;
}

/** A certificate of a CertCentral order, kept as it should be. Its id is the order's id and never changes. */
export class Certificate extends dynamic.Certificate {
  protected static override readonly door = NATIVE;

  /** The certificate that an order holds, read at each run and never touched. `id`: the order's. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Certificate {
    return new Certificate(name, { orderId: pulumi.output(id).apply(String) }, { ...opts, id });
  }
}

/** The second half of a certificate whose domains have to be proven: it hands the certificate out once it is issued. */
export class CertificateValidation extends dynamic.CertificateValidation {
  protected static override readonly door = NATIVE;
}

/** The revocation of one certificate, or of an order with all its certificates. */
export class Revocation extends dynamic.Revocation {
  protected static override readonly door = NATIVE;
}

/** A pair of External Account Binding credentials of an ACME contract. */
export class AcmeCredentials extends dynamic.AcmeCredentials {
  protected static override readonly door = NATIVE;
}
