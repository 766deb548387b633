"""The engine for archives beyond one machine: an OpenSearch cluster that is there already.

`cluster` speaks to it, `layout` says how records lie in it, `write/` puts them there and publishes, `ask/` turns a
request into what the cluster is asked, `answer/` its answers into results, `decided/` lays decisions over it.
"""
