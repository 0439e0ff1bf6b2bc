import { isDeepStrictEqual } from "node:util";
import type { CertCentral } from "../../certcentral";
import { lookLine } from "../../contract/lines/look";
import { linesOf, PartialFailure } from "../../contract/partial-failure";
import type { Action } from "../../contract/plan";
import type { Bag, Resource } from "../../contract/resource";
import { type Given, holdsUnknown, isUnknown, UNKNOWN, wholly } from "../../contract/unknown";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../../resources";
import { readSettings, type Settings } from "../../settings/settings";
import { doorOf, type Step } from "../door";
import { instanceIn, isTooDeep, isUnfinished, TOO_DEEP, unfinished, withInstance } from "../marshal";
import type { Surroundings } from "../surroundings";
import { type DetailedDiff, detailedDiff } from "./detailed-diff";
import { HalfDone } from "./failures";
import { looking, refusedLook } from "./looks";

/*
 * One kind of resource behind the native door: what an engine asks of it, in bags of ours. What a step fails with is thrown as
 * it is, or as `HalfDone` with the state that must not be lost.
 */

/** By the names that programs and state know them by. */
export const KINDS = {
  Certificate: (around: Surroundings) => nativeOf(certificate, around),
  AcmeCredentials: (around: Surroundings) => nativeOf(acmeCredentials, around),
  CertificateValidation: (around: Surroundings) => nativeOf(certificateValidation, around),
  Revocation: (around: Surroundings) => nativeOf(revocation, around),
} as const;
export type Kind = keyof typeof KINDS;

/** What an engine says with each call about a step. */
export interface Asked {
  readonly urn: string;
  /** Seconds; 0 where the user says nothing. */
  readonly timeout?: number;
  /** Nothing is to be sent. */
  readonly preview?: boolean;
}

export interface Diffed {
  readonly changes: boolean;
  readonly replaces: boolean;
  readonly touched: DetailedDiff;
  /** Outputs that keep their values. */
  readonly stables: readonly string[];
}

export interface NativeResource {
  readonly secretOutputs: readonly string[];
  /** Inputs that guard something, for `fromWire`. */
  readonly guards: readonly string[];
  configure(settings: Settings, waits: boolean): void;
  check(urn: string, olds: Bag, news: Bag): Promise<readonly string[]>;
  diff(urn: string, outputs: Bag, oldInputs: Bag, news: Bag): Promise<Diffed>;
  create(asked: Asked, news: Bag): Promise<{ readonly id: string; readonly outputs: Bag }>;
  update(asked: Asked, outputs: Bag, news: Bag): Promise<Bag>;
  /** Whether a bag is of state: an import has none, and a look-up the inputs alone. */
  isState(bag: Bag): boolean;
  read(asked: Asked, id: string, outputs: Bag): Promise<Bag>;
  /** What exists already under an id, with the inputs that ask for just that. */
  adopt(asked: Asked, id: string): Promise<{ readonly outputs: Bag; readonly inputs: Bag }>;
  delete(asked: Asked, outputs: Bag): Promise<void>;
}

const nativeOf = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  around: Surroundings,
): NativeResource => {
  let settings = readSettings({ config: () => undefined, env: around.env });
  const door = doorOf(resource, around, settings);
  const { inputNames, secretOutputs = [] } = resource;
  const outputNames = resource.unsettled("replace");
  const inputsIn = (bag: Bag): Given<Inputs> => resource.inputs(pick(bag, inputNames));
  /** As a step stores them, so that nobody is shown another value before it is carried out. */
  const echoed = (news: Bag): Bag => ({ ...resource.inputs(wholly(pick(news, inputNames))) });
  const stateIn = (outputs: Bag): State => resource.restore(outputs);
  const stored = (state: State, { instance }: Step): Bag => withInstance(resource.store(state), instance);

  const stepOf = ({ urn, timeout = 0 }: Asked, instance: string | undefined): Step => ({
    urn,
    instance,
    ...(timeout > 0 ? { timeout } : {}),
  });

  /** What must not be lost goes with the failure. */
  const saving = async <Value>(of: Step, inputs: Bag, step: () => Promise<Value>): Promise<Value> => {
    try {
      return await step();
    } catch (error) {
      if (!PartialFailure.is(error)) throw error;
      const outputs = unfinished(stored(error.state as State, of));
      throw new HalfDone(error.id, outputs, inputs, secretOutputs, error.reasons);
    }
  };

  const open = (bag: Bag, names: readonly string[]): Bag => ({
    ...bag,
    ...Object.fromEntries(names.map((name) => [name, UNKNOWN])),
  });

  const sayNotLooked = (urn: string, why: string): Promise<void> =>
    around.engine.log({ severity: "info", text: lookLine(`not looked: ${why}`, "not-looked"), urn, ephemeral: false });

  /** What is known of a create beforehand: what a look shows, where one can be taken. It never fails the preview. */
  const foreseen = async (of: Step, news: Bag): Promise<Bag> => {
    const nothing = open(echoed(news), [...outputNames, "internal"]);
    if (resource.foresee === undefined) return nothing;
    const missing = inputNames.filter((name) => holdsUnknown(news[name]));
    const refused =
      missing.length > 0
        ? `${missing.join(", ")} not known before it is applied`
        : refusedLook(around.allowance, settings.looks);
    if (refused !== undefined) {
      if (settings.looks > 0) await sayNotLooked(of.urn, refused);
      return nothing;
    }
    try {
      const foreseen = await door.foresee(of, inputsIn(news) as Inputs, (api) => looking(around.allowance, api));
      return foreseen === undefined ? nothing : open(resource.store(foreseen.state), [...foreseen.open, "internal"]);
    } catch (error) {
      await sayNotLooked(of.urn, linesOf(error)[0] ?? "the look failed");
      return nothing;
    }
  };

  /** What did not end well is gone on with, though nothing is to be changed. */
  const acting = (outputs: Bag, action: Action): Action =>
    isUnfinished(outputs) && action === "nothing" ? "resume" : action;

  /** What an update leaves as it is, before it is carried out. */
  const updated = (outputs: Bag, news: Bag): Bag => {
    const action = acting(outputs, door.plan(stateIn(outputs), news).action);
    const before = stored(stateIn(outputs), { urn: "", instance: instanceIn(outputs) });
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !inputNames.includes(name)));
    const asked = echoed(news);
    // A request that waits may be the one that comes true, and it was sent with what was asked for then.
    const unsure = inputNames.filter(
      (name) => action === "resume" && !isDeepStrictEqual(before[name] ?? undefined, asked[name]),
    );
    return open({ ...kept, ...asked }, [...resource.unsettled(action), ...unsure]);
  };

  return {
    secretOutputs,
    guards: resource.guards ?? [],

    configure(given, waits) {
      settings = given;
      door.configure(given, waits);
    },

    async check(urn, olds, news) {
      if (isTooDeep(news)) return [TOO_DEEP];
      return door.check(urn, Object.keys(olds).length === 0 ? undefined : olds, news);
    },

    async diff(urn, outputs, oldInputs, news) {
      const of = { urn, instance: instanceIn(outputs) };
      const { action, reasons } = await door.diff(of, stateIn(outputs), news, isUnfinished(outputs));
      const touched = [...new Set(reasons.flatMap(resource.touches))];
      const unsettled = resource.unsettled(acting(outputs, action));
      return {
        // The engine updates what did not end well, whatever is said here.
        changes: action !== "nothing" || isUnfinished(outputs),
        replaces: action === "replace",
        touched: detailedDiff({ touched, inputNames, before: oldInputs, after: news }),
        stables: outputNames.filter((name) => !unsettled.includes(name)),
      };
    },

    async create(asked, news) {
      if (asked.preview === true) return { id: "", outputs: await foreseen(stepOf(asked, undefined), news) };
      const of = stepOf(asked, door.instanceFor(asked.urn, news));
      return saving(of, news, async () => {
        const { id, state } = await door.create(of, applied(resource, news), news);
        return { id, outputs: stored(state, of) };
      });
    },

    async update(asked, outputs, news) {
      if (asked.preview === true) return updated(outputs, news);
      const of = stepOf(asked, instanceIn(outputs));
      return saving(of, news, async () => stored(await door.update(of, stateIn(outputs), applied(resource, news)), of));
    },

    isState: (bag) => Object.keys(bag).some((name) => !inputNames.includes(name)),

    async read(asked, id, outputs) {
      const of = stepOf(asked, instanceIn(outputs));
      return stored(await door.read(of, id, stateIn(outputs), inputsIn(outputs)), of);
    },

    async adopt(asked, id) {
      const of = stepOf(asked, door.instanceFor(asked.urn, {}));
      const outputs = stored(await door.adopt(of, id), of);
      return { outputs, inputs: pick(outputs, inputNames) };
    },

    async delete(asked, outputs) {
      await door.delete(stepOf(asked, instanceIn(outputs)), stateIn(outputs), inputsIn(outputs));
    },
  };
};

const pick = (bag: Bag, keys: readonly string[]): Bag =>
  Object.fromEntries(keys.flatMap((key) => (key in bag ? [[key, bag[key]]] : [])));

/** Everything is known when a step is applied; the engine sees to it. */
const applied = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  news: Bag,
): Inputs => {
  const given = resource.inputs(wholly(news));
  const unknown = Object.entries(given).filter(([, value]) => isUnknown(value));
  if (unknown.length > 0) throw new Error(`${unknown.map(([key]) => key).join(", ")} still unknown when applied`);
  return given as Inputs;
};
