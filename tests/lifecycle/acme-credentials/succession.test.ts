import { keyText } from "../../../provider/pki/keys.fake";
import { programs } from "../one-program";

/*
 * What was replaced goes only if its successor is there to be used, whatever state believes: the successor may have been
 * revoked since, and what it replaced may be all that is left.
 */

const DAY_MS = 86_400_000;

test("a replaced pair stays when its successor was revoked meanwhile; the next refresh repairs it, and its grace begins again", async () => {
  const { makeContract, aRun, revokeCredential, advance, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract();
  const program = { acmeContractId, superseded: { action: "revoke", afterHours: 24 } };
  const first = await (await aRun().creates("AcmeCredentials", "acme", program)).ends;
  const again = { ...program, triggers: ["again"] };
  const second = await (await aRun().goesOn(first, again)).ends;
  await revokeCredential(acmeContractId, Number(second.outputs["credentialId"]));
  advance(2 * DAY_MS);
  await clearHistory();

  const run = aRun();
  await (await run.goesOn(second, again)).ends;

  expect(await writes()).toEqual([]);
  const replaced = first.outputs["credentialId"];
  expect(run.lines).toContain(
    `warn: credential ${replaced} is not revoked, for it may be all that clients have: the pair that took its place is revoked; run pulumi up --refresh, which repairs that first`,
  );
  const repaired = await (await aRun().goesOn(await aRun().refreshes(second), again)).ends;
  expect(await writes()).toEqual([`POST /acme/${acmeContractId}/credentials/regenerate`]);
  expect(repaired.outputs["previousCredentials"]).toMatchObject([{ credentialId: replaced }]);
});

test("a superseded certificate stays when its successor was revoked meanwhile", async () => {
  const { makeOrder, aRun, revoke, advance, clearHistory, writes } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com", csr: keyText("p256-other") });
  const program = { orderId, csr: keyText("p256"), superseded: { action: "revoke", afterHours: 24 } };
  const first = await (await aRun().creates("Certificate", "web", program)).ends;
  const again = { ...program, triggers: ["again"] };
  const second = await (await aRun().goesOn(first, again)).ends;
  await revoke(Number(second.outputs["certificateId"]));
  advance(2 * DAY_MS);
  await clearHistory();

  const run = aRun();
  await (await run.goesOn(second, again)).ends;

  expect(await writes()).toEqual([]);
  expect(run.lines.join("\n")).toMatch(
    new RegExp(
      `warn: superseded certificate ${first.outputs["certificateId"]}, .* not revoked, for it may be all that is in use: certificate ${second.outputs["certificateId"]}, .*, which took its place, is revoked; run pulumi up --refresh`,
    ),
  );
});
