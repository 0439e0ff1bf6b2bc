import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { targets } from "./delete";

const old = { certificateId: 900, supersededAt: "2026-10-01T00:00:00Z" };
const pending = {
  phase: "issuing" as const,
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  names: [],
  certificateId: 1002,
};
const explicit = { onDelete: "revoke" } as const;

interface Case {
  readonly about: string;
  readonly inputs?: Partial<CertificateInputs>;
  readonly state?: Partial<CertificateState>;
  readonly entries?: readonly ReturnType<typeof entry>[];
  readonly mine: readonly number[];
  readonly found?: number;
}
const issued = entry({ status: "issued" });
const revoked = entry({ certificateId: 900, status: "revoked" });
const cases: readonly Case[] = [
  { about: "what was issued for us", mine: [1001] },
  { about: "and what of ours it replaced", state: { supersededCertificates: [old] }, mine: [1001, 900] },
  { about: "but not what is dead", state: { supersededCertificates: [old] }, entries: [revoked], mine: [1001] },
  { about: "not what was only found", state: { origin: "adopted" }, mine: [], found: 1001 },
  { about: "unless it is asked for in so many words", inputs: explicit, state: { origin: "adopted" }, mine: [1001] },
  {
    about: "of an unfinished update also what was issued meanwhile",
    state: { pending },
    entries: [issued],
    mine: [1001, 1002],
  },
  {
    about: "but not what somebody else asked for",
    state: { pending: { ...pending, foreign: true } },
    entries: [issued],
    mine: [1001],
  },
  { about: "nor what is still pending", state: { pending }, entries: [entry()], mine: [1001] },
];

test.each(cases)("revoked is $about", ({ inputs = {}, state = {}, entries = [], mine, found }) => {
  const prior = { ...justIssued({ orderId: 118, ...inputs }), ...state };

  const taken = targets(prior, observedOrder(order(), entries));

  expect(taken.mine.map(({ certificateId }) => certificateId)).toEqual(mine);
  expect(taken.found?.certificateId).toBe(found);
});

test("of an unfinished create nothing is revoked; the certificate that is left alive is named", () => {
  const { certificateId: _, serialNumber: __, ...prior } = justIssued({ orderId: 118 });

  expect(targets({ ...prior, origin: "adopted", pending }, observedOrder(order(), []))).toEqual({
    mine: [],
    found: { certificateId: 1001, serialNumber: "0A1B2C", notAfter: "2027-04-17" },
  });
});
