import { exampleText, withoutLine } from "../examples/example";
import { type CertCentral, certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

const program = (inputs: object) => `
  const { Revocation } = require("pulumi-digicert");
  const gone = new Revocation("gone", ${JSON.stringify(inputs)});
  exports.status = gone.status;
  exports.requestId = gone.requestId;
`;

let central: CertCentral;
beforeEach(async () => {
  central = await certCentral();
});

const put = (id: number | string): string => `PUT /certificate/${id}/revoke`;
const statusOf = async (orderId: number, id: number): Promise<string | undefined> =>
  (await central.order(orderId)).certificates.find((c) => c.id === id)?.status;

test("the example: revoked by serial number, once; nothing is sent again, and destroy says that it stays", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  const serial = (await central.order(orderId)).certificates[0]?.serialNumber ?? "";
  const stack = await stackFor({
    folder: "examples/revocation",
    config: {
      ...central.config,
      serialNumber: serial.toLowerCase().replace(/(..)(?=.)/g, "$1:"),
      why: "lost with a backup",
      skipApproval: "true",
    },
  });

  // Without the central line it revokes nothing.
  stack.write({ "index.ts": withoutLine("revocation/index.ts", 'serialNumber: config.require("serialNumber"),') });
  await stack.up({ fails: true });
  expect(await central.writes()).toEqual([]);

  stack.write({ "index.ts": exampleText("revocation/index.ts") });
  await stack.up();

  expect(await central.writes()).toEqual([put(serial)]);
  expect(await stack.outputs()).toMatchObject({ status: "revoked", revokedAt: expect.stringMatching(/^\d{4}-/) });
  expect(await statusOf(orderId, certificateId)).toBe("revoked");
  await central.clearHistory();
  expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 2 });
  const destroyed = await stack.destroy();
  expect(destroyed.stdout).toContain("stays revoked: a revocation cannot be undone");
  expect(await central.history()).toEqual([]);
});

test("with approval: pending with a warning, followed by the next up until somebody decides, asked for once", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({ program: program({ certificateId, orderId }), config: central.config });

  const first = await stack.up();
  const requestId = Number((await stack.outputs())["requestId"]);
  expect(first.stdout).toContain(
    `request ${requestId} to revoke certificate ${certificateId} (order ${orderId}) waits for approval`,
  );
  expect(await stack.outputs()).toMatchObject({ status: "pending" });
  expect((await stack.preview()).row("gone")).toContain(
    `resume: asks what became of request ${requestId}, which waits for an administrator`,
  );
  await central.approve(requestId);
  await stack.refresh();
  expect((await stack.up()).changes).toEqual({ same: 2 });

  expect(await stack.outputs()).toMatchObject({ status: "revoked" });
  expect(await central.writes()).toEqual([put(certificateId)]);
});

test("a rejection fails the up with who and why, again and again, until something is asked differently", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({ program: program({ certificateId, orderId }), config: central.config });
  await stack.up();
  const requestId = Number((await stack.outputs())["requestId"]);
  await central.reject(requestId, "still in use");

  for (let i = 0; i < 2; i++)
    expect((await stack.up({ fails: true })).stdout).toMatch(
      new RegExp(`request ${requestId} to revoke certificate ${certificateId} .* was rejected by .*: "still in use"`),
    );
  expect(await central.writes()).toEqual([put(certificateId)]);

  stack.rewrite(program({ certificateId, orderId, comments: "not any more", skipApproval: true }));
  expect((await stack.preview()).row("gone")).toMatch(
    /update.* revoke: asks again, after a rejection, with other comments, skipApproval/,
  );
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ status: "revoked" });
  expect(await central.writes()).toEqual([put(certificateId), put(certificateId)]);
});

test("when the answer is lost, there is one revocation in the end", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  await central.fault({ method: "PUT", path: "/revoke", kind: "act-then-status:502", times: 1 });
  const stack = await stackFor({
    program: program({ certificateId, orderId, skipApproval: true }),
    config: central.config,
  });

  if ((await stack.up({ mayFail: true })).code !== 0) await stack.up();

  expect(await central.writes()).toEqual([put(certificateId)]);
  expect(await statusOf(orderId, certificateId)).toBe("revoked");
});

test("after a lost request a colleague's is named and left alone; his rejection is not ours", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  await central.fault({ method: "PUT", path: "/revoke", kind: "status:502", times: 1 });
  const stack = await stackFor({ program: program({ certificateId, orderId }), config: central.config });
  await stack.up({ fails: true });
  const { apiKey } = await central.makeKey({ family: "services", role: "admin" });
  const body = JSON.stringify({ comments: "his own reasons" });
  const answer = await fetch(`${central.config["digicert:baseUrl"]}/certificate/${certificateId}/revoke`, {
    method: "PUT",
    headers: { "X-DC-DEVKEY": apiKey, "content-type": "application/json" },
    body,
  });
  const { id } = (await answer.json()) as { id: number };

  const second = await stack.up();
  expect(second.stdout).toMatch(new RegExp(`request ${id}, made by Ada Example, waits to revoke .* it is left alone`));
  const requestId = Number((await stack.outputs())["requestId"]);
  expect(requestId).not.toBe(id);
  await central.reject(id, "not that one");
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ status: "pending", requestId });
  await central.approve(requestId);
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ status: "revoked" });
});

test("another target is another revocation: the first one stays, and nothing is sent for it", async () => {
  const one = await central.makeOrder({ commonName: "a.example.com" });
  const two = await central.makeOrder({ commonName: "b.example.com" });
  const stack = await stackFor({
    program: program({ certificateId: one.certificateId, skipApproval: true }),
    config: central.config,
  });
  await stack.up();
  stack.rewrite(program({ certificateId: two.certificateId, skipApproval: true }));

  const preview = await stack.preview();
  expect(preview.changes).toMatchObject({ replace: 1 });
  expect(preview.stdout).toContain(
    `replace: revokes certificate ${two.certificateId} instead of certificate ${one.certificateId}, which stays as it is`,
  );
  await stack.up();

  expect(await central.writes()).toEqual([put(one.certificateId), put(two.certificateId)]);
});

test("a certificate that this program keeps is not revoked beside it: said, with what to do, by id, serial number and order", async () => {
  const key = await makeKey();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const both = (target: string) => `
    const { Certificate, Revocation } = require("pulumi-digicert");
    const web = new Certificate("web", { orderId: ${orderId}, csr: ${JSON.stringify(key.csr)} });
    new Revocation("gone", { skipApproval: true, ${target} }, { dependsOn: web });
  `;
  const stack = await stackFor({ program: both("certificateId: web.certificateId"), config: central.config });

  for (const target of [
    "certificateId: web.certificateId",
    "serialNumber: web.serialNumber",
    `orderId: ${orderId}, wholeOrder: true`,
  ]) {
    stack.rewrite(both(target));
    const { stdout } = await stack.up({ fails: true });
    expect(stdout).toMatch(
      /(certificate|serial|order) \w+ is kept by resource web of this program, which would have it replaced, .*; to be rid of it, remove web from the program, which revokes what it had issued; .* onDelete: "revoke"/,
    );
  }
  expect((await stack.preview({ fails: true })).stdout).toContain("is kept by resource web of this program");
  expect(await central.writes()).toEqual([]);
});

test("what a certificate has replaced may be revoked beside it", async () => {
  const key = await makeKey();
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({
    program: `
      const { Certificate, Revocation } = require("pulumi-digicert");
      const web = new Certificate("web", { orderId: ${orderId}, csr: ${JSON.stringify(key.csr)} });
      new Revocation("old", { certificateId: ${certificateId}, orderId: ${orderId}, reason: "superseded", skipApproval: true }, { dependsOn: web });
    `,
    config: central.config,
  });

  await stack.up();
  expect((await stack.up()).changes).toEqual({ same: 3 });

  expect(await central.writes()).toEqual([`POST /order/certificate/${orderId}/reissue`, put(certificateId)]);
});

test("a mistake is refused before anything is sent, with a suggestion", async () => {
  const stack = await stackFor({
    program: program({ certificatId: 7, reason: "keyCompromised" }),
    config: central.config,
  });
  const { stdout } = await stack.preview({ fails: true });
  expect(stdout).toContain("certificatId is not an input of a revocation: did you mean certificateId?");
  expect(stdout).toContain('reason: must be "unspecified", "keyCompromise"');
  expect(await central.history()).toEqual([]);
});
