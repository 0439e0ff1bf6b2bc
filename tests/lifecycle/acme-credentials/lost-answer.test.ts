import { acmeCredentials } from "../../../provider/resources";
import {
  active,
  bodies,
  cc,
  contract,
  create,
  credentials,
  ctx,
  desired,
  lines,
  losing,
  planned,
  read,
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

describe("the answer to regenerate is lost", () => {
  const ACTED = ["lose-answer", "act-then-status:502", "garbage"] as const;
  const NOT_ACTED = ["drop", "status:502"] as const;

  test.each(ACTED)("%s: one new pair by the next up; the unseen one is reported and not touched", async (kind) => {
    const first = await losing(create, kind);
    const unseen = (await credentials()).at(-1);

    expect(first.id).toBe(String(contract));
    expect(first.reasons.join("\n")).toContain(`credential ${unseen?.credentialId}`);
    expect(first.reasons.at(-1)).toMatch(/^run pulumi up again/);
    expect(planned(first.state, desired())).toMatchObject({ action: "regenerate", reasons: [{ code: "answer-lost" }] });

    const next = await up(first.state);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(await active()).toEqual([theirs, unseen?.credentialId, next.credentialId]);
    const hint = unseen?.kid.slice(-4);
    expect(next.orphanCandidates).toEqual([
      { credentialId: unseen?.credentialId, kidHint: hint, createdAt: "2026-11-22T12:00:00.000Z" },
    ]);
    expect(lines("warn")).toContain(
      `credential ${unseen?.credentialId} (key id …${hint}…, made 2026-11-22 12:00 UTC) appeared`,
    );
    expect(planned(next, desired()).action).toBe("nothing");
    await remove(next);
    expect(await active()).toEqual([theirs, unseen?.credentialId]);
  });

  test.each(NOT_ACTED)("%s: one new pair by the next up, and nothing to report", async (kind) => {
    const first = await losing(() => create({ revokeExisting: true }), kind);
    const next = await up(first.state, { revokeExisting: true });

    expect(await bodies()).toEqual([{ revoke_existing: false }, { revoke_existing: false }]);
    expect(await active()).toEqual([next.credentialId]);
    expect(next.orphanCandidates).toEqual([]);
  });

  test("with revokeExisting the second attempt revokes what existed before the first, and not what appeared since", async () => {
    const first = await losing(() => create({ revokeExisting: true }));
    const unseen = (await active())[1];
    // As long as there is no new pair, nobody is cut off.
    expect(await active()).toEqual([theirs, unseen]);
    const next = await up(first.state, { revokeExisting: true });

    expect(await active()).toEqual([unseen, next.credentialId]);
  });

  test("lost twice, both are reported, and a look that fails forgets neither", async () => {
    const first = await losing(create, "lose-answer", 2);
    const second = await unfinished(up(first.state));
    const last = await up(second.state);
    const unseen = (await credentials()).slice(1, 3).map((c) => c.credentialId);
    expect(last.orphanCandidates.map((c) => c.credentialId)).toEqual(unseen);

    const third = await losing(() => up(last, { triggers: ["new"] }));
    expect(third.state.orphanCandidates.map((c) => c.credentialId)).toEqual([
      ...unseen,
      (await credentials()).at(-1)?.credentialId,
    ]);
  });

  test("listed, the unseen one is revoked, once", async () => {
    const first = await losing(create);
    const next = await up(first.state);
    const [unseen] = next.orphanCandidates;
    const revokeCredentialIds = [unseen?.credentialId ?? 0];
    expect(planned(next, desired({ revokeCredentialIds }))).toMatchObject({ action: "retire" });

    const last = await up(next, { revokeCredentialIds });

    expect(await active()).toEqual([theirs, next.credentialId]);
    expect(last.orphanCandidates).toEqual([]);
    expect(planned(last, desired({ revokeCredentialIds })).action).toBe("nothing");
    expect((await cc.writes()).at(-1)).toBe(revoke(unseen?.credentialId));
  });

  test("in a rotation the old pair stays in the outputs, and works", async () => {
    const state = await create({ triggers: ["one"] });
    const lost = await losing(() => up(state, { triggers: ["two"] }));
    expect([lost.state.kid?.reveal(), lost.state.status]).toEqual([state.kid?.reveal(), "active"]);
    expect(planned(lost.state, desired({ triggers: ["two"] })).reasons.map(({ code }) => code)).toEqual([
      "trigger-changed",
      "answer-lost",
    ]);

    const next = await up(lost.state, { triggers: ["two"] });

    expect((await active()).length).toBe(4);
    expect(next.previousCredentials).toMatchObject([{ credentialId: state.credentialId }]);
  });

  test("when the reason for the rotation is taken back, no pair is made for it", async () => {
    const state = await create({ triggers: ["one"] });
    const lost = await losing(() => up(state, { triggers: ["two"] }));
    const inputs = desired({ triggers: ["one"] });
    const plan = planned(lost.state, inputs);
    expect(plan.action).toBe("nothing");

    // The engine updates all the same, because the step before had failed.
    const reconciled = await acmeCredentials.update(stored(lost.state), inputs, plan, ctx);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(reconciled.pending).toBeUndefined();
    expect(reconciled.orphanCandidates.length).toBe(1);
  });

  test("and a refresh in between names what appeared, and leaves nothing to wait for", async () => {
    const state = await create({ triggers: ["one"] });
    const lost = await losing(() => up(state, { triggers: ["two"] }));
    const unseen = (await active()).at(-1);

    const seen = await read(lost.state);

    expect(lines("warn")).toContain(`while an answer was lost, credential ${unseen} `);
    expect([seen.pending, seen.orphanCandidates.map((c) => c.credentialId)]).toEqual([undefined, [unseen]]);
    expect(planned(seen, desired({ triggers: ["one"] })).action).toBe("nothing");
    expect(planned(seen, desired({ triggers: ["two"] })).reasons).toEqual([{ code: "trigger-changed" }]);
  });

  test("a pair that a killed process left behind, in state or not, is named by the next regenerate and not touched", async () => {
    const orphan = await cc.makeCredential(contract);
    const state = await create({ triggers: ["one"] });
    expect(lines("info")).toMatch(
      new RegExp(`credential ${orphan.credentialId} \\(key id …${orphan.kid.slice(-4)}…, made 2026-11-22 12:00 UTC\\)`),
    );

    const another = await cc.makeCredential(contract);
    await up(state, { triggers: ["two"] });

    expect(lines("info")).toMatch(
      new RegExp(`new to this resource, which it does not touch: credential ${another.credentialId} [^,]*,[^,]*;`),
    );
    expect(await active()).toEqual(expect.arrayContaining([theirs, orphan.credentialId, another.credentialId]));
  });

  test("too many requests: asked again in the same step after a look", async () => {
    await cc.fault({ method: "POST", path: "/regenerate", kind: "status:429", times: 2 });
    const state = await create();
    expect((await active()).length).toBe(2);
    expect(state.status).toBe("active");
  });
});
