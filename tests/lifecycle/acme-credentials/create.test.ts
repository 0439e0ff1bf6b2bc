import { acmeCredentials } from "../../../provider/resources";
import {
  active,
  bodies,
  cc,
  contract,
  create,
  credentials,
  ctx,
  DAY_MS,
  desired,
  lines,
  planned,
  regenerate,
  revoke,
  setContract,
  setUp,
  startRun,
  theirs,
} from "./stage";

beforeEach(() => setUp());

describe("create", () => {
  test("makes one pair and finds its id; every other credential stays active", async () => {
    const state = await create();

    const ours = (await credentials()).find((c) => c.credentialId === state.credentialId);
    expect(state).toMatchObject({ status: "active", createdAt: "2026-11-22T12:00:00.000Z" });
    expect([state.kid?.reveal(), state.hmacKey?.reveal()]).toEqual([ours?.kid, ours?.hmacKey]);
    expect(state.directoryUrl).toBe("https://acme.digicert.com/v2/acme/directory");
    expect(await active()).toEqual([theirs, state.credentialId]);
    expect(await bodies()).toEqual([{ revoke_existing: false }]);
    expect(lines("info")).toContain(
      `other active credentials, which this resource does not touch: credential ${theirs}`,
    );
    expect(lines("info")).toMatch(new RegExp(`made credential ${state.credentialId} \\(key id …[\\w-]+…\\)`));
    expect(planned(state, desired())).toEqual({ action: "nothing", reasons: [], warnings: [] });
  });

  test("revokeExisting takes the others down, naming them, each by its id and once there is a new pair", async () => {
    const { credentialId: another } = await cc.makeCredential(contract);
    const state = await create({ revokeExisting: true });

    expect(await active()).toEqual([state.credentialId]);
    expect(await bodies()).toEqual([{ revoke_existing: false }]);
    expect(await cc.writes()).toEqual([regenerate(), revoke(theirs), revoke(another)]);
    expect(lines("warn")).toContain(`what existed in ACME contract ${contract} is REVOKED`);
    expect(lines("warn")).toContain(`credential ${theirs}`);
    expect(planned(state, desired({ revokeExisting: true }))).toEqual({ action: "nothing", reasons: [], warnings: [] });
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
    setContract((await cc.makeContract({ validDays: 10 })).acmeContractId);
    const state = await create();
    expect(lines("warn")).toContain(`ACME contract ${contract} ends on 2026-12-02, in 9 days`);
    expect(planned(state, desired()).warnings).toMatchObject([{ code: "contract-ends", daysLeft: 9 }]);
  });
});

describe("a preview that looks", () => {
  const look = async (more: Parameters<typeof desired>[0] = {}) => {
    const seen = await acmeCredentials.foresee?.(desired(more), ctx);
    expect(await cc.writes()).toEqual([]);
    expect(lines("warn")).toBe("");
    return seen;
  };

  test("says that there will be a new pair, and what it does not touch", async () => {
    expect(await look()).toEqual({
      sentence: `make: a new pair of ACME contract ${contract}; credential ${theirs} is not touched by it`,
      code: "look-sends",
    });
    expect(await cc.history()).toHaveLength(2);
  });

  test.each([
    ["revokeExisting", () => ({ revokeExisting: true })],
    ["revokeCredentialIds", () => ({ revokeCredentialIds: [theirs] })],
  ])("says what %s would revoke, as the create then does", async (_, more) => {
    const seen = await look(more());
    expect(seen?.code).toBe("look-revokes");
    expect(seen?.sentence).toMatch(
      new RegExp(
        `^make: a new pair of ACME contract ${contract}; then REVOKES credential ${theirs} \\(key id .*\\), and whoever`,
      ),
    );

    await create(more());
    expect(await cc.writes()).toEqual([regenerate(), revoke(theirs)]);
  });

  test("says what revokeExisting spares, where it has served before", async () => {
    await create({ revokeExisting: true });
    await cc.makeCredential(contract);
    await cc.clearHistory();
    startRun();
    cc.run.lines.length = 0;

    expect(await look({ revokeExisting: true })).toMatchObject({
      sentence: expect.stringContaining("revokeExisting has NOT revoked credential"),
      code: "look-sends",
    });
  });

  test("says what would be refused, and that a contract ends", async () => {
    expect(await look({ revokeCredentialIds: [999_999] })).toMatchObject({
      sentence: expect.stringMatching(/^would be refused: credential 999999 does not belong to ACME contract/),
      code: "look-refused",
    });
    const ending = await cc.makeContract({ validDays: 8 });
    setContract(ending.acmeContractId);
    expect((await look())?.sentence).toContain("ends on 2026-11-30, in");
  });
});
