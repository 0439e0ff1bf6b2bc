import { lines } from "../contract/text/foreign-text";
import { pulumiGrpc } from "./pulumi-grpc";

export type Severity = "debug" | "info" | "warn";

/** The engine that started this process, as far as we speak to it. */
export interface Engine {
  readonly log: (line: {
    /** `debug` is shown with `--debug` only. */
    readonly severity: Severity;
    readonly text: string;
    readonly urn: string;
    readonly ephemeral: boolean;
  }) => Promise<void>;
  /** Rejects when the engine does not answer: the CLI was killed, and this process lives on. */
  readonly ping: () => Promise<void>;
}

/** Without an engine (tests, or a host that was given no address) nothing is said and nobody has to answer. */
export const noEngine: Engine = { log: async () => {}, ping: async () => {} };

const PING_TIMEOUT_MS = 5_000;

/** A client for the engine at `address`, which a provider process is given as its last argument. */
export const engineAt = (address: string): Engine => {
  // Made when there is something to say: most previews say nothing.
  let connected: ReturnType<typeof clientAt> | undefined;
  const connection = (): ReturnType<typeof clientAt> => {
    connected ??= clientAt(address);
    return connected;
  };
  return {
    log: ({ severity, text, urn, ephemeral }) =>
      new Promise((resolve) => {
        const { client, messages } = connection();
        const request = new messages.LogRequest();
        const { DEBUG, INFO, WARNING } = messages.LogSeverity;
        request.setSeverity({ debug: DEBUG, info: INFO, warn: WARNING }[severity]);
        request.setMessage(lines(text));
        request.setUrn(urn);
        request.setEphemeral(ephemeral);
        // Words that cannot be delivered must not stop the work.
        client.log(request, () => resolve());
      }),
    ping: () =>
      new Promise((resolve, reject) => {
        const { client, grpc, messages } = connection();
        const deadline = new Date(Date.now() + PING_TIMEOUT_MS);
        client.getRootResource(new messages.GetRootResourceRequest(), new grpc.Metadata(), { deadline }, (error) =>
          error === null
            ? resolve()
            : reject(new Error("the Pulumi engine does not answer any more: nothing was sent")),
        );
      }),
  };
};

const clientAt = (address: string) => {
  const { grpc, engineServices, engineMessages: messages } = pulumiGrpc();
  return { grpc, messages, client: new engineServices.EngineClient(address, grpc.credentials.createInsecure()) };
};

const ADDRESS = /^[\w.[\]:-]+:\d+$/;

/** The engine's address as a provider process is given it, or `undefined` outside of one. */
export const engineAddress = (argv: readonly string[]): string | undefined => {
  const last = argv.at(-1);
  return last !== undefined && ADDRESS.test(last) ? last : undefined;
};
