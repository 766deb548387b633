"""Fetching pages and feeds: the one room from which anything goes out, and only commands come in here.

`addresses` says where a connection may go, `request` asks once within limits, `visits` asks politely, `pages`
keeps what came as files of the archive, `feeds` reads a feed, `following` takes its new entries.
"""
