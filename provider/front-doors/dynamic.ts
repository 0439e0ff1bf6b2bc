import type { CertCentral } from "../certcentral";
import { instanceName, namedBy } from "../claims/instance";
import { linesOf, PartialFailure } from "../contract/partial-failure";
import type { Bag, Resource } from "../contract/resource";
import { lines } from "../contract/text/foreign-text";
import { type Given, isUnknown, wholly } from "../contract/unknown";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../resources";
import { readSettings } from "../settings/settings";
import type { Identified } from "./claims/claiming";
import { doorOf } from "./door";
import {
  fromEngine,
  HIDDEN,
  instanceIn,
  isTooDeep,
  isUnfinished,
  TOO_DEEP,
  toEngine,
  UNKNOWN_TEXT,
  unfinished,
  withInstance,
} from "./marshal";
import { stepError } from "./step-error";
import { type Surroundings, surroundings } from "./surroundings";

/*
 * The dynamic door: what Pulumi's dynamic-provider host calls. The only place that knows its habits: bags with a constant
 * `__provider`, unknowns as a magic text, `{id, properties, reasons}` for a step that failed half-way, one process for all
 * resources of a provider, a configure that may never have happened.
 */

const kinds = {
  Certificate: (around: Surroundings) => dynamicOf(certificate, around),
  AcmeCredentials: (around: Surroundings) => dynamicOf(acmeCredentials, around),
  CertificateValidation: (around: Surroundings) => dynamicOf(certificateValidation, around),
  Revocation: (around: Surroundings) => dynamicOf(revocation, around),
} as const;

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

let ofThisProcess: Surroundings | undefined;

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

/** Settings that check cannot judge while they are unknown. */
const NEEDED = ["digicert:apiKey", "digicert:partnerApiKey", "digicert:baseUrl", "digicert:partnerBaseUrl"];

const dynamicOf = <Inputs extends object, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
  around: Surroundings,
): DynamicProvider => {
  // The host configures once and asynchronously; a call may come first, or come although it failed. The environment alone
  // is then what we have, and what is missing is said by check and by every call.
  const door = doorOf(resource, around, readSettings({ config: () => undefined, env: around.env }));
  const inputsIn = (props: Bag): Given<Inputs> => resource.inputs(fromEngine(pick(props, resource.inputNames)));
  // Whatever is stored is known.
  const stateIn = (props: Bag): State => resource.restore(props);

  /** Turns whatever fails into what the host understands, and lets nothing else of a foreign error through. */
  const translated = async <Value>(of: Identified, bag: Bag, step: () => Promise<Value>): Promise<Value> => {
    try {
      return await step();
    } catch (error) {
      if (PartialFailure.is(error))
        throw Object.assign(stepError(lines(error.reasons.join("\n"))), {
          id: error.id,
          properties: unfinished(outputs(resource, error.state as State, of.instance, bag)),
          // The engine counts reasons as errors, and puts a bullet before each: further lines stand under the first.
          reasons: [lines(error.reasons.join("\n\t  "))],
        });
      throw stepError(lines(linesOf(error).join("\n")) || "failed without a reason");
    }
  };

  return {
    // Nothing in here may wait: the host lets other calls in meanwhile.
    async configure({ config }) {
      const get = (key: string): string | undefined => {
        const value: unknown = config.get(key);
        return typeof value === "string" ? value : undefined;
      };
      const waits = NEEDED.some((key) => get(key) === UNKNOWN_TEXT);
      door.configure(readSettings({ config: get, env: around.env }), waits);
    },

    async check(olds, news) {
      if (isOfNative(olds, news)) return { inputs: { ...news }, failures: [failure(NO_WAY_BACK)] };
      if (isTooDeep(news)) return { inputs: hidden(news), failures: [failure(TOO_DEEP)] };
      const given = fromEngine(news);
      const prior = Object.keys(olds).length === 0 ? undefined : fromEngine(olds);
      const reasons = await door.check(urnOf(news), prior, given);
      return { inputs: { ...toEngine(given), ...hidden(news) }, failures: reasons.map(failure) };
    },

    async diff(_, olds, news) {
      const of = { urn: urnOf(news), instance: instanceIn(olds) };
      const { action } = await door.diff(of, stateIn(olds), fromEngine(news), isUnfinished(olds));
      return {
        // The engine updates what did not end well, whatever is said here.
        changes: action !== "nothing" || isUnfinished(olds),
        replaces: action === "replace" ? [resource.identifiedBy] : [],
        deleteBeforeReplace: false,
      };
    },

    async create(news) {
      const of = { urn: urnOf(news), instance: door.instanceFor(urnOf(news), news) };
      return translated(of, news, async () => {
        const { id, state } = await door.create(of, applied(resource, news), news);
        return { id, outs: outputs(resource, state, of.instance, news) };
      });
    },

    async update(id, olds, news) {
      const of = { urn: urnOf(news), instance: instanceIn(olds) };
      return translated(of, news, async () => {
        const state = await door.update(of, stateIn(olds), applied(resource, news));
        return { id, outs: outputs(resource, state, of.instance, news) };
      });
    },

    async read(id, props) {
      const of = { urn: urnOf(props), instance: instanceIn(props) };
      return translated(of, props, async () => {
        const state = await door.read(of, id, stateIn(props), inputsIn(props));
        return { id, props: outputs(resource, state, of.instance, props) };
      });
    },

    async delete(_, props) {
      const of = { urn: urnOf(props), instance: instanceIn(props) };
      await translated(of, props, () => door.delete(of, stateIn(props), inputsIn(props)));
    },
  };
};

const pick = (bag: Bag, keys: readonly string[]): Bag =>
  Object.fromEntries(keys.flatMap((key) => (key in bag ? [[key, bag[key]]] : [])));

const urnOf = (bag: Bag): string => {
  const urn = bag[HIDDEN.urn];
  return typeof urn === "string" && urn !== UNKNOWN_TEXT ? namedBy(urn).urn : "";
};

/** Inputs that this door has checked before carry its recipe; those of the native plugin do not, and neither can this door refresh or delete what they are of. */
const isOfNative = (olds: Bag, news: Bag): boolean =>
  Object.keys(olds).length > 0 && HIDDEN.provider in news && !(HIDDEN.provider in olds);
const NO_WAY_BACK =
  "this resource was last written by the native plugin, and there is no way back from it: import the class from pulumi-digicert/native again";

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

/**
 * Pulumi's Node SDK completes what is not echoed from the inputs, which the engine keeps beside the outputs; in a preview, where it does
 * not, our classes do.
 */
const outputs = <State>(
  {
    store,
    toldByState,
  }: { readonly store: (state: State) => Bag; readonly toldByState?: (state: State) => readonly string[] },
  state: State,
  instance: string | undefined,
  bag: Bag,
): Bag => {
  const told = new Set(toldByState?.(state));
  const stored = Object.fromEntries(Object.entries(store(state)).filter(([key]) => !told.has(key)));
  const urn = urnOf(bag);
  const named = urn === "" ? {} : { [HIDDEN.urn]: instanceName(urn, instance) };
  return { ...withInstance(toEngine(stored), instance), ...hidden(bag), ...named };
};
