import * as pulumi from "@pulumi/pulumi";
import { ANSWERED, type Answered, answeredClaim, claimOf, idOf, journalOfRun } from "../../provider/claims/program";
import type { Kind } from "../kind";
import { whenAnswered } from "./answered";

/**
 * Tells the provider processes of this operation that the program has a resource: before the engine asks any of them, and though
 * --target leave it out. Nothing is said without an engine: in unit tests, under mocks.
 */
export const claim = (kind: Kind, resource: pulumi.CustomResource, urn: pulumi.Input<string>, args: object): void => {
  const engine = pulumi.runtime.getEngine();
  if (engine === undefined) return;
  const journal = journalOfRun(engine, addressOf(engine));
  const { orderId, storeReissueAsDuplicate, csr, acmeContractId } = args as Readonly<Record<string, unknown>>;
  whenKnown(
    [urn, orderId, storeReissueAsDuplicate, csr, acmeContractId],
    ([name, order, duplicate, request, contract]) => {
      const named = claimOf(String(name), {
        kind,
        orderId: idOf(order),
        storeReissueAsDuplicate: duplicate === true,
        csr: typeof request === "string" ? request : undefined,
        acmeContractId: idOf(contract),
      });
      if (named === undefined) return;
      journal.say({ is: "claim", claim: named });
      const kept = resource as pulumi.CustomResource & Answered;
      whenAnswered([kept.id, ...ANSWERED.map((output) => kept[output])], ([id, ...values]) => {
        if (typeof id !== "string" || id === "") return;
        const answered: Answered = Object.fromEntries(ANSWERED.map((output, at) => [output, values[at]]));
        journal.say({ is: "claim", claim: answeredClaim(named, answered) });
      });
    },
  );
};

/** Without outputs where a program says it all by itself: they are what a preview of many costs. */
const whenKnown = (values: unknown[], then: (values: unknown[]) => void): void => {
  if (values.some((value) => pulumi.Output.isInstance(value) || value instanceof Promise))
    pulumi.all(values).apply(then);
  else then(values);
};

/** The address of the engine that runs this program; `undefined` without one: in unit tests, under mocks. */
export const engineAddress = (): string | undefined => {
  const engine = pulumi.runtime.getEngine();
  return engine === undefined ? undefined : addressOf(engine);
};

/** The address is in the runtime's options of this very run, which Pulumi does not export, and in the client that it made of them. */
const addressOf = (engine: object): string => {
  const channel = "getChannel" in engine && typeof engine.getChannel === "function" ? engine.getChannel() : undefined;
  return String(channel?.getTarget?.() ?? "").replace(/^\w+:(\/\/\/?)?/, "");
};
