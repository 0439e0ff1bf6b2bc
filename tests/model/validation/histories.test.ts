import { z } from "zod";
import { awkward, bare, clock, failing, keepEveryRuleInHistories, maybe, yes } from "../histories";
import { Stage } from "./scene";
import { METHODS, PLACES, type Sequence, type Wanted } from "./steps";

const wanted = {
  key: z.enum(["A", "B"]),
  names: z.array(z.string()),
  method: z.enum(METHODS),
  scope: z.enum(["base_domain", "fqdn"]),
  trigger: z.int(),
  skipApproval: z.boolean(),
  duplicate: z.boolean(),
} satisfies Record<keyof Wanted, z.ZodType>;
const { key, names, method } = wanted;

keepEveryRuleInHistories<Sequence>(
  "certificate-validation",
  {
    setting: z.strictObject({
      product: z.enum(["ssl_dv_geotrust_flex", "ssl_basic"]),
      approval: z.boolean(),
      awkward,
    }),
    start: maybe(wanted).extend({ key, names, method }),
    step: z.union([
      z.strictObject({ do: z.literal("edit"), change: maybe(wanted) }),
      z.strictObject({ do: z.literal("up"), refresh: yes, publishes: yes }),
      z.strictObject({ do: z.literal("publish"), which: z.enum(["all", "first"]) }),
      z.strictObject({ do: z.literal("colleague"), key, slow: z.number().exactOptional(), approval: yes }),
      bare("refresh", "withdraw", "approve", "reject", "cancel", "validate", "calm"),
      failing(PLACES),
      clock,
    ]),
  },
  Stage.build,
);
