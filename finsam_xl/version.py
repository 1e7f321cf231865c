"""The version of finsam_xl."""

VERSION = "0.1.0"
