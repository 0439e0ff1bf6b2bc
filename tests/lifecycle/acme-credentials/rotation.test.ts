import { Refusal } from "../../../provider/contract/refusal";
import {
  active,
  bodies,
  cc,
  contract,
  create,
  DAY_MS,
  desired,
  HOUR_MS,
  lines,
  planned,
  read,
  regenerate,
  remove,
  revoke,
  setContract,
  setUp,
  theirs,
  up,
} from "./stage";

beforeEach(() => setUp());

describe("rotation", () => {
  test("a changed trigger makes a new pair beside the old one, whatever revokeExisting says", async () => {
    const first = await create({ triggers: ["one"], revokeExisting: true });
    const second = await up(first, { triggers: ["two"], revokeExisting: true });

    expect(second.credentialId).not.toBe(first.credentialId);
    expect(await active()).toEqual([first.credentialId, second.credentialId]);
    expect((await bodies())[1]).toEqual({ revoke_existing: false });
    expect(second.previousCredentials).toMatchObject([{ credentialId: first.credentialId }]);
    expect(lines("info")).toContain(`credential ${first.credentialId}`);
    expect(planned(second, desired({ triggers: ["two"] })).action).toBe("nothing");
    expect(planned(second, desired()).action).toBe("nothing");
  });

  test("rotateAfterDays is due after so many days, and not before", async () => {
    const state = await create({ rotateAfterDays: 30 });
    cc.run.advance(30 * DAY_MS - HOUR_MS);
    expect(planned(state, desired({ rotateAfterDays: 30 })).action).toBe("nothing");
    cc.run.advance(HOUR_MS);
    expect(planned(state, desired({ rotateAfterDays: 30 }))).toMatchObject({
      action: "regenerate",
      reasons: [{ code: "rotation-due", ageDays: 30, rotateAfterDays: 30 }],
    });
    const next = await up(state, { rotateAfterDays: 30 });
    expect(planned(next, desired({ rotateAfterDays: 30 })).action).toBe("nothing");
  });

  test("triggers left out of the program and put back later rotate nothing, even over a rotation", async () => {
    const first = await create({ triggers: ["one"] });
    cc.run.advance(30 * DAY_MS);
    const second = await up(first, { rotateAfterDays: 30 });
    expect(second.credentialId).not.toBe(first.credentialId);
    expect(planned(second, desired({ triggers: ["one"] })).action).toBe("nothing");
  });

  test("with superseded the old pair is revoked by its id once its grace is over, and nothing else is", async () => {
    const superseded = { action: "revoke", afterHours: 48 } as const;
    const first = await create({ triggers: ["one"], superseded });
    const second = await up(first, { triggers: ["two"], superseded });
    cc.run.advance(48 * HOUR_MS - 1000);
    expect(planned(second, desired({ triggers: ["two"], superseded })).action).toBe("nothing");
    cc.run.advance(1000);
    expect(planned(second, desired({ triggers: ["two"], superseded }))).toMatchObject({
      action: "retire",
      reasons: [{ code: "retire-due", credentials: [{ credentialId: first.credentialId }] }],
    });

    const third = await up(second, { triggers: ["two"], superseded });

    expect(await active()).toEqual([theirs, second.credentialId]);
    expect(await cc.writes()).toEqual([regenerate(), regenerate(), revoke(first.credentialId)]);
    expect(third.previousCredentials).toEqual([]);
    expect(planned(third, desired({ triggers: ["two"], superseded })).action).toBe("nothing");
  });

  test("even with no grace the old pair outlives the up that replaced it: its users have to be told first", async () => {
    const superseded = { action: "revoke", afterHours: 0 } as const;
    const first = await create({ triggers: ["one"], superseded });
    const second = await up(first, { triggers: ["two"], superseded });
    expect(await active()).toContain(first.credentialId);
    await up(second, { triggers: ["two"], superseded });
    expect(await active()).toEqual([theirs, second.credentialId]);
  });

  test("a replaced pair is spared while its successor is no use", async () => {
    const superseded = { action: "revoke", afterHours: 1 } as const;
    const first = await create({ triggers: ["one"], superseded });
    const second = await up(first, { triggers: ["two"], superseded });
    await cc.revokeCredential(contract, second.credentialId ?? 0);
    cc.run.advance(2 * HOUR_MS);

    const third = await up(await read(second), { triggers: ["two"], superseded });

    expect(await active()).toEqual([theirs, first.credentialId, third.credentialId]);
    expect(planned(third, desired({ triggers: ["two"], superseded })).action).toBe("nothing");
    cc.run.advance(HOUR_MS);
    expect(planned(third, desired({ triggers: ["two"], superseded })).action).toBe("retire");
  });

  test("on a contract that is over nothing rotates by itself", async () => {
    setContract((await cc.makeContract({ validDays: 40 })).acmeContractId);
    const state = await create({ rotateAfterDays: 30 });
    cc.run.advance(41 * DAY_MS);
    expect(planned(state, desired({ rotateAfterDays: 30 }))).toMatchObject({
      action: "nothing",
      warnings: [{ code: "contract-ended" }],
    });
  });
});

describe("revokeCredentialIds", () => {
  test("an id that is not the contract's is refused before anything is written", async () => {
    await expect(create({ revokeCredentialIds: [1] })).rejects.toThrow(Refusal);
    const state = await create();
    await expect(up(state, { revokeCredentialIds: [1] })).rejects.toThrow(
      /credential 1 does not belong to ACME contract/,
    );
    expect(await cc.writes()).toEqual([regenerate()]);
  });

  test("the pair that this resource keeps is not revoked, and that is said", async () => {
    const state = await create();
    const plan = planned(state, desired({ revokeCredentialIds: [state.credentialId ?? 0] }));
    expect(plan).toMatchObject({ action: "nothing", warnings: [{ code: "listed-own" }] });
  });

  test("with a new trigger the old pair goes at once", async () => {
    const first = await create({ triggers: ["one"] });
    const inputs = { triggers: ["two"], revokeCredentialIds: [first.credentialId ?? 0] };
    const second = await up(first, inputs);
    expect(await active()).toEqual([theirs, second.credentialId]);
    expect(second.previousCredentials).toEqual([]);
    expect(planned(second, desired(inputs)).action).toBe("nothing");
  });

  test("what is revoked already costs no write", async () => {
    await cc.revokeCredential(contract, theirs);
    const state = await create({ revokeCredentialIds: [theirs] });
    expect(state.revokedCredentialIds).toEqual([theirs]);
    expect(await cc.writes()).toEqual([regenerate()]);
  });
});

describe("delete", () => {
  test("revokes every pair of ours that is active, and is done when they are revoked already", async () => {
    const first = await create({ triggers: ["one"] });
    const second = await up(first, { triggers: ["two"] });
    await cc.revokeCredential(contract, second.credentialId ?? 0);
    await cc.clearHistory();
    await remove(second);
    expect(await cc.writes()).toEqual([revoke(first.credentialId)]);
    await remove(second);
    expect((await cc.writes()).length).toBe(1);
    expect(await active()).toEqual([theirs]);
  });
});
