import type { CertCentral } from "../../certcentral";
import { NOBODY } from "../../contract/heir";
import { fakeRun } from "../../contract/run.fake";
import { publicKeyOf } from "../../pki/keys/public-key";
import { authority, leafOf, pemOfSigner, spkiOf } from "../../pki/pki.fake";
import type { Ctx } from "./context";
import { downloadLeaf } from "./download";

test("a download that is another certificate is asked for again, the second time by another road, and never believed", async () => {
  const root = await authority("Root");
  const issuer = await authority("Issuer", root);
  const [ours, theirs] = [
    await leafOf(issuer, { names: ["a.example.com"] }),
    await leafOf(issuer, { names: ["a.example.com"] }),
  ];
  const key = publicKeyOf(await spkiOf(ours.keys))?.described;
  if (key === undefined) throw new Error("a key that cannot be read");
  const desired = { key, names: ["a.example.com"] };
  const asked: string[] = [];
  const apiWith = (byChain: string): CertCentral => ({
    send: async (endpoint) => {
      asked.push(endpoint.name);
      const answer =
        asked.length % 2 === 1 ? theirs.pem + pemOfSigner(issuer) : [{ pem: byChain }, { pem: pemOfSigner(issuer) }];
      return answer as never;
    },
  });

  const around = (byChain: string): Ctx => ({
    api: apiWith(byChain),
    run: fakeRun(),
    heir: NOBODY,
    leave: () => {},
    mayBeKeptBy: () => undefined,
    takenBy: () => undefined,
    owned: () => undefined,
    exclusively: (_, work) => work(),
    resourceDigest: "9f86d081",
  });
  const leaf = await downloadLeaf({ certificateId: 7, serialNumber: undefined }, desired, around(ours.pem));
  expect(leaf.certificatePem).toBe(ours.pem);
  expect(new Set(asked).size).toBe(2);

  asked.length = 0;
  await expect(
    downloadLeaf({ certificateId: 7, serialNumber: undefined }, desired, around(theirs.pem)),
  ).rejects.toThrow(
    "certificate 7 could not be proven to be the wanted one: the downloaded certificate carries another public key",
  );
  expect(asked).toHaveLength(4);
});
