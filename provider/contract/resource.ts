import type { Heir } from "./heir";
import type { Grade } from "./lines/grade";
import type { LookCode } from "./lines/look";
import type { Action, Plan } from "./plan";
import type { Run } from "./run";
import type { Given } from "./unknown";

/** A bag of values as an engine hands them over. */
export type Bag = Readonly<Record<string, unknown>>;

export interface Created<State> {
  /** Never changes afterwards. */
  readonly id: string;
  readonly state: State;
}

/** What a look shows of a create that is yet to come. */
export interface Foreseen<State> {
  /** One sentence, without capital or full stop: `adopt: certificate 1001, …; nothing will be sent`. */
  readonly sentence: string;
  readonly code: LookCode;
  /** The state that it will end with, where nothing has to be sent for it. */
  readonly state?: State;
}

/** What a call works with: the API, and the world it happens in. */
export interface Context<Api> {
  readonly api: Api;
  readonly run: Run;
  /** Eight hexadecimal digits of a digest of its URN: what tells this resource from others where nothing else of it survives. */
  readonly resourceDigest: string;
  /** For delete: who lives on by what the resource kept. */
  readonly heir: Heir;
  /** For delete: notes what was proven to be the resource's own and is left alive for its heir, in words (`certificate 1001`). */
  readonly leave: (things: readonly string[]) => void;
  /**
   * Whether another resource of this operation, or another instance of this one, keeps a thing (`certificate 1001`), whichever
   * provider it has. `before`: another resource kept it earlier in this operation, and what takes its place is not deployed yet:
   * only who names it may put an end to it.
   */
  readonly owned: (thing: string) => "now" | "before" | undefined;
  /**
   * The resource whose step is not over and that may come to keep one of these, or keeps it until then (`certificate 1001`;
   * `a certificate of order 118`; `a certificate of order `, where the order is not known), if there is one.
   */
  readonly mayBeKeptBy: (things: readonly string[]) => string | undefined;
  /** Another resource of the program that puts an end to one of these in this run (`certificate 1001`, `serial 0A1B`), if there is one. */
  readonly takenBy: (things: readonly string[]) => string | undefined;
  /** Work on a thing (`order 118`) that two resources of one run cannot do at once: one after the other, as they come. */
  readonly exclusively: <Value>(thing: string, work: () => Promise<Value>) => Promise<Value>;
}

/**
 * One kind of resource, in words that know no engine: a front door translates. `check` and `plan` are pure;
 * whatever fails after a remote change is thrown as `PartialFailure`.
 */
export interface Resource<Inputs, State, Reason extends { readonly code: string }, Api> {
  readonly kind: string;
  /** Which of the account's two APIs, and so which key, it needs. */
  readonly family: "services" | "partner";
  /** The input that a preview names as the reason of a replacement. */
  readonly identifiedBy: string;
  /** Every input's name: members of a stored bag with these names are inputs, all others are outputs. */
  readonly inputNames: readonly string[];
  /**
   * Why inputs are refused: one sentence a fault, which names the input by its path and says what to do. It comes without
   * a property: an engine that is told one prints its value. `prior` are the inputs of the last run, where there was one. Values may be unknown; they are never touched. */
  readonly check: (prior: Bag | undefined, given: Bag, now: Date) => readonly string[];
  /** Inputs that guard something: one that is given without a value (null) counts as empty, which `check` refuses, and not as left out. */
  readonly guards?: readonly string[];
  /** What passes `check`, and should be looked at once more: a warning each. `isNew`: nothing is planned for it, and nothing else said in a preview. Pure. */
  readonly advice?: (given: Bag, isNew: boolean, now: Date) => readonly string[];
  /** Inputs that passed `check`, typed and with ids as numbers. Unknown values pass through. */
  readonly inputs: (given: Bag) => Given<Inputs>;
  /** What two resources of one run cannot both keep; `undefined` while it is not known. */
  readonly uniqueKey: (given: Given<Inputs>) => string | undefined;
  /** What to do about a second resource with the same identity. */
  readonly duplicateAdvice?: (given: Given<Inputs>) => string;
  /** What this resource keeps, in words (`certificate 1001`), as far as inputs and, where there is one, state tell. */
  readonly owns?: (given: Given<Inputs>, state: State | undefined) => readonly string[];
  /** What it may come to keep as long as its step is not over: anything of these (`a certificate of order 118`). */
  readonly mayKeep?: (given: Given<Inputs>) => readonly string[];
  /** What it will retire in time, in the words of `owns`. */
  readonly retires?: (state: State) => readonly string[];
  /** Whether state keeps anything yet: a request that was never answered keeps nothing. Without it, every state does. */
  readonly isKeeper?: (state: State) => boolean;
  /** What a new resource takes the place of when another one is deleted, where that is not `uniqueKey`: it is heir to it. */
  readonly placeOf?: (given: Given<Inputs>) => string | undefined;
  /** A new resource's state with what this operation saw of the one whose place it takes. Pure. */
  readonly inherit?: (state: State, predecessor: State, now: Date) => State;
  /** What it puts an end to, in the same words: refused while another resource of the run keeps it. */
  readonly destroys?: {
    readonly things: (given: Given<Inputs>) => readonly string[];
    readonly refusal: (thing: string, keeper: string) => readonly string[];
  };
  readonly plan: (prior: State, inputs: Given<Inputs>, now: Date) => Plan<Reason>;
  readonly sentence: (reason: Reason) => string;
  readonly grade: (reason: Reason) => Grade;
  /** What a plan that is made without a look cannot know, in a sentence; `undefined` where nothing depends on it. Pure. */
  readonly unseen?: (plan: Plan<Reason>, given: Given<Inputs>) => string | undefined;
  /** What is stored beside the echoed inputs, and back; older versions are carried over first. */
  readonly store: (state: State) => Bag;
  readonly restore: (outputs: Bag) => State;
  /** Inputs that need not be echoed beside this state, for it tells all that a later step asks of them. */
  readonly toldByState?: (state: State) => readonly (keyof Inputs & string)[];
  /** `predecessor`: what this operation saw of the resource whose place it takes, where there is one. */
  readonly create: (inputs: Inputs, context: Context<Api>, predecessor?: State) => Promise<Created<State>>;
  /** Which inputs and outputs a reason is about, by name: never none, for an engine shows nobody a change that touches nothing. Pure. */
  readonly touches: (reason: Reason) => readonly string[];
  /** The outputs that an action leaves open until it has been carried out; of `replace`, all there are. Pure. */
  readonly unsettled: (action: Action) => readonly string[];
  /** Outputs that are secrets. */
  readonly secretOutputs?: readonly string[];
  /** What a create would come to, found by reading alone; it never writes. `undefined`: it cannot be told by looking. `predecessor`: as for create. */
  readonly foresee?: (inputs: Inputs, context: Context<Api>, predecessor?: State) => Promise<Foreseen<State>>;
  /** What exists already under the id that a resource of this kind would have, found by reading alone; fails with what to do where it cannot be taken. */
  readonly adopt: (id: string, context: Context<Api>) => Promise<State>;
  readonly read: (id: string, prior: State, context: Context<Api>) => Promise<State>;
  readonly update: (prior: State, inputs: Inputs, plan: Plan<Reason>, context: Context<Api>) => Promise<State>;
  readonly delete: (prior: State, context: Context<Api>) => Promise<void>;
}
