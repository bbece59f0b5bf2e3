"""数据: what is imported, the store in use, targets, rules, backups, history."""

from alliance.ui.views import data

data.show()
