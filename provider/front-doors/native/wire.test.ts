import fc from "fast-check";
import { UNKNOWN } from "../../contract/unknown";
import { fromWire, marked, othersIn, plainOf, structOf, toWire, UNKNOWN_TEXTS } from "./wire";

/* Bags on their way to an engine and back. */

const SEED = Number(process.env["FC_SEED"] ?? 20261130);
const MARK = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [MARK]: "1b47061264138c4ac30d75fd1eb44270", value });

const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
const text = fc.string().filter((value) => !UNKNOWN_TEXTS.has(value));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(UNKNOWN),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const bag = fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true });

test("a bag comes back as it went, unknowns at any depth, secret or not", () => {
  fc.assert(
    fc.property(bag, fc.subarray(["a", "b", "csr"]), (given, secrets) => {
      expect(fromWire(plainOf(structOf(toWire(given, secrets))))).toEqual(given);
    }),
    { seed: SEED },
  );
});

test("a message carries it: what is written is what another process reads", () => {
  fc.assert(
    fc.property(bag, (given) => {
      const struct = structOf(toWire(given));
      const type = struct.constructor as unknown as { deserializeBinary(bytes: Uint8Array): typeof struct };
      expect(fromWire(plainOf(type.deserializeBinary(struct.serializeBinary())))).toEqual(given);
    }),
    { seed: SEED },
  );
});

test("only what is named is marked as secret, and an absent value is none", () => {
  expect(toWire({ kid: "k", status: "active", hmacKey: null }, ["kid", "hmacKey"])).toEqual({
    kid: secret("k"),
    status: "active",
    hmacKey: null,
  });
});

test("what is marked already, not known, or not there, is not marked", () => {
  const plain = { apiKey: secret("k"), partnerApiKey: [...UNKNOWN_TEXTS][2], region: "eu", none: null };
  expect(marked(plain, ["apiKey", "partnerApiKey", "none", "other"])).toEqual(plain);
});

test.each([
  ["a secret", secret(["a"]), ["a"]],
  ["a secret that is not known", secret([...UNKNOWN_TEXTS][3]), UNKNOWN],
  ["an output", { [MARK]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "v" }, "v"],
  ["an output that is not known", { [MARK]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" }, UNKNOWN],
  ["a resource", { [MARK]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "118" }, "118"],
])("%s is taken as its value, in a list too", (_, marked, value) => {
  expect(fromWire({ given: marked, list: [marked] })).toEqual({ given: value, list: [value] });
});

test("nulls say nothing, and what others keep in a bag is not ours", () => {
  const plain = { orderId: 118, csr: null, __provider: "exports…", __urn: "urn:x", __defaults: [] };
  expect(fromWire(plain)).toEqual({ orderId: 118 });
  expect(fromWire({ requires: null, csr: secret(null) }, ["requires", "names"])).toEqual({ requires: {} });
  expect(othersIn(plain)).toEqual({ __provider: "exports…", __urn: "urn:x", __defaults: [] });
});

test("no struct is an empty bag", () => expect(plainOf(undefined)).toEqual({}));
