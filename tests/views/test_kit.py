"""Block Kit in pieces: escaped once, within Slack's limits, nothing lost on the way."""

from hypothesis import example, given
from hypothesis.strategies import integers, lists, sampled_from, text

from bot.views import kit

TYPED = text(sampled_from("ab é\n🎉<>&;!@#|*_\u202e\u2066"), max_size=400)
LONG = text(sampled_from("ab \n&<>"), min_size=0, max_size=300).map(lambda words: words * 40)


def as_seen(escaped: str) -> str:
    return escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(TYPED)
def test_escaped_words_are_seen_as_typed_and_call_nobody(typed: str) -> None:
    escaped = kit.escape(typed)
    assert "<" not in escaped
    assert ">" not in escaped
    assert as_seen(escaped) == typed.replace("\u202e", "").replace("\u2066", "")


def test_what_could_call_people_is_only_words() -> None:
    assert kit.escape("<!channel> <@U1> <https://x|y> &lt;") == (
        "&lt;!channel&gt; &lt;@U1&gt; &lt;https://x|y&gt; &amp;lt;"
    )


@given(TYPED, integers(1, 60))
@example("&", 1)
@example("&&", 4)
def test_escaping_within_a_length_keeps_to_it(typed: str, longest: int) -> None:
    fitted = kit.escape_within(typed, longest)
    assert len(fitted) <= longest
    if len(kit.escape(typed)) <= longest and len(typed) <= longest:
        assert fitted == kit.escape(typed)


@given(LONG)
def test_paragraphs_keep_every_word(typed: str) -> None:
    blocks = kit.prose(typed)
    texts = [block["text"]["text"] for block in blocks]
    assert all(len(text) <= kit.SECTION for text in texts)
    told = "".join(as_seen(text) for text in texts)
    assert "".join(told.split()) == "".join(typed.split())


@given(LONG)
def test_no_paragraph_ends_inside_an_entity(typed: str) -> None:
    for block in kit.prose(typed):
        text = block["text"]["text"]
        assert kit.escape(as_seen(text)) == text


@given(lists(TYPED.filter(str.strip), min_size=1, max_size=60))
def test_parts_hold_everything_in_order_and_fit(told: list[str]) -> None:
    items = [kit.words_item(kit.escape(words)) for words in told]
    whole = kit.in_parts(items)
    parts = [whole, *whole.continued]
    for part in parts:
        assert len(part.blocks) <= kit.MESSAGE_BLOCKS
        assert sum(len(block["text"]["text"]) for block in part.blocks) <= kit.MESSAGE
    blocks = [block for part in parts for block in part.blocks]
    assert blocks == [block for _, made in items for block in made]


def test_an_item_is_not_cut_in_two() -> None:
    item = kit.words_item("a" * 5000)
    whole = kit.in_parts([item, item])
    assert [len(part.blocks) for part in (whole, *whole.continued)] == [2, 2]


def test_an_item_longer_than_a_message_goes_on() -> None:
    whole = kit.in_parts([kit.words_item("mot " * 5000)])
    parts = [whole, *whole.continued]
    assert len(parts) == 3
    assert all(part.text for part in parts)


def test_a_field_takes_no_more_people_than_a_card_can_name() -> None:
    field = kit.people_input("f", "people", "Who?", initial=[f"U{n}" for n in range(80)])
    assert len(field["element"]["initial_users"]) == kit.MOST_PEOPLE
    named = ", ".join(kit.mention("U0123456789") for _ in range(kit.MOST_PEOPLE))
    assert len(named) < kit.SECTION - 100
