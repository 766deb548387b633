"""Real servers for the engines that ask one: where they come from, and clusters that end with who asked for them.

`releases` is the table of what is installed and how, `cluster` runs nodes of one, `plugin` gives them to tests and
says at the end which engines ran. `python -m tests.servers` is for people and for continuous integration.
"""
