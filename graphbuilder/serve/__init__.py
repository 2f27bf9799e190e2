"""The server: a SPARQL endpoint over a graph folder, the pages of the explorer, and the processes that answer safely.

`app` puts it together, `endpoint` speaks the SPARQL 1.1 Protocol, `service` is what everything asks, `pool` and `worker` run
queries in processes that can be ended, `guard` checks what comes in and what goes out.
"""
