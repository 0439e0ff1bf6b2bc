import { type AcmeCredential, Secret } from "../../provider/certcentral";
import { Refusal } from "../../provider/contract/refusal";
import { Unfinished } from "../../provider/contract/unfinished";
import { acmeCredentials } from "../../provider/resources";
import type { AcmeCredentialsInputs } from "../../provider/resources/acme-credentials/inputs";
import type { AcmeCredentialsState } from "../../provider/resources/acme-credentials/state";
import { type Central, central } from "./central";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let cc: Central;
/** Of one run: its resources share a client, and know of each other. */
let ctx: ReturnType<Central["ctx"]>;
let contract: number;
/** The pair that the contract was made with: somebody else's. */
let theirs: number;

const setUp = async (awkward: Parameters<typeof central>[0] = {}): Promise<void> => {
  cc = await central(awkward);
  ctx = cc.ctx();
  const made = await cc.makeContract();
  contract = made.acmeContractId;
  theirs = made.credentials[0]?.credentialId ?? 0;
};
beforeEach(() => setUp());

type Wish = Partial<AcmeCredentialsInputs>;
const wish = (more: Wish = {}): AcmeCredentialsInputs => ({ acmeContractId: contract, ...more });
const create = async (more: Wish = {}, within = ctx): Promise<AcmeCredentialsState> =>
  (await acmeCredentials.create(wish(more), within)).state;

/** Through a stack's state, as it is between two commands. */
const stored = (state: AcmeCredentialsState): AcmeCredentialsState =>
  acmeCredentials.restore(JSON.parse(JSON.stringify(acmeCredentials.store(state))));
const planned = (was: AcmeCredentialsState, inputs: AcmeCredentialsInputs) =>
  acmeCredentials.plan(stored(was), inputs, cc.run.now());
/** What the next `up` does: nothing, unless the plan says so. */
const up = async (was: AcmeCredentialsState, more: Wish = {}): Promise<AcmeCredentialsState> => {
  const plan = planned(was, wish(more));
  return plan.action === "nothing" ? was : acmeCredentials.update(stored(was), wish(more), plan, ctx);
};
const read = (was: AcmeCredentialsState) => acmeCredentials.read("", stored(was), ctx);
const remove = (was: AcmeCredentialsState) => acmeCredentials.delete(stored(was), ctx);

const unfinished = async (step: Promise<unknown>): Promise<Unfinished<AcmeCredentialsState>> => {
  const error = await step.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!Unfinished.is(error)) throw new Error(`expected an unfinished step, not ${String(error)}`);
  return error as Unfinished<AcmeCredentialsState>;
};

const credentials = async () => (await cc.contract(contract)).credentials;
const active = async () => (await credentials()).filter((c) => c.status === "active").map((c) => c.credentialId);
const regenerate = () => `POST /acme/${contract}/credentials/regenerate`;
const revoke = (id: number | undefined) => `POST /acme/${contract}/credentials/revoke/${id}`;
const bodies = async () =>
  (await cc.history()).filter(({ path }) => path.endsWith("/regenerate")).map(({ body }) => body);
const lines = (kind: "info" | "warn") => cc.run.lines.filter((line) => line.startsWith(kind)).join("\n");

describe("create", () => {
  test("makes one pair and finds its id; every other credential stays active", async () => {
    const state = await create();

    const ours = (await credentials()).find((c) => c.credentialId === state.credentialId);
    expect(state).toMatchObject({ status: "active", createdAt: "2026-11-22T12:00:00.000Z" });
    expect([state.kid?.reveal(), state.hmacKey?.reveal()]).toEqual([ours?.kid, ours?.hmacKey]);
    expect(state.directoryUrl).toBe("https://acme.digicert.com/v2/acme/directory");
    expect(await active()).toEqual([theirs, state.credentialId]);
    expect(await bodies()).toEqual([{ revoke_existing: false }]);
    expect(lines("info")).toContain(`other active credentials, which stay as they are: credential ${theirs}`);
    expect(planned(state, wish())).toEqual({ action: "nothing", because: [], warnings: [] });
  });

  test("revokeExisting takes the others down, naming them, each by its id and once there is a new pair", async () => {
    const { credentialId: another } = await cc.makeCredential(contract);
    const state = await create({ revokeExisting: true });

    expect(await active()).toEqual([state.credentialId]);
    expect(await bodies()).toEqual([{ revoke_existing: false }]);
    expect(await cc.writes()).toEqual([regenerate(), revoke(theirs), revoke(another)]);
    expect(lines("warn")).toContain(`what existed in ACME contract ${contract} is REVOKED`);
    expect(lines("warn")).toContain(`credential ${theirs}`);
    expect(planned(state, wish({ revokeExisting: true }))).toEqual({ action: "nothing", because: [], warnings: [] });
  });

  test.each(["start", "end"] as const)("the id is found when the hint shows the %s of the key id", async (kidHint) => {
    await setUp({ kidHint });
    expect((await create()).credentialId).toBeGreaterThan(theirs);
  });

  test("somebody else's pair made at the same moment is not taken for ours", async () => {
    const { api } = ctx;
    const beside: typeof api = {
      send: async (endpoint, args, run) => {
        const answer = await api.send(endpoint, args, run);
        if (endpoint.name === "regenerate acme credentials") await cc.makeCredential(contract);
        return answer;
      },
    };
    const state = await create({}, { ...ctx, api: beside });
    const ours = (await credentials()).find((c) => c.credentialId === state.credentialId);
    expect(ours?.kid).toBe(state.kid?.reveal());
  });

  test("a parent key is refused, saying which key is needed", async () => {
    const { apiKey } = await cc.makeKey({ family: "partner", role: "parent", account: "parent" });
    await expect(create({}, cc.ctx(undefined, apiKey))).rejects.toThrow(
      /refused \(403\)[\s\S]*hint: set digicert:partnerApiKey .* to a key of a subaccount: ACME contracts take no key of the parent account/,
    );
    expect(await cc.writes()).toEqual([]);
  });

  test("a contract of another subaccount is an error that says what to check", async () => {
    const other = await cc.makeContract({ account: "other" });
    await expect(create({ acmeContractId: other.acmeContractId })).rejects.toThrow(
      /is not visible to this API key\ncheck acmeContractId, and that digicert:partnerApiKey is a key of the subaccount/,
    );
  });

  test("a contract that is over is refused by DigiCert, and nothing is left behind", async () => {
    cc.run.advance(400 * DAY_MS);
    await expect(create()).rejects.toThrow(/contract_not_active/);
  });

  test("the end of the contract is said when it is near", async () => {
    contract = (await cc.makeContract({ validDays: 10 })).acmeContractId;
    const state = await create();
    expect(lines("warn")).toContain(`ACME contract ${contract} ends on 2026-12-02, in 9 days`);
    expect(planned(state, wish()).warnings).toMatchObject([{ code: "contract-ends", daysLeft: 9 }]);
  });
});

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

  /** A run in which another resource reports what it keeps: at once, or only while this one waits. */
  const besideKeeper = (credentialId: number, when: "at once" | "later") => {
    const from = cc.run.now().getTime() + (when === "later" ? 1_000 : 0);
    return {
      ...ctx,
      keptNow: (thing: string) => thing === `ACME credential ${credentialId}` && cc.run.now().getTime() >= from,
    };
  };

  test.each(["at once", "later"] as const)(
    "revokeExisting spares what another resource of the program keeps from an earlier up, which it says %s",
    async (when) => {
      const earlier = await create();
      const stranger = await cc.makeCredential(contract);
      const state = await create({ revokeExisting: true }, besideKeeper(earlier.credentialId ?? 0, when));

      expect(await active()).toEqual([earlier.credentialId, state.credentialId]);
      expect(await cc.writes()).toEqual([regenerate(), regenerate(), revoke(theirs), revoke(stranger.credentialId)]);
      expect(planned(state, wish({ revokeExisting: true }))).toEqual({ action: "nothing", because: [], warnings: [] });
    },
  );

  test("revokeExisting does not run again when the resource is created again, renamed or replaced: it names who is left", async () => {
    const first = await create({ revokeExisting: true });
    const later = await cc.makeCredential(contract);
    await cc.clearHistory();

    ctx = cc.ctx();
    const again = await create({ revokeExisting: true });
    await remove(first);

    expect(await cc.writes()).toEqual([regenerate(), revoke(first.credentialId)]);
    expect(await active()).toEqual([later.credentialId, again.credentialId]);
    expect(lines("warn")).toContain(`revokeExisting has NOT revoked credential ${first.credentialId}`);
    const inputs = wish({ revokeExisting: true });
    const plan = planned(await read(again), inputs);
    expect(plan).toMatchObject({
      action: "nothing",
      warnings: [{ code: "existing-spared", credentials: [{ credentialId: later.credentialId }] }],
    });
    expect(planned(again, wish()).warnings).toEqual([]);
    const listed = { revokeExisting: true, revokeCredentialIds: [later.credentialId] };
    const last = await up(await read(again), listed);
    expect(await active()).toEqual([again.credentialId]);
    expect(planned(last, wish(listed))).toEqual({ action: "nothing", because: [], warnings: [] });
  });

  test("what revokeExisting has left to do outlives a rotation, and is let go when the program does not say it any more", async () => {
    await cc.fault({ method: "POST", path: `/revoke/${theirs}`, kind: "drop" });
    const lost = await unfinished(create({ revokeExisting: true, triggers: ["one"] }));
    expect(planned(lost.state, wish({ triggers: ["one"] })).action).toBe("nothing");

    const state = await up(lost.state, { revokeExisting: true, triggers: ["two"] });

    expect(await active()).toEqual([lost.state.credentialId, state.credentialId]);
  });

  test("what revokeExisting revokes by id and could not is revoked by the next up", async () => {
    await cc.makeCredential(contract);
    const [neighbour] = [await create()];
    await cc.fault({ method: "POST", path: `/revoke/${theirs}`, kind: "drop" });
    const lost = await unfinished(create({ revokeExisting: true }));
    expect(planned(lost.state, wish({ revokeExisting: true }))).toMatchObject({
      action: "retire",
      because: [{ code: "revocation-left", credentialIds: expect.arrayContaining([theirs]) }],
    });
    const state = await up(lost.state, { revokeExisting: true });
    expect(await active()).toEqual([neighbour.credentialId, state.credentialId]);
    expect(planned(state, wish({ revokeExisting: true })).action).toBe("nothing");
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

describe("rotation", () => {
  test("a changed trigger makes a new pair beside the old one, whatever revokeExisting says", async () => {
    const first = await create({ triggers: ["one"], revokeExisting: true });
    const second = await up(first, { triggers: ["two"], revokeExisting: true });

    expect(second.credentialId).not.toBe(first.credentialId);
    expect(await active()).toEqual([first.credentialId, second.credentialId]);
    expect((await bodies())[1]).toEqual({ revoke_existing: false });
    expect(second.previousCredentials).toMatchObject([{ credentialId: first.credentialId }]);
    expect(lines("info")).toContain(`credential ${first.credentialId}`);
    expect(planned(second, wish({ triggers: ["two"] })).action).toBe("nothing");
    expect(planned(second, wish()).action).toBe("nothing");
  });

  test("rotateAfterDays is due after so many days, and not before", async () => {
    const state = await create({ rotateAfterDays: 30 });
    cc.run.advance(30 * DAY_MS - HOUR_MS);
    expect(planned(state, wish({ rotateAfterDays: 30 })).action).toBe("nothing");
    cc.run.advance(HOUR_MS);
    expect(planned(state, wish({ rotateAfterDays: 30 }))).toMatchObject({
      action: "regenerate",
      because: [{ code: "rotation-due", ageDays: 30, rotateAfterDays: 30 }],
    });
    const next = await up(state, { rotateAfterDays: 30 });
    expect(planned(next, wish({ rotateAfterDays: 30 })).action).toBe("nothing");
  });

  test("triggers left out of the program and put back later rotate nothing, even over a rotation", async () => {
    const first = await create({ triggers: ["one"] });
    cc.run.advance(30 * DAY_MS);
    const second = await up(first, { rotateAfterDays: 30 });
    expect(second.credentialId).not.toBe(first.credentialId);
    expect(planned(second, wish({ triggers: ["one"] })).action).toBe("nothing");
  });

  test("with retire the old pair is revoked by its id once its grace is over, and nothing else is", async () => {
    const retire = { previous: "revoke", afterHours: 48 } as const;
    const first = await create({ triggers: ["one"], retire });
    const second = await up(first, { triggers: ["two"], retire });
    cc.run.advance(48 * HOUR_MS - 1000);
    expect(planned(second, wish({ triggers: ["two"], retire })).action).toBe("nothing");
    cc.run.advance(1000);
    expect(planned(second, wish({ triggers: ["two"], retire }))).toMatchObject({
      action: "retire",
      because: [{ code: "retire-due", credentials: [{ credentialId: first.credentialId }] }],
    });

    const third = await up(second, { triggers: ["two"], retire });

    expect(await active()).toEqual([theirs, second.credentialId]);
    expect(await cc.writes()).toEqual([regenerate(), regenerate(), revoke(first.credentialId)]);
    expect(third.previousCredentials).toEqual([]);
    expect(planned(third, wish({ triggers: ["two"], retire })).action).toBe("nothing");
  });

  test("even with no grace the old pair outlives the up that replaced it: its users have to be told first", async () => {
    const retire = { previous: "revoke", afterHours: 0 } as const;
    const first = await create({ triggers: ["one"], retire });
    const second = await up(first, { triggers: ["two"], retire });
    expect(await active()).toContain(first.credentialId);
    await up(second, { triggers: ["two"], retire });
    expect(await active()).toEqual([theirs, second.credentialId]);
  });

  test("a replaced pair is spared while its successor is no use", async () => {
    const retire = { previous: "revoke", afterHours: 1 } as const;
    const first = await create({ triggers: ["one"], retire });
    const second = await up(first, { triggers: ["two"], retire });
    await cc.revokeCredential(contract, second.credentialId ?? 0);
    cc.run.advance(2 * HOUR_MS);

    const third = await up(await read(second), { triggers: ["two"], retire });

    expect(await active()).toEqual([theirs, first.credentialId, third.credentialId]);
    expect(planned(third, wish({ triggers: ["two"], retire })).action).toBe("nothing");
    cc.run.advance(HOUR_MS);
    expect(planned(third, wish({ triggers: ["two"], retire })).action).toBe("retire");
  });

  test("on a contract that is over nothing rotates by itself", async () => {
    contract = (await cc.makeContract({ validDays: 40 })).acmeContractId;
    const state = await create({ rotateAfterDays: 30 });
    cc.run.advance(41 * DAY_MS);
    expect(planned(state, wish({ rotateAfterDays: 30 }))).toMatchObject({
      action: "nothing",
      warnings: [{ code: "contract-ended" }],
    });
  });
});

describe("read", () => {
  test("one request, and nothing changes", async () => {
    const state = await create();
    await cc.clearHistory();
    expect(acmeCredentials.store(await read(state))).toEqual(acmeCredentials.store(state));
    expect((await cc.history()).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /partner-subscription/api/v1/acme/${contract}/credentials`,
    ]);
  });

  test("a pair revoked elsewhere is drift with its own reason, repaired by one regenerate", async () => {
    const state = await create();
    await cc.revokeCredential(contract, state.credentialId ?? 0);
    const seen = await read(state);
    expect(seen.status).toBe("revoked");
    const plan = planned(seen, wish());
    expect(plan).toMatchObject({ action: "regenerate", because: [{ code: "revoked-elsewhere" }] });
    expect(plan.because.map(acmeCredentials.sentence)[0]).toMatch(
      new RegExp(`^credential ${state.credentialId} \\(key id .*\\) was revoked outside of Pulumi$`),
    );

    const next = await up(seen);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(await active()).toEqual([theirs, next.credentialId]);
    expect(next.previousCredentials).toEqual([]);
  });

  test("a contract whose end was near and that was renewed is described so", async () => {
    contract = (await cc.makeContract({ validDays: 40, autoRenew: true })).acmeContractId;
    const state = await create();
    cc.run.advance(41 * DAY_MS);
    expect(planned(state, wish()).warnings).toMatchObject([{ code: "contract-ended" }]);
    const seen = await read(state);
    expect(seen.validTill).toBe("2028-01-01T00:00:00.000Z");
    expect(planned(seen, wish()).warnings).toEqual([]);
  });

  /** The list as DigiCert might tell it some day. */
  const telling = (change: (list: readonly AcmeCredential[]) => readonly AcmeCredential[]) => {
    const { api, ...rest } = ctx;
    const send: typeof api.send = async (endpoint, args, run) => {
      const answer = await api.send(endpoint, args, run);
      return Array.isArray(answer) ? (change(answer) as typeof answer) : answer;
    };
    return { ...rest, api: { send } };
  };

  test("a pair that the list tells no more is drift too; a list that tells nothing at all is an error", async () => {
    const state = await create();
    const others = telling((list) => list.filter(({ credentialId }) => credentialId !== state.credentialId));
    const seen = await acmeCredentials.read("", stored(state), others);
    expect(planned(seen, wish())).toMatchObject({ action: "regenerate", because: [{ code: "missing-elsewhere" }] });
    const nothing = telling(() => []);
    await expect(acmeCredentials.read("", stored(state), nothing)).rejects.toThrow(/lists no credentials at all/);
  });

  test("a pair without id is known to be revoked when whatever it may be is", async () => {
    const { credentialId, kidHint: _, ...rest } = await create();
    const without = { ...rest, idUnknown: "not-found" } as const;
    expect((await read(without)).credentialId).toBe(credentialId);
    const ambiguous = { ...without, knownCredentialIds: [theirs, credentialId ?? 0] };
    expect((await read(ambiguous)).status).toBe("active");
    const twice = telling((list) => [...list, ...list.slice(-1).map((entry) => ({ ...entry, credentialId: 9 }))]);
    expect(await acmeCredentials.read("", stored(without), twice)).toMatchObject({ status: "active" });
    await remove(ambiguous);
    await cc.revokeCredential(contract, credentialId ?? 0);
    const last = await acmeCredentials.read("", stored(without), twice);
    expect([last.status, last.credentialId]).toEqual(["revoked", undefined]);
    expect(lines("warn")).toContain("is left active: its credential id is not known");
  });

  test("a wrong key is an error, never gone", async () => {
    const state = await create();
    const { apiKey } = await cc.makeKey({ family: "partner", role: "subaccount", account: "other" });
    await expect(acmeCredentials.read("", state, cc.ctx(undefined, apiKey))).rejects.toThrow(/is not visible/);
    await expect(acmeCredentials.delete(state, cc.ctx(undefined, apiKey))).rejects.toThrow(/is not visible/);
  });
});

describe("the answer to regenerate is lost", () => {
  const ACTED = ["lose-answer", "act-then-status:502", "garbage"] as const;
  const NOT_ACTED = ["drop", "status:502"] as const;

  test.each(ACTED)("%s: one new pair by the next up; the unseen one is reported and not touched", async (kind) => {
    await cc.fault({ method: "POST", path: "/regenerate", kind });
    const first = await unfinished(create());
    const unseen = (await credentials()).at(-1);

    expect(first.id).toBe(String(contract));
    expect(first.reasons.join("\n")).toContain(`credential ${unseen?.credentialId}`);
    expect(first.reasons.at(-1)).toMatch(/^run pulumi up again/);
    expect(planned(first.state, wish())).toMatchObject({ action: "regenerate", because: [{ code: "answer-lost" }] });

    const next = await up(first.state);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(await active()).toEqual([theirs, unseen?.credentialId, next.credentialId]);
    const hint = unseen?.kid.slice(-4);
    expect(next.unseenCredentials).toEqual([
      { credentialId: unseen?.credentialId, kidHint: hint, createdAt: "2026-11-22T12:00:00.000Z" },
    ]);
    expect(lines("warn")).toContain(
      `credential ${unseen?.credentialId} (key id …${hint}…, made 2026-11-22 12:00 UTC) appeared`,
    );
    expect(planned(next, wish()).action).toBe("nothing");
    await remove(next);
    expect(await active()).toEqual([theirs, unseen?.credentialId]);
  });

  test.each(NOT_ACTED)("%s: one new pair by the next up, and nothing to report", async (kind) => {
    await cc.fault({ method: "POST", path: "/regenerate", kind });
    const first = await unfinished(create({ revokeExisting: true }));
    const next = await up(first.state, { revokeExisting: true });

    expect(await bodies()).toEqual([{ revoke_existing: false }, { revoke_existing: false }]);
    expect(await active()).toEqual([next.credentialId]);
    expect(next.unseenCredentials).toEqual([]);
  });

  test("with revokeExisting the second attempt revokes what existed before the first, and not what appeared since", async () => {
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const first = await unfinished(create({ revokeExisting: true }));
    const unseen = (await active())[1];
    // As long as there is no new pair, nobody is cut off.
    expect(await active()).toEqual([theirs, unseen]);
    const next = await up(first.state, { revokeExisting: true });

    expect(await active()).toEqual([unseen, next.credentialId]);
  });

  test("lost twice, both are reported, and a look that fails forgets neither", async () => {
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer", times: 2 });
    const first = await unfinished(create());
    const second = await unfinished(up(first.state));
    const last = await up(second.state);
    const unseen = (await credentials()).slice(1, 3).map((c) => c.credentialId);
    expect(last.unseenCredentials.map((c) => c.credentialId)).toEqual(unseen);

    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const third = await unfinished(up(last, { triggers: ["new"] }));
    expect(third.state.unseenCredentials.map((c) => c.credentialId)).toEqual([
      ...unseen,
      (await credentials()).at(-1)?.credentialId,
    ]);
  });

  test("listed, the unseen one is revoked, once", async () => {
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const first = await unfinished(create());
    const next = await up(first.state);
    const [unseen] = next.unseenCredentials;
    const revokeCredentialIds = [unseen?.credentialId ?? 0];
    expect(planned(next, wish({ revokeCredentialIds }))).toMatchObject({ action: "retire" });

    const last = await up(next, { revokeCredentialIds });

    expect(await active()).toEqual([theirs, next.credentialId]);
    expect(last.unseenCredentials).toEqual([]);
    expect(planned(last, wish({ revokeCredentialIds })).action).toBe("nothing");
    expect((await cc.writes()).at(-1)).toBe(revoke(unseen?.credentialId));
  });

  test("in a rotation the old pair stays in the outputs, and works", async () => {
    const state = await create({ triggers: ["one"] });
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const lost = await unfinished(up(state, { triggers: ["two"] }));
    expect([lost.state.kid?.reveal(), lost.state.status]).toEqual([state.kid?.reveal(), "active"]);
    expect(planned(lost.state, wish({ triggers: ["two"] })).because.map(({ code }) => code)).toEqual([
      "trigger-changed",
      "answer-lost",
    ]);

    const next = await up(lost.state, { triggers: ["two"] });

    expect((await active()).length).toBe(4);
    expect(next.previousCredentials).toMatchObject([{ credentialId: state.credentialId }]);
  });

  test("when the reason for the rotation is taken back, no pair is made for it", async () => {
    const state = await create({ triggers: ["one"] });
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const lost = await unfinished(up(state, { triggers: ["two"] }));
    const inputs = wish({ triggers: ["one"] });
    const plan = planned(lost.state, inputs);
    expect(plan.action).toBe("nothing");

    // The engine updates all the same, because the step before had failed.
    const settled = await acmeCredentials.update(stored(lost.state), inputs, plan, ctx);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(settled.pending).toBeUndefined();
    expect(settled.unseenCredentials.length).toBe(1);
  });

  test("and a refresh in between names what appeared, and leaves nothing to wait for", async () => {
    const state = await create({ triggers: ["one"] });
    await cc.fault({ method: "POST", path: "/regenerate", kind: "lose-answer" });
    const lost = await unfinished(up(state, { triggers: ["two"] }));
    const unseen = (await active()).at(-1);

    const seen = await read(lost.state);

    expect(lines("warn")).toContain(`while an answer was lost, credential ${unseen} `);
    expect([seen.pending, seen.unseenCredentials.map((c) => c.credentialId)]).toEqual([undefined, [unseen]]);
    expect(planned(seen, wish({ triggers: ["one"] })).action).toBe("nothing");
    expect(planned(seen, wish({ triggers: ["two"] })).because).toEqual([{ code: "trigger-changed" }]);
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
      new RegExp(`new to this resource, and stay as they are: credential ${another.credentialId} [^,]*,[^,]*;`),
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
    expect(planned(state, wish())).toMatchObject({ action: "resume", because: [{ code: "id-unread" }] });

    const next = await up(state);

    expect((await credentials()).find((c) => c.credentialId === next.credentialId)?.kid).toBe(state.kid?.reveal());
    expect(await cc.writes()).toEqual([regenerate()]);
    expect(planned(next, wish()).action).toBe("nothing");
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
    const retire = { previous: "revoke", afterHours: 1 } as const;
    const first = await create({ triggers: ["one"], retire });
    const second = await up(first, { triggers: ["two"], retire });
    cc.run.advance(2 * HOUR_MS);
    await cc.fault({ method: "POST", path: "/credentials/revoke/", kind: "drop" });

    const lost = await unfinished(up(second, { triggers: ["three"], retire }));

    const saved = stored(lost.state);
    expect((await credentials()).find((c) => c.credentialId === saved.credentialId)?.kid).toBe(saved.kid?.reveal());
    const last = await up(saved, { triggers: ["three"], retire });
    expect(await active()).toEqual([theirs, second.credentialId, last.credentialId]);
    expect((await cc.writes()).filter((write) => write === regenerate()).length).toBe(3);
  });
});

describe("triggers may be secret", () => {
  const SECRET = ["canary-of-a-trigger"];
  const kept = (state: AcmeCredentialsState) => JSON.stringify(acmeCredentials.store(state));

  test("once they are out of the program their values are gone from state, and still count", async () => {
    const first = await create({ triggers: SECRET });
    cc.run.advance(30 * DAY_MS);
    const second = await up(first, { rotateAfterDays: 30 });

    expect(kept(second)).not.toContain("canary");
    expect(planned(second, wish({ triggers: SECRET })).action).toBe("nothing");
    expect(planned(second, wish({ triggers: ["other"] })).because).toEqual([{ code: "trigger-changed" }]);
    const third = await up(second, { triggers: ["other"] });
    expect(planned(third, wish({ triggers: SECRET })).because).toEqual([{ code: "trigger-changed" }]);
  });

  test("nor are they kept when an answer is lost, and the reason for a new pair stays", async () => {
    const first = await create({ triggers: SECRET });
    cc.run.advance(30 * DAY_MS);
    await cc.fault({ method: "POST", path: "/regenerate", kind: "drop", times: 2 });
    const lost = await unfinished(up(first, { rotateAfterDays: 30 }));
    expect(kept(lost.state)).not.toContain("canary");
    expect(planned(lost.state, wish({ triggers: SECRET })).action).toBe("nothing");

    const again = await unfinished(up(lost.state, { triggers: ["two"] }));
    expect(planned(again.state, wish({ triggers: ["two"] })).because).toMatchObject([
      { code: "trigger-changed" },
      { code: "answer-lost" },
    ]);
    const last = await up(again.state, { triggers: ["two"] });
    expect(planned(last, wish({ triggers: ["two"] })).action).toBe("nothing");
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
    const plan = planned(state, wish({ revokeCredentialIds: [state.credentialId ?? 0] }));
    expect(plan).toMatchObject({ action: "nothing", warnings: [{ code: "listed-own" }] });
  });

  test("with a new trigger the old pair goes at once", async () => {
    const first = await create({ triggers: ["one"] });
    const wanted = { triggers: ["two"], revokeCredentialIds: [first.credentialId ?? 0] };
    const second = await up(first, wanted);
    expect(await active()).toEqual([theirs, second.credentialId]);
    expect(second.previousCredentials).toEqual([]);
    expect(planned(second, wish(wanted)).action).toBe("nothing");
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

test("no secret in a message, a log line or a printed state", async () => {
  const retire = { previous: "revoke", afterHours: 0 } as const;
  const first = await create({ triggers: ["one"], retire });
  const second = await up(first, { triggers: ["two"], retire });
  await up(second, { triggers: ["two"], retire });
  await cc.fault({ method: "POST", path: "/regenerate", kind: "garbage" });
  const lost = await unfinished(up(second, { triggers: ["three"], retire }));
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
