import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Line } from "../../examples/fleet/lines";
import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";

/*
 * examples/fleet on the real CLI: many certificates from a data file, of which one bad line stops only itself, and which do not
 * fall due in one night.
 */

const EXAMPLE = resolve(__dirname, "../../examples/fleet");
const read = (file: string): string => readFileSync(join(EXAMPLE, file), "utf8");
const DAY = 86_400;
const CENTRAL_LINE = "minDaysRemaining: minDaysRemaining(name, defaults.renewal),";

test("a bad line stops only itself, what was good before is not taken away for it, and renewals are spread", async () => {
  const central = await certCentral({ rateWindows: [] });
  const lines: Line[] = read("certificates.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(50);
  const ours = lines.filter(({ environment }) => environment === "production");
  for (const line of ours) {
    const [commonName = "", ...dnsNames] = line.names;
    const { signatureHash = "sha256" } = line;
    Object.assign(line, { orderId: (await central.makeOrder({ commonName, dnsNames, signatureHash })).orderId });
  }
  const data = (of: readonly object[], more = "") => ({
    "certificates.jsonl": `${of.map((line) => JSON.stringify(line)).join("\n")}\n${more}`,
  });
  const stack = await stackFor({
    folder: "examples/fleet",
    files: data(lines),
    config: { ...central.config, environment: "production" },
  });
  const certificates = async () =>
    ((await stack.state()).deployment.resources ?? []).filter(({ type }) => type.endsWith("digicert:Certificate"));

  await stack.up();
  expect(await certificates()).toHaveLength(30);
  // Those of the other environment are not looked at, and what was there is what is wanted.
  expect(await central.writes()).toEqual([]);

  // One line is no JSON any more, one has no name, one is there twice, one's order was closed, and one is a good change.
  const [broken, impossible, changed, closed, ...others] = lines;
  await central.revokeOrder(closed?.orderId ?? 0);
  const edited = [
    { ...impossible, names: ["not a name"] },
    { ...changed, names: [...(changed?.names ?? []), "more.example.com"] },
    { ...closed, names: [...(closed?.names ?? []), "more.example.com"] },
    ...others,
  ];
  stack.write(data(edited, `${JSON.stringify(broken).slice(0, -1)}\n${JSON.stringify(others[0])}\n`));
  const bad = await stack.up({ args: ["--continue-on-error"], fails: true });
  expect(bad.text).toMatch(/certificates\.jsonl:50: is not JSON/);
  expect(bad.text).toMatch(/certificates\.jsonl:51: production\/mail is there already/);
  expect(bad.text).toMatch(/certificates\.jsonl:1: names is missing or wrong/);
  expect(bad.text).toMatch(new RegExp(`order ${closed?.orderId} is revoked: nothing can be reissued on it`));
  expect(await central.writes()).toEqual([`POST /order/certificate/${changed?.orderId}/reissue`]);
  expect(await certificates()).toHaveLength(30);

  // A night in the middle of the window, in which all but the one that was just reissued end at the same time.
  stack.write(data(lines.map((line) => (line === changed ? edited[1] : line) as object)));
  const ends = Date.parse(String((await stack.resource("mail")).outputs?.["notAfter"]));
  const { now } = await central.clock();
  const night = Math.floor((ends - Date.parse(String(now))) / 1000) - 40 * DAY;
  await central.advance(night);
  Object.assign(stack.env, { PULUMI_DIGICERT_CLOCK_OFFSET: String(night) });
  const due = (of: Awaited<ReturnType<typeof stack.preview>>) => of.steps.filter(({ op }) => op === "update").length;
  const tonight = due(await stack.preview());
  expect(tonight).toBeGreaterThan(0);
  expect(tonight).toBeLessThan(25);

  // Without its central line all of them come at once.
  expect(read("fleet-certificate.ts")).toContain(CENTRAL_LINE);
  stack.write({
    "fleet-certificate.ts": read("fleet-certificate.ts").replace(
      CENTRAL_LINE,
      "minDaysRemaining: defaults.renewal.days + 10,",
    ),
  });
  expect(due(await stack.preview())).toBeGreaterThanOrEqual(28);
  expect(await central.writes()).toHaveLength(1);
});
