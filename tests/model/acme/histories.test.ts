import { z } from "zod";
import { awkward, bare, clock, edit, failing, keepEveryRuleInHistories, killed, maybe, yes } from "../histories";
import { Stage } from "./scene";
import { PLACES, type Sequence, type Wanted } from "./steps";

const { revokeCredentialIds, ...editable } = {
  triggers: z.int(),
  rotateAfterDays: z.number(),
  superseded: z.strictObject({ action: z.enum(["keep", "revoke"]), afterHours: z.number().exactOptional() }),
  revokeExisting: z.boolean(),
  revokeCredentialIds: z.array(z.int()),
} satisfies Record<keyof Wanted, z.ZodType>;
const inputs = maybe({ ...editable, revokeCredentialIds });
const list = z.enum(["theirs", "stranger", "unseen", "own", "previous", "nonsense"]);
const which = z.union([z.literal(0), z.literal(1), z.literal(2)]);

keepEveryRuleInHistories<Sequence>(
  "acme-credentials",
  {
    setting: z.strictObject({ validDays: z.int(), autoRenew: z.boolean(), awkward }),
    start: z.array(inputs).min(1),
    step: z.union([
      z.strictObject({ do: z.literal("edit"), which, change: edit({ ...editable, list }) }),
      z.strictObject({ do: z.literal("add"), first: z.boolean(), inputs }),
      z.strictObject({ do: z.enum(["remove", "rename", "rotate"]), which }),
      z.strictObject({
        do: z.literal("up"),
        refresh: yes,
        replace: which.exactOptional(),
        kill: killed.exactOptional(),
      }),
      bare("preview", "refresh", "destroy", "cancel", "calm"),
      z.strictObject({ do: z.literal("regenerate"), revokeExisting: z.boolean() }),
      z.strictObject({ do: z.literal("revoke"), requestOwner: z.enum(["theirs", "ours", "stranger", "previous"]) }),
      failing(PLACES),
      clock,
    ]),
  },
  Stage.build,
);
