import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as EngineServices from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as PluginMessages from "@pulumi/pulumi/proto/plugin_pb";
import type * as ProviderServices from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb";
import type * as StatusMessages from "@pulumi/pulumi/proto/status_pb";
import type * as Any from "google-protobuf/google/protobuf/any_pb";
import type * as Empty from "google-protobuf/google/protobuf/empty_pb";
import type * as Struct from "google-protobuf/google/protobuf/struct_pb";

/** What is spoken with an engine: the gRPC library, and Pulumi's messages. */
export interface PulumiGrpc {
  readonly grpc: typeof Grpc;
  readonly engineServices: typeof EngineServices;
  readonly engineMessages: typeof EngineMessages;
  readonly pluginMessages: typeof PluginMessages;
  readonly providerServices: typeof ProviderServices;
  readonly providerMessages: typeof ProviderMessages;
  readonly statusMessages: typeof StatusMessages;
  readonly any: typeof Any;
  readonly empty: typeof Empty;
  readonly struct: typeof Struct;
}

let loaded: PulumiGrpc | undefined;

/**
 * Pulumi's own copies, taken from where Pulumi takes them: credentials and messages that another copy has made are refused, and a
 * package manager that keeps packages apart shows only Pulumi its own. Loaded when first asked for. The bundled plugin has these
 * packages inside (scripts/plugin/bundle.ts puts its own file in the place of this one).
 */
export const pulumiGrpc = (): PulumiGrpc => {
  loaded ??= load(createRequire(require.resolve("@pulumi/pulumi/package.json")));
  return loaded;
};

const load = (ofPulumi: NodeJS.Require): PulumiGrpc => ({
  grpc: ofPulumi("@grpc/grpc-js"),
  engineServices: ofPulumi("./proto/engine_grpc_pb"),
  engineMessages: ofPulumi("./proto/engine_pb"),
  pluginMessages: ofPulumi("./proto/plugin_pb"),
  providerServices: ofPulumi("./proto/provider_grpc_pb"),
  providerMessages: ofPulumi("./proto/provider_pb"),
  statusMessages: ofPulumi("./proto/status_pb"),
  any: ofPulumi("google-protobuf/google/protobuf/any_pb"),
  empty: ofPulumi("google-protobuf/google/protobuf/empty_pb"),
  struct: ofPulumi("google-protobuf/google/protobuf/struct_pb"),
});
