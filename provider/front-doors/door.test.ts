import type { CertCentral } from "../certcentral";
import { PartialFailure } from "../contract/partial-failure";
import type { Resource } from "../contract/resource";
import { readSettings } from "../settings/settings";
import { Allowance } from "./claims/allowance";
import { Claims } from "./claims/claims";
import { doorOf } from "./door";

/* What any engine's door does around a resource, with a resource that only writes down what is asked of it. */

interface State {
  readonly asked: number;
}

const scene = () => {
  const steps: string[] = [];
  const claims = new Claims();
  const taker: Resource<{ readonly thing: string }, State, { readonly code: string }, CertCentral> = {
    kind: "Taker",
    family: "services",
    identifiedBy: "thing",
    inputNames: ["thing"],
    check: () => [],
    inputs: (given) => given as { readonly thing: string },
    uniqueKey: () => undefined,
    owns: (_, state) => (state === undefined ? [] : [`request ${state.asked}`]),
    destroys: { things: () => ["certificate 1001"], refusal: (thing, keeper) => [`${thing} is kept by ${keeper}`] },
    plan: () => ({ action: "resume", reasons: [], warnings: [] }),
    sentence: ({ code }) => code,
    grade: () => ({ severity: "info" }),
    touches: () => ["thing"],
    unsettled: () => [],
    adopt: async () => ({ asked: 0 }),
    store: (state) => ({ ...state }),
    restore: (outputs) => outputs as unknown as State,
    create: async () => {
      steps.push("create");
      throw new PartialFailure("1001", { asked: 7 }, ["request 7 waits"]);
    },
    update: async (prior) => {
      steps.push(`update of ${prior.asked}`);
      return prior;
    },
    read: async (_, prior) => prior,
    delete: async () => {},
  };
  const door = doorOf(
    taker,
    {
      engine: { log: async () => {}, ping: async () => {} },
      claims,
      allowance: new Allowance(),
      env: {},
      connect: () => ({ send: async () => undefined as never }),
      now: () => new Date("2026-11-22T12:00:00Z"),
      sleep: async () => {},
    },
    readSettings({ config: () => undefined, env: {} }),
  );
  const asked = { thing: "certificate 1001" };
  const create = async (): Promise<string> => {
    const of = { urn: "urn:gone", instance: door.instanceFor("urn:gone", asked) };
    return door.create(of, asked, asked).then(
      () => `made as ${of.instance}`,
      (error: Error) => `${error.message} as ${of.instance}`,
    );
  };
  const keep = (things: readonly string[]) =>
    claims.say({ urn: "urn:web", account: "", status: "held", things, mayKeep: [], ledger: [] });
  const check = () => door.check("urn:gone", undefined, asked);
  const keeper = (thing: string) => claims.keeper(thing, { urn: "urn:other", account: "" });
  return { steps, check, create, keep, keeper };
};

test("a create that is refused in between does not lose what the first one left", async () => {
  const { steps, create, keep } = scene();
  const first = await create();
  const instance = first.split(" as ")[1];
  expect(first).toContain("request 7 waits");

  keep(["certificate 1001"]);
  expect(await create()).toMatch(/certificate 1001 is kept by/);
  keep([]);

  expect(await create()).toBe(`made as ${instance}`);
  expect(steps).toEqual(["create", "update of 7"]);
});

test("a create that failed keeps what it left in state, for nobody else to take", async () => {
  const { check, create, keeper } = scene();
  await check();
  expect(keeper("request 7")).toBeUndefined();

  await create();

  expect(keeper("request 7")).toBe("urn:gone");
});
