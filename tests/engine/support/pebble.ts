import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureGoTool } from "../../../scripts/go-tools/ensure";
import { freePort } from "./ports";

/** External account binding credentials, as an ACME client is given them. */
export interface Eab {
  readonly kid: string;
  /** base64url */
  readonly hmacKey: string;
}

/** A running ACME server that lets nobody in without one of these credentials. */
export interface Pebble {
  readonly directoryUrl: string;
  /** PEM of what has signed the server's own certificate. */
  readonly caFile: string;
  readonly close: () => Promise<void>;
}

const running = new Set<Pebble>();
afterAll(async () => {
  await Promise.all([...running].map((pebble) => pebble.close()));
});

/**
 * Starts pebble with exactly these external accounts; it reads them only at its start. Names are taken as proven: who may have
 * an account is what is tested.
 */
export async function pebble(accounts: readonly Eab[]): Promise<Pebble> {
  const file = await ensureGoTool("pebble");
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-pebble-")));
  const [port, httpPort, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const caFile = ownCertificate(root);
  const config = {
    pebble: {
      listenAddress: `127.0.0.1:${port}`,
      managementListenAddress: "",
      certificate: caFile,
      privateKey: join(root, "key.pem"),
      httpPort,
      tlsPort,
      ocspResponderURL: "",
      externalAccountBindingRequired: true,
      externalAccountMACKeys: Object.fromEntries(accounts.map(({ kid, hmacKey }) => [kid, hmacKey])),
    },
  };
  writeFileSync(join(root, "pebble.json"), JSON.stringify(config), { mode: 0o600 });
  const child = spawn(file, ["-config", join(root, "pebble.json")], {
    env: { PEBBLE_VA_ALWAYS_VALID: "1", PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await listening(child);
  const self: Pebble = {
    directoryUrl: `https://127.0.0.1:${port}/dir`,
    caFile,
    close: async () => {
      running.delete(self);
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await gone;
      }
      rmSync(root, { recursive: true, force: true });
    },
  };
  running.add(self);
  return self;
}

async function listening(child: ChildProcess): Promise<void> {
  let said = "";
  const hear = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  for (let waited = 0; !said.includes("ACME directory available"); waited += 20) {
    if (child.exitCode !== null || waited > 10_000) throw new Error(`pebble did not start:\n${said}`);
    await sleep(20);
  }
}

/** The server's own certificate, self-signed, with its key beside it. */
function ownCertificate(root: string): string {
  const [key, certificate] = [join(root, "key.pem"), join(root, "cert.pem")];
  const subject = ["-subj", "/CN=pebble for a test", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key];
  execFileSync("openssl", ["req", "-x509", ...newKey, ...subject, "-out", certificate], { stdio: "pipe" });
  return certificate;
}
