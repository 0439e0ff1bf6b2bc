import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CertCentral } from "../../provider/certcentral";
import type { Bag, Resource } from "../../provider/contract/resource";
import { fromEngine, toEngine } from "../../provider/front-doors/marshal";
import { acmeCredentials, certificate, certificateValidation, revocation } from "../../provider/resources";
import { scenes } from "./scenes";

export const FOLDER = join(__dirname, "states");
export const VERSION = 1;

const Fixture = z.strictObject({
  kind: z.enum(["Certificate", "CertificateValidation", "Revocation", "AcmeCredentials"]),
  now: z.iso.datetime(),
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
  /** What the next `up` does, and the codes of its reasons. */
  plan: z.strictObject({ action: z.string(), reasons: z.array(z.string()) }),
});
export type Fixture = z.output<typeof Fixture>;

/** What today's code makes of a stored state. */
const through = <Inputs, State, Reason extends { readonly code: string }>(
  resource: Resource<Inputs, State, Reason, CertCentral>,
) => ({
  plan: ({ now, inputs, outputs }: Omit<Fixture, "plan">): Fixture["plan"] => {
    const prior = resource.restore(fromEngine(outputs));
    const { action, reasons } = resource.plan(prior, resource.inputs(fromEngine(inputs)), new Date(now));
    return { action, reasons: reasons.map(({ code }) => code) };
  },
  storedAgain: ({ outputs }: Pick<Fixture, "outputs">): Bag =>
    toEngine(resource.store(resource.restore(fromEngine(outputs)))),
});
export const KINDS = {
  Certificate: through(certificate),
  CertificateValidation: through(certificateValidation),
  Revocation: through(revocation),
  AcmeCredentials: through(acmeCredentials),
} as const;
export const planOf = (state: Omit<Fixture, "plan">): Fixture["plan"] => KINDS[state.kind].plan(state);

/** The states of one version. A folder without any would pass silently, and so would one that lost a phase. */
export const fixturesIn = (version: number): (Fixture & { readonly file: string })[] => {
  const folder = join(FOLDER, `v${version}`);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".json")) : [];
  if (files.length === 0) throw new Error(`tests/upgrade/states/v${version} holds no state`);
  const names = files.map((file) => file.replace(/\.json$/, "")).sort();
  return names.map((file) => {
    const parsed = Fixture.safeParse(JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8")));
    if (!parsed.success) throw new Error(`tests/upgrade/states/v${version}/${file}.json: ${parsed.error.message}`);
    return { ...parsed.data, file };
  });
};

/** The state that today's code leaves at the end of a scene, and what it plans with it. */
export const played = async (name: string): Promise<Fixture> => {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}`);
  const { stage, stack } = await scene();
  const { inputs, outputs } = stack.resource ?? {};
  if (inputs === undefined || outputs === undefined) throw new Error(`${name} left no state`);
  const given = { kind: stack.kind, now: new Date(stage.time.now).toISOString(), inputs, outputs } as const;
  return { ...given, plan: planOf(given) };
};
