import { pulumiGrpc } from "../pulumi-grpc";
import { listen } from "./listen";

/* What is heavy fails to load here: whoever loads it before the port is there makes this test fail. */
const heavy = (): never => {
  throw new Error("loaded before it is asked for");
};
jest.mock("zod", () => heavy());
jest.mock("undici", () => heavy());
jest.mock("@peculiar/asn1-csr", () => heavy());
jest.mock("../../certcentral", () => heavy());
jest.mock("../../resources", () => heavy());

test("the port is there before what answers the calls is loaded; what cannot be loaded is told to whoever calls", async () => {
  const { port, close } = await listen(() => {
    throw new Error("it cannot be loaded");
  });
  const { grpc, providerServices, empty } = pulumiGrpc();
  const client = new providerServices.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());

  const error = await new Promise<{ code: number; details: string } | null>((done) =>
    client.getPluginInfo(new empty.Empty(), done),
  );

  expect(error).toMatchObject({ code: grpc.status.FAILED_PRECONDITION, details: "it cannot be loaded" });
  client.close();
  close();
});
