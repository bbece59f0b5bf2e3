"""The figures that the made-up country follows: shares and sizes taken from what is on public record.

Where a list holds (value, weight) pairs the weights need not add up to anything.
"""

from __future__ import annotations

from datetime import date

from alliance.messages import text

AS_OF = date(2026, 6, 30)  # the data end here; everything is placed before it
LABEL = text("synthetic.label")
INVENTED = text("synthetic.invented")
CITY_SIZE = 500  # workshops in one city at most

# About 1 national : 23 provincial : 73 municipal, county about 1.4 times municipal, and those of the enterprises.
LEVELS = (("national", 4), ("provincial", 90), ("municipal", 280), ("industry", 45), ("county", 385), ("enterprise", 196))
STREAMS = (
    ("model_worker", 34),
    ("craftsman", 20),
    ("model_and_craftsman", 18),
    ("staff", 14),
    ("workshop", 8),
    ("blue_collar", 3),
    ("women", 2),
    ("skill_master", 1),
)
HOST_KINDS = (
    (("Enterprise", ""), 67),
    (("University", "university"), 13),
    (("Hospital", ""), 6),
    (("University", "research_institute"), 5),
    (("University", "vocational_school"), 4),
    (("PublicInstitution", "public_body"), 3),
    (("Cooperative", ""), 1),
    (("CraftsmanCollege", ""), 1),
)
# GB/T divisions of enterprises as met in public news, chemistry and equipment a little heavier.
DIVISIONS = (
    ("01", 2),
    ("03", 1),
    ("06", 4),
    ("07", 3),
    ("13", 2),
    ("15", 2),
    ("16", 2),
    ("17", 4),
    ("21", 1),
    ("24", 2),
    ("25", 3),
    ("26", 6),
    ("27", 3),
    ("28", 1),
    ("29", 3),
    ("30", 4),
    ("31", 6),
    ("32", 5),
    ("33", 4),
    ("34", 8),
    ("35", 6),
    ("36", 6),
    ("37", 5),
    ("38", 5),
    ("39", 3),
    ("40", 3),
    ("44", 9),
    ("46", 1),
    ("48", 9),
    ("53", 2),
    ("54", 5),
    ("55", 4),
    ("60", 1),
    ("62", 1),
    ("63", 2),
    ("65", 3),
    ("74", 3),
    ("78", 1),
    ("81", 1),
)
DIVISION_OF_KIND = {"Hospital": "84", "PublicInstitution": "92", "Cooperative": "01", "CraftsmanCollege": "83"}
DIVISION_OF_SUBKIND = {"university": "83", "vocational_school": "83", "research_institute": "73"}
# What a workshop in a school or institute works on, when it is not teaching itself.
CRAFT_DIVISIONS = (("34", 5), ("35", 4), ("38", 3), ("39", 3), ("65", 3), ("26", 3), ("36", 3), ("74", 2), ("44", 2), ("30", 1), ("17", 1), ("83", 8))

# What a province lists as its own, by division, since when; a list is data of the region, so each province has one.
STRATEGIC = (("leading", ("13", "26", "34", "38")), ("emerging", ("36", "39", "63", "65")), ("traditional", ("06", "17", "30", "31")))
STRATEGIC_SINCE = "2021-01-01"

# The industry unions of a city and the divisions whose units they take in.
INDUSTRY_UNIONS = (
    ("机械冶金建材工会", ("30", "31", "32", "33", "34", "35", "36", "37", "38", "40")),
    ("能源化学工会", ("06", "07", "25", "26", "28", "29", "44", "46")),
    ("财贸轻纺工会", ("13", "15", "16", "17", "21", "24", "60", "62", "81")),
    ("交通工会", ("53", "54", "55")),
    ("建设工会", ("48", "74", "78")),
    ("教科文卫体工会", ("27", "73", "83", "84")),
    ("电子信息工会", ("39", "63", "65")),
    ("农林工会", ("01", "03")),
)

# Intended reach (rules of reach, in their order) in thousandths of the workshops.
REACH = (
    ("connected", 225),
    ("serving", 120),
    ("own_system", 90),
    ("own_group", 50),
    ("own_unit", 90),
    ("new", 35),
    ("sleeping", 120),
    ("none", 80),
    ("exempt", 8),
    ("unknown", 182),
)
ACTIVE = ("connected", "serving", "own_system", "own_group", "own_unit")

TEAM_MEDIAN, TEAM_SIGMA, TEAM_CAP, GIANT_SHARE = 19, 0.85, 70, 0.005
ALLIANCE_MEDIAN, ALLIANCE_SIGMA = 25, 0.9
MEMBERSHIPS = 0.3  # memberships per workshop
ACHIEVEMENTS, DEMANDS, CHALLENGES, HONOUR_SHARE = 0.2, 0.12, 0.02, 0.1  # per workshop
BIG_EVENT_SEATS = (13, 20, 30, 33, 34, 50, 60, 100, 260)
BIG_FORMS = (
    ("lecture", 14),
    ("training", 35),
    ("publicity", 5),
    ("promotion", 6),
    ("founding", 6),
    ("contest", 8),
    ("exhibition", 5),
    ("review", 4),
    ("award", 3),
    ("exchange", 4),
    ("salon", 3),
)
