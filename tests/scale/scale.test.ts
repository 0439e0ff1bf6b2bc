import { Fleet } from "./fleet";
import { floorOf } from "./floor";

/*
 * What many certificates cost, on a clock that only moves when nothing else can: requests and seconds are the same on every machine.
 */

const LIMITS = [
  [100, 5],
  [1000, 180],
] as const;

const refreshed = async (size: number) => {
  const fleet = await Fleet.of(size);
  const provider = fleet.process();
  return fleet.each(fleet.orders, 128, (orderId) => fleet.refresh(provider, orderId), [provider]);
};

test.each([50, 300])(
  "a refresh of %i unchanged certificates is one request for each, none is refused, and it takes what the limits make it take",
  async (size) => {
    const { sent, requests, refused, failed, seconds } = await refreshed(size);

    expect({ requests, refused, failed }).toEqual({ requests: size, refused: 0, failed: [] });
    expect(seconds / floorOf(sent, LIMITS)).toBeLessThanOrEqual(1.02);
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
