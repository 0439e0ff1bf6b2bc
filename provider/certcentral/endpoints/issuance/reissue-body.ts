import { present } from "../../../contract/present";
import { csrOnOneLine } from "../../wire/csr-line";
import { dayForWire } from "../../wire/day-for-wire";

/**
 * Every parameter of a reissue, in camelCase. What is absent is not sent.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html
 */
export interface ReissueRequest {
  readonly csr?: string;
  readonly commonName?: string;
  readonly dnsNames?: readonly string[];
  readonly emails?: readonly string[];
  readonly userPrincipleName?: readonly string[];
  readonly commonNameIndicator?: string;
  readonly individual?: { readonly firstName?: string; readonly lastName?: string; readonly pseudonym?: string };
  readonly usageDesignation?: { readonly primaryUsage?: string; readonly additionalUsages?: readonly string[] };
  readonly isRsassaPss?: boolean;
  readonly serverPlatformId?: number;
  readonly validityDays?: number;
  /** `2026-06-09` or `09 JUN 2026`. */
  readonly customExpirationDate?: string;
  readonly signatureHash: string;
  readonly profileOption?: string;
  readonly caCertId?: string;
  readonly dcvMethod?: string;
  readonly comments?: string;
  readonly skipApproval?: boolean;
  readonly certificateDcvScope?: string;
  readonly useAuthKey?: boolean;
  readonly csProvisioningMethod?: string;
  readonly shipInfo?: ShipInfo;
  readonly subject?: {
    readonly serialNumber?: string;
    readonly pseudonym?: string;
    readonly jobTitle?: string;
    readonly includePseudonym?: boolean;
    readonly includeEmail?: boolean;
    readonly includeGivenNameSurname?: boolean;
  };
  readonly storeReissueAsDuplicate?: boolean;
}

/** Where to send a hardware token. */
export interface ShipInfo {
  readonly name: string;
  readonly addr1: string;
  readonly addr2?: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  /** `STANDARD` or `EXPEDITED`, which costs extra. */
  readonly method: string;
}

/** The one translation of a reissue into DigiCert's words. */
export const reissueBody = (request: ReissueRequest) =>
  present({
    certificate: present({
      csr: request.csr === undefined ? undefined : csrOnOneLine(request.csr),
      common_name: request.commonName,
      dns_names: request.dnsNames,
      emails: request.emails,
      user_principle_name: request.userPrincipleName,
      common_name_indicator: request.commonNameIndicator,
      individual: individual(request.individual),
      usage_designation: usageDesignation(request.usageDesignation),
      is_rsassa_pss: request.isRsassaPss,
      server_platform: request.serverPlatformId === undefined ? undefined : { id: request.serverPlatformId },
      cert_validity: certValidity(request),
      signature_hash: request.signatureHash,
      profile_option: request.profileOption,
      ca_cert_id: request.caCertId,
    }),
    dcv_method: request.dcvMethod,
    comments: request.comments,
    skip_approval: request.skipApproval,
    certificate_dcv_scope: request.certificateDcvScope,
    use_auth_key: request.useAuthKey,
    cs_provisioning_method: request.csProvisioningMethod,
    ship_info: request.shipInfo && present({ ...request.shipInfo }),
    subject: subject(request.subject),
    store_reissue_as_duplicate: request.storeReissueAsDuplicate,
  });

/** Absent when neither is given; a date wins over days at DigiCert's end. */
const certValidity = ({
  validityDays,
  customExpirationDate,
}: Pick<ReissueRequest, "validityDays" | "customExpirationDate">) =>
  validityDays === undefined && customExpirationDate === undefined
    ? undefined
    : present({
        days: validityDays,
        custom_expiration_date: customExpirationDate === undefined ? undefined : dayForWire(customExpirationDate),
      });

const individual = (given: ReissueRequest["individual"]) =>
  given && present({ first_name: given.firstName, last_name: given.lastName, pseudonym: given.pseudonym });

const usageDesignation = (given: ReissueRequest["usageDesignation"]) =>
  given && present({ primary_usage: given.primaryUsage, additional_usages: given.additionalUsages });

const subject = (given: ReissueRequest["subject"]) =>
  given &&
  present({
    serial_number: given.serialNumber,
    pseudonym: given.pseudonym,
    job_title: given.jobTitle,
    include_pseudonym: given.includePseudonym,
    include_email: given.includeEmail,
    include_given_name_surname: given.includeGivenNameSurname,
  });
