import { createHash, X509Certificate } from "node:crypto";
import fc from "fast-check";
import type { OrderFacts } from "./levers-client";
import { type Bench, bench, oneLine } from "./testing/bench";

/** What a program, an administrator, somebody else and time may do to an order. */
type Step = (b: Bench, order: OrderFacts) => Promise<number | undefined>;

const NAMES = [[], ["a.example.com"], ["a.example.com", "b.example.com"]];

const reissue =
  (names: string[], skip: boolean): Step =>
  async (b, { id }) => {
    const certificate = { common_name: "www.example.com", dns_names: names, csr: oneLine(), signature_hash: "sha256" };
    return (await b.call("POST", `/order/certificate/${id}/reissue`, { certificate, skip_approval: skip })).status;
  };

const decide =
  (status: string): Step =>
  async (b, { requests }) => {
    const open = requests.find((r) => r.status === "pending");
    return open && (await b.call("PUT", `/request/${open.id}/status`, { status })).status;
  };

const revoke =
  (skip: boolean): Step =>
  async (b, { certificates }) => {
    const primary = certificates.find((c) => c.primary);
    return primary && (await b.call("PUT", `/certificate/${primary.id}/revoke`, { skip_approval: skip })).status;
  };

const cancel: Step = async (b, { id }) =>
  (await b.call("PUT", `/order/certificate/${id}/status`, { status: "CANCELED" })).status;
const validate: Step = async (b, { id }) => void (await b.levers.validate(id));
const wait =
  (hours: number): Step =>
  async (b) =>
    void (await b.levers.advance(hours * 3600));

const steps: readonly Step[] = [
  ...NAMES.flatMap((names) => [reissue(names, true), reissue(names, false)]),
  ...["approved", "rejected"].map(decide),
  revoke(true),
  revoke(false),
  cancel,
  validate,
  wait(1),
  wait(73),
];

const keyOf = (pem: string | null): string =>
  createHash("sha256")
    .update(new X509Certificate(pem ?? "").publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");

/** What holds at every moment. */
const agree = async (b: Bench, facts: OrderFacts): Promise<void> => {
  const pending = facts.certificates.filter((c) => c.status === "pending" && c.kind !== "original");
  expect(pending.length).toBeLessThanOrEqual(1);
  expect(facts.status).toBe(pending.length > 0 ? "reissue_pending" : "issued");
  expect(facts.certificates.filter((c) => c.primary).length).toBe(1);
  for (const c of facts.certificates) if (c.pem) expect(keyOf(c.pem)).toBe(c.spkiSha256);
  const shown = (await b.call("GET", `/order/certificate/${facts.id}`)).body["certificate"];
  expect(shown?.["id"]).toBe(facts.certificates.find((c) => c.primary)?.id);
};

test("whatever happens to an order, its facts agree with each other and with what the API shows", async () => {
  const b = await bench({ dcvGate: true, approvalGate: true });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 12 }), async (sequence) => {
      await b.levers.reset();
      const { orderId } = await b.levers.makeOrder({
        product: "ssl_dv_rapidssl",
        commonName: "www.example.com",
        dnsNames: ["a.example.com", "b.example.com"],
      });
      for (const step of sequence) {
        const status = await step(b, await b.levers.order(orderId));
        expect(status ?? 0).toBeLessThan(500);
        await agree(b, await b.levers.order(orderId));
      }
    }),
    { numRuns: 25, seed: 7 },
  );
}, 60_000);
