"""What many people at once get: the running app, asked over its own websocket by sessions that read between their questions.

`session.py` is one reader, `crowd.py` many of them and their figures, `service.py` the app as a process, `command.py` what runs
them.
"""
