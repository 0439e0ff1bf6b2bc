import { keyText } from "../../../provider/pki/keys.fake";
import type { Program } from "../../in-process-engine/engine";
import { programs, well } from "../program";

/*
 * What was replaced goes only if its successor is there to be used, whatever state believes: the successor may have been
 * revoked since, and what it replaced may be all that is left.
 */

const DAY_MS = 86_400_000;

test("a replaced pair stays when its successor was revoked meanwhile; the next refresh repairs it, and its grace begins again", async () => {
  const { makeContract, engine, outputs, revokeCredential, advance, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract();
  const inputs = { acmeContractId, superseded: { action: "revoke", afterHours: 24 } };
  const program = (more: object): Program => [
    { kind: "AcmeCredentials", name: "acme", inputs: { ...inputs, ...more } },
  ];
  await well(engine.up(program({})));
  const replaced = outputs("acme")["credentialId"];
  const again = program({ triggers: ["again"] });
  await well(engine.up(again));
  await revokeCredential(acmeContractId, Number(outputs("acme")["credentialId"]));
  advance(2 * DAY_MS);
  await clearHistory();

  const { lines } = await well(engine.up(again));

  expect(await writes()).toEqual([]);
  expect(lines).toContain(
    `warn: credential ${replaced} is not revoked, for it may be all that clients have: the pair that took its place is revoked; run pulumi up --refresh, which repairs that first`,
  );
  await well(engine.refresh());
  await well(engine.up(again));
  expect(await writes()).toEqual([`POST /acme/${acmeContractId}/credentials/regenerate`]);
  expect(outputs("acme")["previousCredentials"]).toMatchObject([{ credentialId: replaced }]);
});

test("a superseded certificate stays when its successor was revoked meanwhile", async () => {
  const { makeOrder, engine, outputs, revoke, advance, clearHistory, writes } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com", csr: keyText("p256-other") });
  const inputs = { orderId, csr: keyText("p256"), superseded: { action: "revoke", afterHours: 24 } };
  const program = (more: object): Program => [{ kind: "Certificate", name: "web", inputs: { ...inputs, ...more } }];
  await well(engine.up(program({})));
  const first = outputs("web")["certificateId"];
  const again = program({ triggers: ["again"] });
  await well(engine.up(again));
  const second = outputs("web")["certificateId"];
  await revoke(Number(second));
  advance(2 * DAY_MS);
  await clearHistory();

  const { lines } = await well(engine.up(again));

  expect(await writes()).toEqual([]);
  expect(lines.join("\n")).toMatch(
    new RegExp(
      `warn: superseded certificate ${first}, .* not revoked, for it may be all that is in use: certificate ${second}, .*, which took its place, is revoked; run pulumi up --refresh`,
    ),
  );
});
