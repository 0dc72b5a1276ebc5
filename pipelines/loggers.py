"""Where Dagster's log goes when the command runs the job: into a file, not on to the terminal.

What belongs here: that logger. What does not: the events themselves, which the instance keeps for the UI.
"""

from __future__ import annotations

import logging
import weakref

import dagster as dg


@dg.logger(config_schema={"path": str}, description="Messages of level INFO and above, and errors, in a file.")
def file_logger(context: dg.InitLoggerContext) -> logging.Logger:
    """A logger of its own for each run, which writes to the file of its configuration."""
    logger = logging.Logger("sederunt", logging.INFO)
    handler = logging.FileHandler(context.logger_config["path"], encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    weakref.finalize(logger, handler.close)  # Dagster drops the logger with its run, and does not close it
    return logger
