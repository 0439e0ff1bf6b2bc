import * as pulumi from "@pulumi/pulumi";
import type * as Program from "../../provider/front-doors/functions/program";
import { engineAddress } from "../claims/claim";
import { refusal } from "../resource";

/** An order's certificate, as far as CertCentral tells. Days are `yyyy-MM-dd`. */
export interface OrderCertificate {
  /** CertCentral's id. */
  readonly certificateId?: number;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  /** Its common name. */
  readonly commonName?: string;
  /** All its names. */
  readonly dnsNames: string[];
  /** Its first day. */
  readonly validFrom?: string;
  /** Its last day. */
  readonly validTill?: string;
  /** `sha256`, … */
  readonly signatureHash?: string;
}

/** An order as CertCentral's list shows it. */
export interface OrderSummary {
  /** CertCentral's id. */
  readonly orderId: number;
  /** `issued`, `pending`, `revoked`, `expired`, `canceled`, or another word of CertCentral's. */
  readonly status: string;
  /** `ssl_basic`, … */
  readonly productNameId?: string;
  /** Its current certificate. */
  readonly certificate: OrderCertificate;
  /** The end of the paid coverage, `yyyy-MM-dd`. */
  readonly orderValidTill?: string;
  /** Whether another order has renewed it. */
  readonly isRenewed: boolean;
}

/** An order as it stands. */
export interface GetOrderResult extends OrderSummary {
  /** The order that renewed this one. */
  readonly renewedOrderId?: number;
}

/** Which order. */
export interface GetOrderArgs {
  /** CertCentral's id. */
  readonly orderId: number | string;
}

/** CertCentral's own filters. */
export interface GetOrdersArgs {
  /** Orders with this status: `issued`, … */
  readonly status?: string | undefined;
  /** Orders with this common name. */
  readonly commonName?: string | undefined;
  /** Orders with this name, as common name or any other. */
  readonly domainName?: string | undefined;
  /** Orders of this product: `ssl_basic`, … */
  readonly productNameId?: string | undefined;
  /** How many at most. Default: 100; at most 1000. */
  readonly limit?: number | undefined;
}

/** Orders that were found. */
export interface GetOrdersResult {
  /** As the list shows them. */
  readonly orders: OrderSummary[];
}

/** The same, each of which may be an output. */
export type InputsOf<Args> = { readonly [Name in keyof Args]: pulumi.Input<Args[Name]> };

/**
 * An order as it stands, with its current certificate. Nothing is kept of it. It is read by the program itself, in previews too, with the
 * stack's settings; an explicit `Provider` cannot be asked here (`pulumi-digicert/native` can).
 */
export const getOrder = (args: GetOrderArgs): Promise<GetOrderResult> => asked("getOrder", args);

/** The same of an order whose id may be an output. */
export const getOrderOutput = (args: InputsOf<GetOrderArgs>): pulumi.Output<GetOrderResult> =>
  pulumi.output({ ...args }).apply((given) => getOrder(given as GetOrderArgs)) as pulumi.Output<GetOrderResult>;

/** The account's orders. Nothing is kept of them. It is read by the program itself, in previews too, with the stack's settings. */
export const getOrders = (args: GetOrdersArgs = {}): Promise<GetOrdersResult> => asked("getOrders", args);

/** The same with filters that may be outputs. */
export const getOrdersOutput = (args: InputsOf<GetOrdersArgs> = {}): pulumi.Output<GetOrdersResult> =>
  pulumi.output({ ...args }).apply((given) => getOrders(given as GetOrdersArgs)) as pulumi.Output<GetOrdersResult>;

/** Only who asks loads the client. */
const program = (): typeof Program => require("../../provider/front-doors/functions/program");

const asked = async <Result>(name: "getOrder" | "getOrders", args: object): Promise<Result> => {
  const address = engineAddress();
  // Mocks answer for it by the name that the plugin's function has.
  if (address === undefined) return pulumi.runtime.invoke(`digicert:index:${name}`, { ...args });
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
  const { askFromProgram } = program();
  const config = (key: string): string | undefined => pulumi.runtime.getConfig(key);
  return askFromProgram(name, given, config, address).then(
    (result) => result as Result,
    (error: unknown) => {
      throw refusal(error instanceof Error ? error.message : `${name} failed`);
    },
  );
};
