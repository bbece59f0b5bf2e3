"""行业联系: which industries are linked and which should be."""

from alliance.ui.pages.industries import matrix

matrix.show()
