/** Why no answer came, in words that quote nothing of an error but its code. */
export interface ConnectionFault {
  readonly why: string;
  /** What to do, one step a line. */
  readonly hint: string;
  /** Whether trying again soon can help. */
  readonly passing: boolean;
}

export const UNREACHED = "check the network, any proxy (HTTPS_PROXY, NO_PROXY), and digicert:baseUrl";
const LATER = "run the command again in a while: it looks first what became of the request";
const TRUST =
  "if a proxy of your company inspects TLS: set NODE_EXTRA_CA_CERTS, in the environment of pulumi, to a PEM file with your company's root certificate\notherwise somebody may be listening: check digicert:baseUrl, or exempt the host from the proxy with NO_PROXY";
const CLOCK =
  "check the clock of this machine\nif a proxy of your company inspects TLS: its certificate, or the one in NODE_EXTRA_CA_CERTS, has to be renewed, or the host exempted with NO_PROXY";
const HOST = "check the host name in digicert:baseUrl, and any proxy (HTTPS_PROXY, NO_PROXY)";
const OLD_TLS =
  "TLS 1.2 or newer is needed, and DigiCert has it: a proxy is in between. Have it updated, or exempt the host with NO_PROXY";
const PLAIN =
  "check scheme and port of digicert:baseUrl (https: speaks to port 443), and of HTTPS_PROXY: most proxies are spoken to in plain http:, as HTTPS_PROXY=http://proxy.example:3128";
const NOT_HTTP = "something between here and DigiCert may have answered: check any proxy, and digicert:baseUrl";
const PROXY_ADDRESS =
  "set HTTPS_PROXY to a URL, as http://proxy.example:3128, with a user name and a password in it percent-encoded, or unset it (https_proxy, http_proxy and HTTP_PROXY count too)";

const passing = (why: string, hint = UNREACHED): ConnectionFault => ({ why, hint, passing: true });
const lasting = (why: string, hint: string): ConnectionFault => ({ why, hint, passing: false });

const untrusted = lasting("the server's certificate is not signed by anybody this machine trusts", TRUST);
const oldTls = lasting("the server speaks no version of TLS that is safe", OLD_TLS);
const plain = lasting("the server speaks no TLS on this port", PLAIN);
const cut = passing("the connection was cut", LATER);
const noHttp = lasting("the answer is no HTTP", NOT_HTTP);

/** By the codes of Node (https://nodejs.org/api/errors.html, OpenSSL's X509 and SSL codes) and of undici. */
const BY_CODE: Readonly<Record<string, ConnectionFault>> = {
  ECONNREFUSED: passing("the connection was refused"),
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  ENOTFOUND: passing("the host name is not known"),
  EAI_AGAIN: passing("the host name could not be looked up"),
  ENETUNREACH: passing("there is no way to the host"),
  EHOSTUNREACH: passing("there is no way to the host"),
  ETIMEDOUT: passing("no connection in time"),
  UND_ERR_CONNECT_TIMEOUT: passing("no connection in time"),
  UND_ERR_HEADERS_TIMEOUT: passing("no answer in time", LATER),
  UND_ERR_BODY_TIMEOUT: passing("the answer stopped half-way", LATER),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: passing("the answer stopped half-way", LATER),
  UND_ERR_HEADERS_OVERFLOW: lasting("the answer's header is larger than 16 KB", NOT_HTTP),
  UND_ERR_INVALID_ARG: lasting("HTTPS_PROXY or HTTP_PROXY is no address of a proxy", PROXY_ADDRESS),
  ERR_INVALID_URL: lasting("HTTPS_PROXY or HTTP_PROXY is no address of a proxy", PROXY_ADDRESS),
  // A percent sign in a user name or a password, that encodes nothing.
  URIError: lasting("HTTPS_PROXY or HTTP_PROXY is no address of a proxy", PROXY_ADDRESS),
  CERT_HAS_EXPIRED: lasting("the server's certificate has expired", CLOCK),
  CERT_NOT_YET_VALID: lasting("the server's certificate is not valid yet", CLOCK),
  ERR_TLS_CERT_ALTNAME_INVALID: lasting("the server's certificate is for another host", HOST),
  HOSTNAME_MISMATCH: lasting("the server's certificate is for another host", HOST),
  DEPTH_ZERO_SELF_SIGNED_CERT: lasting("the server's certificate is signed by itself", TRUST),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  ERR_SSL_WRONG_VERSION_NUMBER: plain,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: plain,
  ERR_SSL_HTTP_REQUEST: plain,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
  ERR_SSL_UNKNOWN_PROTOCOL: oldTls,
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: oldTls,
  ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED: oldTls,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
  ERR_SSL_DH_KEY_TOO_SMALL: oldTls,
};

/** Codes of a kind: any other complaint of OpenSSL about a certificate or a handshake, and of the HTTP parser. */
const BY_KIND: readonly (readonly [RegExp, ConnectionFault])[] = [
  [
    /^(CERT_|CRL_|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|UNABLE_TO_|ERR_TLS_CERT_|.*_KEY_TOO_SMALL$|.*_MD_TOO_WEAK$)/,
    untrusted,
  ],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO$)/, lasting("no TLS connection could be made", `${PLAIN}\n${OLD_TLS}`)],
  [/^(HPE_|HTTPParserError$)/, noHttp],
];

/** What a failed connection or a broken answer comes to. Only the code of an error is looked at, for the rest may hold the key. */
export function connectionFault(error: unknown): ConnectionFault {
  const refusedBy = proxyStatus(error);
  if (refusedBy !== undefined) return proxyFault(refusedBy);
  const code = codeOf(error);
  const known = BY_CODE[code] ?? BY_KIND.find(([kind]) => kind.test(code))?.[1];
  return known === undefined ? passing(code || "unknown") : { ...known, why: `${known.why} (${code})` };
}

/** A proxy that answers CONNECT with something else than 200. undici tells the status in the message only. */
const proxyStatus = (error: unknown): number | undefined => {
  const told = error instanceof Error && /^Proxy response \((\d{3})\) !== 200/.exec(error.message);
  return told ? Number(told[1]) : undefined;
};

const proxyFault = (status: number): ConnectionFault => {
  const why = `the proxy answered ${status}`;
  if (status === 407)
    return lasting(
      `${why}: it wants a user name and a password`,
      "give them in HTTPS_PROXY, as http://user:password@proxy.example:3128, percent-encoded",
    );
  if (status >= 500 || status === 429 || status === 408)
    return passing(
      why,
      "the proxy (HTTPS_PROXY) could not reach DigiCert: try again in a while, or exempt the host with NO_PROXY",
    );
  return lasting(
    why,
    "the proxy (HTTPS_PROXY) does not let this host through: have it allowed on port 443, or exempt it with NO_PROXY",
  );
};

const codeOf = (error: unknown): string => {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,80}$/.test(code)) return code;
  return error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : "";
};
