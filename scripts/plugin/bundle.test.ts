import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyText } from "../../provider/pki/keys.fake";
import { Native } from "../../tests/host/native-client";
import { CALM, levers, simulate } from "../../tests/simulator/src";
import { type Bundled, bundle } from "./bundle";

// esbuild at work, and a process
jest.setTimeout(60_000);

const root = mkdtempSync(join(tmpdir(), "pulumi-digicert-bundle-"));
let made: Bundled;
let native: Native;
const opened = (async () => {
  const sim = await simulate({ seed: 7, awkward: CALM });
  return { sim, pull: levers(sim.leversUrl) };
})();

beforeAll(async () => {
  made = await bundle(root);
  native = await Native.start((await opened).sim, { now: 0 }, { executable: join(made.folder, EXECUTABLE) });
});
afterAll(async () => {
  native.stop();
  await (await opened).sim.close();
  rmSync(root, { recursive: true, force: true });
});

const EXECUTABLE = "pulumi-resource-digicert";

test("what is installed is 2 MB: 1.6 MB of code, and Debian's list of weak keys, which no packing makes smaller", () => {
  expect(readdirSync(made.folder).sort()).toEqual([
    "PulumiPlugin.yaml",
    "debian-weak-keys.bin",
    "node_modules",
    "package.json",
    EXECUTABLE,
    `${EXECUTABLE}.cmd`,
  ]);
  const sizes = readdirSync(made.folder).map((name) => [name, statSync(join(made.folder, name)).size] as const);

  expect(Object.fromEntries(sizes)[EXECUTABLE]).toBeLessThan(1_650_000);
  expect(Object.fromEntries(sizes)["debian-weak-keys.bin"]).toBeLessThan(1_700_000);
  expect(statSync(made.archive).size).toBeLessThan(2_150_000);
});

test("it says its version, and that of its schema", async () => {
  expect(await native.info()).toBe(made.version);
  expect(await native.schema()).toMatchObject({ name: "digicert", version: made.version });
});

test("it finds a weak key on the list that lies beside it", async () => {
  const csr = keyText("debian-rsa-4096");

  const { failures } = await native.check({ orderId: 118, csr, product: "ssl_basic" });

  expect(failures.join()).toContain("CVE-2008-0166");
});

test("it asks CertCentral", async () => {
  const { pull } = await opened;
  const { orderId, certificateId } = await pull.makeOrder({ commonName: "www.example.com" });

  expect((await native.create({ orderId })).outputs).toMatchObject({ certificateId, status: "issued" });
});

test("it asks through a proxy where it is told of one", async () => {
  const proxy = createServer();
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  const { port } = proxy.address() as AddressInfo;
  const asked = new Promise<string>((done) =>
    proxy.on("connection", (socket) =>
      socket
        .on("error", () => {})
        .once("data", (data) => {
          done(String(data));
          socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        }),
    ),
  );
  const outside = await Native.start(
    (await opened).sim,
    { now: 0 },
    {
      executable: join(made.folder, EXECUTABLE),
      env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
      config: { apiKey: "a-key", baseUrl: "https://certcentral.example/services/v2" },
    },
  );

  await expect(outside.create({ orderId: 118 })).rejects.toThrow("403");
  expect(await asked).toMatch(/^CONNECT certcentral\.example:443 /);
  outside.stop();
  proxy.close();
});
