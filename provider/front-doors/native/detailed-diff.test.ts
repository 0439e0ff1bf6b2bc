import { UNKNOWN } from "../../contract/unknown";
import { detailedDiff } from "./detailed-diff";

const inputNames = ["orderId", "dnsNames", "timeouts", "csr"];
const diff = (touched: string[], before: object, after: object) =>
  detailedDiff({ touched, inputNames, before: { ...before }, after: { ...after } });
const added = { kind: "add", input: true };
const deleted = { kind: "delete", input: true };
const updated = { kind: "update", input: true };

test.each([
  ["an added name", ["dnsNames"], { dnsNames: ["a"] }, { dnsNames: ["a", "b"] }, { "dnsNames[1]": added }],
  ["a removed one", ["dnsNames"], { dnsNames: ["a", "b"] }, { dnsNames: ["a"] }, { "dnsNames[1]": deleted }],
  ["an exchanged one", ["dnsNames"], { dnsNames: ["a"] }, { dnsNames: ["b"] }, { "dnsNames[0]": updated }],
  [
    "a member",
    ["timeouts"],
    { timeouts: { issuance: 1 } },
    { timeouts: { issuance: 2 } },
    { "timeouts.issuance": updated },
  ],
  [
    "a member of no plain name",
    ["timeouts"],
    { timeouts: {} },
    { timeouts: { 'a"b': 2 } },
    { 'timeouts["a\\"b"]': added },
  ],
  ["a value that is not known yet", ["csr"], { csr: "a" }, { csr: UNKNOWN }, { csr: updated }],
  ["an input that comes", ["csr"], {}, { csr: "a" }, { csr: added }],
  ["an output", ["status"], {}, {}, { status: { kind: "update", input: false } }],
  [
    "several, of which one differs",
    ["dnsNames", "csr"],
    { csr: "a", dnsNames: [] },
    { csr: "b", dnsNames: [] },
    { csr: updated },
  ],
  ["an input that is as it was and still has to be seen to", ["csr"], { csr: "a" }, { csr: "a" }, { csr: updated }],
  ["nothing that is touched", [], { csr: "a" }, { csr: "b" }, {}],
])("%s", (_, touched, before, after, expected) => {
  expect(diff(touched, before, after)).toEqual(expected);
});
