import fc from "fast-check";
import { keyText } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { CertificateInputs } from "../inputs";
import { certificateInputs } from "../inputs.fake";
import { plan } from "../plan/plan";
import { justIssued } from "../state.fake";
import { compareWithProof, type InUse, inUse } from "./required";
import type { PromotedField, ProvenSpec } from "./spec";

const NOW = new Date("2026-11-22T12:00:00Z");
const [LATER, BEFORE] = ["2027-03-01T23:59:59Z", "2026-11-20T23:59:59Z"];

/** Each field as a stage sets it, and another value of it. */
const FIELDS: Record<PromotedField, { set: Partial<CertificateInputs>; here: string; other: string }> = {
  product: { set: { product: "ssl_basic" }, here: "ssl_basic", other: "ssl_ev_basic" },
  keyType: { set: { csr: keyText("p256") }, here: "P-256", other: "RSA-2048" },
  signatureHash: { set: { signatureHash: "sha384" }, here: "sha384", other: "sha256" },
  profile: { set: { profileOption: "server_client_auth_eku" }, here: "server_client_auth_eku", other: "must_staple" },
  issuer: { set: { caCertId: "A1" }, here: "A1", other: "B2" },
};
const fields = Object.keys(FIELDS) as PromotedField[];

const spec = (field: PromotedField, value: string | null, notAfter: string): ProvenSpec => ({
  version: 1,
  product: null,
  keyType: null,
  signatureHash: null,
  profile: null,
  ...(field === "issuer" ? {} : { [field]: value }),
  issuer: { name: "An issuer", caCertId: field === "issuer" ? value : null },
  notAfter,
  provenAt: "2026-11-01T00:00:00Z",
});

const using = (has: boolean): InUse => {
  const answer = () => has;
  return { product: answer, keyType: answer, signatureHash: answer, profile: answer, issuer: answer };
};

type Proven = "the same" | "another" | "not told";
type Row = readonly [
  set: boolean,
  proven: Proven,
  live: boolean,
  inUse: boolean,
  comes: "refused" | "differs" | "fine",
];
/** Whether the stage sets a field; what is proven of it; whether the proof lives; whether the certificate in use has it. */
const TABLE: readonly Row[] = [
  [true, "the same", true, true, "fine"],
  [true, "the same", true, false, "fine"],
  [true, "another", true, true, "differs"],
  [true, "another", true, false, "refused"],
  [true, "not told", true, true, "differs"],
  [true, "not told", true, false, "refused"],
  [true, "the same", false, true, "differs"],
  [true, "the same", false, false, "refused"],
  [true, "another", false, true, "differs"],
  [true, "another", false, false, "refused"],
  [true, "not told", false, true, "differs"],
  [true, "not told", false, false, "refused"],
  [false, "another", true, false, "fine"],
  [false, "another", true, true, "fine"],
  [false, "another", false, false, "differs"],
];

describe.each(fields)("%s", (field) => {
  const { set, here, other } = FIELDS[field];

  test.each(TABLE)("set here: %s; proven: %s, by a living certificate: %s; in use: %s: %s", (...row) => {
    const [isSet, proven, live, has, comes] = row;
    const value = { "the same": here, another: other, "not told": null }[proven];
    const requires = spec(field, value, live ? LATER : BEFORE);

    const got = compareWithProof({ ...(isSet ? set : {}), requires }, using(has), NOW);

    expect(Object.keys(got)).toEqual(comes === "fine" ? [] : [comes]);
    const told =
      comes === "differs" && (!isSet || (proven === "the same" && !live)) ? [] : [{ field, here, proven: value }];
    if (comes !== "fine")
      expect(got[comes]).toEqual({
        code: comes === "refused" ? "not-proven" : "proof-differs",
        fields: told,
        ...(live ? {} : { ended: BEFORE }),
      });
  });
});

test("without a requirement nothing is compared", () => {
  expect(compareWithProof({ signatureHash: "sha384" }, using(false), NOW)).toEqual({});
});

test("an ended proof refuses one field and leaves the other: both are told", () => {
  const requires = spec("keyType", "RSA-2048", LATER);
  const inputs = { csr: keyText("p256"), signatureHash: "sha384", requires } as const;

  const { refused, differs } = compareWithProof(inputs, { ...using(false), keyType: () => true }, NOW);

  expect(refused?.fields.map(({ field }) => field)).toEqual(["signatureHash"]);
  expect(differs?.fields.map(({ field }) => field)).toEqual(["keyType"]);
});

describe("what is in use", () => {
  const observed = (certificate = {}) => observedOrder(order({}, certificate), [entry()]).current;

  test.each<[string, InUse, Partial<Record<PromotedField, string>>, Partial<Record<PromotedField, string>>]>([
    [
      "by state: of the leaf, and of what it was asked for with",
      inUse(
        justIssued({ orderId: 118, csr: keyText("p256"), signatureHash: "sha384", caCertId: "A1" }),
        undefined,
        NOW,
      ),
      { product: "any", keyType: "P-256", signatureHash: "sha384", profile: "server_auth_only_eku", issuer: "A1" },
      { keyType: "RSA-2048", signatureHash: "sha256", profile: "server_client_auth_eku", issuer: "B2" },
    ],
    [
      "an issuer that signs with a hash of its own",
      inUse(
        { ...justIssued({ orderId: 118, signatureHash: "sha512" }), issuedSignatureHash: "sha384" },
        undefined,
        NOW,
      ),
      { signatureHash: "sha512" },
      { signatureHash: "sha256" },
    ],
    [
      "by the order, as far as it tells",
      inUse(undefined, observed({ signatureHash: "sha256" }), NOW),
      { product: "any", keyType: "P-256", signatureHash: "sha256" },
      { keyType: "P-384", profile: "server_auth_only_eku", issuer: "A1" },
    ],
    [
      "an ended certificate is not in use",
      inUse(undefined, observed({ validTill: "2026-11-21" }), NOW),
      {},
      { keyType: "P-256" },
    ],
  ])("%s", (_, has, yes, no) => {
    for (const [field, value] of Object.entries(yes) as [PromotedField, string][])
      expect([field, has[field](value)]).toEqual([field, true]);
    for (const [field, value] of Object.entries(no) as [PromotedField, string][])
      expect([field, has[field](value)]).toEqual([field, false]);
  });
});

const maybe = (...values: string[]) => fc.constantFrom(null, ...values);
const anySpec: fc.Arbitrary<ProvenSpec> = fc.record({
  version: fc.constant(1 as const),
  product: maybe("ssl_basic", "ssl_ev_basic"),
  keyType: maybe("P-256", "P-384", "RSA-2048"),
  signatureHash: maybe("sha256", "sha384", "sha512"),
  profile: maybe("server_auth_only_eku", "server_client_auth_eku"),
  issuer: fc.record({ name: maybe("An issuer"), caCertId: maybe("A1", "B2") }),
  notAfter: fc.constantFrom(LATER, BEFORE),
  provenAt: fc.constant("2026-11-01T00:00:00Z"),
});
const DAY = 86_400_000;

test("whatever is required, what is in use is renewed and repaired just as without it", () => {
  fc.assert(
    fc.property(certificateInputs, anySpec, fc.nat(250), fc.boolean(), (inputs, requires, days, revoked) => {
      const state = { ...justIssued(inputs), ...(revoked ? { status: "revoked" } : {}) };
      const now = new Date(NOW.getTime() + days * DAY);
      const { action, reasons } = plan(state, { ...inputs, requires }, now);

      expect({ action, reasons }).toEqual((({ action, reasons }) => ({ action, reasons }))(plan(state, inputs, now)));
    }),
  );
});

test("a changed program is planned just as without it, or blocked, and then for a field that it changes", () => {
  const changed = fc.record({ before: certificateInputs, after: certificateInputs, requires: anySpec });
  let blocked = 0;
  fc.assert(
    fc.property(changed, ({ before, after: { orderId: _, storeReissueAsDuplicate: __, ...after }, requires }) => {
      const { orderId, storeReissueAsDuplicate } = before;
      const inputs = {
        ...after,
        orderId,
        ...(storeReissueAsDuplicate === undefined ? {} : { storeReissueAsDuplicate }),
      };
      const state = justIssued(before);
      const [without, guarded] = [plan(state, inputs, NOW), plan(state, { ...inputs, requires }, NOW)];
      const refusal = guarded.reasons.find(({ code }) => code === "not-proven");

      if (refusal === undefined) return expect(guarded.action).toBe(without.action);
      blocked++;
      expect([without.action, guarded.action]).toEqual(["reissue", "blocked"]);
      expect(guarded.reasons).toEqual([refusal, ...without.reasons]);
    }),
  );
  expect(blocked).toBeGreaterThan(0);
});
