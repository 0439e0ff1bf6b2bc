import { PartialFailure } from "../../../provider/contract/partial-failure";
import { acmeCredentials } from "../../../provider/resources";
import type { AcmeCredentialsInputs } from "../../../provider/resources/acme-credentials/inputs";
import type { AcmeCredentialsState } from "../../../provider/resources/acme-credentials/state";
import { type Central, central } from "../central";

/*
 * A simulated account with one ACME contract, and what a program's resource does to it: set up anew before each test.
 */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export let cc: Central;
/** Of one run: its resources share a client, and know of each other. */
export let ctx: ReturnType<Central["ctx"]>;
export let contract: number;
/** The pair that the contract was made with: somebody else's. */
export let theirs: number;

export const setUp = async (awkward: Parameters<typeof central>[0] = {}): Promise<void> => {
  cc = await central(awkward);
  ctx = cc.ctx();
  const made = await cc.makeContract();
  contract = made.acmeContractId;
  theirs = made.credentials[0]?.credentialId ?? 0;
};

/** From here on, another contract. */
export const setContract = (id: number): void => {
  contract = id;
};
/** From here on, another run. */
export const startRun = (): void => {
  ctx = cc.ctx();
};

export type CertificateSpec = Partial<AcmeCredentialsInputs>;
export const desired = (more: CertificateSpec = {}): AcmeCredentialsInputs => ({ acmeContractId: contract, ...more });
export const create = async (more: CertificateSpec = {}, within = ctx): Promise<AcmeCredentialsState> =>
  (await acmeCredentials.create(desired(more), within)).state;

/** Through a stack's state, as it is between two commands. */
export const stored = (state: AcmeCredentialsState): AcmeCredentialsState =>
  acmeCredentials.restore(JSON.parse(JSON.stringify(acmeCredentials.store(state))));
export const planned = (prior: AcmeCredentialsState, inputs: AcmeCredentialsInputs) =>
  acmeCredentials.plan(stored(prior), inputs, cc.run.now());
/** What the next `up` does: nothing, unless the plan says so. */
export const up = async (
  prior: AcmeCredentialsState,
  more: CertificateSpec = {},
  within = ctx,
): Promise<AcmeCredentialsState> => {
  const plan = planned(prior, desired(more));
  return plan.action === "nothing" ? prior : acmeCredentials.update(stored(prior), desired(more), plan, within);
};
export const read = (prior: AcmeCredentialsState) => acmeCredentials.read("", stored(prior), ctx);
export const remove = (prior: AcmeCredentialsState) => acmeCredentials.delete(stored(prior), ctx);

export const unfinished = async (step: Promise<unknown>): Promise<PartialFailure<AcmeCredentialsState>> => {
  const error = await step.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!PartialFailure.is(error)) throw new Error(`expected an unfinished step, not ${String(error)}`);
  return error as PartialFailure<AcmeCredentialsState>;
};

/** The answer to the regenerate of this step never comes, in one of the ways in which that happens; what the step leaves. */
export const losing = async (step: () => Promise<unknown>, kind = "lose-answer", times = 1) => {
  await cc.fault({ method: "POST", path: "/regenerate", kind, times });
  return unfinished(step());
};

export const credentials = async () => (await cc.contract(contract)).credentials;
export const active = async () => (await credentials()).filter((c) => c.status === "active").map((c) => c.credentialId);
export const regenerate = () => `POST /acme/${contract}/credentials/regenerate`;
export const revoke = (id: number | undefined) => `POST /acme/${contract}/credentials/revoke/${id}`;
export const bodies = async () =>
  (await cc.history()).filter(({ path }) => path.endsWith("/regenerate")).map(({ body }) => body);
export const lines = (kind: "info" | "warn") => cc.run.lines.filter((line) => line.startsWith(kind)).join("\n");
