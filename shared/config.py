"""Settings: everything that differs between a desk, a test and a province, read from the environment once.

Each variable may be given as `NAME_FILE` instead, holding the path of a file with the value (secrets mounted as files).
What is not given has the value of the local run. docs/settings.md lists them all, and a test compares.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from environs import EnvError, FileAwareEnv, validate

SERVICES = ("intake", "approval", "complaints", "metrics")
"""The four services, in the order a case meets them."""

TOOLS = "tools"
"""The name under which commands and the launcher load settings: they need no secrets."""

PORTS: Mapping[str, int] = MappingProxyType({"intake": 8001, "approval": 8002, "complaints": 8003, "metrics": 8004})
BROKER_PORT = 19092
DATABASE_PORT = 27027
PROFILES = ("demo", "production")
LOG_LEVELS = ("debug", "info", "warning", "error")
MASTER_KEY_BYTES = 32
QUIET = r"|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
"""How quiet hours are written, or nothing."""

ORIGIN = r"[A-Za-z0-9._/-]{3,100}"
"""How a journal is named."""

_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)


class BadSettings(Exception):
    """A setting is missing or makes no sense; the message names it and never shows a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process.

    Attributes:
        service: one of `SERVICES`, or `tools`.
        profile: `demo` or `production`.
        data_dir: where the local run keeps its files.
        host: the address the services listen on.
        ports: the port of each service.
        service_urls: the public address of each service, without a slash at the end.
        broker_port: where the launcher's own broker listens.
        database_port: where the launcher's own database listens.
        mongodb_uri: the replica set that holds the stores.
        kafka_servers: bootstrap servers, separated by commas.
        database_prefix: the common beginning of the database names.
        secret_key: signs cookies, CSRF tokens and cursors.
        token_key: the Ed25519 private key that signs tokens, as PEM.
        older_token_keys: keys still believed, as PEM.
        master_key: 32 bytes that wrap the keys of persons.
        log_level: `debug`, `info`, `warning` or `error`.
        measures_port: where a worker process shows its measures; 0: nowhere, the web process shows them too.
        checkpoint_key: the Ed25519 private key that signs checkpoints, as PEM; metrics alone needs it.
        checkpoint_origin: the name of this installation's journal, on every checkpoint.
        checkpoint_keys: public keys that `yizhan verify` believes, besides the one at hand (`name+id+key` each).
        policy_keys: the office's public keys that may sign scoring policies, JSON; empty: none.
        window_lost_seconds: a window's device that is silent for longer counts as offline.
        late_grace_minutes: how late a check-in may be before it counts as late.
        absent_after_minutes: a rostered post with nobody so long after its half day began is noted as empty.
        market_least_minutes: how long somebody must be there for a market day to count as kept (G12).
        terminal_idle_seconds: how long nobody may touch a self-service terminal before it forgets whoever was there.
        message_url: the gateway that messages to people are posted to; empty: each is written to a file instead.
        message_token: the bearer token of that gateway.
        material_most_mb: how large an uploaded file may be, in MiB.
        material_most_megapixels: how many pixels an uploaded picture may have, in millions.
        material_most_files: how many files a case may have.
        material_draft_days: how long an upload is kept that nobody handed in.
        message_quiet: hours in which no message is sent, `21:00-08:00`; empty: none.
        hall_limits: a file that changes lengths, counts and limits of a hall's day; empty: those given hold.
        card_rules_file: a file of later statements of the numbers behind the cards; empty: the packaged one holds.
        complaint_limits_file: a file of later statements of the limits of complaints; empty: the packaged one holds.
        proxy_handover_days: working days a village point has to hand an application over (B-5).
        retention_months: months that ended matters are kept before a person may be erased (our own default).
        proxy_report_days: working days it has to report a result back (B-5).
    """

    service: str
    mongodb_uri: str = field(repr=False)
    kafka_servers: str
    profile: str = "demo"
    data_dir: Path = Path(".data")
    host: str = "127.0.0.1"
    ports: Mapping[str, int] = field(default_factory=lambda: PORTS)
    service_urls: Mapping[str, str] = field(default_factory=lambda: _urls("127.0.0.1", PORTS))
    broker_port: int = BROKER_PORT
    database_port: int = DATABASE_PORT
    database_prefix: str = "yizhan"
    secret_key: str = field(default="", repr=False)
    token_key: str = field(default="", repr=False)
    older_token_keys: tuple[str, ...] = field(default=(), repr=False)
    master_key: bytes = field(default=b"", repr=False)
    log_level: str = "info"
    measures_port: int = 0
    window_lost_seconds: int = 180
    checkpoint_key: str = field(default="", repr=False)
    checkpoint_origin: str = "yizhan/journal"
    checkpoint_keys: tuple[str, ...] = ()
    policy_keys: str = ""
    late_grace_minutes: int = 5
    absent_after_minutes: int = 30
    market_least_minutes: int = 180
    terminal_idle_seconds: int = 90
    message_url: str = ""
    message_token: str = field(default="", repr=False)
    message_quiet: str = "21:00-08:00"
    material_most_mb: int = 10
    material_most_megapixels: int = 50
    material_most_files: int = 60
    material_draft_days: int = 7
    hall_limits: str = ""
    complaint_limits_file: str = ""
    card_rules_file: str = ""
    proxy_handover_days: int = 1
    proxy_report_days: int = 1
    retention_months: int = 120

    @classmethod
    def load(cls, service: str = TOOLS) -> Settings:
        """Read the settings of a service's process from the environment.

        Raises:
            BadSettings: a value makes no sense, or a service's secret is missing.
        """
        try:
            settings = _load(service)
            return settings if service == TOOLS else _with_secrets(settings)
        except (EnvError, ValueError) as error:
            raise BadSettings(f"settings: {error}") from error

    def for_service(self, service: str) -> Settings:
        """Give the same settings for a service's process, with its secrets.

        Raises:
            BadSettings: a secret is missing or makes no sense.
        """
        return _with_secrets(replace(self, service=service))

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration profile."""
        return self.profile == "demo"

    @property
    def database(self) -> str:
        """The name of the process's own database."""
        return self.database_of(self.service)

    @property
    def vault_database(self) -> str:
        """The name of the database that keeps the keys of persons."""
        return self.database_of("vault")

    @property
    def port(self) -> int:
        """The port this service listens on."""
        return self.ports[self.service]

    def database_of(self, service: str) -> str:
        """Tell the name of a service's database."""
        return f"{self.database_prefix}_{service}"

    def url(self, service: str) -> str:
        """Tell the public address of a service."""
        return self.service_urls[service]


def _load(service: str) -> Settings:
    if service not in (*SERVICES, TOOLS):
        raise BadSettings(f"settings: there is no service {service!r}")
    env, outside = _env("YIZHAN_"), _env()
    host = env.str("HOST", "127.0.0.1")
    ports = {name: env.int(f"{name.upper()}_PORT", port) for name, port in PORTS.items()}
    urls = {name: env.str(f"{name.upper()}_URL", url).rstrip("/") for name, url in _urls(host, ports).items()}
    broker_port, database_port = env.int("BROKER_PORT", BROKER_PORT), env.int("DATABASE_PORT", DATABASE_PORT)
    return Settings(
        service=service,
        profile=env.str("PROFILE", "demo", validate=validate.OneOf(PROFILES)),
        data_dir=env.path("DATA_DIR", Path(".data")),
        host=host,
        ports=MappingProxyType(ports),
        service_urls=MappingProxyType(urls),
        broker_port=broker_port,
        database_port=database_port,
        mongodb_uri=outside.str("MONGODB_URI", None) or database_address(database_port),
        kafka_servers=outside.str("KAFKA_BOOTSTRAP_SERVERS", None) or f"127.0.0.1:{broker_port}",
        database_prefix=env.str("DATABASE_PREFIX", "yizhan"),
        measures_port=env.int("MEASURES_PORT", 0),
        window_lost_seconds=env.int("WINDOW_LOST_SECONDS", 180, validate=validate.Range(min=30)),
        late_grace_minutes=env.int("LATE_GRACE_MINUTES", 5, validate=validate.Range(min=0)),
        absent_after_minutes=env.int("ABSENT_AFTER_MINUTES", 30, validate=validate.Range(min=1)),
        market_least_minutes=env.int("MARKET_LEAST_MINUTES", 180, validate=validate.Range(min=1)),
        terminal_idle_seconds=env.int("TERMINAL_IDLE_SECONDS", 90, validate=validate.Range(min=10)),
        message_url=env.str("MESSAGE_URL", ""),
        message_token=env.str("MESSAGE_TOKEN", ""),
        material_most_mb=env.int("MATERIAL_MOST_MB", 10, validate=validate.Range(min=1, max=100)),
        material_most_megapixels=env.int("MATERIAL_MOST_MEGAPIXELS", 50, validate=validate.Range(min=1, max=500)),
        material_most_files=env.int("MATERIAL_MOST_FILES", 60, validate=validate.Range(min=1)),
        material_draft_days=env.int("MATERIAL_DRAFT_DAYS", 7, validate=validate.Range(min=1)),
        policy_keys=env.str("POLICY_KEYS", ""),
        checkpoint_origin=env.str("CHECKPOINT_ORIGIN", "yizhan/journal", validate=validate.Regexp(ORIGIN)),
        checkpoint_keys=tuple(env.str("CHECKPOINT_KEYS", "").split()),
        message_quiet=env.str("MESSAGE_QUIET", "21:00-08:00", validate=validate.Regexp(QUIET)),
        hall_limits=env.str("HALL_LIMITS", ""),
        complaint_limits_file=env.str("COMPLAINT_LIMITS_FILE", ""),
        card_rules_file=env.str("CARD_RULES_FILE", ""),
        proxy_handover_days=env.int("PROXY_HANDOVER_DAYS", 1, validate=validate.Range(min=1)),
        retention_months=env.int("RETENTION_MONTHS", 120, validate=validate.Range(min=0)),
        proxy_report_days=env.int("PROXY_REPORT_DAYS", 1, validate=validate.Range(min=1)),
        log_level=env.str("LOG_LEVEL", "info", validate=validate.OneOf(LOG_LEVELS)),
    )


def _with_secrets(settings: Settings) -> Settings:
    env, data_dir = _env("YIZHAN_"), settings.data_dir
    return replace(
        settings,
        secret_key=_secret(env, data_dir, "secret_key"),
        token_key=_secret(env, data_dir, "token_key"),
        master_key=_master_key(_secret(env, data_dir, "master_key")),
        checkpoint_key=_secret(env, data_dir, "checkpoint_key") if settings.service == "metrics" else "",
        older_token_keys=tuple(_PEM.findall(env.str("OLDER_TOKEN_KEYS", ""))),
    )


def _env(prefix: str | None = None) -> FileAwareEnv:
    return FileAwareEnv(prefix=prefix, strip_whitespace=True)


def _secret(env: FileAwareEnv, data_dir: Path, name: str) -> str:
    """Take a secret from the environment, or else from the data directory of the local run."""
    given: str | None = env.str(name.upper(), None)
    if given:
        return given
    path = secret_file(data_dir, name)
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        raise BadSettings(f"settings: set YIZHAN_{name.upper()} (or ..._FILE); `yizhan up` makes one") from None
    except (OSError, UnicodeDecodeError) as error:  # it is there: another one in its place would be the wrong advice
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise BadSettings(f"settings: {path} cannot be read ({why}); let this user read it, never replace it") from None


def _master_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise BadSettings("settings: YIZHAN_MASTER_KEY is not 32 bytes in base64")
    return key


def _urls(host: str, ports: Mapping[str, int]) -> dict[str, str]:
    reachable = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
    return {name: f"http://{reachable}:{port}" for name, port in ports.items()}


def database_address(port: int) -> str:
    """Give the URI of the database that the launcher starts.

    The embedded database remembers every retryable write and looks through all of them at each new one: after ten
    thousand, a write takes fifty times as long. So the driver is told not to mark writes as retryable.
    """
    return f"mongodb://127.0.0.1:{port}/?replicaSet=secantus&retryWrites=false"


def secret_file(data_dir: Path, name: str) -> Path:
    """Tell where the local run keeps a secret."""
    return data_dir / "secrets" / name
