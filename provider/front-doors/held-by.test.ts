import { type CertCentral, me, orderInfo, regenerateAcmeCredentials, reissueCertificate } from "../certcentral";
import { Refusal } from "../contract/refusal";
import { fakeRun } from "../contract/run.fake";
import { heldBy } from "./held-by";

/** A key of user 14, in front of which stands whom the stack expects; `fails`: how often whose it is cannot be told. */
const keyOf14 = (
  expected: number | undefined,
  { fails = 0, shown = 14 }: { fails?: number; shown?: number | null } = {},
) => {
  const sent: string[] = [];
  let left = fails;
  const api: CertCentral = {
    send: async (endpoint) => {
      sent.push(endpoint.name);
      if (endpoint.name !== me.name) return undefined as never;
      if (left-- > 0) throw new Error("no answer");
      return { ...(shown === null ? {} : { userId: shown }), name: "John Smith", roles: [] } as never;
    },
  };
  const guarded = heldBy(expected, api);
  return {
    sent,
    look: () => guarded.send(orderInfo, { orderId: 118 }, fakeRun()),
    reissue: () => guarded.send(reissueCertificate, { orderId: 118, request: { signatureHash: "sha256" } }, fakeRun()),
    regenerate: () => guarded.send(regenerateAcmeCredentials, { acmeContractId: 42, revokeExisting: false }, fakeRun()),
  };
};

test("nothing is sent with the key of somebody else, and what to do is said", async () => {
  const { sent, reissue } = keyOf14(99);

  const error = await reissue().catch((thrown: unknown) => thrown);

  expect(Refusal.is(error) && error.lines).toEqual([
    "the API key is user 14's (John Smith), and digicert:userId is 99",
    "nothing was sent",
    "set digicert:apiKey to a key of that user, or, if it was meant to change, digicert:userId to this one",
  ]);
  expect(sent).toEqual(["my user"]);
});

test.each([Number.NaN, 0])("nor where the expected user cannot be read (%s)", async (nobody) => {
  await expect(keyOf14(nobody).reissue()).rejects.toThrow("nothing was sent");
});

test("nor where CertCentral does not show whose key it is", async () => {
  const { reissue } = keyOf14(14, { shown: null });

  await expect(reissue()).rejects.toThrow("a user whose id is not shown");
});

test("whose it is, is asked once, before the first call that changes something", async () => {
  const { sent, look, reissue } = keyOf14(14);

  await look();
  expect(sent).toEqual(["order info"]);
  await Promise.all([reissue(), reissue()]);

  expect(sent).toEqual(["order info", "my user", "reissue certificate", "reissue certificate"]);
});

test("an answer that never came is asked for again, and nothing is sent without it", async () => {
  const { sent, reissue } = keyOf14(14, { fails: 1 });

  await expect(reissue()).rejects.toThrow("no answer");
  await reissue();

  expect(sent).toEqual(["my user", "my user", "reissue certificate"]);
});

test("nothing is asked where no user is expected, nor for the Partner API, which tells no user", async () => {
  const [anybody, partner] = [keyOf14(undefined), keyOf14(99)];

  await anybody.reissue();
  await partner.regenerate();

  expect([anybody.sent, partner.sent]).toEqual([["reissue certificate"], ["regenerate acme credentials"]]);
});
