import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import * as client from "../../index";
import type { Endpoint } from "../endpoint";
import { type Received, Unreadable } from "./received";

/* Law: whatever an answer says, reading it gives a value or an `Unreadable` in words of our own, and never anything else. */
const FOLDER = join(__dirname, "../../../../tests/vectors/wire");
const endpoints = new Map(
  Object.entries(client).filter(
    (entry): entry is [string, Endpoint<unknown, unknown>] => typeof entry[1] === "object" && "repeatable" in entry[1],
  ),
);
const vectors: { endpoint: string; args: unknown; response: { status: number; body?: unknown } }[] = readdirSync(
  FOLDER,
).map((file) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")));
const told = vectors.filter(({ response }) => response.body !== undefined && response.status < 300);

const odd = fc.oneof(
  fc.constantFrom(null, "", " ", "0", 0, -1, true, [], {}, [null], [[]], "2026-13-45", "<html>", Number.MAX_VALUE),
  fc.jsonValue(),
);

/** A copy with one member, chosen by `dice`, taken out or replaced. */
function spoilt(value: unknown, dice: readonly number[], by: unknown): unknown {
  const [roll = 0, ...rest] = dice;
  if (typeof value !== "object" || value === null || dice.length === 0) return by;
  const entries = Object.entries(value);
  const chosen = Math.floor(roll * entries.length);
  const copy = entries.flatMap(([name, member], index) => {
    if (index !== chosen) return [[name, member] as const];
    const next = spoilt(member, rest, by);
    return next === undefined ? [] : [[name, next] as const];
  });
  return Array.isArray(value) ? copy.map(([, member]) => member) : Object.fromEntries(copy);
}

const read = (name: string, args: unknown, received: Received): string => {
  try {
    endpoints.get(name)?.answer(received, args);
    return "";
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
};

test("an answer with one member spoilt", () => {
  const roll = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...told),
      fc.array(roll, { maxLength: 5 }),
      fc.option(odd, { nil: undefined }),
      ({ endpoint, args, response }, dice, by) => {
        const complaint = read(endpoint, args, {
          status: response.status,
          contentType: "application/json",
          text: JSON.stringify(spoilt(response.body, dice, by)) ?? "",
        });
        for (const line of complaint.split("\n"))
          expect(line).toMatch(
            /^$|^[\w.[\]]*( answer)? ?(is missing|is empty|is not .+)$|^the answer is |^and \d+ more$/,
          );
      },
    ),
    { numRuns: 2_000 },
  );
});

test("an answer cut anywhere", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...told),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      ({ endpoint, args, response }, share) => {
        const whole = JSON.stringify(response.body);
        const text = whole.slice(0, Math.floor(share * whole.length));
        const complaint = read(endpoint, args, { status: response.status, contentType: "application/json", text });
        if (text !== "") expect(complaint).toContain("is not JSON");
      },
    ),
  );
});
