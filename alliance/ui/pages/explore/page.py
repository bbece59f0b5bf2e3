"""关系图: one node and its surroundings."""

from alliance.ui.pages.explore import network

network.show()
