import { packageVersion } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Bag } from "../../contract/resource";
import { Stopped } from "../../contract/run";
import { lines } from "../../contract/text/foreign-text";
import { holdsUnknown } from "../../contract/unknown";
import { ask, FUNCTIONS, type FunctionName } from "../functions/orders";
import { pulumiGrpc } from "../pulumi-grpc";
import type { Surroundings } from "../surroundings";
import { changedSettings, checkConfig, SECRET_SETTINGS, settingsIn, waitsIn } from "./config";
import type { PropertyChange } from "./detailed-diff";
import { Unheard } from "./failures";
import type { Handlers } from "./listen";
import { KINDS, type Kind, type NativeResource } from "./native";
import schema from "./schema.json";
import { fromWire, marked, othersIn, plainOf, structOf, toWire } from "./wire";

/** What a step that waits is told when the user presses Ctrl-C. */
const CANCELLED = [
  "stopped, as Pulumi was asked to",
  "run pulumi up again: it goes on with what was asked for, and asks for nothing twice",
];

/**
 * The provider as an engine calls it: one process for one configured provider. `surroundingsAt` makes what it works in, once the
 * engine's address is known: as the last argument, by a handshake, or (`PULUMI_DEBUG_PROVIDERS`) when it attaches.
 */
export const handlersFor = (
  surroundingsAt: (address: string | undefined) => Surroundings,
  given: string | undefined,
): Handlers => {
  const { providerMessages: messages, pluginMessages, empty } = pulumiGrpc();
  const nothing = () => new empty.Empty();
  let stopping = new AbortController();
  const natives = new Map<string, NativeResource>();
  let address = given;
  let around: Surroundings | undefined;
  let config: Bag = {};

  const surroundings = (): Surroundings => {
    around ??= { ...surroundingsAt(address), signal: stopping.signal };
    return around;
  };
  /** A process that outlives an operation, as one that is debugged does, begins anew with the next. */
  const spokenToAt = (engine: string): void => {
    if (engine !== address) {
      around = undefined;
      natives.clear();
      stopping = new AbortController();
    }
    address = engine;
  };
  const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

  const nativeFor = (urn: string): NativeResource => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = type.replace(/^digicert:index:/, "");
    if (!isKind(kind))
      throw new Unheard(
        `digicert has no resource ${JSON.stringify(type)}: install the release of the plugin that this program or state was written with, or a later one`,
      );
    const native = natives.get(kind) ?? KINDS[kind](surroundings());
    if (!natives.has(kind)) {
      native.configure(settingsIn(config, surroundings().env), waitsIn(config));
      natives.set(kind, native);
    }
    return native;
  };

  return {
    spokenToAt(engine) {
      if (engine !== "") spokenToAt(engine);
    },

    async attach(request) {
      spokenToAt(request.getAddress());
      return nothing();
    },

    async getPluginInfo() {
      const info = new pluginMessages.PluginInfo();
      info.setVersion(packageVersion());
      return info;
    },

    async getSchema() {
      const response = new messages.GetSchemaResponse();
      response.setSchema(JSON.stringify({ ...schema, version: packageVersion() }));
      return response;
    },

    async checkConfig(request) {
      const news = plainOf(request.getNews());
      const response = new messages.CheckResponse();
      // A key that came open, from a program without our classes or a setting without --secret, is not kept open.
      response.setInputs(structOf(marked(news, SECRET_SETTINGS)));
      response.setFailuresList(failures(checkConfig(fromWire(news), process.env)));
      return response;
    },

    async diffConfig(request) {
      const olds = request.getOldInputs() ?? request.getOlds();
      const changed = changedSettings(fromWire(plainOf(olds)), fromWire(plainOf(request.getNews())));
      const response = new messages.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList(changed);
      return response;
    },

    async configure(request) {
      config = fromWire(plainOf(request.getArgs()));
      for (const native of natives.values()) native.configure(settingsIn(config, surroundings().env), waitsIn(config));
      const response = new messages.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    },

    async check(request) {
      const native = nativeFor(request.getUrn());
      const news = fromWire(plainOf(request.getNews()), native.guards);
      const olds = fromWire(plainOf(request.getOlds()));
      const reasons = await native.check(request.getUrn(), olds, news);
      const response = new messages.CheckResponse();
      response.setInputs(structOf(toWire(news)));
      response.setFailuresList(failures(reasons));
      return response;
    },

    async diff(request) {
      const native = nativeFor(request.getUrn());
      const outputs = fromWire(plainOf(request.getOlds()));
      const oldInputs = fromWire(plainOf(request.getOldInputs() ?? request.getOlds()));
      const news = fromWire(plainOf(request.getNews()));
      const { changes, replaces, touched, stables } = await native.diff(request.getUrn(), outputs, oldInputs, news);
      const response = new messages.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
      if (!changes) return response;
      const paths = Object.entries(touched);
      for (const [path, change] of paths) response.getDetaileddiffMap().set(path, propertyDiff(change, replaces));
      response.setHasdetaileddiff(paths.length > 0);
      response.setDiffsList([...new Set(paths.map(([path]) => topOf(path)))]);
      if (replaces)
        response.setReplacesList([...new Set(paths.filter(([, { input }]) => input).map(([path]) => topOf(path)))]);
      else response.setStablesList([...stables]);
      return response;
    },

    async create(request) {
      const native = nativeFor(request.getUrn());
      const news = fromWire(plainOf(request.getProperties()));
      const { id, outputs } = await native.create(askedBy(request), news);
      const response = new messages.CreateResponse();
      response.setId(id);
      response.setProperties(structOf(toWire(outputs, native.secretOutputs)));
      return response;
    },

    async update(request) {
      const native = nativeFor(request.getUrn());
      const outputs = fromWire(plainOf(request.getOlds()));
      const news = fromWire(plainOf(request.getNews()));
      const response = new messages.UpdateResponse();
      response.setProperties(
        structOf(toWire(await native.update(askedBy(request), outputs, news), native.secretOutputs)),
      );
      return response;
    },

    async read(request) {
      const native = nativeFor(request.getUrn());
      const plain = plainOf(request.getProperties());
      const asked = { urn: request.getUrn(), timeout: request.getTimeout() };
      const response = new messages.ReadResponse();
      response.setId(request.getId());
      if (!native.isState(fromWire(plain))) {
        const { outputs, inputs } = await native.adopt(asked, request.getId());
        response.setProperties(structOf(toWire(outputs, native.secretOutputs)));
        response.setInputs(structOf(toWire(inputs)));
        return response;
      }
      const outputs = await native.read(asked, request.getId(), fromWire(plain));
      response.setProperties(structOf({ ...toWire(outputs, native.secretOutputs), ...othersIn(plain) }));
      response.setInputs(request.getInputs());
      return response;
    },

    async delete(request) {
      const asked = { urn: request.getUrn(), timeout: request.getTimeout() };
      await nativeFor(request.getUrn()).delete(asked, fromWire(plainOf(request.getProperties())));
      return nothing();
    },

    async invoke(request) {
      const name = request.getTok().replace(/^digicert:index:/, "");
      if (!Object.hasOwn(FUNCTIONS, name))
        throw new Unheard(`digicert has no function ${JSON.stringify(request.getTok())}`);
      const args = fromWire(plainOf(request.getArgs()));
      const response = new messages.InvokeResponse();
      if (holdsUnknown(args)) throw new Refusal([`${name}: an argument is not known before it is applied`]);
      const settings = settingsIn(config, surroundings().env);
      response.setReturn(structOf(toWire(await ask(name as FunctionName, args, settings, surroundings()))));
      return response;
    },

    async cancel() {
      stopping.abort(new Stopped(CANCELLED));
      return nothing();
    },
  };
};

const askedBy = (request: { getUrn(): string; getTimeout(): number; getPreview(): boolean }) => ({
  urn: request.getUrn(),
  timeout: request.getTimeout(),
  preview: request.getPreview(),
});

const topOf = (path: string): string => /^[\w$]+/.exec(path)?.[0] ?? path;

const propertyDiff = ({ kind, input }: PropertyChange, replaces: boolean) => {
  const { PropertyDiff } = pulumiGrpc().providerMessages;
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  const diff = new PropertyDiff();
  diff.setKind(kinds[kind][replaces && input ? 1 : 0]);
  diff.setInputdiff(input);
  return diff;
};

/** Without a property, for the engine prints the value of one that is named, secrets too: the reason names the path. */
const failures = (reasons: readonly string[]) =>
  reasons.map((reason) => {
    const failure = new (pulumiGrpc().providerMessages.CheckFailure)();
    failure.setReason(lines(reason));
    return failure;
  });
