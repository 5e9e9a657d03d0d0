"""How the page reads Slack's marks, tokens, entities and emoji: text never becomes HTML."""

import json
import re
from typing import Any

import pytest

from sandbox.page.routes import STATIC
from tests.sandbox.page.company import PageCompany
from tests.support.browser import Pages

pytestmark = pytest.mark.browser

DRAW = """async ([text, people, channels]) => {
    const { mrkdwn } = await import("/page/static/mrkdwn.js");
    const { loadEmoji } = await import("/page/static/emoji.js");
    await loadEmoji();
    const viewer = {
        id: "U1", locale: "fr-FR", tz: "Europe/Paris", now: new Date("2026-11-23T09:00:00Z"),
        people: new Map(people.map((one) => [one.id, one])),
        channels: new Map(channels.map((one) => [one.id, one])),
    };
    const holder = document.createElement("div");
    holder.append(mrkdwn(text, viewer));
    for (const node of holder.querySelectorAll("*")) {
        const kept = node.tagName === "A" ? ["href"] : [];
        for (const { name } of [...node.attributes]) {
            if (!kept.includes(name)) node.removeAttribute(name);
        }
    }
    return holder.innerHTML;
}"""
PEOPLE = [{"id": "U1", "name": "Ana"}, {"id": "U2", "name": "<i>Luc</i>"}]
CHANNELS = [{"id": "C1", "name": "ventes"}]

LINES = {
    "*gras* _italique_ ~barré~ `code *brut*`": "<strong>gras</strong> <em>italique</em> "
    "<s>barré</s> <code>code *brut*</code>",
    "*gras et _penché_*, l’*avis*": "<strong>gras et <em>penché</em></strong>, "
    "l’<strong>avis</strong>",
    "2*3*4 et snake_case_ici et * seul *": "2*3*4 et snake_case_ici et * seul *",
    "a &lt;b&gt; &amp;amp; &amp;lt;": "a &lt;b&gt; &amp;amp; &amp;lt;",
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<@U1> et <@U2>, <@U9|zoé>, <@U8>": "<bdi>@Ana</bdi> et <bdi>@&lt;i&gt;Luc&lt;/i&gt;</bdi>, "
    "<bdi>@zoé</bdi>, <bdi>@quelqu’un</bdi>",
    "<#C1> <#C2|> <#C3|public>": "<button>#ventes</button> <span>canal privé</span> "
    "<bdi>#public</bdi>",
    "<!channel> <!here|here> <!subteam^S1|@équipe>": "<span>@channel</span> <span>@here</span> "
    "<span>@équipe</span>",
    "&lt;!channel&gt;": "&lt;!channel&gt;",
    "<https://a.fr/?x=1&amp;y=2|voir &lt;ici&gt;>": '<a href="https://a.fr/?x=1&amp;y=2">'
    "voir &lt;ici&gt;</a>",
    "<javascript:alert(1)|clic>": "&lt;javascript:alert(1)|clic&gt;",
    "<mailto:a@b.fr>": '<a href="mailto:a@b.fr">a@b.fr</a>',
    "Voir https://a.fr/b, oui.": 'Voir <a href="https://a.fr/b">https://a.fr/b</a>, oui.',
    ":bulb: :+1::skin-tone-3: :inconnu: 10:30:45": "<span>💡</span> <span>👍🏼</span> "
    ":inconnu: 10:30:45",
    "<!date^1795424700^{date_short_pretty} {time}|hier>": "<time>aujourd’hui 10:05</time>",
    "*<https://a.fr|un *lien*>*": '<strong><a href="https://a.fr">un *lien*</a></strong>',
}

WHOLE = {
    "&gt; cité\n> aussi\nplus": "<blockquote><div>cité</div><div>aussi</div></blockquote>"
    "<div>plus</div>",
    "avant\n```un\n&lt;deux&gt; *trois*```\naprès": "<div>avant</div>"
    "<pre>un\n&lt;deux&gt; *trois*</pre><div>après</div>",
    "&gt;&gt;&gt;tout\nle reste": "<blockquote><div>tout</div><div>le reste</div></blockquote>",
    "• un\n1. deux": "<div><span>• </span><span>un</span></div>"
    "<div><span>1. </span><span>deux</span></div>",
}


async def test_marks_and_tokens_are_read_as_slack_reads_them(
    page_company: PageCompany, pages: Pages
) -> None:
    page = await pages.open(page_company.slack, page_company.ana)

    async def drawn(text: str) -> Any:
        html = await page.evaluate(DRAW, [text, PEOPLE, CHANNELS])
        return html.replace("\N{NARROW NO-BREAK SPACE}", " ")

    assert {text: await drawn(text) for text in LINES} == {
        text: f"<div>{html}</div>" for text, html in LINES.items()
    }
    assert {text: await drawn(text) for text in WHOLE} == WHOLE


async def test_every_kind_of_block_has_its_drawing(page_company: PageCompany, pages: Pages) -> None:
    plain = {"type": "plain_text", "text": "Clair :wave: *pas gras* &amp;"}
    option = {"text": plain, "value": "1"}
    elements: list[dict[str, Any]] = [
        {"type": "button", "text": plain},
        {"type": "overflow", "options": [option, option | {"value": "2"}]},
        {"type": "checkboxes", "options": [option]},
        {"type": "radio_buttons", "options": [option]},
        {"type": "datepicker", "initial_date": "2026-11-27"},
        {"type": "timepicker", "initial_time": "14:05"},
        {"type": "static_select", "options": [option]},
        {"type": "multi_static_select", "options": [option], "initial_options": [option]},
        {"type": "users_select", "initial_user": page_company.luc.id},
        {"type": "multi_users_select"},
        {"type": "conversations_select", "initial_conversation": page_company.projets.id},
        {"type": "multi_conversations_select"},
        {"type": "channels_select"},
        {"type": "multi_channels_select"},
        {"type": "external_select"},
        {"type": "multi_external_select"},
        {"type": "plain_text_input", "initial_value": "un mot"},
        {"type": "plain_text_input", "multiline": True},
    ]
    each = list(enumerate(elements))
    blocks = [
        {"type": "header", "text": plain},
        {"type": "divider"},
        {"type": "section", "text": plain, "fields": [{"type": "mrkdwn", "text": "*gras*"}]},
        {"type": "context", "elements": [plain]},
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "Une courbe"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": "riche", "style": {"bold": True}},
            {"type": "user", "user_id": page_company.tom.id},
            {"type": "broadcast", "range": "here"},
        ]}]},
        {"type": "actions", "elements": [{"action_id": f"a{i}", **e} for i, e in each]},
    ]  # fmt: skip
    page = await pages.open(page_company.slack, page_company.ana)

    drawn = await page.evaluate(
        """async (blocks) => {
            const { drawBlocks } = await import("/page/static/blocks.js");
            const { store } = await import("/page/static/store.js");
            const nodes = drawBlocks(blocks, { key: "k", form: new Map(), viewer: store.viewer });
            document.querySelector(".messages").replaceChildren(...nodes);
            return {
                text: nodes.map((node) => node.innerText).join("|"),
                unsupported: document.querySelectorAll(".unsupported").length,
                nameless: [...document.querySelectorAll(".block :is(button, input, textarea)")]
                    .filter((one) => !(one.ariaLabel || one.innerText || one.closest("label")))
                    .map((one) => one.outerHTML),
            };
        }""",
        blocks,
    )

    assert drawn["unsupported"] == 0
    assert "Clair 👋 *pas gras* &amp;" in drawn["text"]
    assert "riche@Tom Hill@here" in drawn["text"]
    for shown in ("Une courbe", "Luc Petit", "🔒 projets", "vendredi 27 novembre 2026", "14:05"):
        assert shown in drawn["text"]
    assert drawn["nameless"] == []


async def test_the_page_has_its_words_in_both_languages(
    page_company: PageCompany, pages: Pages
) -> None:
    sources = [path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")]
    used = sorted({key for text in sources for key in re.findall(r'\bt\("(\w+)"', text)})
    page = await pages.open(page_company.slack, page_company.ana)

    said = await page.evaluate(
        """async (keys) => {
            const { speak, t } = await import("/page/static/words.js");
            return ["en-GB", "fr-FR"].map((locale) => {
                speak(locale);
                return keys.map((key) => t(key, { count: 2 }));
            });
        }""",
        used,
    )

    assert len(used) > 60
    assert [key for key, *words in zip(used, *said, strict=True) if f"[{key}]" in words] == []


def test_every_emoji_has_a_name_slack_accepts_and_a_character() -> None:
    table = json.loads((STATIC / "emoji.json").read_text(encoding="utf-8"))
    names = set(table["emoji"])
    assert {"bulb", "trophy", "+1", "tada", "wave", "woman_climbing"} - names == set()
    assert set(table["tones"]) <= names
    assert all(name == name.lower() and " " not in name for name in names)
    assert all(not char.isascii() for char in table["emoji"].values())
