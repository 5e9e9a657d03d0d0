"""How people, channels, messages and views look in Slack's payloads."""

import copy
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.installation import Installation
from sandbox.nouns import Channel, Json, Message, Person, View
from sandbox.workspace import Workspace


def user(workspace: Workspace, person: Person, include_locale: bool = False) -> Json:
    """Show an account as `users.info` and `user_change` do."""
    shape: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": person.deactivated,
        "real_name": person.name,
        "profile": _profile(person),
        "is_bot": person.bot,
        "is_app_user": False,
        "updated": workspace.micros() // 1_000_000,
        "is_email_confirmed": not person.bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.external:
        shape |= {"is_stranger": False}
    if not person.deactivated:
        shape |= _standing(person) | _zone(workspace, person)
    if include_locale and not person.external:
        shape["locale"] = person.locale
    return shape


def _profile(person: Person) -> Json:
    first, _, last = person.name.partition(" ")
    profile: Json = {
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "first_name": first,
        "last_name": last,
        "avatar_hash": "0123456789ab",
        "image_48": f"https://secure.gravatar.com/avatar/{person.id}?s=48",
        "status_text": "",
        "status_emoji": "",
        "team": person.team_id,
    }
    return profile | ({"bot_id": person.bot_id} if person.bot_id else {})


def _standing(person: Person) -> Json:
    return {
        "is_admin": person.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
    }


def _zone(workspace: Workspace, person: Person) -> Json:
    now: datetime = workspace.clock.now().astimezone(ZoneInfo(person.tz))
    offset = now.utcoffset()
    seconds = int(offset.total_seconds()) if offset is not None else 0
    return {"tz": person.tz, "tz_label": now.tzname() or person.tz, "tz_offset": seconds}


def channel(workspace: Workspace, channel: Channel, reader: str) -> Json:
    """Show a conversation as `conversations.info` does to `reader`."""
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.im,
        "is_org_shared": False,
        "context_team_id": workspace.team_id,
        "updated": channel.created * 1000,
    }
    if channel.im:
        other = next((m for m in channel.members if m != reader), reader)
        gone = other in workspace.people and workspace.people[other].deactivated
        return shape | {"user": other, "is_user_deleted": gone, "is_open": True, "priority": 0}
    return shape | _named(workspace, channel, reader)


def _named(workspace: Workspace, channel: Channel, reader: str) -> Json:
    empty = {"value": "", "creator": "", "last_set": 0}
    return {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_mpim": channel.mpim,
        "is_private": channel.private,
        "is_general": channel.name == "general",
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_pending_ext_shared": False,
        "is_member": reader in channel.members,
        "is_read_only": channel.restricted,
        "creator": channel.creator,
        "unlinked": 0,
        "shared_team_ids": [workspace.team_id],
        "topic": dict(empty),
        "purpose": dict(empty),
        "previous_names": [],
    }


def message(installation: Installation, message: Message) -> Json:
    """Show a message as events and interactions carry it."""
    shape: Json = {"type": "message", "ts": message.ts, "user": message.user, "text": message.text}
    optional: Json = {
        "subtype": message.subtype,
        "team": installation.team_id if message.subtype is None else None,
        "blocks": copy.deepcopy(message.blocks),
        "attachments": copy.deepcopy(message.attachments),
        "edited": message.edited,
        "thread_ts": message.thread_ts,
    }
    shape |= {name: value for name, value in optional.items() if value}
    if message.bot_id:
        shape |= {"bot_id": message.bot_id, "app_id": installation.app_id}
        shape["bot_profile"] = bot_profile(installation, message)
    return shape | message.extra


def bot_profile(installation: Installation, message: Message) -> Json:
    """Show who the app is, as messages of a bot carry it."""
    return {
        "id": message.bot_id,
        "app_id": installation.app_id,
        "name": installation.bot_name,
        "deleted": False,
        "updated": 1_700_000_000,
        "team_id": installation.team_id,
    }


def stored_message(
    workspace: Workspace, installation: Installation, stored: Message, all_metadata: bool = False
) -> Json:
    """Show a message as history does: with its thread and reactions, and metadata if asked."""
    shape = message(installation, stored) | thread(workspace, stored)
    if stored.reactions:
        shape["reactions"] = [
            {"name": name, "users": list(people), "count": len(people)}
            for name, people in stored.reactions.items()
        ]
    if stored.metadata:
        shape["metadata"] = copy.deepcopy(stored.metadata)
        if not all_metadata:
            shape["metadata"].pop("event_payload", None)
    return shape


def thread(workspace: Workspace, stored: Message) -> Json:
    """Show what a message tells of its thread."""
    messages = workspace.channels[stored.channel].messages
    if stored.is_reply:
        parent = messages.get(stored.thread_ts or "")
        return {"parent_user_id": parent.user} if parent else {}
    if stored.thread_ts is None:
        return {}
    replies = [m for m in messages.values() if m.is_reply and m.thread_ts == stored.ts]
    standing = [m for m in replies if not m.deleted]
    writers = list(dict.fromkeys(m.user for m in standing))
    return {
        "reply_count": len(standing),
        "reply_users_count": len(writers),
        "reply_users": writers[:5],
        "latest_reply": standing[-1].ts if standing else stored.ts,
        "is_locked": False,
        "subscribed": False,
    }


def view(installation: Installation, view: View) -> Json:
    """Show a view as interactions carry it, with what is entered in it."""
    body = copy.deepcopy(view.body)
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "title": None,
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "external_id": "",
    }
    return {
        **defaults,
        **body,
        "id": view.id,
        "team_id": installation.team_id,
        "state": {"values": copy.deepcopy(view.values)},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": installation.app_id,
        "app_installed_team_id": installation.team_id,
        "bot_id": installation.bot_id,
    }
