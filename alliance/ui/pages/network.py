from alliance.ui.views import network

network.show()
