import { type CertCentral, readOnly } from "../certcentral";
import { roughKeyOf } from "../claims/words";
import { digest } from "../contract/digest";
import { NOBODY } from "../contract/heir";
import { lookLine } from "../contract/lines/look";
import { linesOf, PartialFailure } from "../contract/partial-failure";
import type { Plan } from "../contract/plan";
import { present } from "../contract/present";
import { Refusal } from "../contract/refusal";
import type { Bag, Context, Created, Resource } from "../contract/resource";
import { few } from "../contract/text/few";
import { type Given, wholly } from "../contract/unknown";
import type { Settings } from "../settings/settings";
import { Announced } from "./announced";
import { braked, heldBack } from "./brake";
import { claimingOf, type Identified } from "./claims/claiming";
import { nameIn, type Self } from "./claims/claims";
import { HalfMades } from "./half-made";
import { heldBy } from "./held-by";
import { Voice } from "./log/engine-log";
import { explainingOf } from "./log/explaining";
import { ownKeys } from "./own-key";
import { runFor, type Surroundings } from "./surroundings";

/** A step of a resource. */
export interface Step extends Identified {
  /** Seconds that the engine gives it, where it says so. */
  readonly timeout?: number;
}

/**
 * What every front door needs of one kind of resource, whichever engine stands before it: settings, claims, turns, the brake,
 * and the words for people. Values are our own: no bag of an engine, no unknown but ours. What fails is thrown as it is.
 */
export interface Door<Inputs, State, Reason> {
  /** `waits`: a setting is not known yet, so that none is called missing. */
  configure(settings: Settings, waits: boolean): void;
  /** Why the inputs are refused, a sentence each. */
  check(urn: string, prior: Bag | undefined, given: Bag): Promise<readonly string[]>;
  /** `isUnfinished`: the engine updates it whatever is said, for its last step ended with an error. */
  diff(of: Identified, prior: State, given: Bag, isUnfinished: boolean): Promise<Plan<Reason>>;
  /** The same without a word to anybody: what a comparison has said before. */
  plan(prior: State, given: Bag): Plan<Reason>;
  /** `asked`: what the engine says, by which a create that is called again is known. */
  create(of: Step, inputs: Inputs, asked: Bag): Promise<Created<State>>;
  update(of: Step, prior: State, inputs: Inputs): Promise<State>;
  read(of: Step, id: string, prior: State, inputs: Given<Inputs>): Promise<State>;
  delete(of: Step, prior: State, inputs: Given<Inputs>): Promise<void>;
  /**
   * The state that a create would come to, by reading alone, and said; `undefined` where that cannot be told by looking. `open`: the
   * outputs that are not known before it, for they tell what it takes over, and when.
   */
  foresee(
    of: Step,
    inputs: Inputs,
    counted: (api: CertCentral) => CertCentral,
  ): Promise<{ readonly state: State; readonly open: readonly string[] } | undefined>;
  /** The state of what exists already under an id, by reading alone. */
  adopt(of: Step, id: string): Promise<State>;
  /** Each create makes another instance, though the URN be the same; a create that is called again goes on with its own. */
  instanceFor(urn: string, asked: Bag): string;
}

/** What was deleted before its replacement, which could not be made: no state tells of what it had left alive. */
const withOrphans = (error: unknown, left: readonly string[]): unknown =>
  left.length === 0
    ? error
    : new Refusal([
        ...linesOf(error),
        `${left.join(", ")} ${left.length > 1 ? "live" : "lives"} on, left to this resource by what it replaces, and no state tells of it now; once nobody uses it, have it revoked: by a Revocation, or a pair by revokeCredentialIds`,
      ]);

/** Nobody waits longer for what a preview could do without. */
const LONGEST_LOOK_MS = 20_000;

/** How soon to look again whether another process has ended its turn. */
const LOOK_FOR_TURN_MS = 200;

export const doorOf = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  around: Surroundings,
  /** What there is before an engine has configured anything, or although it failed to. */
  unconfigured: Settings,
): Door<Inputs, State, Reason> => {
  const { claims, engine } = around;
  const halfMades = new HalfMades();
  const announced = new Announced();
  let settings = unconfigured;
  let waitsForConfig = false;
  let api: CertCentral | undefined;

  const account = (): string => {
    const access = settings.account[resource.family];
    return "baseUrl" in access ? access.baseUrl : "";
  };
  const selfOf = (urn: string): Self => ({ urn, account: account(), knowsNew: resource.placeOf !== undefined });
  const claiming = claimingOf(resource, claims, selfOf);
  const now = (): Date => new Date(around.now().getTime() + settings.clockOffset * 1000);
  const explaining = explainingOf(resource, engine);

  const contextFor = ({ urn, timeout }: Step, voice: Voice, self = selfOf(urn)): Context<CertCentral> => {
    // One for all steps: by it they know one another, where they wait for the same or make one of the same contract.
    api ??= heldBy(settings.userId, braked(around.connect(settings), settings.brake, around.allowance));
    const run = { ...runFor(voice.of(urn), settings, around, timeout), resource: self.urn };
    const exclusively: Context<CertCentral>["exclusively"] = (thing, work) => {
      if (claims.turns.taken(thing)) run.log.progress(`waits for another resource of this run: ${thing}`);
      return claims.turns.take(thing, work, () => run.sleep(LOOK_FOR_TURN_MS));
    };
    const mayBeKeptBy: Context<CertCentral>["mayBeKeptBy"] = (things) => {
      const keeper = claims.mayBeKeptBy(things, self);
      return keeper === undefined ? undefined : nameIn(keeper);
    };
    const takenBy: Context<CertCentral>["takenBy"] = (things) => {
      const taker = things.map((thing) => claims.taker(thing, self.urn)).find((urn) => urn !== undefined);
      return taker === undefined ? undefined : nameIn(taker);
    };
    const owned = (thing: string): "now" | "before" | undefined => claims.owned(thing, self);
    const resourceDigest = digest(self.urn).slice(0, 8);
    return { api, run, resourceDigest, heir: NOBODY, leave: () => {}, owned, mayBeKeptBy, takenBy, exclusively };
  };

  /** What is said while a step takes its course has reached the engine when the step is over. */
  const stepping = async <Value>(step: (voice: Voice) => Promise<Value>): Promise<Value> => {
    const voice = new Voice(engine);
    try {
      return await step(voice);
    } finally {
      await voice.done();
    }
  };

  /** What this operation saw of the resource whose place a new one takes: the one that it replaces, or one of another name that was refreshed. */
  const predecessorOf = (urn: string, inputs: Given<Inputs>): State | undefined => {
    const unique = resource.uniqueKey(inputs);
    const seen =
      claims.remembered(urn) ??
      (unique === undefined ? undefined : claims.remembered(`${resource.kind} ${account()} ${unique}`));
    return seen as State | undefined;
  };

  const inheriting = (state: State, predecessor: State | undefined): State =>
    predecessor === undefined || resource.inherit === undefined ? state : resource.inherit(state, predecessor, now());

  /** A create that is called again is the update that the next `pulumi up` would be. */
  const goneOnWith = async (
    { id, state }: PartialFailure,
    inputs: Inputs,
    context: Context<CertCentral>,
  ): Promise<Created<State>> => {
    const prior = state as State;
    const plan = resource.plan(prior, inputs as Given<Inputs>, now());
    context.run.log.info("create is called again: it goes on with what the first call left");
    return { id, state: await resource.update(prior, inputs, plan, context) };
  };

  /** What a comparison with the program's own inputs has to say to people. */
  const explain = async (
    of: Identified,
    plan: Plan<Reason>,
    inputs: Given<Inputs>,
    kept: readonly string[],
    isUnfinished: boolean,
  ): Promise<void> => {
    // A preview creates nothing, so a taker that was registered first is not refused in it: its keeper says so instead.
    const taken = claiming.takerOf(of.urn, kept, plan.action);
    if (taken !== undefined) await explaining.warn(of.urn, taken);
    if (plan.action === "nothing" && isUnfinished) await explaining.unfinished(of.urn);
    const held = heldBack(plan.action, settings.brake);
    if (held !== undefined) await explaining.warn(of.urn, held);
    await explaining.plan(of.urn, plan, claims.isSeen(of.instance) ? undefined : resource.unseen?.(plan, inputs));
  };

  return {
    instanceFor: (urn, asked) => halfMades.of(urn, asked)?.instance ?? claims.newInstance(),

    configure(given, waits) {
      settings = given;
      waitsForConfig = waits;
      api = undefined;
    },

    async check(urn, prior, given) {
      const failures = [
        ...(waitsForConfig ? [] : settings.problems[resource.family]),
        ...few(ownKeys(given, settings.scrub)),
        ...few(resource.check(prior, given, now())).map(settings.scrub),
      ];
      if (failures.length === 0) await explaining.advise(urn, given, prior === undefined, now());
      const inputs = resource.inputs(wholly(given));
      const thing = resource.uniqueKey(inputs);
      announced.check(urn, given);
      const inputsBefore = prior === undefined ? undefined : resource.inputs(wholly(prior));
      claiming.name(urn, inputs, inputsBefore);
      const other = thing === undefined ? undefined : claims.rival(`${resource.kind} ${thing}`, selfOf(urn));
      // What it took before it was taken long ago, whoever keeps it now.
      const before = inputsBefore === undefined ? [] : (resource.destroys?.things(inputsBefore) ?? []);
      claims.take(urn, resource.destroys?.things(inputs).filter((taken) => !before.includes(taken)) ?? []);
      const refused = claiming.forbidden(urn, inputs, before);
      if (refused.length > 0) failures.push(refused.join("; "));
      if (other !== undefined)
        failures.push(
          `${thing} is also named by resource ${nameIn(other)}: two resources cannot keep the same ${resource.kind.toLowerCase()}; ${resource.duplicateAdvice?.(inputs) ?? "remove one of them"}`,
        );
      return failures;
    },

    async diff(of, prior, given, isUnfinished) {
      const inputs = resource.inputs(wholly(given));
      const plan = resource.plan(prior, inputs, now());
      claims.remember(of.urn, prior);
      if (announced.isProgram(of.urn, given)) {
        if (of.instance !== undefined) claims.isNow(of.instance, of.urn);
        const kept = claiming.hold(of, prior, inputs, plan.action);
        await explain(of, plan, inputs, kept, isUnfinished);
      }
      return plan;
    },

    create: (of, inputs, asked) =>
      stepping(async (voice) => {
        const refused = claiming.forbidden(of.urn, inputs as Given<Inputs>);
        if (refused.length > 0) throw new Refusal(refused);
        const half = halfMades.take(of.urn, asked);
        const predecessor = predecessorOf(of.urn, inputs as Given<Inputs>);
        const inherit = (state: State): State => inheriting(state, half === undefined ? predecessor : undefined);
        const context = contextFor(of, voice);
        try {
          const { id, state } =
            half === undefined
              ? await resource.create(inputs, context, predecessor)
              : await goneOnWith(half.failure, inputs, context);
          const whole = inherit(state);
          claiming.hold(of, whole, inputs as Given<Inputs>);
          return { id, state: whole };
        } catch (error) {
          const failed = PartialFailure.is(error) ? error : half?.failure;
          claiming.fail(of.urn, failed?.state as State | undefined, inputs as Given<Inputs>);
          if (failed === undefined) throw withOrphans(error, claims.leftBy(of.urn));
          const failure = new PartialFailure(failed.id, inherit(failed.state as State), linesOf(error));
          halfMades.left(of.urn, asked, { instance: of.instance, failure });
          throw failure;
        }
      }),

    update: (of, prior, inputs) =>
      stepping(async (voice) => {
        const plan = resource.plan(prior, inputs as Given<Inputs>, now());
        try {
          const state = await resource.update(prior, inputs, plan, contextFor(of, voice));
          claiming.hold(of, state, inputs as Given<Inputs>);
          return state;
        } catch (error) {
          const left = PartialFailure.is(error) ? (error.state as State) : prior;
          claiming.hold(of, left, inputs as Given<Inputs>);
          throw error;
        }
      }),

    read: (of, id, prior, inputs) =>
      stepping(async (voice) => {
        const state = await resource.read(id, prior, contextFor(of, voice));
        claims.see(of.instance);
        announced.read(of.urn);
        claims.remember(of.urn, state);
        const unique = resource.uniqueKey(inputs);
        if (unique !== undefined) claims.remember(`${resource.kind} ${account()} ${unique}`, state);
        return state;
      }),

    plan: (prior, given) => resource.plan(prior, resource.inputs(wholly(given)), now()),

    foresee: (of, inputs, counted) =>
      stepping(async (voice) => {
        const context = contextFor(of, voice);
        const deadline = new Date(now().getTime() + LONGEST_LOOK_MS);
        const run = { ...context.run, deadline };
        const predecessor = predecessorOf(of.urn, inputs as Given<Inputs>);
        const looking = { ...context, api: counted(readOnly(context.api)), run };
        const foreseen = await resource.foresee?.(inputs, looking, predecessor);
        if (foreseen !== undefined) voice.of(of.urn).info(lookLine(foreseen.sentence, foreseen.code));
        if (foreseen?.state === undefined) return undefined;
        const open = predecessor === undefined ? [] : resource.unsettled("retire");
        return { state: inheriting(foreseen.state, predecessor), open };
      }),

    adopt: (of, id) =>
      stepping((voice) => {
        const context = contextFor(of, voice);
        return resource.adopt(id, { ...context, api: readOnly(context.api) });
      }),

    delete: (of, prior, inputs) =>
      stepping(async (voice) => {
        const { urn: stored, instance } = of;
        // An alias renames a resource without an update: its outputs then have its old name.
        const urn = claims.urnOf(instance) ?? stored;
        const self = { urn, account: account(), instance };
        const key = claiming.keyOf(inputs);
        const heir = claims.heirOf({
          ...self,
          key,
          roughKey: roughKeyOf({ kind: resource.kind, ...(inputs as object) }),
          onlyNew: resource.placeOf !== undefined,
          isRemembered: resource.inherit !== undefined && claims.remembered(urn) !== undefined,
        });
        let left: readonly string[] = [];
        const leave = (things: readonly string[]): void => {
          left = things;
        };
        await resource.delete(prior, { ...contextFor(of, voice, self), heir, leave });
        claims.delete(present({ urn, instance, account: self.account, key, left }));
      }),
  };
};
