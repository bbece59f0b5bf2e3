"""名录: the workshops on record."""

from alliance.ui.pages.register import register

register.show()
