import * as pulumi from "@pulumi/pulumi";

/** What `pulumi.all(values).apply(then)` does, without the dozen outputs that it makes of them. */
export const whenAnswered = (values: unknown[], then: (values: unknown[]) => void): void => {
  const outputs = values.filter((value) => pulumi.Output.isInstance(value)) as unknown[] as Insight[];
  if (outputs.some(({ isKnown, promise }) => !(isKnown instanceof Promise) || typeof promise !== "function")) {
    pulumi.all(values).apply(then);
    return;
  }
  const known = Promise.all(outputs.map(({ isKnown }) => isKnown));
  const all = Promise.all(
    values.map((value) => (outputs.includes(value as Insight) ? (value as Insight).promise() : value)),
  );
  // What could not be registered is told of by whoever registered it.
  Promise.all([known, all]).then(
    ([areKnown, got]) => areKnown.every(Boolean) && then(got),
    () => {},
  );
};

/** What Pulumi's outputs have without declaring it. */
interface Insight {
  readonly isKnown: Promise<boolean>;
  readonly promise: () => Promise<unknown>;
}
