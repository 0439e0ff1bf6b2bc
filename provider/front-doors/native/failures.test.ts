import { Refusal } from "../../contract/refusal";
import { pulumiGrpc } from "../pulumi-grpc";
import { HalfDone, serviceError, Unheard } from "./failures";
import { plainOf } from "./wire";

const { grpc, statusMessages, providerMessages } = pulumiGrpc();
/** Engines call state corrupt after these. */
const CORRUPT = [grpc.status.UNKNOWN, grpc.status.INTERNAL, grpc.status.DATA_LOSS];

test.each<[what: string, error: unknown, code: number, text: string]>([
  [
    "a refusal",
    new Refusal(["order 118 is expired", "renew it"]),
    grpc.status.FAILED_PRECONDITION,
    "order 118 is expired\nrenew it",
  ],
  ["a mistake of ours", new TypeError("x is not a function"), grpc.status.FAILED_PRECONDITION, "x is not a function"],
  ["what is no error", "stop", grpc.status.FAILED_PRECONDITION, "stop"],
  ["nothing at all", undefined, grpc.status.FAILED_PRECONDITION, "failed without a reason"],
  ["an error without words", new Error(""), grpc.status.FAILED_PRECONDITION, "failed without a reason"],
  ["what is not there", new Unheard("digicert has no function"), grpc.status.UNIMPLEMENTED, "digicert has no function"],
  ["a step that ended half-way", new HalfDone("118", {}, {}, [], ["stopped"]), grpc.status.ABORTED, "stopped"],
])("%s has a code that leaves state alone, and its own words", (_, error, code, text) => {
  expect(serviceError(error)).toMatchObject({ code, details: text });
  expect(CORRUPT).not.toContain(code);
});

test("a step that ended half-way carries what must not be lost, its secrets marked, and its reasons as one", () => {
  const outputs = { status: "pending", kid: "k" };
  const { metadata } = serviceError(
    new HalfDone("118", outputs, { orderId: 118 }, ["kid"], ["stopped", "run pulumi up again"]),
  );

  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  const status = statusMessages.Status.deserializeBinary(new Uint8Array(bytes as Buffer));
  const [detail] = status.getDetailsList();
  expect(detail?.getTypeUrl()).toMatch(/\/pulumirpc\.ErrorResourceInitFailed$/);
  const failed = providerMessages.ErrorResourceInitFailed.deserializeBinary(
    detail?.getValue_asU8() ?? new Uint8Array(),
  );
  expect(failed.getId()).toBe("118");
  expect(plainOf(failed.getProperties())).toEqual({
    status: "pending",
    kid: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "k" },
  });
  expect(plainOf(failed.getInputs())).toEqual({ orderId: 118 });
  expect(failed.getReasonsList()).toEqual(["stopped\n\t  run pulumi up again"]);
});
