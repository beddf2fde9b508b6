"""gunicorn for every service, in the local run and in the container image: threads, because pymongo waits well in them.

gunicorn --config deploy/gunicorn.conf.py --bind 0.0.0.0:8000 'services.intake.app:create_app()'
"""

import logging
import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 8
keepalive = 30
backlog = 512
# Two instances would otherwise claim one control socket.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"
# Heartbeats on memory, not on a disk that may be slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108


def on_starting(server):  # noqa: ARG001
    """Write gunicorn's own lines as the services write theirs."""
    from shared.observability import configure_logging

    configure_logging(os.environ.get("YIZHAN_SERVICE", ""), os.environ.get("YIZHAN_LOG_LEVEL", "info"))
    own = logging.getLogger("gunicorn.error")
    own.handlers.clear()
    own.propagate = True


def child_exit(server, worker):  # noqa: ARG001
    """Let the measures of a worker that ended be counted no more as alive."""
    from shared.observability import forget_process

    forget_process(worker.pid)
