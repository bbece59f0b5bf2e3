"""首页: search, figures, ready questions."""

from alliance.ui.pages.home import home

home.show()
