"""certmesh: its base URL is a setting, its key comes from the environment."""

import os
from dataclasses import asdict

from drive import serve

from certmesh.providers import digicert_client as certmesh

CONFIG = {
    "base_url": os.environ["BASE_URL"],
    "polling": {"interval_seconds": 1, "max_wait_seconds": 20},
    "retry": {"max_attempts": 1},
}
HERE = (CONFIG, {}, None)

serve(
    {
        "list": lambda **how: [asdict(c) for c in certmesh.list_issued_certificates(*HERE, **how)],
        "search": lambda **how: [asdict(c) for c in certmesh.search_certificates(*HERE, **how)],
        "order": lambda **wish: asdict(
            certmesh.order_and_await_certificate(*HERE, certmesh.OrderRequest(key_size=2048, **wish))
        ),
        "download": lambda certificate_id: asdict(certmesh.download_issued_certificate(*HERE, certificate_id, "")),
        "duplicate": lambda order_id, csr, **how: certmesh.duplicate_certificate(*HERE, order_id, csr, **how),
        "revoke": lambda **which: certmesh.revoke_certificate(*HERE, **which),
    }
)
