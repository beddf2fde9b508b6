"""The `yizhan` command. Each subcommand is a module of `shared/commands`, loaded when it is called.

Exit codes: 0 done, 1 a check failed, 2 used wrongly. Errors are one line on stderr, never a traceback.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys

import click

from shared.config import BadSettings

COMMANDS = (
    "up",
    "status",
    "down",
    "topics",
    "simulate",
    "due",
    "market",
    "replay",
    "export",
    "rebuild",
    "verify",
    "refill",
    "restore",
    "parked",
    "policy",
    "limits",
    "cards",
)
"""Every subcommand, in the order of the help; one whose module is not installed is not listed."""


class Lazy(click.Group):
    """A group that imports a subcommand's module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name in COMMANDS if importlib.util.find_spec(f"shared.commands.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"shared.commands.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yizhan", prog_name="yizhan")
def yizhan() -> None:
    """Yizhan (一站): government service halls on a journal that proves itself."""


def main() -> None:
    """Run the command; tell errors in one line."""
    try:
        code = yizhan.main(standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        click.echo(f"yizhan: {' '.join(wrong.format_message().split())}", err=True)
        sys.exit(wrong.exit_code)
    except BadSettings as wrong_setting:
        click.echo(f"yizhan: {wrong_setting}", err=True)
        sys.exit(2)
    except Exception as error:
        troubles = importlib.import_module("shared.commands.troubles")
        click.echo(f"yizhan: {troubles.told(error)}", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
