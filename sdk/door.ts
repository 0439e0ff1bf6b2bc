import * as pulumi from "@pulumi/pulumi";
import type { Kind as KindOfProvider } from "../provider/front-doors/dynamic";
import { notInstalled, programFolders } from "./installed";
import type { Kind } from "./kind";
import { shell } from "./shell";

/**
 * How Pulumi is to reach the provider. `dynamic`: through the process that it starts for programs' own resources; `native`: through the
 * plugin `digicert`.
 */
export type Door = "dynamic" | "native";

interface Way {
  readonly type: (kind: Kind) => string;
  /** What a bag carries besides what the user has said. */
  readonly hidden: (kind: Kind, urn: pulumi.Input<string>) => object;
  /** Why a resource cannot be registered so, and what to do. */
  readonly refusal: (kind: Kind, opts: pulumi.CustomResourceOptions) => string | undefined;
  readonly options: (
    kind: Kind,
    opts: pulumi.CustomResourceOptions | undefined,
  ) => pulumi.CustomResourceOptions | undefined;
}

const dynamicType = (kind: Kind): string => `pulumi-nodejs:dynamic/digicert:${kind}`;

/** What the two ways have different. */
export const WAYS: Readonly<Record<Door, Way>> = {
  dynamic: {
    type: dynamicType,
    // The output `__urn` says which instance of it.
    hidden: (kind, urn) => ({ __provider: shell(kind), __urn: urn }),
    // Pulumi cannot read a dynamic resource that it has not made: it would fail with a TypeError from within.
    refusal: (kind, opts) => {
      if (opts.import !== undefined) return `${kind}: resources of pulumi-digicert cannot be imported; ${HOW[kind]}`;
      if (opts.id !== undefined) return `${kind}: resources of pulumi-digicert cannot be looked up by id; ${HOW[kind]}`;
      return pulumi.runtime.getEngine() === undefined ? undefined : notInstalled(programFolders());
    },
    options: (_, opts) => opts,
  },
  native: {
    type: (kind) => `digicert:index:${kind}`,
    // Whose instance it is.
    hidden: () => ({ internal: undefined }),
    refusal: () => undefined,
    // What the dynamic way has made is taken over as it is.
    options: (kind, opts) => pulumi.mergeOptions(opts, { aliases: [{ type: dynamicType(kind) }] }),
  },
};

/** What to do instead of an import or a look-up, where there is none. */
const HOW: Readonly<Record<Kind, string>> = {
  Certificate:
    'leave out `import` and `id`: create adopts the order\'s certificate, and with onCreate: "adoptOnly" never reissues',
  CertificateValidation: "leave out `import` and `id`: what is issued already is found by orderId and issuanceId",
  Revocation: "leave out `import` and `id`: what is revoked already is found by its inputs, and counts as done",
  AcmeCredentials:
    "leave out `import` and `id`: a pair's secret is shown once, so a new one is made; to use one from another stack, take a StackReference",
} satisfies Record<KindOfProvider, string>;
