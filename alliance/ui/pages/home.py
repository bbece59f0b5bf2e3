from alliance.ui.views import home

home.show()
