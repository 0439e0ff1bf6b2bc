import { setTimeout as delay } from "node:timers/promises";
import { type CertCentral, connect } from "../certcentral";
import { operationFolder } from "../claims/folder";
import { journalIn, noJournal } from "../claims/journal";
import { roughKeyOf } from "../claims/words";
import { digest } from "../contract/digest";
import { NOBODY } from "../contract/heir";
import { tagged, tagOf } from "../contract/lines/tag";
import { linesOf, PartialFailure } from "../contract/partial-failure";
import type { Action, Plan } from "../contract/plan";
import { present } from "../contract/present";
import { Refusal } from "../contract/refusal";
import type { Bag, Context, Resource } from "../contract/resource";
import type { Log, Run } from "../contract/run";
import { few } from "../contract/text/few";
import { lines } from "../contract/text/foreign-text";
import { type Given, isUnknown } from "../contract/unknown";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../resources";
import { readSettings, type Settings } from "../settings/settings";
import { Announced } from "./announced";
import { Brake } from "./brake";
import { callLog } from "./call-log";
import { Claims, nameIn, type Self } from "./claims";
import { type Engine, engineAddress, engineAt, noEngine } from "./engine";
import { Voice } from "./engine-log";
import { HalfMades } from "./half-made";
import {
  fromEngine,
  HIDDEN,
  instanceIn,
  isTooDeep,
  isUnfinished,
  TOO_DEEP,
  toEngine,
  UNFINISHED_CODE,
  UNKNOWN_TEXT,
  unfinished,
  wholly,
  withInstance,
} from "./marshal";
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
/** Actions after which a resource does not keep what it keeps now, or keeps more. */
const CHANGES_HANDS: ReadonlySet<Action> = new Set(["reissue", "resume", "regenerate", "replace"]);
/** Of them, those that leave what is kept now to its fate. */
const GIVES_UP: ReadonlySet<Action> = new Set(["reissue", "replace"]);

/** The kinds of resource; the names are in users' state and never change. */
export type Kind = keyof typeof kinds;

/** Without a property, for the engine prints the value of one that is named, secrets too: the reason names the path. */
export interface CheckFailure {
  readonly property: "";
  readonly reason: string;
}
const failure = (reason: string): CheckFailure => ({ property: "", reason: lines(reason) });

/** The part of Pulumi's `dynamic.ResourceProvider` that we implement, in its own shapes. */
export interface DynamicProvider {
  configure(request: { readonly config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: CheckFailure[] }>;
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
    claims: new Claims(address === undefined ? noJournal : journalIn(operationFolder(address), "provider")),
    env: process.env,
    connect: ({ account, limits }) => connect(account, present({ onCall, limits })),
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

const doorOf = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  around: Surroundings,
): DynamicProvider => {
  // The host configures once and asynchronously; a call may come first, or come although it failed. The environment alone
  // is then what we have, and what is missing is said by check and by every call.
  let settings = readSettings({ config: () => undefined, env: around.env });
  let api: CertCentral | undefined;
  let waitsForConfig = false;

  const { claims } = around;
  const halfMades = new HalfMades();
  const account = (): string => {
    const access = settings.account[resource.family];
    return "baseUrl" in access ? access.baseUrl : "";
  };
  const knowsNew = resource.placeOf !== undefined;
  const announced = new Announced();
  const selfOf = (bag: Bag): Self => ({ urn: urnOf(bag), account: account(), knowsNew });

  const contextFor = (bag: Bag, voice: Voice, self = selfOf(bag)): Context<CertCentral> => {
    api ??= (around.brake ?? ofThisRun).on(around.connect(settings), settings.brake);
    const run = runFor(voice.of(urnOf(bag)), settings, around);
    const exclusively: Context<CertCentral>["exclusively"] = (thing, work) => {
      if (claims.turns.taken(thing)) run.log.progress(`waits for another resource of this run: ${thing}`);
      return claims.turns.take(thing, work);
    };
    const mayBeKeptBy: Context<CertCentral>["mayBeKeptBy"] = (things) => {
      const keeper = claims.mayBeKeptBy(things, self);
      return keeper === undefined ? undefined : nameIn(keeper);
    };
    const isOwned = (thing: string): boolean => claims.keeper(thing, self) !== undefined;
    const resourceDigest = digest(self.urn).slice(0, 8);
    return { api, run, resourceDigest, heir: NOBODY, leave: () => {}, isOwned, mayBeKeptBy, exclusively };
  };
  const now = (): Date => new Date(around.now().getTime() + settings.clockOffset * 1000);

  const keyOf = (given: Given<Inputs>): string | undefined => {
    const unique = resource.uniqueKey(given);
    return resource.placeOf?.(given) ?? (unique === undefined ? undefined : `${resource.kind} ${unique}`);
  };

  /** The resource is in the program, and its step is not over. */
  const name = (bag: Bag, given: Given<Inputs>, isNew: boolean): void => {
    const key = keyOf(given);
    claims.say(
      present({
        urn: urnOf(bag),
        account: account(),
        key,
        status: "named",
        things: resource.owns?.(given, undefined) ?? [],
        mayKeep: resource.mayKeep?.(given) ?? [],
        ledger: [],
        ...(isNew ? { isNew } : {}),
      }),
    );
  };
  /** The resource is in state, and keeps what state says: all of it, or what is left of it while an update takes its course. */
  const hold = (bag: Bag, state: State, given: Given<Inputs>, action: Action = "nothing"): readonly string[] => {
    const [urn, instance, key] = [urnOf(bag), instanceIn(bag), keyOf(given)];
    const things = resource.owns?.(given, GIVES_UP.has(action) ? undefined : state) ?? [];
    claims.say(
      present({
        urn,
        instance,
        account: account(),
        key,
        status: (resource.isKeeper?.(state) ?? true) && action !== "replace" ? "held" : "named",
        things,
        mayKeep: CHANGES_HANDS.has(action) ? (resource.mayKeep?.(given) ?? []) : [],
        ledger: resource.retires?.(state) ?? [],
        ...(claims.said(urn)?.isNew === true ? { isNew: true } : {}),
      }),
    );
    return things;
  };
  /** A step that did not end well: what was there before it is there still, and nothing comes of it in this run. */
  const fail = (bag: Bag): void => {
    const said = claims.said(urnOf(bag));
    if (said !== undefined) claims.say({ ...said, status: "failed", mayKeep: [] });
  };
  /** Why this resource may not have what it would put an end to: another one lives by it. */
  const forbidden = (bag: Bag, given: Given<Inputs>, except: readonly string[] = []): readonly string[] =>
    (resource.destroys?.things(given) ?? []).flatMap((thing) => {
      const keeper = except.includes(thing) ? undefined : claims.keeper(thing, selfOf(bag));
      return keeper === undefined ? [] : (resource.destroys?.refusal(thing, nameIn(keeper)) ?? []);
    });

  /** A preview creates nothing, so a taker that was registered first is not refused in it: its keeper says so instead. */
  const warnOfTakers = async (urn: string, kept: readonly string[]): Promise<void> => {
    const [thing, taker] =
      kept.map((each) => [each, claims.taker(each, urn)] as const).find(([, by]) => by !== undefined) ?? [];
    if (thing === undefined || taker === undefined) return;
    const text = `${thing} is kept here, and resource ${nameIn(taker)} of this program would put an end to it: that will be refused; remove one of the two`;
    await around.engine.log({ severity: "warn", text, urn, ephemeral: false });
  };

  /** An update without a reason of its own, which the engine makes because the last step ended with an error. */
  const sayUnfinished = (urn: string): Promise<void> => {
    const text = "remember: the last run ended with an error, and nothing of it is left to do (no request is sent)";
    const tag = { codes: [UNFINISHED_CODE], severity: "info" } as const;
    return around.engine.log({ severity: "info", text: tagged(text, tag), urn, ephemeral: false });
  };

  /** Said in check, for a preview of what is to be created asks nothing else. */
  const advise = async (urn: string, given: Bag): Promise<void> => {
    const known = Object.fromEntries(Object.entries(wholly(given)).filter(([, value]) => !isUnknown(value)));
    for (const text of few(resource.advice?.(known) ?? []))
      await around.engine.log({ severity: "warn", text, urn, ephemeral: false });
  };

  const explain = async (urn: string, plan: Plan<Reason>, unseen: string | undefined): Promise<void> => {
    const log = (severity: "info" | "warn", text: string) =>
      around.engine.log({ severity, text, urn, ephemeral: false });
    const tag = (...reasons: readonly Reason[]) =>
      tagOf(reasons.map((reason) => ({ code: reason.code, ...resource.grade(reason) })));
    for (const warning of plan.warnings) await log("warn", tagged(resource.sentence(warning), tag(warning)));
    if (plan.action === "nothing") return;
    const sentences = [...plan.reasons.map(resource.sentence), ...(unseen === undefined ? [] : [unseen])];
    await log("info", tagged(`${plan.action}: ${sentences.join("; ")}`, tag(...plan.reasons)));
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
      if (isTooDeep(news)) return { inputs: hidden(news), failures: [failure(TOO_DEEP)] };
      const given = fromEngine(news);
      const prior = Object.keys(olds).length === 0 ? undefined : fromEngine(olds);
      const urn = urnOf(news);
      const reasons = [
        ...(waitsForConfig ? [] : settings.problems[resource.family]),
        ...few(resource.check(prior, given, now())).map(settings.scrub),
      ];
      if (reasons.length === 0) await advise(urn, given);
      const typed = resource.inputs(wholly(given));
      const thing = resource.uniqueKey(typed);
      announced.check(urn, toEngine(given));
      name(news, typed, prior === undefined);
      const other = thing === undefined ? undefined : claims.rival(`${resource.kind} ${thing}`, selfOf(news));
      // What it took before it was taken long ago, whoever keeps it now.
      const before = prior === undefined ? [] : (resource.destroys?.things(resource.inputs(wholly(prior))) ?? []);
      claims.take(urn, resource.destroys?.things(typed).filter((taken) => !before.includes(taken)) ?? []);
      const refused = forbidden(news, typed, before);
      if (refused.length > 0) reasons.push(refused.join("; "));
      if (other !== undefined)
        reasons.push(
          `${thing} is also named by resource ${nameIn(other)}: two resources cannot keep the same ${resource.kind.toLowerCase()}; ${resource.duplicateAdvice?.(typed) ?? "remove one of them"}`,
        );
      return { inputs: { ...toEngine(given), ...hidden(news) }, failures: reasons.map(failure) };
    },

    async diff(_, olds, news) {
      const prior = resource.restore(fromEngine(olds));
      const inputs = resource.inputs(wholly(fromEngine(news)));
      const plan = resource.plan(prior, inputs, now());
      const urn = urnOf(news);
      claims.remember(urn, prior);
      if (announced.isProgram(urn, toEngine(fromEngine(news)))) {
        const instance = instanceIn(olds);
        if (instance !== undefined) claims.isNow(instance, urn);
        const kept = hold(withInstance(news, instance), prior, inputs, plan.action);
        if (!GIVES_UP.has(plan.action)) await warnOfTakers(urn, kept);
        const unseen = claims.isSeen(instance) ? undefined : resource.unseen?.(plan, inputs);
        if (plan.action === "nothing" && isUnfinished(olds)) await sayUnfinished(urn);
        await explain(urn, plan, unseen);
      }
      return {
        // The engine updates what did not end well, whatever is said here.
        changes: plan.action !== "nothing" || isUnfinished(olds),
        replaces: plan.action === "replace" ? [resource.identifiedBy] : [],
        deleteBeforeReplace: false,
      };
    },

    async create(news) {
      const half = halfMades.take(urnOf(news), news);
      const made = half?.bag ?? withInstance(news, claims.newInstance());
      return stepping(made, async (voice) => {
        const inputs = applied(resource, news);
        const refused = forbidden(news, inputs as Given<Inputs>);
        if (refused.length > 0) throw new Refusal(refused);
        const predecessor = predecessorOf(news, inputs as Given<Inputs>);
        const inherit = (state: State): State =>
          half !== undefined || predecessor === undefined || resource.inherit === undefined
            ? state
            : resource.inherit(state, predecessor, now());
        const context = contextFor(news, voice);
        try {
          const { id, state } =
            half === undefined
              ? await resource.create(inputs, context)
              : await goneOnWith(half.failure, inputs, context);
          const whole = inherit(state);
          hold(made, whole, inputs as Given<Inputs>);
          return { id, outs: outputs(resource, whole, made) };
        } catch (error) {
          fail(news);
          const failed = PartialFailure.is(error) ? error : half?.failure;
          if (failed === undefined) throw error;
          const failure = new PartialFailure(failed.id, inherit(failed.state as State), linesOf(error));
          halfMades.left(urnOf(news), news, { bag: made, failure });
          throw failure;
        }
      });
    },

    async update(id, olds, news) {
      const going = withInstance(news, instanceIn(olds));
      return stepping(going, async (voice) => {
        const prior = resource.restore(fromEngine(olds));
        const inputs = applied(resource, news);
        const plan = resource.plan(prior, inputs as Given<Inputs>, now());
        try {
          const state = await resource.update(prior, inputs, plan, contextFor(news, voice));
          hold(going, state, inputs as Given<Inputs>);
          return { id, outs: outputs(resource, state, going) };
        } catch (error) {
          hold(going, PartialFailure.is(error) ? (error.state as State) : prior, inputs as Given<Inputs>);
          throw error;
        }
      });
    },

    async read(id, props) {
      return stepping(props, async (voice) => {
        const state = await resource.read(id, resource.restore(fromEngine(props)), contextFor(props, voice));
        claims.see(instanceIn(props));
        announced.read(urnOf(props));
        claims.remember(urnOf(props), state);
        const unique = resource.uniqueKey(resource.inputs(fromEngine(pick(props, resource.inputNames))));
        if (unique !== undefined) claims.remember(`${resource.kind} ${account()} ${unique}`, state);
        return { id, props: outputs(resource, state, props) };
      });
    },

    async delete(id, props) {
      await stepping(props, async (voice) => {
        const prior = resource.restore(fromEngine(props));
        const inputs = resource.inputs(fromEngine(pick(props, resource.inputNames)));
        const instance = instanceIn(props);
        // An alias renames a resource without an update: its outputs then have its old name.
        const urn = claims.urnOf(instance) ?? urnOf(props);
        const self = { urn, account: account(), instance };
        const key = keyOf(inputs);
        const heir = claims.heirOf({
          ...self,
          key,
          roughKey: roughKeyOf({ kind: resource.kind, ...(inputs as object) }),
          onlyNew: resource.placeOf !== undefined,
          isRemembered: resource.inherit !== undefined && claims.remembered(self.urn) !== undefined,
        });
        let left: readonly string[] = [];
        const leave = (things: readonly string[]): void => {
          left = things;
        };
        await resource.delete(prior, { ...contextFor(props, voice, self), heir, leave });
        claims.delete(present({ urn, instance, account: self.account, key, left }));
        return { id };
      });
    },
  };

  /** A create that is called again is the update that the next `pulumi up` would be. */
  async function goneOnWith(
    { id, state }: PartialFailure,
    inputs: Inputs,
    context: Context<CertCentral>,
  ): Promise<{ id: string; state: State }> {
    const prior = state as State;
    const plan = resource.plan(prior, inputs as Given<Inputs>, now());
    context.run.log.info("create is called again: it goes on with what the first call left");
    return { id, state: await resource.update(prior, inputs, plan, context) };
  }

  /** What this operation saw of the resource whose place a new one takes: the one that it replaces, or one of another name that was refreshed. */
  function predecessorOf(news: Bag, inputs: Given<Inputs>): State | undefined {
    const unique = resource.uniqueKey(inputs);
    const seen =
      claims.remembered(urnOf(news)) ??
      (unique === undefined ? undefined : claims.remembered(`${resource.kind} ${account()} ${unique}`));
    return seen as State | undefined;
  }

  /** Turns whatever fails into what the host understands, and lets nothing else of a foreign error through. */
  async function stepping<Value>(bag: Bag, step: (voice: Voice) => Promise<Value>): Promise<Value> {
    const voice = new Voice(around.engine);
    try {
      return await step(voice);
    } catch (error) {
      if (PartialFailure.is(error))
        throw Object.assign(stepError(lines(error.reasons.join("\n"))), {
          id: error.id,
          properties: unfinished(outputs(resource, error.state as State, bag)),
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
const applied = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  bag: Bag,
): Inputs => {
  const given = resource.inputs(wholly(fromEngine(bag)));
  const unknown = Object.entries(given).filter(([, value]) => isUnknown(value));
  if (unknown.length > 0) throw new Error(`${unknown.map(([key]) => key).join(", ")} still unknown when applied`);
  return given as Inputs;
};

const outputs = <State>(resource: { readonly store: (state: State) => Bag }, state: State, bag: Bag): Bag => ({
  ...withInstance(toEngine(resource.store(state)), instanceIn(bag)),
  ...hidden(bag),
});
