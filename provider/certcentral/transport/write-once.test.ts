import { CertCentralError } from "./answers/errors";
import { type Done, MOST_SENDS, writeOnce } from "./write-once";

const failure = (more: Partial<CertCentralError>) =>
  new CertCentralError({
    code: "unreachable",
    outcome: "unknown",
    endpoint: "a write",
    method: "PUT",
    path: "/thing",
    what: "no answer",
    ...more,
  });
const lost = failure({});
const volume = failure({ code: "rate-limited", status: 429 });
const unreadable = failure({ code: "not-understood" });
const refused = failure({ code: "refused", outcome: "not-done", status: 400 });
const unsent = failure({ outcome: "not-done" });
const cancelled = new Error("the run was cancelled");

/** Plays the answers and the looks one after the other; one too many of either is an error of its own. */
const play = async (answers: readonly (Error | string)[], looks: readonly (Done | "fails")[]) => {
  let [sends, looked] = [0, 0];
  const written = await writeOnce<string, Done>({
    send: async () => {
      const answer = answers[sends++] ?? new Error("sent too often");
      if (typeof answer !== "string") throw answer;
      return answer;
    },
    look: async () => {
      const seen = looks[looked++];
      if (seen === undefined || seen === "fails") throw new Error("cannot look");
      return seen;
    },
    isDone: (seen) => seen,
  }).catch((error: unknown) => error);
  return { written, sends, looked };
};

test.each<[string, (Error | string)[], (Done | "fails")[], object, number]>([
  ["answered", ["done"], [], { is: "answered", answer: "done" }, 1],
  ["lost, and seen to be done", [lost], ["yes"], { is: "seen", seen: "yes" }, 1],
  ["lost, and seen not to be done", [lost], ["no"], { is: "in doubt", error: lost, seen: "no" }, 1],
  ["lost, and the look is unclear", [lost], ["cannot tell"], { is: "in doubt", error: lost, seen: "cannot tell" }, 1],
  ["lost, and the look fails", [lost], ["fails"], { is: "in doubt", error: lost }, 1],
  [
    "answered in a way that is not understood",
    [unreadable],
    ["no"],
    { is: "in doubt", error: unreadable, seen: "no" },
    1,
  ],
  ["turned away, seen not to be done, and sent again", [volume, "done"], ["no"], { is: "answered", answer: "done" }, 2],
  ["turned away, and done all the same", [volume], ["yes"], { is: "seen", seen: "yes" }, 1],
  ["turned away, and the look is unclear", [volume], ["cannot tell"], { is: "in doubt", error: volume }, 1],
  ["turned away, and the look fails", [volume], ["fails"], { is: "in doubt", error: volume }, 1],
  ["turned away, sent again, and then lost", [volume, lost], ["no", "no"], { is: "in doubt", error: lost }, 2],
  ["turned away every time", Array(7).fill(volume), Array(7).fill("no"), { is: "in doubt", error: volume }, MOST_SENDS],
])("a write that is %s", async (_, answers, looks, expected, sent) => {
  const { written, sends, looked } = await play(answers, looks);

  expect(written).toMatchObject(expected);
  expect(sends).toBe(sent);
  expect(looked).toBe(looks.slice(0, sent).length);
});

test.each([
  ["refused", refused],
  ["not sent at all", unsent],
  ["cancelled", cancelled],
])("what is %s is thrown, without a look", async (_, error) => {
  expect(await play([error], [])).toEqual({ written: error, sends: 1, looked: 0 });
});
