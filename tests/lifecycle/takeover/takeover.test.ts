import "reflect-metadata";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyText } from "../../../provider/pki/keys.fake";
import { csrWith } from "../../engine/support/keys";
import type { OrderState, OrderWish } from "../../simulator/src";
import { account, declaredIn, newFolder, programIn, rowsOf } from "./stage";

/*
 * An account as teams find theirs: orders of every product and state. What is taken over, what is left and why; and that the
 * program which is written adopts all of it, and sends nothing.
 */

const STATES = [
  ["needs_approval", /never issued yet \(needs\\_approval\)/],
  ["pending", /never issued yet/],
  ["processing", /never issued yet/],
  ["rejected", /rejected .*place a new order/],
  ["canceled", /canceled .*place a new order/],
  ["renewed", /renewed as order \d+ \| take over order \d+/],
  ["expired", /expired .*place a new order/],
  ["revoked", /revoked .*place a new order/],
] as const satisfies readonly (readonly [OrderState, RegExp])[];
const TLS = ["ssl_basic", "ssl_plus", "ssl_dv_geotrust", "private_ssl_plus", "ssl_ev_basic"];

/** Every twentieth of a kind; what is in no other state is issued, some weeks ago. */
const orderNo = (n: number): OrderWish => {
  const commonName = `host-${n % 150}.example.com`;
  const kind = n % 20;
  const [state] = STATES[kind] ?? [];
  if (state !== undefined) return { commonName, csr: keyText("p256"), state };
  if (kind === 8) return { commonName, state: "reissue_pending" };
  if (kind === 9) return { product: "code_signing", state: "waiting_pickup" };
  if (kind === 10) return { product: "client_premium", commonName: "Jane Doe", emails: [`jane-${n}@example.com`] };
  if (kind === 11) return { product: "secure_email_mailbox", emails: [`box-${n}@example.com`] };
  return {
    product: TLS[n % TLS.length] ?? "ssl_basic",
    commonName,
    dnsNames: [`www.host-${n % 150}.example.com`],
    validityDays: 100,
    ageDays: n % 50,
    ...(n % 2 === 0 ? { csr: keyText("p256") } : {}),
    containerId: n % 3 === 0 ? 6 : 5,
  };
};
const mixed = Array.from({ length: 200 }, (_, n) => orderNo(n));

test("two hundred orders: each is told what it is, all that can be is adopted, and nothing is sent, then or forty days on", async () => {
  const { ids, order, revoke, takeover, engine, writes, wait, clearHistory } = await account(mixed);
  const [revoked = 0] = ids.slice(-1);
  await revoke((await order(revoked)).certificates[0]?.id ?? 0);
  await clearHistory();
  const folder = newFolder();

  const { code, out, err, passing } = await takeover("--prove", "--out", folder);

  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(
    /^\d+ certificates of 210 orders written to .*, each tried: the first pulumi up adopts it and sends nothing\n/,
  );
  expect(passing.slice(-2)).toEqual(["read and tried 210 of 210 orders", ""]);
  const rows = rowsOf(readFileSync(join(folder, "TAKEOVER.md"), "utf8"));
  expect(ids.filter((id) => !rows.has(id))).toEqual([]);
  for (const [n, [state, says]] of STATES.entries())
    for (let i = n; i < mixed.length; i += 20)
      expect([state, rows.get(ids[i] ?? 0)]).toEqual([state, expect.stringMatching(says)]);
  expect(rows.get(revoked)).toMatch(/the certificate is revoked, the order is not/);
  expect(rows.get(ids[8] ?? 0)).toMatch(/a reissue is pending/);

  const program = programIn(folder);
  expect(program).toHaveLength(200 - 8 * 10 - 10 - 1 + 10);
  const first = await engine.up(program);
  expect(first).toMatchObject({ ok: true, reasons: [] });
  expect(new Set([...engine.saved.values()].map(({ outputs }) => outputs["origin"]))).toEqual(new Set(["adopted"]));
  expect(new Set((await engine.up(program)).rows.map(({ did }) => did))).toEqual(new Set(["same"]));

  wait(40);
  const later = await engine.up(program, { refresh: true });
  expect(new Set(later.rows.map(({ did }) => did))).toEqual(new Set(["read", "same"]));
  expect(later.lines.join("\n")).toMatch(/days left, below \d+; nothing is sent for it/);
  expect(await writes()).toEqual([]);
}, 300_000);

const few: readonly OrderWish[] = [
  { commonName: "www.example.com", dnsNames: ["api.example.com"], csr: keyText("p256"), containerId: 6 },
  { commonName: "*.example.org", product: "ssl_wildcard", validityDays: 30 },
  { commonName: "www.example.com", product: "private_ssl_plus" },
];

test("the program is look-only in every way: what each certificate says, and what the stack allows", async () => {
  const { takeover, ids } = await account(few);
  const folder = newFolder();

  await takeover("--out", folder, "--stack", "blue", "--project", "pki");

  expect(declaredIn(folder)).toEqual(
    [`www-example-com-${ids[0]}`, "wildcard-example-org", `www-example-com-${ids[2]}`].map((name, n) => ({
      name,
      inputs: {
        onCreate: "adoptOnly",
        onDrift: "report",
        onDelete: "retain",
        orderId: ids[n],
        product: few[n]?.product ?? "ssl_basic",
        csr: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
        commonName: few[n]?.commonName,
        dnsNames: expect.arrayContaining([few[n]?.commonName]),
      },
      options: { protect: true },
    })),
  );
  const stack = readFileSync(join(folder, "Pulumi.blue.yaml"), "utf8");
  expect(stack).toMatch(/^ {2}digicert:maxReissues: "0"$/m);
  expect(stack).toMatch(/^ {2}digicert:maxRevocations: "0"$/m);
  expect(readFileSync(join(folder, "Pulumi.yaml"), "utf8")).toMatch(/^name: "pki"$/m);
});

test.each([
  ["a name, with * for any text", ["--name", "*.example.org"], [1]],
  ["several names, the others of a certificate too", ["--name", "API.example.com", "*.org"], [0, 1]],
  ["a product", ["--product", "private_ssl_plus", "ssl_wildcard"], [1, 2]],
  ["a division", ["--division", "6"], [0]],
  ["an end", ["--expires-until", "2026-12-31"], [1]],
  ["an end from some day on", ["--expires-from", "2027-01-01"], [0, 2]],
  ["both at once", ["--name", "www.*", "--division", "6"], [0]],
])("only orders of %s are looked at", async (_, argv, which) => {
  const { takeover, ids } = await account(few);

  const { code, out } = await takeover("--format", "markdown", ...argv);

  expect(code).toBe(0);
  expect([...rowsOf(out).keys()]).toEqual(which.map((n) => ids[n]));
});

test.each([
  [["--expires-until", "soon"], /It is no day: give it as 2027-01-31/],
  [["--division", "blue"], /It is no id/],
  [["--stack", "../../x"], /A stack's name has letters/],
  [["--out", ""], /Name a folder/],
])("%j is refused before anything is read", async (argv, why) => {
  const { takeover, history } = await account([]);

  const { code, err } = await takeover(...argv);

  expect(code).toBe(1);
  expect(err).toMatch(why);
  expect(await history()).toEqual([]);
});

test("filters that nothing passes are named as what has to be looked at, and nothing is written", async () => {
  const { takeover } = await account(few);
  const folder = newFolder();

  const { code, err } = await takeover("--product", "ssl_basik", "--out", folder);

  expect(code).toBe(1);
  expect(err).toMatch(/no order of the account passes the filters: nothing was written\n.*--product takes/s);
  expect(existsSync(folder)).toBe(false);
});

test("what is there is not written over, unless that is said", async () => {
  const { takeover, clearHistory, history } = await account(few);
  const folder = newFolder();
  await takeover("--out", folder);
  writeFileSync(join(folder, "index.ts"), "// mine\n");
  await clearHistory();

  const refused = await takeover("--out", folder);

  expect(refused.code).toBe(1);
  expect(await history()).toEqual([]);
  expect(refused.err).toMatch(/has index\.ts, .* already: nothing was written\n.*--force/);
  expect(readFileSync(join(folder, "index.ts"), "utf8")).toBe("// mine\n");
  expect((await takeover("--out", folder, "--force")).code).toBe(0);
  expect(declaredIn(folder)).toHaveLength(3);
});

test("no secret is written or printed: no API key, and nothing of a CSR but its key", async () => {
  const canaries = ["canary-password-7d1f", "canary-extension-93ab"] as const;
  const { takeover, apiKey } = await account([{ commonName: "www.example.com", csr: await csrWith(...canaries) }]);
  const folder = newFolder();

  const said = [await takeover("--prove"), await takeover("--prove", "--out", folder)];

  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(6);
  const texts = [
    ...said.map((each) => JSON.stringify(each)),
    ...files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")),
  ];
  const secrets = [
    apiKey,
    "CERTIFICATE REQUEST",
    ...canaries,
    ...canaries.map((text) => Buffer.from(text).toString("hex")),
  ];
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
});

test("on a terminal, columns stand below each other and sentences below their row", async () => {
  const { takeover, ids } = await account([
    { commonName: "www.example.com", validityDays: 100, ageDays: 10 },
    { commonName: "gone.example.com", state: "revoked" },
  ]);

  const { out } = await takeover();

  const [taken = "", left = ""] = out.split(/^(?:Taken over|Left as they are):\n\n/m).slice(1);
  const [head = "", row = "", names] = taken.split("\n");
  expect(head).toMatch(/^order +certificate +resource +product +valid until +reissued from$/);
  expect(row.indexOf("ssl_basic")).toBe(head.indexOf("product"));
  expect(names).toBe("  www.example.com");
  expect(left).toMatch(new RegExp(`^order +name +is\n${ids[1]} +gone\\.example\\.com +revoked\n {2}.+\n {2}→ .+\n`));
  expect(out).not.toMatch(/^[|#]/m);
});

test("--prove leaves out what would not be adopted, says why, and ends with 2", async () => {
  const { takeover, fault, ids } = await account(few.slice(0, 1));
  for (const path of ["/download/", "/chain"]) await fault({ method: "GET", path, kind: "status:403", times: 1000 });

  const { code, out } = await takeover("--prove", "--format", "markdown");

  expect(code).toBe(2);
  expect(rowsOf(out).get(ids[0] ?? 0)).toMatch(/\| refused \| .*\| mend what the sentence names/);
});

test("an order that cannot be read is told, and the others are taken", async () => {
  const { takeover, fault, ids } = await account(few);
  await fault({ method: "GET", path: `/order/certificate/${ids[1]}`, kind: "status:403", times: 1000 });

  const { code, out } = await takeover("--format", "markdown");

  expect(code).toBe(0);
  expect(rowsOf(out).get(ids[1] ?? 0)).toMatch(/\| unreadable \|/);
  expect(out).toMatch(/^2 certificates of 3 orders\. Not tried yet/m);
});

test("a key that is refused ends it at once, in words", async () => {
  const { takeover, withdrawKey, apiKey } = await account(few);
  await withdrawKey(apiKey);

  const { code, out, err } = await takeover();

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/the API key was refused/);
});

test("what would go wrong with every order ends it at the first, and the others are not tried", async () => {
  const { takeover, fault, history } = await account(Array.from({ length: 60 }, (_, n) => orderNo(13 + 20 * n)));
  await fault({ method: "GET", path: "/order/certificate/", kind: "status:401", times: 1000 });

  const { code, err } = await takeover();

  expect(code).toBe(1);
  expect(err).toMatch(/the API key was refused/);
  expect((await history()).length).toBeLessThan(20);
});

const refusal = (code: string) => () => Response.json({ errors: [{ code, message: "No." }] }, { status: 403 });
const html = (status: number) => () =>
  new Response("<html><title>No</title></html>", { status, headers: { "content-type": "text/html" } });

test.each([
  ["refuses the key midway", refusal("access_denied|access_denied_invalid_key"), /the API key was refused/],
  ["is a firewall's page", html(403), /none of 3 orders could be read: nothing was written\n/],
  ["is no CertCentral", html(404), /this address has no such call/],
  ["is a page that says nothing of an order", html(200), /none of 3 orders could be read: nothing was written\n/],
])("where what answers for orders %s, nothing is written, and it says why", async (_, answer, why) => {
  const { takeover } = await account(few, (path) => (/\/order\/certificate\/\d+/.test(path) ? answer : undefined));
  const folder = newFolder();

  const { code, out, err } = await takeover("--out", folder);

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(why);
  expect(existsSync(folder)).toBe(false);
});

test("a stack's settings are left as they are by --force, and what they lack is said", async () => {
  const { takeover } = await account(few);
  const folder = newFolder();
  await takeover("--out", folder);
  const file = join(folder, "Pulumi.production.yaml");
  const mine = 'encryptionsalt: v1:abc\nconfig:\n  digicert:maxReissues: "0"\n  digicert:apiKey:\n    secure: v1:def\n';
  writeFileSync(file, mine);

  const { code, out } = await takeover("--out", folder, "--force");

  expect(code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(mine);
  expect(out).toMatch(
    /Pulumi\.production\.yaml was there, and is left as it is\. .* under config:\n {2}digicert:baseUrl: .*\n {2}digicert:maxRevocations: "0"\n$/,
  );
});

test("what is in the way of the keys is said before an order is read", async () => {
  const { takeover, history, clearHistory } = await account(few);
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, "keys"), "");
  await clearHistory();

  const { code, err } = await takeover("--out", folder);

  expect(code).toBe(1);
  expect(err).toMatch(/keys is no folder\nnothing was written/);
  expect(readdirSync(folder)).toEqual(["keys"]);
  expect(await history()).toEqual([]);
});

test("names that somebody made up end neither the program nor the table", async () => {
  const evil = '"); process.exit(); //` | <b>`$(1)` | x |';
  const { takeover, ids } = await account([
    { product: "client_premium", commonName: evil, emails: ["jane@example.com"] },
  ]);
  const folder = newFolder();

  await takeover("--out", folder);

  expect(declaredIn(folder).map(({ inputs }) => inputs["commonName"])).toEqual([
    expect.stringContaining("process.exit()"),
  ]);
  expect(rowsOf(readFileSync(join(folder, "TAKEOVER.md"), "utf8")).get(ids[0] ?? 0)).not.toMatch(/[^\\]<b>/);
});

test("--tighten says what to tighten when, and reads nothing", async () => {
  const { takeover, history } = await account([]);

  const [table, markdown] = [await takeover("--tighten"), await takeover("--tighten", "--format", "markdown")];

  expect([table.code, markdown.code]).toEqual([0, 0]);
  expect(table.out).toMatch(/^1\. now:\n {3}run `pulumi preview .*\n {3}→ /m);
  expect(markdown.out).toMatch(/\| when \| change \| from then on \|/);
  expect(await history()).toEqual([]);
});
