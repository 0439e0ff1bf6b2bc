import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { ended } from "./ended";

const now = new Date("2026-11-22T12:00:00Z");
const kept: CertificateState = { ...justIssued({ orderId: 118 }), notAfter: "2027-05-01T00:00:00Z" };
const pending = { phase: "approval" as const, since: "2026-11-22T11:00:00Z", requestIds: [7], names: [] };

test.each<[string, Partial<CertificateState>, string | undefined]>([
  ["issued, with time left", {}, undefined],
  ["revoked", { status: "revoked" }, "revoked"],
  ["called expired", { status: "expired" }, "expired"],
  ["past its end, whatever its status says", { notAfter: "2026-11-22T12:00:00Z" }, "expired"],
  [
    "revoked, while another one is asked for",
    { status: "pending", pending: { ...pending, statusBefore: "revoked" } },
    "revoked",
  ],
  [
    "alive, while another one is asked for",
    { status: "pending", pending: { ...pending, statusBefore: "issued" } },
    undefined,
  ],
])("a certificate that is %s", (_, members, how) => {
  expect(ended({ ...kept, ...members }, now)).toBe(how);
});
