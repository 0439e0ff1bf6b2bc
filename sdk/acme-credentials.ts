import * as pulumi from "@pulumi/pulumi";
import type { AcmeCredentialsOutputs } from "../provider/resources/acme-credentials/state";
import type { Declared } from "./outputs";
import { DigicertResource } from "./resource";

/** What is wanted of the External Account Binding credentials of an ACME contract. */
export interface AcmeCredentialsArgs {
  /** The ACME contract (Partner Subscriptions API). Several resources may each keep a pair of one contract. Another contract is another resource. */
  readonly acmeContractId: pulumi.Input<number | string>;
  /**
   * Default: `false`, unlike DigiCert's own. `true` REVOKES EVERY CREDENTIAL that the contract has when this resource is created, once
   * there is the new pair: whoever uses one gets no more certificates, at once. Spared are pairs of other resources of the program. Counts for
   * the first pair only, never for a rotation; and not at all when something of the contract had been revoked before, for the resource may
   * then be a renamed or replaced one: a warning names who stays active, for `revokeCredentialIds`.
   */
  readonly revokeExisting?: pulumi.Input<boolean> | undefined;
  /** Any values of yours; a change of one makes a new pair. The previous one stays active (see `superseded`). */
  readonly triggers?: pulumi.Input<pulumi.Input<unknown>[] | Record<string, pulumi.Input<unknown>>> | undefined;
  /** Days, at least 1. The first `pulumi up` after so many days makes a new pair. Default: never. */
  readonly rotateAfterDays?: pulumi.Input<number> | undefined;
  /**
   * What becomes of a pair that was replaced. `action` defaults to `keep`: it stays active until this resource is deleted. `revoke`: the first
   * `pulumi up` that begins `afterHours` (default 24, at most 87600) or more after the replacement revokes it, by its id, if the pair that took its place is still active.
   */
  readonly superseded?:
    | pulumi.Input<{
        /** `keep` (default) or `revoke`. */
        action?: pulumi.Input<"keep" | "revoke"> | undefined;
        /** Hours after which it is revoked. Default: 24. */
        afterHours?: pulumi.Input<number> | undefined;
      }>
    | undefined;
  /** Ids of credentials of this contract to be revoked, whoever made them; as `orphanCandidates` shows them. */
  readonly revokeCredentialIds?: pulumi.Input<pulumi.Input<number | string>[]> | undefined;
}

/** A credential, as the contract's list shows it. */
export interface AcmeCredential {
  /** Its id in the contract. */
  readonly credentialId: number;
  /** A few characters of the key id. */
  readonly kidHint?: string;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
}

/** A pair that this resource had made and replaced, while it is still active. */
export interface PreviousAcmeCredential extends AcmeCredential {
  /** ISO 8601, UTC. */
  readonly replacedAt: string;
}

const OUTPUTS: Declared<AcmeCredentials, AcmeCredentialsOutputs, "keyId" | "hmacBase64"> = {
  status: undefined,
  directoryUrl: undefined,
  kid: undefined,
  hmacKey: undefined,
  validTill: undefined,
  createdAt: undefined,
  credentialId: undefined,
  previousCredentials: undefined,
  orphanCandidates: undefined,
  pendingRevocations: undefined,
  sparedCredentials: undefined,
};

/**
 * A pair of External Account Binding credentials, with which ACME clients (certbot, lego, cert-manager, …) get certificates under
 * an ACME contract: made once, rotated with an overlap, and revoked in the end, this pair alone. DigiCert shows its secret
 * once; it is kept encrypted in the stack's state. Its id is the contract's id.
 */
export class AcmeCredentials extends DigicertResource {
  /** `active`, `revoked`, `missing` (no longer listed), or another word of DigiCert's. */
  declare readonly status: pulumi.Output<string>;
  /** The ACME server. */
  declare readonly directoryUrl: pulumi.Output<string>;
  /** Secret. */
  declare readonly kid: pulumi.Output<string>;
  /** Secret, as DigiCert wrote it; clients want `hmacBase64`. */
  declare readonly hmacKey: pulumi.Output<string>;
  /** The end of the contract (not of the pair), ISO 8601, UTC. */
  declare readonly validTill: pulumi.Output<string | null>;
  /** When the pair was made, ISO 8601, UTC. */
  declare readonly createdAt: pulumi.Output<string>;
  /** `null` when the contract's list did not tell which entry is this pair: it is then never revoked. */
  declare readonly credentialId: pulumi.Output<number | null>;
  /** Pairs of this resource that were replaced and are still active. */
  declare readonly previousCredentials: pulumi.Output<PreviousAcmeCredential[]>;
  /** Credentials that appeared while an answer of DigiCert's was lost: one may be a pair whose secret nobody has. */
  declare readonly orphanCandidates: pulumi.Output<AcmeCredential[]>;
  /** Ids of credentials that `revokeExisting` asked for and that are not revoked yet. */
  declare readonly pendingRevocations: pulumi.Output<number[]>;
  /** Credentials that `revokeExisting` left active, for it was not certain that this is the resource's first pair. */
  declare readonly sparedCredentials: pulumi.Output<AcmeCredential[]>;

  constructor(name: string, args: AcmeCredentialsArgs, opts?: pulumi.CustomResourceOptions) {
    const secret = { additionalSecretOutputs: ["kid", "hmacKey"] };
    super("AcmeCredentials", name, OUTPUTS, args, pulumi.mergeOptions(secret, opts));
  }

  /** `kid` by the name that ACME clients have for it: EAB key id. Secret. */
  get keyId(): pulumi.Output<string> {
    return this.kid;
  }

  /** `hmacKey` as ACME clients want it: base64url without padding (RFC 8555 §7.3.4, RFC 7515 §2). Secret. */
  get hmacBase64(): pulumi.Output<string> {
    return this.hmacKey.apply((key) => key.trim().replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""));
  }
}
