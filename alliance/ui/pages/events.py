"""交流策划: from a gap to what came of it."""

from alliance.ui.views import events

events.show()
