import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { certCentral } from "./support/certcentral";
import { start } from "./support/cli";
import { stackFor } from "./support/harness";
import { freePort } from "./support/ports";
import { findTool, testWith } from "./support/tools";

/*
 * examples/deploy on the real CLI and a real nginx: what users are shown, all the while that it is rotated.
 */

const EXAMPLE = resolve(__dirname, "../../examples/deploy");
const NAME = "www.example.com";
const CENTRAL_LINE = 'if (isServing()) nginx("-s", "reload");';

testWith("nginx", "apt-get install nginx-light")(
  "nginx serves the chain that openssl verifies, and through a rotation no client is shown a wrong pair",
  async () => {
    const central = await certCentral();
    const { orderId } = await central.makeOrder({ commonName: NAME });
    const port = await freePort();
    const nginx = findTool("nginx") ?? "";
    const stack = await stackFor({
      folder: "examples/deploy",
      files: {
        "nginx.conf": readFileSync(join(EXAMPLE, "nginx.conf"), "utf8").replace("8443", `127.0.0.1:${port}`),
        "root.pem": central.sim.rootPem,
      },
      config: { ...central.config, orderId: String(orderId), names: JSON.stringify([NAME]), pair: "web-1" },
    });
    Object.assign(stack.env, { PATH: `${stack.env["PATH"]}:${dirname(nginx)}` });
    const openssl = async (...args: string[]) => {
      const ended = await start("openssl", args, { cwd: stack.folder, env: stack.env, timeoutMs: 30_000 }).done;
      return { code: ended.code, text: ended.text };
    };
    const makePair = (name: string) =>
      openssl(
        ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", `/CN=${NAME}`],
        ...["-keyout", `${name}.key`, "-out", `${name}.csr`],
      );
    for (const name of ["web-1", "web-2", "web-3"]) expect((await makePair(name)).code).toBe(0);
    const rotate = async (pair: string): Promise<string> => {
      await stack.cli(["config", "set", "--stack", "test", "pair", pair]);
      await stack.up();
      return String((await stack.outputs())["serialNumber"]);
    };

    const first = await rotate("web-1");
    const server = spawn(nginx, ["-p", stack.folder, "-c", join(stack.folder, "nginx.conf"), "-g", "daemon off;"], {
      stdio: "ignore",
    });
    const gone = once(server, "exit");
    try {
      const verify = [
        "-connect",
        `127.0.0.1:${port}`,
        "-servername",
        NAME,
        "-verify_hostname",
        NAME,
        "-CAfile",
        "root.pem",
      ];
      const shown = async (): Promise<string> => {
        const { code, text } = await openssl("s_client", ...verify, "-verify_return_error");
        expect([code, text]).toEqual([0, expect.stringContaining("Verify return code: 0 (ok)")]);
        return text;
      };
      for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await sleep(50);
      expect(await shown()).toContain(`Verified peername: ${NAME}`);

      // A client all the while: each handshake proves that the key is the certificate's, and the chain and name are right.
      const seen: string[] = [];
      let rotating = true;
      const client = (async () => {
        while (rotating) {
          seen.push(await handshake(port, central.sim.rootPem));
          await sleep(5);
        }
      })();
      const second = await rotate("web-2");
      for (let tries = 0; tries < 100 && seen.at(-1) !== second; tries++) await sleep(20);
      rotating = false;
      await client;
      expect(new Set(seen)).toEqual(new Set([first, second]));
      expect(seen.length).toBeGreaterThan(20);
      await shown();
      expect(stack.storedText()).not.toContain("PRIVATE KEY");

      // Nothing is due: nothing is sent, and nginx is left alone.
      const writes = await central.writes();
      expect(writes).toHaveLength(2);
      await stack.up();
      expect((await stack.outputs())["installed"]).toBe("before");
      expect(await central.writes()).toEqual(writes);

      // Without the central line the new pair lies there, and users are shown the old one.
      const code = readFileSync(join(EXAMPLE, "install-pair.ts"), "utf8");
      expect(code).toContain(CENTRAL_LINE);
      stack.write({ "install-pair.ts": code.replace(CENTRAL_LINE, "void isServing;") });
      expect(await rotate("web-3")).not.toBe(second);
      expect(await handshake(port, central.sim.rootPem)).toBe(second);
    } finally {
      server.kill("SIGTERM");
      await gone;
    }
  },
);

const answers = (port: number): Promise<boolean> =>
  new Promise((resolved) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
    socket.once("secureConnect", () => resolved(socket.end() !== undefined)).once("error", () => resolved(false));
  });

/** The serial number that a client is shown who checks everything. */
const handshake = (port: number, ca: string): Promise<string> =>
  new Promise((resolved, rejected) => {
    const socket = connect({ port, host: "127.0.0.1", servername: NAME, ca });
    socket.once("secureConnect", () => {
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      resolved(serialNumber);
    });
    socket.once("error", rejected);
  });
