"""Manage profiles: create, rename, remove, back up, restore and check them."""
