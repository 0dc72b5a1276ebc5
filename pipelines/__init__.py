"""Orchestration: the assets gathered into definitions, when and where they run, and the commands around them.

What belongs here: definitions, jobs, schedules, sensors, resources, the I/O manager, the instance, the commands `run`,
`sql` and `ui`. What does not: what an asset makes (``assets/``) and how (the layers below).
"""
