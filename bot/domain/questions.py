"""The bank of open questions; the words are English here, French in the catalogue."""

from bot.errors import N_

BANK = {
    "thanks-to": N_("What moved forward thanks to someone else?"),
    "customer-taught": N_("What did a customer teach us?"),
    "tried-new": N_("What did we try that was new?"),
    "stop-two-weeks": N_("What would you stop for two weeks, to see?"),
    "where-rub": N_("Where do sales and marketing rub?"),
    "stuck-on": N_("What are you stuck on, and who might know?"),
    "at-best": N_("A moment you were at your best: what made it possible?"),
    "loss-taught": N_("Which loss taught us most?"),
    "day-three": N_("What should a newcomer know by day three?"),
    "ours-to-decide": N_("Which decision could be ours?"),
    "advice-wanted": N_("What advice do you want this week?"),
    "said-and-done": N_("What did we say we would do, and what became of it?"),
}
"""Questions by their lasting id. None offers a scale or asks for a number."""
