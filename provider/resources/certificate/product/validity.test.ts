import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { daysLeft, defaultMinDays, publicTlsMaxDays, wouldOutlive } from "./validity";

test.each([
  ["2026-02-23T23:59:59.999Z", 397],
  ["2026-02-24T00:00:00.000Z", 199],
  ["2027-03-14T23:59:59.999Z", 199],
  ["2027-03-15T00:00:00.000Z", 99],
  ["2029-03-15T00:00:00.000Z", 46],
])("on %s a public TLS certificate may live %i days", (at, days) => {
  expect(publicTlsMaxDays(new Date(at))).toBe(days);
});

test.each([
  ["2026-01-01", "2027-02-01", 30],
  ["2026-01-01", "2026-03-02", 20],
  ["2026-01-01", "2026-01-08", 2],
  ["2026-01-01", "2026-01-02", 0],
])("a certificate from %s to %s is renewed %i days before its end", (from, to, days) => {
  expect(defaultMinDays(new Date(from), new Date(to))).toBe(days);
});

test("the last day counts as none left", () => {
  expect(daysLeft(new Date("2026-12-02T00:00:00Z"), new Date("2026-12-01T00:00:01Z"))).toBe(0);
});

const life = {
  notBefore: new Date("2026-06-01T00:00:00Z"),
  notAfter: new Date("2026-12-01T23:59:59Z"),
  productNameId: "ssl_basic",
};
const now = new Date("2026-11-22T12:00:00Z");

test.each([
  ["with coverage to spare", {}, {}, true],
  ["when the coverage ends on its own last day", { orderValidTill: "2026-12-01" }, {}, false],
  ["when the coverage ends a day later", { orderValidTill: "2026-12-02" }, {}, true],
  ["when fewer days are asked for than are left", {}, { validityDays: 9 }, false],
  ["when a day more is asked for", {}, { validityDays: 11 }, true],
  ["when the asked day is its own last one, in DigiCert's form", {}, { customExpirationDate: "01 DEC 2026" }, false],
  ["when the asked day is the next one", {}, { customExpirationDate: "2026-12-02" }, true],
  [
    "when it is older and longer-lived than is allowed today",
    { notBefore: new Date("2026-02-01"), notAfter: new Date("2027-12-01") },
    {},
    false,
  ],
  [
    "when it is, but private",
    { notBefore: new Date("2026-02-01"), notAfter: new Date("2027-12-01"), productNameId: "private_ssl_plus" },
    {},
    true,
  ],
])("whether a new certificate would outlive the current one %s", (_, differently, asked, outlives) => {
  expect(wouldOutlive({ ...life, ...differently }, asked, now)).toBe(outlives);
});

const DECISIONS = `
  const { daysLeft, publicTlsMaxDays, wouldOutlive, endOfDay } = require(${JSON.stringify(join(__dirname, "validity"))});
  const { dayOf } = require(${JSON.stringify(join(__dirname, "../../../contract/text/dates"))});
  const hours = Array.from({ length: 72 }, (_, hour) => new Date(Date.UTC(2027, 2, 13, hour)));
  const life = { notBefore: new Date("2026-10-01T00:00:00Z"), notAfter: new Date("2027-03-16T23:59:59Z") };
  process.stdout.write(JSON.stringify([
    ...hours.map((at) => [
      publicTlsMaxDays(at),
      daysLeft(life.notAfter, at),
      ["2027-03-16", "2027-03-17"].map((orderValidTill) => wouldOutlive({ ...life, orderValidTill }, {}, at)),
      wouldOutlive(life, { customExpirationDate: "17 MAR 2027" }, at),
    ]),
    endOfDay("2027-03-14"), dayOf("14 MAR 2027"), dayOf("2027-03-14T23:30:00-07:00"),
  ]));
`;
const decidedIn = async (zone: string): Promise<unknown> => {
  const env = { ...process.env, TZ: zone };
  const { stdout } = await promisify(execFile)(process.execPath, ["--require", "tsx/cjs", "-e", DECISIONS], { env });
  return JSON.parse(stdout);
};

test("the same is decided in every time zone, through the night the clocks change and a maximum falls", async () => {
  const [utc, denver, kiritimati] = await Promise.all(["UTC", "America/Denver", "Pacific/Kiritimati"].map(decidedIn));

  expect(utc).toHaveLength(75);
  expect(denver).toEqual(utc);
  expect(kiritimati).toEqual(utc);
}, 30_000);
