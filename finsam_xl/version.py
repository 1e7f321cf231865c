"""The version of finsam_xl."""

VERSION = "0.4.0"
