import { programs, well } from "../program";

const DAY_MS = 24 * 3_600_000;

test("through success, failure, drift and rotation a pair's secrets are in two outputs, and in nothing else that is kept or said", async () => {
  const { engine, makeContract, contract, fault, revokeCredential, advance, outputs, history } = await programs();
  const { acmeContractId } = await makeContract();
  const superseded = { action: "revoke", afterHours: 0 };
  const acme = (more: object = {}) =>
    [{ kind: "AcmeCredentials", name: "acme", inputs: { acmeContractId, superseded, ...more } }] as const;
  const heard: unknown[] = [];
  const hear = async (command: Promise<unknown>) => {
    const ended = await command;
    const kept = engine.all.map(({ outputs: { kid, hmacKey, ...others }, ...saved }) => ({ ...saved, others }));
    heard.push(ended, kept, await history());
  };

  await hear(well(engine.up(acme())));
  for (const kind of ["lose-answer", "drop", "garbage", "act-then-status:502", "status:403", "status:400"]) {
    await fault({ method: "POST", path: "/regenerate", kind, times: 2 });
    await hear(engine.up(acme({ triggers: [kind] })));
    await hear(engine.preview(acme({ triggers: [kind, "once more"] })));
    await hear(engine.refresh());
    await hear(engine.up(acme({ triggers: [kind] })));
  }
  advance(30 * DAY_MS);
  await fault({ method: "GET", path: "/credentials", kind: "status:500", times: 50 });
  await hear(engine.up(acme({ rotateAfterDays: 30 })));
  await hear(engine.up(acme({ rotateAfterDays: 30 })));
  await revokeCredential(acmeContractId, Number(outputs("acme")["credentialId"]));
  await hear(engine.up(acme(), { refresh: true }));
  await hear(engine.destroy());

  const said = JSON.stringify(heard);
  const made = (await contract(acmeContractId)).credentials.slice(1);
  expect(made.length).toBeGreaterThan(6);
  expect(said).toContain(String(made.at(-1)?.credentialId));
  for (const { kid, hmacKey } of made)
    expect([kid, hmacKey].map((secret) => said.includes(secret))).toEqual([false, false]);
});
