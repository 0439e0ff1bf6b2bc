import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { exampleText, withoutLine } from "../examples/example";
import { getCertificate } from "./support/acme-client";
import { certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { type Eab, pebble } from "./support/pebble";

/*
 * Real ACME software at the end of the line: the example writes what certbot reads, `acme-client` registers with it, and
 * `pebble` is the ACME server, with the external accounts that DigiCert would let in at that moment.
 */

const DAY = 24 * 3_600;

/** What the example's file says, as certbot's own configuration reads it: `name = value` lines. */
const settingsIn = (stack: Stack): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(join(stack.folder, "certbot.ini"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" = ") as [string, string]),
  );
const pairIn = (stack: Stack): Eab => {
  const settings = settingsIn(stack);
  return { kid: settings["eab-kid"] ?? "", hmacKey: settings["eab-hmac-key"] ?? "" };
};

test("a client gets certificates with what the example wrote; over a rotation with both pairs; and with the old one no more once it is retired", async () => {
  const central = await certCentral();
  const { acmeContractId } = await central.makeContract({ credentials: 0 });
  const stack = await stackFor({
    folder: "examples/acme-credentials",
    config: { ...central.config, acmeContractId: String(acmeContractId) },
  });
  const pass = async (seconds: number): Promise<void> => {
    const env = stack.env as Record<string, string>;
    env["PULUMI_DIGICERT_CLOCK_OFFSET"] = String(Number(env["PULUMI_DIGICERT_CLOCK_OFFSET"] ?? 0) + seconds);
    await central.advance(seconds);
  };
  /** Whether a new client with these credentials gets a certificate of an ACME server that lets in whom DigiCert would. */
  const accepted = async (...clients: Eab[]): Promise<boolean[]> => {
    const server = await pebble(await central.eabKeys());
    const got = await Promise.all(clients.map((eab) => getCertificate(server, eab)));
    await server.close();
    return got.map((outcome) => "certificate" in outcome && outcome.certificate.includes("BEGIN CERTIFICATE"));
  };

  await stack.preview();
  expect(existsSync(join(stack.folder, "certbot.ini"))).toBe(false);
  await stack.up();
  const first = pairIn(stack);
  expect(settingsIn(stack)["server"]).toBe("https://acme.digicert.com/v2/acme/directory");
  expect(statSync(join(stack.folder, "certbot.ini")).mode & 0o777).toBe(0o600);
  const stranger = { kid: first.kid, hmacKey: Buffer.alloc(32, 7).toString("base64url") };
  expect(await accepted(first, stranger)).toEqual([true, false]);

  await pass(90 * DAY);
  // Without the central line the pair stays for ever.
  stack.write({ "index.ts": withoutLine("acme-credentials/index.ts", "rotateAfterDays: 90,") });
  await stack.up();
  expect(pairIn(stack)).toEqual(first);
  stack.write({ "index.ts": exampleText("acme-credentials/index.ts") });
  await stack.up();
  const second = pairIn(stack);
  expect(second.kid).not.toBe(first.kid);
  expect(await accepted(first, second)).toEqual([true, true]);

  await pass(3 * DAY);
  await stack.up();
  expect(pairIn(stack)).toEqual(second);
  expect(await accepted(first, second)).toEqual([false, true]);

  await stack.destroy();
  expect(await accepted(second)).toEqual([false]);
  const calls = `/acme/${acmeContractId}/credentials`;
  expect((await central.writes()).map((call) => call.replace(/\d+$/, "ID"))).toEqual([
    `POST ${calls}/regenerate`,
    `POST ${calls}/regenerate`,
    `POST ${calls}/revoke/ID`,
    `POST ${calls}/revoke/ID`,
  ]);
});

test("an ACME server that requires the binding gives nothing to a client without one", async () => {
  const server = await pebble([{ kid: "some-key", hmacKey: Buffer.alloc(32, 1).toString("base64url") }]);
  expect(await getCertificate(server, undefined)).toEqual({ refused: expect.stringMatching(/externalAccountBinding/) });
});
