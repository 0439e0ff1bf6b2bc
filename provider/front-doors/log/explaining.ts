import { tagged, tagOf } from "../../contract/lines/tag";
import type { Plan } from "../../contract/plan";
import type { Bag, Resource } from "../../contract/resource";
import { few } from "../../contract/text/few";
import { wholly } from "../../contract/unknown";
import type { Engine } from "../engine";

/** The code of an update that has no reason of its own. */
const UNFINISHED_CODE = "last-run-failed";

/** What a preview says of a resource besides its row, under its URN. */
export interface Explaining<Reason> {
  readonly warn: (urn: string, text: string) => Promise<void>;
  /** Said in check, for a preview of what is to be created asks nothing else. */
  readonly advise: (urn: string, given: Bag, isNew: boolean, now: Date) => Promise<void>;
  /** `unseen`: what the plan could not know, in a sentence. */
  readonly plan: (urn: string, plan: Plan<Reason>, unseen: string | undefined) => Promise<void>;
  /** An update without a reason of its own, which the engine makes because the last step ended with an error. */
  readonly unfinished: (urn: string) => Promise<void>;
}

export const explainingOf = <Inputs, State, Reason extends { readonly code: string }, Api>(
  resource: Pick<Resource<Inputs, State, Reason, Api>, "advice" | "sentence" | "grade">,
  engine: Pick<Engine, "log">,
): Explaining<Reason> => {
  const say = (severity: "info" | "warn", urn: string, text: string): Promise<void> =>
    engine.log({ severity, text, urn, ephemeral: false });
  const tag = (...reasons: readonly Reason[]) =>
    tagOf(reasons.map((reason) => ({ code: reason.code, ...resource.grade(reason) })));
  const warn = (urn: string, text: string): Promise<void> => say("warn", urn, text);
  return {
    warn,
    async advise(urn, given, isNew, now) {
      for (const text of few(resource.advice?.(wholly(given), isNew, now) ?? [])) await warn(urn, text);
    },
    async plan(urn, plan, unseen) {
      for (const warning of plan.warnings) await warn(urn, tagged(resource.sentence(warning), tag(warning)));
      if (plan.action === "nothing") return;
      const sentences = [...plan.reasons.map(resource.sentence), ...(unseen === undefined ? [] : [unseen])];
      await say("info", urn, tagged(`${plan.action}: ${sentences.join("; ")}`, tag(...plan.reasons)));
    },
    unfinished(urn) {
      const text = "remember: the last run ended with an error, and nothing of it is left to do (no request is sent)";
      return say("info", urn, tagged(text, { codes: [UNFINISHED_CODE], severity: "info" }));
    },
  };
};
