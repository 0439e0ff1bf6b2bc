import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type * as Grpc from "@grpc/grpc-js";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as Messages from "@pulumi/pulumi/proto/provider_pb";

/*
 * Pulumi's dynamic-provider host, the real process, and an engine that only listens. Everything speaks gRPC, as it does
 * under the CLI; no CLI is needed.
 */

const REPOSITORY = resolve(__dirname, "../..");
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = ofPulumi("@grpc/grpc-js") as typeof Grpc;
const { EngineService } = ofPulumi("./proto/engine_grpc_pb") as { EngineService: Grpc.ServiceDefinition };
const engineMessages = ofPulumi("./proto/engine_pb") as typeof EngineMessages;
const { ResourceProviderClient } = ofPulumi("./proto/provider_grpc_pb") as {
  ResourceProviderClient: Grpc.ServiceClientConstructor;
};
const messages = ofPulumi("./proto/provider_pb") as typeof Messages;
const { Status } = ofPulumi("./proto/status_pb") as typeof import("@pulumi/pulumi/proto/status_pb");
const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: object): import("google-protobuf/google/protobuf/struct_pb").Struct };
};

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SHELL = 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("Certificate")';
export const URN = "urn:pulumi:test::host::pulumi-nodejs:dynamic/digicert:Certificate::web";

export type Bag = Record<string, unknown>;
export interface Line {
  readonly severity: "info" | "warning" | "other";
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

/** A step that failed, as the engine sees it: with what was saved, if it failed half-way. */
export class StepFailed extends Error {
  constructor(
    message: string,
    readonly half: { readonly id: string; readonly properties: Bag; readonly reasons: readonly string[] } | undefined,
  ) {
    super(message);
  }
}

/** An engine that answers what a provider asks it, and writes down what it is told. */
export class FakeEngine {
  readonly lines: Line[] = [];
  readonly #server = new grpc.Server();
  address = "";

  async start(): Promise<this> {
    const { LogSeverity } = engineMessages;
    const nothing = (_: unknown, reply: Grpc.sendUnaryData<unknown>) =>
      reply(null, new (ofPulumi("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown }).Empty());
    this.#server.addService(EngineService, {
      log: (call: { request: EngineMessages.LogRequest }, reply: Grpc.sendUnaryData<unknown>) => {
        const severity = call.request.getSeverity();
        this.lines.push({
          severity: severity === LogSeverity.INFO ? "info" : severity === LogSeverity.WARNING ? "warning" : "other",
          text: call.request.getMessage(),
          urn: call.request.getUrn(),
          ephemeral: call.request.getEphemeral(),
        });
        nothing(call, reply);
      },
      getRootResource: (_: unknown, reply: Grpc.sendUnaryData<unknown>) =>
        reply(null, new engineMessages.GetRootResourceResponse()),
      setRootResource: (_: unknown, reply: Grpc.sendUnaryData<unknown>) =>
        reply(null, new engineMessages.SetRootResourceResponse()),
      startDebugging: nothing,
      requirePulumiVersion: nothing,
    } as unknown as Grpc.UntypedServiceImplementation);
    const port = await new Promise<number>((done, fail) =>
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? done(bound) : fail(error),
      ),
    );
    this.address = `127.0.0.1:${port}`;
    return this;
  }

  /** As when the CLI is killed. */
  stop(): void {
    this.#server.forceShutdown();
  }
}

type Unary = (
  request: unknown,
  reply: (error: Grpc.ServiceError | null, answer: { [name: string]: () => never }) => void,
) => void;

export class Host {
  /** What the process printed; a provider that prints lands on the stack's own row. */
  printed = "";
  private constructor(
    readonly process: ChildProcess,
    readonly client: Grpc.Client,
    readonly folder: string,
  ) {}

  static async start(engine: FakeEngine, env: Readonly<Record<string, string>> = {}): Promise<Host> {
    if (!existsSync(join(REPOSITORY, "dist/provider/front-doors/dynamic.js")))
      throw new Error("these tests run what `npm run build` makes: dist/ is missing");
    const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-host-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(REPOSITORY, join(folder, "node_modules/pulumi-digicert"));
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, engine.address], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise<string>((done, fail) => {
      lines.once("line", done);
      child.once("exit", (code) => fail(new Error(`the host ended with ${code}`)));
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const host = new Host(child, client, folder);
    const print = (chunk: unknown): void => {
      host.printed += String(chunk);
    };
    lines.on("line", print);
    child.stderr.on("data", print);
    return host;
  }

  stop(): void {
    this.client.close();
    this.process.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async configure(config: Bag): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(config));
    await this.#call("configure", request);
  }

  /** `olds`: as checked before, and so with what every resource of the dynamic door carries. */
  async check(news: Bag, olds: Bag = {}): Promise<{ inputs: Bag; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest();
    request.setUrn(URN);
    request.setOlds(Struct.fromJavaScript(Object.keys(olds).length === 0 ? olds : hidden(olds)));
    request.setNews(Struct.fromJavaScript(hidden(news)));
    const answer = (await this.#call("check", request)) as Messages.CheckResponse;
    return {
      inputs: bagOf(answer.getInputs()),
      failures: answer.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() })),
    };
  }

  async diff(olds: Bag, news: Bag): Promise<{ changes: boolean; replaces: string[] }> {
    const request = new messages.DiffRequest();
    request.setId(String(olds["orderId"]));
    request.setUrn(URN);
    request.setOlds(Struct.fromJavaScript(olds));
    request.setNews(Struct.fromJavaScript(hidden(news)));
    const answer = (await this.#call("diff", request)) as Messages.DiffResponse;
    const { DIFF_SOME } = messages.DiffResponse.DiffChanges;
    return { changes: answer.getChanges() === DIFF_SOME, replaces: answer.getReplacesList() };
  }

  async create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
    const request = new messages.CreateRequest();
    request.setUrn(URN);
    request.setProperties(Struct.fromJavaScript(hidden(inputs)));
    const answer = (await this.#call("create", request)) as Messages.CreateResponse;
    return { id: answer.getId(), outs: bagOf(answer.getProperties()) };
  }

  async update(olds: Bag, news: Bag): Promise<Bag> {
    const request = new messages.UpdateRequest();
    request.setId(String(olds["orderId"]));
    request.setUrn(URN);
    request.setOlds(Struct.fromJavaScript(olds));
    request.setNews(Struct.fromJavaScript(hidden(news)));
    return bagOf(((await this.#call("update", request)) as Messages.UpdateResponse).getProperties());
  }

  async read(outs: Bag): Promise<{ id: string; outs: Bag }> {
    const request = new messages.ReadRequest();
    request.setId(String(outs["orderId"]));
    request.setUrn(URN);
    request.setProperties(Struct.fromJavaScript(outs));
    const answer = (await this.#call("read", request)) as Messages.ReadResponse;
    return { id: answer.getId(), outs: bagOf(answer.getProperties()) };
  }

  async delete(outs: Bag): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(String(outs["orderId"]));
    request.setUrn(URN);
    request.setProperties(Struct.fromJavaScript(outs));
    await this.#call("delete", request);
  }

  #call(method: string, request: unknown): Promise<unknown> {
    const call = (this.client as unknown as Record<string, Unary>)[method];
    return new Promise((done, fail) =>
      call?.call(this.client, request, (error, answer) => (error === null ? done(answer) : fail(failureOf(error)))),
    );
  }
}

/** What the class adds by itself. */
const hidden = (bag: Bag): Bag => ({ __provider: SHELL, __urn: URN, ...bag });

const bagOf = (struct: { toJavaScript(): object } | undefined): Bag => (struct?.toJavaScript() ?? {}) as Bag;

const failureOf = (error: Grpc.ServiceError): StepFailed => {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (details === undefined) return new StepFailed(error.details, undefined);
  const [any] = Status.deserializeBinary(new Uint8Array(details as Buffer)).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
  return new StepFailed(error.details, {
    id: failed.getId(),
    properties: bagOf(failed.getProperties()),
    reasons: failed.getReasonsList(),
  });
};

/** A provider whose API client does whatever `send` says, in the host's own process. */
export const shellWithClient = (send: string): string => {
  const at = (file: string) => JSON.stringify(join(REPOSITORY, "dist/provider/front-doors", file));
  return `exports.handler = () => require(${at("dynamic.js")}).provider("Certificate", {
    engine: { log: async () => {}, ping: async () => {} },
    claims: new (require(${at("claims/claims.js")}).Claims)(),
    allowance: new (require(${at("claims/allowance.js")}).Allowance)(),
    env: { DIGICERT_API_KEY: "key-of-the-environment" },
    connect: () => ({ send: ${send} }),
    now: () => new Date(),
    sleep: async () => {},
  })`;
};

/** As the engine marks a secret on the wire. */
export const secret = (value: unknown): Bag => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
