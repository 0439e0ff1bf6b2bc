import { contextWith } from "../../order/observe.fake";
import { order } from "../../order/observed-order.fake";
import { follow, isWaiting, revokedBy, type Waiting } from "./follow-approval";

const target = { certificateId: 1001 };
const prior: Waiting = {
  requestedInputs: { certificateId: 1001, orderId: 118, comments: "as it was asked" },
  status: "pending",
  requestId: 12,
};
const now = { certificateId: 1001, orderId: 118 };
const request = (status: string) => ({ requestId: 12, status });

const play = (requestInfo: object, certificateStatus: string, inputs: object = {}, state: Waiting = prior) => {
  const { ctx, run, asked } = contextWith({
    "request info": requestInfo,
    "order info": order({}, { status: certificateStatus }),
    "list reissues": [],
    "list duplicates": [],
  });
  return { end: follow(target, state, { ...now, ...inputs }, false, ctx), run, asked };
};

test.each([
  ["pending", 12, true],
  ["pending", undefined, false],
  ["rejected", 12, false],
] as const)("a state that is %s with request %p waits: %p", (status, requestId, waits) => {
  expect(isWaiting({ requestedInputs: now, status, ...(requestId === undefined ? {} : { requestId }) })).toBe(waits);
});

test("once it is revoked, the settings of today count, and it is said by which request", async () => {
  const { end, run } = play(request("approved"), "revoked");

  const { status, requestId, requestedInputs } = await end.then((state) => state ?? prior);
  expect([status, requestId, requestedInputs]).toEqual(["revoked", 12, now]);
  expect(run.lines).toEqual(["info: certificate 1001 (order 118) is revoked: request 12 was approved"]);
  expect(revokedBy(target, prior, prior)).toBe("certificate 1001 (order 118) is revoked, though not by request 12");
});

test.each([
  ["waits", request("pending"), "waits for approval by a CertCentral administrator"],
  [
    "was approved, and the lists are behind",
    request("approved"),
    "was approved, but CertCentral does not show it as revoked yet",
  ],
])(
  "a request that %s is said, or with awaitApproval fails the step; state stays as it was",
  async (_, info, sentence) => {
    const { end, run } = play(info, "issued");
    expect(await end).toBe(prior);
    expect(run.lines).toEqual([
      expect.stringContaining(`warn: request 12 to revoke certificate 1001 (order 118) ${sentence}`),
    ]);

    const awaited = play(info, "issued", { awaitApproval: true, timeouts: { approval: 60 } });
    await expect(awaited.end).rejects.toMatchObject({ state: prior, message: expect.stringContaining(sentence) });
  },
);

test("it is waited for an hour, unless timeouts.approval says otherwise", async () => {
  const waited = async (timeouts: object) => {
    const { end, run } = play(request("pending"), "issued", { awaitApproval: true, ...timeouts });
    await end.catch(() => {});
    return Math.round(run.waits.reduce((sum, ms) => sum + ms, 0) / 1000);
  };

  expect([await waited({}), await waited({ timeouts: { approval: 60 } })]).toEqual([3_600, 60]);
});

test("a rejection is about what was asked, and is not asked again", async () => {
  const { end } = play({ ...request("rejected"), processor: { name: "Ada" } }, "issued");

  await expect(end).rejects.toMatchObject({
    state: { status: "rejected", requestedInputs: prior.requestedInputs },
    message: expect.stringMatching(/was rejected by Ada\nthe same request is not made again/),
  });
});

test("one that was only followed, and that left the target alive, was about something else", async () => {
  expect(await play(request("approved"), "issued", {}, { ...prior, followed: true }).end).toBeUndefined();
});
