"""The version of finsam_xl."""

VERSION = "0.2.0"
