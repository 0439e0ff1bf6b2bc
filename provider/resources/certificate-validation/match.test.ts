import { keyText, publicKeyIn } from "../../pki/keys.fake";
import { factsOf } from "../order/observed-order";
import { entry, order } from "../order/observed-order.fake";
import type { ValidationInputs } from "./inputs";
import { answerIn } from "./match";

const NOW = new Date("2026-11-22T12:00:00Z");
const wired = { publicKeySha256: publicKeyIn("p256").fingerprint, names: ["A.example.com."] };
const live = (certificateId: number, csr = keyText("p256")) =>
  entry({ certificateId, status: "approved", serialNumber: `${certificateId}`, validTill: "2027-04-17", csr });

/** Order 118 holds certificate 1001, with the wanted key. */
const facts = factsOf(order(), []);
const { validTill: _, serialNumber: __, ...unissued } = order().certificate;
type Case = readonly [string, Omit<ValidationInputs, "orderId">, string, typeof facts];
const cases: readonly Case[] = [
  ["by its id", { issuanceKey: "9f-is-1001" }, "there 1001, proven", facts],
  [
    "by its id, and somebody else's came after it",
    { issuanceKey: "9f-is-1002" },
    "there 1002, proven",
    factsOf(order(), [live(1002)]),
  ],
  ["by its id, not issued yet", { issuanceKey: "9f-is-1002" }, "nowhere", factsOf(order(), [entry()])],
  ["by its id, cancelled", { issuanceKey: "9f-is-1002" }, "nowhere", factsOf(order(), [entry({ status: "rejected" })])],
  ["by its id, not in any list", { issuanceKey: "9f-is-1002", ...wired }, "nowhere", facts],
  ["new, with key and names", { issuanceKey: "9f-after-1000", ...wired }, "there 1001, proven", facts],
  ["new, and nothing else said", { issuanceKey: "9f-after-1000" }, "there 1001", facts],
  [
    "new, without one of the names",
    { issuanceKey: "9f-after-1000", ...wired, names: ["b.example.com"] },
    "there 1001",
    facts,
  ],
  ["new, with another key", { issuanceKey: "9f-after-1000", publicKeySha256: "00" }, "another 1001", facts],
  ["what was there before", { issuanceKey: "9f-after-1001", ...wired }, "nowhere", facts],
  ["a key that says nothing", { issuanceKey: "mine", ...wired }, "there 1001", facts],
  [
    "no certificate at all",
    { issuanceKey: "9f-after-1001" },
    "nowhere",
    factsOf({ ...order({ status: "pending" }), certificate: unissued }, []),
  ],
  ["a duplicate is never the order's own", { issuanceKey: "9f-duplicate-after-1000", ...wired }, "nowhere", facts],
  [
    "the new duplicate, not the former one",
    { issuanceKey: "9f-duplicate-after-1001-1002", ...wired },
    "there 1003, proven",
    factsOf(order(), [], [live(1002), live(1003), live(1004, keyText("p384"))]),
  ],
  [
    "two duplicates could be it",
    { issuanceKey: "9f-duplicate-after-1001", ...wired },
    "doubtful 1002 1003",
    factsOf(order(), [], [live(1002), live(1003)]),
  ],
  [
    "a revoked duplicate is not it",
    { issuanceKey: "9f-duplicate-after-1001", ...wired },
    "nowhere",
    factsOf(order(), [], [{ ...live(1002), status: "revoked" }]),
  ],
];

test.each(cases)("%s", (_name, inputs, expected, seen) => {
  const answer = answerIn(seen, { orderId: 118, ...inputs }, NOW);
  const ids = "certificates" in answer ? answer.certificates : "certificate" in answer ? [answer.certificate] : [];
  const said = [answer.is, ...ids.map(({ certificateId }) => certificateId)].join(" ");
  expect(answer.is === "there" && answer.proven ? `${said}, proven` : said).toBe(expected);
});
