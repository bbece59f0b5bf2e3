"""联系情况: who needs an introduction and who answers for it."""

from alliance.ui.pages.reach import reach

reach.show()
