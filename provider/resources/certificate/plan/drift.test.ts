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

/** By fact, what somebody else's certificate may show of it: the same, or another. */
const KEYS = [publicKeyIn("p256"), publicKeyIn("p256-other")];
const NAME_LISTS = [NAMES, [...NAMES, "b.example.com"], ["www.example.com"]];
const COMMON_NAMES = ["www.example.com", "WWW.example.com", "a.example.com"];
const HASHES = ["sha256", "sha384", undefined];

const shown = KEYS.flatMap((key) =>
  NAME_LISTS.flatMap((names) =>
    COMMON_NAMES.flatMap((commonName) => HASHES.map((signatureHash) => ({ key, names, commonName, signatureHash }))),
  ),
);

test("somebody else's certificate is taken over where it is what is wanted, by the measure of the step that takes it", () => {
  const desired = desiredOf(inputs, { names: NAMES });
  for (const { key, signatureHash, ...rest } of shown) {
    const certificate = { ...rest, ...key, ...(signatureHash === undefined ? {} : { signatureHash }) };

    const { taken, reasons } = elsewhere(certificate, justIssued(inputs), inputs);

    const fits = fitOf({ ...rest, namesTold: true, key, signatureHash }, desired) === "yes";
    expect([certificate, taken !== undefined, reasons.length === 0]).toEqual([certificate, fits, fits]);
  }
});
