import { Fleet } from "./fleet";

/*
 * What so many certificates take of a provider process's memory: adopted, previewed, refreshed and reissued. Prints megabytes, as JSON. The simulator,
 * which keeps all of them, too, is in the same process: what is told is more than the provider takes.
 */
const MEGABYTE = 1024 * 1024;

const main = async (size: number): Promise<void> => {
  const fleet = await Fleet.of(size, { slowIssuanceSeconds: [1, 3] });
  const provider = fleet.process();
  // What was sent is the test's to remember, not the provider's.
  provider.wire.onSent = () => {
    provider.wire.sent.length = 0;
  };
  let rss = 0;
  const looked = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss());
  }, 50);
  const refreshed = await fleet.each(fleet.orders, 128, (orderId) => fleet.refresh(provider, orderId));
  const reissued = await fleet.each(fleet.orders, 16, (orderId) =>
    fleet.reissue(provider, orderId, { skipApproval: true }),
  );
  clearInterval(looked);
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  const failed = [...refreshed.failed, ...reissued.failed];
  console.log(JSON.stringify({ size, failed, rss: rss / MEGABYTE, heap: heapUsed / MEGABYTE }));
};

void main(Number(process.argv[2] ?? 3000));
