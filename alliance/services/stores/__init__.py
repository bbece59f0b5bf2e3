"""Stores: those of this computer, backup, restore, copy and the doctor."""
