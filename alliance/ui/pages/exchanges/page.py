"""交流策划: from a gap to what came of it."""

from alliance.ui.pages.exchanges import exchanges

exchanges.show()
