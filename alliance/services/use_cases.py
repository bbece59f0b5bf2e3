"""Every use case, declared once: workspace, commands, rights and tests all read this table.

A use case is a public function of a module of ``services`` whose first parameter is the session. The table gives its name and the
action that ``authorize`` asks about; its options, its result and its help stand at the function and are read from there.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

# module of services → use case → action; in the order in which a reader meets them
USE_CASES_OF: dict[str, dict[str, str]] = {
    "explore.search": {"search": "explore.search"},
    "explore.node_detail": {"show": "explore.show"},
    "explore.neighbourhood.neighbours_paths": {"neighbours": "explore.neighbours", "path": "explore.path"},
    "explore.neighbourhood.neighbourhood_facts": {"neighbourhood_facts": "explore.neighbours"},
    "explore.overview": {"overview": "explore.overview", "starts": "explore.overview"},
    "explore.panorama": {"panorama": "explore.panorama"},
    "explore.panorama_years": {"panorama_years": "explore.panorama"},
    "explore.files.panorama_files": {"panorama_file": "export"},
    "explore.files.neighbourhood_files": {"neighbourhood_file": "export"},
    "explore.saved.views": {"views": "views.read", "save_view": "views", "rename_view": "views", "remove_view": "views"},
    "explore.node_choice": {"choose_node": "explore.resolve", "find_places": "explore.names"},
    "explore.units": {"units": "explore.units"},
    "explore.periods": {"periods": "explore.periods", "period_choices": "explore.periods"},
    "naming": {"resolve": "explore.resolve", "names_of": "explore.names"},
    "reach.reach": {"isolates": "isolates", "reach_of": "isolates", "reach_rows": "isolates"},
    "reach.worklist": {"worklist": "worklist.read", "assign": "worklist", "confirm_links": "worklist"},
    "reach.worklist_entries": {"worklist_owners": "worklist.read", "step_history": "worklist.read"},
    "reach.hidden_workshops": {"hidden_workshops": "worklist.read"},
    "reach.feedback": {"read_feedback": "worklist.read", "keep_feedback": "worklist"},
    "reach.worklist_files": {"worklist_file": "export"},
    "reach.reach_settings": {"reach_settings": "settings.read"},
    "reach.progress": {"reach_progress": "worklist.read", "reach_preview": "settings.read"},
    "industries.mixing": {"matrix": "structure.matrix", "cell": "structure.cell"},
    "industries.targets": {"targets": "targets.read", "set_targets": "targets", "remove_targets": "targets"},
    "industries.target_groups": {"target_groups": "targets.read"},
    "industries.targets_table": {"targets_template": "targets.read", "read_targets": "targets.read"},
    "industries.gaps": {"gaps": "structure.gaps"},
    "industries.coverage": {"coverage": "structure.coverage"},
    "structure.bridges": {"bridges": "structure.bridges"},
    "structure.communities": {"groups": "structure.groups"},
    "structure.then_and_now": {"compare": "structure.compare"},
    "alliances.alliances": {"alliance": "structure.alliances", "alliances": "structure.alliances"},
    "alliances.member_proposal": {"draft_members": "structure.draft"},
    "partners.suggestions": {"partners": "partners.read", "why_not": "partners.read"},
    "partners.decisions": {"answer": "partners.answer", "answers": "partners.read", "exclude": "partners.answer"},
    "partners.suggestion_rounds": {"suggest_all": "partners.answer", "round_file": "export", "last_round": "partners.read"},
    "partners.introduction_starts": {"introduction_starts": "partners.read"},
    "partners.first_suggestions": {"first_suggestions": "partners.read"},
    "exchanges.planning": {
        "plan": "exchange.read",
        "saved_plan": "exchange.read",
        "save_plan": "exchange.write",
        "plans": "exchange.read",
        "change_plan": "exchange.write",
        "plan_state": "exchange.write",
        "plan_workbook": "exchange.read",
        "plan_calendar": "exchange.read",
    },
    "exchanges.outcomes": {"record_outcome": "exchange.write"},
    "data.importing": {"check": "import", "preview": "import", "confirm": "import", "discard": "import", "staged": "import", "edit": "edit"},
    "data.waiting_import": {"waiting_import": "import"},
    "data.forms": {"remembered_forms": "import"},
    "data.history": {"history": "history.read", "undo_preview": "history.read", "undo": "undo"},
    "data.exporting": {"export": "export"},
    "data.settings": {"settings": "settings.read", "set_setting": "settings.write", "set_settings": "settings.write"},
    "register.directory": {"register": "register.read"},
    "register.table": {"register_table": "register.read", "state_count": "register"},
    "register.facts": {"add_workshop": "register", "correct_facts": "register", "rename": "register"},
    "register.ties": {"add_tie": "register", "end_tie": "register"},
    "register.changing": {"appoint_leader": "register", "move_workshop": "register"},
    "register.recognition": {"record_review": "register", "recognise": "register", "notices": "register.read"},
    "register.merging": {"compare_records": "register.read", "merge_records": "register"},
    "register.showing": {"stop_showing": "register", "show_again": "register", "not_shown": "register.read"},
    "stores.store_facts": {"store_facts": "explore.store", "store_counts": "explore.store"},
    "stores.backup": {"backup": "backup", "audit_check": "history.read"},
    "stores.doctor": {"doctor": "doctor"},
}
# functions that other use cases and pages call with a session, and that are no methods of the workspace
PARTS_OF: dict[str, dict[str, str]] = {
    "data.dataset_settings": {"is_new": "import", "take_settings": "settings.write", "put_settings": "settings.write"},
    "data.exporting": {"left_behind": "export"},
    "data.importing": {"rejected_rows": "import", "rejected_rows_of": "import"},
    "data.templates": {"template": "import"},
    "explore.due": {"due": "explore.due"},
    "explore.whole_network": {"whole_network": "explore.panorama", "gap_pairs": "structure.gaps"},
    "figures": {"count_units": "explore.units"},
    "industries.gaps": {"count_gaps": "structure.gaps"},
    "industries.targets": {"find_group": "targets.read", "work_of": "targets.read"},
    "naming": {"find": "explore.search"},
    "partners.decisions": {"balance_of": "partners.read", "decided": "partners.read", "capacities": "partners.read"},
    "reach.name_masking": {"withheld": "isolates"},
    "reach.progress": {"acts": "worklist.read"},
    "reach.reach": {"stream": "isolates", "reach_row": "isolates", "reach_with_contacts": "isolates", "rows_of": "isolates"},
    "register.acts": {"ground_of": "register.read", "carry_out": "register"},
    "register.recognitions": {"recognitions_on": "register.read"},
    "region_union_filters": {"in_region": "explore.region", "under_union": "explore.union"},
}


@dataclass(frozen=True, slots=True)
class UseCase:
    """A use case by its name, its module and its action; the module is loaded when its function is asked for."""

    name: str
    module: str
    action: str

    @property
    def function(self) -> Callable[..., Any]:
        """The function itself; its first parameter is the session."""
        found: Callable[..., Any] = getattr(importlib.import_module(f"alliance.services.{self.module}"), self.name)
        return found

    @property
    def options(self) -> dict[str, inspect.Parameter]:
        """The parameters after the session, by name, their annotations as types."""
        hints = get_type_hints(self.function, include_extras=True)
        parameters = list(inspect.signature(self.function).parameters.values())[1:]
        return {one.name: one.replace(annotation=hints.get(one.name, one.annotation)) for one in parameters}

    @property
    def result(self) -> Any:
        """The type of what it returns."""
        return get_type_hints(self.function).get("return")


USE_CASES: dict[str, UseCase] = {name: UseCase(name, module, action) for module, cases in USE_CASES_OF.items() for name, action in cases.items()}


def action_of(module: str, name: str) -> str:
    """Return the action of a function of a module of ``services``; raises ``KeyError`` where the table does not have it."""
    found = USE_CASES_OF.get(module, {}).get(name) or PARTS_OF.get(module, {}).get(name)
    if found is None:
        raise KeyError(f"alliance/services/use_cases.py has no action for {name} of {module}: a row in USE_CASES_OF or PARTS_OF")
    return found
