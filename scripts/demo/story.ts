import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "./stage";

const NAME = "www.example.com";
const MORE = "api.example.com";

/** What a first day with a certificate looks like, on the real Pulumi CLI. Each step says what it expects, and fails otherwise. */
export const story = async (stage: Stage): Promise<void> => {
  const orderId = await prepare(stage);
  await up(stage, orderId);
  await unchanged(stage);
  await addName(stage, orderId);
  await drift(stage, orderId);
  await destroy(stage, orderId);
  await summary(stage, orderId);
};

const reissueOf = (orderId: number): string => `POST /order/certificate/${orderId}/reissue`;
const configOf = (orderId: number, names: readonly string[]) => ({
  orderId: String(orderId),
  csrFile: "web.csr",
  names: JSON.stringify(names),
});

const prepare = async ({ screen, openssl, pull, sim, stack }: Stage): Promise<number> => {
  screen.heading("Before: an order at CertCentral, and a key of yours");
  const { orderId, certificateId } = await pull.makeOrder({ commonName: NAME });
  screen.say(`A simulated CertCentral listens on ${new URL(sim.baseUrl).origin}. It is not DigiCert.`);
  screen.say(`Order ${orderId} in it holds certificate ${certificateId} for ${NAME}, issued for somebody else's key.`);
  openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "web.key");
  openssl.run("req", "-new", "-key", "web.key", "-subj", `/CN=${NAME}`, "-out", "web.csr");
  const config = configOf(orderId, [NAME]);
  for (const [key, value] of Object.entries(config)) screen.command(`pulumi config set ${key} ${quoted(value)}`);
  await stack.setConfig(config);
  return orderId;
};

const up = async (stage: Stage, orderId: number): Promise<void> => {
  stage.screen.heading("1. Up: the order's certificate is reissued for your key");
  await stage.pulumi("up");
  await expectWrites(stage, [reissueOf(orderId)]);
  await verify(stage);
};

const unchanged = async (stage: Stage): Promise<void> => {
  stage.screen.heading("2. Nothing changed: nothing happens");
  const calls = (await stage.pull.history()).length;
  await stage.pulumi("preview", ["--expect-no-changes"]);
  const made = (await stage.pull.history()).length - calls;
  stage.expect(made === 0, `${made} calls to CertCentral: a preview decides from the stack's state`);
};

const addName = async (stage: Stage, orderId: number): Promise<void> => {
  const { screen, stack } = stage;
  screen.heading(`3. A name more: the preview says why, the update reissues in place`);
  const config = configOf(orderId, [NAME, MORE]);
  screen.command(`pulumi config set names ${quoted(config.names)}`);
  await stack.setConfig(config);
  const preview = await stage.pulumi("preview");
  stage.expect(preview.row("web").includes(`reissue: adds ${MORE}`), `the row of web says: reissue: adds ${MORE}`);
  await expectWrites(stage, []);
  await stage.pulumi("up", ["--suppress-outputs"]);
  await expectWrites(stage, [reissueOf(orderId)]);
  await verify(stage);
};

const drift = async (stage: Stage, orderId: number): Promise<void> => {
  const { screen, pull } = stage;
  screen.heading("4. Drift: somebody revokes the certificate in the console");
  const { certificateId } = (await stage.stack.resource("web")).outputs ?? {};
  await pull.revoke(Number(certificateId));
  screen.say(`Certificate ${certificateId} has just been revoked, not by Pulumi. The nightly drift job:`);
  const seen = await stage.pulumi("preview", ["--refresh", "--expect-no-changes"], { fails: true });
  stage.expect(/reissue: revoked outside of Pulumi/.test(seen.row("web")), "the drift job fails, and says why");
  await expectWrites(stage, []);
  screen.say("\nAnd the repair:");
  await stage.pulumi("up", ["--refresh", "--suppress-outputs"]);
  await expectWrites(stage, [reissueOf(orderId)]);
  await verify(stage);
};

const destroy = async (stage: Stage, orderId: number): Promise<void> => {
  const { screen, pull } = stage;
  screen.heading("5. Destroy: what Pulumi had issued is revoked, and nothing else");
  await stage.pulumi("destroy");
  const writes = await stage.newWrites();
  const revocations = writes.filter((call) => /^PUT \/certificate\/\d+\/revoke$/.test(call));
  stage.expect(writes.length === 2 && revocations.length === 2, `changed at CertCentral: ${writes.join(", ")}`);
  const open = (await pull.order(orderId)).requests.filter(
    ({ type, status }) => /revoke/.test(type) && status === "pending",
  );
  screen.say("\nAs in a real account, an administrator has to approve revocations. One does so now.");
  for (const { id } of open) await pull.approve(id);
  const { certificates } = await pull.order(orderId);
  for (const { id, kind, status, issuedNames } of certificates)
    screen.say(`  certificate ${id}  ${kind.padEnd(8)}  ${status.padEnd(7)}  ${issuedNames.join(", ")}`);
  stage.expect(
    certificates.every(({ kind, status }) => status === (kind === "original" ? "issued" : "revoked")),
    "the three that were issued for us are revoked; the one that was there before us is alive",
  );
};

const summary = async (stage: Stage, orderId: number): Promise<void> => {
  const { screen } = stage;
  const history = await stage.pull.history();
  const writes = await stage.writes();
  const reissues = writes.filter((call) => call === reissueOf(orderId)).length;
  const revocations = writes.filter((call) => call.endsWith("/revoke")).length;
  screen.heading("Summary");
  screen.say(`Called at CertCentral: ${reissues} reissues (first up, added name, repair), ${revocations} revocations,`);
  screen.say(`${history.length - writes.length} reads. Nothing was asked for twice.`);
  stage.expect(reissues === 3 && revocations === 2 && writes.length === 5, "as expected: 3 reissues, 2 revocations");
  screen.say("The program that ran is examples/quickstart; its README has the same steps for an order of yours.");
};

/** The chain, as a server would present it, against the simulator's root and the user's key. */
const verify = async (stage: Stage): Promise<void> => {
  const { screen, openssl, sim, stack } = stage;
  const outputs = await stack.outputs();
  screen.command("pulumi stack output fullChainPem > fullchain.pem");
  writeFileSync(join(stack.folder, "fullchain.pem"), String(outputs["fullChainPem"]));
  writeFileSync(join(stack.folder, "root.pem"), sim.rootPem);
  screen.say(`  ${openssl.run("verify", "-CAfile", "root.pem", "-untrusted", "fullchain.pem", "fullchain.pem")}`);
  const key = openssl.quietly("pkey", "-in", "web.key", "-pubout");
  const leaf = openssl.quietly("x509", "-in", "fullchain.pem", "-noout", "-pubkey");
  stage.expect(leaf === key, "openssl: the chain holds, and the certificate carries the key in web.key");
};

const expectWrites = async (stage: Stage, inputs: readonly string[]): Promise<void> => {
  const writes = await stage.newWrites();
  stage.expect(
    writes.join() === inputs.join(),
    `changed at CertCentral: ${writes.length === 0 ? "nothing" : writes.join(", ")}`,
  );
};

const quoted = (text: string): string => (/^[\w.]+$/.test(text) ? text : `'${text}'`);
