import * as pulumi from "@pulumi/pulumi";
import type { GetOrderArgs, GetOrderResult, GetOrdersArgs, GetOrdersResult, InputsOf } from "../functions/orders";

/** An order as it stands, with its current certificate. Nothing is kept of it. */
export const getOrder = (args: GetOrderArgs, opts?: pulumi.InvokeOptions): Promise<GetOrderResult> =>
  pulumi.runtime.invoke("digicert:index:getOrder", { ...args }, opts);

/** The same of an order whose id may be an output. */
export const getOrderOutput = (
  args: InputsOf<GetOrderArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrderResult> => pulumi.runtime.invokeOutput("digicert:index:getOrder", { ...args }, opts);

/** The account's orders, by CertCentral's own filters. Nothing is kept of them. */
export const getOrders = (args: GetOrdersArgs = {}, opts?: pulumi.InvokeOptions): Promise<GetOrdersResult> =>
  pulumi.runtime.invoke("digicert:index:getOrders", { ...args }, opts);

/** The same with filters that may be outputs. */
export const getOrdersOutput = (
  args: InputsOf<GetOrdersArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOrdersResult> => pulumi.runtime.invokeOutput("digicert:index:getOrders", { ...args }, opts);
