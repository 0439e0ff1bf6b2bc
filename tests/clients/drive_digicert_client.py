"""
digicert_client, DigiCert's own. It was published for Python 2: the standard translation (2to3) is applied to each file as it is
imported; the files stay as they were installed. Its constructor takes the connection to use, which here is plain HTTP.
"""

import importlib.abc
import importlib.machinery
import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

from drive import serve
from fissix import refactor

translator = refactor.RefactoringTool(refactor.get_fixers_from_package("fissix.fixes"))


class Python2(importlib.machinery.SourceFileLoader):
    def get_code(self, name):
        source = self.get_data(self.path).decode() + "\n"
        return self.source_to_code(str(translator.refactor_string(source, self.path)), self.path)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] != "digicert_client":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        spec.loader = Python2(name, spec.origin)
        return spec


sys.meta_path.insert(0, Finder())

from digicert_client import CertificateOrder  # noqa: E402

at = urlsplit(os.environ["BASE_URL"])


class Plain(HTTPConnection):
    """Bodies are text, as they were in Python 2."""

    def getresponse(self):
        response = super().getresponse()
        read = response.read
        response.read = lambda: read().decode("latin-1")
        return response


order = CertificateOrder(at.hostname, os.environ["API_KEY"], conn=Plain(at.hostname, at.port))

serve(
    {
        "place": order.place,
        "view": lambda id: order.view(digicert_order_id=id),
        "view_all": order.view_all,
        "download": lambda **which: order.download(**which),
        "duplicates": lambda id: order.list_duplicates(digicert_order_id=id),
        "duplicate": lambda id, **body: order.create_duplicate(digicert_order_id=id, **body),
    }
)
