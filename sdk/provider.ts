import * as pulumi from "@pulumi/pulumi";
import type { Door } from "./door";

/** Which CertCentral account, and where. Absent settings come from the environment; the stack's configuration is not consulted. */
export interface ProviderArgs {
  /** CertCentral API key (Services API). Stored encrypted. Environment: `DIGICERT_API_KEY`. */
  readonly apiKey?: pulumi.Input<string> | undefined;
  /** Partner Subscriptions API key, a subaccount's. Stored encrypted. Environment: `DIGICERT_PARTNER_API_KEY`. */
  readonly partnerApiKey?: pulumi.Input<string> | undefined;
  /** `us` (default) or `eu`. Environment: `DIGICERT_REGION`. */
  readonly region?: pulumi.Input<"us" | "eu"> | undefined;
  /** Instead of the region's address; `https:`, or `http:` to this machine. Environment: `DIGICERT_BASE_URL`. */
  readonly baseUrl?: pulumi.Input<string> | undefined;
  /** Environment: `DIGICERT_PARTNER_BASE_URL`. */
  readonly partnerBaseUrl?: pulumi.Input<string> | undefined;
  /** This process's share of the key's 100 requests in 5 seconds, for a key that several runners use at once. */
  readonly requestsPer5Seconds?: pulumi.Input<number> | undefined;
  /** The same of 1000 requests in 3 minutes. */
  readonly requestsPer3Minutes?: pulumi.Input<number> | undefined;
  /** How many reissues and new credentials may be sent in one run, those of its other providers counted; `0`: none. Default: as many as it takes. */
  readonly maxReissues?: pulumi.Input<number> | undefined;
  /** How many revocations and cancellations may be sent in one run, counted in the same way; `0`: none. Default: as many as it takes. */
  readonly maxRevocations?: pulumi.Input<number> | undefined;
  /** The CertCentral user whose `apiKey` it has to be: nothing is sent with another one's, as a key of another account is. Default: anybody's. */
  readonly userId?: pulumi.Input<number> | undefined;
  /** With the native plugin: how many creates a preview looks at, over all providers; `0`: none. Default: 50. */
  readonly previewLooks?: pulumi.Input<number> | undefined;
}

const SECRETS: ReadonlySet<keyof ProviderArgs> = new Set(["apiKey", "partnerApiKey"]);

/** An account of its own, for programs that work with more than one: give it to resources as `{ provider }`. */
export class Provider extends pulumi.ProviderResource {
  protected static readonly door: Door = "dynamic";

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const given = Object.entries(args).filter(([, value]) => value !== undefined) as [
      keyof ProviderArgs,
      pulumi.Input<string | number>,
    ][];
    const { packageName, prefix } = PROVIDERS[new.target.door];
    const settings = given.map(([key, value]) => [
      `${prefix}${key}`,
      SECRETS.has(key) ? pulumi.secret(value) : pulumi.output(value).apply(String),
    ]);
    super(packageName, name, Object.fromEntries(settings), opts);
  }
}

/** Of which package Pulumi takes the provider to be, and what stands before its settings' names. */
const PROVIDERS = {
  dynamic: { packageName: "pulumi-nodejs", prefix: "digicert:" },
  native: { packageName: "digicert", prefix: "" },
} as const satisfies Record<Door, object>;
