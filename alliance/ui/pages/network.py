"""关系图: one node and its surroundings."""

from alliance.ui.views import network

network.show()
