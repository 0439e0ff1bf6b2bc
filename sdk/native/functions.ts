import * as pulumi from "@pulumi/pulumi";

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

/** An order as it stands, with its current certificate. Nothing is kept of it. */
export const getOrder = (
  args: {
    /** CertCentral's id. */
    readonly orderId: pulumi.Input<number | string>;
  },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrderResult> => pulumi.runtime.invokeOutput("digicert:index:getOrder", { ...args }, opts);

/** The account's orders, by CertCentral's own filters; `domainName` is the common name or any other. `limit`: default 100, at most 1000. */
export const getOrders = (
  args: {
    /** Orders with this status: `issued`, … */
    readonly status?: pulumi.Input<string> | undefined;
    /** Orders with this common name. */
    readonly commonName?: pulumi.Input<string> | undefined;
    /** Orders with this name, as common name or any other. */
    readonly domainName?: pulumi.Input<string> | undefined;
    /** Orders of this product: `ssl_basic`, … */
    readonly productNameId?: pulumi.Input<string> | undefined;
    /** How many at most. Default: 100; at most 1000. */
    readonly limit?: pulumi.Input<number> | undefined;
  } = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<{
  /** As the list shows them. */
  readonly orders: OrderSummary[];
}> => pulumi.runtime.invokeOutput("digicert:index:getOrders", { ...args }, opts);
