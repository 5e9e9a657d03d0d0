"""Where the sandbox is, and who the app is in it."""

from sandbox.backend import Backend
from sandbox.installation import Installation
from sandbox.workspace import Workspace


class Facts:
    """Tell addresses, tokens and ids."""

    backend: Backend

    @property
    def workspace(self) -> Workspace:
        """Return the state, which also tells listeners of every change."""
        return self.backend.workspace

    @property
    def installation(self) -> Installation:
        """Return the app as it is installed: tokens, scopes, manifest."""
        return self.backend.installation

    @property
    def api_url(self) -> str:
        """Return the address of the Web API, as slack_sdk's `base_url`."""
        return f"{self.backend.address.url}api/"

    @property
    def page_url(self) -> str:
        """Return the address of the page."""
        return self.backend.address.url

    @property
    def bot_token(self) -> str:
        """Return the bot's token."""
        return self.backend.installation.bot_token

    @property
    def app_token(self) -> str:
        """Return the app-level token, for Socket Mode."""
        return self.backend.installation.app_token

    @property
    def signing_secret(self) -> str:
        """Return the secret that signs HTTP deliveries."""
        return self.backend.installation.signing_secret

    @property
    def team_id(self) -> str:
        """Return the id of the workspace."""
        return self.backend.installation.team_id

    @property
    def bot_user_id(self) -> str:
        """Return the id of the bot's account."""
        return self.backend.bot

    @property
    def bot_id(self) -> str:
        """Return the bot's own id, which its messages carry."""
        return self.backend.installation.bot_id

    @property
    def granted_scopes(self) -> set[str]:
        """Return the scopes granted; take some away to see them missed."""
        return self.backend.installation.granted_scopes
