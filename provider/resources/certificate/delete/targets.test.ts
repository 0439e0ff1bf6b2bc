import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { targets } from "./targets";

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
const US = 101;
const issued = entry({ status: "issued", person: { userId: US } });
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

  const taken = targets(prior, observedOrder(order(), entries), US);

  expect(taken.mine.map(({ certificateId }) => certificateId)).toEqual(mine);
  expect(taken.found?.certificateId).toBe(found);
});

test.each([
  ["one that our user asked for is ours", [issued], [1002], []],
  ["nobody knows who asked for it", [entry({ status: "issued" })], [], [1002]],
  ["a colleague asked for it", [entry({ status: "issued", person: { userId: 7 } })], [], []],
  [
    "two of ours: neither is proven",
    [issued, entry({ certificateId: 1003, status: "issued", person: { userId: US } })],
    [],
    [1002, 1003],
  ],
  [
    "made before we asked",
    [entry({ status: "issued", person: { userId: US }, dateCreated: "2026-11-22T10:00:00.000Z" })],
    [],
    [],
  ],
  [
    "one of ours with a status that nobody knows, that could not be downloaded, was not seen to be issued",
    [entry({ status: "pendign", person: { userId: US } })],
    [],
    [1002],
  ],
  ["nothing is there", [], [], []],
])("of an unfinished create: %s", (_, entries, mine, unproven) => {
  const { certificateId: _id, serialNumber: __, ...prior } = justIssued({ orderId: 118 });
  const { certificateId: ___, ...untold } = pending;

  const taken = targets(
    { ...prior, origin: "adopted", knownCertificateIds: [1001], pending: untold },
    observedOrder(order(), entries),
    US,
  );

  expect(taken.mine.map(({ certificateId }) => certificateId)).toEqual(mine);
  expect(taken.unproven.map(({ certificateId }) => certificateId)).toEqual(unproven);
  expect(taken.found).toBeUndefined();
});
