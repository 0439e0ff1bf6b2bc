import { type CertCentral, CertCentralError, type PlacedRevocation } from "../../certcentral";
import { fakeRun } from "../../contract/run.fake";
import { type Revoking, revoke, type Seen } from "./revoke";

const failure = (more: Partial<CertCentralError>) =>
  new CertCentralError({
    code: "refused",
    outcome: "not-done",
    endpoint: "revoke certificate",
    method: "PUT",
    path: "/certificate/1001/revoke",
    what: "it failed",
    ...more,
  });
const says = (word: string) => failure({ status: 400, digicert: [{ code: word, word, message: "" }] });
const lost = failure({ code: "unreachable", outcome: "unknown", what: "no answer: cut" });
const volume = failure({ code: "rate-limited", outcome: "unknown", status: 429, what: "too many requests (429)" });
const forbidden = failure({ status: 403, what: "refused (403)" });

const done: PlacedRevocation = { outcome: "revoked" };
const asked: PlacedRevocation = { outcome: "requested", requestId: 12, status: "pending" };
const alive: Seen = { is: "alive" };
const hidden: Seen = { is: "hidden" };
const revoked: Seen = { is: "revoked" };
const requested: Seen = { is: "requested", requestId: 11, proven: true };

/** Answers one after the other, to the call and to the look. */
const play = async (
  answers: readonly (PlacedRevocation | CertCentralError)[],
  looks: readonly (Seen | "fails")[],
  more: Partial<Revoking> = {},
) => {
  const sent: unknown[] = [];
  const left = [...looks];
  const run = fakeRun();
  const api: CertCentral = {
    send: async (_, args) => {
      const answer = answers[sent.push(args) - 1];
      if (answer === undefined) throw new Error("asked too often");
      if (CertCentralError.is(answer)) throw answer;
      return answer as never;
    },
  };
  const what: Revoking = {
    target: { certificateId: 1001 },
    name: "certificate 1001 (order 118)",
    look: async () => {
      const seen = left.shift();
      if (seen === undefined || seen === "fails") throw new Error("cannot look");
      return seen;
    },
    ...more,
  };
  const came = await revoke(what, { api, run }).catch((error: unknown) => error);
  return { came, sent, lines: run.lines };
};

test.each([
  ["done", [done], [], { is: "revoked" }, 1],
  ["a request", [asked], [], { is: "requested", requestId: 12, proven: true }, 1],
  ["a request that is approved at once", [{ ...asked, status: "approved" }], [], { is: "revoked", requestId: 12 }, 1],
  ["the answer is lost, and it is done", [lost], [revoked], revoked, 1],
  ["the answer is lost, and a request of ours waits", [lost], [requested], requested, 1],
  ["the answer is lost, and nothing is to be seen", [lost], [alive], { is: "in doubt", why: "no answer: cut" }, 1],
  ["the answer is lost, and the look as well", [lost], ["fails"], { is: "in doubt", why: "no answer: cut" }, 1],
  ["turned away for volume", [volume, volume, done], [alive, hidden], { is: "revoked" }, 3],
  ["turned away for volume, and somebody else did it", [volume], [revoked], revoked, 1],
  ["turned away for volume, unseen", [volume], ["fails"], { is: "in doubt", why: "too many requests (429)" }, 1],
  [
    "turned away for volume all the time",
    Array(6).fill(volume),
    Array(6).fill(alive),
    { is: "in doubt", why: "too many requests (429)" },
    6,
  ],
  ["refused, and done all the same", [says("whatever")], [revoked], revoked, 1],
  ["refused as revoked, and seen to be", [says("certificate_was_revoked")], [revoked], revoked, 1],
  ["refused as revoked already, and on no list", [says("order_already_revoked")], [hidden], { is: "revoked" }, 1],
  [
    "refused as revoked already, unseen",
    [says("order_is_revoked")],
    ["fails"],
    { is: "in doubt", why: "it failed" },
    1,
  ],
] as const)("%s", async (_, answers, looks, came, writes) => {
  const { came: got, sent } = await play(answers, looks);
  expect(got).toEqual(came);
  expect(sent).toHaveLength(writes);
});

test("refused for skip_approval, it asks once more, for a request, with a warning", async () => {
  const { came, sent, lines } = await play([forbidden, asked], [alive], { skipApproval: true });

  expect(came).toEqual({ is: "requested", requestId: 12, proven: true });
  expect(sent).toMatchObject([{ skipApproval: true }, { skipApproval: false }]);
  expect(lines).toContain(
    "warn: certificate 1001 (order 118): this API key may not skip the approval; a request is made instead",
  );
});

test.each([
  ["403 without skip_approval", forbidden, alive, {}, "revoke certificate: refused (403)"],
  ["any other refusal", says("invalid_certificate_status"), alive, {}, "revoke certificate: it failed"],
  [
    "a word that only sounds like it, and no list shows the certificate",
    says("cannot_be_revoked"),
    hidden,
    {},
    "revoke certificate: it failed",
  ],
  [
    "refused as revoked, and seen alive",
    says("order_already_revoked"),
    alive,
    {},
    "it failed\nthat speaks of a revocation, but certificate 1001 (order 118) is not shown as revoked",
  ],
  [
    "a pending reissue stands in the way",
    says("order_has_pending_reissue"),
    { is: "alive", blocked: ["order 118 has a pending reissue"] } as const,
    {},
    "it failed\norder 118 has a pending reissue",
  ],
] as const)("%s is an error", async (_, answer, look, more, message) => {
  const { came, sent } = await play([answer], [look], more);
  expect(came).toBeInstanceOf(Error);
  expect(String((came as Error).message)).toContain(message);
  expect(sent).toHaveLength(1);
});

test("what is sent says what it is about", async () => {
  expect((await play([done], [], { comments: "left" })).sent).toMatchObject([
    { certificateIdentifier: 1001, comments: "left (pulumi: certificate 1001)" },
  ]);
  const order = { target: { wholeOrder: 118 } };
  expect((await play([done], [], order)).sent).toMatchObject([{ orderId: 118, comments: "pulumi: order 118" }]);
});
