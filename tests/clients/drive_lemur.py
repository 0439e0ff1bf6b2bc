"""
Lemur: its DigiCert issuer and source, inside a Flask application with the settings they ask for.
Only Lemur's own application (web pages, database, LDAP) is left out: the package is entered without running its `__init__`.
"""

import os
import sys
import types
from types import SimpleNamespace

import arrow
from drive import serve
from flask import Flask

home = next(folder for folder in sys.path if os.path.isdir(os.path.join(folder, "lemur")))
package = types.ModuleType("lemur")
package.__path__ = [os.path.join(home, "lemur")]
sys.modules["lemur"] = package

from cryptography import x509  # noqa: E402

from lemur.plugins.lemur_digicert import plugin  # noqa: E402

app = Flask("lemur")
app.config.update(
    DIGICERT_API_KEY=os.environ["API_KEY"],
    DIGICERT_URL=os.environ["BASE_URL"].removesuffix("/services/v2"),
    DIGICERT_ORG_ID=int(os.environ["ORGANIZATION_ID"]),
    DIGICERT_ORDER_TYPE="ssl_basic",
    DIGICERT_ROOT="the root",
    DIGICERT_SOURCE_ENABLED=True,
    DIGICERT_DEFAULT_VALIDITY_DAYS=90,
)


def inside(function):
    def call(**args):
        with app.app_context():
            return function(**args)

    return call


def options(common_name, names, **more):
    return {
        "common_name": common_name,
        "extensions": {"sub_alt_names": {"names": [x509.DNSName(name) for name in names]}},
        **more,
    }


def create(csr, common_name, names=(), years=None, days=None):
    more = {"validity_years": years} if years else {}
    if days:
        more["validity_end"] = arrow.utcnow().shift(days=days)
    leaf, chain, certificate_id = plugin.DigiCertIssuerPlugin().create_certificate(
        csr, options(common_name, names, **more)
    )
    return {"leaf": leaf, "chain": chain, "id": certificate_id}


def certificate(id):
    return SimpleNamespace(external_id=str(id), name="a certificate")


serve(
    {
        "create": inside(create),
        "revoke": inside(
            lambda id, **reason: plugin.DigiCertIssuerPlugin().revoke_certificate(certificate(id), reason)
        ),
        "ordered": inside(lambda id: plugin.DigiCertIssuerPlugin().get_ordered_certificate(certificate(id))),
        "cancel": inside(
            lambda id, note: plugin.DigiCertIssuerPlugin().cancel_ordered_certificate(certificate(id), note=note)
        ),
        "certificates": inside(lambda: plugin.DigiCertSourcePlugin().get_certificates({})),
    }
)
