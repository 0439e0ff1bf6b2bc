import { type AwkwardName, TABLE } from "../simulator/src/awkward/table";
import { AWKWARD as ACME } from "./acme/steps";
import { AWKWARD as CERTIFICATE } from "./certificate/steps";
import { EVIDENCE } from "./evidence";
import { AWKWARD as REVOCATION } from "./revocation/steps";
import { AWKWARD as VALIDATION } from "./validation/steps";

/*
 * What no document says is a switch of the simulator, and the models draw each at random: all but those that no history of
 * a model's resource can meet.
 */

const MET_BY_NO_MODEL: Partial<Record<AwkwardName, string>> = {
  serialFromZero: "every other serial number begins with 0 anyway",
  rateWindows: "limits: tests/scale",
  limitCountsRefused: "limits: tests/scale",
  partnerRateLimits: "limits: tests/scale",
  statusChangesShowReissue: "read where many wait at once: tests/scale",
  statusChangesLateSeconds: "read where many wait at once: tests/scale",
  wwwAdded: "the models' names have no such twin: tests/lifecycle",
  commonNameSwapRevokes: "the models' common name stays: tests/lifecycle",
  badKeyStatus: "the models' keys are good",
  unsizedBody: "every body has its length: the wire",
  weakKeyCode: "the models' keys are strong",
  badIcaCode: "the models choose no issuer",
  commonNameWhereForbidden: "the models' orders are TLS: tests/lifecycle, product families",
  tokenCsrShown: "the models' orders are TLS: tests/lifecycle, tokens",
  clientAuthAfterSunset: "the models do not ask for it",
  reissueSkipApprovalWithoutAdmin: "an administrator's key reissues in the models: tests/lifecycle, approvals",
  unknownRevocationReason: "the provider sends those of the page alone",
  removalRevocationHours: "a documented rule, and how late it is carried out",
  removalRevokesOnDv: "the models that remove names have OV orders",
  alternateNotFound: "orders are given by id",
  alternativeIdOnRead: "orders are given by id",
  orderDcvMethod: "orders say their method",
  zipAsNumber: "no organization's address is read",
  dcvTokenDays: "no model waits for so long",
  resendEmailsStatus: "not called",
  autoReissueStatus: "not called",
  cancelBeforeApproval: "not called",
};

const drawn = new Set([...EVIDENCE, ...CERTIFICATE, ...REVOCATION, ...VALIDATION, ...ACME].flatMap(Object.keys));
const names = (Object.keys(TABLE) as AwkwardName[]).filter(
  (name) => TABLE[name].group !== "account" && !name.startsWith("partner"),
);

test("every switch is drawn by a model, or is one that none can meet, and nothing is both", () => {
  expect(names.filter((name) => drawn.has(name) === Object.hasOwn(MET_BY_NO_MODEL, name))).toEqual([]);
});
