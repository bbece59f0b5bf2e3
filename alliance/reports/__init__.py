"""Files for people and for other programs: workbooks, calendars, graph files."""
