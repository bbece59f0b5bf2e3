from alliance.ui import navigation

navigation.run()
