import type { ServiceError } from "@grpc/grpc-js";
import { linesOf } from "../../contract/partial-failure";
import type { Bag } from "../../contract/resource";
import { lines } from "../../contract/text/foreign-text";
import { pulumiGrpc } from "../pulumi-grpc";
import { structOf, toWire } from "./wire";

/** A step that failed half-way, in this door's terms. */
export class HalfDone extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Bag,
    readonly inputs: Bag,
    readonly secrets: readonly string[],
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}

/** Something that an engine asked for and that is not there. */
export class Unheard extends Error {}

/**
 * What an engine is told of a failure. None of the codes that make it call its state corrupt (UNKNOWN, INTERNAL, DATA_LOSS), and
 * nothing of a foreign error but its message.
 */
export const serviceError = (error: unknown): Partial<ServiceError> => {
  const { grpc } = pulumiGrpc();
  const text = lines(linesOf(error).join("\n")) || "failed without a reason";
  if (error instanceof HalfDone)
    return { code: grpc.status.ABORTED, details: text, metadata: detailsOf(error, grpc.status.ABORTED, text) };
  return {
    code: error instanceof Unheard ? grpc.status.UNIMPLEMENTED : grpc.status.FAILED_PRECONDITION,
    details: text,
  };
};

const detailsOf = ({ id, outputs, inputs, secrets, reasons }: HalfDone, code: number, text: string) => {
  const { grpc, providerMessages, statusMessages, any } = pulumiGrpc();
  const failed = new providerMessages.ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(structOf(toWire(outputs, secrets)));
  failed.setInputs(structOf(toWire(inputs)));
  // The engine counts reasons as errors, and puts a bullet before each: further lines stand under the first.
  failed.setReasonsList([lines(reasons.join("\n\t  "))]);
  const detail = new any.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statusMessages.Status();
  status.setCode(code);
  status.setMessage(text);
  status.setDetailsList([detail]);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
};
