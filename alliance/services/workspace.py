"""The workspace: an open store with every use case as a method; what the library, the command line and the app work with.

>>> import alliance                                       # doctest: +SKIP
>>> net = alliance.open_store("my.alliance")              # doctest: +SKIP
>>> net.isolates(on="2026-01-29").counts["unknown"]       # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING, Any

from alliance.model import Actor
from alliance.network.time.window import window_of
from alliance.services.session import Session
from alliance.services.use_cases import USE_CASES, UseCase
from alliance.stores.opening import open_graph_store

if TYPE_CHECKING:
    from alliance.services import naming as _naming
    from alliance.services.alliances import alliances as _alliances
    from alliance.services.alliances import member_proposal as _member_proposal
    from alliance.services.data import exporting as _exporting
    from alliance.services.data import forms as _forms
    from alliance.services.data import history as _history
    from alliance.services.data import importing as _importing
    from alliance.services.data import settings as _settings
    from alliance.services.data import waiting_import as _waiting_import
    from alliance.services.exchanges import outcomes as _outcomes
    from alliance.services.exchanges import planning as _planning
    from alliance.services.explore import node_choice as _node_choice
    from alliance.services.explore import node_detail as _node_detail
    from alliance.services.explore import overview as _overview
    from alliance.services.explore import panorama as _panorama
    from alliance.services.explore import panorama_years as _panorama_years
    from alliance.services.explore import periods as _periods
    from alliance.services.explore import search as _search
    from alliance.services.explore import units as _units
    from alliance.services.explore.files import neighbourhood_files as _neighbourhood_files
    from alliance.services.explore.files import panorama_files as _panorama_files
    from alliance.services.explore.neighbourhood import neighbourhood_facts as _neighbourhood_facts
    from alliance.services.explore.neighbourhood import neighbours_paths as _neighbours_paths
    from alliance.services.explore.saved import views as _views
    from alliance.services.industries import coverage as _coverage
    from alliance.services.industries import gaps as _gaps
    from alliance.services.industries import mixing as _mixing
    from alliance.services.industries import target_groups as _target_groups
    from alliance.services.industries import targets as _targets
    from alliance.services.industries import targets_table as _targets_table
    from alliance.services.partners import decisions as _decisions
    from alliance.services.partners import first_suggestions as _first_suggestions
    from alliance.services.partners import introduction_starts as _introduction_starts
    from alliance.services.partners import suggestion_rounds as _suggestion_rounds
    from alliance.services.partners import suggestions as _suggestions
    from alliance.services.reach import feedback as _feedback
    from alliance.services.reach import hidden_workshops as _hidden_workshops
    from alliance.services.reach import progress as _progress
    from alliance.services.reach import reach as _reach
    from alliance.services.reach import reach_settings as _reach_settings
    from alliance.services.reach import worklist as _worklist
    from alliance.services.reach import worklist_entries as _worklist_entries
    from alliance.services.reach import worklist_files as _worklist_files
    from alliance.services.register import changing as _changing
    from alliance.services.register import directory as _directory
    from alliance.services.register import facts as _facts
    from alliance.services.register import merging as _merging
    from alliance.services.register import recognition as _recognition
    from alliance.services.register import showing as _showing
    from alliance.services.register import table as _table
    from alliance.services.register import ties as _ties
    from alliance.services.stores import backup as _backup
    from alliance.services.stores import doctor as _doctor
    from alliance.services.stores import store_facts as _store_facts
    from alliance.services.structure import bridges as _bridges
    from alliance.services.structure import communities as _communities
    from alliance.services.structure import then_and_now as _then_and_now


class Workspace(Session):
    """A session with every use case as a method: ``net.search("焊接")`` is ``explore.search.search(net, "焊接")``.

    A type checker sees the functions themselves. At run time each is loaded when it is first touched, so that a search does
    not load what only a plan needs; ``dir`` and ``help`` find them all.
    """

    if TYPE_CHECKING:
        search = _search.search
        show = _node_detail.show
        neighbours = _neighbours_paths.neighbours
        neighbourhood_file = _neighbourhood_files.neighbourhood_file
        path = _neighbours_paths.path
        neighbourhood_facts = _neighbourhood_facts.neighbourhood_facts
        overview = _overview.overview
        starts = _overview.starts
        panorama = _panorama.panorama
        panorama_years = _panorama_years.panorama_years
        panorama_file = _panorama_files.panorama_file
        views = _views.views
        save_view = _views.save_view
        rename_view = _views.rename_view
        remove_view = _views.remove_view
        choose_node = _node_choice.choose_node
        find_places = _node_choice.find_places
        names_of = _naming.names_of
        units = _units.units
        periods = _periods.periods
        period_choices = _periods.period_choices
        resolve = _naming.resolve
        isolates = _reach.isolates
        reach_of = _reach.reach_of
        reach_rows = _reach.reach_rows
        worklist = _worklist.worklist
        assign = _worklist.assign
        confirm_links = _worklist.confirm_links
        worklist_owners = _worklist_entries.worklist_owners
        step_history = _worklist_entries.step_history
        hidden_workshops = _hidden_workshops.hidden_workshops
        read_feedback = _feedback.read_feedback
        keep_feedback = _feedback.keep_feedback
        worklist_file = _worklist_files.worklist_file
        reach_settings = _reach_settings.reach_settings
        reach_progress = _progress.reach_progress
        reach_preview = _progress.reach_preview
        matrix = _mixing.matrix
        cell = _mixing.cell
        targets = _targets.targets
        set_targets = _targets.set_targets
        remove_targets = _targets.remove_targets
        target_groups = _target_groups.target_groups
        targets_template = _targets_table.targets_template
        read_targets = _targets_table.read_targets
        gaps = _gaps.gaps
        coverage = _coverage.coverage
        bridges = _bridges.bridges
        groups = _communities.groups
        compare = _then_and_now.compare
        alliance = _alliances.alliance
        alliances = _alliances.alliances
        draft_members = _member_proposal.draft_members
        partners = _suggestions.partners
        why_not = _suggestions.why_not
        answer = _decisions.answer
        answers = _decisions.answers
        exclude = _decisions.exclude
        suggest_all = _suggestion_rounds.suggest_all
        round_file = _suggestion_rounds.round_file
        last_round = _suggestion_rounds.last_round
        introduction_starts = _introduction_starts.introduction_starts
        first_suggestions = _first_suggestions.first_suggestions
        plan = _planning.plan
        saved_plan = _planning.saved_plan
        save_plan = _planning.save_plan
        plans = _planning.plans
        change_plan = _planning.change_plan
        plan_state = _planning.plan_state
        plan_workbook = _planning.plan_workbook
        plan_calendar = _planning.plan_calendar
        record_outcome = _outcomes.record_outcome
        check = _importing.check
        preview = _importing.preview
        confirm = _importing.confirm
        discard = _importing.discard
        staged = _importing.staged
        edit = _importing.edit
        waiting_import = _waiting_import.waiting_import
        remembered_forms = _forms.remembered_forms
        history = _history.history
        undo_preview = _history.undo_preview
        undo = _history.undo
        export = _exporting.export
        settings = _settings.settings
        set_setting = _settings.set_setting
        set_settings = _settings.set_settings
        register = _directory.register
        register_table = _table.register_table
        state_count = _table.state_count
        add_workshop = _facts.add_workshop
        correct_facts = _facts.correct_facts
        rename = _facts.rename
        add_tie = _ties.add_tie
        end_tie = _ties.end_tie
        appoint_leader = _changing.appoint_leader
        move_workshop = _changing.move_workshop
        record_review = _recognition.record_review
        recognise = _recognition.recognise
        notices = _recognition.notices
        compare_records = _merging.compare_records
        merge_records = _merging.merge_records
        stop_showing = _showing.stop_showing
        show_again = _showing.show_again
        not_shown = _showing.not_shown
        store_facts = _store_facts.store_facts
        store_counts = _store_facts.store_counts
        backup = _backup.backup
        audit_check = _backup.audit_check
        doctor = _doctor.doctor


class _Method:
    """A use case as an attribute of the class: the function where the class is asked, bound to the workspace where an object is."""

    def __init__(self, case: UseCase) -> None:
        self.case = case

    def __get__(self, net: Workspace | None, _owner: type) -> Callable[..., Any]:
        function = self.case.function
        return function if net is None else MethodType(function, net)


for _case in USE_CASES.values():
    setattr(Workspace, _case.name, _Method(_case))


def open_store(location: str | Path | None = None, *, actor: Actor | None = None, create: bool = True, on: str = "", period: str = "") -> Workspace:
    """Open a store and return the workspace on it; ``on`` is the day its results are given for where a call names none.

    ``period`` is how far back a contact counts as recent: 1y, 3y or all; empty: by the setting.

    ``location`` is a path, ``sqlite:///path`` or ``neo4j://…``; None means ``ALLIANCE_STORE``, else the store chosen last in the
    app, else the sample (``services.stores.creating``). Raises the ``StoreError`` family.
    """
    from alliance.services.stores.creating import current_location  # the sample is made by an import: not needed for a search

    window_of(period)  # a slip is refused before anything is opened
    return Workspace(open_graph_store(str(location) if location else current_location(), create=create), actor, on=on, period=period)
