"""行业联系: which industries are linked and which should be."""

from alliance.ui.views import industries

industries.show()
