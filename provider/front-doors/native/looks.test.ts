import type { CertCentral } from "../../certcentral";
import { processes } from "../../claims/shared-log.fake";
import { Allowance } from "../claims/allowance";
import { looking, refusedLook } from "./looks";

const api: CertCentral = { send: async () => undefined as never };
const endpoint = {} as Parameters<CertCentral["send"]>[0];
const plugins = () => processes(2).map((log) => new Allowance(log)) as [Allowance, Allowance];

test("so many creates are looked at as the setting allows, and no more, whichever plugin of the run looks", () => {
  const [one, two] = plugins();
  expect([refusedLook(one, 2), refusedLook(two, 2), refusedLook(one, 2), refusedLook(two, 2)]).toEqual([
    undefined,
    undefined,
    "this preview has looked at 2 creates, as many as digicert:previewLooks allows",
    "this preview has looked at 2 creates, as many as digicert:previewLooks allows",
  ]);
});

test("none is taken where the setting is 0", () => {
  expect(refusedLook(new Allowance(), 0)).toBe("digicert:previewLooks is 0");
});

test("150 requests are sent for looks, and no more, however few creates there were", async () => {
  const sent: string[] = [];
  const [one, two] = plugins().map((allowance, index) =>
    looking(allowance, {
      send: (...call) => {
        sent.push(`plugin ${index}`);
        return api.send(...call);
      },
    }),
  );
  const send = (client: CertCentral | undefined) => client?.send(endpoint, undefined, {} as never);
  for (let request = 0; request < 75; request++) {
    await send(one);
    await send(two);
  }
  for (const client of [one, two])
    await expect(send(client)).rejects.toThrow("this preview has sent 150 requests for looks, the most");
  expect(sent).toHaveLength(150);
});
