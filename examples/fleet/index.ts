import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type Defaults, FleetCertificate } from "./fleet-certificate";
import { readLines } from "./lines";

const environment = new pulumi.Config().require("environment");
const all: Record<string, Defaults> = JSON.parse(readFileSync("defaults.json", "utf8"));
const defaults = all[environment];
if (defaults === undefined) throw new pulumi.RunError(`defaults.json has no environment ${environment}`);

const fleet: FleetCertificate[] = [];
for (const { number, read } of readLines(readFileSync("certificates.jsonl", "utf8"))) {
  // Red, and the run ends with an error; but only after all the others had their turn, and nothing is deleted in such a run.
  if (!read.ok) pulumi.log.error(`certificates.jsonl:${number}: ${read.why}`);
  else if (read.line.environment === environment) fleet.push(new FleetCertificate(read.line, defaults));
}

export const firstToEnd = pulumi.all(fleet.map(({ notAfter }) => notAfter)).apply((ends) => [...ends].sort()[0] ?? "");
