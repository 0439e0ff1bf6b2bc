import { contextWith, failing } from "../../order/observe.fake";
import { aPair } from "../state.fake";
import { identify } from "./identify";

const { credentialId: _, kidHint: __, ...made } = aPair({ knownCredentialIds: [500] });
const entry = { credentialId: 501, kidHint: "AAAA", status: "active" };
const other = { credentialId: 500, kidHint: "AAAA", status: "active" };

test.each([
  ["at once", [[other, entry]], [], { credentialId: 501 }, undefined],
  ["once the list has caught up", [[other], [other], [other, entry]], [1_000, 3_000], { credentialId: 501 }, undefined],
  ["never", [[other], [other], [other]], [1_000, 3_000], { idUnknown: "not-found" }, /cannot be told/],
  [
    "among two that look like it",
    [[entry, { ...entry, credentialId: 502 }]],
    [1_000, 3_000],
    { idUnknown: "not-found" },
    /cannot be told/,
  ],
  [
    "in a list that fails",
    [failing(500)],
    [],
    { idUnknown: "unread" },
    /\(a call: it failed \(500\)\): the next pulumi up looks again/,
  ],
])("a new pair whose id is found %s", async (_when, lists, waits, expected, warning) => {
  const { ctx, run } = contextWith({ "list acme credentials": () => (lists.length > 1 ? lists.shift() : lists[0]) });

  const { credentialId, idUnknown, kid } = await identify(made, ctx);

  expect(JSON.parse(JSON.stringify({ credentialId, idUnknown }))).toEqual(expected);
  expect(kid).toBe(made.kid);
  expect(run.waits).toEqual(waits);
  expect(run.lines).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
});
