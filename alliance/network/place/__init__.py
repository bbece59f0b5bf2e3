"""Place: unit, group, system, industry, region and alliance of every party."""
