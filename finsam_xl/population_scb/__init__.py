"""Populations by municipality, read from a file that somebody saved from SCB or typed."""
