import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { ValidationInputs } from "../inputs";
import { answerIn } from "./match";

const NOW = new Date("2026-11-22T12:00:00Z");
const wired = { publicKeySha256: publicKeyIn("p256").publicKeySha256, names: ["A.example.com."] };
const live = (certificateId: number, csr = keyText("p256")) =>
  entry({ certificateId, status: "approved", serialNumber: `${certificateId}`, validTill: "2027-04-17", csr });

/** Order 118 holds certificate 1001, with the wanted key. */
const observed = observedOrder(order(), []);
const { validTill: _, serialNumber: __, ...unissued } = order().certificate;
type Case = readonly [string, Omit<ValidationInputs, "orderId">, string, typeof observed];
const cases: readonly Case[] = [
  ["by its id", { issuanceId: "9f-is-1001" }, "there 1001, proven", observed],
  [
    "by its id, and somebody else's came after it",
    { issuanceId: "9f-is-1002" },
    "there 1002, proven",
    observedOrder(order(), [live(1002)]),
  ],
  ["by its id, not issued yet", { issuanceId: "9f-is-1002" }, "nowhere", observedOrder(order(), [entry()])],
  [
    "by its id, cancelled",
    { issuanceId: "9f-is-1002" },
    "nowhere",
    observedOrder(order(), [entry({ status: "rejected" })]),
  ],
  ["by its id, not in any list", { issuanceId: "9f-is-1002", ...wired }, "nowhere", observed],
  ["new, with key and names", { issuanceId: "9f-after-1000", ...wired }, "there 1001, proven", observed],
  ["new, and nothing else said", { issuanceId: "9f-after-1000" }, "there 1001", observed],
  [
    "new, without one of the names",
    { issuanceId: "9f-after-1000", ...wired, names: ["b.example.com"] },
    "there 1001",
    observed,
  ],
  ["new, with another key", { issuanceId: "9f-after-1000", publicKeySha256: "00" }, "another 1001", observed],
  ["what was there before", { issuanceId: "9f-after-1001", ...wired }, "nowhere", observed],
  ["a key that says nothing", { issuanceId: "mine", ...wired }, "there 1001", observed],
  [
    "no certificate at all",
    { issuanceId: "9f-after-1001" },
    "nowhere",
    observedOrder({ ...order({ status: "pending" }), certificate: unissued }, []),
  ],
  ["a duplicate is never the order's own", { issuanceId: "9f-duplicate-after-1000", ...wired }, "nowhere", observed],
  [
    "the new duplicate, not the former one",
    { issuanceId: "9f-duplicate-after-1001-1002", ...wired },
    "there 1003, proven",
    observedOrder(order(), [], [live(1002), live(1003), live(1004, keyText("p384"))]),
  ],
  [
    "two duplicates could be it",
    { issuanceId: "9f-duplicate-after-1001", ...wired },
    "doubtful 1002 1003",
    observedOrder(order(), [], [live(1002), live(1003)]),
  ],
  [
    "a revoked duplicate is not it",
    { issuanceId: "9f-duplicate-after-1001", ...wired },
    "nowhere",
    observedOrder(order(), [], [{ ...live(1002), status: "revoked" }]),
  ],
];

test.each(cases)("%s", (_name, inputs, expected, seen) => {
  const answer = answerIn(seen, { orderId: 118, ...inputs }, NOW);
  const ids = "certificates" in answer ? answer.certificates : "certificate" in answer ? [answer.certificate] : [];
  const said = [answer.is, ...ids.map(({ certificateId }) => certificateId)].join(" ");
  expect(answer.is === "there" && answer.proven ? `${said}, proven` : said).toBe(expected);
});
