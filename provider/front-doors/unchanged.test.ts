import fs, { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AsnConvert } from "@peculiar/asn1-schema";
import { journalIn } from "../claims/journal";
import { certificate } from "../resources";
import type { CertificateInputs } from "../resources/certificate/inputs";
import { justIssued } from "../resources/certificate/state.fake";
import { Claims } from "./claims/claims";
import { doorFor, urn } from "./door.fake";

/*
 * What a preview costs for each certificate on which nothing is to be done. Counted, so that no machine decides.
 */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-unchanged-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const CALLS = ["openSync", "writeSync", "readSync", "readdirSync", "statSync", "readFileSync"] as const;

/** What the first `warm` resources have done once is not counted. */
const countedOver = async (count: number, warm = 1): Promise<Record<string, number>> => {
  const keys = ["rsa-2048", "p256"].map((key) =>
    readFileSync(join(__dirname, `../../tests/vectors/keys/${key}.csr`), "utf8"),
  );
  const program = journalIn(folder, "program");
  const door = await doorFor({ claims: new Claims(journalIn(folder, "provider")) });
  const one = async (n: number): Promise<void> => {
    const given = { orderId: 118 + n, csr: keys[n % 2], commonName: `www.shop-${n}.example.com` };
    const news = { ...given, __urn: urn(`shop-${n}`), __provider: "recipe" };
    const olds = { ...certificate.store(justIssued(given as CertificateInputs)), ...news };
    program.say({
      is: "claim",
      claim: { urn: urn(`shop-${n}`), status: "named", things: [], mayKeep: [], ledger: [] },
    });
    expect(await door.check(news, news)).toMatchObject({ failures: [] });
    expect(await door.diff("118", olds, news)).toMatchObject({ changes: false });
  };
  for (let n = 0; n < warm; n++) await one(n);
  const parsed = jest.spyOn(AsnConvert, "parse");
  const calls = CALLS.map((name) => [name, jest.spyOn(fs, name)] as const);
  for (let n = warm; n < warm + count; n++) await one(n);
  const spent = {
    ...Object.fromEntries(calls.map(([name, spy]) => [name, spy.mock.calls.length])),
    parsed: parsed.mock.calls.length,
  };
  jest.restoreAllMocks();
  return spent;
};

test.each([10, 100])(
  "%i certificates: what each costs is written and looked at, and no file is opened again",
  async (count) => {
    // One line of three is what the program says here.
    expect(await countedOver(count)).toMatchObject({
      openSync: 0,
      writeSync: 3 * count,
      readSync: count,
      readdirSync: count,
      statSync: 0,
      readFileSync: 0,
    });
  },
);

test("a CSR is parsed once, however many certificates share its key", async () => {
  expect(await countedOver(50, 2)).toMatchObject({ parsed: 0 });
});
