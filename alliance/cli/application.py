"""The tree of commands. Names and order are declared here, help is in ``messages``, each function in a module of its part."""

from __future__ import annotations

import inspect
from typing import Any

import typer

from alliance import messages
from alliance.cli import commands, exchanging, exploring, importing, keeping, partnering, serving, structures, structuring, working
from alliance.cli.commands import classes, command, help_of, shared_options

# panel → name of the command → function; a name of two words is a command of a group
COMMANDS: dict[str, dict[str, Any]] = {
    "asking": {
        "search": exploring.search,
        "show": exploring.show,
        "neighbours": exploring.neighbours,
        "path": exploring.path,
        "isolates": structuring.isolates,
        "matrix": structuring.matrix,
        "overview": exploring.overview,
        "gaps": structures.gaps,
        "coverage": structures.coverage,
        "bridges": structures.bridges,
        "groups": structures.groups,
        "alliance": structures.alliance,
        "compare": structures.compare,
    },
    "acting": {
        "worklist assign": working.assign,
        "worklist confirm": working.confirm,
        "worklist progress": working.progress,
        "targets set": working.set_target,
        "targets load": working.load_targets,
        "targets template": working.target_template,
        "targets remove": working.remove_targets,
        "draft": structures.draft,
        "partners": partnering.partners,
        "why": partnering.why,
        "answer": partnering.answer,
        "answers": partnering.answers,
        "plan save": exchanging.save,
        "plan show": exchanging.show,
        "plan list": exchanging.listed,
        "plan change": exchanging.change,
        "plan state": exchanging.state,
        "plan papers": exchanging.papers,
        "plan record": exchanging.record,
    },
    "data": {
        "import": importing.import_files,
        "template": importing.template,
        "export": keeping.export,
        "history": importing.history,
        "undo": importing.undo,
        "generate": importing.generate,
        "stores": keeping.stores,
        "new": keeping.new,
        "settings": keeping.settings,
    },
    "keeping": {
        "backup": keeping.backup,
        "restore": keeping.restore,
        "copy": keeping.copy,
        "audit verify": keeping.audit_verify,
        "evaluate partners": partnering.evaluate,
        "doctor": keeping.doctor,
        "serve": serving.serve,
    },
}
# what a group does when no command of it is named
GROUPS: dict[str, Any] = {"plan": exchanging.plan, "worklist": working.worklist, "targets": working.targets, "audit": None, "evaluate": None}


def application(language: str = "zh") -> typer.Typer:
    """Return the command line in a language."""
    one, group = classes(language)
    app = typer.Typer(
        name="alliance",
        cls=group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode="rich",
        help=messages.text("cli.help.application", language),
        pretty_exceptions_enable=False,
    )
    app.callback()(_before(language))
    groups: dict[str, typer.Typer] = {}
    for panel, members in COMMANDS.items():
        title = messages.text(f"cli.panel.{panel}", language)
        for name, function in members.items():
            head, _, word = name.partition(" ")
            if word and head not in groups:
                groups[head] = _group(head, language, group)
                app.add_typer(groups[head], name=head, rich_help_panel=title)
            home = groups[head] if word else app
            home.command(
                word or head, cls=one, help=help_of(name, language), rich_help_panel=messages.text("cli.commands", language) if word else title
            )(command(function, name, language))
    return app


def _before(language: str) -> Any:
    """Return the callback that keeps options standing before the name of a command."""

    def before(ctx: typer.Context, **values: Any) -> None:
        ctx.obj = {**(ctx.obj or {}), **{name: value for name, value in values.items() if value}}

    first = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    before.__signature__ = inspect.Signature([first, *shared_options("alliance", language)])  # type: ignore[attr-defined]
    before.__annotations__ = {p.name: p.annotation for p in before.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return before


def _group(name: str, language: str, cls: Any) -> typer.Typer:
    alone = GROUPS[name]
    app = typer.Typer(
        cls=cls, help=help_of(name, language), no_args_is_help=alone is None, invoke_without_command=alone is not None, rich_markup_mode="rich"
    )
    if alone is None:
        app.callback()(_before(language))
        return app
    run = command(alone, name, language)

    def callback(ctx: typer.Context, **values: Any) -> int:
        if ctx.invoked_subcommand:
            ctx.obj = {**(ctx.obj or {}), **{key: values[key] for key in commands.SHARED if values[key]}}
            return 0
        return run(ctx, **values)

    callback.__signature__ = run.__signature__  # type: ignore[attr-defined]
    callback.__annotations__ = run.__annotations__
    app.callback()(callback)
    return app
