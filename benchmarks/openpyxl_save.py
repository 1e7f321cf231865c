"""Load a workbook with openpyxl and save it: what most programs do to change a file."""

from __future__ import annotations

import sys
import warnings

from openpyxl import load_workbook

warnings.simplefilter("ignore")
load_workbook(sys.argv[1], keep_vba=False).save(sys.argv[2])
