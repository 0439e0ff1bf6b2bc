import { readFileSync } from "node:fs";
import { join } from "node:path";
import { certificate } from "../../provider/resources";
import type { CertificateInputs } from "../../provider/resources/certificate/inputs";
import { justIssued } from "../../provider/resources/certificate/state.fake";

/*
 * The numbers we hold ourselves to, each with its bar and a baseline from the same run: `npm run bench`, or
 * `npm run --silent bench -- --json` for machines. A figure over its bar ends with exit code 1.
 */

const csr = readFileSync(join(__dirname, "../vectors/keys/rsa-2048.csr"), "utf8");
const names = ["www", "a", "b", "c", "d"].map((label) => `${label}.example.com`);
const given = { orderId: 118, csr, commonName: "www.example.com", dnsNames: names };
const state = certificate.restore(certificate.store(justIssued(given as CertificateInputs)));
const inputs = certificate.inputs(given);
const now = new Date("2026-11-22T12:00:00Z");

interface Figure {
  readonly name: string;
  readonly bar: number;
  readonly run: () => unknown;
}

/** Milliseconds, median. */
const figures: readonly Figure[] = [
  {
    name: "plan of an unchanged certificate (compare key and names, decide)",
    bar: 0.2,
    run: () => certificate.plan(state, inputs, now),
  },
  { name: "check of its inputs (CSR of 1 KB, 5 names)", bar: 0.3, run: () => certificate.check(given, given, now) },
];
const baseline: Figure = {
  name: "baseline: the same bags through JSON",
  bar: Infinity,
  run: () => JSON.parse(JSON.stringify([state, given])),
};

const medianOf = (result: object | undefined): number =>
  result !== undefined && "latency" in result ? (result.latency as { p50: number }).p50 : Number.NaN;

const measure = async (): Promise<readonly (Figure & { readonly median: number })[]> => {
  const { Bench } = await import("tinybench");
  const bench = new Bench({ time: 500, warmupTime: 100 });
  for (const { name, run } of [...figures, baseline]) bench.add(name, run);
  await bench.run();
  return [...figures, baseline].map((figure) => ({
    ...figure,
    median: medianOf(bench.getTask(figure.name)?.result),
  }));
};

const main = async (): Promise<void> => {
  const measured = await measure();
  const over = measured.filter(({ median, bar }) => !(median <= bar));
  const rows = measured.map(({ name, median, bar }) => ({
    name,
    medianMs: Number(median.toFixed(4)),
    barMs: Number.isFinite(bar) ? bar : null,
  }));
  if (process.argv.includes("--json")) console.log(JSON.stringify(rows, null, 2));
  else
    for (const { name, medianMs, barMs } of rows)
      console.log(
        `${medianMs.toFixed(4).padStart(8)} ms  ${barMs === null ? "          " : `bar ${barMs} ms`}  ${name}`,
      );
  if (over.length > 0) process.exitCode = 1;
};

void main();
