import type { AcmeCredential } from "../../../provider/certcentral";
import { acmeCredentials } from "../../../provider/resources";
import {
  active,
  cc,
  contract,
  create,
  ctx,
  DAY_MS,
  desired,
  lines,
  planned,
  read,
  regenerate,
  remove,
  setContract,
  setUp,
  stored,
  theirs,
  up,
} from "./stage";

beforeEach(() => setUp());

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
    const plan = planned(seen, desired());
    expect(plan).toMatchObject({ action: "regenerate", reasons: [{ code: "revoked-elsewhere" }] });
    expect(plan.reasons.map(acmeCredentials.sentence)[0]).toMatch(
      new RegExp(`^credential ${state.credentialId} \\(key id .*\\) was revoked outside of Pulumi$`),
    );

    const next = await up(seen);

    expect(await cc.writes()).toEqual([regenerate(), regenerate()]);
    expect(await active()).toEqual([theirs, next.credentialId]);
    expect(next.previousCredentials).toEqual([]);
  });

  test("a contract whose end was near and that was renewed is described so", async () => {
    setContract((await cc.makeContract({ validDays: 40, autoRenew: true })).acmeContractId);
    const state = await create();
    cc.run.advance(41 * DAY_MS);
    expect(planned(state, desired()).warnings).toMatchObject([{ code: "contract-ended" }]);
    const seen = await read(state);
    expect(seen.validTill).toBe("2028-01-01T00:00:00.000Z");
    expect(planned(seen, desired()).warnings).toEqual([]);
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
    expect(planned(seen, desired())).toMatchObject({ action: "regenerate", reasons: [{ code: "missing-elsewhere" }] });
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
