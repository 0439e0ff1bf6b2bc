import { certificateValidation as validation } from "../../../provider/resources";
import { type Validating, validating } from "./stage";

const CALLS = {
  "the check": { method: "PUT", path: "/check-dcv" },
  "the validation page": { method: "GET", path: "/validation" },
  "the reissues": { method: "GET", path: "/reissue" },
  "the duplicates": { method: "GET", path: "/duplicate" },
  "the order": { method: "GET", path: "/order/certificate/" },
  "the download": { method: "GET", path: "/download" },
  "the request": { method: "GET", path: "/request/" },
} as const;
const KINDS = ["drop", "lose-answer", "status:502", "act-then-status:502", "garbage", "status:429"] as const;
const DUPLICATE = "the duplicates";
/** Fewer than the client is ready to repeat, and more. */
const TIMES = [1, 40] as const;

const cases = (Object.keys(CALLS) as (keyof typeof CALLS)[]).flatMap((call) =>
  KINDS.flatMap((kind) => TIMES.map((times) => [kind, times, call] as const)),
);

const asking = async (call: keyof typeof CALLS): Promise<Validating> =>
  validating({
    dcvMethod: "dns-txt-token",
    skipApproval: call !== "the request",
    ...(call === DUPLICATE ? { storeReissueAsDuplicate: true } : {}),
  });

test.each(cases)(
  "%s, %i times, at %s: the certificate comes out, at the latest by the next up, and nothing is asked for twice",
  async (kind, times, call) => {
    const scene = await asking(call);
    const asked = await scene.ask();
    await scene.publish(asked.dcvRecords);
    await scene.cc.clearHistory();
    await scene.cc.fault({ ...CALLS[call], kind, times });

    const step = await validation.create(scene.wired(asked), scene.cc.ctx()).catch((error: unknown) => error);
    if (step instanceof Error) {
      expect(times).toBeGreaterThan(1);
      expect(step.message).not.toMatch(/undefined|TypeError|Unexpected token|<html/i);
      await scene.cc.clearFaults();
    }
    const state = step instanceof Error ? await scene.create(scene.wired(asked)) : (step as { state: never }).state;

    scene.expectLeaf(state);
    expect((await scene.cc.history()).map(({ path }) => path)).toContainEqual(
      expect.stringContaining(CALLS[call].path),
    );
    expect((await scene.cc.writes()).filter((write) => !/\/(check-dcv|dcv-random-value)$/.test(write))).toEqual([]);
  },
);
