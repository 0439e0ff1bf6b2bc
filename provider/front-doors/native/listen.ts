import { setImmediate as immediate } from "node:timers/promises";
import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { pulumiGrpc } from "../pulumi-grpc";
import { serviceError } from "./failures";

/*
 * The port that engines call. An engine waits for it, and ten seconds at most for the answer to its handshake, however busy the
 * machine is: what the other calls are answered with is loaded after these, while the engine goes on.
 */

/** What is answered beside the handshake. Of components, parameterized packages, listings and mappings there are none: the library says so. */
const CALLS = [
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
} & {
  /** Where the engine is, as it says in its handshake. */
  readonly spokenToAt: (address: string) => void;
};

/** As a service for a gRPC server. `load` is called at each call. */
const serviceOf = (load: () => Handlers): UntypedServiceImplementation => {
  let greeted: Promise<void> = Promise.resolve();
  const handshake: IResourceProviderServer["handshake"] = ({ request }, reply) => {
    // Secrets come open and are marked again by the engine, by their names; what is secret by itself is marked by us.
    reply(null, new (pulumiGrpc().providerMessages.ProviderHandshakeResponse)());
    const address = request.getEngineAddress();
    // What cannot be loaded is told by the next call.
    greeted = immediate()
      .then(() => load().spokenToAt(address))
      .catch(() => {});
  };
  const others = CALLS.map((call) => {
    const answer: handleUnaryCall<never, unknown> = async ({ request }, reply) => {
      try {
        await greeted;
        reply(null, await load()[call](request));
      } catch (error) {
        reply(serviceError(error), null);
      }
    };
    return [call, answer as handleUnaryCall<unknown, unknown>];
  });
  return { handshake, ...Object.fromEntries(others) };
};

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
