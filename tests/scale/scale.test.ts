import { Fleet } from "./fleet";
import { floorOf, LIMITS } from "./floor";
import {
  refreshOf,
  reissuesOf,
  type Shows,
  slowApprovalsOf,
  slowReissuesOf,
  slowValidationsOf,
  strangersOf,
  type Way,
} from "./scenarios";

// It is the clock of the story that counts, and not that of the machine.
jest.setTimeout(600_000);

/*
 * What many certificates cost, on a clock that only moves when nothing else can: requests and seconds are the same on every machine.
 */

test.each([50, 300])(
  "a refresh of %i unchanged certificates is one request for each, none is refused, and it takes what the limits make it take",
  async (size) => {
    const { requests, refused, failed, timeToFloor } = await refreshOf(size);

    expect({ requests, refused, failed }).toEqual({ requests: size, refused: 0, failed: [] });
    expect(timeToFloor).toBeLessThanOrEqual(1.02);
  },
);

test.each<[Way, number]>([
  ["direct", 5.3],
  ["approved by itself", 6.5],
  ["approved by a person", 6.5],
])("a reissue that is %s costs at most %d requests, and nothing is downloaded twice", async (way, bar) => {
  const { requestsEach, refused, failed, calls } = await reissuesOf(40, way);

  expect({ refused, failed }).toEqual({ refused: 0, failed: [] });
  expect(requestsEach).toBeLessThanOrEqual(bar);
  expect(calls["GET /certificate/*/download/format/pem_all"]).toBe(40);
});

test("five hundred reissues take no longer than the limits make them take, and each costs what a few cost", async () => {
  const { requestsEach, failed, timeToFloor } = await reissuesOf(500, "direct");

  expect(failed).toEqual([]);
  expect(requestsEach).toBeLessThanOrEqual(5.3);
  expect(timeToFloor).toBeLessThanOrEqual(1.05);
});

test.each([false, true])(
  "four strangers share a key: none fails, few are refused (which count towards the windows: %s), and none starves",
  async (limitCountsRefused) => {
    const { failed, refused, timeToFloor, slowestToFastest } = await strangersOf(500, limitCountsRefused);

    expect(failed).toEqual([]);
    expect(refused).toBeLessThanOrEqual(60);
    expect(timeToFloor).toBeLessThanOrEqual(1.1);
    expect(slowestToFastest).toBeLessThanOrEqual(1.3);
  },
);

const FOR_DIGICERT = "reissues wait ten minutes for DigiCert";
const FOR_AN_ADMINISTRATOR = "requests wait ten minutes for an administrator";

test.each<[number, string, string, number, typeof slowReissuesOf, Shows]>([
  [100, FOR_DIGICERT, "the list of status changes shows them", 60, slowReissuesOf, "at-once"],
  [100, FOR_DIGICERT, "the list of status changes shows them late", 1000, slowReissuesOf, "late"],
  [100, FOR_DIGICERT, "no list shows them", 1000, slowReissuesOf, "never"],
  [40, FOR_AN_ADMINISTRATOR, "the list of status changes shows them", 60, slowApprovalsOf, "at-once"],
  [40, FOR_AN_ADMINISTRATOR, "no list shows them", 600, slowApprovalsOf, "never"],
  [40, "validations wait ten minutes for DigiCert", "no list shows them", 600, slowValidationsOf, "never"],
])(
  "while %i %s, and %s, at most %d requests more are made than each costs anyway, and each is found within two minutes",
  async (size, _, __, requests, waiting, shows) => {
    const { failed, beyond, foundWithin } = await waiting(size, shows);

    expect(failed).toEqual([]);
    expect(beyond).toBeLessThanOrEqual(requests);
    expect(foundWithin).toBeLessThanOrEqual(120);
  },
);

test("the same seed costs the same, to the millisecond", async () => {
  const costs = await Promise.all(
    [1, 2].map(async () => {
      const fleet = await Fleet.of(5, { slowIssuanceSeconds: [1, 3] });
      const provider = fleet.process();
      return fleet.each(fleet.orders, 3, (orderId) => fleet.reissue(provider, orderId), [provider]);
    }),
  );

  expect(costs[0]?.failed).toEqual([]);
  expect(costs[0]?.calls["POST /order/certificate/*/reissue"]).toBe(5);
  expect(costs[1]).toEqual(costs[0]);
});

test("a floor is known by hand: a hundred and one calls of a tenth of a second each", () => {
  const sent = Array.from({ length: 101 }, () => ({ call: "", left: 0, at: 0, answered: 100, status: 200 }));

  expect(floorOf(sent, LIMITS)).toBe(5.2);
});
