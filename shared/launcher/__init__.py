"""The local run: broker, database, four services with their workers, as processes of their own.

`parts`       what is started, with which arguments, and when it is ready (`part`, `brokers`)
`processes`   starting and ending one process, so that none is left behind
`supervisor`  all of them: in order, restarted when they die, stopped politely
`record`      who runs, written down, so that `status` and `down` know
`secrets`     made once, readable by their owner only
"""
