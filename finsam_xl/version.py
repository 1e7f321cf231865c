"""The version of finsam_xl."""

VERSION = "0.3.0"
