"""数据: what is imported, the store in use, targets, rules, backups, history."""

from alliance.ui.pages.data import data

data.show()
