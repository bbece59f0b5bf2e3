"""合作建议: whom to introduce to a workshop, on what grounds."""

from alliance.ui.pages.partners import suggestions

suggestions.show()
