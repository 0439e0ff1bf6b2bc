import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type * as Grpc from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb";
import type { Dispatcher } from "undici";
import { connect, RateLimiters } from "../../provider/certcentral";
import { present } from "../../provider/contract/present";
import { Allowance } from "../../provider/front-doors/claims/allowance";
import { Claims } from "../../provider/front-doors/claims/claims";
import { listen } from "../../provider/front-doors/native/listen";
import { handlersFor } from "../../provider/front-doors/native/server";
import { plainOf, structOf } from "../../provider/front-doors/native/wire";
import { pulumiGrpc } from "../../provider/front-doors/pulumi-grpc";
import type { Surroundings, surroundingsAt } from "../../provider/front-doors/surroundings";
import type { Simulator } from "../simulator/src";

/*
 * The native plugin's server in this process, or the plugin as a process, with the simulator at its other end, called as an engine
 * calls it: over gRPC.
 */

export type Bag = Record<string, unknown>;

/** A call that failed, as the engine sees it: with what was saved, if it failed half-way. */
export class CallFailed extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly half: { readonly id: string; readonly properties: Bag; readonly inputs: Bag } | undefined,
  ) {
    super(message);
  }
}

export const urnOf = (kind: string, name = "web"): string => `urn:pulumi:test::host::digicert:index:${kind}::${name}`;

interface Options {
  readonly kind?: string;
  readonly config?: Bag;
  /** Called at each wait. */
  readonly onSleep?: () => void | Promise<void>;
  /** What carries its requests; sockets, where there is none. */
  readonly dispatcher?: Dispatcher;
  /** What it works in; of this test's making where there is none. */
  readonly surroundingsAt?: typeof surroundingsAt;
  /** Where the engine is, as the process is told when it starts; it is not told under `PULUMI_DEBUG_PROVIDERS`. */
  readonly address?: string | undefined;
  /** A process of its own, as engines start one, instead of a server in this one. */
  readonly executable?: string;
  /** Of that process. */
  readonly env?: Readonly<Record<string, string>>;
}

type Request = Record<string, (value: unknown) => void>;

/** The plugin of one engine operation. */
export class Native {
  /** What people were told: `info: …`, `progress: …`. */
  readonly lines: string[] = [];
  /** The engines that surroundings were made for. */
  readonly addresses: (string | undefined)[] = [];
  readonly #kind: string;
  #client: Grpc.Client | undefined;
  #handlers: ReturnType<typeof handlersFor> | undefined;
  #close = (): void => {};

  private constructor(
    readonly sim: Simulator,
    readonly clock: { now: number },
    readonly options: Options,
  ) {
    this.#kind = options.kind ?? "Certificate";
  }

  static async start(sim: Simulator, clock: { now: number }, options: Options = {}): Promise<Native> {
    const native = new Native(sim, clock, options);
    const port = options.executable === undefined ? await native.#listen() : await native.#spawn(options.executable);
    const { grpc, providerServices } = pulumiGrpc();
    native.#client = new providerServices.ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
    await native.call("handshake", "ProviderHandshakeRequest", {});
    await native.configure(
      options.config ?? {
        apiKey: sim.apiKey,
        baseUrl: sim.baseUrl,
        partnerApiKey: sim.partnerApiKey,
        partnerBaseUrl: sim.partnerBaseUrl,
      },
    );
    return native;
  }

  async #spawn(executable: string): Promise<string> {
    const { address, env = {} } = this.options;
    const child = spawn(process.execPath, [executable, ...(address === undefined ? [] : [address])], {
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#close = () => child.kill("SIGKILL");
    return new Promise((done, fail) => {
      createInterface({ input: child.stdout }).once("line", done);
      child.once("exit", (code) => fail(new Error(`the plugin ended with ${code}`)));
    });
  }

  async #listen(): Promise<number> {
    const rateLimiters = new RateLimiters();
    const ofThisTest = (address: string | undefined): Surroundings => ({
      claims: claimsOf(this.addresses, address),
      allowance: new Allowance(),
      engine: {
        log: async ({ severity, text, ephemeral }) => {
          if (severity !== "debug") this.lines.push(`${ephemeral ? "progress" : severity}: ${text}`);
        },
        ping: async () => {},
      },
      env: {},
      connect: ({ account }) => connect(account, present({ rateLimiters, dispatcher: this.options.dispatcher })),
      now: () => new Date(this.clock.now),
      sleep: async (ms, signal) => {
        await this.options.onSleep?.();
        signal?.throwIfAborted();
        this.clock.now += ms;
      },
    });
    const handlers = handlersFor(
      this.options.surroundingsAt ?? ofThisTest,
      "address" in this.options ? this.options.address : "127.0.0.1:1",
    );
    this.#handlers = handlers;
    const { port, close } = await listen(() => handlers);
    this.#close = close;
    return port;
  }

  stop(): void {
    this.#client?.close();
    this.#close();
  }

  /** Plain values that are bags become Structs, as the setters want them. */
  call<Answer>(method: string, message: keyof typeof Messages, fields: Bag): Promise<Answer> {
    const request = new (pulumiGrpc().providerMessages[message] as unknown as new () => Request)();
    for (const [field, value] of Object.entries(fields))
      request[`set${field}`]?.(
        typeof value === "object" && value !== null && !Array.isArray(value) ? structOf(value as Bag) : value,
      );
    return this.send(method, request);
  }

  send<Answer>(method: string, request: unknown): Promise<Answer> {
    const call = (this.#client as unknown as Record<string, Unary<Answer>>)[method];
    return new Promise((done, fail) =>
      call?.call(this.#client, request, (error, answer) => (error === null ? done(answer) : fail(failureOf(error)))),
    );
  }

  configure = (args: Bag) => this.call<Messages.ConfigureResponse>("configure", "ConfigureRequest", { Args: args });

  async checkConfig(news: Bag): Promise<string[]> {
    const answer = await this.#checkedConfig(news);
    return answer.getFailuresList().map((failure) => failure.getReason());
  }

  /** What the engine keeps of a configuration. */
  async keptConfig(news: Bag): Promise<Bag> {
    return plainOf((await this.#checkedConfig(news)).getInputs());
  }

  #checkedConfig = (news: Bag) => this.call<Messages.CheckResponse>("checkConfig", "CheckRequest", { News: news });

  async check(news: Bag, olds: Bag = {}): Promise<{ inputs: Bag; failures: string[] }> {
    const fields = { Urn: urnOf(this.#kind), Olds: olds, News: news };
    const answer = await this.call<Messages.CheckResponse>("check", "CheckRequest", fields);
    expect(answer.getFailuresList().map((failure) => failure.getProperty())).not.toContainEqual(
      expect.stringMatching(/./),
    );
    return { inputs: plainOf(answer.getInputs()), failures: answer.getFailuresList().map((f) => f.getReason()) };
  }

  async diff(olds: Bag, oldInputs: Bag, news: Bag) {
    const fields = { Id: "118", Urn: urnOf(this.#kind), Olds: olds, OldInputs: oldInputs, News: news };
    const answer = await this.call<Messages.DiffResponse>("diff", "DiffRequest", fields);
    const { Kind } = pulumiGrpc().providerMessages.PropertyDiff;
    const named = Object.fromEntries(Object.entries(Kind).map(([name, kind]) => [kind, name]));
    const detailed: Record<string, string> = {};
    answer.getDetaileddiffMap().forEach((diff, path) => {
      detailed[path] = `${named[diff.getKind()]}${diff.getInputdiff() ? " of an input" : ""}`;
    });
    return {
      changes: answer.getChanges() === pulumiGrpc().providerMessages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: answer.getReplacesList(),
      stables: answer.getStablesList(),
      detailed,
      hasDetailed: answer.getHasdetaileddiff(),
    };
  }

  async create(inputs: Bag, more: Bag = {}): Promise<{ id: string; outputs: Bag }> {
    const fields = { Urn: urnOf(this.#kind), Properties: inputs, ...more };
    const answer = await this.call<Messages.CreateResponse>("create", "CreateRequest", fields);
    return { id: answer.getId(), outputs: plainOf(answer.getProperties()) };
  }

  async update(olds: Bag, news: Bag, more: Bag = {}): Promise<Bag> {
    const fields = { Id: "118", Urn: urnOf(this.#kind), Olds: olds, News: news, ...more };
    return plainOf((await this.call<Messages.UpdateResponse>("update", "UpdateRequest", fields)).getProperties());
  }

  async read(
    id: string,
    outputs: Bag = {},
    inputs: Bag = {},
    more: Bag = {},
  ): Promise<{ id: string; outputs: Bag; inputs: Bag }> {
    const fields = { Id: id, Urn: urnOf(this.#kind), Properties: outputs, Inputs: inputs, ...more };
    const answer = await this.call<Messages.ReadResponse>("read", "ReadRequest", fields);
    return { id: answer.getId(), outputs: plainOf(answer.getProperties()), inputs: plainOf(answer.getInputs()) };
  }

  async delete(id: string, outputs: Bag, more: Bag = {}): Promise<void> {
    await this.call("delete", "DeleteRequest", { Id: id, Urn: urnOf(this.#kind), Properties: outputs, ...more });
  }

  async invoke(tok: string, args: Bag): Promise<Bag> {
    const answer = await this.call<Messages.InvokeResponse>("invoke", "InvokeRequest", { Tok: tok, Args: args });
    return plainOf(answer.getReturn());
  }

  async info(): Promise<string> {
    return (await this.send<PluginInfo>("getPluginInfo", new (pulumiGrpc().empty.Empty)())).getVersion();
  }

  async schema(): Promise<Bag> {
    return JSON.parse((await this.call<Messages.GetSchemaResponse>("getSchema", "GetSchemaRequest", {})).getSchema());
  }

  async attach(address: string): Promise<void> {
    const request = new (pulumiGrpc().pluginMessages.PluginAttach)();
    request.setAddress(address);
    await this.send("attach", request);
  }

  cancel = () => this.send("cancel", new (pulumiGrpc().empty.Empty)());

  /** The same without its way over the wire: it has happened when this returns. */
  interrupt(): void {
    void this.#handlers?.cancel(new (pulumiGrpc().empty.Empty)());
  }
}

const claimsOf = (addresses: (string | undefined)[], address: string | undefined): Claims => {
  addresses.push(address);
  return new Claims();
};

type Unary<Answer> = (request: unknown, reply: (error: Grpc.ServiceError | null, answer: Answer) => void) => void;

const failureOf = (error: Grpc.ServiceError): CallFailed => {
  const { grpc, statusMessages, providerMessages } = pulumiGrpc();
  const code = grpc.status[error.code] ?? String(error.code);
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (details === undefined) return new CallFailed(error.details, code, undefined);
  const [any] = statusMessages.Status.deserializeBinary(new Uint8Array(details as Buffer)).getDetailsList();
  const failed = providerMessages.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
  return new CallFailed(failed.getReasonsList().join("\n"), code, {
    id: failed.getId(),
    properties: plainOf(failed.getProperties()),
    inputs: plainOf(failed.getInputs()),
  });
};
