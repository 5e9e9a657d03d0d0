"""Wins through Bolt: the command, the form, the card, its menu."""

from tests.support.company import Company


async def test_a_win_is_told_in_its_channel(company_on_both: Company) -> None:
    company = company_on_both
    await company.ana.command(f"/reussite on a signé Béta avec <@{company.tom.id}>", company.ventes)
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Raconter une réussite"
    await company.ana.submit({"wins.share.customer": "moins de relances"})
    await company.settle()
    card = company.last(company.ventes)
    assert card.text.startswith("on a signé Béta avec @Tom Hill")
