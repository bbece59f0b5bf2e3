from alliance.ui.views import suggestions

suggestions.show()
