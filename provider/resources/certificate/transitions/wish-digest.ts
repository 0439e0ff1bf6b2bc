import { digest } from "../../../contract/digest";
import { type Wish, wishOf } from "../desired/desired";
import { askDigest } from "../desired/equality";
import { type CertificateInputs, inputsThat } from "../inputs";
import { askedDigests } from "../plan/diff";
import { parameters } from "../product/parameters";
import type { CertificateState } from "../state";

/** What makes no other certificate, and yet another request: a person may have said no to an address. */
const sentAlong = inputsThat("ignore").filter((input) => Object.hasOwn(parameters, input));

/** What a person rejected: the same wish is not sent again. */
export const wishDigest = (inputs: CertificateInputs, wish: Wish): string => {
  const along = sentAlong.map((input) => [
    input,
    inputs[input] === false ? undefined : askDigest(input, inputs[input]),
  ]);
  return digest({ ...wish, key: wish.key?.fingerprint, asked: askedDigests(inputs), along: Object.fromEntries(along) });
};

/** Whether what was rejected is wanted still, as far as state tells: before the order has been looked at. */
export const wantsTheRejected = (was: CertificateState, wanted: CertificateInputs): boolean => {
  const live = { commonName: was.issuedCommonName, names: was.issuedNames, product: was.productNameId };
  const of = (inputs: CertificateInputs) => wishDigest(inputs, wishOf(inputs, live));
  return was.refused !== undefined && of(was.asked) === of(wanted);
};
