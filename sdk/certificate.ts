import * as pulumi from "@pulumi/pulumi";
import type { CertificateOutputs } from "../provider/resources/certificate/state";
import type { Declared } from "./outputs";
import { DigicertResource, fullChain } from "./resource";

/**
 * What is wanted of a certificate. Every parameter of CertCentral's reissue call is here in camelCase
 * (https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html), and a few of our own.
 * What is left out has no opinion: the order's own value stays.
 */
export interface CertificateArgs {
  /** The CertCentral order that the certificate belongs to. Another order is another resource. */
  readonly orderId: pulumi.Input<number | string>;
  /** Certificate signing request or public key, PEM, in any spelling. Compared by its public key; a new key reissues. Default: the order's own. */
  readonly csr?: pulumi.Input<string> | undefined;
  /** Default: the order's own. */
  readonly commonName?: pulumi.Input<string> | undefined;
  /** The complete list of names, compared as a set; the common name may be repeated or not. Default: the order's own; so is `[]`. */
  readonly dnsNames?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Secure Email and client certificates. */
  readonly emails?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** `secure_email_sponsor` only; at most one, of at most 255 characters. */
  readonly userPrincipleName?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Secure Email: where the common name comes from (`email_address`, `given_name_surname`, `pseudonym`, …). */
  readonly commonNameIndicator?: pulumi.Input<string> | undefined;
  /** `secure_email_sponsor` only. */
  readonly individual?:
    | pulumi.Input<{
        /** As it is on the certificate. */
        firstName?: pulumi.Input<string> | undefined;
        /** As it is on the certificate. */
        lastName?: pulumi.Input<string> | undefined;
        /** Instead of a name. */
        pseudonym?: pulumi.Input<string> | undefined;
      }>
    | undefined;
  /** Secure Email. */
  readonly usageDesignation?:
    | pulumi.Input<{
        /** One of the primary uses that DigiCert's page on Secure Email orders lists. */
        primaryUsage?: pulumi.Input<string> | undefined;
        /** Of the certificate uses that the same page lists. */
        additionalUsages?: pulumi.Input<pulumi.Input<string>[]> | undefined;
      }>
    | undefined;
  /** Default: `false`. Only issuers with an RSA key honour it. */
  readonly isRsassaPss?: pulumi.Input<boolean> | undefined;
  /** Rides on the next reissue; never the cause of one. */
  readonly serverPlatformId?: pulumi.Input<number | string> | undefined;
  /** Days. Honoured only with a multi-year plan and an order of more than a year; capped by CertCentral. */
  readonly validityDays?: pulumi.Input<number> | undefined;
  /** `2026-06-09` or `09 JUN 2026`. Excludes `validityDays`. */
  readonly customExpirationDate?: pulumi.Input<string> | undefined;
  /** Default: the order's own, else `sha256`. */
  readonly signatureHash?: pulumi.Input<"sha256" | "sha384" | "sha512"> | undefined;
  /** As `server_auth_only_eku` (DigiCert's default) or `server_client_auth_eku`. */
  readonly profileOption?: pulumi.Input<string> | undefined;
  /** Id of the intermediate CA to issue from. Default: the account's. */
  readonly caCertId?: pulumi.Input<string> | undefined;
  /**
   * How control of the domains is proven at the next reissue; one that is pending keeps its method. `dcvRecords` tells what
   * to publish for the three token methods. For `http-token-dynamic` (OV and EV) only CertCentral's pages tell the file names,
   * and for `email` there is nothing to publish.
   */
  readonly dcvMethod?:
    | pulumi.Input<"email" | "dns-txt-token" | "dns-cname-token" | "http-token" | "http-token-dynamic">
    | undefined;
  /** For the administrator who reads the next reissue request. */
  readonly comments?: pulumi.Input<string> | undefined;
  /**
   * Default: `false`. Whether the next reissue skips the account's approval step. No comment survives then, nor the mark by
   * which the reissue of a step that was killed is known as this resource's: such a certificate counts as found.
   */
  readonly skipApproval?: pulumi.Input<boolean> | undefined;
  /** Default: the account's setting. */
  readonly certificateDcvScope?: pulumi.Input<"base_domain" | "fqdn"> | undefined;
  /** DV only. Default: `false`. */
  readonly useAuthKey?: pulumi.Input<boolean> | undefined;
  /** Code signing: `ship_token`, `client_app`, `email`. Default: the order's own. */
  readonly csProvisioningMethod?: pulumi.Input<string> | undefined;
  /** Code signing with `ship_token`. Default: the account's shipping address. */
  readonly shipInfo?:
    | pulumi.Input<{
        /** Of whoever receives it. */
        name: pulumi.Input<string>;
        /** Street and number. */
        addr1: pulumi.Input<string>;
        /** A second line, where one is needed. */
        addr2?: pulumi.Input<string> | undefined;
        /** The city. */
        city: pulumi.Input<string>;
        /** State or province. */
        state: pulumi.Input<string>;
        /** Postal code. */
        zip: pulumi.Input<string>;
        /** Two letters, ISO 3166. */
        country: pulumi.Input<string>;
        /** How fast it travels. */
        method: pulumi.Input<"STANDARD" | "EXPEDITED">;
      }>
    | undefined;
  /** Secure Email. */
  readonly subject?:
    | pulumi.Input<{
        /** Of the subject, not of the certificate. */
        serialNumber?: pulumi.Input<string> | undefined;
        /** `secure_email_sponsor`; at most 128 characters. */
        pseudonym?: pulumi.Input<string> | undefined;
        /** The subject's job title. */
        jobTitle?: pulumi.Input<string> | undefined;
        /** Whether the subject has `individual.pseudonym`. Default: `false`. */
        includePseudonym?: pulumi.Input<boolean> | undefined;
        /** Whether the subject has the first of `emails`. Default: `false`. */
        includeEmail?: pulumi.Input<boolean> | undefined;
        /** Whether the subject has given name and surname of `individual`. */
        includeGivenNameSurname?: pulumi.Input<boolean> | undefined;
      }>
    | undefined;
  /** Public TLS. Default: `false`. Keeps a duplicate beside the order's primary certificate instead of the primary. */
  readonly storeReissueAsDuplicate?: pulumi.Input<boolean> | undefined;

  /** The order's product (`ssl_basic`, …). Optional: with it, more mistakes are found before anything is sent. */
  readonly product?: pulumi.Input<string> | undefined;
  /** Reissue when fewer days are left. Default: a third of the certificate's life, at most 30. `0`: never. At most two thirds of the life count. */
  readonly minDaysRemaining?: pulumi.Input<number> | undefined;
  /** Any values of yours; a change of one reissues. */
  readonly triggers?: pulumi.Input<pulumi.Input<unknown>[] | Record<string, pulumi.Input<unknown>>> | undefined;
  /** Default: `false`. Removing a name makes DigiCert revoke every earlier certificate of the order within 72 hours. */
  readonly allowSanRemoval?: pulumi.Input<boolean> | undefined;
  /**
   * What an earlier stage has proven: the `spec` of its certificate, usually from a `StackReference`. A reissue is refused that
   * would change product, key type, signature hash, profile or issuer, as far as they are set here, into something else; renewal
   * and repair always pass, and a difference that stands is a warning. An output that turns out to have no value is refused.
   */
  readonly requires?: pulumi.Input<ProvenSpec> | undefined;
  /** Default: `adoptOrReissue`. `adoptOnly` fails instead of reissuing on create. */
  readonly onCreate?: pulumi.Input<"adoptOrReissue" | "adoptOnly"> | undefined;
  /**
   * Default: `reissue`. `report` only tells what is due or drifted (its end is near or past, revoked or reissued by others), as a
   * warning at each preview and `up`, and sends nothing for it. A changed input still reissues; what others reissued just as
   * wanted is still taken over.
   */
  readonly onDrift?: pulumi.Input<"reissue" | "report"> | undefined;
  /** Default: revoke what this resource had issued. `"revoke"` written out also takes one it only adopted; `revokeOrder` the whole order; `retain` nothing. */
  readonly onDelete?: pulumi.Input<"revoke" | "revokeOrder" | "retain"> | undefined;
  /** How delete revokes. */
  readonly revocation?:
    | pulumi.Input<{
        /** TLS only. Default: CertCentral's, `unspecified`. */
        reason?:
          | pulumi.Input<"unspecified" | "keyCompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation">
          | undefined;
        /** For the administrator who reads the request. */
        comments?: pulumi.Input<string> | undefined;
        /** Default: `false`. Needs an administrator's API key; without one a request is made instead. */
        skipApproval?: pulumi.Input<boolean> | undefined;
        /** Default: `false`. Waits for an administrator instead of ending with a warning. */
        awaitApproval?: pulumi.Input<boolean> | undefined;
      }>
    | undefined;
  /** Default: `true`. `false` ends with `status: "pending"` while the outputs still show the previous certificate. */
  readonly waitForIssuance?: pulumi.Input<boolean> | undefined;
  /** Seconds: `issuance` (default 600) for what DigiCert does alone, `approval` (default 0) for administrators. */
  readonly timeouts?:
    | pulumi.Input<{
        /** Seconds for what DigiCert does alone. Default: 600. */
        issuance?: pulumi.Input<number> | undefined;
        /** Seconds for administrators. Default: 0, nobody waits for them. */
        approval?: pulumi.Input<number> | undefined;
      }>
    | undefined;
  /** What becomes of certificates that this resource had issued and replaced. Default: they live until they expire. `afterHours` defaults to 24; the preview shows a revocation that is due. */
  readonly superseded?:
    | pulumi.Input<{
        /** `keep` (default) or `revoke`. */
        action?: pulumi.Input<"keep" | "revoke"> | undefined;
        /** Hours after which it is revoked. Default: 24. */
        afterHours?: pulumi.Input<number> | undefined;
      }>
    | undefined;
}

/**
 * What a certificate was proven to be: plain JSON without a secret, to pass from one stage to the next. From the certificate itself;
 * what that cannot tell, from what it was asked for with; `null` where neither tells.
 */
export interface ProvenSpec {
  /** Of this form. */
  readonly version: 1;
  /** The order's product: `ssl_basic`, … */
  readonly product: string | null;
  /** `P-256`, `RSA-2048`, … */
  readonly keyType: string | null;
  /** `sha256`, … */
  readonly signatureHash: string | null;
  /** As `profileOption` has it. */
  readonly profile: string | null;
  /** The issuer's common name; its id where `caCertId` asked for it. */
  readonly issuer: {
    /** Its common name. */
    readonly name: string | null;
    /** Its id at CertCentral. */
    readonly caCertId: string | null;
  } | null;
  /** ISO 8601, UTC. From then on it proves nothing. */
  readonly notAfter: string;
  /** ISO 8601, UTC. */
  readonly provenAt: string;
}

/** A record that proves control of a domain, where DigiCert looks for it. */
export interface DcvRecord {
  /** The domain whose control it proves. */
  readonly domain: string;
  /** `TXT`, `CNAME`, or `HTTP` for a file. */
  readonly type: "TXT" | "CNAME" | "HTTP";
  /** The record's host name; for `HTTP` the address of a file. */
  readonly name: string;
  /** The record's value; for `HTTP` the file's text. */
  readonly value: string;
}

/** A certificate that this resource had issued and later replaced, and that is not known to be dead. */
export interface SupersededCertificate {
  /** CertCentral's id. */
  readonly certificateId: number;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  /** ISO 8601, UTC. */
  readonly notAfter?: string;
  /** ISO 8601, UTC. */
  readonly supersededAt: string;
  /** Of the request to revoke it that waits for an administrator. */
  readonly requestId?: number;
  /** The resource that might have come to keep it when it was due: it is waited for once. */
  readonly deferredFor?: string;
  /** Why it was not revoked, in words: how that request ended, or who may keep it. It is not tried again. */
  readonly notRevoked?: string;
}

/** An issuance that was asked for and is not finished. */
export interface PendingIssuance {
  /** Whose turn it is: an administrator's (`approval`), whoever proves the domains' (`validation`) or fetches a token's certificate (`pickup`), DigiCert's (`issuing`), Pulumi's (`issued`: a refresh saw it finished, and the next `pulumi up` takes it); `unknown` after a lost answer. */
  readonly phase: "unknown" | "approval" | "validation" | "pickup" | "issuing" | "issued";
  /** ISO 8601, UTC. */
  readonly since: string;
  /** CertCentral's requests for it. */
  readonly requestIds: number[];
  /** The one that will come of it, where CertCentral tells. */
  readonly certificateId?: number;
  /** The names that it is asked for with. */
  readonly names: string[];
  /** The common name that it is asked for with. */
  readonly commonName?: string;
  /** SHA-256 of the SubjectPublicKeyInfo that it is asked for with, hexadecimal. */
  readonly publicKeySha256?: string;
  /** `P-256`, `RSA-2048`, … */
  readonly keyType?: string;
  /** The hash that it is asked for with: `sha256`, … */
  readonly signatureHash?: string;
}

/** A request for a reissue that somebody rejected. It is not sent again until inputs change. */
export interface RejectedReissue {
  /** CertCentral's request. */
  readonly requestId?: number;
  /** Who rejected it and why, as far as CertCentral tells. */
  readonly sentence: string;
}

/** The order's current certificate, where it is not the one that this resource keeps. */
export interface ReplacingCertificate {
  /** CertCentral's id. */
  readonly certificateId?: number;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  /** Its common name. */
  readonly commonName?: string;
  /** Its names, as far as CertCentral shows them. */
  readonly names: string[];
  /** SHA-256 of its SubjectPublicKeyInfo, hexadecimal. */
  readonly publicKeySha256?: string;
  /** `P-256`, `RSA-2048`, … */
  readonly keyType?: string;
  /** `sha256`, … */
  readonly signatureHash?: string;
  /** Its last day, `yyyy-MM-dd`. */
  readonly validTill?: string;
}

const OUTPUTS: Declared<Certificate, CertificateOutputs, "fullChainPem"> = {
  certificateId: undefined,
  serialNumber: undefined,
  status: undefined,
  certificatePem: undefined,
  chainPem: undefined,
  notBefore: undefined,
  notAfter: undefined,
  issuedCommonName: undefined,
  issuedNames: undefined,
  publicKeySha256: undefined,
  keyType: undefined,
  issuedSignatureHash: undefined,
  spec: undefined,
  origin: undefined,
  issuanceId: undefined,
  orderValidTill: undefined,
  orderStatus: undefined,
  renewedOrderId: undefined,
  dcvRandomValue: undefined,
  dcvRecords: undefined,
  pending: undefined,
  rejection: undefined,
  replacedBy: undefined,
  supersededCertificates: undefined,
};

/**
 * A certificate of a CertCentral order, kept as it should be: adopted if it already is what is wanted, else reissued;
 * reissued in place when key, names or hash change or its end comes near; revoked in the end if this resource had it issued.
 * Its id is the order's id and never changes.
 */
export class Certificate extends DigicertResource {
  /** Of the certificate that the outputs show. */
  declare readonly certificateId: pulumi.Output<number>;
  /** Hexadecimal. */
  declare readonly serialNumber: pulumi.Output<string>;
  /** `issued`, `pending`, `revoked`, `expired`, or another word of CertCentral's. */
  declare readonly status: pulumi.Output<string>;
  /** The certificate alone, PEM, LF. Proven to carry the CSR's key. */
  declare readonly certificatePem: pulumi.Output<string>;
  /** Its issuers, in order, without the root, PEM. */
  declare readonly chainPem: pulumi.Output<string>;
  /** ISO 8601, UTC. */
  declare readonly notBefore: pulumi.Output<string>;
  /** ISO 8601, UTC. */
  declare readonly notAfter: pulumi.Output<string>;
  /** The certificate's common name. */
  declare readonly issuedCommonName: pulumi.Output<string | null>;
  /** The names on the certificate, in lower case and A-labels, sorted. */
  declare readonly issuedNames: pulumi.Output<string[]>;
  /** SHA-256 of the certificate's SubjectPublicKeyInfo, hexadecimal. */
  declare readonly publicKeySha256: pulumi.Output<string>;
  /** `P-256`, `RSA-2048`, … */
  declare readonly keyType: pulumi.Output<string>;
  /** The hash in the certificate's signature: `sha256`, … */
  declare readonly issuedSignatureHash: pulumi.Output<string | null>;
  /** What the certificate was proven to be, for a later stage's `requires`. That of the certificate before, while a reissue is pending. */
  declare readonly spec: pulumi.Output<ProvenSpec>;
  /** Whether this resource had the certificate `issued` or found and `adopted` it. */
  declare readonly origin: pulumi.Output<"issued" | "adopted">;
  /** Changes with each reissue, from the moment it is asked for, and says which certificate is to come of it. A text to pass on, not to take apart. */
  declare readonly issuanceId: pulumi.Output<string>;
  /** The end of the order's paid coverage, `yyyy-MM-dd`. */
  declare readonly orderValidTill: pulumi.Output<string | null>;
  /** The order's own status when it was last looked at: `issued`, `revoked`, `expired`, `canceled`, or another word of CertCentral's. */
  declare readonly orderStatus: pulumi.Output<string | null>;
  /** The order that renewed this one, where somebody renewed it: set `orderId` to it. */
  declare readonly renewedOrderId: pulumi.Output<number | null>;
  /** The random value that control of the domains is to be proven with, at the last reissue that asked for a proof. */
  declare readonly dcvRandomValue: pulumi.Output<string | null>;
  /**
   * What to publish for it, one record a domain: of the domains that CertCentral asks for, which may be the base domains of
   * the names. An empty list when nothing had to be proven, or when the method needs no random value.
   */
  declare readonly dcvRecords: pulumi.Output<DcvRecord[]>;
  /** What is under way, while the other outputs still show the certificate before it. */
  declare readonly pending: pulumi.Output<PendingIssuance | null>;
  /** The last request, where somebody rejected it. */
  declare readonly rejection: pulumi.Output<RejectedReissue | null>;
  /** The order's current certificate, where it is not the one that the outputs show. */
  declare readonly replacedBy: pulumi.Output<ReplacingCertificate | null>;
  /**
   * Certificates that this resource had issued and replaced: each until it expires, is revoked by this resource, or is seen
   * revoked. One that DigiCert revokes itself, after a name was removed, may still be listed.
   */
  declare readonly supersededCertificates: pulumi.Output<SupersededCertificate[]>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.CustomResourceOptions) {
    super("Certificate", name, OUTPUTS, { ...args, ...required(args) }, opts);
    // It is not stored beside a certificate that carries its key, and then Pulumi's SDK knows it in no preview.
    // The output is made when somebody asks for it, for each of them makes every preview slower.
    if (args.csr !== undefined)
      Object.defineProperty(this, "csr", { enumerable: true, get: () => this.urn.apply(() => args.csr) });
  }

  /** The certificate followed by its issuers, as servers want it. Put together here, so that nothing is stored twice. */
  get fullChainPem(): pulumi.Output<string> {
    return fullChain(this.certificatePem, this.chainPem);
  }
}

/** An output without a value would not reach the provider, and nothing would be guarded: an empty object does, and is refused. */
const required = ({ requires }: CertificateArgs): { readonly requires?: pulumi.Output<object> } =>
  requires === undefined ? {} : { requires: pulumi.output(requires).apply((spec) => spec ?? {}) };
