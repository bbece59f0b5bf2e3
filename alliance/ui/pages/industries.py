from alliance.ui.views import industries

industries.show()
