import { listed } from "../simulator/src/testing/bench";
import {
  ask,
  CERTIFICATE,
  contract,
  emails,
  family,
  issued,
  ORDER,
  order,
  place,
  plain,
  quiet,
  rejectedOrder,
  requested,
  type Stage,
  switched,
  troubled,
  unproven,
  withKey,
} from "./stages";

/** How the simulator is set up before the request of each vector is made. */
export const SCENES: Readonly<Record<string, Stage>> = {
  "acme-contract": contract,
  "acme-contract.wrong-key": withKey(
    async (b) => (await b.levers.makeKey({ family: "partner", role: "parent" })).apiKey,
    contract,
  ),
  "acme-credentials": contract,
  "certificate-chain": switched({ crlf: true }, plain),
  "certificate-chain.on-a-token": family("code_signing", { provisioningMethod: "ship_token" }),
  "check-dcv.all": unproven("dns-txt-token", ["example.org"], ["example.com"]),
  "check-dcv.no-file": unproven("http-token", []),
  "check-dcv.some": unproven("dns-txt-token", [], ["example.com"]),
  "dcv-random-value": unproven("dns-txt-token", []),
  "decide-request": requested(),
  "decide-request.not-yours": requested(undefined, "standard"),
  "decide-request.web-page": troubled("garbage", requested()),
  "download-certificate": switched({ crlf: true }, plain),
  "download-certificate.empty": plain,
  "download-certificate.not-yet": async (b) => {
    const { orderId } = await order(b);
    await b.levers.setAwkward({ slowIssuanceSeconds: [60, 60], downloadBeforeIssuanceCode: "not_found" });
    return { ids: { [CERTIFICATE]: Number((await ask(b, orderId, { skip_approval: true })).body["certificate_id"]) } };
  },
  "list-duplicates": async (b) => {
    const { orderId } = await order(b);
    await ask(b, orderId, {}, "duplicate");
    return { ids: { [ORDER]: orderId } };
  },
  "list-orders": async (b) => {
    await rejectedOrder(b);
    const { orderId } = await order(b, { product: "ssl_plus" });
    await ask(b, orderId);
    return {};
  },
  "list-orders.none": async () => ({}),
  "list-organizations": switched({ zipAsNumber: true }, async () => ({})),
  "list-reissues": async (b) => {
    const { orderId } = await order(b, { approval: true });
    await b.levers.reissue(orderId);
    const { body } = await ask(b, orderId);
    await b.levers.reject(Number(listed(body["requests"])[0]?.["id"]));
    await ask(b, orderId);
    return { ids: { [ORDER]: orderId } };
  },
  "list-reissues.no-id": async (b) => {
    const { orderId } = await order(b);
    await b.levers.reissue(orderId);
    return { ids: { [ORDER]: orderId } };
  },
  "list-reissues.none": plain,
  "list-requests": async (b) => {
    const { certificateId } = await order(b);
    await b.call("PUT", `/certificate/${certificateId}/revoke`);
    await b.levers.setAwkward({ approvalGate: true });
    await place(b, "ssl_plus");
    return {};
  },
  me: async () => ({}),
  "order-by-alternative-id": issued({ alternativeOrderId: "shop/7" }),
  "order-info.issued": async (b) => {
    const more = { dns_names: ["sub.example.com"] };
    const fields = { comments: "Form autofill", custom_fields: [{ metadata_id: 1, value: "x" }] };
    const id = await place(b, "ssl_basic", "example.com", { ...fields, dcv_method: "dns-txt-token" }, more);
    return { ids: { [ORDER]: id } };
  },
  "order-info.needs-approval": async (b) => {
    await b.levers.setAwkward({ approvalGate: true, flagsAsText: true });
    return { ids: { [ORDER]: await place(b, "ssl_dv_geotrust") } };
  },
  "order-info.no-id": plain,
  "order-info.not-found": async () => ({}),
  "order-info.web-page": troubled("garbage", plain),
  "order-info.wrong-key": withKey("no key at all", plain),
  "order-validation": async (b) => {
    await b.levers.setAwkward({ dcvGate: true });
    return { ids: { [ORDER]: await place(b, "ssl_basic", "example.com", { dcv_method: "dns-txt-token" }) } };
  },
  "product-info": async () => ({}),
  "product-info.unknown": async () => ({}),
  "product-list": async () => ({}),
  "regenerate-acme-credentials.beside": contract,
  "regenerate-acme-credentials.instead": contract,
  "regenerate-acme-credentials.no-secret": contract,
  "reissue.bad-gateway": troubled("act-then-status:502", plain),
  "reissue.client": family("client_premium", { commonName: "Jo Doe", dnsNames: [], emails }),
  "reissue.code-signing-ev.own-token": family("code_signing_ev", { provisioningMethod: "client_app" }),
  "reissue.code-signing.hsm": family("code_signing"),
  "reissue.code-signing.shipped-token": family("code_signing", { provisioningMethod: "ship_token" }),
  "reissue.document-signing": family("document_signing_org_1"),
  "reissue.dv-exact-names": family("ssl_dv_rapidssl", { dcv: true }),
  "reissue.every-parameter": async (b) => {
    const { ids } = await issued({ approval: true, dnsNames: ["a.example.com"] })(b);
    const [ica] = listed((await b.call("GET", "/product/ssl_basic")).body["allowed_ca_certs"]);
    return { ids: { ...ids, "1001A2B3C4D5E6F7": String(ica?.["id"]) } };
  },
  "reissue.issued": switched({ reissueAnswersChain: true, crlf: true }, issued()),
  "reissue.limited": troubled("status:429", plain),
  "reissue.placed": issued({ dcv: true, product: "ssl_dv_rapidssl" }),
  "reissue.private": family("private_ssl_plus", { commonName: "db.internal", dnsNames: [] }),
  "reissue.refused": plain,
  "reissue.requested": issued({ approval: true }),
  "reissue.secure-email.mailbox": family("secure_email_mailbox", { emails }),
  "reissue.secure-email.organization": family("secure_email_organization", { emails }),
  "reissue.secure-email.sponsor": family("secure_email_sponsor", { emails }),
  "reissue.secure-email.sponsor-pseudonym": family("secure_email_sponsor", { emails }),
  "reissue.vmc": family("vmc_basic"),
  "request-info": requested("rejected"),
  "revoke-acme-credential": contract,
  "revoke-acme-credential.with-body": switched({ partnerRevokeStatus: 200 }, contract),
  "revoke-certificate.empty-200": plain,
  "revoke-certificate.no-request": plain,
  "revoke-certificate.requested": plain,
  "revoke-certificate.revoked": plain,
  "revoke-certificate.skip-ignored": withKey(
    async (b) => (await b.levers.makeKey({ family: "services", role: "standard" })).apiKey,
    switched({ revokeSkipApprovalWithoutAdmin: "request" }, plain),
  ),
  "revoke-order.requested": plain,
  "revoke-order.revoked": plain,
  "status-changes.empty-list": switched({ emptyMapsAsLists: true }, quiet),
  "status-changes.none": quiet,
  "status-changes.some": async (b) => {
    await order(b);
    await b.levers.setAwkward({ dcvGate: true });
    await place(b, "ssl_dv_rapidssl");
    return {};
  },
  "update-order-status": requested(),
};
