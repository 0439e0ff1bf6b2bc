import type { Ended } from "../in-process-engine/command";
import { stage } from "../lifecycle/certificate/stage";
import { type Dice, dice } from "./dice";
import { type Broken, brokenBy, CANARY } from "./laws";
import { type Answer, type Mutation, mutate } from "./mutate";
import { SCENES, type Scene } from "./scenes";

/** What one play of a scene came to. */
interface Played {
  /** The calls of the step that cost or take away, in their order. */
  readonly step: readonly string[];
  /** Those of the step and of the one after it, whose answers are all true. */
  readonly both: readonly string[];
  readonly answers: number;
  readonly mutation: Mutation | undefined;
  readonly call: string;
  readonly printed: string;
  /** What is in state in the end. */
  readonly kept: string;
  readonly secrets: readonly string[];
}

const truths = new Map<string, Played>();

/**
 * Whole lifecycles in which one answer is cut, misspelt, misaddressed or replaced by a page: it never makes a payment or a
 * cancellation that the true answer would not make, neither in its step nor in the one after it.
 */
export async function fuzzLifecycles(
  seed: number,
  count: number,
  progress: (done: number, found: readonly string[]) => void = () => {},
): Promise<Broken> {
  const broken: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const throws = dice(seed + index);
    const scene = throws.pick(SCENES);
    const truth = truths.get(scene.name) ?? (await play(scene, undefined));
    truths.set(scene.name, truth);
    const at = throws.below(truth.answers);
    const { mutation, ...lied } = await play(scene, { at, throws });
    const found = (mutation === undefined ? [] : lawsOf(truth, lied)).map(
      (law) => `lifecycles, seed ${seed + index}: ${scene.name}, answer ${at} (${lied.call}) ${mutation?.name}: ${law}`,
    );
    broken.push(...found);
    progress(index + 1, found);
  }
  return broken;
}

function lawsOf(truth: Played, lied: Omit<Played, "mutation">): Broken {
  const more = beyond(lied.step, truth.step);
  const later = beyond(lied.both, truth.both);
  return [
    ...(more.length > 0 ? [`sent what the true answer would not: ${more.join(", ")}`] : []),
    ...(more.length === 0 && later.length > 0 ? [`sent twice in the end: ${later.join(", ")}`] : []),
    ...brokenBy(lied.printed, lied.secrets),
    ...(lied.kept.includes(CANARY) ? ["a body is kept in state"] : []),
    ...(lied.secrets.some((secret) => lied.kept.includes(secret)) ? ["a key is kept in state"] : []),
  ];
}

/** What is in `all`, as often as it is there, beyond what is in `allowed`. */
const beyond = (all: readonly string[], allowed: readonly string[]): string[] => {
  const left = [...allowed];
  return all.filter((call) => {
    const at = left.indexOf(call);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

async function play(scene: Scene, lie: { readonly at: number; readonly throws: Dice } | undefined): Promise<Played> {
  const set = await stage({ ...scene.awkward });
  const state = {
    on: false,
    answers: 0,
    mutation: undefined as Mutation | undefined,
    call: "",
    earlier: [] as Answer[],
  };
  const sim: typeof set.sim = {
    ...set.sim,
    fetch: async (input, init) => {
      const response = await set.sim.fetch(input, init);
      if (!state.on) return response;
      const answer: Answer = {
        status: response.status,
        contentType: response.headers.get("content-type") ?? "",
        text: await response.text(),
      };
      const mutation =
        lie !== undefined && state.answers === lie.at ? mutate(answer, lie.throws, state.earlier) : undefined;
      state.answers += 1;
      state.earlier.push(answer);
      if (mutation !== undefined) {
        state.mutation = mutation;
        state.call = `${init?.method ?? "GET"} ${new URL(String(input)).pathname}`;
      }
      const { status, contentType, text } = mutation?.answer ?? answer;
      return new Response(status === 204 || status === 205 || status === 304 ? null : text, {
        status,
        headers: { "content-type": contentType },
      });
    },
  };
  const { stack, act, next } = await scene.set(set, sim);
  await set.clearHistory();
  state.on = true;
  const ended = await act();
  state.on = false;
  const step = costly(await set.writes());
  const after: Ended | undefined = await next?.();
  const both = costly(await set.writes());
  return {
    step,
    both,
    answers: state.answers,
    mutation: state.mutation,
    call: state.call,
    printed: [...ended.reasons, ...ended.lines, ...(after?.reasons ?? []), ...(after?.lines ?? [])].join("\n"),
    kept: JSON.stringify(stack.all),
    secrets: [set.sim.apiKey, set.sim.partnerApiKey],
  };
}

/**
 * Payments and cancellations; a look for proofs costs nothing. A scene has one order with one pending reissue: by its request or by
 * its order, it is the same that is taken back.
 */
const costly = (calls: readonly string[]): string[] =>
  calls
    .filter((call) => !/(check-dcv|dcv-random-value|dcv-method)$/.test(call))
    .map((call) => (/^PUT .*\/(request|certificate)\/\d+\/status$/.test(call) ? "PUT …/status" : call));
