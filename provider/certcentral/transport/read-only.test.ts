import { fakeRun } from "../../contract/run.fake";
import { type CertCentral, orderInfo, reissueCertificate } from "../index";
import { readOnly } from "./read-only";

test("a client that only reads passes reads on, and sends nothing else", async () => {
  const sent: string[] = [];
  const api = readOnly({
    send: async ({ name }) => {
      sent.push(name);
      throw new Error("answered");
    },
  } as CertCentral);

  await expect(api.send(orderInfo, { orderId: 118 }, fakeRun())).rejects.toThrow("answered");
  await expect(api.send(reissueCertificate, { orderId: 118, request: {} as never }, fakeRun())).rejects.toThrow(
    "it would send POST /order/certificate/118/reissue",
  );
  expect(sent).toEqual(["order info"]);
});
