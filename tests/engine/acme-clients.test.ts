import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { exampleText, withoutLine } from "../examples/example";
import { certCentral } from "./support/certcentral";
import { start } from "./support/cli";
import { type Stack, stackFor } from "./support/harness";
import { type Eab, type Pebble, pebble } from "./support/pebble";
import { freePort } from "./support/ports";
import { findTool, testWith } from "./support/tools";

/*
 * examples/acme with the clients themselves: what a client does with a new pair while it has an account, and what makes it register
 * again. pebble lets in both pairs, as DigiCert does until the old one is revoked.
 */

const DAY = 86_400;
let stack: Stack;
let server: Pebble;
/** The files as the first `pulumi up` wrote them, and as the rotation did. */
const pairs: Record<"first" | "second", Readonly<Record<string, string>>> = { first: {}, second: {} };

const written = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(stack.folder, "credentials")).map((file) => {
      expect(statSync(join(stack.folder, "credentials", file)).mode & 0o777).toBe(0o600);
      return [file, readFileSync(join(stack.folder, "credentials", file), "utf8")];
    }),
  );

const eabIn = (files: Readonly<Record<string, string>>): Eab => ({
  kid: /EAB_KID=(\S+)/.exec(files["lego.env"] ?? "")?.[1] ?? "",
  hmacKey: /EAB_HMAC=(\S+)/.exec(files["lego.env"] ?? "")?.[1] ?? "",
});

beforeAll(async () => {
  const central = await certCentral();
  const { acmeContractId } = await central.makeContract({ credentials: 0 });
  stack = await stackFor({
    folder: "examples/acme",
    config: { ...central.config, acmeContractId: String(acmeContractId), email: "admin@example.com" },
  });
  await stack.preview();
  expect(existsSync(join(stack.folder, "credentials"))).toBe(false);
  await stack.up();
  pairs.first = written();
  await central.advance(90 * DAY);
  Object.assign(stack.env, { PULUMI_DIGICERT_CLOCK_OFFSET: String(90 * DAY) });
  // Without the central line every client is left with the pair that it has.
  stack.write({ "index.ts": withoutLine("acme/index.ts", "rotateAfterDays: 90,") });
  await stack.up();
  expect(written()).toEqual(pairs.first);
  stack.write({ "index.ts": exampleText("acme/index.ts") });
  await stack.up();
  pairs.second = written();
  expect((await central.writes()).filter((call) => call.includes("regenerate"))).toHaveLength(2);
  server = await pebble([eabIn(pairs.first), eabIn(pairs.second)]);
});

test("a rotation writes another pair for every client, and the files name a new account where a name decides it", () => {
  expect(eabIn(pairs.second).kid).not.toBe(eabIn(pairs.first).kid);
  for (const [file, text] of Object.entries(pairs.second)) {
    expect([file, text.includes(eabIn(pairs.second).kid)]).toEqual([file, true]);
    expect([file, text.includes(eabIn(pairs.first).hmacKey)]).toEqual([file, false]);
  }
  const named = (files: Readonly<Record<string, string>>) => [
    /digicert-account-(\w+)/.exec(files["cert-manager.yaml"] ?? "")?.[1],
    /acme-(\w+)\.json/.exec(files["traefik.yml"] ?? "")?.[1],
  ];
  expect(named(pairs.second)).not.toContain(undefined);
  expect(named(pairs.second)).not.toEqual(named(pairs.first));
});

/** Runs a client in a folder of its own; it has to end well. */
const run = async (
  tool: string,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => {
  const { code, text } = await start(findTool(tool) ?? "", args, {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
    timeoutMs: 120_000,
  }).done;
  expect([code, text]).toEqual([0, expect.anything()]);
};

const folderFor = (client: string): string => {
  const folder = join(stack.root, client);
  mkdirSync(folder);
  return folder;
};

testWith("certbot", "apt-get install certbot")(
  "certbot goes on with its account when it is given a new pair; after `unregister` it registers with that",
  async () => {
    const folder = folderFor("certbot");
    const port = await freePort();
    const certbot = (which: keyof typeof pairs, ...args: string[]) => {
      stack.write({
        "certbot.ini": (pairs[which]["certbot.ini"] ?? "").replace(/^server = .*/m, `server = ${server.directoryUrl}`),
      });
      const places = ["config", "work", "logs"].flatMap((place) => [`--${place}-dir`, join(folder, place)]);
      const common = ["--config", join(stack.folder, "certbot.ini"), "--non-interactive", ...places];
      return run("certbot", folder, [...args, ...common], { REQUESTS_CA_BUNDLE: server.caFile });
    };
    const certonly = (which: keyof typeof pairs) =>
      certbot(
        which,
        "certonly",
        "--standalone",
        "--http-01-port",
        String(port),
        "--agree-tos",
        "--force-renewal",
        "-d",
        "www.example.com",
      );
    const accounts = (): string[] =>
      readdirSync(join(folder, "config/accounts"), { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith("regr.json"),
      );

    await certonly("first");
    const [before] = accounts();
    await certonly("second");
    expect(accounts()).toEqual([before]);

    await certbot("second", "unregister");
    await certonly("second");
    expect(accounts()).toHaveLength(1);
    expect(accounts()).not.toEqual([before]);
  },
);

testWith("lego", "apt-get install lego")(
  "lego goes on with its account when it is given a new pair; once the account's folder is gone it registers with that",
  async () => {
    const folder = folderFor("lego");
    const port = await freePort();
    const lego = (which: keyof typeof pairs, command: string, ...args: string[]) => {
      const { kid, hmacKey } = eabIn(pairs[which]);
      const account = [
        "--server",
        server.directoryUrl,
        "--email",
        "admin@example.com",
        "--eab",
        "--kid",
        kid,
        "--hmac",
        hmacKey,
      ];
      const all = [
        "--accept-tos",
        ...account,
        "--http",
        "--http.port",
        `:${port}`,
        "--domains",
        "www.example.com",
        command,
        ...args,
      ];
      return run("lego", folder, all, { LEGO_CA_CERTIFICATES: server.caFile });
    };
    const accounts = join(folder, ".lego/accounts");
    const account = (): string => {
      const [file = ""] = readdirSync(accounts, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith("account.json"),
      );
      return JSON.parse(readFileSync(join(accounts, file), "utf8")).registration.uri;
    };

    await lego("first", "run");
    const before = account();
    // Without a terminal it sleeps for up to eight minutes first, to spread renewals.
    await lego("second", "renew", "--days", "10000", "--no-random-sleep");
    expect(account()).toBe(before);

    rmSync(accounts, { recursive: true });
    await lego("second", "run");
    expect(account()).not.toBe(before);
  },
);
