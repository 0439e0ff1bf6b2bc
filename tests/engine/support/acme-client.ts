import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Eab, Pebble } from "./pebble";

/** What npm's `acme-client`, unmodified and in a process of its own, came to. */
export type Got = { readonly certificate: string } | { readonly refused: string };

const PROGRAM = `
  const acme = require("acme-client");
  const { directoryUrl, kid, hmacKey, name } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  (async () => {
    const client = new acme.Client({
      directoryUrl,
      accountKey: await acme.crypto.createPrivateEcdsaKey(),
      ...(kid === undefined ? {} : { externalAccountBinding: { kid, hmacKey } }),
    });
    const [, csr] = await acme.crypto.createCsr({ commonName: name });
    const certificate = await client.auto({
      csr,
      email: "admin@example.com",
      termsOfServiceAgreed: true,
      skipChallengeVerification: true,
      challengeCreateFn: async () => {},
      challengeRemoveFn: async () => {},
    });
    return { certificate: String(certificate) };
  })().then(
    (got) => process.stdout.write(JSON.stringify(got)),
    (error) => process.stdout.write(JSON.stringify({ refused: error.message })),
  );
`;

/** Registers a new account with these credentials, or with none, and gets a certificate for a name. */
export async function getCertificate(
  { directoryUrl, caFile }: Pebble,
  eab: Eab | undefined,
  name = "www.example.com",
): Promise<Got> {
  const child = spawn(process.execPath, ["-e", PROGRAM], {
    cwd: __dirname,
    env: { PATH: process.env["PATH"] ?? "", NODE_EXTRA_CA_CERTS: caFile },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  // The credentials go through a pipe: arguments and environments can be read by others on the machine.
  child.stdin.end(JSON.stringify({ directoryUrl, name, ...eab }));
  await once(child, "close");
  return JSON.parse(said) as Got;
}
