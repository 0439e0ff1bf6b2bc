/** A pair as ACME clients want it. */
export interface Eab {
  readonly server: string;
  readonly keyId: string;
  /** base64url */
  readonly hmac: string;
  readonly email: string;
}

/** What each client reads, by the file's name. All of them hold the secret. */
export const filesFor = ({ server, keyId, hmac, email }: Eab): Readonly<Record<string, string>> => ({
  // certbot certonly --config credentials/certbot.ini …
  "certbot.ini": lines(`server = ${server}`, `eab-kid = ${keyId}`, `eab-hmac-key = ${hmac}`, `email = ${email}`),
  // . credentials/acme.sh.env; acme.sh --register-account --server "$ACME_SERVER" --eab-kid "$EAB_KID" --eab-hmac-key "$EAB_HMAC_KEY"
  "acme.sh.env": lines(`export ACME_SERVER=${server}`, `export EAB_KID=${keyId}`, `export EAB_HMAC_KEY=${hmac}`),
  // . credentials/lego.env; lego --server "$LEGO_SERVER" --email "$LEGO_EMAIL" --eab --kid "$LEGO_EAB_KID" --hmac "$LEGO_EAB_HMAC" …
  "lego.env": lines(
    `export LEGO_SERVER=${server}`,
    `export LEGO_EMAIL=${email}`,
    `export LEGO_EAB_KID=${keyId}`,
    `export LEGO_EAB_HMAC=${hmac}`,
  ),
  // kubectl apply -f credentials/cert-manager.yaml
  "cert-manager.yaml": lines(
    "apiVersion: v1",
    "kind: Secret",
    "metadata: { name: digicert-eab, namespace: cert-manager }",
    `stringData: { secret: "${hmac}" }`,
    "---",
    "apiVersion: cert-manager.io/v1",
    "kind: ClusterIssuer",
    "metadata: { name: digicert }",
    "spec:",
    "  acme:",
    `    server: ${server}`,
    `    email: ${email}`,
    // Named after the pair: a new pair is a new account.
    `    privateKeySecretRef: { name: digicert-account-${suffix(keyId)} }`,
    "    externalAccountBinding:",
    `      keyID: "${keyId}"`,
    "      keySecretRef: { name: digicert-eab, key: secret }",
    "    solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]",
  ),
  // import credentials/Caddyfile at the top of yours
  Caddyfile: lines(
    "{",
    `  email ${email}`,
    `  acme_ca ${server}`,
    "  acme_eab {",
    `    key_id ${keyId}`,
    `    mac_key ${hmac}`,
    "  }",
    "}",
  ),
  // traefik --configFile=credentials/traefik.yml
  "traefik.yml": lines(
    "entryPoints: { web: { address: ':80' }, websecure: { address: ':443' } }",
    "certificatesResolvers:",
    "  digicert:",
    "    acme:",
    `      caServer: ${server}`,
    `      email: ${email}`,
    // Named after the pair: a new pair is a new account.
    `      storage: acme-${suffix(keyId)}.json`,
    `      eab: { kid: "${keyId}", hmacEncoded: "${hmac}" }`,
    "      httpChallenge: { entryPoint: web }",
  ),
});

const lines = (...all: readonly string[]): string => `${all.join("\n")}\n`;

/** As much of a key id as tells pairs apart, in the letters that Kubernetes allows. */
const suffix = (keyId: string): string =>
  keyId
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(-12);
