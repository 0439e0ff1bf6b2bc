import type { Dice } from "./dice";
import { CANARY } from "./laws";

/** An answer as it is about to arrive. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface Mutation {
  /** In words, for whoever has to repeat it. */
  readonly name: string;
  readonly answer: Answer;
}

type Mutate = (answer: Answer, dice: Dice, earlier: readonly Answer[]) => Mutation | undefined;

const STATUSES = [
  100, 204, 206, 300, 301, 304, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422, 423, 425, 429, 451,
  500, 501, 502, 503, 504, 511, 520, 599,
];
const ODD: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [null],
  [[]],
  "2026-13-45",
  "\u001b[2J::warning::x",
  "\u202e",
];

/** Everything that may happen to an answer short of a coherent lie: those are told to the model. */
export const MUTATIONS = {
  cut: (answer, dice) =>
    answer.text === ""
      ? undefined
      : { name: "cut", answer: { ...answer, text: answer.text.slice(0, dice.below(answer.text.length)) } },
  "web page": (answer) => ({
    name: "a web page",
    answer: {
      status: answer.status === 204 ? 200 : answer.status,
      contentType: "text/html",
      text: `<html>${CANARY}</html>`,
    },
  }),
  status: (answer, dice) => {
    const status = Math.max(200, dice.pick(STATUSES));
    const text = dice.pick([
      "",
      CANARY,
      `<html>${CANARY}</html>`,
      `{"${CANARY}":"${CANARY}"}`,
      `{"errors":[{"code":"access_denied|missing_permission","message":"No."}]}`,
      `{"errors":{"code":"some_code","message":"\\u001b[31mNo\\n##vso[task.complete]"}}`,
      answer.text,
    ]);
    return text === answer.text && status < 300
      ? undefined
      : { name: `${status} ${text.slice(0, 12)}`, answer: { ...answer, status, text } };
  },
  "member left out": (answer, dice) => member(answer, dice, "left out", () => undefined),
  "member null": (answer, dice) => member(answer, dice, "null", () => null),
  "member of another kind": (answer, dice) => member(answer, dice, "of another kind", () => dice.pick(ODD)),
  "member misspelt": (answer, dice) =>
    member(answer, dice, "misspelt", (value, rename) => {
      rename(dice);
      return value;
    }),
  "word misspelt": (answer, dice) =>
    member(
      answer,
      dice,
      "with a misspelt word",
      (value) => (typeof value === "string" ? misspelt(value, dice) : undefined),
      (value) => typeof value === "string" && /^[a-z_]{3,30}$/.test(value),
    ),
  misaddressed: (answer) => {
    const value = parsed(answer.text);
    if (!isRecord(value) || typeof value["id"] !== "number") return undefined;
    return { name: "about another id", answer: { ...answer, text: JSON.stringify({ ...value, id: value["id"] + 7 }) } };
  },
  "mixed up": (answer, dice, earlier) => {
    const others = earlier.filter(({ text }) => text !== answer.text && text !== "");
    return others.length === 0 ? undefined : { name: "the answer to an earlier call", answer: dice.pick(others) };
  },
} satisfies Record<string, Mutate>;

export type MutationName = keyof typeof MUTATIONS;
const NAMES = Object.keys(MUTATIONS) as MutationName[];

/** One mutation, or none where nothing of the kind can be done to this answer. */
export const mutate = (
  answer: Answer,
  dice: Dice,
  earlier: readonly Answer[] = [],
  names = NAMES,
): Mutation | undefined => {
  const all: Record<string, Mutate> = MUTATIONS;
  return all[dice.pick(names)]?.(answer, dice, earlier);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly name: string;
  readonly path: string;
}

/** Every named member at any depth. Whole entries of lists are left alone: a list that lacks one is a coherent lie. */
const spots = (value: unknown, path = ""): Spot[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => spots(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    { holder: value, name, path: `${path}.${name}` },
    ...spots(inner, `${path}.${name}`),
  ]);
};

function member(
  answer: Answer,
  dice: Dice,
  how: string,
  change: (value: unknown, rename: (dice: Dice) => void) => unknown,
  fits: (value: unknown) => boolean = () => true,
): Mutation | undefined {
  const value = parsed(answer.text);
  const found = spots(value).filter(({ holder, name }) => fits(holder[name]));
  if (found.length === 0) return undefined;
  const { holder, name, path } = dice.pick(found);
  const before = holder[name];
  let renamed = false;
  const next = change(before, (throws) => {
    delete holder[name];
    holder[misspelt(name, throws)] = before;
    renamed = true;
  });
  if (!renamed) {
    if (next === undefined) delete holder[name];
    else holder[name] = next;
  }
  return { name: `${path} ${how}`, answer: { ...answer, text: JSON.stringify(value) } };
}

const misspelt = (word: string, dice: Dice): string => {
  const at = dice.below(word.length);
  return dice.pick([
    `${word.slice(0, at)}${word.slice(at + 1)}x`,
    `${word}_`,
    word.toUpperCase() === word ? `${word}q` : `x${word}`,
    `${word.slice(0, at)}${word[at] ?? ""}${word.slice(at)}z`,
  ]);
};
