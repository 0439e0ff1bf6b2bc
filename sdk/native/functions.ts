import * as pulumi from "@pulumi/pulumi";

/** An order's certificate, as far as CertCentral tells. Days are `yyyy-MM-dd`. */
export interface OrderCertificate {
  readonly certificateId?: number;
  /** Hexadecimal. */
  readonly serialNumber?: string;
  readonly commonName?: string;
  readonly dnsNames: string[];
  readonly validFrom?: string;
  readonly validTill?: string;
  readonly signatureHash?: string;
}

/** An order as CertCentral's list shows it. */
export interface OrderSummary {
  readonly orderId: number;
  /** `issued`, `pending`, `revoked`, `expired`, `canceled`, or another word of CertCentral's. */
  readonly status: string;
  readonly productNameId?: string;
  readonly certificate: OrderCertificate;
  /** The end of the paid coverage, `yyyy-MM-dd`. */
  readonly orderValidTill?: string;
  readonly isRenewed: boolean;
}

/** An order as it stands. */
export interface GetOrderResult extends OrderSummary {
  /** The order that renewed this one. */
  readonly renewedOrderId?: number;
}

/** An order as it stands, with its current certificate. Nothing is kept of it. */
export const getOrder = (
  args: { readonly orderId: pulumi.Input<number | string> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrderResult> => pulumi.runtime.invokeOutput("digicert:index:getOrder", { ...args }, opts);

/** The account's orders, by CertCentral's own filters; `domainName` is the common name or any other. `limit`: default 100, at most 1000. */
export const getOrders = (
  args: {
    readonly status?: pulumi.Input<string> | undefined;
    readonly commonName?: pulumi.Input<string> | undefined;
    readonly domainName?: pulumi.Input<string> | undefined;
    readonly productNameId?: pulumi.Input<string> | undefined;
    readonly limit?: pulumi.Input<number> | undefined;
  } = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<{ readonly orders: OrderSummary[] }> =>
  pulumi.runtime.invokeOutput("digicert:index:getOrders", { ...args }, opts);
