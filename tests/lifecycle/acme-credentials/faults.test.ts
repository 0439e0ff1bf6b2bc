import {
  active,
  cc,
  create,
  credentials,
  ctx,
  desired,
  HOUR_MS,
  planned,
  regenerate,
  remove,
  revoke,
  setUp,
  stored,
  theirs,
  unfinished,
  up,
} from "./stage";

beforeEach(() => setUp());

describe("faults at the other calls", () => {
  test.each(["drop", "status:502", "lose-answer", "act-then-status:502", "garbage", "delay:50"])(
    "%s at the list before: asked again, and one pair in the end",
    async (kind) => {
      await cc.fault({ method: "GET", path: "/credentials", kind });
      await create();
      expect(await cc.writes()).toEqual([regenerate()]);
    },
  );

  test("a list that cannot be read afterwards costs nothing but the id, which the next up finds out", async () => {
    const { api } = ctx;
    const failing: typeof api = {
      send: async (endpoint, args, run) => {
        const answer = await api.send(endpoint, args, run);
        if (endpoint.name === "regenerate acme credentials")
          await cc.fault({ method: "GET", path: "/credentials", kind: "status:400", times: 1 });
        return answer;
      },
    };
    const state = await create({}, { ...ctx, api: failing });
    expect([state.credentialId, state.idUnknown, state.status]).toEqual([undefined, "unread", "active"]);
    expect(planned(state, desired())).toMatchObject({ action: "resume", reasons: [{ code: "id-unread" }] });

    const next = await up(state);

    expect((await credentials()).find((c) => c.credentialId === next.credentialId)?.kid).toBe(state.kid?.reveal());
    expect(await cc.writes()).toEqual([regenerate()]);
    expect(planned(next, desired()).action).toBe("nothing");
  });

  test.each(["lose-answer", "act-then-status:502", "garbage", "delay:50"])(
    "%s at the revocation: done, without asking twice",
    async (kind) => {
      const state = await create();
      await cc.fault({ method: "POST", path: "/revoke", kind });
      await remove(state);
      expect(await active()).toEqual([theirs]);
      expect(await cc.writes()).toEqual([regenerate(), revoke(state.credentialId)]);
    },
  );

  test.each(["drop", "status:502"])("%s at the revocation: not done, said, and done by the next run", async (kind) => {
    const state = await create();
    await cc.fault({ method: "POST", path: "/revoke", kind });
    await expect(remove(state)).rejects.toThrow(/it is not known whether credential \d+ .* was revoked/);
    await remove(state);
    expect(await active()).toEqual([theirs]);
  });

  test("a retirement that fails after a new pair came keeps the new pair", async () => {
    const superseded = { action: "revoke", afterHours: 1 } as const;
    const first = await create({ triggers: ["one"], superseded });
    const second = await up(first, { triggers: ["two"], superseded });
    cc.run.advance(2 * HOUR_MS);
    await cc.fault({ method: "POST", path: "/credentials/revoke/", kind: "drop" });

    const lost = await unfinished(up(second, { triggers: ["three"], superseded }));

    const saved = stored(lost.state);
    expect((await credentials()).find((c) => c.credentialId === saved.credentialId)?.kid).toBe(saved.kid?.reveal());
    const last = await up(saved, { triggers: ["three"], superseded });
    expect(await active()).toEqual([theirs, second.credentialId, last.credentialId]);
    expect((await cc.writes()).filter((write) => write === regenerate()).length).toBe(3);
  });
});
