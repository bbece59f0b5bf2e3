from alliance.ui.views import reach

reach.show()
