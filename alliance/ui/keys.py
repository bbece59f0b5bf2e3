"""Every widget key and session key, shared by pages and tests.

A key that begins with ``card_``, ``tile_`` or ``row_`` is also the hook of its style (``style.css``).
"""

from __future__ import annotations

# session
HEARD = "heard_presses"  # the component that hears what is pressed in markup
PRESSED = "pressed"  # what was pressed last, for the run that follows: its name and what it is about
PRESSING = "pressing"  # the same in that run, until it was asked for
LANGUAGE = "language"
NOTE = "note"  # what was done last, and its way back
PAGES = "pages"
PRESENTING = "presenting"  # names of workshops that are cut off are not shown
ASSIGNING = "assigning"  # the workshops whose next step is being written: id → version of the entry
PICKED = "picked"  # ids of the workshops that are ticked on the worklist
ASKED = "asked"  # what a dialog is open about: the batch to take back, the workshop to check

# shell
LANGUAGE_LINK = "language_link"
PERIOD = "period_choice"
STORE_AGAIN = "store_again"
TOP_SEARCH = "top_search"

# 常看的图
VIEWS = "views"  # there while the list is open: empty, or the id of the view that is renamed
VIEWS_BUTTON = "views_button"
VIEW_NAME = "view_name"
VIEW_NOTE = "view_note"
VIEW_SAVE = "view_save"

# 首页
SEARCH = "home_search"
SEARCHED = "home_searched"  # what the address held when the box was shown last
SEARCH_GO = "home_search_go"

# 关系图
MAP_SEARCH = "map_search"
MAP_SEARCHED = "map_searched"  # what the address meant when the box was shown last
MAP_STEPS = "map_steps"
MAP_PICTURE = "map_picture"
MAP_FROM = "map_from"
MAP_TO = "map_to"
MAP_SWAP = "map_swap"
MAP_TABLE = "map_table"
MAP_TABLE_FILE = "map_table_file"
MAP_MORE = "map_more"
MAP_WIDEN = "map_widen"
MAP_CENTRE = "map_centre"
MAP_EXPAND = "map_expand"
MAP_PARTNERS = "map_partners"
MAP_PATH = "map_path"

# 名录
REGISTER_SEARCH = "register_search"
REGISTER_LEVEL = "register_level"
REGISTER_REGION = "register_region"
REGISTER_HOST = "register_host"
REGISTER_STATE = "register_state"
REGISTER_MORE = "register_more"
REGISTER_NEW = "register_new"
REGISTER_HIDDEN = "register_hidden"
ACTS = "acts"
ACT = "act_what"
ACT_DATE = "act_what_date"
ACT_SOURCE = "act_what_source"
ACT_PREVIEW = "act_what_preview"
ACT_CONFIRM = "act_what_confirm"
ACT_CANCEL = "act_what_cancel"
ACT_SHOWN = "act_what_shown"  # the act that was shown last: node, word, arguments, result
ACT_SEVERAL = "act_what_several"  # the act in which several answered to a name
ACT_WHICH = "act_what_which"
ACT_CHOSEN = "act_what_chosen"  # key of a field and the id that was chosen for it

# 行业联系
MATRIX = "matrix"
MATRIX_LAYER = "matrix_layer"
MATRIX_GROUPING = "matrix_grouping"
MATRIX_PLAN = "matrix_plan"

# 联系情况
REACH_PAGE = "reach_page"
REACH_REGION = "reach_region"
REACH_UNION = "reach_union"
REACH_STATE = "reach_state"
REACH_OWNER = "reach_owner"
REACH_PRESENT = "reach_present"
PICK_ALL = "reach_pick_all"
ASSIGN = "reach_assign"
CONFIRM_MANY = "reach_confirm_many"
STEP = "step_what"
STEP_REASON = "step_reason"
STEP_OWNER = "step_owner"
STEP_DUE = "step_due"
STEP_NOTE = "step_note"
STEP_SAVE = "step_save"
PRESENT_END = "present_end"
SLIDES = "slide_deck"
SLIDES_BEGIN = "slides_begin"
REACH_CONFIRM_BY = "check_by"

ALLIANCE_PAGE = "alliance_page"
THEME = "founding_theme"
COMPARE_PLAN = "compare_plan"
COMPARE_THEN = "compare_then"
COMPARE_NOW = "compare_now"

# 合作建议
PARTNER_SEARCH = "partner_search"
PARTNER_MORE = "partner_more"
PARTNER_WHY = "partner_why"
FOLDED = "folded"  # the decision that was made last
DECIDING = "deciding"  # the decision that is being asked about, and the candidate
DECLINE, DECLINE_REASON = "decline", "decline_reason"
KNOWN, KNOWN_KIND, KNOWN_DATE, KNOWN_SOURCE = "known", "known_kind", "known_date", "known_source"
LATER, LATER_UNTIL = "later", "later_until"
BALANCE_USUAL = "balance_usual"
ROUND = "round"
ROUND_TOP = "round_top"
ROUND_START = "round_start"

# 交流策划
PLAN_SAVE = "plan_save"
PLAN_RECORD = "plan_record"

# 数据
DATA_TABS = "data_tabs"
UPLOAD = "data_upload"
UPLOAD_KIND = "data_upload_kind"
UPLOAD_GO = "data_upload_go"
PASTED = "data_pasted"
ASK_FORM = "ask_form"
READ_OTHERWISE = "read_otherwise"
CRAFT_WORDS = "craft_words"
FEEDBACK_FILE = "feedback_file"
FEEDBACK_TURN = "feedback_turn"
FEEDBACK_READ = "feedback_read"
FEEDBACK_KEEP = "feedback_keep"
NAMING = "naming"
FORM_AGAIN = "form_again"
ASK_CELL = "ask_cell"
ASK_ALL = "ask_all"
ASK_SAME = "ask_same"
ASK_HIDDEN = "ask_hidden"
CONFIRM = "data_confirm"
DISCARD = "data_discard"
STORE_CHOICE = "data_store"
STORE_USE = "data_store_use"
STORE_NAME = "data_store_name"
STORE_NEW = "data_store_new"
RULE = "rule"
RULES_TURN = "rules_turn"
RULES_KEEP = "rules_keep"
EXEMPT = "rules_exempt"
EXEMPT_WHO = "rules_exempt_who"
EXEMPT_WHY = "rules_exempt_why"
TARGET_SORT = "target_sort"
TARGET_REGION = "target_region"
TARGET_NOTE = "target_note"
TARGET_FILE = "target_upload"
TARGET_TURN = "target_turn"
TARGET_READ = "target_read"
TARGET_A = "target_a"
TARGET_B = "target_b"
TARGET_WANTED = "target_wanted"
TARGET_YEAR = "target_year"
BACKUP_FILE = "data_backup_file"
RESTORE_NAME = "data_restore_name"
RESTORE_GO = "data_restore_go"


def of(name: str, *parts: object) -> str:
    """Return the key of one of several alike, such as the button in the row of a workshop.

    >>> of("row", "w-1")
    'row_w-1'
    """
    return "_".join((name, *map(str, parts)))


PANORAMA = "panorama"
PANORAMA_GROUPING = "panorama_grouping"
PANORAMA_LAYER = "panorama_layer"
PANORAMA_BACK = "panorama_back"
PANORAMA_LEFT = "panorama_left"
PANORAMA_GO = "panorama_go"
