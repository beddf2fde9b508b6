"""What the local run consists of: each part's arguments, and how one knows that it is ready."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from pymongo.errors import PyMongoError

from shared.config import SERVICES, Settings
from shared.journal.bus import BusError
from shared.journal.kafka_bus import KafkaBus
from shared.journal.mongo_store import connect
from shared.journal.topics import TOPICS
from shared.launcher.part import Part

READY_SECONDS = 10.0
"""How long `/readyz` may take: longer than a service looks for its database before it says so."""

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def database(settings: Settings) -> Part:
    """The embedded database: WiredTiger behind MongoDB's protocol, every write synced.

    It is a Python program whose many threads run one at a time; spread over cores they spend a fifth of their time on
    handing over to one another.
    """
    folder = settings.data_dir / "database"
    arguments = (
        str(BIN / "secantusd-py"), "--host", "127.0.0.1", "--port", str(settings.database_port),
        "--storage-path", str(folder), "--sync-on-commit", "--log-level", "WARNING",
    )  # fmt: skip
    ports = (settings.database_port,)
    return Part("database", arguments, os.environ, lambda: database_waits(settings), 30, folder, ports, one_core=True)


def broker(settings: Settings) -> Part:
    """The embedded broker. Its own program is started, not the wrapper, so that no child is left behind."""
    import noida_db

    folder = settings.data_dir / "broker"
    arguments = (
        str(Path(noida_db.__file__).parent / "noida-db"), "start", "--data-dir", str(folder),
        "--host", "127.0.0.1", "--only", "kafka", "--kafka-port", str(settings.broker_port),
    )  # fmt: skip
    ports = (settings.broker_port,)
    return Part("broker", arguments, os.environ, lambda: broker_waits(settings), 30, folder, ports)


def web(settings: Settings, service: str) -> Part:
    """A service's web process: gunicorn with threads."""
    configuration = str(ROOT / "deploy" / "gunicorn.conf.py")
    arguments = (
        sys.executable, "-m", "gunicorn", "--config", configuration,
        "--bind", f"{settings.host}:{settings.ports[service]}", f"services.{service}.app:create_app()",
    )  # fmt: skip
    url = settings.url(service)
    ports = (settings.ports[service],)
    return Part(f"{service}-web", arguments, environment(settings, service), lambda: web_waits(url), ports=ports)


def worker(settings: Settings, service: str) -> Part:
    """A service's worker process."""
    arguments = (sys.executable, "-m", "shared.worker", service)
    begun = datetime.now(UTC)
    return Part(
        f"{service}-worker",
        arguments,
        environment(settings, service),
        lambda: _worker_waits(settings, service, begun),
        sign=lambda: _worker_sign(settings, service),
    )


def services(settings: Settings) -> list[Part]:
    """Every web and worker process."""
    return [make(settings, service) for service in SERVICES for make in (worker, web)]


def environment(settings: Settings, service: str) -> dict[str, str]:
    """The environment that gives a child exactly these settings."""
    measures = _measures(settings) / service
    measures.mkdir(parents=True, exist_ok=True)
    ports = {f"YIZHAN_{name.upper()}_PORT": str(port) for name, port in settings.ports.items()}
    urls = {f"YIZHAN_{name.upper()}_URL": url for name, url in settings.service_urls.items()}
    own = {
        "YIZHAN_PROFILE": settings.profile,
        "YIZHAN_DATA_DIR": str(settings.data_dir.resolve()),
        "YIZHAN_HOST": settings.host,
        "YIZHAN_DATABASE_PREFIX": settings.database_prefix,
        "YIZHAN_LOG_LEVEL": settings.log_level,
        "YIZHAN_SERVICE": service,
        "MONGODB_URI": settings.mongodb_uri,
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_servers,
        "PROMETHEUS_MULTIPROC_DIR": str(measures),
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **ports, **urls, **own}


def forget_measures(settings: Settings) -> None:
    """Throw away the measures of earlier runs; their processes are gone."""
    shutil.rmtree(_measures(settings), ignore_errors=True)


def _measures(settings: Settings) -> Path:
    return settings.data_dir.resolve() / "run" / "measures"


def database_waits(settings: Settings) -> str:
    """Ask the database for a ping."""
    client = connect(settings.mongodb_uri, timeout_ms=1_000)
    try:
        client.admin.command("ping")
        return ""
    except PyMongoError as error:
        return str(error).splitlines()[0][:200]
    finally:
        client.close()


def broker_waits(settings: Settings) -> str:
    """Ask the broker for its topics, creating those that are missing."""
    host, _, port = settings.kafka_servers.partition(",")[0].rpartition(":")
    with socket.socket() as probe:
        probe.settimeout(1.0)
        if probe.connect_ex((host or "127.0.0.1", int(port))) != 0:
            return f"nobody listens at {settings.kafka_servers}"
    bus = KafkaBus(settings.kafka_servers)
    try:
        bus.ensure(TOPICS)
        return ""
    except BusError as error:
        return str(error)[:200]
    finally:
        bus.close()


def _worker_waits(settings: Settings, service: str, begun: datetime) -> str:
    """Look for a heartbeat since we began."""
    try:
        beat = _heartbeat(settings, service)
    except PyMongoError as error:
        return str(error).splitlines()[0][:200]
    return "" if beat is not None and beat >= begun - timedelta(seconds=1) else "no heartbeat yet"


def _worker_sign(settings: Settings, service: str) -> object:
    """Give when the worker last said that it works, 0 where it never did; None where the database is away."""
    try:
        return _heartbeat(settings, service) or 0
    except PyMongoError:
        return None


def _heartbeat(settings: Settings, service: str) -> datetime | None:
    client = connect(settings.mongodb_uri, timeout_ms=1_000)
    try:
        beat = client[settings.database_of(service)]["workers"].find_one({"_id": service})
    finally:
        client.close()
    return beat["at"] if beat else None


def web_waits(url: str) -> str:
    """Ask a web process whether it is ready; where it is not, for what it waits."""
    try:
        answer = httpx.get(f"{url}/readyz", timeout=READY_SECONDS, headers={"Accept": "application/json"})
        told = answer.json()
    except httpx.TimeoutException:
        return "does not answer in time"
    except (httpx.HTTPError, ValueError) as error:
        return "nobody listens" if isinstance(error, httpx.ConnectError) else f"{type(error).__name__}"
    if answer.status_code == 200:
        return ""
    waits = ", ".join(told["errors"]) if isinstance(told, dict) and told.get("errors") else str(answer.status_code)
    return f"not ready, waits for: {waits}"
