from alliance.ui.views import data

data.show()
