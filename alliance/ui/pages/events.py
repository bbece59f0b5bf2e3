from alliance.ui.views import events

events.show()
