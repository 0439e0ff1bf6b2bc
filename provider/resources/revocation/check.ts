import { REVOCATION_REASONS } from "../../certcentral";
import type { Bag } from "../../contract/resource";
import { checkStrictly } from "../input-check/check-strictly";
import type { Rule } from "../input-check/rule";
import { RevocationInputs } from "./inputs";

const ID = "must be a positive whole number (as a number or as digits)";

const EXPECTED: Readonly<Record<string, string>> = {
  certificateId: `${ID}: the certificate's id in CertCentral`,
  orderId: `${ID}: the order's id in CertCentral`,
  serialNumber: "must be the certificate's serial number in hexadecimal (20 octets at most), or in decimal, as a text",
  timeouts: "must be an object, as { approval: 3600 }",
  reason: `must be ${REVOCATION_REASONS.map((reason) => `"${reason}"`).join(", ")}, as CertCentral spells them`,
};

const targets = ({ certificateId, serialNumber, wholeOrder }: Partial<RevocationInputs>): string[] => [
  ...(certificateId === undefined ? [] : ["certificateId"]),
  ...(serialNumber === undefined ? [] : ["serialNumber"]),
  ...(wholeOrder === true ? ["wholeOrder"] : []),
];
const TARGETS = ["certificateId", "serialNumber", "wholeOrder"] as const;

const rules: readonly Rule<RevocationInputs>[] = [
  {
    needs: TARGETS,
    holds: (inputs) => targets(inputs).length > 0,
    say: ({ orderId }) =>
      orderId === undefined
        ? "nothing to revoke is named: set certificateId, or serialNumber, or orderId with wholeOrder: true"
        : "orderId alone revokes nothing: set certificateId or serialNumber, or wholeOrder: true to revoke every certificate of the order, and the order",
  },
  {
    needs: TARGETS,
    holds: (inputs) => targets(inputs).length < 2,
    say: (inputs) => `${targets(inputs).join(" and ")} exclude each other: one revocation has one target`,
  },
  {
    needs: ["wholeOrder", "orderId"],
    holds: ({ wholeOrder, orderId }) => wholeOrder !== true || orderId !== undefined,
    say: () => "orderId: wholeOrder needs it",
  },
  {
    needs: ["timeouts", "awaitApproval"],
    holds: ({ timeouts, awaitApproval }) => timeouts?.approval === undefined || awaitApproval === true,
    say: () => "timeouts.approval says nothing without awaitApproval: true",
  },
];

/** Everything that can be said about inputs without asking anybody. Pure. */
export const check = (_: Bag | undefined, given: Bag, now: Date): readonly string[] =>
  checkStrictly(given, now, {
    schema: RevocationInputs,
    rules,
    kind: "an input of a revocation",
    expected: EXPECTED,
  }).reasons;
