import type { CertCentral } from "../../certcentral";
import { Looks } from "./looks";

const api: CertCentral = { send: async () => undefined as never };
const endpoint = {} as Parameters<CertCentral["send"]>[0];

test("so many creates are looked at as the setting allows, and no more", () => {
  const looks = new Looks();
  expect([looks.admit(2), looks.admit(2), looks.admit(2)]).toEqual([
    undefined,
    undefined,
    "this preview has looked at 2 creates, as many as digicert:previewLooks allows",
  ]);
});

test("none is taken where the setting is 0", () => {
  expect(new Looks().admit(0)).toBe("digicert:previewLooks is 0");
});

test("after 150 requests no more looks are begun, however few creates there were", async () => {
  const looks = new Looks();
  const counted = looks.counted(api);
  for (let sent = 0; sent < 149; sent++) await counted.send(endpoint, undefined, {} as never);
  expect(looks.admit(50)).toBeUndefined();
  await counted.send(endpoint, undefined, {} as never);
  expect(looks.admit(50)).toBe("this preview has sent 150 requests for looks, the most");
});
