import { z } from "zod";
import { awkward, bare, clock, edit, failing, keepEveryRuleInHistories, killed, maybe, yes } from "../histories";
import { Stage } from "./scene";
import { CERTIFICATES, PLACES, type Sequence, type Wanted } from "./steps";

const which = z.enum(CERTIFICATES);
const wanted = {
  which,
  by: z.enum(["id", "serial", "order"]),
  orderGiven: z.boolean(),
  reason: z.enum(["keyCompromise", "superseded"]),
  comments: z.string(),
  skipApproval: z.boolean(),
  awaitApproval: z.boolean(),
} satisfies Record<keyof Wanted, z.ZodType>;

keepEveryRuleInHistories<Sequence>(
  "revocation",
  {
    setting: z.strictObject({ admin: z.boolean(), granted: z.boolean(), awkward }),
    start: maybe(wanted).extend({ which, by: wanted.by }),
    step: z.union([
      z.strictObject({ do: z.literal("edit"), change: edit(wanted) }),
      z.strictObject({ do: z.literal("up"), refresh: yes, kill: killed.exactOptional() }),
      z.strictObject({ do: z.literal("revoked elsewhere"), which: z.enum([...CERTIFICATES, "order"]) }),
      z.strictObject({
        do: z.literal("asked elsewhere"),
        which,
        as: z.enum(["colleague", "their program", "our user"]),
      }),
      z.strictObject({
        do: z.enum(["approve", "reject"]),
        requestOwner: z.enum(["ours", "theirs", "all"]),
        twice: yes,
      }),
      bare("preview", "refresh", "destroy", "vanish", "reissue", "reissue granted", "reissue cancelled", "calm"),
      failing(PLACES),
      clock,
    ]),
  },
  Stage.build,
);
