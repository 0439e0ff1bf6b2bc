import { present } from "../../../contract/present";
import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { desiredOf } from "../desired/desired";
import { fitOf } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import { justIssued } from "../state.fake";
import { elsewhere } from "./drift";

const inputs: CertificateInputs = {
  orderId: 118,
  csr: keyText("p256"),
  commonName: "www.example.com",
  dnsNames: ["a.example.com"],
  signatureHash: "sha256",
};
const NAMES = ["a.example.com", "www.example.com"];

/** By fact, what somebody else's certificate may show of it: the same, another, or nothing. */
const KEYS = [publicKeyIn("p256"), publicKeyIn("p256-other"), undefined];
const NAME_LISTS = [NAMES, [...NAMES, "b.example.com"], ["www.example.com"]];
const COMMON_NAMES = ["www.example.com", "WWW.example.com", "a.example.com", undefined];
const HASHES = ["sha256", "sha384", undefined];

const shown = KEYS.flatMap((key) =>
  NAME_LISTS.flatMap((names) =>
    [true, false].flatMap((namesTold) =>
      COMMON_NAMES.flatMap((commonName) =>
        HASHES.map((signatureHash) => ({ key, names, namesTold, commonName, signatureHash })),
      ),
    ),
  ),
);

test("the plan holds somebody else's certificate against what is wanted by the measure of the step that takes it", () => {
  const desired = desiredOf(inputs, { names: NAMES });
  const seen = new Set<string>();
  for (const one of shown) {
    const { key, names, namesTold, commonName, signatureHash } = one;
    const replacedBy = {
      ...key,
      names,
      ...(namesTold ? {} : { namesUntold: true as const }),
      commonName,
      signatureHash,
    };

    const { taken, reasons } = elsewhere(present(replacedBy), justIssued(inputs), inputs);

    const fit = fitOf(one, desired);
    seen.add(fit);
    const matches = { code: "matches-elsewhere", ...(fit === "cannot tell" ? { untold: true } : {}) };
    expect([one, taken, reasons.length === 0]).toEqual([one, fit === "no" ? undefined : matches, fit !== "no"]);
  }
  expect(seen.size).toBe(3);
});
