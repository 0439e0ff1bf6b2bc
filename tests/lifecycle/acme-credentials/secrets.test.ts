import { Secret } from "../../../provider/certcentral";
import { acmeCredentials } from "../../../provider/resources";
import type { AcmeCredentialsState } from "../../../provider/resources/acme-credentials/state";
import { cc, create, credentials, DAY_MS, desired, planned, setUp, unfinished, up } from "./stage";

beforeEach(() => setUp());

describe("triggers may be secret", () => {
  const SECRET = ["canary-of-a-trigger"];
  const kept = (state: AcmeCredentialsState) => JSON.stringify(acmeCredentials.store(state));

  test("once they are out of the program their values are gone from state, and still count", async () => {
    const first = await create({ triggers: SECRET });
    cc.run.advance(30 * DAY_MS);
    const second = await up(first, { rotateAfterDays: 30 });

    expect(kept(second)).not.toContain("canary");
    expect(planned(second, desired({ triggers: SECRET })).action).toBe("nothing");
    expect(planned(second, desired({ triggers: ["other"] })).reasons).toEqual([{ code: "trigger-changed" }]);
    const third = await up(second, { triggers: ["other"] });
    expect(planned(third, desired({ triggers: SECRET })).reasons).toEqual([{ code: "trigger-changed" }]);
  });

  test("nor are they kept when an answer is lost, and the reason for a new pair stays", async () => {
    const first = await create({ triggers: SECRET });
    cc.run.advance(30 * DAY_MS);
    await cc.fault({ method: "POST", path: "/regenerate", kind: "drop", times: 2 });
    const lost = await unfinished(up(first, { rotateAfterDays: 30 }));
    expect(kept(lost.state)).not.toContain("canary");
    expect(planned(lost.state, desired({ triggers: SECRET })).action).toBe("nothing");

    const again = await unfinished(up(lost.state, { triggers: ["two"] }));
    expect(planned(again.state, desired({ triggers: ["two"] })).reasons).toMatchObject([
      { code: "trigger-changed" },
      { code: "answer-lost" },
    ]);
    const last = await up(again.state, { triggers: ["two"] });
    expect(planned(last, desired({ triggers: ["two"] })).action).toBe("nothing");
  });
});

test("no secret in a message, a log line or a printed state", async () => {
  const superseded = { action: "revoke", afterHours: 0 } as const;
  const first = await create({ triggers: ["one"], superseded });
  const second = await up(first, { triggers: ["two"], superseded });
  await up(second, { triggers: ["two"], superseded });
  await cc.fault({ method: "POST", path: "/regenerate", kind: "garbage" });
  const lost = await unfinished(up(second, { triggers: ["three"], superseded }));
  const said = [
    ...cc.run.lines,
    ...lost.reasons,
    JSON.stringify(await cc.history()),
    JSON.stringify(second),
    String(lost.stack),
  ].join("\n");
  for (const { kid, hmacKey } of await credentials()) {
    expect(said).not.toContain(kid);
    expect(said).not.toContain(hmacKey);
  }
  expect(second.kid).toBeInstanceOf(Secret);
});
