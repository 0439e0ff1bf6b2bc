import { present } from "../../../contract/present";
import type { CertificateState, Superseded } from "../state";
import { distinctKeys } from "./compromised-keys";

/** A certificate of ours, with its order where that is not the one that state is about. */
type Proven = Omit<Superseded, "supersededAt"> & { readonly supersededAt?: string };

/** The certificates that state proves this resource had issued. Pure. */
export const provenOurs = (state: CertificateState): readonly Proven[] => [
  ...(state.certificateId === undefined || state.origin !== "issued" || state.status === "revoked"
    ? []
    : [current(state, state.certificateId)]),
  ...state.supersededCertificates,
];

/**
 * A new resource's state with what was seen of the one whose place it takes: what that one had issued is still ours, whether it is
 * kept on or superseded now, on this order or on another. Pure.
 */
export const inherit = (state: CertificateState, predecessor: CertificateState, now: Date): CertificateState => {
  const { orderId } = predecessor.requestedInputs;
  const ofOrder = orderId === state.requestedInputs.orderId ? {} : { orderId };
  const known = new Set(state.supersededCertificates.map(({ certificateId }) => certificateId));
  const ours = provenOurs(predecessor).filter(({ certificateId }) => !known.has(certificateId));
  const isKeptOn = ours.some(({ certificateId }) => certificateId === state.certificateId);
  const compromised = distinctKeys([...(state.compromisedKeys ?? []), ...(predecessor.compromisedKeys ?? [])]);
  return {
    ...state,
    ...(isKeptOn ? { origin: "issued" } : {}),
    ...(compromised.length > 0 ? { compromisedKeys: compromised } : {}),
    supersededCertificates: [
      ...ours
        .filter(({ certificateId }) => certificateId !== state.certificateId)
        .map((certificate) => ({ supersededAt: now.toISOString(), ...ofOrder, ...certificate })),
      ...state.supersededCertificates,
    ],
  };
};

const current = ({ serialNumber, notAfter }: CertificateState, certificateId: number): Proven =>
  present({ certificateId, serialNumber, notAfter });
