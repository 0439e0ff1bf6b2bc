import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Resources from "../../provider/resources";
import type { CertificateInputs } from "../../provider/resources/certificate/inputs";
import { justIssued } from "../../provider/resources/certificate/state.fake";
import type { Figure } from "./figure";

const csr = readFileSync(join(__dirname, "../vectors/keys/rsa-2048.csr"), "utf8");
const now = new Date("2026-11-22T12:00:00Z");
/** As users have it: what makes sources run here also keeps the name of each closure, which costs more than a plan does. */
const { certificate } = createRequire(__filename)("../../dist/provider/resources") as typeof Resources;

/** A stack of certificates, each with names of its own: what is remembered of one name helps no other. */
const stack = Array.from({ length: 500 }, (_, n) => {
  const dnsNames = ["www", "a", "b", "c", "d"].map((label) => `${label}.shop-${n}.example.com`);
  const given = { orderId: 118 + n, csr, commonName: `www.shop-${n}.example.com`, dnsNames };
  const state = certificate.restore(certificate.store(justIssued(given as CertificateInputs)));
  return { given, state, inputs: certificate.inputs(given) };
});

let turn = 0;
/** The certificate whose turn it is. */
const next = (): (typeof stack)[number] => {
  const one = stack[turn++ % stack.length];
  if (one === undefined) throw new Error("the stack is empty");
  return one;
};

const WORK = [
  {
    what: "plan of an unchanged certificate",
    bar: 0.05,
    run: (): unknown => {
      const { state, inputs } = next();
      return certificate.plan(state, inputs, now);
    },
  },
  {
    what: "check of its inputs",
    bar: 0.05,
    run: (): unknown => {
      const { given } = next();
      return certificate.check(given, given, now);
    },
  },
  {
    what: "baseline: the same bags through JSON",
    run: (): unknown => {
      const { state, given } = next();
      return JSON.parse(JSON.stringify([state, given]));
    },
  },
] as const;

/** P8: what one certificate costs the processor while nothing is sent. Medians. */
export const decisions = async (): Promise<readonly Figure[]> => {
  const { Bench } = await import("tinybench");
  // As warm as a provider is after its first certificates.
  const bench = new Bench({ time: 1000, warmupTime: 1000 });
  for (const { what, run } of WORK) bench.add(what, run);
  await bench.run();
  return WORK.map(({ run: _, ...work }) => {
    const result: object | undefined = bench.getTask(work.what)?.result;
    const value =
      result !== undefined && "latency" in result ? (result.latency as { readonly p50: number }).p50 : Number.NaN;
    return { id: "P8", unit: "ms", value, ...work };
  });
};
