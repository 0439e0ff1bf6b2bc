import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";

/*
 * examples/mass-rotation on the real CLI: one changed value reissues every order, wave by wave; where one fails the next wave
 * does not begin; and the run after that goes on where it stopped.
 */

const EXAMPLE = resolve(__dirname, "../../examples/mass-rotation");
const CENTRAL_LINE = "const dependsOn = before;";
const reissueOf = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;

const rotating = async (files: Record<string, string> = {}) => {
  const central = await certCentral({ rateWindows: [] });
  const orders: { name: string; orderId: number; slow?: true }[] = [];
  for (let n = 0; n < 12; n += 1)
    orders.push({
      name: `service-${n}`,
      orderId: (await central.makeOrder({ commonName: `s${n}.example.com` })).orderId,
      ...(n === 0 ? { slow: true } : {}),
    });
  const stack = await stackFor({
    folder: "examples/mass-rotation",
    files: { "orders.json": JSON.stringify(orders), ...files },
    config: { ...central.config, firstWave: "2", wave: "5" },
  });
  await stack.up();
  expect(await central.writes()).toEqual([]);
  // One of the second wave, which can be reissued no more.
  const [closed] = orders.slice(4, 5);
  await central.revokeOrder(closed?.orderId ?? 0);
  await stack.setConfig({ rotation: "2026-12-01" });
  return { central, stack, orders, closed, failed: await stack.up({ args: ["--continue-on-error"], fails: true }) };
};

test("a wave that fails is the last one, and the next run goes on with what is left, each order once", async () => {
  const { central, stack, orders, closed, failed } = await rotating();
  const [third, rest] = [orders.slice(7), orders.filter((order) => order !== closed)];

  expect(failed.text).toMatch(new RegExp(`order ${closed?.orderId} is revoked: nothing can be reissued on it`));
  const first = await central.writes();
  expect(first.slice(0, 2).sort()).toEqual(orders.slice(0, 2).map(({ orderId }) => reissueOf(orderId)));
  for (const { orderId } of third) expect(first).not.toContain(reissueOf(orderId));

  // It keeps the value that it has, until somebody has placed another order.
  const held = orders.map((order) => (order === closed ? { ...order, rotation: "none" } : order));
  stack.write({ "orders.json": JSON.stringify(held) });
  await stack.up();
  expect((await central.writes()).sort()).toEqual(rest.map(({ orderId }) => reissueOf(orderId)).sort());
  const { stdout } = await stack.cli(["stack", "output", "progress", "--json", "--stack", "test"]);
  expect(JSON.parse(stdout)).toEqual({ orders: 12, issued: 12, waits: {} });
});

test("without its central line the waves after it are reissued all the same", async () => {
  const index = readFileSync(`${EXAMPLE}/index.ts`, "utf8");
  expect(index).toContain(CENTRAL_LINE);

  const { central, orders } = await rotating({
    "index.ts": index.replace(CENTRAL_LINE, "const dependsOn: Certificate[] = [];"),
  });

  expect(await central.writes()).toContain(reissueOf(orders.at(-1)?.orderId ?? 0));
});
