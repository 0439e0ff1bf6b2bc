import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../index";
import * as native from "../native";

/* The functions of both doors, in a program under mocks. What they read of CertCentral: tests/host/functions.test.ts. */

const called: pulumi.runtime.MockCallArgs[] = [];
beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: (args) => {
        called.push(args);
        return args.token.endsWith("getOrder") ? { orderId: 118, status: "issued" } : { orders: [] };
      },
    },
    "project",
    "stack",
    false,
  ),
);
beforeEach(() => called.splice(0));

const resolved = <Value>(output: pulumi.Output<Value>) => new Promise<Value>((resolve) => output.apply(resolve));

describe.each([
  ["dynamic", dynamic],
  ["native", native],
])("of the %s door", (_, door) => {
  test("a test's mocks answer for them, by one name for both doors", async () => {
    expect(await door.getOrder({ orderId: 118 })).toMatchObject({ orderId: 118, status: "issued" });
    expect(await door.getOrders({ domainName: "www.example.com" })).toEqual({ orders: [] });
    expect(await door.getOrders()).toEqual({ orders: [] });

    expect(called.map(({ token, inputs }) => [token, inputs])).toEqual([
      ["digicert:index:getOrder", { orderId: 118 }],
      ["digicert:index:getOrders", { domainName: "www.example.com" }],
      ["digicert:index:getOrders", {}],
    ]);
  });

  test("with outputs as arguments the answer is an output", async () => {
    expect(await resolved(door.getOrderOutput({ orderId: pulumi.output(118) }))).toMatchObject({ status: "issued" });
    expect(await resolved(door.getOrdersOutput({ limit: pulumi.output(3) }))).toEqual({ orders: [] });
    expect(called.map(({ inputs }) => inputs)).toEqual([{ orderId: 118 }, { limit: 3 }]);
  });

  test("what is asked with a secret is secret", async () => {
    expect(await pulumi.isSecret(door.getOrderOutput({ orderId: pulumi.secret(118) }))).toBe(true);
    expect(await pulumi.isSecret(door.getOrderOutput({ orderId: 118 }))).toBe(false);
  });
});
