import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { DcvRecord } from "pulumi-digicert";

interface Published {
  readonly records: DcvRecord[];
  readonly zoneFile: string;
  readonly webRoot: string;
}

/** `example.com. 60 IN TXT "…"`: RFC 1035, section 5, as every name server reads it. */
const line = ({ type, name, value }: DcvRecord): string =>
  `${name}. 60 IN ${type} ${type === "TXT" ? JSON.stringify(value) : `${value}.`}\n`;

const publish = ({ records, zoneFile, webRoot }: Published): void => {
  mkdirSync(dirname(zoneFile), { recursive: true });
  writeFileSync(
    zoneFile,
    records
      .filter(({ type }) => type !== "HTTP")
      .map(line)
      .join(""),
  );
  for (const { name, value } of records.filter(({ type }) => type === "HTTP")) {
    const { hostname, pathname } = new URL(name);
    const file = join(webRoot, hostname, pathname);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, value);
  }
};

const outs = (inputs: Published) => ({ ...inputs, published: inputs.records.map(({ name }) => name) });

const provider: pulumi.dynamic.ResourceProvider<Published> = {
  async create(inputs) {
    publish(inputs);
    return { id: inputs.zoneFile, outs: outs(inputs) };
  },
  async diff(_, olds, news) {
    const before = olds as Published;
    return {
      changes: JSON.stringify(before.records) !== JSON.stringify(news.records),
      replaces: [
        ...(before.zoneFile === news.zoneFile ? [] : ["zoneFile"]),
        ...(before.webRoot === news.webRoot ? [] : ["webRoot"]),
      ],
    };
  },
  async update(_, __, news) {
    publish(news);
    return { outs: outs(news) };
  },
  async delete(_, { zoneFile }: Published) {
    rmSync(zoneFile, { force: true });
  },
};

/** Writes proofs of domain control where a name server and a web server of this machine find them. */
export class Proofs extends pulumi.dynamic.Resource {
  /** The names under which DigiCert finds them. */
  declare readonly published: pulumi.Output<string[]>;

  constructor(
    name: string,
    { records, ...where }: { records: pulumi.Input<DcvRecord[] | undefined>; zoneFile: string; webRoot: string },
    opts?: pulumi.CustomResourceOptions,
  ) {
    // Nothing is to be proven while DigiCert knows the domains.
    const known = pulumi.output(records).apply((list) => list ?? []);
    super(provider, name, { ...where, records: known, published: undefined }, opts);
  }
}
