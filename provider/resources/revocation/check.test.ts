import { UNKNOWN } from "../../contract/unknown";
import { check } from "./check";
import { RevocationInputs } from "./inputs";

const said = (given: Record<string, unknown>): readonly string[] => check(undefined, given, new Date("2026-11-22"));

test.each([
  [{ certificateId: 1001 }],
  [{ certificateId: "1001", orderId: "118", reason: "keyCompromise", comments: "", skipApproval: true }],
  [{ serialNumber: "0a:1B:2c:3D:4e:5f:60:71" }],
  [{ serialNumber: `00:${"AB".repeat(20)}` }],
  [{ orderId: 118, wholeOrder: true, awaitApproval: true, timeouts: { approval: 60 } }],
  [{ certificateId: UNKNOWN }],
  [{ serialNumber: "281474976710655999999999999999999999999" }],
  [{ serialNumber: UNKNOWN, certificateId: undefined }],
  [{ orderId: UNKNOWN, wholeOrder: true }],
])("%j is fine", (given) => {
  expect(said(given)).toEqual([]);
});

test.each([
  [{}, "nothing to revoke is named: set certificateId, or serialNumber, or orderId with wholeOrder: true"],
  [{ orderId: 118 }, /^orderId alone revokes nothing: set certificateId or serialNumber, or wholeOrder: true/],
  [{ orderId: 118, wholeOrder: false }, /^orderId alone revokes nothing/],
  [
    { certificateId: 1, serialNumber: "0A1B2C3D4E5F60718293" },
    "certificateId and serialNumber exclude each other: one revocation has one target",
  ],
  [
    { certificateId: 1, orderId: 118, wholeOrder: true },
    "certificateId and wholeOrder exclude each other: one revocation has one target",
  ],
  [{ wholeOrder: true }, "orderId: wholeOrder needs it"],
  [{ certificateId: 0 }, /^certificateId: must be a positive whole number/],
  [{ certificateId: "0A1B" }, /^certificateId: must be a positive whole number/],
  [{ serialNumber: "1001" }, /^serialNumber: must be the certificate's serial number in hexadecimal/],
  [{ serialNumber: "xyz" }, /^serialNumber: must be/],
  [{ serialNumber: 12_345_678_901_234 }, /^serialNumber: must be .* as a text$/],
  [{ serialNumber: "9".repeat(50) }, /^serialNumber: must be/],
  [{ serialNumber: "AB".repeat(21) }, /^serialNumber: must be/],
  [{ serialNumber: "0".repeat(22) }, /^serialNumber: must be/],
  // Beyond what a number can hold exactly: another certificate would be revoked.
  [{ certificateId: "9007199254740993" }, /^certificateId: must be a positive whole number/],
  [{ certificateId: 1, awaitApproval: true, timeouts: { approval: 0 } }, "timeouts.approval: must be more than 0"],
  [
    { certificateId: 1, reason: "key_compromise" },
    /^reason: must be "unspecified", "keyCompromise", .*, as CertCentral spells them$/,
  ],
  [{ certificateId: 1, timeouts: { approval: 60 } }, "timeouts.approval says nothing without awaitApproval: true"],
  [
    { certificateId: 1, awaitApproval: true, timeouts: { aproval: 60 } },
    "timeouts.aproval is not an input of a revocation: did you mean approval?",
  ],
  [
    { certificateId: 1, skip_approval: true },
    "skip_approval is not an input of a revocation: did you mean skipApproval?",
  ],
])("%j is refused", (given, sentence) => {
  expect(said(given)).toEqual([typeof sentence === "string" ? sentence : expect.stringMatching(sentence)]);
});

test("spellings of a serial number are one", () => {
  for (const serialNumber of ["0a:1b:2c:3d", "0A1B2C3D", "0a 1b 2c 3d"])
    expect(RevocationInputs.parse({ serialNumber }).serialNumber).toBe("0A1B2C3D");
  for (const serialNumber of ["A:1B:2C:3D:4E:5F:60:71", "00:0a:1b:2c:3d:4e:5f:60:71", "0x0A1B2C3D4E5F6071"])
    expect(RevocationInputs.parse({ serialNumber }).serialNumber).toBe("0A1B2C3D4E5F6071");
});
