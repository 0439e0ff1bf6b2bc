import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Endpoint } from "../../provider/certcentral";
import * as client from "../../provider/certcentral";
import { Unreadable } from "../../provider/certcentral/transport/answers/received";
import { type Dice, dice } from "./dice";
import { type Broken, brokenBy } from "./laws";
import { type Answer, mutate } from "./mutate";

const FOLDER = join(__dirname, "../vectors/wire");

interface Vector {
  readonly endpoint: string;
  readonly args: unknown;
  readonly response: { readonly status: number; readonly body?: unknown; readonly text?: string };
}

const endpoints = new Map(
  Object.entries(client).filter(
    (entry): entry is [string, Endpoint<unknown, unknown>] => typeof entry[1] === "object" && "repeatable" in entry[1],
  ),
);

/** Mutated answers of the wire's vectors, put to their readers: a value, or a complaint in words of our own. */
export function fuzzReaders(seed: number, count: number): Broken {
  const vectors = readdirSync(FOLDER).map((file): Vector => JSON.parse(readFileSync(join(FOLDER, file), "utf8")));
  const told = vectors.filter(({ response }) => response.status < 300);
  if (told.length === 0) throw new Error("there are no vectors");
  const answers = told.map(answerOf);
  return Array.from({ length: count }, (_, index) => one(dice(seed + index), told, answers, seed + index)).flat();
}

function one(throws: Dice, told: readonly Vector[], answers: readonly Answer[], seed: number): Broken {
  const vector = throws.pick(told);
  const mutation = mutate(answerOf(vector), throws, answers);
  if (mutation === undefined) return [];
  const complaint = read(vector, mutation.answer);
  return brokenBy(complaint, []).map((law) => `answers, seed ${seed}: ${vector.endpoint}, ${mutation.name}: ${law}`);
}

function read(vector: Vector, answer: Answer): string {
  try {
    endpoints.get(vector.endpoint)?.answer(answer, vector.args);
    return "";
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

const answerOf = ({ response }: Vector): Answer => ({
  status: response.status,
  contentType: "application/json",
  text: response.text ?? (response.body === undefined ? "" : JSON.stringify(response.body)),
});
