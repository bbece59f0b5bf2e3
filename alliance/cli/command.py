"""Commands and groups of commands: the options that all have, help in the language of the run, and a command made from one use case."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

import click

from alliance.cli.help import help_text
from alliance.cli.options import LOOKS, SHARED, Look, parameter_of
from alliance.cli.run import Run
from alliance.services.use_cases import USE_CASES

if TYPE_CHECKING:
    from alliance.cli.printing import Page
    from alliance.services.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")
# what the frame itself hands to a use case: --on, --lang, the bar
OF_THE_FRAME = ("on", "lang", "progress")


class Command(click.Command):
    """A command of the tree. Its own options come first, then those that every command has."""

    def get_own_params(self) -> list[click.Parameter]:
        """Return the options and arguments of this command alone."""
        return self.params

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return all options and arguments."""
        return _with_shared(self, ctx, self.get_own_params())

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the language of the run."""
        return help_text(self, ctx)


class Group(click.Group):
    """A group of commands; with ``alone`` a command that runs where no command of the group is named.

    ``panels`` are the titles (``cli.<title>``) under which help lists the commands.
    """

    def __init__(self, name: str, alone: Command | None = None) -> None:
        super().__init__(name, callback=self._run_alone, invoke_without_command=alone is not None)
        self.alone = alone
        self.panels: dict[str, list[str]] = {}

    def place(self, command: click.Command, name: str, panel: str) -> None:
        """Give a command its name and its place in help."""
        command.name = name
        self.add_command(command)
        self.panels.setdefault(panel, []).append(name)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return all options."""
        return _with_shared(self, ctx, [*self.params, *(self.alone.get_own_params() if self.alone else [])])

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the language of the run."""
        return help_text(self, ctx, self.panels)

    def _run_alone(self, **values: object) -> int | None:
        ctx = click.get_current_context()
        if self.alone is None or self.alone.callback is None or ctx.invoked_subcommand:
            return None
        code: int | None = self.alone.callback(**values)
        return code


def _with_shared(command: click.Command, ctx: click.Context, own: list[click.Parameter]) -> list[click.Parameter]:
    """Return a command's own parameters, the shared options and ``--help``."""
    help_option = command.get_help_option(ctx)
    return [*own, *SHARED, *([help_option] if help_option else [])]


def command(function: Callable[Concatenate[Run, P], int | None]) -> Command:
    """Make a function of the run and of its options a command; it returns the exit code, None for 0."""
    return click.command(cls=Command)(click.pass_obj(function))


class UseCaseCommand(Command, Generic[R]):
    """A command that is one use case: options from its signature, its result drawn by one function."""

    def __init__(
        self,
        case: Callable[[Workspace], Callable[..., R]],
        draw: Callable[[Page, R], None],
        code: Callable[[R], int],
        progress: str,
        without: Collection[str],
        looks: Mapping[str, Look],
    ) -> None:
        super().__init__(None, callback=self.run)
        self.case, self.draw, self.code, self.progress = case, draw, code, progress
        self.without, self.looks = {*without, *OF_THE_FRAME}, {**LOOKS, **looks}

    @cached_property
    def options(self) -> Mapping[str, inspect.Parameter]:
        """The parameters of the use case by name (``services.use_cases``)."""
        return USE_CASES[self.case(Run().nobody).__name__].options

    @cached_property
    def own_params(self) -> list[click.Parameter]:
        """Its parameters as click knows them; arguments stand in the order of the signature."""
        return [parameter_of(option, self.looks.get(name, Look())) for name, option in self.options.items() if name not in self.without]

    def get_own_params(self) -> list[click.Parameter]:
        """Return the parameters of the use case."""
        return self.own_params

    def run(self, **values: object) -> int:
        """Ask the use case, show its result and return the exit code."""
        run = click.get_current_context().ensure_object(Run)
        named: dict[str, object] = {"on": run.on, "lang": run.language}
        for name, value in values.items():
            option = self.options[name]
            # an option given as empty text counts as left out
            named[name] = option.default if value == "" and option.default is not option.empty else value
        first = [named.pop(name) for name, option in self.options.items() if option.default is option.empty and option.kind != option.KEYWORD_ONLY]
        result = self._ask(run, first, {name: value for name, value in named.items() if name in self.options})
        run.show(result, self.draw)
        return self.code(result)

    def _ask(self, run: Run, first: list[object], named: dict[str, object]) -> R:
        if not self.progress:
            return self.case(run.net)(*first, **named)
        with run.progress(self.progress) as bar:
            return self.case(run.net)(*first, progress=bar, **named)


def use_case(
    case: Callable[[Workspace], Callable[..., R]],
    draw: Callable[[Page, R], None],
    *,
    code: Callable[[R], int] = lambda _: 0,
    progress: str = "",
    without: Collection[str] = (),
    **looks: Look,
) -> UseCaseCommand[R]:
    """Return the command that is the use case ``case``: ``use_case(lambda net: net.gaps, draw_gaps)``.

    A type checker holds ``draw`` to the result of the use case. Types and defaults of the options stand at the use case itself, their
    words in ``messages`` (``cli.option.…``), how they look in ``options.LOOKS`` and for this command alone in ``looks``.
    ``without`` names the parameters that are for programs; ``code`` gives the exit code, ``progress`` the words of the bar.
    """
    return UseCaseCommand(case=case, draw=draw, code=code, progress=progress, without=without, looks=looks)
