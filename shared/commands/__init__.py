"""The subcommands of `yizhan`, one module each; every module offers a click command named `command`."""
