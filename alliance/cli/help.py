"""The help of a command in the language of the run."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from alliance import messages
from alliance.cli.options import Number
from alliance.cli.run import Run

WIDTH = 100  # where no terminal says how wide it is


def command_help(path: str, language: str) -> str:
    """Return the help of a command: ``cli.help.<path>``, blanks of the path as points."""
    return messages.text(f"cli.help.{path.replace(' ', '.') or 'application'}", language)


def option_help(path: str, option: str, language: str) -> str:
    """Return the help of an option: that of the command, else the one all commands share. Raises ``KeyError`` where there is none."""
    known = messages.catalogue(language)
    own = f"cli.option.{path.replace(' ', '.')}.{option}"
    return known[own] if own in known else known[f"cli.option.{option}"]


def help_text(command: click.Command, ctx: click.Context, panels: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the help of a command: usage, what it does, its arguments, options and, of a group, its commands by panel (``cli.<panel>``)."""
    run = ctx.ensure_object(Run)
    path = ctx.command_path.partition(" ")[2]
    params = [(param, _param_help(param, path, run)) for param in command.get_params(ctx)]
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=sys.stdout.isatty(), width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    arguments = [_names(param, ctx) for param, _ in params if isinstance(param, click.Argument)]
    pieces = [command.options_metavar or "", *arguments, *([command.subcommand_metavar] if isinstance(command, click.Group) else [])]
    console.print(Text(f"{run.text('usage')}{ctx.command_path} {' '.join(pieces)}"))
    console.print(Text(f"\n{command_help(path, run.language)}"))
    _print_section(console, run.text("arguments"), [(_names(param, ctx), text) for param, text in params if isinstance(param, click.Argument)])
    _print_section(console, run.text("options"), [(_names(param, ctx), text) for param, text in params if isinstance(param, click.Option)])
    for panel, names in (panels or {}).items():
        _print_section(console, run.text(panel), [(name, command_help(f"{path} {name}".strip(), run.language)) for name in names])
    return "\n".join(line.rstrip() for line in shown.getvalue().splitlines())


def _names(param: click.Parameter, ctx: click.Context) -> str:
    """Return what is typed: ``--grouping, --by groups|section|division``, or the word of an argument, in brackets where it may be left out."""
    if not isinstance(param, click.Option):
        word = param.metavar or (param.name or "").upper()
        return (word if param.required else f"[{word}]") + ("..." if param.nargs == -1 else "")
    names = ", ".join(param.opts) + "".join(f"/{name}" for name in param.secondary_opts)
    return names if param.is_flag else f"{names} {param.make_metavar(ctx)}"


def _param_help(param: click.Parameter, path: str, run: Run) -> str:
    """Return the help of a parameter with what else there is to know: required, its bounds, its default."""
    if "--help" in param.opts:
        return run.text("option.help")
    more = [run.text("required")] if param.required else []
    if isinstance(param.type, Number) and param.type.most is not None:
        more.append(f"{param.type.least}–{param.type.most}")
    shown = isinstance(param, click.Option) and param.show_default is not False and not isinstance(param.default, bool)
    if shown and isinstance(param.default, (str, int)) and param.default != "":
        more.append(run.text("default", value=param.default))
    return option_help(path, param.name or "", run.language) + (run.text("more", parts=more) if more else "")


def _print_section(console: Console, title: str, rows: Iterable[tuple[str, str]]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(Text(f"  {name}"), Text(text))
    if table.row_count:
        console.print(Text(f"\n{title}", style="bold"))
        console.print(table)
