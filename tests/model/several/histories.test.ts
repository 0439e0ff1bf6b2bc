import { z } from "zod";
import { awkward, bare, clock, edit, failing, keepEveryRuleInHistories, killed, maybe, yes } from "../histories";
import { Stage } from "./scene";
import { PLACES, type Sequence, type WantedCertificate, type WantedPair } from "./steps";

const retire = z.union([
  z.strictObject({ action: z.literal("keep") }),
  z.strictObject({ action: z.literal("revoke"), afterHours: z.number() }),
]);
const order = z.union([z.literal(0), z.literal(1)]);
const which = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const place = z.int().nonnegative();
const first = z.boolean();

const { order: ofCertificate, ...optionalOfCertificate } = {
  order,
  key: z.enum(["A", "B"]),
  duplicate: z.boolean(),
  triggers: z.int(),
  superseded: retire,
  onDelete: z.enum(["revoke", "revokeOrder", "retain"]),
  wait: z.boolean(),
} satisfies Record<keyof WantedCertificate, z.ZodType>;
const { contract: ofPair, ...optionalOfPair } = {
  contract: order,
  triggers: z.int(),
  superseded: retire,
  revokeExisting: z.boolean(),
} satisfies Record<keyof WantedPair, z.ZodType>;

const adding = [
  z.strictObject({
    do: z.literal("certificate"),
    first,
    inputs: maybe(optionalOfCertificate).extend({ order: ofCertificate }),
  }),
  z.strictObject({ do: z.literal("pair"), first, inputs: maybe(optionalOfPair).extend({ contract: ofPair }) }),
] as const;

const step = z.union([
  ...adding,
  z.strictObject({
    do: z.literal("revocation"),
    first,
    what: z.enum(["current", "superseded"]),
    which,
    by: z.enum(["certificateId", "serialNumber", "wholeOrder"]),
  }),
  z.strictObject({
    do: z.literal("edit certificate"),
    which,
    change: edit({ ...optionalOfCertificate, order: ofCertificate }),
  }),
  z.strictObject({ do: z.literal("edit pair"), which, change: edit({ ...optionalOfPair, contract: ofPair }) }),
  z.strictObject({ do: z.literal("list"), which, of: which, what: z.enum(["current", "previous"]) }),
  z.strictObject({ do: z.enum(["remove", "rename", "swap", "depend"]), at: place }),
  z.strictObject({
    do: z.literal("up"),
    refresh: yes,
    replace: place.exactOptional(),
    target: place.exactOptional(),
    kill: killed.exactOptional(),
  }),
  bare("preview", "refresh", "approve", "reject", "colleague", "calm"),
  failing(PLACES),
  clock,
]);

keepEveryRuleInHistories<Sequence>(
  "several",
  {
    setting: z.strictObject({ approval: z.boolean(), ownKey: z.boolean(), awkward }),
    start: z.array(z.union(adding)).min(1),
    step: step as z.ZodType<Sequence["steps"][number]>,
  },
  Stage.build,
);
