import { fuzzConnections } from "./connections";
import { fuzzInputs } from "./inputs";
import { brokenBy, CANARY } from "./laws";
import { fuzzLifecycles } from "./lifecycles";
import { fuzzReaders } from "./readers";

/* A short part of `npm run fuzz`, with a seed of its own. What it finds says how to repeat it. */
const SEED = 20261129;

test("answers: whatever becomes of one, its reader gives a value or a sentence of ours", () => {
  expect(fuzzReaders(SEED, 5_000)).toEqual([]);
});

test("lifecycles: an answer that is cut, misspelt or misaddressed costs and cancels nothing that the true one would not", async () => {
  expect(await fuzzLifecycles(SEED, 150)).toEqual([]);
}, 120_000);

test("inputs: of any type at any depth they are refused in sentences that show no key", async () => {
  expect(await fuzzInputs(SEED, 1_000)).toEqual([]);
});

test("connections: whatever a server says, a call ends in words, and a write was sent once", async () => {
  expect(await fuzzConnections(SEED, 30)).toEqual([]);
}, 120_000);

test("the laws bite", () => {
  for (const text of [
    "TypeError: x",
    "Cannot read properties of undefined (reading 'id')",
    `<html>${CANARY}`,
    "the key is K3Y",
    "\u001b[2J",
    "\n::error::x",
    "##vso[task.complete]",
    "wait NaN seconds",
  ])
    expect([text, brokenBy(text, ["K3Y"]).length]).toEqual([text, 1]);
  expect(brokenBy("the order is not visible to this key: check orderId", ["K3Y"])).toEqual([]);
});
