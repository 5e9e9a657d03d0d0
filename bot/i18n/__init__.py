"""French and English: a translator over gettext catalogues, and dates in words."""

from bot.i18n.translator import Translator, translator

__all__ = ["Translator", "translator"]
