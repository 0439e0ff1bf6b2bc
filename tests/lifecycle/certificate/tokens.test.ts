import { failed, keyTextOf, reissueOf, stage, well } from "./stage";

/*
 * Code signing on a token: there is no CSR, the key is made by whoever has the token, and nobody knows it before.
 */

const methods = [
  [
    "shipped by DigiCert",
    "ship_token",
    {
      csProvisioningMethod: "ship_token",
      shipInfo: {
        name: "Jane Doe",
        addr1: "1 Main St",
        city: "Lehi",
        state: "UT",
        zip: "84043",
        country: "US",
        method: "STANDARD",
      },
    },
  ],
  ["of one's own", "client_app", { csProvisioningMethod: "client_app", serverPlatformId: 1 }],
  ["as the order remembers it", "client_app", { serverPlatformId: 1 }],
] as const;
const product = "code_signing";
const accepts = { csProvisioningMethods: ["ship_token", "client_app", "email"] };

describe.each(methods)("a token %s", (_, provisioningMethod, inputs) => {
  test("is asked for without a CSR, waited for by nobody, taken over when its key is there, and then left alone", async () => {
    const { stack, makeOrder, pickUp, writes, history, world } = await stage(accepts);
    const { orderId } = await makeOrder({ product, provisioningMethod });
    await well(stack.up({ orderId, ...inputs }));
    expect(await writes()).toEqual([]);
    const program = { orderId, ...inputs, triggers: { n: 1 }, revocation: { skipApproval: true } };

    expect(await failed(stack.up(program))).toMatch(/waits for its key: whoever has the token.*run pulumi up again/s);
    const [sent] = (await history()).filter(({ method }) => method === "POST");
    expect(JSON.stringify(sent?.body)).not.toContain("csr");
    expect(await failed(stack.up(program, { refresh: true }))).toMatch(/waits for its key/);
    await pickUp(orderId, keyTextOf("rsa-3072"));
    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ status: "issued", origin: "issued", keyType: "RSA-3072" });
    expect((await well(stack.up(program, { refresh: true }))).did).toEqual(["read", "same"]);
    expect(await writes()).toEqual([reissueOf(orderId)]);
    await well(stack.destroy());
    expect((await world(orderId)).certificates.find(({ primary }) => primary)?.status).toBe("revoked");
  });

  test("whose request lost its answer is found by who asked, and asked for once", async () => {
    const { stack, makeOrder, pickUp, writes, fault } = await stage(accepts);
    const { orderId } = await makeOrder({ product, provisioningMethod });
    await well(stack.up({ orderId, ...inputs }));
    await fault({ method: "POST", path: "/reissue", kind: "lose-answer", times: 1 });
    const program = { orderId, ...inputs, triggers: { n: 1 } };

    expect(await failed(stack.up(program))).toMatch(/waits for its key|not known whether/);
    await failed(stack.up(program));
    await pickUp(orderId, keyTextOf("rsa-3072"));
    await well(stack.up(program));

    expect(stack.resource?.outputs).toMatchObject({ status: "issued", origin: "issued" });
    expect(await writes()).toEqual([reissueOf(orderId)]);
  });

  test("that a colleague waits for is left alone, and so is what he gets", async () => {
    const { stack, makeOrder, reissue, writes } = await stage(accepts);
    const { orderId } = await makeOrder({ product, provisioningMethod });
    await well(stack.up({ orderId, ...inputs }));
    await reissue(orderId, { approval: true });

    expect(await failed(stack.up({ orderId, ...inputs, triggers: { n: 1 } }))).toMatch(/not ours/);
    expect(await writes()).toEqual([]);
  });
});

test("a change of mind to a key of one's own cancels what waits for a token, and asks once", async () => {
  const { stack, makeOrder, writes } = await stage(accepts);
  const { orderId } = await makeOrder({ product, provisioningMethod: "client_app" });
  const program = { orderId, csProvisioningMethod: "client_app", serverPlatformId: 1, triggers: { n: 1 } };
  await well(stack.up({ ...program, triggers: {} }));
  await failed(stack.up(program));

  await well(stack.up({ orderId, csProvisioningMethod: "email", csr: keyTextOf("rsa-3072"), triggers: { n: 1 } }));

  expect(stack.resource?.outputs).toMatchObject({ status: "issued", keyType: "RSA-3072" });
  const made = await writes();
  expect(made.filter((call) => call === reissueOf(orderId))).toHaveLength(2);
  expect(made).toHaveLength(3);
});

test("where the order shows no CSR of its token, a key of one's own is compared with the certificate itself", async () => {
  const { stack, makeOrder, writes } = await stage({ ...accepts, tokenCsrShown: false });
  const { orderId } = await makeOrder({ product, provisioningMethod: "client_app", csr: keyTextOf("rsa-3072") });
  const program = { orderId, csProvisioningMethod: "email" };
  await well(stack.up({ ...program, csr: keyTextOf("rsa-3072") }));
  expect(await writes()).toEqual([]);

  await well(stack.up({ ...program, csr: keyTextOf("p384") }));

  expect(stack.resource?.outputs).toMatchObject({ status: "issued", keyType: "P-384" });
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test.each([
  ["ship_token", { csProvisioningMethod: "ship_token" }],
  ["client_app", { csProvisioningMethod: "client_app", serverPlatformId: 1 }],
])("a token's certificate (%s) is taken over although its order shows no CSR", async (provisioningMethod, inputs) => {
  const { stack, makeOrder, pickUp, writes } = await stage({ ...accepts, tokenCsrShown: false });
  const { orderId } = await makeOrder({ product, provisioningMethod });
  await well(stack.up({ orderId, ...inputs }));
  const program = { orderId, ...inputs, triggers: { n: 1 } };
  expect(await failed(stack.up(program))).toMatch(/waits for its key/);
  await pickUp(orderId, keyTextOf("rsa-3072"));
  await well(stack.up(program));
  expect(stack.resource?.outputs).toMatchObject({ status: "issued", origin: "issued", keyType: "RSA-3072" });
  expect((await well(stack.up(program, { refresh: true }))).did).toEqual(["read", "same"]);
  expect(await writes()).toEqual([reissueOf(orderId)]);
});

test("to say the method that the order has anyway is no change; another one is", async () => {
  const { stack, makeOrder, writes } = await stage(accepts);
  const { orderId } = await makeOrder({ product, provisioningMethod: "email", csr: keyTextOf("rsa-3072") });
  const csr = keyTextOf("rsa-3072");
  await well(stack.up({ orderId, csr }));
  expect((await stack.preview({ orderId, csr, csProvisioningMethod: "email" })).did).toEqual(["same"]);
  const other = { orderId, csProvisioningMethod: "client_app", serverPlatformId: 1 };
  expect((await stack.preview(other)).lines.join()).toMatch(/reissue: .*csProvisioningMethod/);
  expect(await writes()).toEqual([]);
});
