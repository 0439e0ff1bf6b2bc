"""acme2certifier: the CA handler that an ACME server of one's own puts in front of CertCentral; settings come from a file."""

import logging
import os
import tempfile

from drive import serve

settings = tempfile.NamedTemporaryFile("w", suffix=".cfg", delete=False)
settings.write(
    f"""[DEFAULT]
debug: False

[CAhandler]
api_url: {os.environ["BASE_URL"]}/
api_key: {os.environ["API_KEY"]}
organization_name: {os.environ["ORGANIZATION"]}
request_retries: 0
"""
)
settings.close()
os.environ["ACME_SRV_CONFIGFILE"] = settings.name

from acme2certifier.cahandlers.digicert_ca_handler import CAhandler  # noqa: E402


def enroll(csr):
    with CAhandler(False, logging.getLogger("acme2certifier")) as handler:
        error, bundle, raw, order = handler.enroll(csr)
        return {"error": error, "bundle": bundle, "raw": raw, "order": order}


def revoke(raw):
    with CAhandler(False, logging.getLogger("acme2certifier")) as handler:
        code, _, detail = handler.revoke(raw)
        return {"code": code, "detail": detail}


serve({"enroll": enroll, "revoke": revoke})
