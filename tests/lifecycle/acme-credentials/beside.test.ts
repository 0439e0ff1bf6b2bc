import {
  active,
  cc,
  contract,
  create,
  credentials,
  ctx,
  desired,
  lines,
  planned,
  read,
  regenerate,
  remove,
  revoke,
  setUp,
  startRun,
  theirs,
  unfinished,
  up,
} from "./stage";

beforeEach(() => setUp());

describe("resources beside each other on one contract", () => {
  test("each gets its own pair, and knows its own id", async () => {
    const states = await Promise.all([create(), create(), create(), create()]);

    expect(new Set(states.map((state) => state.credentialId)).size).toBe(4);
    for (const state of states)
      expect((await credentials()).find((c) => c.credentialId === state.credentialId)?.kid).toBe(state.kid?.reveal());
    expect((await active()).length).toBe(5);
  });

  test.each([
    ["first", [true, undefined]],
    ["last", [undefined, true]],
    ["both", [true, true]],
  ])("revokeExisting revokes what was there, never a neighbour's new pair: %s", async (_, existing) => {
    const states = await Promise.all(
      existing.map((revokeExisting) => create(revokeExisting === undefined ? {} : { revokeExisting })),
    );

    expect(await active()).toEqual(states.map(({ credentialId }) => credentialId));
  });

  /** A run in which another resource has said what it keeps, or is only named and has not. */
  const besideKeeper = (credentialId: number, hasSaid: boolean) => ({
    ...ctx,
    owned: (thing: string) => (hasSaid && thing === `ACME credential ${credentialId}` ? ("now" as const) : undefined),
    mayBeKeptBy: (things: readonly string[]) =>
      !hasSaid && things.includes(`a credential of ACME contract ${contract}`) ? "earlier" : undefined,
  });

  test.each([
    ["at once", true],
    ["not before the next up", false],
  ])(
    "revokeExisting spares what another resource of the program keeps from an earlier up, which it says %s",
    async (_, hasSaid) => {
      const earlier = await create();
      const stranger = await cc.makeCredential(contract);
      const first = await create({ revokeExisting: true }, besideKeeper(earlier.credentialId ?? 0, hasSaid));
      const isLeft = planned(first, desired({ revokeExisting: true })).action === "retire";
      expect(isLeft).toBe(!hasSaid);
      if (isLeft) expect(await active()).toContain(theirs);
      const state = isLeft
        ? await up(first, { revokeExisting: true }, besideKeeper(earlier.credentialId ?? 0, true))
        : first;

      expect(await active()).toEqual([earlier.credentialId, state.credentialId]);
      expect(await cc.writes()).toEqual([regenerate(), regenerate(), revoke(theirs), revoke(stranger.credentialId)]);
      expect(planned(state, desired({ revokeExisting: true }))).toEqual({
        action: "nothing",
        reasons: [],
        warnings: [],
      });
    },
  );

  test("revokeExisting waits once for a resource that says later at every up what it keeps; then that pair stays, and is named", async () => {
    const earlier = await create();
    const beside = besideKeeper(earlier.credentialId ?? 0, false);
    const wants = { revokeExisting: true };
    const first = await create(wants, beside);

    const state = await up(first, wants, beside);

    expect(await active()).toContain(earlier.credentialId);
    expect(lines("warn")).toContain("revokeExisting has NOT revoked");
    expect(planned(state, desired(wants))).toMatchObject({
      action: "nothing",
      warnings: [{ code: "existing-spared" }],
    });
    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
  });

  test("revokeExisting does not run again when the resource is created again, renamed or replaced: it names who is left", async () => {
    const first = await create({ revokeExisting: true });
    const later = await cc.makeCredential(contract);
    await cc.clearHistory();

    startRun();
    const again = await create({ revokeExisting: true });
    await remove(first);

    expect(await cc.writes()).toEqual([regenerate(), revoke(first.credentialId)]);
    expect(await active()).toEqual([later.credentialId, again.credentialId]);
    expect(lines("warn")).toContain(`revokeExisting has NOT revoked credential ${first.credentialId}`);
    const inputs = desired({ revokeExisting: true });
    const plan = planned(await read(again), inputs);
    expect(plan).toMatchObject({
      action: "nothing",
      warnings: [{ code: "existing-spared", credentials: [{ credentialId: later.credentialId }] }],
    });
    expect(planned(again, desired()).warnings).toEqual([]);
    const listed = { revokeExisting: true, revokeCredentialIds: [later.credentialId] };
    const last = await up(await read(again), listed);
    expect(await active()).toEqual([again.credentialId]);
    expect(planned(last, desired(listed))).toEqual({ action: "nothing", reasons: [], warnings: [] });
  });

  test("what revokeExisting has left to do outlives a rotation, and is let go when the program does not say it any more", async () => {
    await cc.fault({ method: "POST", path: `/revoke/${theirs}`, kind: "drop" });
    const lost = await unfinished(create({ revokeExisting: true, triggers: ["one"] }));
    expect(planned(lost.state, desired({ triggers: ["one"] })).action).toBe("nothing");

    const state = await up(lost.state, { revokeExisting: true, triggers: ["two"] });

    expect(await active()).toEqual([lost.state.credentialId, state.credentialId]);
  });

  test("what revokeExisting revokes by id and could not is revoked by the next up", async () => {
    await cc.makeCredential(contract);
    const [neighbour] = [await create()];
    await cc.fault({ method: "POST", path: `/revoke/${theirs}`, kind: "drop" });
    const lost = await unfinished(create({ revokeExisting: true }));
    expect(planned(lost.state, desired({ revokeExisting: true }))).toMatchObject({
      action: "retire",
      reasons: [{ code: "revocation-left", credentialIds: expect.arrayContaining([theirs]) }],
    });
    const state = await up(lost.state, { revokeExisting: true });
    expect(await active()).toEqual([neighbour.credentialId, state.credentialId]);
    expect(planned(state, desired({ revokeExisting: true })).action).toBe("nothing");
  });

  test("the work of one does not stop when another's fails", async () => {
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const [first, second] = await Promise.allSettled([create(), create()]);
    expect([first?.status, second?.status]).toEqual(["rejected", "fulfilled"]);
  });

  test("each deletes its own pair only", async () => {
    const [one, two] = [await create(), await create()];
    await remove(one);
    expect(await active()).toEqual([theirs, two.credentialId]);
    expect(await cc.writes()).toEqual([regenerate(), regenerate(), revoke(one.credentialId)]);
  });
});
