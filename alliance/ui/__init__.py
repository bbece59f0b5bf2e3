"""The app: pages that ask and show, and no rule about the data."""
