import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { pulumiGrpc } from "../pulumi-grpc";
import { serviceError } from "./failures";

/*
 * The port that engines call. An engine waits for it, so what the calls are answered with is loaded later.
 */

/** What is answered. Of components, parameterized packages, listings and mappings there are none: the library says so. */
const CALLS = [
  "handshake",
  "attach",
  "getPluginInfo",
  "getSchema",
  "checkConfig",
  "diffConfig",
  "configure",
  "check",
  "diff",
  "create",
  "update",
  "read",
  "delete",
  "invoke",
  "cancel",
] as const;

export type Handlers = {
  readonly [Name in (typeof CALLS)[number]]: IResourceProviderServer[Name] extends handleUnaryCall<
    infer Request,
    infer Response
  >
    ? (request: Request) => Promise<Response>
    : never;
};

/** As a service for a gRPC server. `load` is called at each call. */
const serviceOf = (load: () => Handlers): UntypedServiceImplementation =>
  Object.fromEntries(
    CALLS.map((call) => {
      const answer: handleUnaryCall<never, unknown> = async ({ request }, reply) => {
        try {
          reply(null, await load()[call](request));
        } catch (error) {
          reply(serviceError(error), null);
        }
      };
      return [call, answer as handleUnaryCall<unknown, unknown>];
    }),
  );

/** Listens on this machine alone; resolves with the port. */
export const listen = (load: () => Handlers): Promise<{ readonly port: number; readonly close: () => void }> => {
  const { grpc, providerServices } = pulumiGrpc();
  // A state of a thousand certificates is no single message; one with a long chain and a great CSR may be of some size.
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MOST_BYTES,
    "grpc.max_send_message_length": MOST_BYTES,
  });
  server.addService(providerServices.ResourceProviderService, serviceOf(load));
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve({ port, close: () => server.forceShutdown() }) : reject(error),
    ),
  );
};

/** As Pulumi's own hosts allow. */
const MOST_BYTES = 400 * 1024 * 1024;
