"""Mails, alone or in a mailbox: what a mail says is a story, and so is each file that came with it."""
