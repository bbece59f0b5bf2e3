"""首页: search, figures, ready questions."""

from alliance.ui.views import home

home.show()
