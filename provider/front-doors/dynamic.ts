import { setTimeout as delay } from "node:timers/promises";
import { type CertCentral, connect } from "../certcentral";
import { few } from "../contract/few";
import { lines } from "../contract/foreign-text";
import { linesOf, PartialFailure } from "../contract/partial-failure";
import type { Action, Plan } from "../contract/plan";
import { Refusal } from "../contract/refusal";
import type { Bag, Context, Resource } from "../contract/resource";
import type { Log, Run } from "../contract/run";
import { type Given, isUnknown } from "../contract/unknown";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../resources";
import { Brake } from "./brake";
import { callLog } from "./call-log";
import { Claims, nameIn } from "./claims";
import { type Engine, engineAddress, engineAt, noEngine } from "./engine";
import { Voice } from "./engine-log";
import { fromEngine, HIDDEN, isTooDeep, TOO_DEEP, toEngine, UNKNOWN_TEXT, wholly } from "./marshal";
import { readSettings, type Settings } from "./settings";
import { stepError } from "./step-error";

/*
 * The dynamic door: what Pulumi's dynamic-provider host calls. The only place that knows its habits: bags with a constant
 * `__provider`, unknowns as a magic text, `{id, properties, reasons}` for a step that failed half-way, one process for all
 * resources of a provider, a configure that may never have happened.
 */

const kinds = {
  Certificate: (around: Surroundings) => doorOf(certificate, around),
  AcmeCredentials: (around: Surroundings) => doorOf(acmeCredentials, around),
  CertificateValidation: (around: Surroundings) => doorOf(certificateValidation, around),
  Revocation: (around: Surroundings) => doorOf(revocation, around),
} as const;
/** Actions after which a resource does not keep what it keeps now. */
const GIVES_UP: ReadonlySet<Action> = new Set(["reissue", "replace"]);

/** The kinds of resource; the names are in users' state and never change. */
export type Kind = keyof typeof kinds;

/** The part of Pulumi's `dynamic.ResourceProvider` that we implement, in its own shapes. */
export interface DynamicProvider {
  configure(request: { readonly config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Bag): Promise<{ id: string; outs: Bag }>;
  read(id: string, props: Bag): Promise<{ id: string; props: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }>;
  delete(id: string, props: Bag): Promise<void>;
}

/** What a door stands in: the process it runs in, or a test's stand-in for it. */
export interface Surroundings {
  readonly engine: Engine;
  readonly claims: Claims;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connect: (settings: Settings) => CertCentral;
  /** Counts what was sent in this run; that of this process, unless a test has its own. */
  readonly brake?: Brake;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

const surroundings = (): Surroundings => {
  const address = engineAddress(process.argv);
  const engine = address === undefined ? noEngine : engineAt(address);
  const onCall = callLog(
    process.env["DIGICERT_LOG"],
    (text) => void engine.log({ severity: "warn", text, urn: "", ephemeral: false }),
  );
  return {
    engine,
    claims: new Claims(),
    env: process.env,
    connect: ({ account, limits }) => connect(account, { onCall, ...(limits === undefined ? {} : { limits }) }),
    now: () => new Date(),
    sleep: (ms) => delay(ms),
  };
};

let ofThisProcess: Surroundings | undefined;
const ofThisRun = new Brake();

/** What the recorded shell in users' state calls: the provider of one kind. Its name and argument are a promise. */
export const provider = (kind: Kind, around?: Surroundings): DynamicProvider => {
  const door = kinds[kind];
  if (door === undefined)
    throw new Error(
      `pulumi-digicert has no resource ${JSON.stringify(kind)}: install the release that this state was written with, or a later one`,
    );
  if (around !== undefined) return door(around);
  ofThisProcess ??= surroundings();
  return door(ofThisProcess);
};

const doorOf = <Inputs extends object, State, Reason>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  around: Surroundings,
): DynamicProvider => {
  // The host configures once and asynchronously; a call may come first, or come although it failed. The environment alone
  // is then what we have, and what is missing is said by check and by every call.
  let settings = readSettings({ config: () => undefined, env: around.env });
  let api: CertCentral | undefined;
  let waitsForConfig = false;

  const contextFor = (bag: Bag, voice: Voice, keptByAnother = false): Context<CertCentral> => {
    api ??= (around.brake ?? ofThisRun).on(around.connect(settings), settings.brake);
    const isOwned = (thing: string): boolean =>
      around.claims.endedWith(thing) || around.claims.keeper(thing, urnOf(bag)) !== undefined;
    const run = runFor(voice.of(urnOf(bag)), settings, around);
    const exclusively: Context<CertCentral>["exclusively"] = (thing, work) => {
      if (around.claims.turns.taken(thing)) run.log.progress(`waits for another resource of this run: ${thing}`);
      return around.claims.turns.take(thing, work);
    };
    return { api, run, keptByAnother, isOwned, exclusively };
  };
  const now = (): Date => new Date(around.now().getTime() + settings.clockOffset * 1000);

  /** What a resource that has state keeps is known from then on; one that is about to give it up keeps it no more. */
  const keeping = (bag: Bag, state: State, given: Given<Inputs>): readonly string[] => {
    const things = resource.owns?.(given, state) ?? [];
    around.claims.keep(urnOf(bag), things);
    return things;
  };
  /** Why this resource may not have what it would put an end to: another one lives by it. */
  const forbidden = (bag: Bag, given: Given<Inputs>, except: readonly string[] = []): readonly string[] =>
    (resource.destroys?.things(given) ?? []).flatMap((thing) => {
      const keeper = except.includes(thing) ? undefined : around.claims.keeper(thing, urnOf(bag));
      return keeper === undefined ? [] : (resource.destroys?.refusal(thing, nameIn(keeper)) ?? []);
    });

  /** A preview creates nothing, so a taker that was registered first is not refused in it: its keeper says so instead. */
  const warnOfTakers = async (urn: string, kept: readonly string[]): Promise<void> => {
    const [thing, taker] =
      kept.map((each) => [each, around.claims.taker(each, urn)] as const).find(([, by]) => by !== undefined) ?? [];
    if (thing === undefined || taker === undefined) return;
    const text = `${thing} is kept here, and resource ${nameIn(taker)} of this program would put an end to it: that will be refused; remove one of the two`;
    await around.engine.log({ severity: "warn", text, urn, ephemeral: false });
  };

  /** Said in check, for a preview of what is to be created asks nothing else. */
  const advise = async (urn: string, given: Bag): Promise<void> => {
    const known = Object.fromEntries(Object.entries(wholly(given)).filter(([, value]) => !isUnknown(value)));
    for (const text of few(resource.advice?.(known) ?? []))
      await around.engine.log({ severity: "warn", text, urn, ephemeral: false });
  };

  const explain = async (urn: string, plan: Plan<Reason>): Promise<void> => {
    const log = (severity: "info" | "warn", text: string) =>
      around.engine.log({ severity, text, urn, ephemeral: false });
    for (const warning of plan.warnings) await log("warn", resource.sentence(warning));
    if (plan.action !== "nothing")
      await log("info", `${plan.action}: ${plan.reasons.map(resource.sentence).join("; ")}`);
  };

  return {
    // Nothing in here may wait: the host lets other calls in meanwhile.
    async configure({ config }) {
      const get = (key: string): string | undefined => {
        const value: unknown = config.get(key);
        return typeof value === "string" ? value : undefined;
      };
      waitsForConfig = [
        "digicert:apiKey",
        "digicert:partnerApiKey",
        "digicert:baseUrl",
        "digicert:partnerBaseUrl",
      ].some((key) => get(key) === UNKNOWN_TEXT);
      settings = readSettings({ config: get, env: around.env });
      api = undefined;
    },

    async check(olds, news) {
      if (isTooDeep(news)) return { inputs: hidden(news), failures: [{ property: "", reason: TOO_DEEP }] };
      const given = fromEngine(news);
      const prior = Object.keys(olds).length === 0 ? undefined : fromEngine(olds);
      const urn = urnOf(news);
      const failures = [
        ...(waitsForConfig ? [] : settings.problems[resource.family].map((reason) => ({ property: "", reason }))),
        ...few(resource.check(prior, given, now())).map((reason) => ({ property: "", reason: settings.scrub(reason) })),
      ];
      if (failures.length === 0) await advise(urn, given);
      const typed = resource.inputs(wholly(given));
      const thing = resource.uniqueKey(typed);
      const other = thing === undefined ? undefined : around.claims.claim(`${resource.kind} ${thing}`, urn);
      if (resource.owns !== undefined) around.claims.keep(urn, resource.owns(typed, undefined));
      // What it took before it was taken long ago, whoever keeps it now.
      const before = prior === undefined ? [] : (resource.destroys?.things(resource.inputs(wholly(prior))) ?? []);
      around.claims.take(urn, resource.destroys?.things(typed).filter((taken) => !before.includes(taken)) ?? []);
      const refused = forbidden(news, typed, before);
      if (refused.length > 0) failures.push({ property: "", reason: refused.join("; ") });
      if (other !== undefined)
        failures.push({
          property: "",
          reason: `${thing} is also named by resource ${nameIn(other)}: two resources cannot keep the same ${resource.kind.toLowerCase()}; ${resource.duplicateAdvice?.(typed) ?? "remove one of them"}`,
        });
      return {
        inputs: { ...toEngine(given), ...hidden(news) },
        failures: failures.map(({ property, reason }) => ({ property, reason: lines(reason) })),
      };
    },

    async diff(_, olds, news) {
      const prior = resource.restore(fromEngine(olds));
      const inputs = resource.inputs(wholly(fromEngine(news)));
      const plan = resource.plan(prior, inputs, now());
      if (!GIVES_UP.has(plan.action)) await warnOfTakers(urnOf(news), keeping(news, prior, inputs));
      await explain(urnOf(news), plan);
      return {
        changes: plan.action !== "nothing",
        replaces: plan.action === "replace" ? [resource.identifiedBy] : [],
        deleteBeforeReplace: false,
      };
    },

    async create(news) {
      return stepping(news, async (voice) => {
        const inputs = applied(resource, news);
        const refused = forbidden(news, inputs as Given<Inputs>);
        if (refused.length > 0) throw new Refusal(refused);
        const { id, state } = await resource.create(inputs, contextFor(news, voice));
        around.claims.endWith(keeping(news, state, inputs as Given<Inputs>));
        return { id, outs: outputs(resource, state, news) };
      });
    },

    async update(id, olds, news) {
      return stepping(news, async (voice) => {
        const prior = resource.restore(fromEngine(olds));
        const inputs = applied(resource, news);
        const plan = resource.plan(prior, inputs as Given<Inputs>, now());
        const state = await resource.update(prior, inputs, plan, contextFor(news, voice));
        around.claims.endWith(keeping(news, state, inputs as Given<Inputs>));
        return { id, outs: outputs(resource, state, news) };
      });
    },

    async read(id, props) {
      return stepping(props, async (voice) => {
        const state = await resource.read(id, resource.restore(fromEngine(props)), contextFor(props, voice));
        return { id, props: outputs(resource, state, props) };
      });
    },

    async delete(id, props) {
      await stepping(props, async (voice) => {
        const prior = resource.restore(fromEngine(props));
        const inputs = resource.inputs(fromEngine(pick(props, resource.inputNames)));
        const thing = resource.uniqueKey(inputs);
        const taken = thing !== undefined && around.claims.heldByAnother(`${resource.kind} ${thing}`, urnOf(props));
        await resource.delete(prior, contextFor(props, voice, taken));
        return { id };
      });
    },
  };

  /** Turns whatever fails into what the host understands, and lets nothing else of a foreign error through. */
  async function stepping<Value>(bag: Bag, step: (voice: Voice) => Promise<Value>): Promise<Value> {
    const voice = new Voice(around.engine);
    try {
      return await step(voice);
    } catch (error) {
      if (PartialFailure.is(error))
        throw Object.assign(stepError(lines(error.reasons.join("\n"))), {
          id: error.id,
          properties: outputs(resource, error.state as State, bag),
          // The engine counts reasons as errors, and puts a bullet before each: further lines stand under the first.
          reasons: [lines(error.reasons.join("\n\t  "))],
        });
      throw stepError(lines(linesOf(error).join("\n")) || "failed without a reason");
    } finally {
      await voice.done();
    }
  }
};

const runFor = (log: Log, settings: Settings, around: Surroundings): Run => {
  return {
    now: () => new Date(around.now().getTime() + settings.clockOffset * 1000),
    sleep: around.sleep,
    random: Math.random,
    // The dynamic host does not pass cancellation on.
    signal: new AbortController().signal,
    log,
    stillWanted: around.engine.ping,
  };
};

const pick = (bag: Bag, keys: readonly string[]): Bag =>
  Object.fromEntries(keys.flatMap((key) => (key in bag ? [[key, bag[key]]] : [])));

const urnOf = (bag: Bag): string => {
  const urn = bag[HIDDEN.urn];
  return typeof urn === "string" && urn !== UNKNOWN_TEXT ? urn : "";
};

const hidden = (bag: Bag): Bag => pick(bag, Object.values(HIDDEN));

/** Everything is known when a step is applied; the engine sees to it. */
const applied = <Inputs extends object, State, Reason>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  bag: Bag,
): Inputs => {
  const given = resource.inputs(wholly(fromEngine(bag)));
  const unknown = Object.entries(given).filter(([, value]) => isUnknown(value));
  if (unknown.length > 0) throw new Error(`${unknown.map(([key]) => key).join(", ")} still unknown when applied`);
  return given as Inputs;
};

const outputs = <State>(resource: { readonly store: (state: State) => Bag }, state: State, bag: Bag): Bag => ({
  ...toEngine(resource.store(state)),
  ...hidden(bag),
});
