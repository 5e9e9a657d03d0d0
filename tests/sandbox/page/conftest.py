"""What the tests of the sandbox's page ask for: a browser, and a company to look at."""

from tests.sandbox.page.company import page_company
from tests.support.browser import chromium, pages

__all__ = ["chromium", "page_company", "pages"]
