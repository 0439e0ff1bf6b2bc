import { pemBlocks, pemOf } from "./pem";

const der = Buffer.from("some bytes that are longer than one line of a PEM block can be, so it has two");
const pem = pemOf({ label: "CERTIFICATE", der });

test("a block is written with lines of 64 characters and a line break at its end", () => {
  expect(pem.split("\n").map((line) => line.length)).toEqual([27, 64, 40, 25, 0]);
});

test.each([
  ["as written", pem],
  ["with CRLF", pem.replaceAll("\n", "\r\n")],
  ["on one line", pem.replaceAll("\n", "")],
  ["with escaped line breaks", pem.replaceAll("\n", "\\n")],
  ["with escaped CRLF", pem.replaceAll("\n", "\\r\\n")],
  ["between other words", `Subject: me\n${pem}the end`],
])("a block is read %s", (_, text) => {
  expect(pemBlocks(text)).toEqual([{ label: "CERTIFICATE", der }]);
});

test("several blocks are read in their order, and what is not base64 is left out", () => {
  const broken = "-----BEGIN CERTIFICATE-----\n(cut here)\n-----END CERTIFICATE-----\n";

  expect(pemBlocks(pem + broken + pemOf({ label: "PUBLIC KEY", der })).map(({ label }) => label)).toEqual([
    "CERTIFICATE",
    "PUBLIC KEY",
  ]);
});

test("a block whose END does not fit its BEGIN is none", () => {
  expect(pemBlocks(pem.replace("END CERTIFICATE", "END PUBLIC KEY"))).toEqual([]);
});

test("a BEGIN line without END hides nothing of what follows it", () => {
  expect(pemBlocks(`-----BEGIN CERTIFICATE-----\ncut here\n${pem}`)).toEqual([{ label: "CERTIFICATE", der }]);
});

/* Work is counted, not timed: what a text's methods are asked to look at grows as the text does. */
test.each([
  ["BEGIN lines without END", "-----BEGIN CERTIFICATE-----\n"],
  ["BEGIN lines of other labels", "-----BEGIN A-----\n-----BEGIN B-----\n"],
  ["END lines", "-----END CERTIFICATE-----\n"],
  ["dashes", "-----"],
  ["blanks", " \n"],
])("a megabyte of %s is taken apart once", (_, piece) => {
  const text = piece.repeat(1_000_000 / piece.length);
  const split = jest.spyOn(String.prototype, "split");
  const replaced = jest.spyOn(String.prototype, "replace");

  expect(pemBlocks(text)).toEqual([]);

  expect(split).toHaveBeenCalledTimes(1);
  const looked = replaced.mock.contexts.reduce((sum: number, of) => sum + String(of).length, 0);
  expect(looked).toBeLessThanOrEqual(text.length);
  jest.restoreAllMocks();
});
