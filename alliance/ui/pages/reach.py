"""联系情况: who needs an introduction and who answers for it."""

from alliance.ui.views import reach

reach.show()
