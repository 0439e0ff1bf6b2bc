import { keyText } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import { desiredOf } from "../desired/desired";
import { blocked, mismatch, notSeenToEnd } from "./refusals";

const NOW = new Date("2026-11-22T12:00:00Z");

test.each<[string, object, Parameters<typeof order>[1], readonly string[]]>([
  ["nothing", {}, {}, []],
  ["revoked", {}, { status: "revoked" }, ["it is revoked"]],
  ["expired, though its status says issued", {}, { status: "issued", validTill: "2026-11-21" }, ["it is expired"]],
  ["a name too few", { dnsNames: ["a.example.com", "b.example.com"] }, {}, ["it lacks b.example.com"]],
  ["a name too many", { dnsNames: ["www.example.com"] }, {}, ["it also has a.example.com"]],
  ["the key", { csr: keyText("p384") }, {}, ["it carries another key"]],
  ["the hash", { signatureHash: "sha384" }, {}, ["its signature hash is sha256"]],
  [
    "the common name, which is among its names",
    { commonName: "a.example.com", dnsNames: ["www.example.com"] },
    {},
    ["its common name is www.example.com"],
  ],
])("what is wrong with a certificate: %s", (_, inputs, certificate, lines) => {
  const observed = observedOrder(order({}, certificate), []);
  const asked = { orderId: 118, ...inputs };
  const desired = desiredOf(asked, { commonName: "www.example.com", names: ["a.example.com", "www.example.com"] });
  if (observed.current === undefined) throw new Error("an order without a certificate");

  expect(mismatch(observed.current, desired, NOW)).toEqual(lines);
});

test("of a reissue that nothing is told of, nothing is made up", () => {
  expect(blocked(observedOrder(order(), []), [])[0]).toBe(
    "order 118 has a pending reissue that is not ours: asked for by somebody else",
  );
});

const pending = { phase: "approval", since: "2026-11-22T11:00:00Z", names: [] } as const;
const [maybe] = observedOrder(order(), [entry({ status: "issued" })]).others;

test.each([
  ["its request", { requestIds: [71] }, [], "request 71 was never seen to end; DigiCert may issue both"],
  [
    "the certificate that it was to become",
    { requestIds: [], certificateId: 1002 },
    [],
    "the reissue that was to become certificate 1002 was never seen to end; DigiCert may issue both",
  ],
  ["nothing", { requestIds: [] }, [], "the earlier request was never seen to end; DigiCert may issue both"],
  [
    "its request, and what may have come of it",
    { requestIds: [71] },
    maybe === undefined ? [] : [maybe],
    "request 71 was never seen to end: certificate 1002 may have come of it, and nothing proves whose that is",
  ],
])("what is asked for beside a request that nobody saw end says what it risks, and names %s", (_, known, may, risk) => {
  expect(notSeenToEnd({ ...pending, ...known }, may)).toBe(risk);
});
