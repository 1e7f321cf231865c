"""The graft room: our sheets put into, replaced in and taken out of somebody's own workbook.

What is not ours is copied as it is packed; what a person put on our sheets is kept.
"""
