import { Fleet } from "./fleet";

/*
 * What certificates take of a provider process's memory: adopted, refreshed and reissued, so many after so many. Prints what is in use after
 * each number of them, in megabytes, as JSON. The simulator, which keeps all of them, too, is in the same process: it is more than the
 * provider takes. `node --expose-gc --import tsx tests/scale/memory.ts 3000`.
 */
const MEGABYTE = 1024 * 1024;

const main = async (sizes: readonly number[]): Promise<void> => {
  const used: { readonly size: number; readonly failed: readonly string[]; readonly megabytes: number }[] = [];
  for (const size of sizes) {
    const fleet = await Fleet.of(size, { slowIssuanceSeconds: [1, 3] });
    const provider = fleet.process();
    const { failed: unread } = await fleet.each(fleet.orders, 128, (orderId) => fleet.refresh(provider, orderId));
    const { failed } = await fleet.each(fleet.orders, 16, (orderId) =>
      fleet.reissue(provider, orderId, { skipApproval: true }),
    );
    globalThis.gc?.();
    used.push({ size, failed: [...unread, ...failed], megabytes: process.memoryUsage().heapUsed / MEGABYTE });
    // Until here it is all in use.
    provider.wire.sent.length = 0;
  }
  console.log(JSON.stringify(used));
};

void main(process.argv.slice(2).map(Number));
