"""The migrations make the tables that the code uses, forwards and backwards, on both databases."""

from storage import schema


def test_migrations_and_tables_agree(database_url: str) -> None:
    schema.check(database_url)


def test_a_database_goes_back_and_forth(database_url: str) -> None:
    schema.downgrade(database_url, "base")
    assert not schema.is_current(database_url)
    schema.upgrade(database_url)
    assert schema.is_current(database_url)
    schema.check(database_url)
