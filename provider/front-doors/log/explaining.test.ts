import type { Plan } from "../../contract/plan";
import { explainingOf } from "./explaining";

/*
 * What a preview says of a resource: its reasons in one line, with a tag for machines, and each warning in a line of its own.
 */

type Reason = { readonly code: string };
const make = explainingOf<object, unknown, Reason, unknown>;
const resource: Parameters<typeof make>[0] = {
  advice: (_, isNew, now) => (isNew ? [`look at it again after ${now.toISOString()}`] : []),
  sentence: ({ code }) => `because of ${code}`,
  grade: () => ({ severity: "attention" }),
};
const now = new Date("2026-11-22T12:00:00Z");
const plan = (action: Plan<Reason>["action"], reasons: string[], warnings: string[] = []): Plan<Reason> => ({
  action,
  reasons: reasons.map((code) => ({ code })),
  warnings: warnings.map((code) => ({ code })),
});

const saying = async (say: (explaining: ReturnType<typeof make>) => Promise<void>): Promise<string[]> => {
  const lines: string[] = [];
  await say(
    make(resource, {
      log: async ({ severity, text, urn }) => void lines.push(`${severity} ${urn}: ${text}`),
    }),
  );
  return lines;
};

test.each<[string, Plan<Reason>, string | undefined, string[]]>([
  ["nothing to do", plan("nothing", []), "unless", []],
  [
    "one action, all its reasons, and what it could not know",
    plan("reissue", ["csr-changed", "names-changed"]),
    "unless the order is closed",
    [
      "info urn:web: reissue: because of csr-changed; because of names-changed; unless the order is closed [code=csr-changed,names-changed severity=attention]",
    ],
  ],
  [
    "a warning, though there is nothing to do",
    plan("nothing", [], ["ends-soon"]),
    undefined,
    ["warn urn:web: because of ends-soon [code=ends-soon severity=attention]"],
  ],
])("%s", async (_, planned, unseen, lines) => {
  expect(await saying((explaining) => explaining.plan("urn:web", planned, unseen))).toEqual(lines);
});

test("advice is given by the clock of the run, and what is known of an older resource is not said again", async () => {
  expect(await saying((explaining) => explaining.advise("urn:web", {}, true, now))).toEqual([
    "warn urn:web: look at it again after 2026-11-22T12:00:00.000Z",
  ]);
  expect(await saying((explaining) => explaining.advise("urn:web", {}, false, now))).toEqual([]);
});

test("an update that the engine makes of itself says that nothing is sent", async () => {
  expect(await saying((explaining) => explaining.unfinished("urn:web"))).toEqual([
    "info urn:web: remember: the last run ended with an error, and nothing of it is left to do (no request is sent) [code=last-run-failed severity=info]",
  ]);
});
