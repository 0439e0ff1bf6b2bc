import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Bag } from "../../contract/resource";
import { UNKNOWN } from "../../contract/unknown";
import { HIDDEN, toEngine } from "../marshal";
import { pulumiGrpc } from "../pulumi-grpc";

/*
 * Values as they travel between an engine and a provider (pulumi/sdk/go/common/resource/plugin/rpc.go): plain data in which texts
 * stand for what is not known yet, and marked objects for secrets, outputs and resources. Pure.
 */

/** What stands for an unknown bool, number, string, list, asset, archive and object, in this order. */
export const UNKNOWN_TEXTS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The member that says what a marked object is. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

const received = (value: unknown): unknown => {
  if (UNKNOWN_TEXTS.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(received);
  if (typeof value !== "object" || value === null) return value;
  const bag = value as Bag;
  switch (bag[MARK]) {
    case SECRET:
      return received(bag["value"] ?? null);
    case OUTPUT:
      return "value" in bag ? received(bag["value"]) : UNKNOWN;
    case RESOURCE:
      return received(bag["id"] ?? bag["urn"]);
    default:
      return Object.fromEntries(Object.entries(bag).map(([key, member]) => [key, received(member)]));
  }
};

/** Members that engines and the dynamic door keep in a bag for themselves. */
const isForOthers = (key: string): boolean => key === HIDDEN.provider || key === HIDDEN.urn || key === "__defaults";

/**
 * Plain data from an engine as a bag of ours: unknowns in our way at any depth, secrets open, nulls left out; empty, where they are
 * named in `guards`.
 */
export const fromWire = (plain: Bag, guards: readonly string[] = []): Bag =>
  Object.fromEntries(
    Object.entries(plain).flatMap(([key, value]) => {
      if (isForOthers(key)) return [];
      const known = received(value);
      if (known !== null && known !== undefined) return [[key, known]];
      return guards.includes(key) ? [[key, {}]] : [];
    }),
  );

/** A bag of ours as plain data for an engine; what is named in `secrets` is marked as such. */
export const toWire = (bag: Bag, secrets: readonly string[] = []): Bag => marked(toEngine(bag), secrets);

/** Plain data in which what is named in `secrets` is marked as such, if it is there, known and not marked yet. */
export const marked = (plain: Bag, secrets: readonly string[]): Bag =>
  Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [key, secrets.includes(key) && isOpen(value) ? secret(value) : value]),
  );

const secret = (value: unknown): Bag => ({ [MARK]: SECRET, value });
const isOpen = (value: unknown): boolean =>
  value !== null && value !== undefined && !UNKNOWN_TEXTS.has(value) && !(typeof value === "object" && MARK in value);

/** The members that `fromWire` leaves out for being others': what a resource that came from the dynamic door still has. */
export const othersIn = (plain: Bag): Bag =>
  Object.fromEntries(Object.entries(plain).filter(([key]) => isForOthers(key)));

export const plainOf = (struct: Struct | undefined): Bag => (struct?.toJavaScript() ?? {}) as Bag;

export const structOf = (plain: Bag): Struct =>
  pulumiGrpc().struct.Struct.fromJavaScript(plain as Parameters<typeof Struct.fromJavaScript>[0]);
