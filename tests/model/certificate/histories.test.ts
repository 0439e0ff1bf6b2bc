import { z } from "zod";
import { awkward, bare, clock, edit, failing, keepEveryRuleInHistories, killed, maybe, yes } from "../histories";
import { Stage } from "./scene";
import { PLACES, type Sequence, type Wanted } from "./steps";

const wanted = {
  order: z.union([z.literal(0), z.literal(1)]),
  key: z.enum(["A", "B", "C"]),
  spelling: z.boolean(),
  names: z.array(z.string()),
  commonName: z.string(),
  hash: z.enum(["sha256", "sha384"]),
  proven: z.enum(["sha256", "sha384", "lost"]),
  triggers: z.int(),
  validityDays: z.int(),
  minDays: z.int(),
  allowSanRemoval: z.boolean(),
  drift: z.literal("report"),
  onDelete: z.enum(["revoke", "revokeOrder", "retain"]),
  revokeNow: z.boolean(),
  superseded: z.union([
    z.strictObject({ action: z.literal("keep") }),
    z.strictObject({ action: z.literal("revoke"), afterHours: z.number() }),
  ]),
  skipApproval: z.boolean(),
  wait: z.boolean(),
  timeout: z.number(),
} satisfies Record<keyof Wanted, z.ZodType>;

keepEveryRuleInHistories<Sequence>(
  "certificate",
  {
    setting: z.strictObject({
      approval: z.boolean(),
      dcv: z.boolean(),
      autoReissue: z.boolean(),
      coverageDays: z.int(),
      ownKey: z.boolean(),
      awkward,
    }),
    start: maybe(wanted).extend({ order: wanted.order }),
    step: z.union([
      z.strictObject({ do: z.literal("edit"), change: edit(wanted) }),
      z.strictObject({ do: z.literal("up"), refresh: yes, kill: killed.exactOptional(), rename: yes }),
      bare("preview", "refresh", "destroy", "approve", "reject", "cancel", "validate", "calm"),
      z.strictObject({
        do: z.literal("colleague"),
        key: z.enum(["A", "B", "other"]).exactOptional(),
        names: z.array(z.string()).exactOptional(),
        approval: yes,
        slow: z.number().exactOptional(),
      }),
      z.strictObject({ do: z.literal("revoke"), which: z.enum(["current", "ours"]) }),
      failing(PLACES),
      clock,
    ]),
  },
  Stage.build,
);
