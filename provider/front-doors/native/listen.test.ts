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

test("the port is there, and the handshake answered, before anything is loaded; what cannot be loaded is told by the next call", async () => {
  const { port, close } = await listen(() => {
    throw new Error("it cannot be loaded");
  });
  const { grpc, providerServices, providerMessages, empty } = pulumiGrpc();
  const client = new providerServices.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());

  const greeted = await new Promise((done) =>
    client.handshake(new providerMessages.ProviderHandshakeRequest(), (error) => done(error)),
  );
  const error = await new Promise<{ code: number; details: string } | null>((done) =>
    client.getPluginInfo(new empty.Empty(), done),
  );

  expect(greeted).toBeNull();
  expect(error).toMatchObject({ code: grpc.status.FAILED_PRECONDITION, details: "it cannot be loaded" });
  client.close();
  close();
});
