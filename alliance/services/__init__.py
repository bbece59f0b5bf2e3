"""The use cases: what the library, the command line and the app all call."""
